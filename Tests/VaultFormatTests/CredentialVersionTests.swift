import CashoutsAPI
import Sodium
import Testing

@testable import VaultFormat

struct CredentialVersionTests {
    @Test("a version has what was written")
    func values() throws {
        let versions = try #require(SampleMetadata.read(SampleMetadata.text).environments.first).versions
        #expect(versions.map { $0.name } == ["v1", "v2", "v3", "v5"])
        #expect(versions.map { $0.state } == [.retired, .previous, .current, .pending])
        #expect(versions[0].changed == Timestamp("2026-01-05T00:00:00Z"))
        for (field, byte) in [(CredentialField.apiKey, 0x31), (.apiPassphrase, 0x32), (.apiSignature, 0x33)] {
            #expect(versions[2].fingerprints?[field].bytes == [UInt8](repeating: UInt8(byte), count: 16))
        }
        let verification = try #require(versions[2].verification)
        #expect(verification.verdict == "accepted")
        #expect(verification.httpStatus == 404)
        #expect(verification.code == 509)
        #expect(verification.authentication == .body)
        #expect(versions[2].override?.rule == .unproven)
        #expect(versions[3].verification?.httpStatus == nil)
        #expect(versions[3].override == nil)
    }

    /// BLAKE2b-512 by python3: hashlib.blake2b(bytes([1]*16+[2]*16+[3]*16)).hexdigest()[:32].
    @Test("three fingerprints make one")
    func whole() throws {
        try Libsodium.start()
        func fingerprint(_ byte: UInt8) -> Fingerprint {
            Fingerprint(unchecked: [UInt8](repeating: byte, count: 16))
        }
        let triple = TripleFingerprint(
            apiKey: fingerprint(1), apiPassphrase: fingerprint(2), apiSignature: fingerprint(3))
        #expect(triple.whole.text == "f63b850ac868ba43b1671d790c108d7c")
        #expect(triple[.apiPassphrase] == fingerprint(2))
    }

    static let changes: [MetadataChange] = [
        .init("{\"number\":1", "{\"future\":1,\"number\":1", .newerVersion),
        .init("\"override\":{", "\"future\":{},\"override\":{", .newerVersion),
        .init("\"rule\":\"unproven\"", "\"future\":1,\"rule\":\"unproven\"", .newerVersion),
        .init("\"verdict\":\"accepted\"", "\"verdict\":\"accepted\",\"future\":1", .newerVersion),
        .init("\"number\":1", "\"number\":0", .badMetadata("versions.number")),
        .init("\"number\":1", "\"number\":-1", .badMetadata("versions.number")),
        .init("\"number\":5", "\"number\":2147483647", nil),
        .init("\"number\":5", "\"number\":2147483648", .badMetadata("versions.number")),
        .init("\"number\":5", "\"number\":9223372036854775807", .badMetadata("versions.number")),
        .init("\"state\":\"retired\"", "\"state\":\"erased\"", .badMetadata("versions.state")),
        .init(
            "\"changed\":\"2026-01-05T00:00:00Z\"", "\"changed\":\"2026-01-05T00:00:00\"",
            .badMetadata("versions.changed")),
        .init("\"changed\":\"2026-01-05T00:00:00Z\",", "", .badMetadata("versions.changed")),
        .init(
            """
            "api_key":"11111111111111111111111111111111","api_passphrase":"12121212121212121212121212121212",\
            "api_signature":"13131313131313131313131313131313"
            """, "\"z\":0", .newerVersion),
        .init(
            """
            ,"api_key":"11111111111111111111111111111111","api_passphrase":"12121212121212121212121212121212",\
            "api_signature":"13131313131313131313131313131313"
            """, "", nil),
        .init(
            """
            ,"api_key":"21212121212121212121212121212121","api_passphrase":"22222222222222222222222222222222",\
            "api_signature":"23232323232323232323232323232323"
            """, "", .badMetadata("versions.api_key")),
        .init(
            "\"api_key\":\"11111111111111111111111111111111\",", "", .badMetadata("versions.api_key")),
        .init(
            ",\"api_signature\":\"13131313131313131313131313131313\"", "",
            .badMetadata("versions.api_signature")),
        .init(
            "\"11111111111111111111111111111111\"", "\"1111111111111111111111111111111\"",
            .badMetadata("versions.api_key")),
        .init(
            "\"12121212121212121212121212121212\"", "\"1212121212121212121212121212121X\"",
            .badMetadata("versions.api_passphrase")),
        .init("\"13131313131313131313131313131313\"", "null", .badMetadata("versions.api_signature")),
        .init("\"verification\":{", "\"verification\":null,\"x\":{", .badMetadata("verification")),
        .init("\"http_status\":404,", "", nil),
        .init("\"http_status\":404", "\"http_status\":\"404\"", .badMetadata("verification.http_status")),
        .init("\"code\":509", "\"code\":5.09e2", .badMetadata("verification.code")),
        .init(
            "\"authentication\":\"body\"", "\"authentication\":\"\"",
            .badMetadata("verification.authentication")),
        .init(
            "\"base_url\":\"https://api-stg.directa24.com\",\"authentication\":\"body\"",
            "\"base_url\":\"x\",\"authentication\":\"body\"", .badMetadata("verification.base_url")),
        .init(
            "\"base_url\":\"https://api-stg.directa24.com\",\"authentication\":\"body\"",
            "\"base_url\":\"https://api-stg.directa24.com:443\",\"authentication\":\"body\"",
            .badMetadata("verification.base_url")),
        .init("\"rule\":\"unproven\"", "\"rule\":\"any\"", .badMetadata("override.rule")),
        .init("\"reason\":\"control answered 509\"", "\"reason\":[]", .badMetadata("override.reason")),
        .init("\"override\":{", "\"override\":[],\"x\":{", .badMetadata("override")),
    ]

    @Test("what is wrong is told by its place", arguments: changes)
    func refused(change: MetadataChange) {
        #expect(SampleMetadata.failureReplacing(change.old, change.new) == change.error)
    }
}
