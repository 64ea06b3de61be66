package import Sodium
internal import SystemIO
package import VaultFormat

/// What `create` found or did.
package enum CreationOutcome: Sendable, Equatable {
    /// A new vault is in place and pinned.
    case created(VaultState)
    /// An earlier run had put the vault in place and was stopped before it could remember it: now it does.
    case finished(VaultState)
}

extension VaultStore {
    /// Makes the folder of a new vault.
    package static func makeFolder(for path: String) throws(VaultStoreError) {
        try NewVaultPlace.makeFolder(of: path)
    }

    /// Puts a new vault in place and pins it; run again after being stopped anywhere, it finishes.
    ///
    /// - Parameter build: adds slots and environments to the draft.
    /// Throws `exists` for a vault that is there, `vaultGone` when the pin tells of one that should be.
    package func create(
        with identity: borrowing Identity, at time: Timestamp,
        _ build: (inout VaultDraft) throws(VaultFormatError) -> Void
    ) throws(VaultStoreError) -> CreationOutcome {
        try refuseNetworkFileSystem()
        let lock = try acquireLock(waiting: nil)
        _ = lock
        if VaultPaths.fileExists(path) { return try finish(with: identity) }
        if let pin = try trust.ownPin() { throw .vaultGone(pin, path: path) }
        let bytes = try sealedNew(with: identity, at: time, build)
        let state = try parse(bytes, path: path).state
        try put(bytes, in: state, openedBy: identity, replaced: .kept)
        try pin(state)
        return .created(state)
    }

    private func sealedNew(
        with identity: borrowing Identity, at time: Timestamp,
        _ build: (inout VaultDraft) throws(VaultFormatError) -> Void
    ) throws(VaultStoreError) -> [UInt8] {
        do {
            var draft = try VaultDraft(founder: identity)
            try build(&draft)
            return try draft.sealed(at: time)
        } catch { throw .format(error, .vault, path: path) }
    }

    private func finish(with identity: borrowing Identity) throws(VaultStoreError) -> CreationOutcome {
        let found = try inspect()
        let isOurs: Bool
        do { isOurs = try found.vault.wasFounded(by: identity) } catch {
            throw .format(error, .vault, path: path)
        }
        guard !found.isPinned, isOurs else { throw .exists(.vault, path: path) }
        _ = try open(found.vault, with: identity)
        try pin(found.vault.state)
        return .finished(found.vault.state)
    }

    /// Makes this user's pin of a vault that is in place.
    private func pin(_ state: VaultState) throws(VaultStoreError) {
        do throws(VaultStoreError) {
            try trust.update { _ in TrustPin(id: state.id, signer: state.signer).seeing(state) }
        } catch {
            guard case .system(let errno, let doing, let path) = error else { throw error }
            throw .afterReplacement(errno, doing: doing, path: path)
        }
    }

    /// Puts a file that came from elsewhere in place: by the signer that is pinned or given, not older, and opened
    /// by this identity. Nothing older stays beside it.
    ///
    /// - Parameter given: id and signer from another channel, which make a pin where none is and must otherwise
    ///   agree with it.
    /// Throws like ``load(confirm:)``. Answers whether anything changed.
    package func receive(
        _ bytes: [UInt8], given: TrustPin?, with identity: borrowing Identity
    ) throws(VaultStoreError) -> (state: VaultState, changed: Bool) {
        try refuseNetworkFileSystem()
        let lock = try acquireLock(waiting: .seconds(5))
        _ = lock
        let unverified = try parse(bytes, path: "the vault received")
        let state = unverified.state
        if let given {
            let judgement = given.judge(state)
            guard judgement == .agrees else {
                throw .pinDisagrees(judgement, state, pin: given, source: .given)
            }
        }
        let isPinned = try judge(state)
        guard isPinned || given != nil else { throw .notPinned(state, path: path) }
        let vault = try verify(unverified, path: "the vault received")
        _ = try open(vault, with: identity)
        let unchanged = try isInPlace(state)
        if !unchanged { try put(bytes, in: state, openedBy: identity, replaced: .dropped) }
        try pinReceived(state, given: given)
        return (state, !unchanged)
    }

    private func isInPlace(_ state: VaultState) throws(VaultStoreError) -> Bool {
        guard VaultPaths.fileExists(path) else { return false }
        do throws(VaultStoreError) {
            return try parse(try read(path), path: path).state == state
        } catch {
            // A damaged vault is what receiving a good one mends.
            guard case .format = error else { throw error }
            return false
        }
    }

    private func pinReceived(_ state: VaultState, given: TrustPin?) throws(VaultStoreError) {
        do throws(VaultStoreError) {
            try trust.update { pin in
                if let pin { return pin.judge(state) == .agrees ? pin.seeing(state) : nil }
                return given == nil ? nil : TrustPin(id: state.id, signer: state.signer).seeing(state)
            }
        } catch {
            guard case .system(let errno, let doing, let path) = error else { throw error }
            throw .afterReplacement(errno, doing: doing, path: path)
        }
    }
}
