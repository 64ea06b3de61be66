/// A JSON document as it was written: members keep their order, numbers their text.
package enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    /// A number without fraction or exponent that fits 64 bits; `-0` is not one.
    case integer(Int64)
    /// Any other number, as its source text: it is never rounded.
    case number(String)
    case string(String)
    case array([JSONValue])
    /// Members in their order. A document that was read holds each key once, compared byte by byte.
    case object([JSONMember])
}

/// One `key: value` of an object.
package struct JSONMember: Sendable, Equatable {
    /// As text, without quotes and escapes; may be empty.
    package let key: String
    /// `.null` for a member that was written as `null`: it is there.
    package let value: JSONValue

    /// Takes any key: the writer escapes it, and nobody looks whether the object has it already.
    package init(_ key: String, _ value: JSONValue) {
        self.key = key
        self.value = value
    }
}

extension JSONValue {
    /// The member of an object with exactly these bytes as its key; `nil` for other values too.
    ///
    /// The search is linear: code that reads all of a large object walks its members instead.
    package subscript(key: String) -> JSONValue? {
        members?.first { $0.key.hasSameBytes(as: key) }?.value
    }

    /// Whether it is the word `null`; a member that is missing is nil, and not this.
    package var isNull: Bool { self == .null }

    /// nil for all but `true` and `false`: neither 0 nor a string stands for one.
    package var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// nil for all but `.integer`, so also for `1.0`, `1e3`, `-0` and what does not fit 64 bits.
    package var integerValue: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// nil for all but strings: a number is not turned into text.
    package var stringValue: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The elements in their order; nil for all but arrays.
    package var arrayValue: [JSONValue]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The members of an object in their order; nil for all but objects.
    package var members: [JSONMember]? {
        if case .object(let value) = self { value } else { nil }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    /// A string of the source, as a `.string`; any text, since the writer escapes it.
    package init(stringLiteral value: String) { self = .string(value) }

    /// A number of the source, as an `.integer`.
    package init(integerLiteral value: Int64) { self = .integer(value) }

    /// `true` or `false` of the source, as a `.bool`.
    package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    /// Elements in the order they are written in, of any kinds.
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

    /// Members in the order they are written in; keys are not checked for being there twice.
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { JSONMember($0.0, $0.1) })
    }
}

extension String {
    /// Equality of bytes. `==` alone will not do, since it takes U+212A for the letter K; but it is quick to
    /// say that two strings differ.
    func hasSameBytes(as other: String) -> Bool {
        self == other && utf8.elementsEqual(other.utf8)
    }
}
