/// Lines of a text that comes in pieces.
struct LineSplitter {
    /// 64 KiB: what has no end by then is no line of an object and its path, and is let go.
    private static let limit = 64 << 10

    private var begun: [UInt8] = []

    /// Takes the next piece, and hands over each line that it completes, without its end.
    mutating func take(_ piece: [UInt8], _ line: (ArraySlice<UInt8>) -> Void) {
        var start = piece.startIndex
        while let end = piece[start...].firstIndex(of: UInt8(ascii: "\n")) {
            if begun.isEmpty {
                line(piece[start..<end])
            } else {
                if begun.count < Self.limit { line((begun + piece[start..<end])[...]) }
                begun = []
            }
            start = end + 1
        }
        if begun.count < Self.limit { begun += piece[start...] }
    }
}
