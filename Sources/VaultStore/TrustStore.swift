internal import Sodium
internal import SystemIO
package import VaultFormat

/// The pins of a vault path: a small file for each, in a folder of this user and perhaps one of root.
package struct TrustStore: Sendable {
    private static let sizeLimit = 4096

    /// This user's pin of the path.
    package let path: String
    /// Root's pin of the path, which other users read and never write.
    package let rootPath: String?
    /// What was given by value: the identity's line, `D24_SIGNER`.
    package var given: [(pin: TrustPin, source: PinSource)] = []

    /// Finds the pins of a vault: the name is the BLAKE2b-128 of the canonical folder and the file name as given.
    ///
    /// Throws `system` when the folder does not exist.
    package init(vault: String, paths: VaultPaths) throws(VaultStoreError) {
        let name = vault.split(separator: "/").last.map(String.init) ?? vault
        let folder: String
        do { folder = try FileSystem.canonicalPath(FileSystem.folder(of: vault)) } catch {
            guard error == .noEntry else { throw .system(error, doing: "find the folder of", path: vault) }
            throw .missing(.vault, path: vault)
        }
        let location = folder == "/" ? "/\(name)" : "\(folder)/\(name)"
        let digest = Digest.of([UInt8](location.utf8).span, .bytes16)
        let file = Hexadecimal.encode(digest.span)
        path = "\(paths.trust)/\(file)"
        rootPath = paths.rootTrust.map { "\($0)/\(file)" }
    }

    /// All pins that are present. Throws `badPin`, `unsafe`, `system`.
    package func pins() throws(VaultStoreError) -> [(pin: TrustPin, source: PinSource)] {
        var found = given
        if let rootPath, let pin = try load(rootPath) { found.append((pin, .file(rootPath))) }
        if let pin = try load(path) { found.append((pin, .file(path))) }
        return found
    }

    /// This user's own pin.
    package func ownPin() throws(VaultStoreError) -> TrustPin? { try load(path) }

    private func load(_ path: String) throws(VaultStoreError) -> TrustPin? {
        let bytes: [UInt8]
        do throws(ReadError) {
            bytes = try LimitedReader.readFile(path, limit: Self.sizeLimit)
        } catch {
            switch error {
            case .system(.noEntry), .system(.notDirectory): return nil
            case .system(let errno): throw .system(errno, doing: "read the trust pin", path: path)
            case .tooLarge: throw .badPin(path: path)
            }
        }
        try checkPermissions(path)
        do { return try TrustPin(bytes.span) } catch { throw .badPin(path: path) }
    }

    private func checkPermissions(_ path: String) throws(VaultStoreError) {
        let status: FileStatus
        do { status = try FileStatus.of(path) } catch {
            throw .system(error, doing: "look at the trust pin", path: path)
        }
        try PermissionRules.check(status, at: path, as: .pin)
    }

    /// Changes this user's pin under its own lock, from what it is then; `edit` answers `nil` for no change.
    ///
    /// Throws `afterReplacement` when only the folder could not be brought to the disk, `system`, `busy`.
    package func update(_ edit: (TrustPin?) -> TrustPin?) throws(VaultStoreError) {
        try makeFolder()
        let lock = try acquireLock()
        _ = lock
        let present = try load(path)
        guard let wanted = edit(present), wanted != present else { return }
        let bytes = wanted.encoded()
        do throws(ReplacementError<VaultFormatError>) {
            try FileReplacement.replace(
                path, with: bytes.span, temporary: "\(path).new",
                attributes: FileAttributes(mode: Host.effectiveUser == 0 ? 0o644 : 0o600)
            ) { _ throws(VaultFormatError) in }
        } catch {
            switch error {
            case .before(let step, let errno): throw .system(errno, doing: "\(step)", path: path)
            case .after(let step, let errno): throw .afterReplacement(errno, doing: "\(step)", path: path)
            case .readBack: throw .readBackFailed(path: path)
            }
        }
    }

    /// Raises the newest state that the pin remembers; never lowers it, whatever order readers come in.
    package func raise(to state: VaultState) throws(VaultStoreError) {
        try update { pin in
            guard let pin, pin.judge(state) == .agrees else { return nil }
            return pin.seeing(state)
        }
    }

    private func acquireLock() throws(VaultStoreError) -> FileLock {
        do throws(LockError) {
            return try FileLock.acquire(path: "\(path).lock", mode: 0o600, waiting: .seconds(5))
        } catch {
            switch error {
            case .busy: throw .busy(path: path)
            case .system(let errno): throw .system(errno, doing: "lock the trust pin", path: path)
            }
        }
    }

    private func makeFolder() throws(VaultStoreError) {
        try Folders.make(FileSystem.folder(of: path), mode: Host.effectiveUser == 0 ? 0o755 : 0o700)
    }
}
