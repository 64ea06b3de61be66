import CashoutsAPI
import Glibc
import Sodium
import SystemIO
import TestSupport
import Testing
import VaultFormat

@testable import VaultStore

/// A vault's place and a folder for its pins, in a folder of their own.
struct SampleStore: Sendable {
    static let time = Timestamp(seconds: 1_795_000_000)
    static let author = ChangeAuthor(host: "host", time: time.advanced(bySeconds: 60))

    let folder: String
    var store: VaultStore

    init(in folder: String, name: String = "vault", trust: String = "trust") throws {
        try Libsodium.start()
        self.folder = folder
        store = try Self.store(at: "\(folder)/\(name)", trust: "\(folder)/\(trust)")
    }

    static func store(at path: String, trust: String, isRoot: Bool = true) throws -> VaultStore {
        var variables = VaultPaths.Variables(isRoot: isRoot)
        variables.trust = trust
        let paths = VaultPaths(vault: path, identity: nil, variables: variables)
        var store = VaultStore(path: path, trust: try TrustStore(vault: path, paths: paths))
        store.costs = UnlockPhrase.CostRange(
            floor: UnlockPhrase.Cost(operations: 1, memory: 8),
            cap: UnlockPhrase.Cost(operations: 3, memory: 1024))
        return store
    }

    var path: String { store.path }
    var pinPath: String { store.trust.path }

    /// Puts a vault of one writer in place, and pins it.
    @discardableResult
    func create(_ identity: borrowing Identity) throws -> VaultState {
        let own = identity.recipient
        let outcome = try store.create(with: identity, at: Self.time) { draft throws(VaultFormatError) in
            try draft.addSlot(own, kind: .identity, name: "ops", role: .writer, scope: .all)
        }
        switch outcome {
        case .created(let state), .finished(let state): return state
        }
    }

    /// Adds an environment.
    @discardableResult
    func add(
        _ name: String, _ identity: borrowing Identity, from base: VaultState, waiting: Duration? = nil,
        replaced: ReplacedVault = .kept
    ) throws -> VaultState {
        let environment = try #require(EnvironmentName(name))
        let url = try BaseURL("https://\(name).example")
        return try store.change(
            with: identity, readBackBy: identity, from: base, by: Self.author, waiting: waiting,
            replaced: replaced
        ) { draft throws(VaultFormatError) in
            try draft.addEnvironment(environment, kind: .staging, baseURL: url, authentication: .both)
            return "env add \(environment.text)"
        }.after
    }

    /// The names of the environments in the file.
    func environments(_ identity: borrowing Identity) throws -> [String] {
        try opened(bytes(at: path), identity).metadata.environments.map { $0.name.text }
    }

    func pin() throws -> TrustPin? { try store.trust.ownPin() }

    /// Makes the pin something that cannot be locked, so that it cannot be written, even by root.
    func blockPin() throws {
        _ = try? FileSystem.unlink("\(pinPath).lock")
        try FileSystem.makeDirectory("\(pinPath).lock", mode: 0o700)
    }
}

extension Identity {
    /// The identity whose seed is 32 times this byte.
    static func sample(_ byte: UInt8) throws -> Identity {
        try Libsodium.start()
        let seed = [UInt8](repeating: byte, count: Identity.seedCount)
        return try Identity(seed: SecretBytes(copying: seed.span))
    }
}

/// What a vault is remembered by.
func state(of file: [UInt8]) throws -> VaultState { try UnverifiedVault(file).state }

func opened(_ file: [UInt8], _ identity: borrowing Identity) throws -> OpenVault {
    try UnverifiedVault(file).verified().open(with: identity)
}

/// The bytes of a new vault of one writer, which may be the founder's only in name.
func newVault(founder: borrowing Identity, sealedTo recipients: [Recipient]) throws -> [UInt8] {
    var draft = try VaultDraft(founder: founder)
    for (index, recipient) in recipients.enumerated() {
        try draft.addSlot(recipient, kind: .identity, name: "slot\(index)", role: .writer, scope: .all)
    }
    return try draft.sealed(at: SampleStore.time)
}

/// The file that a writer's next write makes of this one; `label` makes two of them differ.
func successor(of file: [UInt8], _ identity: borrowing Identity, _ label: Int64 = 0) throws -> [UInt8] {
    var draft = try VaultDraft(try opened(file, identity))
    draft.metadata.journal.append(
        .init(generation: 2, time: SampleStore.time, host: "other", slot: "ops", action: "change \(label)"))
    return try draft.sealed(at: SampleStore.time.advanced(bySeconds: 3600 + label))
}

func bytes(at path: String) throws -> [UInt8] { try LimitedReader.readFile(path, limit: 8 << 20) }

func exists(_ path: String) -> Bool { (try? FileStatus.of(path, followingLinks: false)) != nil }

func mode(_ path: String) throws -> UInt32 { try FileStatus.of(path).mode }

/// Puts bytes at a path with these permissions, whatever is there.
func write(_ bytes: [UInt8], to path: String, mode: UInt16 = 0o600) throws {
    let file = try FileDescriptor.open(path, [.write, .create, .truncate], mode: mode)
    try file.setMode(mode)
    try file.writeAll(bytes.span)
    try file.close()
}

func makeLink(_ path: String, to target: String) throws {
    let code = unsafe symlink(target, path)
    try #require(code == 0)
}

/// All files under a folder, with their bytes; locks hold none and do not count.
func contents(of folder: String) throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    for name in try FileSystem.list(folder) where !name.hasSuffix(".lock") {
        let path = "\(folder)/\(name)"
        switch try FileStatus.of(path, followingLinks: false).kind {
        case .directory: found.merge(try contents(of: path)) { one, _ in one }
        case .regular: found[path] = try bytes(at: path)
        case .symbolicLink: found[path] = [UInt8](try FileSystem.readLink(path).utf8)
        case .other: found[path] = []
        }
    }
    return found
}

/// What a piece of work fails with; `nil` when it does not.
func failure(_ work: () throws -> Void) -> VaultStoreError? {
    do {
        try work()
        return nil
    } catch let error as VaultStoreError {
        return error
    } catch VaultChangeError<VaultFormatError>.store(let error) {
        return error
    } catch {
        Issue.record("an error of another kind: \(error)")
        return nil
    }
}

/// The judgement of the pin that disagreed, and where that pin was.
func disagreement(_ work: () throws -> Void) -> (judgement: TrustPin.Judgement, source: PinSource)? {
    guard case .pinDisagrees(let judgement, _, _, let source) = failure(work) else { return nil }
    return (judgement, source)
}
