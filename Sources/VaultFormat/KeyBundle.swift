internal import Sodium

/// What a slot's sealed box holds: the keys its owner may have, in one locked buffer with an index.
///
///     1 byte   1
///     1 byte   0 for a reader, 1 for a writer
///     16 bytes vault id
///     8 bytes  slot id
///     32 bytes the signer's seed (writers only)
///     32 bytes metadata key
///     n times  8 bytes box id ‖ 32 bytes environment key, in ascending order of box id
///
/// Vault and slot id are inside, so that a box cannot serve in another vault or slot, whoever moved it.
struct KeyBundle: ~Copyable {
    private static let prefixCount = 2 + VaultID.byteCount + SlotID.byteCount
    private static let keyCount = 32
    private static let entryCount = BoxID.byteCount + keyCount

    private let buffer: SecretBytes
    private let isWriter: Bool
    /// The boxes that a key is here for, in ascending order.
    let boxes: [BoxID]

    private var entriesStart: Int { Self.prefixCount + (isWriter ? 2 : 1) * Self.keyCount }

    /// Reads what was sealed into `slot` of `vault`. Throws `badSlot`.
    init(_ text: consuming SecretBytes, of slot: Slot, in vault: VaultID) throws(VaultFormatError) {
        boxes = try Self.boxes(in: text.bytes, of: slot, in: vault)
        isWriter = slot.role == .writer
        buffer = text
    }

    private static func boxes(
        in bytes: Span<UInt8>, of slot: Slot, in vault: VaultID
    ) throws(VaultFormatError) -> [BoxID] {
        let isWriter = slot.role == .writer
        let start = prefixCount + (isWriter ? 2 : 1) * keyCount
        let expected = [1, isWriter ? 1 : 0] + vault.bytes + slot.id.bytes
        guard bytes.count >= start, (bytes.count - start).isMultiple(of: entryCount),
            constantTimeEquals(bytes.extracting(..<prefixCount), expected.span)
        else { throw .badSlot }
        var boxes: [BoxID] = []
        for entry in stride(from: start, to: bytes.count, by: entryCount) {
            let id = BoxID(unchecked: bytes.extracting(entry..<entry + BoxID.byteCount).array)
            guard (boxes.last ?? .metadata) < id else { throw .badSlot }
            boxes.append(id)
        }
        return boxes
    }

    /// The bundle of a writer of a vault that has no environment yet.
    init(signerSeed: Span<UInt8>, metadataKey: Span<UInt8>) {
        buffer = SecretBytes(capacity: Self.prefixCount + 2 * Self.keyCount) { output in
            // The ids belong to a sealed slot; a bundle at work has none of its own.
            for _ in 0..<Self.prefixCount { output.append(0) }
            output.append(contentsOf: signerSeed)
            output.append(contentsOf: metadataKey)
        }
        isWriter = true
        boxes = []
    }

    private init(buffer: consuming SecretBytes, boxes: [BoxID]) {
        self.buffer = buffer
        self.boxes = boxes
        isWriter = true
    }

    /// The seed of the vault's signer, for writers.
    func withSignerSeed<Result: ~Copyable, E: Error>(
        _ body: (Span<UInt8>) throws(E) -> Result
    ) throws(E) -> Result? {
        guard isWriter else { return nil }
        return try body(buffer.bytes.extracting(Self.prefixCount..<Self.prefixCount + Self.keyCount))
    }

    /// The key of the metadata.
    var metadataKey: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get {
            let end = entriesStart
            return buffer.bytes.extracting(end - Self.keyCount..<end)
        }
    }

    /// The key of a box, or `nil` when this slot was not given it.
    @_lifetime(borrow self)
    borrowing func key(of box: BoxID) -> Span<UInt8>? {
        if box == .metadata { return metadataKey }
        guard let index = boxes.place(of: box) else { return nil }
        let start = entriesStart + index * Self.entryCount + BoxID.byteCount
        return buffer.bytes.extracting(start..<start + Self.keyCount)
    }

    /// This writer's bundle with a new random key for `box`.
    func adding(_ box: BoxID) -> KeyBundle {
        let boxes = (self.boxes + [box]).sorted()
        let key = SecretBytes(randomCount: Self.keyCount)
        return rebuilt(with: boxes, adding: key.bytes)
    }

    /// This writer's bundle without the key of `box`.
    func removing(_ box: BoxID) -> KeyBundle {
        let boxes = self.boxes.filter { $0 != box }
        let none: [UInt8] = []
        return rebuilt(with: boxes, adding: none.span)
    }

    /// This writer's bundle with a new random key for the metadata and for every box, and with a new seed of
    /// the signer if asked for.
    func renewed(signer: Bool) -> KeyBundle {
        let fresh = SecretBytes(randomCount: Self.keyCount * (2 + boxes.count))
        let buffer = SecretBytes(capacity: entriesStart + boxes.count * Self.entryCount) { output in
            for _ in 0..<Self.prefixCount { output.append(0) }
            func append(_ index: Int, to output: inout OutputSpan<UInt8>) {
                let start = index * Self.keyCount
                output.append(contentsOf: fresh.bytes.extracting(start..<start + Self.keyCount))
            }
            if signer {
                append(0, to: &output)
            } else {
                let start = Self.prefixCount
                output.append(contentsOf: self.buffer.bytes.extracting(start..<start + Self.keyCount))
            }
            append(1, to: &output)
            for (index, box) in boxes.enumerated() {
                for byte in box.bytes { output.append(byte) }
                append(2 + index, to: &output)
            }
        }
        return KeyBundle(buffer: buffer, boxes: boxes)
    }

    /// Whether the keys are kept out of swap.
    var isLocked: Bool { buffer.isLocked }

    private func rebuilt(with boxes: [BoxID], adding newKey: Span<UInt8>) -> KeyBundle {
        let start = entriesStart
        let buffer = SecretBytes(capacity: start + boxes.count * Self.entryCount) { output in
            output.append(contentsOf: self.buffer.bytes.extracting(..<start))
            for box in boxes {
                for byte in box.bytes { output.append(byte) }
                if let key = key(of: box) {
                    output.append(contentsOf: key)
                } else {
                    output.append(contentsOf: newKey)
                }
            }
        }
        return KeyBundle(buffer: buffer, boxes: boxes)
    }

    /// What to seal into a slot: everything for a writer, for a reader the metadata key and `granted`.
    func text(for slot: SlotID, role: SlotRole, granted: [BoxID], in vault: VaultID) -> SecretBytes {
        let keyStart = role == .writer ? Self.prefixCount : Self.prefixCount + Self.keyCount
        let granted = Set(granted)
        let boxes = role == .writer ? self.boxes : self.boxes.filter { granted.contains($0) }
        let capacity = Self.prefixCount + 2 * Self.keyCount + boxes.count * Self.entryCount
        return SecretBytes(capacity: capacity) { output in
            output.append(1)
            output.append(role == .writer ? 1 : 0)
            for byte in vault.bytes + slot.bytes { output.append(byte) }
            output.append(contentsOf: buffer.bytes.extracting(keyStart..<entriesStart))
            for box in boxes {
                for byte in box.bytes { output.append(byte) }
                if let key = key(of: box) { output.append(contentsOf: key) }
            }
        }
    }
}

extension OutputSpan<UInt8> {
    @_lifetime(self: copy self)
    mutating func append(contentsOf bytes: Span<UInt8>) {
        for index in bytes.indices { append(bytes[index]) }
    }
}
