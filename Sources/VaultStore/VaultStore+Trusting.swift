package import Sodium
internal import SystemIO
internal import VaultFormat

extension VaultStore {
    /// Accepts a signer whose key was typed from another channel.
    ///
    /// Where no pin is, the file's own signer must be that key, and a pin is made. Otherwise the key becomes
    /// the pin's *next* signer: both are accepted until a file by it was verified. Answers whether anything
    /// changed.
    /// Throws `pinDisagrees`, `missing`, and what reading throws.
    package func trust(
        signer: VerifyingKey, waiting: Duration = .seconds(5)
    ) throws(VaultStoreError) -> Bool {
        let lock = try lockWhereWritten(waiting)
        let changed = try accept(signer)
        lock?.release()
        return changed
    }

    /// The vault's lock, so that no write is under way that changes signer or generation as well; none where
    /// the vault is not written, and so has none.
    private func lockWhereWritten(_ waiting: Duration) throws(VaultStoreError) -> FileLock? {
        do throws(VaultStoreError) { return try acquireLock(waiting: waiting) } catch {
            switch error {
            case .system(.permissionDenied, _, _), .system(.readOnlyFileSystem, _, _), .missing: return nil
            default: throw error
            }
        }
    }

    private func accept(_ signer: VerifyingKey) throws(VaultStoreError) -> Bool {
        guard let own = try trust.ownPin() else { return try makePin(signer) }
        if own.signer == signer, own.next == nil { return false }
        // A file by the next signer may be in place already: then the change is complete at once.
        let present = stateForOwnPin()
        return try trust.update { pin in
            guard var pin else { return nil }
            pin.next = pin.signer == signer ? nil : signer
            if let present, pin.judge(present) == .agrees { pin = pin.seeing(present) }
            return pin
        }
    }

    /// The state in place, if the file is whole and every pin but this user's own agrees with it. One that is
    /// missing, damaged or by somebody else changes nothing of what was typed.
    private func stateForOwnPin() -> VaultState? {
        do throws(VaultStoreError) {
            let state = try verify(try parse(try read(path), path: path), path: path).state
            for (pin, source) in try trust.pins() where source != .file(trust.path) {
                guard pin.judge(state) == .agrees else { return nil }
            }
            return state
        } catch { return nil }
    }

    private func makePin(_ signer: VerifyingKey) throws(VaultStoreError) -> Bool {
        let unverified = try parse(try read(path), path: path)
        let state = unverified.state
        let wanted = TrustPin(id: state.id, signer: signer)
        try Self.require(wanted, .given, toAgreeWith: state)
        _ = try judge(state)
        _ = try verify(unverified, path: path)
        return try trust.update { $0 ?? wanted.seeing(state) }
    }

    /// Accepts an older or diverged file whose generation was typed by a person. Answers whether anything
    /// changed.
    ///
    /// This user's pin alone is lowered: id and signer must agree with it, and everything with the others.
    /// Throws `pinDisagrees` also when the file has another generation than was typed, `notPinned`, and what
    /// reading throws.
    package func trust(
        generation: UInt64, waiting: Duration = .seconds(5)
    ) throws(VaultStoreError) -> Bool {
        let lock = try lockWhereWritten(waiting)
        let changed = try accept(generation: generation)
        lock?.release()
        return changed
    }

    private func accept(generation: UInt64) throws(VaultStoreError) -> Bool {
        let unverified = try parse(try read(path), path: path)
        let state = unverified.state
        guard try trust.ownPin() != nil else { throw .notPinned(state, path: path) }
        guard state.generation == generation else { throw .otherGeneration(state, path: path) }
        for (pin, source) in try trust.pins() {
            let judgement = pin.judge(state)
            switch judgement {
            case .agrees: break
            case .older where source == .file(trust.path), .diverged where source == .file(trust.path): break
            case .older, .diverged, .otherVault, .otherSigner:
                throw .pinDisagrees(judgement, state, pin: pin, source: source)
            }
        }
        _ = try verify(unverified, path: path)
        return try trust.update { $0?.seeing(state) }
    }
}
