internal import Sodium

/// Walks over canonical lines: words parted by one space each, a newline behind the last.
///
/// Every step either takes exactly what may stand there or fails with the number of the line, so that a text
/// that was read has one spelling only.
struct LineCursor: ~Escapable {
    let bytes: Span<UInt8>
    private(set) var position: Int
    private(set) var line: Int

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, position: Int, line: Int) {
        self.bytes = bytes
        self.position = position
        self.line = line
    }

    /// How a failure at this place is told.
    var failure: VaultFormatError { .notCanonical(line: line) }

    /// Whether the text goes on with `text` at this place.
    func begins(with text: String) -> Bool {
        var index = position
        for byte in text.utf8 {
            guard index < bytes.count, bytes[index] == byte else { return false }
            index += 1
        }
        return true
    }

    /// Takes `text`.
    mutating func expect(_ text: String) throws(VaultFormatError) {
        guard begins(with: text) else { throw failure }
        position += text.utf8.count
    }

    /// Takes the end of the line.
    mutating func endLine() throws(VaultFormatError) {
        try expect("\n")
        line += 1
    }

    /// Takes a word up to the next space or newline: its range.
    mutating func word() throws(VaultFormatError) -> Range<Int> {
        let start = position
        while position < bytes.count, bytes[position] > UInt8(ascii: " "), bytes[position] < 0x7f {
            position += 1
        }
        guard position > start else { throw failure }
        return start..<position
    }

    /// Takes `count` bytes in lower-case hexadecimal, or any number of them when no count is given.
    mutating func hexadecimal(count: Int? = nil) throws(VaultFormatError) -> [UInt8] {
        let range = try word()
        guard let value = Hexadecimal.decode(bytes.extracting(range)), count == nil || value.count == count
        else {
            throw failure
        }
        return value
    }

    /// Takes a decimal number without sign or leading zero, up to `limit`.
    mutating func number(upTo limit: UInt64) throws(VaultFormatError) -> UInt64 {
        let range = try word()
        guard range.count == 1 || bytes[range.lowerBound] != UInt8(ascii: "0") else { throw failure }
        var value: UInt64 = 0
        for index in range {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) else { throw failure }
            let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tenfold.addingReportingOverflow(UInt64(bytes[index] - UInt8(ascii: "0")))
            guard !overflow, !carry else { throw failure }
            value = sum
        }
        guard value <= limit else { throw failure }
        return value
    }

    /// Takes a moment in UTC.
    mutating func timestamp() throws(VaultFormatError) -> Timestamp {
        let range = try word()
        guard let value = Timestamp(bytes.extracting(range)) else { throw failure }
        return value
    }
}
