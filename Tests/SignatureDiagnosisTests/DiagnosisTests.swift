import CashoutsAPI
import Sodium
import TestSupport
import Testing

@testable import SignatureDiagnosis

struct DiagnosisTests {
    init() throws { try Libsodium.start() }

    static let key = "your_cashout_api_signature"

    /// A request with something in it for every accident.
    static let body = #"{"url":"http://x/é","a":[1, 2.50],"b": 100,"external_id":"id 1"}"#

    /// What a signer with one accident signs, written down by hand: body, what was signed, the accident.
    static let accidents: [(String, [UInt8], BodyAccident)] = [
        (body, utf8(body + "\n"), .finalLineFeedAdded),
        (body + "\n", utf8(body), .finalLineFeedMissing),
        (body, utf8(body + "\r\n"), .finalCRLFAdded),
        (body + "\r\n", utf8(body), .finalCRLFMissing),
        (body, [0xEF, 0xBB, 0xBF] + utf8(body), .byteOrderMarkAdded),
        ("\u{FEFF}" + body, utf8(body), .byteOrderMarkMissing),
        ("{\r\n}", utf8("{\n}"), .carriageReturnsStripped),
        ("{\n\n}", utf8("{\r\n\r\n}"), .carriageReturnsAdded),
        (body, [], .empty),
        ("José", [0x4A, 0x6F, 0x73, 0xE9], .latin1),
        ("José 5 €", [0x4A, 0x6F, 0x73, 0xE9, 0x20, 0x35, 0x20, 0x80], .windows1252),
        ("é1", [0xE9, 0x00, 0x31, 0x00], .utf16LittleEndian),
        ("é1", [0x00, 0xE9, 0x00, 0x31], .utf16BigEndian),
        ("é1", [0xFF, 0xFE, 0xE9, 0x00, 0x31, 0x00], .utf16LittleEndianMarked),
        ("é1", [0xFE, 0xFF, 0x00, 0xE9, 0x00, 0x31], .utf16BigEndianMarked),
        ("é", [0xC3, 0x83, 0xC2, 0xA9], .utf8Twice),
        ("e\u{301}", [0xC3, 0xA9], .composed),
        ("\u{E9}", [0x65, 0xCC, 0x81], .decomposed),
        (
            body, utf8(#"{"url":"http:\/\/x\/é","a":[1, 2.50],"b": 100,"external_id":"id 1"}"#),
            .slashesEscaped
        ),
        (#"{"u":"a\/\\/b"}"#, utf8(#"{"u":"a/\\/b"}"#), .slashesUnescaped),
        (#"{"é":"é😀"}"#, utf8(#"{"\u00e9":"\u00e9\ud83d\ude00"}"#), .nonASCIIEscaped),
        (#"{"é":"é😀"}"#, utf8(#"{"\u00E9":"\u00E9\uD83D\uDE00"}"#), .nonASCIIEscapedUpperCase),
        (#"{"a":"\u00e9\ud83D\ude00\u000a\\u00e9"}"#, utf8(#"{"a":"é😀\u000a\\u00e9"}"#), .nonASCIIUnescaped),
        (
            "{ \"a\" : [ 1 , {} , [ ] ] ,\n\"b\":\"x y\" }", utf8(#"{"a":[1,{},[]],"b":"x y"}"#), .compactJSON
        ),
        (#"{"a":[1,2],"b":{"c":"d"}}"#, utf8(#"{"a": [1, 2], "b": {"c": "d"}}"#), .spacedJSON),
        (#"{"a":[1,{}],"b":2}"#, utf8("{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": 2\n}"), .indentedByTwo),
        (#"{"a":[1]}"#, utf8("{\n    \"a\": [\n        1\n    ]\n}"), .indentedByFour),
        (#"{"a":[1]}"#, utf8("{\n\t\"a\": [\n\t\t1\n\t]\n}"), .indentedByTab),
        (#"{"a":{"b":1}}"#, utf8("{\n  \"a\" : {\n    \"b\" : 1\n  }\n}"), .indentedAsJackson),
        (#"{"b":{"d":1, "c":2},  "a" :3}"#, utf8(#"{"a" :3,  "b":{"c":2, "d":1}}"#), .keysSorted),
        (
            body, utf8(#"{"url": "http://x/\u00e9", "a": [1, 2.50], "b": 100, "external_id": "id 1"}"#),
            .asPythonWrites
        ),
        (
            body, utf8(#"{"url":"http:\/\/x\/\u00e9","a":[1,2.50],"b":100,"external_id":"id 1"}"#),
            .asPHPWrites
        ),
        (#"{"a": "\/\u00e9"}"#, utf8(#"{"a":"/é"}"#), .asJavaScriptWrites),
        (
            #"{"a":100.10,"b":100.00,"c":1e2,"d":7}"#, utf8(#"{"a":100.1,"b":100,"c":100,"d":7}"#),
            .numbersShortened
        ),
        (
            #"{"a":100.10,"b":100.00,"c":1e2,"d":7}"#, utf8(#"{"a":100.1,"b":100.0,"c":100.0,"d":7}"#),
            .floatsShortened
        ),
        (#"{"a":100,"b":-5,"c":1.50}"#, utf8(#"{"a":100.0,"b":-5.0,"c":1.50}"#), .integersAsFloats),
        (
            #"{"a":100,"b":100.1,"c":0.125}"#, utf8(#"{"a":100.00,"b":100.10,"c":0.125}"#),
            .numbersWithTwoDecimals
        ),
        (
            #"{"a":10000000.00,"b":12345678.9,"c":100,"d":0.0001}"#,
            utf8(#"{"a":1.0E7,"b":1.23456789E7,"c":100.0,"d":1.0E-4}"#), .numbersAsJavaDoubles
        ),
        (#"{"a":"b\\c"}"#, utf8(#""{\"a\":\"b\\\\c\"}""#), .encodedTwice),
        (#""{\"a\":1}""#, utf8(#"{"a":1}"#), .decodedOnce),
        (#"{"a":"x y","é":1}"#, utf8("a=x+y&%C3%A9=1"), .formEncoded),
        (#"{"a":"x y","é":1}"#, utf8("a=x%20y&%C3%A9=1"), .formEncodedPercent),
        (#"{"a":1}"#, utf8("%7B%22a%22%3A1%7D"), .percentEncoded),
        (body, utf8("Be4id 1Bo7"), .controlMessage),
        (#"{"external_id":"\u00e9"}"#, utf8("é"), .externalIDAlone),
    ]

    static func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }

    static func digest(_ message: [UInt8], _ key: String = key) -> String {
        PayloadSignature(of: message.span, key: utf8(key).span).text
    }

    static let stg = EnvironmentName("stg")
    static let prod = EnvironmentName("prod")

    /// The keys that the tests know, by who has them.
    static let secrets: [(EnvironmentName?, Int, CredentialField, String)] = [
        (stg, 2, .apiSignature, key), (stg, 2, .apiKey, "the-api-key"),
        (stg, 2, .apiPassphrase, "the-passphrase"),
        (stg, 1, .apiSignature, "an older signature"), (prod, 1, .apiSignature, "that of production"),
    ]

    static let candidates: [CandidateKey] = {
        guard let stg, let prod else { return [] }
        let altered = KeyAlteration.allCases.map { [KeyAccident.altered($0)] }
        func of(_ name: EnvironmentName, _ version: Int, _ base: [KeyAccident]) -> [CandidateKey] {
            ([[]] + altered).map {
                CandidateKey(environment: name, version: version, field: .apiSignature, accidents: base + $0)
            }
        }
        let fields = [CredentialField.apiKey, .apiPassphrase].map {
            CandidateKey(environment: stg, version: 2, field: $0, accidents: [.otherField($0)])
        }
        return of(stg, 2, []) + fields + of(stg, 1, [.otherVersion]) + of(prod, 1, [.otherEnvironment])
    }()

    static func secret(_ candidate: CandidateKey) -> SecretBytes? {
        for (name, version, field, text) in secrets
        where name == candidate.environment && version == candidate.version && field == candidate.field {
            for case .altered(let alteration) in candidate.accidents {
                return alteration.key(from: utf8(text).span)
            }
            return SecretBytes(copying: utf8(text).span)
        }
        return nil
    }

    static func explain(_ body: String, _ signature: String) throws -> Diagnosis.Explanation? {
        let claimed = try #require(ClaimedDigest(signature, expected: .lowerCase))
        return Diagnosis(request: utf8(body), claimed: claimed).explain(candidates, secret: secret)
    }

    @Test("each accident to a body is named", arguments: accidents)
    func single(body: String, signed: [UInt8], accident: BodyAccident) throws {
        let found = try #require(try Self.explain(body, Self.digest(signed)))
        #expect(found.body == [accident])
        #expect(found.key.accidents.isEmpty && found.digest.isEmpty && !found.isEmpty)
    }

    @Test("no accident is without a row in that table, but the one of notifications")
    func complete() {
        #expect(Set(Self.accidents.map(\.2)).union([.wholeForm]) == Set(BodyAccident.allCases))
    }

    @Test("where nothing went wrong, that is what is said")
    func nothingWrong() throws {
        let found = try #require(try Self.explain(Self.body, Self.digest(Self.utf8(Self.body))))
        #expect(found.isEmpty)
        #expect(found.key.version == 2)
    }

    static let pairs: [(String, [UInt8], Set<BodyAccident>)] = [
        (#"{"b":1,"a":2}"#, utf8("{\"a\": 2, \"b\": 1}\n"), []),
        (#"{"b":1,"a":2}"#, utf8(#"{"a": 2, "b": 1}"#), [.keysSorted, .spacedJSON]),
        (
            #"{"a":"é"}"#, [0x7B, 0x22, 0x61, 0x22, 0x3A, 0x22, 0xE9, 0x22, 0x7D, 0x0A],
            [.latin1, .finalLineFeedAdded]
        ),
        (#"{"a":1.10,"b":2}"#, utf8(#"{"a": 1.1, "b": 2}"#), [.spacedJSON, .numbersShortened]),
        (
            #"{"a":[1]}"#, utf8("{\r\n  \"a\": [\r\n    1\r\n  ]\r\n}"),
            [.indentedByTwo, .carriageReturnsAdded]
        ),
        (#"{"b":"/","a":1}"#, utf8(#"{"a":1,"b":"\/"}"#), [.keysSorted, .slashesEscaped]),
    ]

    @Test("two accidents at once are named, three are not", arguments: pairs)
    func pair(body: String, signed: [UInt8], accidents: Set<BodyAccident>) throws {
        let found = try Self.explain(body, Self.digest(signed))
        #expect(Set(found?.body ?? []) == accidents)
        #expect((found == nil) == accidents.isEmpty)
    }

    static let keys: [(String, String, Int, [KeyAccident])] = [
        (key + "\n", "stg", 2, [.altered(.finalLineFeed)]),
        (key + "\r\n", "stg", 2, [.altered(.finalCRLF)]),
        ("\"\(key)\"", "stg", 2, [.altered(.quoted)]),
        ("the-api-key", "stg", 2, [.otherField(.apiKey)]),
        ("the-passphrase", "stg", 2, [.otherField(.apiPassphrase)]),
        ("an older signature", "stg", 1, [.otherVersion]),
        ("that of production", "prod", 1, [.otherEnvironment]),
        ("an older signature\n", "stg", 1, [.otherVersion, .altered(.finalLineFeed)]),
    ]

    @Test("the key that was used is named, with a right body and with a wrong one", arguments: keys)
    func otherKeys(used: String, environment: String, version: Int, accidents: [KeyAccident]) throws {
        let found = try #require(try Self.explain(Self.body, Self.digest(Self.utf8(Self.body), used)))
        #expect(found.body.isEmpty && found.key.accidents == accidents)
        #expect(found.key.environment.text == environment && found.key.version == version)
        let both = try Self.explain(Self.body, Self.digest(Self.utf8(Self.body + "\n"), used))
        #expect(both?.body == (accidents.count == 1 ? [.finalLineFeedAdded] : nil))
        #expect(both?.key.accidents == (accidents.count == 1 ? accidents : nil))
    }

    @Test(
        "a key that was decoded from hexadecimal digits or Base64",
        arguments: [
            ("00ff10AB", KeyAlteration.hexDecoded, [0x00, 0xFF, 0x10, 0xAB]),
            ("AP8Qqw==", .base64Decoded, [0x00, 0xFF, 0x10, 0xAB]),
            ("AP8Qqw", .base64Decoded, [0x00, 0xFF, 0x10, 0xAB]),
            ("_-8", .base64Decoded, [0xFF, 0xEF]), ("/+8=", .base64Decoded, [0xFF, 0xEF]),
            ("00f", .hexDecoded, nil), ("xy", .hexDecoded, nil), ("", .hexDecoded, nil),
            ("", .base64Decoded, nil),
            ("a!b", .base64Decoded, nil),
        ] as [(String, KeyAlteration, [UInt8]?)])
    func decodedKeys(text: String, alteration: KeyAlteration, expected: [UInt8]?) {
        switch alteration.key(from: Self.utf8(text).span) {
        case .some(let key): #expect(key.bytes.array == expected)
        case .none: #expect(expected == nil)
        }
    }

    static let good = digest(utf8(body))
    static let spellings: [(String, [DigestAccident]?)] = [
        (good, []), (good.uppercased(), [.upperCase]), (good + "\n", [.framed]), (" \"\(good)\"", [.framed]),
        ("sha256=\(good)", [.prefixed]), ("0x\(good)", [.prefixed]),
        ("0X\(good.uppercased())", [.prefixed, .upperCase]),
        ("Payload-Signature: \(good)", [.prefixed, .framed]), (String(good.prefix(32)), [.truncated]),
        (String(good.prefix(16)), [.truncated]), (String(good.prefix(63)), [.truncated]),
        (String(good.prefix(17)), [.truncated]),
        (good.prefix(32).uppercased() + good.suffix(32), [.mixedCase]),
        (base64(good), [.base64]),
        (String(base64(good).dropLast()), [.base64]),
        (String(good.prefix(14)), nil), (good + "00", nil), ("", nil), ("no digest", nil), (good + good, nil),
    ]

    /// The standard library has no Base64 without Foundation: this is what libsodium reads back.
    static func base64(_ hex: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let bits = (Hexadecimal.decode(hex) ?? []).flatMap { byte in (0..<8).map { Int(byte >> (7 - $0) & 1) }
        }
        let text = stride(from: 0, to: bits.count, by: 6).map { start in
            let group = Array(bits[start..<min(start + 6, bits.count)])
            return alphabet[(group + Array(repeating: 0, count: 6 - group.count)).reduce(0) { $0 << 1 | $1 }]
        }
        return String(text) + "="
    }

    @Test("each way to spell a digest is named, and what is none is refused", arguments: spellings)
    func digests(text: String, accidents: [DigestAccident]?) throws {
        let claimed = ClaimedDigest(text, expected: .lowerCase)
        #expect(claimed?.accidents == accidents)
        if let claimed {
            let found = Diagnosis(request: Self.utf8(Self.body), claimed: claimed)
                .explain(Self.candidates, secret: Self.secret)
            #expect(found?.digest == accidents)
            #expect(found?.body == [])
        }
    }

    @Test("a notification's control that was made of something else")
    func controls() throws {
        let control = Self.digest(Self.utf8("Be4id 1Bo7")).uppercased()
        for (signed, accidents) in [
            ("Be4id 1Bo7", []), ("id 1", [BodyAccident.externalIDAlone]),
            ("Be4id 1Bo7\n", [.finalLineFeedAdded]),
        ] {
            let made = Self.digest(Self.utf8(signed)).uppercased()
            let body = Self.utf8("external_id=id+1&control=\(made)")
            let claimed = try #require(ClaimedDigest(made, expected: .upperCase))
            let found = Diagnosis(
                notification: try Notification(form: body.span), body: body, claimed: claimed
            ).explain(Self.candidates, secret: Self.secret)
            #expect(found?.body == accidents)
            #expect(found?.digest == [])
        }
        // The control of something else in lower case, and one over the whole form.
        let lower = try #require(ClaimedDigest(control.lowercased(), expected: .upperCase))
        #expect(lower.accidents == [.lowerCase])
        let form = Self.utf8("external_id=id+1&control=x")
        let whole = try #require(ClaimedDigest(Self.digest(form), expected: .upperCase))
        let found = Diagnosis(notification: try Notification(form: form.span), body: form, claimed: whole)
            .explain(Self.candidates, secret: Self.secret)
        #expect(found?.body == [.wholeForm])
    }

    @Test("1,000 random mismatches are named as nothing")
    func randomMismatches() throws {
        var numbers = LongMatrix.generator("mismatches")
        for _ in 0..<LongMatrix.count(of: 1_000) {
            let digest = (0..<32).map { _ in UInt8.random(in: 0...255, using: &numbers) }
            var body = Self.accidents.randomElement(using: &numbers)?.0 ?? ""
            // Another body than any that was signed.
            body += String(UInt32.random(in: 0 ... .max, using: &numbers))
            #expect(try Self.explain(body, Hexadecimal.encode(digest.span)) == nil)
            // A right digest of another body, which no accident leads to.
            let other = Self.digest(Self.utf8("\(body)x"))
            #expect(try Self.explain(body, other) == nil)
        }
    }

    @Test("any bytes are diagnosed without harm")
    func randomBytes() throws {
        var numbers = LongMatrix.generator("diagnosed bytes")
        let pieces = Self.accidents.map { Self.utf8($0.0) } + [[0xFF, 0xFE], [0x22], [0x5C], [0x7B], [0x00]]
        let claimed = try #require(ClaimedDigest(Self.good, expected: .lowerCase))
        for _ in 0..<LongMatrix.count(of: 2_000) {
            var body = (0..<3).flatMap { _ in pieces.randomElement(using: &numbers) ?? [] }
            for _ in 0..<2 where !body.isEmpty {
                body[Int.random(in: 0..<body.count, using: &numbers)] = UInt8.random(
                    in: 0...255, using: &numbers)
            }
            #expect(
                Diagnosis(request: body, claimed: claimed).explain(Self.candidates, secret: Self.secret)
                    == nil)
        }
    }
}
