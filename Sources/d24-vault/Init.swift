import Arguments
import CashoutsAPI
import Sodium
import StrictJSON
import SystemIO
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-vault init`.
struct Init: Verb {
    static let name = "init"
    static let summary = "make an identity, a vault and the environment stg"
    static let discussion = """
        What is there already is kept: an identity is used as it is, and a run that was
        stopped is finished by the next. At a terminal it offers a slot for an unlock
        phrase, with which the vault can be opened when this host is lost.
        """

    var vault: String?
    var identity: String?
    var name: String?
    var noPhrase = false
    var phrase = PhraseOptions()

    static let syntax: [Argument<Init>] = [
        .option(\.vault, "vault", value: "PATH", "where to put the vault (D24_VAULT)"),
        .option(\.identity, "identity", value: "PATH", "where the identity is or goes (D24_IDENTITY)"),
        .option(\.name, "name", value: "NAME", "what to call this host's slot (default: its host name)"),
        .flag(\.noPhrase, "no-phrase", "do not offer a slot for an unlock phrase"),
        .group(\.phrase, PhraseOptions.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let variables = VaultPaths.Variables.ofProcess()
        let path = VaultPaths.newVault(named: vault, variables: variables)
        let paths = VaultPaths(vault: path, identity: identity, variables: variables)
        let name = try SlotName.checked(name ?? Host.name)
        try phrase.check()
        guard !noPhrase || !asksForPhrase else {
            throw .misuse("--no-phrase excludes --own and --new-unlock-fd")
        }
        guard name != PhraseSlot.usualName else {
            throw Diagnostic(
                .usage, "\(name) is what the slot of an unlock phrase is called", hint: "give another --name")
        }
        do { try VaultStore.makeFolder(for: path) } catch { throw Diagnostic(error) }
        let store = try VaultSession.store(paths)
        let identityIsNew = !VaultPaths.fileExists(paths.identity)
        // An identity that a refused run left behind would be taken where a phrase is asked for now.
        try checkCreatable(store, paths)
        let given = try offerPhrase(store)
        let identity = try IdentityFiles.readOrCreate(paths)
        let state: VaultState
        let hasPhrase: Bool
        if let phrase = given {
            let owner = try PhraseSlot.derive(phrase).owner
            switch try create(store, with: identity, named: name, owner) {
            case .created(let made): state = made
            case .finished: state = try Self.add(owner, of: phrase, to: paths, in: context)
            }
            hasPhrase = true
        } else {
            switch try create(store, with: identity, named: name, nil) {
            case .created(let made): state = made
            case .finished(let found): state = found
            }
            hasPhrase = false
        }
        return Self.report(
            state, path: path, identityPath: identityIsNew ? paths.identity : nil, hasPhrase: hasPhrase)
    }

    /// Gives the vault of a run that was stopped the slot that this run was asked for, unless it has it: that
    /// run may have been given no phrase.
    private static func add(
        _ owner: SlotOwner, of phrase: borrowing SecretBytes, to paths: VaultPaths, in context: ToolContext
    ) throws(Diagnostic) -> VaultState {
        var options = VaultOptions()
        options.vault = paths.vault
        options.identity = paths.identity
        let session = try VaultSession.open(options, in: context)
        let slots = session.vault.file.header.slots.filter { $0.kind != .identity }
        for slot in slots {
            if try PhraseSlot.opens(slot, with: phrase) { return session.state }
        }
        guard slots.isEmpty else {
            throw Diagnostic(
                .conflict, "the run that was stopped gave the vault another unlock phrase, which stays",
                hint: "replace it with 'd24-vault slot phrase \(PhraseSlot.usualName)'")
        }
        var wait = WaitOption()
        wait.wait = Interval(seconds: 5)
        return try session.change(
            wait, replaced: .kept, readBackBy: session.identity, hasWait: false
        ) { draft throws(Diagnostic) in
            guard !draft.metadata.slots.contains(where: { $0.name == PhraseSlot.usualName }) else {
                throw Diagnostic(
                    .conflict, "there is a slot \(PhraseSlot.usualName) already",
                    hint: "add the unlock phrase with 'd24-vault slot add --phrase --name NAME'")
            }
            do throws(VaultFormatError) { try draft.add(owner) } catch {
                throw Diagnostic(error, at: paths.vault)
            }
            return "slot add \(PhraseSlot.usualName) writer all"
        }.after
    }

    private func create(
        _ store: VaultStore, with identity: borrowing Identity, named name: String, _ phraseSlot: SlotOwner?
    ) throws(Diagnostic) -> CreationOutcome {
        let own = identity.recipient
        do throws(VaultStoreError) {
            return try store.create(with: identity, at: Now.timestamp) { draft throws(VaultFormatError) in
                try draft.addSlot(own, kind: .identity, name: name, role: .writer, scope: .all)
                if let phraseSlot { try draft.add(phraseSlot) }
                try draft.addStaging()
                draft.metadata.journal.append(
                    .init(generation: 1, time: Now.timestamp, host: Host.name, slot: name, action: "init"))
            }
        } catch { throw diagnostic(error) }
    }

    /// Whether a phrase was asked for on the command line.
    private var asksForPhrase: Bool { phrase.own || phrase.isGiven }

    /// A run that was stopped is told by its missing pin: one that got further, and was given no phrase or
    /// could not add it, is not finished by another.
    private func diagnostic(_ error: VaultStoreError) -> Diagnostic {
        let told = Diagnostic(error)
        guard case .exists = error, asksForPhrase else { return told }
        return Diagnostic(
            told.status, told.message,
            hints: told.hints + ["to add an unlock phrase to it: 'd24-vault slot add --phrase'"])
    }

    /// Fails for a vault that would be refused later, before an identity is made or a person asked.
    private func checkCreatable(_ store: VaultStore, _ paths: VaultPaths) throws(Diagnostic) {
        guard VaultPaths.fileExists(paths.identity) else {
            do { return try store.checkCreatable() } catch { throw diagnostic(error) }
        }
        let identity = try IdentityFiles.read(paths)
        do { try store.checkCreatable(by: identity) } catch { throw diagnostic(error) }
    }

    /// A phrase by descriptor or of a person's own, where one was asked for; else one that is offered to a
    /// person, unless the vault is there already.
    private func offerPhrase(_ store: VaultStore) throws(Diagnostic) -> SecretBytes? {
        if asksForPhrase { return try phrase.read() }
        guard !VaultPaths.fileExists(store.path) else { return nil }
        guard !noPhrase, Terminal.isAvailable else { return nil }
        let wanted = try TerminalQuestion.confirm(
            "Add an unlock phrase, to open the vault when this host is lost?",
            elsewhere: "give --no-phrase")
        return wanted ? try phrase.read() : nil
    }

    private static func report(
        _ state: VaultState, path: String, identityPath: String?, hasPhrase: Bool
    ) -> Report {
        var text: [TextBlock] = []
        if let identityPath { text.append(.line("identity: \(identityPath)")) }
        text.append(.line("vault: \(path)"))
        text.append(.line("id: \(state.id.text)"))
        text.append(.line("signer: \(state.signer.hexadecimal)"))
        return Report(
            text: text,
            json: [
                "changed": true, "vault": .string(path), "id": .string(state.id.text),
                "signer": .string(state.signer.hexadecimal), "generation": .integer(Int64(state.generation)),
            ],
            hints: [
                "enter the credentials of staging with 'd24-vault put stg'"
            ] + (hasPhrase ? [] : ["for the day this host is lost: 'd24-vault slot add --phrase'"]))
    }
}

extension VaultDraft {
    /// The slot of an unlock phrase, a writer's.
    fileprivate mutating func add(_ phraseSlot: SlotOwner) throws(VaultFormatError) {
        try addSlot(
            phraseSlot.recipient, kind: phraseSlot.kind, name: PhraseSlot.usualName, role: .writer,
            scope: .all)
    }

    /// The environment that every merchant has, at the address that D24's page gives.
    fileprivate mutating func addStaging() throws(VaultFormatError) {
        guard let name = EnvironmentName("stg") else { throw .defect }
        let url: BaseURL
        do { url = try BaseURL("https://api-stg.directa24.com") } catch { throw .defect }
        try addEnvironment(name, kind: .staging, baseURL: url, authentication: .both)
    }
}
