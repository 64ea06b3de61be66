import Arguments
import Sodium
import StrictJSON
import SystemIO
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-vault receive`.
struct Receive: Verb {
    static let name = "receive"
    static let summary = "take a vault that was written on another host"
    static let discussion = """
        The file is put in place only if it is signed by the signer that this host trusts
        or that --signer names, is not older than what this host has seen, and opens with
        this host's identity. Standard input is read unless FILE is given.
        """

    var file: String?
    var signer: String?
    var vault: String?
    var identity: String?
    var identityDescriptor: Int?

    static let syntax: [Argument<Receive>] = [
        .operand(\.file, "FILE", "the file instead of standard input"),
        .option(
            \.signer, "signer", value: "ID:KEY", "the vault id and signer to trust, from the sending host"),
        .option(\.vault, "vault", value: "PATH", "where to put the vault (D24_VAULT)"),
        .option(\.identity, "identity", value: "PATH", "the identity that opens it (D24_IDENTITY)"),
        .option(\.identityDescriptor, "identity-fd", value: "N", "read the identity from an open descriptor"),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        guard identity == nil || identityDescriptor == nil else {
            throw .misuse("--identity and --identity-fd exclude each other")
        }
        try StandardInput.checkReadOnce(
            [identityDescriptor == 0, file == nil || file == "-"],
            hint: "give the identity by --identity-fd 3")
        let given = try TypedSigner.parse(signer)
        let variables = VaultPaths.Variables.ofProcess()
        let known = VaultPaths(vault: vault, identity: identity, variables: variables)
        let path =
            VaultPaths.fileExists(known.vault)
            ? known.vault : VaultPaths.newVault(named: vault, variables: variables)
        let paths = VaultPaths(vault: path, identity: identity, variables: variables)
        let file = try IdentityInput.read(paths, descriptor: identityDescriptor)
        let bytes = try readBytes()
        do { try VaultStore.makeFolder(for: path) } catch { throw Diagnostic(error) }
        var store = try VaultSession.store(paths)
        if let pinned = file.pinned { store.trust.given.append((pinned, .identityLine)) }
        return try Self.receive(bytes, given, file.takeIdentity(), store)
    }

    private static func receive(
        _ bytes: [UInt8], _ given: TrustPin?, _ identity: consuming Identity, _ store: VaultStore
    ) throws(Diagnostic) -> Report {
        do throws(VaultStoreError) {
            let (state, changed) = try store.receive(bytes, given: given, with: identity)
            return Report(
                text: [
                    .line(
                        changed
                            ? "received generation \(state.generation), written \(state.writtenAt.text)"
                            : "generation \(state.generation) is in place already")
                ],
                json: [
                    "changed": .bool(changed), "vault": .string(store.path), "id": .string(state.id.text),
                    "generation": .integer(Int64(state.generation)), "written": .string(state.writtenAt.text),
                ])
        } catch {
            throw diagnostic(error)
        }
    }

    /// What is said of a file that was not taken: the vault in place, if there is one, stays.
    private static func diagnostic(_ error: VaultStoreError) -> Diagnostic {
        switch error {
        case .notPinned(let state, _):
            return Diagnostic(
                .rolledBack, "this host does not know this vault yet",
                hints: [
                    "the file says: vault \(state.id.text), signer \(state.signer.hexadecimal)",
                    "take both from the sending host ('d24-vault check'), and give them as --signer ID:KEY",
                ])
        case .pinDisagrees(.older, let state, let pin, _):
            return Diagnostic(
                .rolledBack,
                "what was received is older, generation \(state.generation) of \(state.writtenAt.text), than what this "
                    + "host has seen (\(pin.newest?.generation ?? 0)), and the vault in place stays",
                hint: "send the newest copy")
        case .pinDisagrees(_, let state, _, .given):
            return Diagnostic(
                .rolledBack,
                "what was received is not the vault that --signer names, and nothing was changed",
                hints: [
                    "the file says: \(state.typedSigner)",
                    "compare with what 'd24-vault check' shows on the sending host",
                ])
        case .pinDisagrees, .missing, .exists, .unsafe, .format, .notTrusted, .otherGeneration, .vaultGone,
            .badPin, .signerIsFixed, .noPrevious, .busy, .conflict, .networkFileSystem, .otherHistory,
            .system,
            .afterReplacement, .readBackFailed:
            return Diagnostic(error)
        }
    }

    private func readBytes() throws(Diagnostic) -> [UInt8] {
        do throws(ReadError) {
            if let file, file != "-" { return try LimitedReader.readFile(file, limit: VaultFile.sizeLimit) }
            return try LimitedReader.read(StandardDescriptor.input, limit: VaultFile.sizeLimit)
        } catch {
            switch error {
            case .system(.noEntry): throw Diagnostic(.notFound, "there is no file \(file ?? "-")")
            case .system(let errno):
                throw Diagnostic(.inputOutput, "cannot read the vault to be received: \(errno)")
            case .tooLarge:
                throw Diagnostic(VaultStoreError.format(.tooLarge, .vault, path: file ?? "standard input"))
            }
        }
    }
}

extension VaultState {
    /// Id and signer as `receive --signer` takes them: `ID:KEY`.
    var typedSigner: String { "\(id.text):\(signer.hexadecimal)" }
}

/// Id and signer as they are typed or pasted.
enum TypedSigner {
    /// Reads `ID:KEY`.
    static func parse(_ text: String?) throws(Diagnostic) -> TrustPin? {
        guard let text else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let id = VaultID(parts[0]) else {
            throw .misuse("--signer expects a vault id of 32 hex digits, a colon and a key of 64 hex digits")
        }
        return TrustPin(id: id, signer: try key(parts[1]))
    }

    /// Reads a signer's key.
    static func key(_ text: String) throws(Diagnostic) -> VerifyingKey {
        guard let bytes = Hexadecimal.decode(text) else { throw malformedKey }
        do { return try VerifyingKey(bytes: bytes) } catch { throw malformedKey }
    }

    private static var malformedKey: Diagnostic { .misuse("a signer's key has 64 lower-case hex digits") }
}
