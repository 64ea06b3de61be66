package import Sodium
internal import SystemIO
package import VaultFormat

/// A vault on disk, with the pins that say which one it must be.
package struct VaultStore: Sendable {
    package let path: String
    package var trust: TrustStore
    /// Which Argon2 costs are accepted; tests of the format use cheaper ones.
    package var costs = UnlockPhrase.CostRange.product

    package init(path: String, trust: TrustStore) {
        self.path = path
        self.trust = trust
    }

    var lockPath: String { "\(path).lock" }
    var temporaryPath: String { "\(path).new" }
    /// Where the file that a write replaced stays.
    package var previousPath: String { "\(path).previous" }

    /// What has been read of a vault that is trusted.
    package struct TrustedVault: Sendable {
        package let vault: VerifiedVault
        /// Whether any pin vouches for it.
        package let isPinned: Bool
    }

    /// Reads, judges and verifies the vault, in the frozen order, up to the slot.
    ///
    /// - Parameter confirm: asks a person who is shown the state whether to trust it, when there is no pin; answers
    ///   `nil` when there is nobody to ask. With `true` a pin is made.
    /// Throws `missing`, `unsafe`, `format`, `notPinned`, `notTrusted`, `pinDisagrees`, `badPin`, `system`.
    package func load(
        confirm: (VaultState) -> Bool?
    ) throws(VaultStoreError) -> TrustedVault {
        let unverified = try parse(try read(path), path: path)
        let isPinned = try judge(unverified.state)
        let vault = try verify(unverified, path: path)
        if isPinned { return TrustedVault(vault: vault, isPinned: true) }
        guard let agreed = confirm(vault.state) else { throw .notPinned(vault.state, path: path) }
        guard agreed else { throw .notTrusted(path: path) }
        try trust.update { $0 ?? TrustPin(id: vault.state.id, signer: vault.state.signer) }
        return TrustedVault(vault: vault, isPinned: true)
    }

    /// Reads and verifies the vault against whatever pins there are, and trusts one without a pin for looking at.
    package func inspect() throws(VaultStoreError) -> TrustedVault {
        let unverified = try parse(try read(path), path: path)
        let isPinned = try judge(unverified.state)
        return TrustedVault(vault: try verify(unverified, path: path), isPinned: isPinned)
    }

    /// Compares a state with every pin present; answers whether there was one. Throws `pinDisagrees`.
    package func judge(_ state: VaultState) throws(VaultStoreError) -> Bool {
        let pins = try trust.pins()
        for (pin, source) in pins {
            let judgement = pin.judge(state)
            guard judgement == .agrees else {
                throw .pinDisagrees(judgement, state, pin: pin, source: source)
            }
        }
        return !pins.isEmpty
    }

    /// Opens a verified vault. Throws `format`.
    package func open(
        _ vault: VerifiedVault, with identity: borrowing Identity
    ) throws(VaultStoreError) -> OpenVault {
        do { return try vault.open(with: identity) } catch { throw .format(error, .vault, path: path) }
    }

    /// The identity behind an unlock phrase. Throws `format`.
    package func identity(
        of vault: VerifiedVault, fromPhrase phrase: Span<UInt8>
    ) throws(VaultStoreError) -> Identity {
        do { return try vault.identity(fromPhrase: phrase, within: costs) } catch {
            throw .format(error, .vault, path: path)
        }
    }

    /// Remembers a state that was read and opened.
    ///
    /// Answers why it could not be remembered, where no pin of this user's can be written: reading goes on, since
    /// the pins there are agree.
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

    /// Whether any kind of file pin exists that notices an older file.
    package func noticesRollback() throws(VaultStoreError) -> Bool {
        for (_, source) in try trust.pins() {
            if case .file = source { return true }
        }
        return false
    }

    // MARK: Bytes

    func read(_ path: String) throws(VaultStoreError) -> [UInt8] {
        let file = try openFile(path)
        let status: FileStatus
        do { status = try file.status() } catch { throw .system(error, doing: "look at", path: path) }
        try PermissionRules.check(status, at: path, as: .vault)
        do throws(ReadError) { return try LimitedReader.read(file, limit: VaultFile.sizeLimit) } catch {
            switch error {
            case .system(let errno): throw .system(errno, doing: "read", path: path)
            case .tooLarge: throw .format(.tooLarge, .vault, path: path)
            }
        }
    }

    private func openFile(_ path: String) throws(VaultStoreError) -> FileDescriptor {
        do { return try FileDescriptor.open(path, [.read, .nonBlocking]) } catch {
            guard error == .noEntry || error == .notDirectory else {
                throw .system(error, doing: "open", path: path)
            }
            throw .missing(.vault, path: path)
        }
    }

    package func parse(_ bytes: [UInt8], path: String) throws(VaultStoreError) -> UnverifiedVault {
        do { return try UnverifiedVault(bytes) } catch { throw .format(error, .vault, path: path) }
    }

    package func verify(_ vault: UnverifiedVault, path: String) throws(VaultStoreError) -> VerifiedVault {
        do { return try vault.verified() } catch { throw .format(error, .vault, path: path) }
    }
}
