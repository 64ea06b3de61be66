package import Sodium
internal import SystemIO
package import VaultFormat

/// Why a change was not made.
package enum VaultChangeError<Refusal: Error>: Error {
    case store(VaultStoreError)
    /// The caller's edit declined.
    case refused(Refusal)
}

/// What becomes of the file that a write replaces.
package enum ReplacedVault: Sendable {
    /// It stays beside the new one.
    case kept
    /// The write takes something away from somebody: nothing older may stay in the folder.
    case dropped
}

/// Who writes, for the journal.
package struct ChangeAuthor: Sendable {
    package let host: String
    package let time: Timestamp

    package init(host: String, time: Timestamp) {
        self.host = host
        self.time = time
    }
}

extension VaultStore {
    /// Changes the vault: under the lock, from the state that the caller has seen, in one durable replacement.
    ///
    /// - Parameters:
    ///   - base: the state on which the caller's decision rests; another one in the file is `conflict`, unless the
    ///     caller waits, when the edit is applied to what is there now.
    ///   - waiting: how long to wait for the lock; `nil` not at all.
    ///   - edit: changes the draft and says what it did, for the journal, or `nil` for no change at all.
    /// Answers the state that is in place afterwards. Throws `store`, `refused`.
    package func change<Refusal: Error>(
        with identity: borrowing Identity, from base: VaultState, by author: ChangeAuthor, waiting: Duration?,
        replaced: ReplacedVault = .kept, _ edit: (inout VaultDraft) throws(Refusal) -> String?
    ) throws(VaultChangeError<Refusal>) -> VaultState {
        let lock = try mapped(Refusal.self) { () throws(VaultStoreError) -> FileLock in
            try refuseNetworkFileSystem()
            return try acquireLock(waiting: waiting)
        }
        _ = lock
        let present = try mapped(Refusal.self) { () throws(VaultStoreError) -> VerifiedVault in
            let present = try inspect().vault
            guard present.state == base || waiting != nil else { throw .conflict(path: path) }
            return present
        }
        let open = try opened(present, with: identity, Refusal.self)
        let slotName = open.slotName
        var draft = try begin(open, Refusal.self)
        let action: String?
        do throws(Refusal) { action = try edit(&draft) } catch { throw .refused(error) }
        guard let action else { return present.state }
        draft.metadata.journal.append(
            .init(
                generation: Int(draft.generation), time: author.time, host: author.host, slot: slotName,
                action: action))
        let bytes = try seal(draft, at: author.time, Refusal.self)
        return try mapped(Refusal.self) { () throws(VaultStoreError) -> VaultState in
            let state = try parse(bytes, path: path).state
            try put(bytes, in: state, openedBy: identity, replaced: replaced)
            try rememberOwn(state)
            return state
        }
    }

    private func mapped<Result: ~Copyable, Refusal: Error>(
        _: Refusal.Type, _ body: () throws(VaultStoreError) -> Result
    ) throws(VaultChangeError<Refusal>) -> Result {
        do { return try body() } catch { throw .store(error) }
    }

    private func opened<Refusal: Error>(
        _ vault: VerifiedVault, with identity: borrowing Identity, _: Refusal.Type
    ) throws(VaultChangeError<Refusal>) -> OpenVault {
        do { return try open(vault, with: identity) } catch { throw .store(error) }
    }

    private func begin<Refusal: Error>(
        _ open: consuming OpenVault, _: Refusal.Type
    ) throws(VaultChangeError<Refusal>) -> VaultDraft {
        do { return try VaultDraft(open) } catch { throw .store(.format(error, .vault, path: path)) }
    }

    private func seal<Refusal: Error>(
        _ draft: consuming VaultDraft, at time: Timestamp, _: Refusal.Type
    ) throws(VaultChangeError<Refusal>) -> [UInt8] {
        do { return try seal(draft, at: time) } catch { throw .store(error) }
    }

    func seal(_ draft: consuming VaultDraft, at time: Timestamp) throws(VaultStoreError) -> [UInt8] {
        do { return try draft.sealed(at: time) } catch { throw .format(error, .vault, path: path) }
    }

    /// The durable replacement, with the new file opened by `identity` before it gets its name.
    func put(
        _ bytes: [UInt8], in state: VaultState, openedBy identity: borrowing Identity, replaced: ReplacedVault
    ) throws(VaultStoreError) {
        let previous: PreviousFile
        switch replaced {
        case .kept: previous = .kept(at: previousPath)
        case .dropped: previous = .dropped(at: previousPath)
        }
        let attributes = try attributesOfReplacement()
        var failure: VaultStoreError?
        do throws(ReplacementError<VaultStoreError>) {
            try FileReplacement.replace(
                path, with: bytes.span, temporary: temporaryPath, attributes: attributes, previous: previous
            ) { temporary throws(VaultStoreError) in
                let written = try verify(try parse(try read(temporary), path: temporary), path: temporary)
                guard written.state == state else { throw .readBackFailed(path: path) }
                _ = try open(written, with: identity)
            }
        } catch {
            switch error {
            case .before(let step, let errno):
                failure =
                    errno == .tooManySymbolicLinks
                    ? .unsafe(PermissionFinding(role: .vault, path: path, problem: .symbolicLink))
                    : .system(errno, doing: "\(step)", path: path)
            case .after(let step, let errno): failure = .afterReplacement(errno, doing: "\(step)", path: path)
            case .readBack(let error): failure = error
            }
        }
        if let failure { throw failure }
    }

    /// Raises the pin after a write; that it cannot be written is told, with the new vault in place.
    private func rememberOwn(_ state: VaultState) throws(VaultStoreError) {
        do throws(VaultStoreError) {
            guard try trust.ownPin() != nil else { return }
            try trust.raise(to: state)
        } catch {
            switch error {
            case .system(let errno, let doing, let path), .afterReplacement(let errno, let doing, let path):
                throw .afterReplacement(errno, doing: doing, path: path)
            case .missing, .exists, .unsafe, .format, .notPinned, .notTrusted, .pinDisagrees, .vaultGone,
                .badPin,
                .busy, .conflict, .networkFileSystem, .readBackFailed:
                throw error
            }
        }
    }

    /// A replacement keeps owner, group and mode; a new file gets those of ``NewVaultPlace``.
    private func attributesOfReplacement() throws(VaultStoreError) -> FileAttributes {
        do throws(Errno) {
            let status = try FileStatus.of(path, followingLinks: false)
            return FileAttributes(mode: UInt16(status.mode & 0o777), owner: status.owner, group: status.group)
        } catch {
            guard error == .noEntry else { throw .system(error, doing: "look at", path: path) }
            return NewVaultPlace.fileAttributes
        }
    }

    func refuseNetworkFileSystem() throws(VaultStoreError) {
        let name: String?
        do { name = try FileSystem.networkFileSystem(at: FileSystem.folder(of: path)) } catch {
            throw .system(error, doing: "look at the filesystem of", path: path)
        }
        if let name { throw .networkFileSystem(name, path: path) }
    }

    func acquireLock(waiting: Duration?) throws(VaultStoreError) -> FileLock {
        do throws(LockError) {
            return try FileLock.acquire(path: lockPath, mode: 0o600, waiting: waiting)
        } catch {
            switch error {
            case .busy: throw .busy(path: path)
            case .system(.tooManySymbolicLinks):
                throw .unsafe(PermissionFinding(role: .vault, path: lockPath, problem: .symbolicLink))
            case .system(.noEntry): throw .missing(.vault, path: path)
            case .system(let errno): throw .system(errno, doing: "lock", path: lockPath)
            }
        }
    }
}
