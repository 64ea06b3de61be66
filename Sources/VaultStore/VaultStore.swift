package import Sodium
internal import SystemIO
package import VaultFormat

/// A vault on disk, with the pins that say which one it must be.
package struct VaultStore: Sendable {
    /// As it was named; lock, temporary and previous file are this with an ending.
    package let path: String
    /// The pins with which what is at the path must agree.
    package var trust: TrustStore
    /// Which Argon2 costs are accepted; tests of the format use cheaper ones.
    package var costs = UnlockPhrase.CostRange.product

    /// Nothing is read yet.
    package init(path: String, trust: TrustStore) {
        self.path = path
        self.trust = trust
    }

    var lockPath: String { "\(path).lock" }
    var temporaryPath: String { "\(path).new" }
    /// Where the file that a write replaced stays.
    package var previousPath: String { path + Self.previousSuffix }
    /// What its path has behind the vault's.
    package static let previousSuffix = ".previous"

    /// What has been read of a vault that is trusted.
    package struct TrustedVault: Sendable {
        /// Its signature is good, and the pins that were there agree with it.
        package let vault: VerifiedVault
        /// The pins that vouch for it.
        let pins: [(pin: TrustPin, source: PinSource)]
        /// Whether any pin vouches for it.
        package var isPinned: Bool { !pins.isEmpty }
    }

    /// Reads, judges and verifies the vault, in the frozen order, up to the slot.
    ///
    /// - Parameter confirm: asks a person who is shown the state whether to trust it, when there is no pin;
    ///   answers `nil` when there is nobody to ask. With `true` a pin is made.
    /// Throws `missing`, `unsafe`, `format`, `notPinned`, `notTrusted`, `pinDisagrees`, `badPin`, `system`,
    /// and where a pin is made also `busy`, `afterReplacement`, `readBackFailed`.
    package func load(
        confirm: (VaultState) -> Bool?
    ) throws(VaultStoreError) -> TrustedVault {
        let (unverified, pins) = try readJudged()
        let vault = try verify(unverified, path: path)
        if !pins.isEmpty { return TrustedVault(vault: vault, pins: pins) }
        guard let agreed = confirm(vault.state) else { throw .notPinned(vault.state, path: path) }
        guard agreed else { throw .notTrusted(path: path) }
        do throws(VaultStoreError) {
            try trust.update { $0 ?? TrustPin(id: vault.state.id, signer: vault.state.signer) }
        } catch {
            // Where no pin can be written the person's answer holds for this run alone.
            guard case .system = error else { throw error }
        }
        // While the person read, another process may have made a pin, and of another vault.
        return TrustedVault(vault: vault, pins: try judge(vault.state))
    }

    /// Reads and verifies the vault against whatever pins there are, and trusts one without a pin for looking
    /// at.
    package func inspect() throws(VaultStoreError) -> TrustedVault {
        let (unverified, pins) = try readJudged()
        return TrustedVault(vault: try verify(unverified, path: path), pins: pins)
    }

    /// Reads the file and compares it with the pins, which it answers too.
    ///
    /// Readers take no lock: a write may put a new file in place and raise the pin between the two, which
    /// looks like a rollback. The pin is raised after the rename only, so a file that is the same when it is
    /// read again is older indeed, and one that is another is judged anew: a hundred times at most, which
    /// only somebody who swaps old files in step with us needs.
    private func readJudged() throws(VaultStoreError) -> (
        vault: UnverifiedVault, pins: [(pin: TrustPin, source: PinSource)]
    ) {
        var vault = try parse(try read(path), path: path)
        for _ in 0..<100 {
            do throws(VaultStoreError) { return (vault, try judge(vault.state)) } catch {
                guard case .pinDisagrees = error else { throw error }
                let again = try parse(try read(path), path: path)
                guard again.state != vault.state else { throw error }
                vault = again
            }
        }
        return (vault, try judge(vault.state))
    }

    /// Compares a state with every pin present; answers them. Throws `pinDisagrees`.
    package func judge(
        _ state: VaultState
    ) throws(VaultStoreError) -> [(pin: TrustPin, source: PinSource)] {
        let pins = try trust.pins()
        for (pin, source) in pins { try Self.require(pin, source, toAgreeWith: state) }
        return pins
    }

    /// Throws `pinDisagrees` for whatever a pin has against a state.
    static func require(
        _ pin: TrustPin, _ source: PinSource, toAgreeWith state: VaultState
    ) throws(VaultStoreError) {
        let judgement = pin.judge(state)
        guard judgement == .agrees else {
            throw .pinDisagrees(judgement, state, pin: pin, source: source)
        }
    }

    /// Whether this user's pin named this very file when it was judged: there is nothing to remember then,
    /// and an older one would be noticed.
    package func remembers(_ trusted: TrustedVault) -> Bool {
        trusted.pins.contains { pin, source in
            source == .file(trust.path) && pin.seeing(trusted.vault.state) == pin
        }
    }

    /// Opens a verified vault. Throws `format`.
    ///
    /// - Parameter place: where it was read, where that is not the vault's own path.
    package func open(
        _ vault: VerifiedVault, at place: String? = nil, with identity: borrowing Identity
    ) throws(VaultStoreError) -> OpenVault {
        do { return try vault.open(with: identity) } catch {
            throw .format(error, .vault, path: place ?? path)
        }
    }

    /// The identity behind an unlock phrase. Throws `format`.
    ///
    /// - Parameter place: where the vault was read, where that is not its own path.
    package func identity(
        of vault: VerifiedVault, at place: String? = nil, fromPhrase phrase: Span<UInt8>
    ) throws(VaultStoreError) -> Identity {
        do { return try vault.identity(fromPhrase: phrase, within: costs) } catch {
            throw .format(error, .vault, path: place ?? path)
        }
    }

    /// Remembers a state that was read and opened.
    ///
    /// Answers why it could not be remembered, where no pin of this user's can be written: reading goes on,
    /// since the pins there are agree.
    package func remember(_ state: VaultState) -> VaultStoreError? {
        do throws(VaultStoreError) {
            guard let own = try trust.ownPin() else { return nil }
            guard own.judge(state) == .agrees, own.seeing(state) != own else { return nil }
            try trust.raise(to: state)
            return nil
        } catch {
            return error
        }
    }

    /// Whether a pin knows a generation, so that an older file is noticed.
    package func noticesRollback() throws(VaultStoreError) -> Bool {
        for (pin, source) in try trust.pins() {
            if case .file = source, pin.newest != nil { return true }
        }
        return false
    }

    // MARK: Bytes

    func read(_ path: String) throws(VaultStoreError) -> [UInt8] {
        let file = try CheckedFile.open(path, as: .vault)
        do throws(ReadError) { return try LimitedReader.read(file, limit: VaultFile.sizeLimit) } catch {
            throw VaultStoreError(error, .vault, path: path)
        }
    }

    /// Reads a file up to its header, and believes nothing yet; the path is for errors. Throws `format`.
    package func parse(_ bytes: [UInt8], path: String) throws(VaultStoreError) -> UnverifiedVault {
        do { return try UnverifiedVault(bytes) } catch { throw .format(error, .vault, path: path) }
    }

    /// Checks the signature, and not whose it is; the path is for errors. Throws `format`.
    package func verify(_ vault: UnverifiedVault, path: String) throws(VaultStoreError) -> VerifiedVault {
        do { return try vault.verified() } catch { throw .format(error, .vault, path: path) }
    }
}
