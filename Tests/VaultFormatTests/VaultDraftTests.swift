import CashoutsAPI
import Sodium
import Testing

@testable import VaultFormat

struct VaultDraftTests {
    @Test("a new vault has generation 1 and opens for its writer")
    func new() throws {
        let writer = try Identity.sample(1)
        let vault = try open(SampleVault.small(for: writer), with: writer)
        let state = vault.file.state
        #expect(state.generation == 1)
        #expect(state.writtenAt == SampleVault.time)
        #expect(vault.metadata.environments == [])
        #expect(vault.metadata.slots.map { $0.name } == ["ops"])
    }

    @Test("every write is the next generation of the same vault by the same signer")
    func generations() throws {
        let sample = try SampleVault()
        var bytes = sample.bytes
        let first = try UnverifiedVault(bytes).state
        for generation in UInt64(2)...5 {
            bytes = try VaultDraft(open(bytes, with: sample.writer)).sealed(at: SampleVault.time)
            let state = try UnverifiedVault(bytes).state
            #expect(state.generation == generation)
            #expect(state.id == first.id)
            #expect(state.signer == first.signer)
        }
        #expect(failureOpening(bytes, with: sample.reader) == nil)
    }

    @Test("a change carries over what it does not concern, byte for byte")
    func carriedOver() throws {
        let sample = try SampleVault()
        let bytes = try sample.changed { draft in try draft.put("stg-v2", into: sample.staging, as: .pending)
        }
        let old = try DissectedVault(sample.bytes)
        let new = try DissectedVault(bytes)
        let staging = try sample.opened().environment(sample.staging).box.text
        #expect(new.lines[4...6] == old.lines[4...6])
        for (index, line) in old.indices(of: "box").enumerated() {
            let isSame = line != 7 && old[line, 1] != staging
            #expect((new.lines[line] == old.lines[line]) == isSame)
            #expect((new.boxes[index] == old.boxes[index]) == isSame)
        }
        let reader = try open(bytes, with: sample.reader)
        #expect(try reader.versions(of: reader.environment(sample.staging)) == [1, 2])
    }

    @Test("a new environment reaches the writers and the readers of all, and no other slot")
    func addedEnvironment() throws {
        let sample = try SampleVault()
        let third = try EnvironmentName.sample("third")
        let bytes = try sample.changed { draft in
            try draft.add(third, "https://localhost:8443", .staging)
            try draft.put("third-v1", into: third)
        }
        for identity in [1, 3] as [UInt8] {
            let vault = try open(bytes, with: Identity.sample(identity))
            #expect(try vault.versions(of: vault.environment(third)) == [1])
        }
        let reader = try open(bytes, with: sample.reader)
        let environment = try reader.environment(third)
        #expect(failure { _ = try reader.credentials(of: environment) } == .environmentNotGranted)
        let old = try DissectedVault(sample.bytes)
        let new = try DissectedVault(bytes)
        let line = try old.slotLine(of: sample.reader.recipient)
        #expect(new.lines[line] == old.lines[line])
        #expect(
            try new.lines[old.slotLine(of: sample.writer.recipient)]
                != old.lines[old.slotLine(of: sample.writer.recipient)])
        // The boxes of the others were not touched.
        for (index, line) in old.indices(of: "box").enumerated().dropFirst() {
            #expect(new.boxes.contains(old.boxes[index]))
            #expect(new.lines.contains(old.lines[line]))
        }
    }

    @Test("a removed environment's key leaves the bundles, and its name the scopes")
    func removedEnvironment() throws {
        let sample = try SampleVault()
        let removed = try sample.opened().environment(sample.staging)
        let key = try DissectedVault(sample.bytes).bundle(of: sample.writer).key(of: removed.box.text)
        let bytes = try sample.changed { draft in try draft.removeEnvironment(sample.staging) }
        let file = try DissectedVault(bytes)
        #expect(file.indices(of: "box").allSatisfy { file[$0, 1] != removed.box.text })
        for seed in [1, 2, 3] as [UInt8] {
            let identity = try Identity.sample(seed)
            #expect(try !file.bundle(of: identity).bytes.contains(key))
            #expect(failureOpening(bytes, with: identity) == nil)
        }
        let metadata = try open(bytes, with: sample.reader).metadata
        #expect(metadata[sample.staging] == nil)
        #expect(metadata.slots.contains { $0.name == "slot-sentinel-web" && $0.scope == .only([]) })

        // An environment of the same name is another one.
        var draft = try VaultDraft(open(bytes, with: sample.writer))
        try draft.add(sample.staging, "https://api-stg.directa24.com", .staging)
        let again = try draft.sealed(at: SampleVault.time)
        let reader = try open(again, with: sample.reader)
        let environment = try reader.environment(sample.staging)
        #expect(environment.box != removed.box)
        let isGranted = reader.grants(environment)
        #expect(!isGranted)
    }

    @Test("a reader can be given another environment")
    func widened() throws {
        let sample = try SampleVault()
        let bytes = try sample.changed { draft in
            let slot = try #require(draft.metadata.slots.first { $0.name == "slot-sentinel-web" })
            try draft.setScope(.only([sample.staging, sample.production]), of: slot.id)
        }
        let reader = try open(bytes, with: sample.reader)
        #expect(try reader.versions(of: reader.environment(sample.production)) == [])
        let old = try DissectedVault(sample.bytes)
        let new = try DissectedVault(bytes)
        let line = try old.slotLine(of: sample.auditor.recipient)
        #expect(new.lines[line] == old.lines[line])
        #expect(new.boxes.dropFirst() == old.boxes.dropFirst())
    }

    @Test("a new slot is sealed what its role and scope give it")
    func addedSlot() throws {
        let sample = try SampleVault()
        let bytes = try sample.changed { draft in
            let guest = try Identity.sample(7).recipient
            let id = try draft.addSlot(
                guest, kind: .identity, name: "guest", role: .reader, scope: .only([sample.production]))
            #expect(draft.slotHeaders.contains { $0.id == id && $0.recipient == guest })
            try draft.addSlot(
                Identity.sample(8).recipient, kind: .identity, name: "second", role: .writer, scope: .all)
        }
        let guest = try open(bytes, with: Identity.sample(7))
        let granted = try [
            guest.grants(guest.environment(sample.staging)),
            guest.grants(guest.environment(sample.production)),
        ]
        #expect(granted == [false, true])
        let second = try open(bytes, with: Identity.sample(8))
        let next = try VaultDraft(second).sealed(at: SampleVault.time)
        #expect(failureOpening(next, with: sample.writer) == nil)
    }

    @Test("nobody is given an environment that there is not, and none is added twice")
    func scopes() throws {
        let sample = try SampleVault()
        let missing = try EnvironmentName.sample("missing")
        let guest = try Identity.sample(7).recipient
        var draft = try VaultDraft(sample.opened())
        let slot = try #require(draft.metadata.slots.first).id
        #expect(throws: VaultFormatError.defect) { try draft.setScope(.only([missing]), of: slot) }
        #expect(throws: VaultFormatError.defect) {
            try draft.addSlot(
                guest, kind: .identity, name: "guest", role: .reader, scope: .only([sample.staging, missing]))
        }
        #expect(throws: VaultFormatError.defect) {
            try draft.add(sample.staging, "https://api-stg.directa24.com", .staging)
        }
        #expect(throws: VaultFormatError.defect) { try draft.removeEnvironment(missing) }
        #expect(draft.metadata == (try sample.opened().metadata))
    }

    @Test("no two slots have a name or a key in common, and none is widened that there is not")
    func distinctSlots() throws {
        let sample = try SampleVault()
        let guest = try Identity.sample(7).recipient
        let (reader, writer) = (sample.reader.recipient, sample.writer.recipient)
        var draft = try VaultDraft(sample.opened())
        let halves = [
            reader, try Recipient(sealingKey: reader.sealingKey, hostKey: guest.hostKey),
            try Recipient(sealingKey: guest.sealingKey, hostKey: writer.hostKey),
            try Recipient(sealingKey: reader.hostKey.bytes, hostKey: guest.hostKey),
            try Recipient(sealingKey: guest.sealingKey, hostKey: VerifyingKey(bytes: writer.sealingKey)),
            try Recipient(sealingKey: guest.hostKey.bytes, hostKey: guest.hostKey),
        ]
        for recipient in halves {
            #expect(throws: VaultFormatError.defect) {
                try draft.addSlot(recipient, kind: .identity, name: "guest", role: .reader, scope: .all)
            }
        }
        for name in ["slot-sentinel-web", ""] {
            #expect(throws: VaultFormatError.defect) {
                try draft.addSlot(guest, kind: .identity, name: name, role: .reader, scope: .all)
            }
        }
        #expect(throws: VaultFormatError.defect) { try draft.setScope(.all, of: .random()) }
        #expect(draft.metadata == (try sample.opened().metadata))
        #expect(draft.slotHeaders.count == 3)
    }

    @Test("a writer refuses secrets that are not those of the metadata's versions, as a reader does")
    func otherVersions() throws {
        let sample = try SampleVault()
        var draft = try VaultDraft(sample.opened())
        let staging = try #require(draft.metadata[sample.staging])
        try draft.edit(sample.staging) { $0.versions[0].state = .retired }
        #expect(failure { _ = try draft.credentials(of: staging) } == .badBox)
        try draft.edit(sample.staging) { $0.versions[0].state = .current }
        #expect(failure { _ = try draft.credentials(of: staging) } == nil)
    }

    @Test("an environment that is given twice is given once")
    func twice() throws {
        let sample = try SampleVault()
        let bytes = try sample.changed { draft in
            let slot = try #require(draft.metadata.slots.first { $0.name == "slot-sentinel-web" })
            try draft.setScope(.only([sample.production, sample.production, sample.staging]), of: slot.id)
        }
        let metadata = try open(bytes, with: sample.reader).metadata
        let slot = try #require(metadata.slots.first { $0.name == "slot-sentinel-web" })
        #expect(slot.scope == .only([sample.production, sample.staging]))
    }

    @Test("a writer whose keys are not the vault's does not pass them on")
    func wrongKeys() throws {
        let sample = try SampleVault()
        var file = try DissectedVault(sample.bytes)
        var bundle = try file.bundle(of: sample.writer)
        bundle.entries[1].key[0] ^= 1
        try file.setBundle(bundle.bytes, of: sample.writer.recipient)
        let bytes = file.assembled(signedBy: try sample.signer())
        #expect(failure { _ = try VaultDraft(open(bytes, with: sample.writer)) } == .commitmentMismatch)
    }

    @Test("a draft without slots makes no file that opens")
    func withoutSlots() throws {
        try Libsodium.start()
        let bytes = try VaultDraft(founder: Identity.sample(1)).sealed(at: SampleVault.time)
        #expect(failure { _ = try UnverifiedVault(bytes) } == .notCanonical(line: 8))
    }

    @Test("the last generation has none behind it")
    func lastGeneration() throws {
        let sample = try SampleVault()
        let key = try DissectedVault(sample.bytes).bundle(of: sample.writer).metadataKey
        var file = try DissectedVault(sample.bytes)
        let text = try file.text(ofBox: 0, key: key)
        file[1, 1] = "9223372036854775807"
        file[7, 3] = file[1, 1]
        try file.setText(ofBox: 0, text, key: key)
        let bytes = file.assembled(signedBy: try sample.signer())
        #expect(failureOpening(bytes, with: sample.writer) == nil)
        #expect(failure { _ = try VaultDraft(open(bytes, with: sample.writer)) } == .defect)
    }
}

/// What can be seen from outside.
extension VaultDraftTests {
    @Test("the file shows no name, no URL and no secret")
    func nothingShown() throws {
        let sample = try SampleVault()
        let bytes = try sample.changed { draft in
            draft.metadata.environments[0].notificationURL = "https://hooks.sentinel.example/d24"
            draft.metadata.environments[0].witnesses = ["https://witness.sentinel.example"]
            draft.metadata.environments[0].scanPaths = ["/srv/sentinel"]
            draft.metadata.journal.append(
                .init(
                    generation: 2, time: SampleVault.time, host: "host-sentinel", slot: "slot-sentinel-ops",
                    action: "put"))
        }
        for file in [sample.bytes, bytes] {
            // As strings(1) does: runs of four printable characters and more.
            let runs = file.split { !(0x20..<0x7f).contains($0) }.filter { $0.count >= 4 }
            for word in [
                "sentinel", "directa24", "https", "staging", "production", "api_key", "journal", "current",
            ] {
                #expect(!runs.contains { [UInt8]($0).contains(Array(word.utf8)) }, "\(word)")
                let hexadecimal = Hexadecimal.encode(Array(word.utf8).span)
                #expect(!file.contains(Array(hexadecimal.utf8)), "\(word)")
            }
        }
    }

    @Test("boxes grow in steps of 1 KiB, whatever the secrets are")
    func padding() throws {
        let sample = try SampleVault()
        #expect(try DissectedVault(sample.bytes).boxes.dropFirst().map { $0.count } == [1040, 1040])
        let longer = try sample.changed { draft in
            try draft.put(String(repeating: "x", count: 200), into: sample.staging, as: .pending)
        }
        #expect(try DissectedVault(longer).boxes.dropFirst().map { $0.count } == [1040, 1040])
        let longest = try sample.changed { draft in
            try draft.put(String(repeating: "x", count: 900), into: sample.staging, as: .pending)
        }
        for box in try DissectedVault(longest).boxes { #expect((box.count - 16).isMultiple(of: 1024)) }
        #expect((longest.count - sample.bytes.count).isMultiple(of: 1024))
    }

    @Test("a file of more than 4 MiB is not made")
    func sizeLimit() throws {
        let sample = try SampleVault()
        // Room for whole steps of the metadata's box, which has more than one byte left in its last.
        let steps = (VaultFile.sizeLimit - sample.bytes.count) / 1024
        func sealed(_ steps: Int) throws -> [UInt8] {
            try sample.changed { draft in
                draft.metadata.environments[0].scanPaths = [String(repeating: "x", count: steps * 1024 - 2)]
            }
        }
        let largest = try sealed(steps)
        #expect(largest.count <= VaultFile.sizeLimit)
        #expect(largest.count > VaultFile.sizeLimit - 1024)
        #expect(failureOpening(largest, with: sample.reader) == nil)
        #expect(throws: VaultFormatError.wouldBeTooLarge) { _ = try sealed(steps + 1) }
    }
}
