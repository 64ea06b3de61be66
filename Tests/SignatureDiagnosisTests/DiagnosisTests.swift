import CashoutsAPI
import Sodium
import StrictJSON
import TestSupport
import Testing

@testable import SignatureDiagnosis

struct DiagnosisTests {
    init() throws { try Libsodium.start() }

    static let key = "your_cashout_api_signature"

    /// A request with something in it for every accident.
    static let body = #"{"url":"http://x/é","a":[1, 2.50],"b": 100,"external_id":"id 1"}"#

    static let form = #"{"a":true,"b":null,"c":"x y~*/","d":1.10}"#
    static let signs = #"{"a": "x/(y)~*"}"#

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
        ("é€😀", [0xE9, 0x3F, 0x3F], .latin1),
        ("José 5 €", [0x4A, 0x6F, 0x73, 0xE9, 0x20, 0x35, 0x20, 0x80], .windows1252),
        ("€Ł", [0x80, 0x3F], .windows1252),
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
        ("\u{FEFF} {\"a\":[1,2]}", utf8(#"{"a": [1, 2]}"#), .spacedJSON),
        ("\u{FEFF}{\"a\":\"/\"}", utf8("\u{FEFF}{\"a\":\"\\/\"}"), .slashesEscaped),
        (#"{"a":[1,{}],"b":2}"#, utf8("{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": 2\n}"), .indentedByTwo),
        (#"{"a":[1]}"#, utf8("{\n    \"a\": [\n        1\n    ]\n}"), .indentedByFour),
        (#"{"a":[1]}"#, utf8("{\n\t\"a\": [\n\t\t1\n\t]\n}"), .indentedByTab),
        (#"{"a":{"b":1}}"#, utf8("{\n  \"a\" : {\n    \"b\" : 1\n  }\n}"), .indentedAsJackson),
        (#"{"b":{"d":1, "c":2},  "a" :3}"#, utf8(#"{"a" :3,  "b":{"c":2, "d":1}}"#), .keysSorted),
        (#"{"\u00e9":1,"z":2,"a b":3,"a":4}"#, utf8(#"{"a":4,"a b":3,"z":2,"\u00e9":1}"#), .keysSorted),
        (
            body, utf8(#"{"url": "http://x/\u00e9", "a": [1, 2.5], "b": 100, "external_id": "id 1"}"#),
            .asPythonWrites
        ),
        (
            #"{"\u0041":"\/\b\u0009\u0000\u007F é😀","b":0.00001,"c":1e2,"d":100000000000000000000000}"#,
            utf8(
                #"{"A": "/\b\t\u0000\u007f \u00e9\ud83d\ude00", "b": 1e-05, "c": 100.0, "d": 100000000000000000000000}"#
            ), .asPythonWrites
        ),
        (
            body, utf8(#"{"url":"http:\/\/x\/\u00e9","a":[1,2.5],"b":100,"external_id":"id 1"}"#),
            .asPHPWrites
        ),
        (
            #"{"\u0041": "\u007F", "b": 0.00001, "c": 100.00, "d": 100000000000000000000}"#,
            utf8("{\"A\":\"\u{7F}\",\"b\":1.0e-5,\"c\":100,\"d\":1.0e+20}"), .asPHPWrites
        ),
        (#"{"a": "\/\u00e9"}"#, utf8(#"{"a":"/é"}"#), .asJavaScriptWrites),
        (
            #"{"a": "\u0041\f", "b": 1.50, "c": 0.0000001, "d": 1000000000000000000000, "e": -0}"#,
            utf8(#"{"a":"A\f","b":1.5,"c":1e-7,"d":1e+21,"e":0}"#), .asJavaScriptWrites
        ),
        (#"{"a":9007199254740993,"b":1e400}"#, utf8(#"{"a":9007199254740992,"b":1e400}"#), .numbersShortened),
        (#"{"a":0.0000001,"b":0.000001}"#, utf8(#"{"a":1e-7,"b":0.000001}"#), .numbersShortened),
        (
            #"{"a":0.00001,"b":0.0001,"c":10000000000000000.0,"d":0.1000000000000000055}"#,
            utf8(#"{"a":1e-05,"b":0.0001,"c":1e+16,"d":0.1}"#), .floatsShortened
        ),
        (
            #"{"a":100,"b":100.10,"c":0.0000001,"d":0.00}"#, utf8(#"{"a":1E+2,"b":100.1,"c":1E-7,"d":0}"#),
            .numbersAsBigDecimals
        ),
        (#"{"a":100,"b":-100.5,"c":0}"#, utf8(#"{"a":1e2,"b":-1.005e2,"c":0}"#), .numbersWithExponents),
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
        (#"{"a":"é"}"#, utf8(#""{\"a\":\"\u00e9\"}""#), .encodedTwiceASCII),
        (#""{\"a\":1}""#, utf8(#"{"a":1}"#), .decodedOnce),
        (#"{"a":"x y","é":1}"#, utf8("a=x+y&%C3%A9=1"), .formEncoded),
        (#"{"a":"x y","é":1}"#, utf8("a=x%20y&%C3%A9=1"), .formEncodedPercent),
        (form, utf8("a=true&b=&c=x+y~%2A%2F&d=1.10"), .formEncodedEmptyNull),
        (form, utf8("a=True&b=None&c=x+y~%2A%2F&d=1.1"), .formAsPythonWrites),
        (form, utf8("a=1&c=x+y%7E%2A%2F&d=1.1"), .formAsPHPWrites),
        (signs, utf8("%7B%22a%22%3A%20%22x%2F%28y%29~%2A%22%7D"), .percentEncoded),
        (signs, utf8("%7B%22a%22%3A+%22x%2F%28y%29~%2A%22%7D"), .percentEncodedPlus),
        (signs, utf8("%7B%22a%22%3A+%22x%2F%28y%29%7E*%22%7D"), .percentEncodedJava),
        (signs, utf8("%7B%22a%22%3A%20%22x/%28y%29~%2A%22%7D"), .percentEncodedPath),
        (signs, utf8("%7B%22a%22%3A%20%22x%2F(y)~*%22%7D"), .percentEncodedComponent),
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
        return CandidateKey.all(of: 2, in: stg, after: nil)
            + CandidateKey.all(of: 1, in: stg, after: .otherVersion)
            + CandidateKey.all(of: 1, in: prod, after: .otherEnvironment)
    }()

    static func secret(_ candidate: CandidateKey) -> SecretBytes? {
        for (name, version, field, text) in secrets
        where name == candidate.environment && version == candidate.version && field == candidate.field {
            return KeyAlteration.key(from: utf8(text).span, after: candidate.accidents)
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

    @Test("no accident is without a row in that table, but those of notifications")
    func complete() {
        let others: [BodyAccident] = [.wholeForm, .wholeFormEmptyControl]
        #expect(Set(Self.accidents.map(\.2)).union(others) == Set(BodyAccident.allCases))
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
        (#"{"a":1.00,"b":2}"#, utf8(#"{"a": 1, "b": 2}"#), [.spacedJSON, .numbersShortened]),
        // json.dumps(json.loads(…), sort_keys=True), and with indent=2.
        (#"{"b":100.10,"a":"é"}"#, utf8(#"{"a": "\u00e9", "b": 100.1}"#), [.keysSorted, .asPythonWrites]),
        (
            #"{"b":100.10,"a":"é"}"#, utf8("{\n  \"b\": 100.1,\n  \"a\": \"\\u00e9\"\n}"),
            [.asPythonWrites, .indentedByTwo]
        ),
        // A form of a document with a byte-order mark, in another order.
        ("\u{FEFF}{\"b\":1,\"a\":2}", utf8("{\"a\": 2, \"b\": 1}"), [.spacedJSON, .keysSorted]),
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
        ("the-api-key\n", "stg", 2, [.otherField(.apiKey), .altered(.finalLineFeed)]),
        ("\"the-passphrase\"", "stg", 2, [.otherField(.apiPassphrase), .altered(.quoted)]),
        ("\"\(key)\"\n", "stg", 2, [.altered(.quoted), .altered(.finalLineFeed)]),
        ("\"\(key)\r\n\"", "stg", 2, [.altered(.finalCRLF), .altered(.quoted)]),
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
        // The control of something else in lower case.
        let lower = try #require(ClaimedDigest(control.lowercased(), expected: .upperCase))
        #expect(lower.accidents == [.lowerCase])
    }

    @Test("a control over the whole form, which cannot have covered itself")
    func wholeForms() throws {
        for (signed, accident) in [
            ("external_id=id+1&x=y", BodyAccident.wholeForm),
            ("external_id=id+1&control=&x=y", .wholeFormEmptyControl),
        ] {
            let control = Self.digest(Self.utf8(signed)).uppercased()
            let form = Self.utf8("external_id=id+1&control=\(control)&x=y")
            let claimed = try #require(ClaimedDigest(control, expected: .upperCase))
            let found = Diagnosis(
                notification: try Notification(form: form.span), body: form, claimed: claimed
            )
            .explain(Self.candidates, secret: Self.secret)
            #expect(found?.body == [accident])
        }
    }

    @Test("why what happens to JSON was not tried is told")
    func noJSON() throws {
        let claimed = try #require(ClaimedDigest(Self.good, expected: .lowerCase))
        for (body, reason) in [
            (#"{"a":1,"a":2}"#, JSONError.Reason.duplicateKey), (#"{"a":"\ud800"}"#, .loneSurrogate),
            (String(repeating: "[", count: 33) + String(repeating: "]", count: 33), .tooDeep),
        ] {
            #expect(Diagnosis(request: Self.utf8(body), claimed: claimed).jsonRefusal?.reason == reason)
        }
        #expect(Diagnosis(request: Self.utf8("\u{FEFF}\(Self.body)"), claimed: claimed).jsonRefusal == nil)
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
