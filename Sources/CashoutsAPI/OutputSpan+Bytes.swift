extension OutputSpan where Element == UInt8 {
    /// Appends a copy of `bytes`, for which there must be room.
    mutating func append(copying bytes: Span<UInt8>) {
        for index in bytes.indices { append(bytes[index]) }
    }

    /// Appends the UTF-8 of a text that is no secret.
    mutating func append(utf8 text: String) {
        for byte in text.utf8 { append(byte) }
    }
}
