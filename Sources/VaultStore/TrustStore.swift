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

    /// Finds the pins of a vault: the name is the BLAKE2b-128 of the canonical folder and the file name as
    /// given.
    ///
    /// Throws `missing` when the folder does not exist, and `system`.
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
        self.init(path: "\(paths.trust)/\(file)", rootPath: paths.rootTrust.map { "\($0)/\(file)" })
    }

    init(path: String, rootPath: String?) {
        self.path = path
        self.rootPath = rootPath
    }

    /// All pins that are present. Throws `badPin`, `unsafe`, `system`.
    package func pins() throws(VaultStoreError) -> [(pin: TrustPin, source: PinSource)] {
        var found = given
        if let rootPath, try isWithinReach(rootPath), let pin = try load(rootPath) {
            found.append((pin, .file(rootPath)))
        }
        if let pin = try load(path) { found.append((pin, .file(path))) }
        return found
    }

    /// The files that `pins` reads, whether or not they are there.
    package var files: [String] {
        // What the system refuses for another reason is heard of when the file is looked at.
        guard let rootPath, (try? isWithinReach(rootPath)) != false else { return [path] }
        return [rootPath, path]
    }

    /// This user's own pin.
    package func ownPin() throws(VaultStoreError) -> TrustPin? { try load(path) }

    /// Whether a user may look into root's folder at all. Where the system's vault is for a group alone,
    /// others get no further than its folder, and root keeps no pins for them there. A pin that can be seen
    /// and not read is another matter, and an error.
    private func isWithinReach(_ path: String) throws(VaultStoreError) -> Bool {
        do throws(Errno) {
            _ = try FileStatus.of(path)
            return true
        } catch {
            switch error {
            case .noEntry, .notDirectory, .permissionDenied: return false
            default: throw .system(error, doing: "look at the trust pin", path: path)
            }
        }
    }

    private func load(_ path: String) throws(VaultStoreError) -> TrustPin? {
        let file: FileDescriptor
        do throws(VaultStoreError) { file = try CheckedFile.open(path, as: .pin) } catch {
            guard case .missing = error else { throw error }
            return nil
        }
        let bytes: [UInt8]
        do throws(ReadError) { bytes = try LimitedReader.read(file, limit: Self.sizeLimit) } catch {
            switch error {
            case .system(let errno): throw .system(errno, doing: "read the trust pin", path: path)
            case .tooLarge: throw .badPin(path: path)
            }
        }
        do { return try TrustPin(bytes.span) } catch { throw .badPin(path: path) }
    }

    /// Changes this user's pin under its own lock, from what it is then; `edit` answers `nil` for no change.
    /// Answers whether anything changed.
    ///
    /// Throws `afterReplacement` when only the folder could not be brought to the disk, `system`, `busy`,
    /// `unsafe`, `badPin`, `readBackFailed`.
    @discardableResult
    package func update(_ edit: (TrustPin?) -> TrustPin?) throws(VaultStoreError) -> Bool {
        try Folders.make(FileSystem.folder(of: path), mode: Host.effectiveUser == 0 ? 0o755 : 0o700)
        let lock = try DurableWrite.lock("\(path).lock", of: path, as: .pin, waiting: .seconds(5))
        let present = try load(path)
        guard let wanted = edit(present), wanted != present else {
            lock.release()
            return false
        }
        let bytes = wanted.encoded()
        try DurableWrite.replace(
            path, with: bytes.span, as: .pin, temporary: "\(path).new",
            attributes: FileAttributes(mode: Host.effectiveUser == 0 ? 0o644 : 0o600)
        ) { temporary throws(VaultStoreError) in
            guard try load(temporary) == wanted else { throw .readBackFailed(path: path) }
        }
        lock.release()
        return true
    }

    /// Raises the newest state that the pin remembers; never lowers it, whatever order readers come in.
    package func raise(to state: VaultState) throws(VaultStoreError) {
        try update { pin in
            guard let pin, pin.judge(state) == .agrees else { return nil }
            return pin.seeing(state)
        }
    }
}
