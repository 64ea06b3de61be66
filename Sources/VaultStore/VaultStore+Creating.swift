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
        let outcome =
            VaultPaths.fileExists(path)
            ? try finish(with: identity) : try begin(with: identity, at: time, build)
        lock.release()
        return outcome
    }

    /// Throws what ``create(with:at:_:)`` would, `exists` and `vaultGone` among it, before a person is asked
    /// for anything.
    package func checkCreatable(by identity: borrowing Identity) throws(VaultStoreError) {
        if VaultPaths.fileExists(path) { _ = try unfinished(by: identity) } else { try requireNoPin() }
    }

    /// The same for an identity that is not made yet, which founded no vault.
    package func checkCreatable() throws(VaultStoreError) {
        guard !VaultPaths.fileExists(path) else { throw .exists(.vault, path: path) }
        try requireNoPin()
    }

    private func begin(
        with identity: borrowing Identity, at time: Timestamp,
        _ build: (inout VaultDraft) throws(VaultFormatError) -> Void
    ) throws(VaultStoreError) -> CreationOutcome {
        try requireNoPin()
        let bytes = try sealedNew(with: identity, at: time, build)
        let state = try sealedState(of: bytes)
        try put(bytes, in: state, openedBy: identity, replaced: .kept)
        try pin(state)
        return .created(state)
    }

    /// A new vault has a new id, with which no pin agrees, whoever made it.
    private func requireNoPin() throws(VaultStoreError) {
        if let (pin, _) = try trust.pins().first { throw .vaultGone(pin, path: path) }
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
        let vault = try unfinished(by: identity)
        _ = try open(vault, with: identity)
        try pin(vault.state)
        return .finished(vault.state)
    }

    /// The vault in place, where this identity founded it and was stopped before there was a pin.
    private func unfinished(by identity: borrowing Identity) throws(VaultStoreError) -> VerifiedVault {
        let found = try inspect()
        let isOurs: Bool
        do { isOurs = try found.vault.wasFounded(by: identity) } catch {
            throw .format(error, .vault, path: path)
        }
        guard !found.isPinned, isOurs else { throw .exists(.vault, path: path) }
        return found.vault
    }

    /// Makes this user's pin of a vault that is in place. One that appeared meanwhile stays: two that
    /// disagree are for a person to look at.
    private func pin(_ state: VaultState) throws(VaultStoreError) {
        do throws(VaultStoreError) {
            try trust.update { $0 ?? TrustPin(id: state.id, signer: state.signer).seeing(state) }
        } catch { throw error.afterVault }
    }
}
