import Sodium

/// All forms of all secrets that are looked for, in one locked buffer, each form of a secret once.
package struct SecretPatterns: ~Copyable, Sendable {
    /// Fields of fewer bytes are not looked for: they would be found by chance, and in every list of words.
    package static let shortestValue = 12

    /// Whose form a pattern is.
    struct Label: Sendable {
        let secret: Int
        let encoding: SecretEncoding
    }

    private(set) var text = SecretBuffer(capacity: 4096)
    private(set) var lengths: [Int] = []
    private(set) var labels: [Label] = []
    /// Where the patterns of the secret at hand begin, in `lengths` and in `text`.
    private var firstPattern = 0
    private var firstByte = 0

    /// With nothing to look for yet: a `SecretMatcher` wants one form at least.
    package init() {}

    /// Whether there is nothing to look for.
    package var isEmpty: Bool { lengths.isEmpty }

    /// Adds every form of a field's value.
    /// - Parameters:
    ///   - value: at least `shortestValue` bytes.
    ///   - secret: a number by which its finds are known; equal values need to be added only once.
    package mutating func add(_ value: Span<UInt8>, as secret: Int) {
        precondition(value.count >= Self.shortestValue, "a value is too short to be looked for")
        begin()
        let count = value.count
        add(.raw, secret, room: count) { output in
            for index in value.indices { output.append(value[index]) }
        }
        for form in HexadecimalForm.all {
            add(.hexadecimal, secret, room: HexadecimalForm.room(for: count)) { form.append(value, to: &$0) }
        }
        for form in Base64Form.all {
            let encoding = form.urlSafe ? SecretEncoding.base64URL : .base64
            add(encoding, secret, room: Base64Form.room(for: count)) { form.append(value, to: &$0) }
        }
        for form in PercentForm.all {
            add(.percent, secret, room: PercentForm.room(for: count)) { form.append(value, to: &$0) }
        }
        for form in JSONForm.all {
            add(.json, secret, room: JSONForm.room(for: count)) { form.append(value, to: &$0) }
        }
    }

    /// Adds the Base64 of user, colon and password, which together have at least `shortestValue` bytes.
    ///
    /// Without padding and a last digit that is not all theirs: so it is found too where a line's end was
    /// encoded along.
    package mutating func addBasicHeader(user: Span<UInt8>, password: Span<UInt8>, as secret: Int) {
        let count = user.count + 1 + password.count
        precondition(count >= Self.shortestValue, "a pair is too short to be looked for")
        begin()
        let pair = SecretBytes(capacity: count) { output in
            for index in user.indices { output.append(user[index]) }
            output.append(UInt8(ascii: ":"))
            for index in password.indices { output.append(password[index]) }
        }
        addBasicHeader(pair, as: secret)
    }

    private mutating func addBasicHeader(_ pair: borrowing SecretBytes, as secret: Int) {
        let bytes = pair.bytes
        add(.basicHeader, secret, room: Base64Form.room(for: bytes.count)) { output in
            Base64Form(urlSafe: false, alignment: 0).append(bytes, to: &output)
        }
    }

    private mutating func begin() {
        firstPattern = lengths.count
        firstByte = text.count
    }

    /// Adds a form unless the secret has it already under a simpler name.
    private mutating func add(
        _ encoding: SecretEncoding, _ secret: Int, room: Int, _ write: (inout OutputSpan<UInt8>) -> Void
    ) {
        let start = text.count
        text.reserve(room)
        text.append(filling: write)
        let length = text.count - start
        guard length > 0, !isKnown(start, length) else {
            text.truncate(to: start)
            return
        }
        lengths.append(length)
        labels.append(Label(secret: secret, encoding: encoding))
    }

    private func isKnown(_ start: Int, _ length: Int) -> Bool {
        let bytes = text.bytes
        let candidate = bytes.extracting(start..<start + length)
        var other = firstByte
        for index in firstPattern..<lengths.count {
            if constantTimeEquals(bytes.extracting(other..<other + lengths[index]), candidate) { return true }
            other += lengths[index]
        }
        return false
    }
}
