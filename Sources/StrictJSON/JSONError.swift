/// Why bytes are not a JSON document, and where; never what was there, which may be a secret.
package struct JSONError: Error, Equatable, Sendable {
    /// What breaks the grammar of RFC 8259, or one of the reader's stricter rules.
    package enum Reason: Sendable, Equatable, CaseIterable {
        /// The document ends in the middle.
        case unexpectedEnd
        /// A byte that cannot stand here.
        case unexpectedByte
        /// Bytes other than white space after the document.
        case trailingBytes
        /// A byte-order mark before the document.
        case byteOrderMark
        /// Bytes in a string that are not UTF-8.
        case notUTF8
        /// A control character in a string that is not escaped.
        case controlCharacter
        /// An escape that JSON does not know.
        case badEscape
        /// Half of a surrogate pair.
        case loneSurrogate
        /// A key that the same object already has.
        case duplicateKey
        /// Deeper nesting than the reader allows.
        case tooDeep
    }

    /// The first one that the reader met: more may be wrong behind it.
    package let reason: Reason
    /// Counted in bytes from 0.
    package let offset: Int

    /// For the reader, and for tests to compare with.
    package init(reason: Reason, offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}
