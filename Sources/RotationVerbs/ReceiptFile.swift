import CashoutsAPI
import KeyRotation
import ToolSupport
import VaultFormat

extension VaultSession {
    /// What this host says of a ping, signed.
    func receipt(_ ping: SentPing) throws(Diagnostic) -> SignedReceipt {
        guard let fingerprints = ping.version.fingerprints else {
            throw Diagnostic(.internalError, "a version was sent whose secrets are erased")
        }
        let receipt = Receipt(
            ping.result, vault: state.id, version: ping.version, fingerprints: fingerprints,
            of: ping.environment, host: ping.host, slot: vault.slot.id, time: ping.time)
        do { return try SignedReceipt(receipt, signedBy: identity) } catch {
            throw Diagnostic(.internalError, "the receipt cannot be signed")
        }
    }
}

/// Receipts as files. Nothing in them is secret.
enum ReceiptFile {
    private static let file = HandedFile(
        "receipt", option: "--receipt", sizeLimit: SignedReceipt.sizeLimit
    ) { bytes in
        do throws(ReceiptError) { _ = try SignedReceipt(bytes.span) } catch { return false }
        return true
    }

    /// See `HandedFile.checkOutput`.
    static func checkOutput(_ path: String) throws(Diagnostic) { try file.checkOutput(path) }

    static func write(_ receipt: SignedReceipt, to path: String) throws(Diagnostic) {
        try file.write([UInt8](receipt.text.utf8).span, to: path)
    }

    /// Fails for a receipt and a key that would both be read from standard input.
    static func checkInput(_ path: String?, besides vault: VaultOptions) throws(Diagnostic) {
        try StandardInput.checkReadOnce(
            [path == "-", vault.readsStandardInput], hint: StandardInput.vaultHint)
    }

    /// Reads a receipt from a file, or from standard input for `-`.
    static func read(_ path: String) throws(Diagnostic) -> SignedReceipt {
        guard let bytes = try file.read(path) else { throw Diagnostic(ReceiptError.tooLarge) }
        do { return try SignedReceipt(bytes.span) } catch { throw Diagnostic(error) }
    }
}

extension Diagnostic {
    /// What is told of a receipt that is not taken.
    init(_ error: ReceiptError) {
        let fresh = "make a new one with 'd24-rotate verify' on the host that D24 lets in"
        switch error {
        case .tooLarge, .malformed:
            let place: String
            if case .malformed(let line) = error { place = " in line \(line)" } else { place = "" }
            self.init(
                .usage, "the receipt is not well formed\(place)",
                hint: "give it byte for byte as 'd24-rotate verify' printed it")
        case .newerVersion:
            self.init(
                .newerVersion, "the receipt was made by a newer version",
                hint: "update d24-tools on this host")
        case .otherVault: self.init(.no, "the receipt is of another vault", hint: fresh)
        case .otherEnvironment(let name):
            self.init(.no, "the receipt is for another environment, \(name.text)", hint: fresh)
        case .otherVersion(let number):
            self.init(.no, "the receipt is for another version, v\(number)", hint: fresh)
        case .otherFingerprint:
            self.init(
                .no, "the receipt is for other keys of that version",
                hint: "the other host has an older vault: bring it the present one, and verify again")
        case .unknownSlot:
            self.init(
                .no, "the receipt is from a slot that this vault does not have",
                hint: "see 'd24-vault slot list'")
        case .notGranted(let slot):
            self.init(
                .no, "the receipt is from \(slot), which was not given that environment",
                hint: "see 'd24-vault slot list'")
        case .badSignature:
            self.init(
                .no, "the receipt's signature is wrong: it was changed, or not made by that host", hint: fresh
            )
        case .defect: self.init(.internalError, "libsodium refused what it should accept")
        }
    }
}
