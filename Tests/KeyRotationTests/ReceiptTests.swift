import CashoutsAPI
import KeyRotation
import Sodium
import Testing
import VaultFormat

@Suite("Receipt")
struct ReceiptTests {
    let vault: VaultID

    init() throws {
        try Libsodium.start()
        vault = .random()
    }

    /// A receipt of the reader for v2 of stg, and what it is presented to.
    struct Case: ~Copyable {
        var fixture: Fixture
        var environment: EnvironmentRecord
        var version: CredentialVersion
        let triple: TripleFingerprint
        let vault: VaultID

        init(in vault: VaultID) throws {
            let fixture = try Fixture()
            let triple = try fixture.fingerprints("key", "passphrase", "signature")
            let version = fixture.version(2, .pending, triple)
            let environment = try fixture.environment(.stg)
            self.triple = triple
            self.vault = vault
            self.version = version
            self.environment = environment
            self.fixture = fixture
        }

        func receipt(
            _ result: PingResult = Results.controlled(.rejected(.apiSignature)), host: String = "web-1"
        ) -> Receipt {
            Receipt(
                result, vault: vault, version: version, fingerprints: triple, of: environment, host: host,
                slot: fixture.readerSlot, time: Fixture.now)
        }

        func signed() throws -> SignedReceipt { try SignedReceipt(receipt(), signedBy: fixture.reader) }

        /// Reads a text, and presents it to this vault.
        func taken(_ bytes: [UInt8]) -> Result<Receipt, ReceiptError> {
            do throws(ReceiptError) { return .success(try verified(try SignedReceipt(bytes.span))) } catch {
                return .failure(error)
            }
        }

        func verified(_ receipt: SignedReceipt) throws(ReceiptError) -> Receipt {
            try receipt.verified(
                for: version, of: environment, in: vault, slots: fixture.draft.slotHeaders,
                records: fixture.draft.metadata.slots)
        }

        func refusal(of receipt: SignedReceipt) -> ReceiptError? {
            do throws(ReceiptError) { _ = try verified(receipt) } catch { return error }
            return nil
        }
    }

    static func bytes(_ text: String) -> [UInt8] { [UInt8](text.utf8) }

    @Test("What a slot signed about its environment is taken, and comes out as it went in")
    func taken() throws {
        let given = try Case(in: vault)
        let signed = try given.signed()
        let read = try SignedReceipt(Self.bytes(signed.text).span)
        #expect(read.text == signed.text)
        #expect(try given.verified(read) == given.receipt())
        let verification = try given.verified(read).verification
        #expect(verification == given.environment.verification(code: nil, httpStatus: nil))
        #expect(signed.text.utf8.count < 1024)
    }

    @Test("Every verdict and control can be said, and read again")
    func allVerdicts() throws {
        let given = try Case(in: vault)
        let controls: [Verdict?] = [nil, .accepted, .rejected(.apiSignature), .inconclusive(.notJSON)]
        for verdict in Verdict.all {
            for control in controls {
                let result = PingResult(
                    answer: PingAnswer(verdict: verdict), control: control.map { PingAnswer(verdict: $0) })
                let receipt = given.receipt(result)
                let signed = try SignedReceipt(receipt, signedBy: given.fixture.reader)
                let bytes = Self.bytes(signed.text)
                #expect(given.taken(bytes) == .success(receipt))
                let proof: SignatureProof = verdict == .accepted ? result.proof : .notTested
                #expect(receipt.verification.signature == proof.rawValue)
            }
        }
    }

    @Test("No bit of it can be turned")
    func everyBit() throws {
        let given = try Case(in: vault)
        let bytes = Self.bytes(try given.signed().text)
        for index in bytes.indices {
            for bit in 0..<8 {
                var turned = bytes
                turned[index] ^= 1 << bit
                if case .success = given.taken(turned) { Issue.record("bit \(bit) of byte \(index)") }
            }
        }
    }

    @Test("No part of it can be left out or put twice")
    func everyPart() throws {
        let given = try Case(in: vault)
        let text = try given.signed().text
        let bytes = Self.bytes(text)
        for count in 0..<bytes.count {
            let part = [UInt8](bytes[..<count])
            // The line that was cut, or the one behind it where what is left is a value too.
            let line = 1 + part.count { $0 == UInt8(ascii: "\n") }
            let ends = [line, line + 1].map { Result<Receipt, ReceiptError>.failure(.malformed(line: $0)) }
            #expect(ends.contains(given.taken(part)), "\(count)")
        }
        let lines = text.split(separator: "\n").map { $0 + "\n" }
        for index in lines.indices {
            var fewer = lines
            fewer.remove(at: index)
            var twice = lines
            twice.insert(lines[index], at: index)
            #expect(given.taken(Self.bytes(fewer.joined())) == .failure(.malformed(line: index + 1)))
            #expect(given.taken(Self.bytes(twice.joined())) == .failure(.malformed(line: index + 2)))
        }
        for extra in ["\n", " ", "x\n", "\r\n"] {
            let result = given.taken(bytes + Self.bytes(extra))
            #expect(result == .failure(.malformed(line: lines.count + 1)))
        }
    }

    @Test(
        "A value has one spelling",
        arguments: [
            ("version 2", "version +2", 4), ("version 2", "version 02", 4), ("version 2", "version 0", 14),
            ("version 2", "version  2", 4), ("http-status -", "http-status", 11),
            ("http-status -", "http-status 0412", 11), ("code -", "code +509", 12),
            ("directa24.com", "directa24.com/", 6), ("directa24.com", "directa24.com:443", 6),
            ("directa24.com", "Directa24.com", 6), ("host web-1", "host web 1", 14),
            ("host web-1", "host ", 14),
            ("control proven", "control Proven", 13), ("verdict accepted", "verdict accepted ", 10),
            ("authentication both", "authentication BOTH", 7),
        ])
    func spelling(_ canonical: String, _ other: String, _ line: Int) throws {
        let given = try Case(in: vault)
        let text = try given.signed().text
        #expect(text.contains(canonical))
        let changed = text.replacing(canonical, with: other)
        #expect(given.taken(Self.bytes(changed)) == .failure(.malformed(line: line)))
    }

    @Test("It is refused where it does not belong, each with its word")
    func elsewhere() throws {
        var given = try Case(in: vault)
        let signed = try given.signed()
        let other = try Case(in: VaultID.random())
        #expect(other.refusal(of: signed) == .otherVault)
        // A slot that was removed, or of another vault with the same id.
        let forged = try Case(in: vault)
        #expect(forged.refusal(of: signed) == .unknownSlot)

        let production = try given.fixture.environment(.prod)
        #expect(throws: ReceiptError.otherEnvironment(.stg)) {
            _ = try signed.verified(
                for: given.version, of: production, in: given.vault, slots: given.fixture.draft.slotHeaders,
                records: given.fixture.draft.metadata.slots)
        }
        let version = given.version
        given.version = given.fixture.version(3, .pending, given.triple)
        #expect(given.refusal(of: signed) == .otherVersion(2))
        given.version = given.fixture.version(
            2, .pending, try given.fixture.fingerprints("key", "passphrase", "x"))
        #expect(given.refusal(of: signed) == .otherFingerprint)
        given.version = version
        #expect(given.refusal(of: signed) == nil)
    }

    @Test("A slot speaks only of environments that it was given, and only for itself")
    func slots() throws {
        let given = try Case(in: vault)
        let foreign = Receipt(
            Results.accepted, vault: vault, version: given.version, fingerprints: given.triple,
            of: given.environment, host: "web-1", slot: given.fixture.otherSlot, time: Fixture.now)
        let signed = try SignedReceipt(foreign, signedBy: given.fixture.other)
        #expect(given.refusal(of: signed) == .notGranted(slot: "c"))
        let pretended = try SignedReceipt(given.receipt(), signedBy: given.fixture.other)
        #expect(given.refusal(of: pretended) == .badSignature)
        let byWriter = try SignedReceipt(given.receipt(), signedBy: given.fixture.writer)
        #expect(given.refusal(of: byWriter) == .badSignature)
    }

    @Test("A signature made for another purpose is none")
    func label() throws {
        let given = try Case(in: vault)
        let text = try given.signed().text
        let end = try #require(text.firstRange(of: "signature "))
        let lines = String(text[..<end.lowerBound])
        let key = try given.fixture.reader.hostKey()
        for purpose in ["", "d24-vault signature 1", "d24-tools report 1"] {
            let message = Self.bytes(lines)
            let signature = key.sign(label: purpose, message: message.span)
            let bytes = Self.bytes(lines + "signature \(signature.hexadecimal)\n")
            #expect(given.taken(bytes) == .failure(.badSignature))
        }
    }

    @Test("An authentic receipt that is old, or from the future, does not count")
    func time() throws {
        let given = try Case(in: vault)
        let verification = try given.verified(try given.signed()).verification
        func standing(_ seconds: Int64) -> Standing {
            VerificationRules(now: Fixture.now.advanced(bySeconds: seconds))
                .standing(of: verification, in: given.environment)
        }
        #expect(standing(0) == .sufficient)
        #expect(standing(900) == .sufficient)
        #expect(standing(901) == .expired(age: 901))
        #expect(standing(-1) == .fromFuture)
    }

    @Test("Sizes, versions and host names")
    func edges() throws {
        let given = try Case(in: vault)
        let text = try given.signed().text
        let long = Self.bytes(text) + [UInt8](repeating: 0x61, count: SignedReceipt.sizeLimit)
        #expect(given.taken(long) == .failure(.tooLarge))
        let newer = text.replacing("d24-receipt 1\n", with: "d24-receipt 2\n")
        #expect(given.taken(Self.bytes(newer)) == .failure(.newerVersion))
        #expect(given.taken(Self.bytes("")) == .failure(.malformed(line: 1)))
        #expect(given.taken(Self.bytes("\u{1b}[31m")) == .failure(.malformed(line: 1)))
        #expect(given.receipt(host: "w\u{1b}é b\n").host == "w____b_")
        #expect(given.receipt(host: "").host == "_")
        #expect(given.receipt(host: String(repeating: "h", count: 300)).host.count == 253)
    }
}

extension EnvironmentRecord {
    fileprivate func verification(code: Int?, httpStatus: Int?) -> Verification {
        Verification(
            verdict: "accepted", httpStatus: httpStatus, code: code, signature: "proven", baseURL: baseURL,
            authentication: authentication, host: "web-1", time: Fixture.now)
    }
}
