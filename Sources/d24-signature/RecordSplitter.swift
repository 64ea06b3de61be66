import SystemIO

/// Cuts a stream into records that end with one byte each, however its pieces are cut. The last record may
/// lack its end; an end with nothing behind it begins no record.
struct RecordSplitter {
    /// 1 MiB: a body has some hundred bytes, and a stream without ends must not fill the memory.
    static let limit = 1 << 20

    private let end: UInt8
    /// A record that began in an earlier piece.
    private var pending: [UInt8] = []
    /// Whether that one is over the limit already: the rest of it is passed over.
    private var isTooLong = false

    /// - Parameter end: the byte that ends a record and is no part of it.
    init(end: UInt8) { self.end = end }

    /// Takes a piece, and hands over every record that ends in it; nil for one over the limit. The empty
    /// piece is the end of the stream.
    mutating func take(_ piece: Span<UInt8>, _ record: (Span<UInt8>?) -> Void) {
        if piece.isEmpty {
            if isTooLong || !pending.isEmpty { finish(record) }
            return
        }
        var start = 0
        while let found = piece.firstIndex(of: end, from: start) {
            let rest = piece.extracting(start..<found)
            start = found + 1
            if pending.isEmpty, !isTooLong, rest.count <= Self.limit {
                record(rest)
            } else {
                keep(rest)
                finish(record)
            }
        }
        keep(piece.extracting(start...))
    }

    private mutating func keep(_ bytes: Span<UInt8>) {
        isTooLong = isTooLong || bytes.count > Self.limit - pending.count
        if isTooLong {
            pending = []
        } else {
            pending.reserveCapacity(pending.count + bytes.count)
            for index in bytes.indices { pending.append(bytes[index]) }
        }
    }

    private mutating func finish(_ record: (Span<UInt8>?) -> Void) {
        if isTooLong { record(nil) } else { record(pending.span) }
        pending.removeAll(keepingCapacity: true)
        isTooLong = false
    }
}
