package import Sodium
import SystemIO
package import VaultFormat
package import VaultStore

/// A vault opened for one run of a tool.
package struct VaultSession: ~Copyable {
    package let store: VaultStore
    package let identity: Identity
    package let vault: OpenVault
    /// Whether a pin vouches for the vault.
    package let isPinned: Bool

    package var metadata: VaultMetadata { vault.metadata }
    package var state: VaultState { vault.file.state }

    /// Finds, judges, verifies and opens the vault that the options name.
    ///
    /// - Parameter looking: for `check`: a vault without a pin is opened all the same, and no pin is made.
    /// Throws what the vault's reading order gives, as diagnostics.
    package static func open(
        _ options: VaultOptions, in context: ToolContext, looking: Bool = false
    ) throws(Diagnostic) -> VaultSession {
        try options.check()
        let paths = options.paths
        guard VaultPaths.fileExists(paths.vault) else {
            throw Diagnostic(VaultStoreError.missing(.vault, path: paths.vault))
        }
        var store = try Self.store(paths)
        let key = try UnlockKey.read(options, paths)
        if let pinned = key.pinned { store.trust.given.append((pinned, .identityLine)) }
        let trusted = try load(store, looking: looking)
        let identity = try key.identity(for: trusted.vault, in: store)
        let vault = try open(trusted.vault, with: identity, in: store)
        if !looking { try remember(vault.file.state, in: store, context) }
        return VaultSession(store: store, identity: identity, vault: vault, isPinned: trusted.isPinned)
    }

    /// Raises the pin, and warns once where an older vault would not be noticed: id and signer that were given by
    /// value know no generation, and a pin that cannot be written knows an old one.
    private static func remember(
        _ state: VaultState, in store: VaultStore, _ context: ToolContext
    ) throws(Diagnostic) {
        let problem = store.remember(state)
        if problem == nil, try noticesRollback(store) { return }
        context.warn(
            "an older vault could not be noticed here: "
                + (problem.map { Diagnostic($0).message } ?? "no trust pin is kept on this host"))
    }

    /// The store at the paths, with the pin of `D24_SIGNER`.
    package static func store(_ paths: VaultPaths) throws(Diagnostic) -> VaultStore {
        do throws(VaultStoreError) {
            var store = VaultStore(path: paths.vault, trust: try TrustStore(vault: paths.vault, paths: paths))
            if let pin = try signerVariable() { store.trust.given.append((pin, .variable)) }
            return store
        } catch { throw Diagnostic(error) }
    }

    private static func signerVariable() throws(VaultStoreError) -> TrustPin? {
        guard let line = ProcessEnvironment.value("D24_SIGNER"), !line.isEmpty else { return nil }
        guard let pin = TrustPin(line: [UInt8](line.utf8).span) else { throw .badPin(path: "D24_SIGNER") }
        return pin
    }

    private static func load(
        _ store: VaultStore, looking: Bool
    ) throws(Diagnostic) -> VaultStore.TrustedVault {
        do throws(VaultStoreError) {
            if looking { return try store.inspect() }
            return try store.load { state in
                guard Terminal.isAvailable else { return nil }
                let question = """
                    This host does not know the vault at \(store.path) yet.
                      vault id  \(state.id.text)
                      signer    \(state.signer.hexadecimal)
                    Compare both with what 'd24-vault check' shows on a host that you trust. Trust this vault?
                    """
                let lines = question.split(separator: "\n").map { TerminalText.escaped(String($0)) }
                return (try? Terminal.confirm(lines.joined(separator: "\n"))) ?? nil
            }
        } catch { throw Diagnostic(error) }
    }

    private static func open(
        _ vault: VerifiedVault, with identity: borrowing Identity, in store: VaultStore
    ) throws(Diagnostic) -> OpenVault {
        do { return try store.open(vault, with: identity) } catch { throw Diagnostic(error) }
    }

    private static func noticesRollback(_ store: VaultStore) throws(Diagnostic) -> Bool {
        do { return try store.noticesRollback() } catch { throw Diagnostic(error) }
    }

    /// Changes the vault from the state that this session has seen; see `VaultStore.change`.
    package func change(
        _ wait: WaitOption, replaced: ReplacedVault = .kept,
        _ edit: (inout VaultDraft) throws(Diagnostic) -> String?
    ) throws(Diagnostic) -> VaultState {
        let author = ChangeAuthor(host: Host.name, time: Timestamp(seconds: SystemClock.secondsSinceEpoch()))
        do throws(VaultChangeError<Diagnostic>) {
            return try store.change(
                with: identity, from: state, by: author, waiting: wait.duration, replaced: replaced, edit)
        } catch {
            switch error {
            case .store(let error): throw Diagnostic(error)
            case .refused(let diagnostic): throw diagnostic
            }
        }
    }
}

/// What opens a vault: an identity, or a phrase that stands for one.
enum UnlockKey: ~Copyable {
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

    static func read(_ options: VaultOptions, _ paths: VaultPaths) throws(Diagnostic) -> UnlockKey {
        do throws(VaultStoreError) {
            if let descriptor = options.unlockDescriptor {
                return .phrase(try PhraseInput.read(descriptor: Int32(clamping: descriptor)))
            }
            if let path = options.unlockFile {
                return .phrase(try PhraseInput.read(path: path, paths.credentialsDirectory))
            }
            if let descriptor = options.identityDescriptor {
                return .identity(try IdentityStore.read(descriptor: Int32(clamping: descriptor)))
            }
            if options.identity == nil, !VaultPaths.fileExists(paths.identity) {
                return .missing(path: paths.identity)
            }
            return .identity(
                try IdentityStore.read(paths.identity, credentialsDirectory: paths.credentialsDirectory))
        } catch { throw Diagnostic(error) }
    }

    consuming func identity(
        for vault: VerifiedVault, in store: VaultStore
    ) throws(Diagnostic) -> Identity {
        switch consume self {
        case .identity(let file): return file.takeIdentity()
        case .phrase(let phrase): return try Self.identity(for: vault, in: store, phrase: phrase.bytes)
        case .missing(let path):
            guard Terminal.isAvailable, vault.hasPhraseSlot else {
                throw Diagnostic(VaultStoreError.missing(.identity, path: path))
            }
            let phrase = try TerminalQuestion.secret(
                "There is no identity at \(path). Unlock phrase: ", elsewhere: "give --unlock-fd")
            return try Self.identity(for: vault, in: store, phrase: phrase.bytes)
        }
    }

    private static func identity(
        for vault: VerifiedVault, in store: VaultStore, phrase: Span<UInt8>
    ) throws(Diagnostic) -> Identity {
        do { return try store.identity(of: vault, fromPhrase: phrase) } catch { throw Diagnostic(error) }
    }
}

/// Unlock phrases that come from a descriptor or a file: the first line, without its newline.
package enum PhraseInput {
    /// 1 KiB: a phrase is typed by people.
    package static let limit = 1024

    package static func read(descriptor: Int32) throws(VaultStoreError) -> SecretBytes {
        let text = try IdentityStore.readSecret(descriptor: descriptor, as: .unlockPhrase, limit: limit)
        return withoutNewline(text.bytes)
    }

    static func read(path: String, _ credentialsDirectory: String?) throws(VaultStoreError) -> SecretBytes {
        let text = try IdentityStore.readSecret(
            path, as: .unlockPhrase, limit: limit, credentialsDirectory: credentialsDirectory)
        return withoutNewline(text.bytes)
    }

    private static func withoutNewline(_ text: Span<UInt8>) -> SecretBytes {
        let ends = text.count > 0 && text[text.count - 1] == UInt8(ascii: "\n")
        return SecretBytes(copying: text.extracting(..<(ends ? text.count - 1 : text.count)))
    }
}
