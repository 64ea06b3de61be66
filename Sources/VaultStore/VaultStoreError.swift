package import SystemIO
package import VaultFormat

/// Why a vault on disk could not be read or written.
package enum VaultStoreError: Error, Equatable, Sendable {
    /// No file is there.
    case missing(FileRole, path: String)
    /// A file that would be made is already there.
    case exists(FileRole, path: String)
    /// Owner or permissions let others read a secret or change what is trusted.
    case unsafe(PermissionFinding)
    /// A file is not what it should be; damaged, forged, or not openable with what was given.
    case format(VaultFormatError, FileRole, path: String)
    /// The host has no memory of a vault at this path, and nobody is there to be asked.
    case notPinned(VaultState, path: String)
    /// A person was shown id and signer and did not agree.
    case notTrusted(path: String)
    /// A pin says something else.
    case pinDisagrees(TrustPin.Judgement, VaultState, pin: TrustPin, source: PinSource)
    /// A pin that is not this user's to change names the signer, so that the vault cannot get a new one here.
    case signerIsFixed(PinSource, path: String)
    /// There is no previous file.
    case noPrevious(path: String)
    /// The file in place has another generation than the one that was typed.
    case otherGeneration(VaultState, path: String)
    /// The pin tells of a vault that is not there any more.
    case vaultGone(TrustPin, path: String)
    /// The pin itself is damaged.
    case badPin(path: String)
    /// Somebody else holds the lock.
    case busy(path: String)
    /// The vault changed between being read and being written.
    case conflict(path: String)
    /// Vaults are not written on a network filesystem, whose locks and renames cannot be relied on.
    case networkFileSystem(String, path: String)
    /// What would be put in place does not know the latest change of the vault that is there.
    case otherHistory(Journal.Entry, path: String)
    /// The system refused; nothing changed.
    case system(Errno, doing: String, path: String)
    /// The new file is in place, but what should follow failed.
    case afterReplacement(Errno, doing: String, path: String)
    /// What was written did not read back; nothing changed.
    case readBackFailed(path: String)
}

extension VaultStoreError {
    /// What a failure to remember a state becomes once the vault is in place: whatever it was, the caller
    /// must hear that something did change.
    var afterVault: VaultStoreError {
        switch self {
        case .system(let errno, let doing, let path):
            .afterReplacement(errno, doing: "write the trust pin (\(doing))", path: path)
        case .busy(let path): .afterReplacement(.wouldBlock, doing: "lock the trust pin", path: path)
        case .unsafe(let finding):
            .afterReplacement(.permissionDenied, doing: "change the trust pin", path: finding.path)
        case .badPin(let path): .afterReplacement(.invalidArgument, doing: "read the trust pin", path: path)
        case .readBackFailed(let path):
            .afterReplacement(.ioError, doing: "read back the trust pin", path: path)
        case .missing(_, let path): .afterReplacement(.noEntry, doing: "lock the trust pin", path: path)
        case .afterReplacement, .exists, .format, .notPinned, .notTrusted, .pinDisagrees, .otherGeneration,
            .vaultGone, .signerIsFixed, .noPrevious, .conflict, .networkFileSystem,
            .otherHistory:
            self
        }
    }
}

extension VaultStoreError {
    /// What a failure to write the pin becomes where the vault is still to be written: that the pin's own
    /// file is in place must not be taken for news of the vault.
    var beforeVault: VaultStoreError {
        guard case .afterReplacement(let errno, let doing, let path) = self else { return self }
        return .system(errno, doing: doing, path: path)
    }
}

extension VaultStoreError {
    /// What failed when a file was read whole: one that is too long is not what it should be.
    init(_ error: ReadError, _ role: FileRole, path: String) {
        switch error {
        case .system(let errno): self = .system(errno, doing: "read", path: path)
        case .tooLarge: self = .format(.tooLarge, role, path: path)
        }
    }
}

/// Which of the files a message is about.
package enum FileRole: String, Sendable {
    case vault
    case identity
    case pin = "trust pin"
    case unlockPhrase = "unlock phrase"
    case secret
    /// What a tool remembers from one run to the next.
    case state = "state file"
    /// What a tool found, for others to read.
    case metrics = "metrics file"
    /// Of `d24-preflight`: who may write it decides what stops a go-live.
    case waivers = "list of waivers"

    /// What was being done when one could not be opened: `open the vault`.
    package var opening: String { "open the \(rawValue)" }

    /// Whether nobody else may read it.
    var isSecret: Bool {
        switch self {
        case .identity, .unlockPhrase, .secret: true
        case .vault, .pin, .state, .metrics, .waivers: false
        }
    }
}

/// Where a pin was found.
package enum PinSource: Hashable, Sendable {
    case file(String)
    /// The `vault` line of the identity file or credential.
    case identityLine
    /// The variable `D24_SIGNER`.
    case variable
    /// What was typed on this command line.
    case given
}
