package import CashoutsAPI
package import Sodium
package import VaultFormat

/// Why a receipt is not taken.
package enum ReceiptError: Error, Hashable, Sendable {
    /// Longer than ``SignedReceipt/sizeLimit``.
    case tooLarge
    /// Not what these tools write, in that line.
    case malformed(line: Int)
    case newerVersion
    case otherVault
    case otherEnvironment(EnvironmentName)
    /// It is of this version, and another one is in question.
    case otherVersion(Int)
    /// The version of that number has other fields.
    case otherFingerprint
    /// The slot that signed it is not in the vault, or not any more.
    case unknownSlot
    /// The slot was not given the environment.
    case notGranted(slot: String)
    /// It was not signed by the slot's host key, or was changed afterwards.
    case badSignature
    /// libsodium refused what it should accept.
    case defect
}

/// A receipt with its signature, which nobody has verified yet.
package struct SignedReceipt: Hashable, Sendable {
    /// 4 KiB: all lines at their longest are under one.
    package static let sizeLimit = 4096
    /// What the host key signs receipts under, and nothing else.
    static let label = "d24-tools receipt 1"

    private let unverified: Receipt
    private let signature: Signature

    /// Signs a receipt with the identity's host key.
    package init(_ receipt: Receipt, signedBy identity: borrowing Identity) throws(ReceiptError) {
        let message = [UInt8](receipt.lines.utf8)
        do {
            signature = try identity.hostKey().sign(label: Self.label, message: message.span)
        } catch { throw .defect }
        unverified = receipt
    }

    /// Reads the one spelling that ``text`` writes.
    package init(_ bytes: Span<UInt8>) throws(ReceiptError) {
        guard bytes.count <= Self.sizeLimit else { throw .tooLarge }
        var lines = try ReceiptLines(bytes)
        try lines.takeMagic()
        unverified = try Receipt(&lines)
        signature = try lines.take("signature") { text in
            Hexadecimal.decode([UInt8](text.utf8).span).flatMap { try? Signature(bytes: $0) }
        }
        // Numbers and URLs could be spelled in other ways; nothing but the one is taken.
        try lines.finish(expecting: text)
    }

    /// The lines, the signature last.
    package var text: String { unverified.lines + "signature \(signature.hexadecimal)\n" }

    /// The receipt, once it is certain who wrote it and that they may speak of that version.
    ///
    /// That its verdict counts, at this time and for these settings, is for ``VerificationRules`` to say.
    ///
    /// - Parameters:
    ///   - vault: the id of the vault that it is presented to.
    ///   - slots: of its header; `records` of its metadata.
    package func verified(
        for version: CredentialVersion, of environment: EnvironmentRecord, in vault: VaultID,
        slots: [Slot], records: [SlotRecord]
    ) throws(ReceiptError) -> Receipt {
        guard unverified.vault == vault else { throw .otherVault }
        guard let slot = slots.first(where: { $0.id == unverified.slot }),
            let record = records.first(where: { $0.id == unverified.slot })
        else { throw .unknownSlot }
        let message = [UInt8](unverified.lines.utf8)
        guard slot.recipient.hostKey.verifies(signature, label: Self.label, message: message.span) else {
            throw .badSignature
        }
        guard unverified.environment == environment.name else {
            throw .otherEnvironment(unverified.environment)
        }
        guard slot.role == .writer || record.scope.covers(environment.name) else {
            throw .notGranted(slot: record.name)
        }
        guard unverified.version == version.number else { throw .otherVersion(unverified.version) }
        guard unverified.fingerprint == version.fingerprints?.whole.bytes else { throw .otherFingerprint }
        return unverified
    }
}

/// The lines of a receipt, taken one after the other: a name, a blank, a value.
struct ReceiptLines {
    private let text: String
    private var rest: ArraySlice<Substring>
    /// Of the line that was taken last, from 1.
    private(set) var number = 0

    init(_ bytes: Span<UInt8>) throws(ReceiptError) {
        var copy: [UInt8] = []
        for index in bytes.indices {
            let byte = bytes[index]
            guard byte == UInt8(ascii: "\n") || (0x20...0x7e).contains(byte) else {
                throw .malformed(line: 1 + copy.count { $0 == UInt8(ascii: "\n") })
            }
            copy.append(byte)
        }
        text = String(decoding: copy, as: UTF8.self)
        rest = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    }

    /// Takes `d24-receipt 1`.
    mutating func takeMagic() throws(ReceiptError) {
        let version = try take("d24-receipt") { Int($0) }
        guard version == 1 else { throw version > 1 ? .newerVersion : .malformed(line: number) }
    }

    /// Takes a line of that name.
    mutating func take<Value>(
        _ name: String, _ read: (String) -> Value?
    ) throws(ReceiptError) -> Value {
        number += 1
        guard let line = rest.popFirst(), line.hasPrefix(name + " "),
            let value = read(String(line.dropFirst(name.utf8.count + 1)))
        else { throw .malformed(line: number) }
        return value
    }

    /// Takes a line of that name whose value may be `-`, for none.
    mutating func takeOptional<Value>(
        _ name: String, _ read: (String) -> Value?
    ) throws(ReceiptError) -> Value? {
        try take(name) { text -> Value?? in
            if text == "-" { return .some(.none) }
            return read(text).map { .some($0) }
        }
    }

    /// Fails unless everything was taken and the text is this one, byte for byte.
    func finish(expecting canonical: String) throws(ReceiptError) {
        guard rest.count == 1, rest.first == "" else { throw .malformed(line: number + 1) }
        guard text == canonical else {
            let ours = canonical.split(separator: "\n", omittingEmptySubsequences: false)
            let theirs = text.split(separator: "\n", omittingEmptySubsequences: false)
            let line = zip(ours, theirs).enumerated().first { $0.element.0 != $0.element.1 }
            throw .malformed(line: (line?.offset ?? number) + 1)
        }
    }
}
