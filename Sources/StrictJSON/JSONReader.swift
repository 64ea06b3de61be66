/// Reads one JSON document, strictly (RFC 8259): UTF-8, no key twice, no byte-order mark, paired surrogates,
/// nothing but white space after it.
package struct JSONReader: ~Escapable {
    let bytes: Span<UInt8>
    var position = 0
    /// How many more arrays and objects may be opened.
    private var depthLeft: Int

    /// Reads the whole of `bytes`.
    ///
    /// - Parameter depthLimit: how deep arrays and objects may nest; the reader recurses, so this bounds its
    ///   stack.
    package static func read(_ bytes: Span<UInt8>, depthLimit: Int = 32) throws(JSONError) -> JSONValue {
        var reader = JSONReader(bytes, depthLimit: depthLimit)
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
            throw reader.error(.byteOrderMark)
        }
        let value = try reader.readValue()
        reader.skipWhiteSpace()
        guard reader.position == bytes.count else { throw reader.error(.trailingBytes) }
        return value
    }

    @_lifetime(copy bytes)
    private init(_ bytes: Span<UInt8>, depthLimit: Int) {
        self.bytes = bytes
        depthLeft = depthLimit
    }

    @_lifetime(self: copy self)
    private mutating func readValue() throws(JSONError) -> JSONValue {
        skipWhiteSpace()
        switch try currentByte() {
        case UInt8(ascii: "\""): return .string(try readString())
        case UInt8(ascii: "{"): return .object(try readMembers())
        case UInt8(ascii: "["): return .array(try readElements())
        case UInt8(ascii: "t"): return try readWord("true", .bool(true))
        case UInt8(ascii: "f"): return try readWord("false", .bool(false))
        case UInt8(ascii: "n"): return try readWord("null", .null)
        default: return try readNumber()
        }
    }

    @_lifetime(self: copy self)
    private mutating func readElements() throws(JSONError) -> [JSONValue] {
        try descend()
        defer { depthLeft += 1 }
        var elements: [JSONValue] = []
        skipWhiteSpace()
        if try takes(UInt8(ascii: "]")) { return elements }
        while true {
            elements.append(try readValue())
            skipWhiteSpace()
            if try takes(UInt8(ascii: "]")) { return elements }
            try take(UInt8(ascii: ","))
        }
    }

    @_lifetime(self: copy self)
    private mutating func readMembers() throws(JSONError) -> [JSONMember] {
        try descend()
        defer { depthLeft += 1 }
        var members: [JSONMember] = []
        var keys = KeySet()
        skipWhiteSpace()
        if try takes(UInt8(ascii: "}")) { return members }
        while true {
            skipWhiteSpace()
            let start = position
            guard try currentByte() == UInt8(ascii: "\"") else { throw error(.unexpectedByte) }
            let key = try readString()
            guard keys.insert(key, after: members) else {
                throw JSONError(reason: .duplicateKey, offset: start)
            }
            skipWhiteSpace()
            try take(UInt8(ascii: ":"))
            members.append(JSONMember(key, try readValue()))
            skipWhiteSpace()
            if try takes(UInt8(ascii: "}")) { return members }
            try take(UInt8(ascii: ","))
        }
    }

    @_lifetime(self: copy self)
    private mutating func descend() throws(JSONError) {
        guard depthLeft > 0 else { throw error(.tooDeep) }
        depthLeft -= 1
        position += 1
    }
}

extension JSONReader {
    func error(_ reason: JSONError.Reason) -> JSONError { JSONError(reason: reason, offset: position) }

    func currentByte() throws(JSONError) -> UInt8 {
        guard position < bytes.count else { throw error(.unexpectedEnd) }
        return bytes[position]
    }

    @_lifetime(self: copy self)
    mutating func skipWhiteSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    /// Takes this byte if it is the next one.
    @_lifetime(self: copy self)
    mutating func takes(_ byte: UInt8) throws(JSONError) -> Bool {
        guard try currentByte() == byte else { return false }
        position += 1
        return true
    }

    @_lifetime(self: copy self)
    mutating func take(_ byte: UInt8) throws(JSONError) {
        guard try takes(byte) else { throw error(.unexpectedByte) }
    }

    @_lifetime(self: copy self)
    private mutating func readWord(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for byte in String(describing: word).utf8 { try take(byte) }
        return value
    }
}

/// The keys of one object: compared one by one while they are few, hashed when they are many, so that an
/// object of any size costs linear time. The hash is seeded anew in each process.
///
/// It is of bytes: what `String` calls equal, and hashes alike, are keys of their own, and may be as many as
/// fit.
private struct KeySet {
    private static let few = 16
    private var hashed: Set<[UInt8]> = []

    /// Adds a key to those of `members`; false if it was there.
    mutating func insert(_ key: String, after members: [JSONMember]) -> Bool {
        if members.count < Self.few {
            return !members.contains { $0.key.hasSameBytes(as: key) }
        }
        if members.count == Self.few { hashed = Set(members.map { Array($0.key.utf8) }) }
        return hashed.insert(Array(key.utf8)).inserted
    }
}
