import Sodium

/// One part of a frame. No case copies what it is made of, which may be secret.
enum FrameField {
    case text(String)
    case bytes([UInt8])
    case secret(SecretBytesReference)

    static func number(_ value: Int) -> FrameField { .text(String(value)) }

    fileprivate var count: Int {
        switch self {
        case .text(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        case .secret(let secret): secret.count
        }
    }
}

/// Fields in one piece that shows its own end: what goes over the pipes between a tool and its exchanges.
///
/// The length of all that follows, then each field behind its own length; a length is four bytes, the highest
/// first.
enum Frame {
    /// Bytes of a length.
    static let lengthSize = 4

    /// What `write` appends, in bytes.
    static func size(of fields: [FrameField]) -> Int {
        fields.reduce(lengthSize) { $0 + lengthSize + $1.count }
    }

    /// A whole frame, of fields none of which is secret.
    static func bytes(of fields: [FrameField]) -> [UInt8] {
        var frame: [UInt8] = []
        frame.append(addingCapacity: size(of: fields)) { write(fields, to: &$0) }
        return frame
    }

    /// Appends a whole frame, for which there must be room.
    static func write(_ fields: [FrameField], to output: inout OutputSpan<UInt8>) {
        append(length: size(of: fields) - lengthSize, to: &output)
        for field in fields {
            append(length: field.count, to: &output)
            switch field {
            case .text(let text): for byte in text.utf8 { output.append(byte) }
            case .bytes(let bytes): for byte in bytes { output.append(byte) }
            case .secret(let secret): secret.read { append($0.bytes, to: &output) }
            }
        }
    }

    /// The length that four bytes say.
    static func length(_ bytes: some Sequence<UInt8>) -> Int {
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    private static func append(_ bytes: Span<UInt8>, to output: inout OutputSpan<UInt8>) {
        for index in bytes.indices { output.append(bytes[index]) }
    }

    private static func append(length: Int, to output: inout OutputSpan<UInt8>) {
        let length = UInt32(length)
        for shift: UInt32 in [24, 16, 8, 0] { output.append(UInt8(truncatingIfNeeded: length >> shift)) }
    }
}

/// A frame, or what claims to be one, is not made as its kind is.
struct MalformedFrame: Error, Equatable {}

/// Takes the fields of a frame one after the other.
struct FrameReader {
    private var rest: ArraySlice<UInt8>

    /// - Parameter content: what follows the frame's length, all of it.
    init(_ content: some Sequence<UInt8>) {
        rest = ArraySlice(content)
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func bytes() throws(MalformedFrame) -> [UInt8] {
        guard rest.count >= Frame.lengthSize else { throw MalformedFrame() }
        let count = Frame.length(rest.prefix(Frame.lengthSize))
        rest = rest.dropFirst(Frame.lengthSize)
        guard count <= rest.count else { throw MalformedFrame() }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    mutating func text() throws(MalformedFrame) -> String {
        guard let text = String(validating: try bytes(), as: UTF8.self) else { throw MalformedFrame() }
        return text
    }

    mutating func number() throws(MalformedFrame) -> Int {
        guard let number = Int(try text()) else { throw MalformedFrame() }
        return number
    }

    /// All that is left, two by two.
    mutating func pairs() throws(MalformedFrame) -> [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        while !isAtEnd { pairs.append((try text(), try text())) }
        return pairs
    }
}
