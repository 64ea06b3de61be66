import CashoutsAPI
import Sodium
import Testing

struct PayloadSignatureTests {
    init() throws { try Libsodium.start() }

    static let key = Array("your_cashout_api_signature".utf8)
    static let good = "b18c6c5239ecb799d03354f951f1fc7d9cec70024881744a0ac2c773f8d9a830"

    static let name = #"{"beneficiary_name":"José Núñez"}"#
    static let bodies: [([UInt8], String)] = [
        (Array(#"{"login":"cashout_login","pass":"cashout_pass","external_id":"ping-00000000"}"#.utf8), good),
        (Array(name.utf8), "5832baa58a9a0fc141dde6853b636d57a2df948096a827a31961ef1845911b6c"),
        // The same in Latin-1.
        (
            name.unicodeScalars.map { UInt8($0.value) },
            "f9ea686f6d3daaf7a28484a9e2fe94e1742fb31a3278d441948fd48d6ec5ef87"
        ),
        ([], "3e600166fa879ee6d0901ca1ea4f86ee3ecf7c5395211622a2b5bb67b9f0205b"),
    ]

    @Test("the values of the API's facts come out", arguments: bodies)
    func vectors(body: [UInt8], expected: String) throws {
        let signature = PayloadSignature(of: body.span, key: Self.key.span)
        #expect(signature.text == expected)
        #expect(try PayloadSignature(claimed: expected) == signature)
    }

    @Test("a body that is streamed has the same signature, however it is cut")
    func streamed() {
        let body = Array(#"{"beneficiary_name":"José Núñez"}"#.utf8)
        let whole = PayloadSignature(of: body.span, key: Self.key.span)
        for size in 1...body.count {
            var authenticator = MessageAuthenticator(key: Self.key.span)
            for start in stride(from: 0, to: body.count, by: size) {
                authenticator.update(body.span.extracting(start..<min(start + size, body.count)))
            }
            #expect(PayloadSignature(authenticator.finalize()) == whole)
        }
    }

    static let refusals: [(String, SignatureTextError)] = [
        ("", .empty),
        ("\(good.dropLast())", .truncated(63)),
        ("\(good.prefix(32))", .truncated(32)),
        ("b", .truncated(1)),
        ("\(good)0", .tooLong(65)),
        ("\(good)\n", .whiteSpace),
        (" \(good.dropLast())", .whiteSpace),
        ("\(good.prefix(32)) \(good.suffix(32))", .whiteSpace),
        ("\t", .whiteSpace),
        ("0x\(good)", .prefixed),
        ("0X\(good)", .prefixed),
        ("0x", .prefixed),
        ("nonsense", .notHexadecimal),
        ("\(good)\(good)x", .tooLong(129)),
        ("\(good.dropLast())g", .notHexadecimal),
        ("\(good.dropLast(2))é", .notHexadecimal),
        ("0x\(good.dropFirst(2))", .prefixed),
        (good.uppercased(), .upperCase),
        ("\(good.dropFirst())B", .mixedCase),
    ]

    @Test("claims that are no signature", arguments: refusals)
    func refusedClaims(claim: String, error: SignatureTextError) {
        #expect(throws: error) { try PayloadSignature(claimed: claim) }
    }

    @Test("digits of any case are taken only where that was asked for")
    func anyCase() throws {
        let expected = try PayloadSignature(claimed: Self.good)
        let mixed = Self.good.prefix(32) + Self.good.suffix(32).uppercased()
        for claim in [Self.good, Self.good.uppercased(), String(mixed)] {
            #expect(try PayloadSignature(claimed: claim, anyCase: true) == expected)
        }
        for (claim, error) in Self.refusals where error != .upperCase && error != .mixedCase {
            #expect(throws: error) { try PayloadSignature(claimed: claim, anyCase: true) }
        }
    }

    @Test("the negative control differs in exactly its last digit and is well formed")
    func negativeControl() throws {
        var numbers = RepeatableNumbers()
        for _ in 0..<100 {
            let signature = PayloadSignature(of: numbers.bytes(8).span, key: Self.key.span)
            let control = signature.negativeControlText
            #expect(control.dropLast() == signature.text.dropLast())
            #expect(control.last != signature.text.last)
            #expect(try PayloadSignature(claimed: control) != signature)
        }
    }
}
