import CashoutsAPI
import Sodium
import Testing

struct ControlStringTests {
    init() throws { try Libsodium.start() }

    static let good = "DDD345FB66A8053FBB69E0DBCACFDE5F63CA05140C3A2C446B7A0E4118F8BA1D"

    @Test("the control of D24's own sample id")
    func vector() throws {
        let key = Array("your_cashout_api_signature".utf8)
        let code = ControlString.of(externalID: Array("cashoutID1234".utf8).span, key: key.span)
        #expect(code.uppercaseHexadecimal == Self.good)
        #expect(try ControlString.read(Array(Self.good.utf8).span) == code)
    }

    @Test("a control is the signature of Be4, the id and Bo7")
    func sameAsSignature() {
        let key = Array("k".utf8)
        let signature = PayloadSignature(of: Array("Be4é/ Bo7".utf8).span, key: key.span)
        #expect(ControlString.of(externalID: Array("é/ ".utf8).span, key: key.span) == signature.code)
    }

    static let refusals: [(String, SignatureTextError)] = [
        ("", .empty),
        ("\(good.dropLast())", .truncated(63)),
        ("\(good)0", .tooLong(65)),
        ("\(good.dropLast())G", .notHexadecimal),
        ("\(good.dropLast())\0", .notHexadecimal),
        (good.lowercased(), .lowerCase),
        ("\(good.dropFirst())d", .mixedCase),
    ]

    @Test("texts that are no control", arguments: refusals)
    func refused(claim: String, error: SignatureTextError) {
        #expect(throws: error) { try ControlString.read(Array(claim.utf8).span) }
    }

    @Test("digits alone have no case")
    func digitsOnly() throws {
        let digits = String(repeating: "0123456789", count: 6) + "0123"
        _ = try ControlString.read(Array(digits.utf8).span)
        _ = try PayloadSignature(claimed: digits)
    }
}
