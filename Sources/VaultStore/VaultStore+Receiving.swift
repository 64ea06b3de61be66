package import Sodium
internal import SystemIO
package import VaultFormat

extension VaultStore {
    /// What errors call the file that is being received, in place of a path.
    package static let receivedName = "the vault received"

    /// Puts a file that came from elsewhere in place: by the signer that is pinned or given, not older than
    /// what is remembered or in place, and opened by this identity. Nothing older stays beside it.
    ///
    /// - Parameter given: id and signer from another channel, which make a pin where none is and must
    ///   otherwise agree with it.
    /// Throws like ``load(confirm:)``, and `exists` where another vault is that no pin tells of,
    /// `otherHistory` where the vault in place was written to since the two were one, and `format` with
    /// `newerVersion` where it is one that this version cannot judge. Answers the state in place, and whether
    /// anything changed.
    package func receive(
        _ bytes: [UInt8], given: TrustPin?, with identity: borrowing Identity
    ) throws(VaultStoreError) -> (state: VaultState, changed: Bool) {
        try refuseNetworkFileSystem()
        let lock = try acquireLock(waiting: .seconds(5))
        let name = Self.receivedName
        let unverified = try parse(bytes, path: name)
        let state = unverified.state
        var pins = try trust.pins()
        if let given { pins.append((given, .given)) }
        guard !pins.isEmpty else { throw .notPinned(state, path: path) }
        for (pin, source) in pins { try Self.require(pin, source, toAgreeWith: state) }
        let vault = try verify(unverified, path: name)
        let received = try open(vault, at: name, with: identity)
        let changed = try !isInPlace(bytes)
        if changed {
            let present = try vaultInPlace()
            try requireNotOlder(state, than: present?.state, pins)
            if let present { try require(received.metadata.journal, toContinue: present, pins, identity) }
            try put(bytes, in: state, openedBy: identity, replaced: .dropped)
        }
        try pinReceived(state, given: given)
        lock.release()
        return (state, changed)
    }

    /// Compares all bytes: files of one state may differ in a damaged signature.
    private func isInPlace(_ bytes: [UInt8]) throws(VaultStoreError) -> Bool {
        guard VaultPaths.fileExists(path) else { return false }
        do throws(VaultStoreError) { return try read(path) == bytes } catch {
            guard case .format = error else { throw error }
            return false
        }
    }

    /// The vault that would be replaced, if it is a whole one; a damaged one is what receiving a good one
    /// mends. One of a newer version is no damage: it may be the newest there is.
    private func vaultInPlace() throws(VaultStoreError) -> VerifiedVault? {
        guard VaultPaths.fileExists(path) else { return nil }
        do throws(VaultStoreError) {
            return try verify(try parse(try read(path), path: path), path: path)
        } catch {
            guard case .format(let damage, _, _) = error, damage != .newerVersion else { throw error }
            return nil
        }
    }

    /// The vault in place may be newer than what is remembered: where no pin can be written, or none that
    /// knows a generation. One that the pins do not agree with was put there by somebody, and counts for
    /// nothing; but where there is no pin on this host, another vault may be somebody's only copy.
    private func requireNotOlder(
        _ state: VaultState, than present: VaultState?, _ pins: [(pin: TrustPin, source: PinSource)]
    ) throws(VaultStoreError) {
        guard let present else { return }
        if present.id != state.id, pins.allSatisfy({ $0.source == .given }) {
            throw .exists(.vault, path: path)
        }
        guard pins.allSatisfy({ $0.pin.judge(present) == .agrees }) else { return }
        for (pin, source) in pins { try Self.require(pin.seeing(present), source, toAgreeWith: state) }
    }

    /// A higher generation alone does not say that nothing is lost: two writers may each have gone on from
    /// one file. The latest entry of the journal in place has to be in the one received, unless that one has
    /// counted it away. What this identity cannot open, or the pins do not agree with, has no say; one that
    /// it could open with a newer version has.
    private func require(
        _ journal: Journal, toContinue present: VerifiedVault, _ pins: [(pin: TrustPin, source: PinSource)],
        _ identity: borrowing Identity
    ) throws(VaultStoreError) {
        guard pins.allSatisfy({ $0.pin.judge(present.state) == .agrees }),
            let last = try lastChange(of: present, identity)
        else { return }
        let isCountedAway =
            journal.summary != nil && (journal.entries.first?.generation ?? 0) > last.generation
        guard isCountedAway || journal.entries.contains(last) else {
            throw .otherHistory(last, path: path)
        }
    }

    private func lastChange(
        of vault: VerifiedVault, _ identity: borrowing Identity
    ) throws(VaultStoreError) -> Journal.Entry? {
        do throws(VaultFormatError) {
            return try vault.open(with: identity).metadata.journal.entries.last
        } catch {
            guard error != .newerVersion else { throw .format(error, .vault, path: path) }
            return nil
        }
    }

    private func pinReceived(_ state: VaultState, given: TrustPin?) throws(VaultStoreError) {
        do throws(VaultStoreError) {
            try trust.update { pin in
                if let pin { return pin.judge(state) == .agrees ? pin.seeing(state) : nil }
                return given == nil ? nil : TrustPin(id: state.id, signer: state.signer).seeing(state)
            }
        } catch { throw error.afterVault }
    }
}
