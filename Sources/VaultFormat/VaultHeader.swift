package import Sodium

/// What a slot's owner may do.
package enum SlotRole: String, CaseIterable, Sendable {
    /// Opens the metadata and the environments it was given.
    case reader
    /// Opens everything and holds the signer's seed.
    case writer
}

/// How a slot's owner proves who it is.
package enum SlotKind: Hashable, Sendable {
    /// By an identity, whose seed is random.
    case identity
    /// By an unlock phrase, from which Argon2id makes the seed.
    case phrase(cost: UnlockPhrase.Cost, salt: [UInt8])
}

/// One way to open the vault: a sealed box with the keys its owner may have.
package struct Slot: Hashable, Sendable {
    /// Sealed into ``box`` too, so that the box serves in no other slot.
    package let id: SlotID
    /// Sealed into ``box`` too: the header alone makes nobody a writer.
    package let role: SlotRole
    /// Whether the owner keeps an identity, or types the phrase that it is made from.
    package let kind: SlotKind
    /// The owner's public keys.
    package let recipient: Recipient
    /// The sealed ``KeyBundle``.
    package var box: SealedBox

    /// Checks nothing: what ``box`` holds is compared when it is opened.
    package init(id: SlotID, role: SlotRole, kind: SlotKind, recipient: Recipient, box: SealedBox) {
        self.id = id
        self.role = role
        self.kind = kind
        self.recipient = recipient
        self.box = box
    }
}

/// What the header says of one box of the body.
package struct BoxDescription: Hashable, Sendable {
    /// Of an environment, or ``BoxID/metadata``.
    package let id: BoxID
    /// The labelled subkey of the box's key that commits to it, 32 bytes.
    package let commitment: [UInt8]
    /// The generation in which it was sealed.
    package let generation: UInt64
    /// 24 bytes.
    package let nonce: [UInt8]
    /// Bytes of the body that it takes, a multiple of 1024 plus the 16 bytes of the tag.
    package let length: Int
}

/// Everything that stands in the open: the lines between the signature and the body.
package struct VaultHeader: Hashable, Sendable {
    /// Of the vault, the same in all its states.
    package let id: VaultID
    /// Counts the writes; the first is 1.
    package let generation: UInt64
    /// By the clock of the host that wrote the file.
    package let writtenAt: Timestamp
    /// Who signed this file.
    package let signer: VerifyingKey
    /// In ascending order of id.
    package let slots: [Slot]
    /// The metadata's first, then ascending by id, which is the order of the body.
    package let boxes: [BoxDescription]

    /// The canonical lines, ending with the line that announces the body.
    package func encoded() -> [UInt8] {
        var lines = "vault \(id.text)\ngeneration \(generation)\nwritten \(writtenAt.text)\n"
        lines += "signer \(signer.hexadecimal)\n"
        for slot in slots {
            lines += "slot \(slot.id.text) \(slot.role.rawValue) "
            switch slot.kind {
            case .identity: lines += "identity "
            case .phrase(let cost, let salt):
                lines += "phrase \(cost.operations) \(cost.memory) \(Hexadecimal.encode(salt.span)) "
            }
            lines +=
                "\(Hexadecimal.encode(slot.recipient.sealingKey.span)) \(slot.recipient.hostKey.hexadecimal) "
            lines += "\(Hexadecimal.encode(slot.box.bytes.span))\n"
        }
        for box in boxes {
            lines += "box \(box.id.text) \(Hexadecimal.encode(box.commitment.span)) \(box.generation) "
            lines += "\(Hexadecimal.encode(box.nonce.span)) \(box.length)\n"
        }
        lines += "body \(boxes.reduce(0) { $0 + $1.length })\n"
        return [UInt8](lines.utf8)
    }
}
