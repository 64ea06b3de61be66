package import Sodium
internal import SystemIO
internal import VaultFormat

extension VaultStore {
    /// Accepts a signer whose key was typed from another channel.
    ///
    /// Where no pin is, the file's own signer must be that key, and a pin is made. Otherwise the key becomes the
    /// pin's *next* signer: both are accepted until a file by it was verified. Answers whether anything changed.
    /// Throws `pinDisagrees`, `missing`, and what reading throws.
    package func trust(signer: VerifyingKey) throws(VaultStoreError) -> Bool {
        guard let pin = try trust.ownPin() else {
            let unverified = try parse(try read(path), path: path)
            let state = unverified.state
            let wanted = TrustPin(id: state.id, signer: signer)
            let judgement = wanted.judge(state)
            guard judgement == .agrees else {
                throw .pinDisagrees(judgement, state, pin: wanted, source: .given)
            }
            _ = try judge(state)
            _ = try verify(unverified, path: path)
            try trust.update { $0 ?? wanted.seeing(state) }
            return true
        }
        if pin.signer == signer, pin.next == nil { return false }
        try trust.update { pin in
            guard var pin else { return nil }
            pin.next = pin.signer == signer ? nil : signer
            return pin
        }
        // A file by the next signer may be in place already: then the change is complete.
        do throws(VaultStoreError) {
            let present = try inspect().vault
            try trust.raise(to: present.state)
        } catch {
            switch error {
            case .missing, .pinDisagrees: break
            case .exists, .unsafe, .format, .notPinned, .notTrusted, .vaultGone, .badPin, .busy, .conflict,
                .networkFileSystem, .system, .afterReplacement, .readBackFailed:
                throw error
            }
        }
        return true
    }

    /// Accepts an older or diverged file whose generation was typed by a person. Answers whether anything changed.
    ///
    /// Throws `pinDisagrees` when the file has another generation, id or signer; `notPinned`.
    package func trust(generation: UInt64) throws(VaultStoreError) -> Bool {
        let unverified = try parse(try read(path), path: path)
        let state = unverified.state
        guard let pin = try trust.ownPin() else { throw .notPinned(state, path: path) }
        switch pin.judge(state) {
        case .agrees where pin.seeing(state) == pin: return false
        case .agrees, .older, .diverged: break
        case .otherVault, .otherSigner:
            throw .pinDisagrees(pin.judge(state), state, pin: pin, source: .file(trust.path))
        }
        let vault = try verify(unverified, path: path)
        guard vault.state.generation == generation else {
            let typed = TrustPin.Newest(generation: generation, digest: [], writtenAt: state.writtenAt)
            throw .pinDisagrees(.older(than: typed), state, pin: pin, source: .given)
        }
        try trust.update { $0?.seeing(state) }
        return true
    }
}
