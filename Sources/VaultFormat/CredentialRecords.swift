package import CashoutsAPI
internal import Sodium

/// The secrets of one environment: records with an index in front, in one locked buffer.
///
///     4 bytes  number of records
///     n times  4 bytes version ‖ 1 byte field ‖ 4 bytes length
///     …        the values, one behind the other, in the same order
///
/// A field is 0 for API Key, 1 for API Passphrase, 2 for API Signature. Numbers have their least significant
/// byte first. Records ascend by version, then field, and every version has all three fields: they move
/// together or not at all.
package struct CredentialRecords: ~Copyable {
    private static let entryCount = 9
    private static let countLimit = 10_000

    private let buffer: SecretBytes
    /// The versions that secrets are here for, ascending.
    package let versions: [Int]
    /// Where each value begins and ends, three for each version.
    private let ranges: [Range<Int>]

    /// An environment without secrets.
    package init() {
        buffer = SecretBytes(capacity: 4) { output in output.append(repeating: 0, count: 4) }
        versions = []
        ranges = []
    }

    /// Reads a padded text. Throws `badBox` for anything that ``text`` would not have made.
    init(padded: consuming SecretBytes) throws(VaultFormatError) {
        (versions, ranges) = try Self.index(of: padded.bytes)
        buffer = padded
    }

    private static func index(
        of padded: Span<UInt8>
    ) throws(VaultFormatError) -> (versions: [Int], ranges: [Range<Int>]) {
        let end = try Padding.textCount(padded)
        let bytes = padded.extracting(..<end)
        guard end >= 4 else { throw .badBox }
        func number(at start: Int) -> Int {
            Int(bytes[start]) | Int(bytes[start + 1]) << 8 | Int(bytes[start + 2]) << 16 | Int(
                bytes[start + 3]) << 24
        }
        let count = number(at: 0)
        guard count <= countLimit, count.isMultiple(of: 3), end >= 4 + count * entryCount else {
            throw .badBox
        }
        var versions: [Int] = []
        var ranges: [Range<Int>] = []
        var start = 4 + count * entryCount
        for index in 0..<count {
            let entry = 4 + index * entryCount
            let version = number(at: entry)
            let length = number(at: entry + 5)
            guard Int(bytes[entry + 4]) == index % 3, length > 0, length <= end - start else { throw .badBox }
            if index.isMultiple(of: 3) {
                guard version > versions.last ?? 0 else { throw .badBox }
                versions.append(version)
            } else if version != versions.last {
                throw .badBox
            }
            ranges.append(start..<start + length)
            start += length
        }
        guard start == end else { throw .badBox }
        return (versions, ranges)
    }

    /// One secret, in place; `nil` when this version is not here.
    @_lifetime(borrow self)
    package borrowing func value(of field: CredentialField, in version: Int) -> Span<UInt8>? {
        guard let index = versions.firstIndex(of: version) else { return nil }
        return buffer.bytes.extracting(ranges[index * 3 + Self.number(of: field)])
    }

    /// These records and one version more, which must be higher than those here.
    package consuming func adding(
        _ version: Int, apiKey: Span<UInt8>, apiPassphrase: Span<UInt8>, apiSignature: Span<UInt8>
    ) -> CredentialRecords {
        rebuilt(keeping: versions, adding: version, apiKey, apiPassphrase, apiSignature)
    }

    /// These records without one version.
    package consuming func removing(_ version: Int) -> CredentialRecords {
        let none: [UInt8] = []
        return rebuilt(
            keeping: versions.filter { $0 != version }, adding: nil, none.span, none.span, none.span)
    }

    private init(buffer: consuming SecretBytes, versions: [Int], ranges: [Range<Int>]) {
        self.buffer = buffer
        self.versions = versions
        self.ranges = ranges
    }

    private func rebuilt(
        keeping kept: [Int], adding version: Int?, _ key: Span<UInt8>, _ passphrase: Span<UInt8>,
        _ signature: Span<UInt8>
    ) -> CredentialRecords {
        let versions = kept + (version.map { [$0] } ?? [])
        var lengths: [Int] = []
        for version in kept {
            for field in CredentialField.allCases {
                lengths.append(value(of: field, in: version)?.count ?? 0)
            }
        }
        if version != nil { lengths += [key.count, passphrase.count, signature.count] }
        let start = 4 + lengths.count * Self.entryCount
        let buffer = SecretBytes(capacity: start + lengths.reduce(0, +)) { output in
            output.append(number: lengths.count)
            for (index, length) in lengths.enumerated() {
                output.append(number: versions[index / 3])
                output.append(UInt8(index % 3))
                output.append(number: length)
            }
            for version in kept {
                for field in CredentialField.allCases {
                    if let value = value(of: field, in: version) { output.append(contentsOf: value) }
                }
            }
            output.append(contentsOf: key)
            output.append(contentsOf: passphrase)
            output.append(contentsOf: signature)
        }
        var ranges: [Range<Int>] = []
        var position = start
        for length in lengths {
            ranges.append(position..<position + length)
            position += length
        }
        return CredentialRecords(buffer: buffer, versions: versions, ranges: ranges)
    }

    /// The text without padding.
    var text: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get { buffer.bytes.extracting(..<(ranges.last?.upperBound ?? 4)) }
    }

    /// Whether the secrets are kept out of swap.
    package var isLocked: Bool { buffer.isLocked }

    private static func number(of field: CredentialField) -> Int {
        switch field {
        case .apiKey: 0
        case .apiPassphrase: 1
        case .apiSignature: 2
        }
    }
}

extension OutputSpan<UInt8> {
    @_lifetime(self: copy self)
    fileprivate mutating func append(number: Int) {
        for shift in [0, 8, 16, 24] { append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
}
