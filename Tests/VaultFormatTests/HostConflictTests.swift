import CashoutsAPI
import Testing

@testable import VaultFormat

struct HostConflictTests {
    static let table: [(String, EnvironmentKind, String, HostConflict?)] = [
        ("dev", .staging, "https://api-stg.d24.com", nil),
        ("dev", .production, "https://api.d24.com", nil),
        ("dev", .staging, "https://api.d24.com", .knownHost(.production)),
        ("dev", .staging, "https://api.directa24.com:8443", .knownHost(.production)),
        ("dev", .production, "https://api-stg.directa24.com", .knownHost(.staging)),
        ("dev", .staging, "https://rehearsal.example", nil),
    ]

    @Test("D24's own hosts belong to their kind", arguments: table)
    func known(name: String, kind: EnvironmentKind, url: String, conflict: HostConflict?) throws {
        let metadata = try SampleMetadata.read(SampleMetadata.text)
        let found = try metadata.hostConflict(of: .sample(name), kind: kind, baseURL: BaseURL(url))
        #expect(found == conflict)
    }

    @Test("environments of different kinds never share a host, whatever the port")
    func shared() throws {
        let text = SampleMetadata.text.replacing(
            "https://api.directa24.com", with: "https://stand-in.example:8443")
        let metadata = try SampleMetadata.read(text)
        let url = try BaseURL("https://stand-in.example:9443")
        let production = try EnvironmentName.sample("prod")
        let other = try EnvironmentName.sample("dev")
        #expect(metadata.hostConflict(of: other, kind: .staging, baseURL: url) == .shared(with: production))
        #expect(metadata.hostConflict(of: other, kind: .production, baseURL: url) == nil)
        #expect(metadata.hostConflict(of: production, kind: .staging, baseURL: url) == nil)
    }
}
