import CashoutsAPI
import Sodium
import Testing

@testable import VaultFormat

/// Files by people who may seal to the host's public key, hold a slot, or once held the signer's seed.
struct ForgeryTests {
    /// A file that an attacker built from nothing, sealed to the sample's reader and writer: with its own id
    /// and signer, or moved to the sample's id.
    private func forged(_ sample: borrowing SampleVault, withID id: VaultID?) throws -> [UInt8] {
        let attacker = try Identity.sample(66)
        var draft = try VaultDraft(founder: attacker)
        try draft.addSlot(
            attacker.recipient, kind: .identity, name: "attacker", role: .writer, scope: .all)
        try draft.addSlot(
            sample.reader.recipient, kind: .identity, name: "victim", role: .reader, scope: .all)
        try draft.addSlot(
            sample.writer.recipient, kind: .identity, name: "victim 2", role: .writer, scope: .all)
        let bytes = try draft.sealed(at: SampleVault.time)
        guard let id else { return bytes }
        var file = try DissectedVault(bytes)
        let signer = try open(bytes, with: attacker).signingKey()
        let everything = try file.bundle(of: attacker)
        let metadata = try file.text(ofBox: 0, key: everything.metadataKey)
        file.setBytes(0, 1, id.bytes)
        for recipient in [attacker.recipient, sample.reader.recipient, sample.writer.recipient] {
            var bundle = everything
            bundle.vault = id.bytes
            bundle.slot = try file.bytes(file.slotLine(of: recipient), 1)
            if recipient == sample.reader.recipient {
                bundle.role = 0
                bundle.seed = nil
            }
            try file.setBundle(bundle.bytes, of: recipient)
        }
        try file.setText(ofBox: 0, metadata, key: everything.metadataKey)
        return file.assembled(signedBy: signer)
    }

    private func pin(_ sample: borrowing SampleVault) throws -> TrustPin {
        let state = try UnverifiedVault(sample.bytes).state
        return TrustPin(id: state.id, signer: state.signer).seeing(state)
    }

    @Test("a file with a fresh id is sound in itself, and another vault to the pin")
    func freshID() throws {
        let sample = try SampleVault()
        let file = try forged(sample, withID: nil)
        #expect(failureOpening(file, with: sample.reader) == nil)
        #expect(failureOpening(file, with: sample.writer) == nil)
        #expect(try pin(sample).judge(UnverifiedVault(file).state) == .otherVault)
    }

    @Test("a file with the old id and a fresh signer is sound in itself, and another signer's to the pin")
    func freshSigner() throws {
        let sample = try SampleVault()
        let file = try forged(sample, withID: UnverifiedVault(sample.bytes).state.id)
        #expect(failureOpening(file, with: sample.reader) == nil)
        #expect(failureOpening(file, with: sample.writer) == nil)
        #expect(try pin(sample).judge(UnverifiedVault(file).state) == .otherSigner)
    }

    @Test("a file with the old id and signer, by someone without the seed, has a bad signature")
    func noSeed() throws {
        let sample = try SampleVault()
        let state = try UnverifiedVault(sample.bytes).state
        let file = try forged(sample, withID: state.id)
        var changed = try DissectedVault(file)
        changed.setBytes(3, 1, state.signer.bytes)
        let seed = [UInt8](repeating: 66, count: 32)
        for file in [changed.assembled(), changed.assembled(signedBy: try SigningKey(seed: seed.span))] {
            let newest = TrustPin.Newest(
                generation: 1, digest: state.digest, writtenAt: state.writtenAt)
            #expect(try pin(sample).judge(UnverifiedVault(file).state) == .diverged(from: newest))
            #expect(failureOpening(file, with: sample.reader) == .badSignature)
        }
    }

    @Test("a reader cannot write, neither by the rules nor against them")
    func reader() throws {
        let sample = try SampleVault()
        #expect(failure { _ = try VaultDraft(open(sample.bytes, with: sample.reader)) } == .readOnly)
        #expect(failure { _ = try VaultDraft(open(sample.bytes, with: sample.auditor)) } == .readOnly)

        // It has the metadata key, and so can make a box that opens.
        var file = try DissectedVault(sample.bytes)
        let bundle = try file.bundle(of: sample.auditor)
        let json = try file.metadata(key: bundle.metadataKey)
        let evil = json.replacing("api.directa24.com", with: "api.directa24.org")
        #expect(evil != json)
        try file.setMetadata(evil, key: bundle.metadataKey)
        #expect(failureOpening(file.assembled(), with: sample.reader) == .badSignature)
        let own = try sample.auditor.hostKey()
        #expect(failureOpening(file.assembled(signedBy: own), with: sample.reader) == .badSignature)

        // Under its own signer the file is another signer's to all pins, and to writers without one.
        file.setBytes(3, 1, own.verifyingKey.bytes)
        let resigned = file.assembled(signedBy: own)
        #expect(failureOpening(resigned, with: sample.reader) == nil)
        #expect(failureOpening(resigned, with: sample.writer) == .signerMismatch)
        #expect(try pin(sample).judge(UnverifiedVault(resigned).state) == .otherSigner)
    }
}

/// Files by a writer, whose signature is good.
extension ForgeryTests {
    /// Takes the sample apart, changes it, signs it as its writer would, and opens it.
    private func failureAfter(
        opening identity: (borrowing SampleVault) -> UInt8,
        _ change: (inout DissectedVault, borrowing SampleVault) throws -> Void
    ) throws -> VaultFormatError? {
        let sample = try SampleVault()
        var file = try DissectedVault(sample.bytes)
        try change(&file, sample)
        let bytes = file.assembled(signedBy: try sample.signer())
        return failureOpening(bytes, with: try Identity.sample(identity(sample)))
    }

    private func readerFailure(
        _ change: (inout DissectedVault, borrowing SampleVault) throws -> Void
    ) throws -> VaultFormatError? { try failureAfter(opening: { _ in 2 }, change) }

    private func auditorFailure(
        _ change: (inout DissectedVault, borrowing SampleVault) throws -> Void
    ) throws -> VaultFormatError? { try failureAfter(opening: { _ in 3 }, change) }

    private func writerFailure(
        _ change: (inout DissectedVault, borrowing SampleVault) throws -> Void
    ) throws -> VaultFormatError? { try failureAfter(opening: { _ in 1 }, change) }

    @Test("the tools of these tests make files that open")
    func tools() throws {
        let change: (inout DissectedVault, borrowing SampleVault) throws -> Void = { file, sample in
            let bundle = try file.bundle(of: sample.writer)
            for index in 0..<3 {
                let key =
                    try index == 0
                    ? bundle.metadataKey : bundle.key(of: file[file.indices(of: "box")[index], 1])
                try file.setText(ofBox: index, file.text(ofBox: index, key: key), key: key)
            }
            try file.setBundle(file.bundle(of: sample.reader).bytes, of: sample.reader.recipient)
            try file.setBundle(bundle.bytes, of: sample.writer.recipient)
        }
        #expect(try writerFailure(change) == nil)
        #expect(try auditorFailure(change) == nil)
        #expect(try readerFailure(change) == nil)
    }

    @Test("a slot's box does not open in another slot, not even sealed anew")
    func copiedSlot() throws {
        #expect(
            try readerFailure { file, sample in
                let reader = try file.slotLine(of: sample.reader.recipient)
                file[reader, 6] = file[try file.slotLine(of: sample.auditor.recipient), 6]
            } == .badSlot)
        #expect(
            try readerFailure { file, sample in
                let other = try file.bundle(of: sample.auditor)
                try file.setBundle(other.bytes, of: sample.reader.recipient)
            } == .badSlot)
        // A reader's line that was made a writer's.
        #expect(
            try readerFailure { file, sample in
                file[try file.slotLine(of: sample.reader.recipient), 2] = "writer"
            } == .badSlot)
        // A slot whose id was exchanged with another's: both lines ascend as before.
        #expect(
            try readerFailure { file, sample in
                let reader = try file.slotLine(of: sample.reader.recipient)
                let auditor = try file.slotLine(of: sample.auditor.recipient)
                (file[reader, 1], file[auditor, 1]) = (file[auditor, 1], file[reader, 1])
                file.lines.swapAt(reader, auditor)
            } == .badSlot)
    }

    @Test("a bundle belongs to its vault")
    func otherVault() throws {
        #expect(
            try readerFailure { file, sample in
                try file.editBundle(of: sample.reader) { $0.vault = RandomBytes.make(16) }
            } == .badSlot)
        // The slot of another vault with the same owner, which opens there.
        #expect(
            try readerFailure { file, sample in
                let other = try DissectedVault(SampleVault().bytes)
                let line = try file.slotLine(of: sample.reader.recipient)
                file[line, 6] = other[try other.slotLine(of: sample.reader.recipient), 6]
            } == .badSlot)
    }

    @Test("a writer's bundle has the seed of the signer that the header names")
    func seed() throws {
        #expect(
            try writerFailure { file, sample in
                try file.editBundle(of: sample.writer) { $0.seed = RandomBytes.make(32) }
            } == .signerMismatch)
        #expect(
            try writerFailure { file, sample in
                try file.editBundle(of: sample.writer) { bundle in
                    bundle.role = 0
                    bundle.seed = nil
                }
            } == .badSlot)
    }

    @Test("a slot holds the keys of its scope: none less, none more, none other")
    func scope() throws {
        #expect(
            try readerFailure { file, sample in
                let all = try file.bundle(of: sample.writer).entries
                try file.editBundle(of: sample.reader) { $0.entries = all }
            } == .badSlot)
        #expect(
            try readerFailure { file, sample in
                try file.editBundle(of: sample.reader) { $0.entries = [] }
            } == .badSlot)
        for change: (inout BundleText) -> Void in [
            { $0.entries.removeLast() }, { $0.entries.append((RandomBytes.make(8), RandomBytes.make(32))) },
            { $0.entries.swapAt(0, 1) }, { $0.version = 2 },
        ] {
            #expect(
                try writerFailure { file, sample in
                    try file.editBundle(of: sample.writer, change)
                } == .badSlot)
        }
    }

    @Test("a key is the one that the header commits to")
    func commitments() throws {
        #expect(
            try auditorFailure { file, _ in file.setBytes(7, 2, RandomBytes.make(32)) } == .commitmentMismatch
        )
        #expect(
            try auditorFailure { file, _ in file.setBytes(8, 2, RandomBytes.make(32)) } == .commitmentMismatch
        )
        for index in 0...1 {
            #expect(
                try auditorFailure { file, sample in
                    try file.editBundle(of: sample.auditor) { $0.entries[index].key[31] ^= 1 }
                } == .commitmentMismatch)
        }
        #expect(
            try auditorFailure { file, sample in
                try file.editBundle(of: sample.auditor) { $0.metadataKey[0] ^= 1 }
            } == .commitmentMismatch)
    }

    @Test("boxes that were swapped between environments do not open")
    func swappedBoxes() throws {
        #expect(try auditorFailure { file, _ in file.boxes.swapAt(1, 2) } == .badBox)
        #expect(
            try auditorFailure { file, _ in
                file.boxes.swapAt(1, 2)
                (file[8, 4], file[9, 4]) = (file[9, 4], file[8, 4])
            } == .badBox)
        #expect(
            try auditorFailure { file, _ in
                file.boxes.swapAt(1, 2)
                for word in [2, 4] { (file[8, word], file[9, word]) = (file[9, word], file[8, word]) }
            } == .commitmentMismatch)
        // With the keys of the bundle exchanged as well, only the name of the box is left to tell them apart.
        #expect(
            try auditorFailure { file, sample in
                file.boxes.swapAt(1, 2)
                for word in [2, 4] { (file[8, word], file[9, word]) = (file[9, word], file[8, word]) }
                try file.editBundle(of: sample.auditor) { bundle in
                    let key = bundle.entries[0].key
                    bundle.entries[0].key = bundle.entries[1].key
                    bundle.entries[1].key = key
                }
            } == .badBox)
    }

    @Test("a box of the generation before does not open in this one")
    func oldBox() throws {
        let sample = try SampleVault()
        let bytes = try sample.changed { draft in try draft.put("stg-v2", into: sample.staging, as: .pending)
        }
        let old = try DissectedVault(sample.bytes)
        let signer = try sample.signer()
        let box = try sample.opened().environment(sample.staging).box.text
        let index = try #require(old.indices(of: "box").firstIndex { old[$0, 1] == box })
        for position in [0, index] {
            var file = try DissectedVault(bytes)
            file.setBox(position, old.boxes[position], nonce: try old.bytes(7 + position, 4))
            #expect(failureOpening(file.assembled(signedBy: signer), with: sample.reader) == .badBox)
        }
        // With the old generation in its line it opens, and the metadata tells of a version more.
        var file = try DissectedVault(bytes)
        file.boxes[index] = old.boxes[index]
        file.lines[7 + index] = old.lines[7 + index]
        #expect(failureOpening(file.assembled(signedBy: signer), with: sample.reader) == .badBox)
    }

    @Test("padding and records are the ones of the page")
    func texts() throws {
        func failureWith(_ index: Int, _ text: @escaping ([UInt8]) -> [UInt8]) throws -> VaultFormatError? {
            try auditorFailure { file, sample in
                let bundle = try file.bundle(of: sample.auditor)
                let key = index == 0 ? bundle.metadataKey : bundle.entries[index - 1].key
                try file.setText(ofBox: index, text(file.text(ofBox: index, key: key)), key: key)
            }
        }
        for index in 0..<3 {
            #expect(try failureWith(index) { $0 } == nil)
            #expect(try failureWith(index) { _ in [UInt8](repeating: 0, count: 1024) } == .badBox)
            #expect(try failureWith(index) { $0 + [UInt8](repeating: 0, count: 1024) } == .badBox)
            #expect(try failureWith(index) { $0.dropLast() + [1] } == .badBox)
        }
        for index in 1..<3 {
            #expect(try failureWith(index) { _ in padded([]) } == .badBox)
            #expect(try failureWith(index) { _ in padded([0, 0, 0, 0, 0]) } == .badBox)
        }
        #expect(try failureWith(0) { _ in padded([]) } == .badMetadata("metadata"))
        #expect(
            try failureWith(0) { _ in padded([UInt8]("{}".utf8)) } == .badMetadata("metadata.environments"))
    }

    @Test("header, metadata and records tell of the same slots, boxes and versions")
    func agreement() throws {
        func failureReplacing(_ old: String, _ new: String) throws -> VaultFormatError? {
            try auditorFailure { file, sample in
                let key = try file.bundle(of: sample.auditor).metadataKey
                let json = try file.metadata(key: key)
                let box = try sample.opened().environment(sample.staging).box.text
                let slot = file[try file.slotLine(of: sample.reader.recipient), 1]
                let changed = json.replacing(
                    old.replacing("BOX", with: box).replacing("SLOT", with: slot), with: new)
                #expect(changed != json)
                try file.setMetadata(changed, key: key)
            }
        }
        #expect(try failureReplacing("BOX", "00000000000000aa") == .badMetadata("metadata.environments"))
        #expect(try failureReplacing("SLOT", "00000000000000aa") == .badMetadata("metadata.slots"))
        #expect(try failureReplacing("\"number\":1", "\"number\":2") == .badBox)
        #expect(try failureReplacing("\"current\"", "\"retired\"") == .badBox)
        #expect(try failureReplacing("\"current\"", "\"pending\"") == nil)
    }
}
