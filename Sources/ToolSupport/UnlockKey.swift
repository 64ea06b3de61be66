package import Sodium
import SystemIO
package import VaultFormat
package import VaultStore

/// What opens a vault: an identity, or a phrase that stands for one.
package enum UnlockKey: ~Copyable {
    case identity(IdentityFile)
    case phrase(SecretBytes)
    /// No identity is there; a phrase is asked for at the terminal if the vault has a slot for one.
    case missing(path: String)

    /// What the identity file says of the vault.
    var pinned: TrustPin? {
        switch self {
        case .identity(let file): file.pinned
        case .phrase: nil
        case .missing: nil
        }
    }

    /// Reads what the options name. Throws what reading an identity or a phrase gives, as diagnostics.
    package static func read(_ options: VaultOptions) throws(Diagnostic) -> UnlockKey {
        try options.check()
        try options.memory.checkLimit()
        let paths = options.paths
        if let descriptor = options.unlockDescriptor {
            return .phrase(try PhraseInput.read(descriptor: Int32(clamping: descriptor)))
        }
        if let path = options.unlockFile {
            return .phrase(try PhraseInput.read(path: path, paths.credentialsDirectory))
        }
        if options.identityDescriptor == nil, !VaultPaths.fileExists(paths.identity) {
            guard options.identity == nil else { throw Self.none(at: paths.identity) }
            return .missing(path: paths.identity)
        }
        return .identity(try IdentityInput.read(paths, descriptor: options.identityDescriptor))
    }

    private static func none(at path: String) -> Diagnostic {
        Diagnostic(VaultStoreError.missing(.identity, path: path), hasPhrase: true)
    }

    /// The identity. Throws what reading a vault gives for a wrong phrase, and `.notFound` without any key.
    ///
    /// - Parameter place: where the vault was read, where that is not the store's own path.
    package consuming func identity(
        for vault: VerifiedVault, at place: String? = nil, in store: VaultStore
    ) throws(Diagnostic) -> Identity {
        switch consume self {
        case .identity(let file): return file.takeIdentity()
        case .phrase(let phrase):
            return try Self.identity(for: vault, at: place, in: store, phrase: phrase.bytes)
        case .missing(let path):
            guard Terminal.isAvailable, vault.hasPhraseSlot else {
                throw Self.none(at: path)
            }
            let phrase = try TerminalQuestion.secret(
                "There is no identity at \(path). Unlock phrase: ", elsewhere: "give --unlock-fd")
            return try Self.identity(for: vault, at: place, in: store, phrase: phrase.bytes)
        }
    }

    private static func identity(
        for vault: VerifiedVault, at place: String?, in store: VaultStore, phrase: Span<UInt8>
    ) throws(Diagnostic) -> Identity {
        do { return try store.identity(of: vault, at: place, fromPhrase: phrase) } catch {
            throw Diagnostic(error)
        }
    }
}

/// Unlock phrases that come from a descriptor or a file: the first line, without its end.
package enum PhraseInput {
    /// 1 KiB: a phrase is typed by people.
    package static let limit = 1024

    /// Throws a diagnostic of status `.usage` for a phrase that nobody could type, and what reading a secret
    /// throws.
    package static func read(descriptor: Int32) throws(Diagnostic) -> SecretBytes {
        let text: SecretBytes
        do {
            text = try IdentityStore.readSecret(descriptor: descriptor, as: .unlockPhrase, limit: limit)
        } catch { throw Diagnostic(error) }
        return try firstLine(text.bytes)
    }

    static func read(path: String, _ credentialsDirectory: String?) throws(Diagnostic) -> SecretBytes {
        let text: SecretBytes
        do {
            text = try IdentityStore.readSecret(
                path, as: .unlockPhrase, limit: limit, credentialsDirectory: credentialsDirectory)
        } catch { throw Diagnostic(error) }
        return try firstLine(text.bytes)
    }

    private static func firstLine(_ text: Span<UInt8>) throws(Diagnostic) -> SecretBytes {
        var end = 0
        while end < text.count, text[end] != UInt8(ascii: "\n") { end += 1 }
        let line = text.extracting(..<end)
        try check(line)
        return SecretBytes(copying: line)
    }

    /// Fails for a phrase that nobody could type, wherever it comes from. Throws a diagnostic of status
    /// `.usage`.
    package static func check(_ phrase: Span<UInt8>) throws(Diagnostic) {
        guard phrase.indices.allSatisfy({ phrase[$0] >= 0x20 && phrase[$0] != 0x7f }) else {
            throw Diagnostic(
                .usage,
                "the unlock phrase has a control character in it, such as the end of a line of Windows",
                hint: "it has to be one that can be typed at a terminal on the day it is needed")
        }
    }
}
