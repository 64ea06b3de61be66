package import Sodium
internal import SystemIO
package import VaultFormat

/// What `restore` did.
package struct Restoration: Sendable, Equatable {
    /// The state in place afterwards.
    package let state: VaultState
    /// Whether anything changed.
    package let changed: Bool
    /// Whether the vault was damaged or gone: then slots and journal are those of the previous file, too.
    package let vaultWasLost: Bool
}

extension VaultStore {
    /// How far behind the newest generation that vault and pin know a previous file may be.
    ///
    /// A write leaves the file that it replaced, one generation older; restoring a vault that was lost leaves
    /// one that is two older. Anything else was put there by somebody.
    private static let previousReach: UInt64 = 2

    /// Reads the file that the last write replaced, and judges it: of the vault and by the signer that this
    /// host trusts, and not older than a previous file can be.
    ///
    /// Throws `noPrevious`, `notPinned`, `pinDisagrees`, and what reading a vault throws.
    package func previous() throws(VaultStoreError) -> VerifiedVault {
        guard VaultPaths.fileExists(previousPath) else { throw .noPrevious(path: previousPath) }
        let unverified = try parse(try read(previousPath), path: previousPath)
        let state = unverified.state
        let pins = try trust.pins()
        guard !pins.isEmpty else { throw .notPinned(state, path: previousPath) }
        for (pin, source) in pins {
            let judgement = pin.judge(state)
            switch judgement {
            case .agrees: break
            case .older(let newest) where state.generation + Self.previousReach >= newest.generation: break
            case .older, .diverged, .otherVault, .otherSigner:
                throw .pinDisagrees(judgement, state, pin: pin, source: source)
            }
        }
        return try verify(unverified, path: previousPath)
    }

    /// Whether the vault is damaged or gone, so that restoring takes everything from the previous file.
    package func isLost() throws(VaultStoreError) -> Bool { try presentUnlessLost() == nil }

    /// Puts environments, versions and whitelists of the previous file back, as a new generation.
    ///
    /// Slots, keys, signer and journal stay, unless the vault is damaged or gone: then everything is taken
    /// from the previous file, which stays where it is.
    /// - Parameter previous: the file that a person agreed to; another one by now is `conflict`.
    /// Throws like ``previous()`` and writing.
    package func restore(
        _ previous: VerifiedVault, with identity: borrowing Identity, by author: ChangeAuthor,
        waiting: Duration?
    ) throws(VaultStoreError) -> Restoration {
        try refuseNetworkFileSystem()
        let lock = try acquireLock(waiting: waiting)
        guard try self.previous().state == previous.state else { throw .conflict(path: previousPath) }
        let present = try presentUnlessLost()
        let restoration: Restoration
        if let present {
            restoration = try restore(previous, into: present, with: identity, by: author)
        } else {
            let state = try replaceLost(by: previous, with: identity, by: author)
            restoration = Restoration(state: state, changed: true, vaultWasLost: true)
        }
        lock.release()
        return restoration
    }

    /// The vault in place; `nil` when it is gone or no vault any more. One that is whole and not trusted is
    /// an error: there is something to be looked at first.
    private func presentUnlessLost() throws(VaultStoreError) -> VerifiedVault? {
        do throws(VaultStoreError) { return try inspect().vault } catch {
            switch error {
            case .missing(.vault, _): return nil
            case .format(let damage, .vault, _) where damage != .newerVersion: return nil
            default: throw error
            }
        }
    }

    private func restore(
        _ previous: VerifiedVault, into present: VerifiedVault, with identity: borrowing Identity,
        by author: ChangeAuthor
    ) throws(VaultStoreError) -> Restoration {
        let older = try open(previous, at: previousPath, with: identity)
        let open = try open(present, with: identity)
        if open.metadata.environments == older.metadata.environments {
            return Restoration(state: present.state, changed: false, vaultWasLost: false)
        }
        let slot = open.slotName
        var draft = try draft(open, at: path, above: previous.state.generation)
        do throws(VaultFormatError) { try draft.restoreEnvironments(of: older) } catch {
            throw .format(error, .vault, path: previousPath)
        }
        draft.record("restore generation \(previous.state.generation)", by: author, as: slot)
        let state = try write(draft, at: author.time, openedBy: identity, replaced: .kept)
        return Restoration(state: state, changed: true, vaultWasLost: false)
    }

    private func replaceLost(
        by previous: VerifiedVault, with identity: borrowing Identity, by author: ChangeAuthor
    ) throws(VaultStoreError) -> VaultState {
        let older = try open(previous, at: previousPath, with: identity)
        let slot = older.slotName
        var newest = previous.state.generation
        for (pin, _) in try trust.pins() { newest = max(newest, pin.newest?.generation ?? 0) }
        var draft = try draft(older, at: previousPath, above: newest)
        draft.record("restore generation \(previous.state.generation), vault lost", by: author, as: slot)
        return try write(draft, at: author.time, openedBy: identity, replaced: .worthless)
    }

    private func draft(
        _ open: consuming OpenVault, at place: String, above known: UInt64
    ) throws(VaultStoreError) -> VaultDraft {
        do { return try VaultDraft(open, above: known) } catch { throw .format(error, .vault, path: place) }
    }

    private func write(
        _ draft: consuming VaultDraft, at time: Timestamp, openedBy identity: borrowing Identity,
        replaced: ReplacedVault
    ) throws(VaultStoreError) -> VaultState {
        let bytes = try seal(draft, at: time)
        let state = try sealedState(of: bytes)
        try put(bytes, in: state, openedBy: identity, replaced: replaced)
        try rememberOwn(state)
        return state
    }
}
