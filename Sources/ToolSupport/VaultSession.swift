package import Sodium
import SystemIO
package import VaultFormat
package import VaultStore

/// A vault opened for one run of a tool.
package struct VaultSession: ~Copyable {
    /// The vault on disk and its pins, those of `D24_SIGNER` and of the identity's line too.
    package let store: VaultStore
    /// What opened it, from a file, a descriptor or an unlock phrase.
    package let identity: Identity
    /// What was read; what this session writes is not in it: see ``reloaded()``.
    package let vault: OpenVault
    /// Whether a pin vouches for the vault.
    package let isPinned: Bool
    /// What was asked of the memory that secrets lie in.
    let memory: SecretMemory

    /// Whether the identity and the keys are kept out of swap.
    package var isLocked: Bool { identity.isLocked && vault.isLocked }

    /// All of it that is in ``vault``: every identity reads the metadata of all environments.
    package var metadata: VaultMetadata { vault.metadata }
    /// The state that was read, from which ``change(_:replaced:_:)`` starts.
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
        let key = try UnlockKey.read(options)
        let store = try store(options, openedBy: key)
        let trusted = try load(store, looking: looking)
        let identity = try key.identity(for: trusted.vault, in: store)
        // Asking takes two system calls for each buffer, so nobody asks without a use for the answer.
        let mustBeLocked = options.memory.mustBeLocked
        if mustBeLocked { try options.memory.check(identity.isLocked) }
        let vault = try open(trusted.vault, with: identity, in: store)
        if mustBeLocked { try options.memory.check(vault.isLocked) }
        // Nearly every run finds the file of the run before, and need not read the pin again.
        if !looking, !store.remembers(trusted) { try remember(vault.file.state, in: store, context) }
        return VaultSession(
            store: store, identity: identity, vault: vault, isPinned: trusted.isPinned,
            memory: options.memory)
    }

    /// The same vault as it is now, opened anew by the same identity: a verb of several steps sees what each
    /// of them has written.
    package consuming func reloaded() throws(Diagnostic) -> VaultSession {
        let trusted = try Self.load(store, looking: false)
        let vault = try Self.open(trusted.vault, with: identity, in: store)
        if memory.mustBeLocked { try memory.check(vault.isLocked) }
        return VaultSession(
            store: store, identity: identity, vault: vault, isPinned: trusted.isPinned, memory: memory)
    }

    /// The store that the options name, with the pin that the key brings along.
    package static func store(
        _ options: VaultOptions, openedBy key: borrowing UnlockKey
    ) throws(Diagnostic) -> VaultStore {
        var store = try store(options.paths)
        if let pinned = key.pinned { store.trust.given.append((pinned, .identityLine)) }
        return store
    }

    /// Raises the pin, and warns once where an older vault would not be noticed: id and signer that were
    /// given by value know no generation, and a pin that cannot be written knows an old one.
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

    /// The variable whose line pins a vault.
    static let signerName = "D24_SIGNER"

    private static func signerVariable() throws(VaultStoreError) -> TrustPin? {
        guard let line = ProcessEnvironment.value(signerName), !line.isEmpty else { return nil }
        guard let pin = TrustPin(line: [UInt8](line.utf8).span) else { throw .badPin(path: signerName) }
        return pin
    }

    /// Reads the vault and compares it with its pins, and opens nothing.
    ///
    /// - Parameter looking: takes a vault without a pin; else a person at a terminal is asked, and one is
    ///   made.
    package static func load(
        _ store: VaultStore, looking: Bool
    ) throws(Diagnostic) -> VaultStore.TrustedVault {
        var unanswered: Diagnostic?
        do throws(VaultStoreError) {
            if looking { return try store.inspect() }
            return try store.load { state in
                guard Terminal.isAvailable else { return nil }
                do throws(Diagnostic) { return try Self.confirm(state, at: store.path) } catch {
                    unanswered = error
                    return nil
                }
            }
        } catch { throw unanswered ?? Diagnostic(error) }
    }

    /// Asks whether to trust a vault of which there is no pin.
    private static func confirm(_ state: VaultState, at path: String) throws(Diagnostic) -> Bool {
        try TerminalQuestion.confirm(
            [
                "This host does not know the vault at \(path) yet.", "  vault id  \(state.id.text)",
                "  signer    \(state.signer.hexadecimal)",
                "Compare both with what 'd24-vault check' shows on a host that you trust. Trust this vault?",
            ], elsewhere: "'d24-vault trust --signer KEY --yes' does it without being asked")
    }

    private static func open(
        _ vault: VerifiedVault, with identity: borrowing Identity, in store: VaultStore
    ) throws(Diagnostic) -> OpenVault {
        do { return try store.open(vault, with: identity) } catch { throw Diagnostic(error, hasPhrase: true) }
    }

    private static func noticesRollback(_ store: VaultStore) throws(Diagnostic) -> Bool {
        do { return try store.noticesRollback() } catch { throw Diagnostic(error) }
    }

    /// Changes the vault from the state that this session has seen; see `VaultStore.change`.
    package func change(
        _ wait: WaitOption, replaced: ReplacedVault = .kept,
        _ edit: (inout VaultDraft) throws(Diagnostic) -> String?
    ) throws(Diagnostic) -> VaultChange {
        try change(wait, replaced: replaced, readBackBy: identity, edit)
    }

    /// Changes the vault, and opens the new file with another identity before it gets its name.
    ///
    /// - Parameter hasWait: whether the verb has the option `--wait`.
    package func change(
        _ wait: WaitOption, replaced: ReplacedVault, readBackBy witness: borrowing Identity,
        hasWait: Bool = true, _ edit: (inout VaultDraft) throws(Diagnostic) -> String?
    ) throws(Diagnostic) -> VaultChange {
        let memory = memory
        do throws(VaultChangeError<Diagnostic>) {
            return try store.change(
                with: identity, readBackBy: witness, from: state, by: .thisHost, waiting: wait.duration,
                replaced: replaced
            ) { draft throws(Diagnostic) in
                try memory.check(draft.isLocked)
                return try edit(&draft)
            }
        } catch {
            switch error {
            case .store(let error): throw Diagnostic(error, hasPhrase: true, hasWait: hasWait)
            case .refused(let diagnostic): throw diagnostic
            }
        }
    }
}

extension ChangeAuthor {
    /// This host, now.
    package static var thisHost: ChangeAuthor { ChangeAuthor(host: Host.name, time: Now.timestamp) }
}
