import CashoutsAPI

/// Copies borrowed bytes, so that a test can compare them. The secrets of these tests are none.
func text(_ bytes: Span<UInt8>) -> String {
    var copy: [UInt8] = []
    for index in bytes.indices { copy.append(bytes[index]) }
    return String(decoding: copy, as: UTF8.self)
}

/// Numbers that look random and are the same in every run (xorshift64).
struct RepeatableNumbers: RandomNumberGenerator {
    private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }
}

extension Notification {
    /// The decoded bytes of a field, empty where it was sent as `name=`, nil where it was not sent.
    subscript(field: NotificationField) -> [UInt8]? {
        fields.first { $0.name == Array(field.rawValue.utf8) }?.value
    }
}
