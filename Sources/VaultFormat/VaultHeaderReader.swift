internal import Sodium

/// Reads the canonical lines of a header of version 1.
extension VaultHeader {
    /// Reads from `position` and returns the header and where the body begins.
    ///
    /// Throws `notCanonical` for anything that ``encoded()`` would not have written: the words, their order,
    /// the order of slots and boxes, two slots with a public key in common, lengths that do not add up.
    static func read(
        _ bytes: Span<UInt8>, from position: Int, line: Int
    ) throws(VaultFormatError) -> (header: VaultHeader, bodyStart: Int) {
        var cursor = LineCursor(bytes, position: position, line: line)
        try cursor.expect("vault ")
        guard let id = VaultID(bytes: try cursor.hexadecimal()) else { throw cursor.failure }
        try cursor.endLine()
        try cursor.expect("generation ")
        let generation = try cursor.number(upTo: VaultFile.generationLimit)
        guard generation > 0 else { throw cursor.failure }
        try cursor.endLine()
        try cursor.expect("written ")
        let writtenAt = try cursor.timestamp()
        try cursor.endLine()
        try cursor.expect("signer ")
        let signer = try verifyingKey(&cursor)
        try cursor.endLine()

        var slots: [Slot] = []
        let firstSlotLine = cursor.line
        while cursor.begins(with: "slot ") {
            let slot = try slot(&cursor)
            guard slots.last.map({ $0.id < slot.id }) ?? true else { throw cursor.failure }
            try cursor.endLine()
            slots.append(slot)
        }
        guard !slots.isEmpty else { throw cursor.failure }
        if let slot = firstRepetition(in: slots) { throw .notCanonical(line: firstSlotLine + slot) }

        var boxes: [BoxDescription] = []
        var length = 0
        while cursor.begins(with: "box ") {
            let box = try box(&cursor, newest: generation)
            guard boxes.last.map({ $0.id < box.id }) ?? (box.id == .metadata) else { throw cursor.failure }
            try cursor.endLine()
            boxes.append(box)
            length += box.length
        }
        guard boxes.first?.generation == generation else { throw cursor.failure }
        try cursor.expect("body ")
        guard try cursor.number(upTo: UInt64(VaultFile.sizeLimit)) == UInt64(length) else {
            throw cursor.failure
        }
        try cursor.endLine()
        guard bytes.count - cursor.position == length else { throw cursor.failure }
        let header = VaultHeader(
            id: id, generation: generation, writtenAt: writtenAt, signer: signer, slots: slots, boxes: boxes)
        return (header, cursor.position)
    }

    /// Which slot is the first with a public key that an earlier one has, or that it has twice.
    private static func firstRepetition(in slots: [Slot]) -> Int? {
        var keys: [(bytes: [UInt8], slot: Int)] = []
        for (index, slot) in zip(slots.indices, slots) {
            keys.append((slot.recipient.sealingKey, index))
            keys.append((slot.recipient.hostKey.bytes, index))
        }
        keys.sort { a, b in
            a.bytes == b.bytes ? a.slot < b.slot : a.bytes.lexicographicallyPrecedes(b.bytes)
        }
        return keys.indices.dropFirst().filter { keys[$0 - 1].bytes == keys[$0].bytes }
            .map { keys[$0].slot }.min()
    }

    private static func verifyingKey(_ cursor: inout LineCursor) throws(VaultFormatError) -> VerifyingKey {
        let bytes = try cursor.hexadecimal(count: VerifyingKey.byteCount)
        do { return try VerifyingKey(bytes: bytes) } catch { throw cursor.failure }
    }

    private static func slot(_ cursor: inout LineCursor) throws(VaultFormatError) -> Slot {
        try cursor.expect("slot ")
        guard let id = SlotID(bytes: try cursor.hexadecimal()) else { throw cursor.failure }
        try cursor.expect(" ")
        let role: SlotRole
        if cursor.begins(with: "reader ") { role = .reader } else { role = .writer }
        try cursor.expect(role.rawValue + " ")
        let kind: SlotKind
        if cursor.begins(with: "identity ") {
            try cursor.expect("identity ")
            kind = .identity
        } else {
            try cursor.expect("phrase ")
            let operations = try cursor.number(upTo: UInt64(UInt32.max))
            try cursor.expect(" ")
            let memory = try cursor.number(upTo: UInt64(UInt32.max))
            try cursor.expect(" ")
            let salt = try cursor.hexadecimal(count: UnlockPhrase.saltCount)
            try cursor.expect(" ")
            kind = .phrase(cost: .init(operations: Int(operations), memory: Int(memory)), salt: salt)
        }
        let sealingKey = try cursor.hexadecimal(count: 32)
        try cursor.expect(" ")
        let hostKey = try verifyingKey(&cursor)
        try cursor.expect(" ")
        let box = try cursor.hexadecimal()
        do {
            return Slot(
                id: id, role: role, kind: kind,
                recipient: try Recipient(sealingKey: sealingKey, hostKey: hostKey),
                box: try SealedBox(bytes: box))
        } catch { throw cursor.failure }
    }

    private static func box(
        _ cursor: inout LineCursor, newest: UInt64
    ) throws(VaultFormatError) -> BoxDescription {
        try cursor.expect("box ")
        guard let id = BoxID(bytes: try cursor.hexadecimal()) else { throw cursor.failure }
        try cursor.expect(" ")
        let commitment = try cursor.hexadecimal(count: 32)
        try cursor.expect(" ")
        let generation = try cursor.number(upTo: newest)
        try cursor.expect(" ")
        let nonce = try cursor.hexadecimal(count: AuthenticatedBox.nonceCount)
        try cursor.expect(" ")
        let length = Int(try cursor.number(upTo: UInt64(VaultFile.sizeLimit)))
        guard generation > 0, length > AuthenticatedBox.tagCount,
            (length - AuthenticatedBox.tagCount).isMultiple(of: Padding.step)
        else { throw cursor.failure }
        return BoxDescription(
            id: id, commitment: commitment, generation: generation, nonce: nonce, length: length)
    }
}
