package import Sodium
internal import SystemIO
package import VaultFormat

/// Why a change was not made.
package enum VaultChangeError<Refusal: Error>: Error {
    case store(VaultStoreError)
    /// The caller's edit declined.
    case refused(Refusal)
}

/// What a change did.
package struct VaultChange: Sendable, Equatable {
    /// What was in place under the lock, which with waiting may be another state than the caller saw.
    package let before: VaultState
    /// What is in place now.
    package let after: VaultState

    /// Whether a new file was written; false when the edit had nothing to do.
    package var changed: Bool { before != after }
}

/// What becomes of the file that a write replaces.
package enum ReplacedVault: Sendable {
    /// It stays beside the new one.
    case kept
    /// The write takes something away from somebody: nothing older may stay in the folder.
    case dropped
    /// What is replaced is damaged or gone: the previous file that is there stays.
    case worthless
}

/// Who writes, for the journal.
package struct ChangeAuthor: Sendable {
    /// The machine's own name, for people who read the journal.
    package let host: String
    /// By the machine's clock; the header of the new file has it too.
    package let time: Timestamp

    /// For one write; its time stays that of the call, however long the lock is waited for.
    package init(host: String, time: Timestamp) {
        self.host = host
        self.time = time
    }
}

extension VaultDraft {
    /// Writes into the journal what this draft does.
    mutating func record(_ action: String, by author: ChangeAuthor, as slot: String) {
        metadata.journal.append(
            .init(
                generation: Int(generation), time: author.time, host: author.host, slot: slot, action: action)
        )
    }
}

extension VaultStore {
    /// Changes the vault: under the lock, from the state that the caller has seen, in one durable
    /// replacement.
    ///
    /// - Parameters:
    ///   - base: the state on which the caller's decision rests; another one in the file is `conflict`,
    ///     unless the caller waits, when the edit is applied to what is there now.
    ///   - waiting: how long to wait for the lock; `nil` not at all.
    ///   - witness: opens the new file before it gets its name: the identity on which this host relies from
    ///     then on, which is another one when its own slot goes.
    ///   - edit: changes the draft and says what it did, for the journal, or `nil` for no change at all.
    /// Throws `store`, `refused`.
    package func change<Refusal: Error>(
        with identity: borrowing Identity, readBackBy witness: borrowing Identity, from base: VaultState,
        by author: ChangeAuthor, waiting: Duration?, replaced: ReplacedVault = .kept,
        _ edit: (inout VaultDraft) throws(Refusal) -> String?
    ) throws(VaultChangeError<Refusal>) -> VaultChange {
        let lock = try mapped(Refusal.self) { () throws(VaultStoreError) -> FileLock in
            try refuseNetworkFileSystem()
            return try acquireLock(waiting: waiting)
        }
        let present = try mapped(Refusal.self) { () throws(VaultStoreError) -> VerifiedVault in
            try presentVault(from: base, orNewer: waiting != nil)
        }
        let open = try opened(present, with: identity, Refusal.self)
        let slotName = open.slotName
        var draft = try begin(open, Refusal.self)
        let action: String?
        do throws(Refusal) { action = try edit(&draft) } catch { throw .refused(error) }
        guard let action else {
            lock.release()
            return VaultChange(before: present.state, after: present.state)
        }
        draft.record(action, by: author, as: slotName)
        let bytes = try seal(draft, at: author.time, Refusal.self)
        let state = try mapped(Refusal.self) { () throws(VaultStoreError) -> VaultState in
            let state = try sealedState(of: bytes)
            if state.signer != present.state.signer { try announce(state.signer, after: present.state) }
            try put(bytes, in: state, openedBy: witness, replaced: replaced)
            try rememberOwn(state)
            return state
        }
        lock.release()
        return VaultChange(before: present.state, after: state)
    }

    /// Has this host accept a new signer beside the old one, before any file by it is there: a kill between
    /// the two would else leave a vault that the pin refuses.
    ///
    /// What is in place is remembered with it: that may be by a next signer already, of a change that was
    /// killed before it could be remembered, and the pin has room for one. Pins that are not this user's to
    /// change name the old signer for good, so with them there is no new one.
    /// Throws `signerIsFixed`, and what writing the pin throws.
    private func announce(_ signer: VerifyingKey, after present: VaultState) throws(VaultStoreError) {
        for (_, source) in try trust.pins() where source != .file(trust.path) {
            throw .signerIsFixed(source, path: path)
        }
        do throws(VaultStoreError) {
            try trust.update { pin in
                guard var pin else { return nil }
                if pin.judge(present) == .agrees { pin = pin.seeing(present) }
                pin.next = signer
                return pin
            }
        } catch { throw error.beforeVault }
    }

    /// What a change starts from: the very state that the caller has seen, or with `orNewer` one that a pin
    /// vouches for, as one did for the caller's.
    private func presentVault(
        from base: VaultState, orNewer: Bool
    ) throws(VaultStoreError) -> VerifiedVault {
        let present = try inspect()
        if present.vault.state == base { return present.vault }
        guard orNewer else { throw .conflict(path: path) }
        guard present.isPinned else { throw .notPinned(present.vault.state, path: path) }
        return present.vault
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

    /// The state in bytes that were just sealed. Should they not parse, the draft was one that cannot be, and
    /// nothing was written yet. Throws `format` with `defect`.
    func sealedState(of bytes: [UInt8]) throws(VaultStoreError) -> VaultState {
        do { return try UnverifiedVault(bytes).state } catch { throw .format(.defect, .vault, path: path) }
    }

    /// The durable replacement, with the new file opened by `identity` before it gets its name.
    func put(
        _ bytes: [UInt8], in state: VaultState, openedBy identity: borrowing Identity, replaced: ReplacedVault
    ) throws(VaultStoreError) {
        let previous: PreviousFile
        switch replaced {
        case .kept: previous = .kept(at: previousPath)
        case .dropped: previous = .dropped(at: previousPath)
        case .worthless: previous = .ignored
        }
        let attributes = try attributesOfReplacement()
        try DurableWrite.replace(
            path, with: bytes.span, as: .vault, temporary: temporaryPath, attributes: attributes,
            previous: previous
        ) { temporary throws(VaultStoreError) in
            let written = try verify(try parse(try read(temporary), path: temporary), path: temporary)
            guard written.state == state else { throw .readBackFailed(path: path) }
            _ = try open(written, with: identity)
        }
    }

    /// Raises the pin after a write; that it cannot be written is told, with the new vault in place.
    ///
    /// Whatever the pin says by now, it is made to trust what this host itself has just written, or the host
    /// would be locked out of its own vault.
    func rememberOwn(_ state: VaultState) throws(VaultStoreError) {
        do throws(VaultStoreError) {
            guard try trust.ownPin() != nil else { return }
            try trust.update { pin in
                guard let pin, pin.id == state.id else { return nil }
                if pin.judge(state) == .agrees { return pin.seeing(state) }
                return TrustPin(id: state.id, signer: state.signer).seeing(state)
            }
        } catch { throw error.afterVault }
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
            guard error == .noEntry else {
                throw .system(error, doing: "look at the filesystem of", path: path)
            }
            throw .missing(.vault, path: path)
        }
        if let name { throw .networkFileSystem(name, path: path) }
    }

    func acquireLock(waiting: Duration?) throws(VaultStoreError) -> FileLock {
        try DurableWrite.lock(lockPath, of: path, as: .vault, waiting: waiting)
    }
}
