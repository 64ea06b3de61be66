import CashoutsAPI
import VaultFormat

/// A slot of the vault, with what its owner may do.
package struct VaultSlot: Sendable {
    let name: String
    let role: SlotRole
    /// Whether an unlock phrase opens it, and no host's identity.
    let isPhrase: Bool
    /// Whether it opened the vault for this run.
    let isOwn: Bool
    let scope: SlotScope

    /// Whether it has the key of an environment: a writer has them all.
    func opens(_ name: EnvironmentName) -> Bool { role == .writer || scope.covers(name) }

    /// Those of an open vault, in the order of its header.
    static func all(of vault: borrowing OpenVault) -> [VaultSlot] {
        let own = vault.slot.id
        // Header and metadata list the same slots in the same order, or the vault would not have opened.
        return zip(vault.file.header.slots, vault.metadata.slots).map { slot, record in
            VaultSlot(
                name: record.name, role: slot.role, isPhrase: slot.kind != .identity, isOwn: slot.id == own,
                scope: record.scope)
        }
    }
}

extension OpenedVault {
    /// The slot that opened it; nil when a phrase did, which belongs to no host.
    var ownHost: VaultSlot? { slots.first { $0.isOwn && !$0.isPhrase } }

    /// The slots of other hosts.
    var otherHosts: [VaultSlot] { slots.filter { !$0.isOwn && !$0.isPhrase } }
}
