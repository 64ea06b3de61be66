import CashoutsAPI
import Testing

@testable import VaultFormat

/// Metadata with every member there is.
enum SampleMetadata {
    static let text = #"""
        {"environments":[
        {"name":"stg","kind":"staging","base_url":"https://api-stg.directa24.com","authentication":"both",
        "box":"00000000000000a1","witnesses":["https://w.example"],"notification_url":"https://n.example/d24",
        "scan_paths":["/srv/app"],
        "whitelist":[{"network":"203.0.113.7","note":"NAT","added":"2026-01-01T00:00:00Z",
        "expires":"2027-01-01T00:00:00Z"},
        {"network":"2001:db8::/32","note":"","added":"2026-01-02T00:00:00Z"}],
        "versions":[
        {"number":1,"state":"retired","created":"2026-01-01T00:00:00Z","changed":"2026-01-05T00:00:00Z",
        "api_key":"11111111111111111111111111111111","api_passphrase":"12121212121212121212121212121212",
        "api_signature":"13131313131313131313131313131313"},
        {"number":2,"state":"previous","created":"2026-01-02T00:00:00Z","changed":"2026-01-02T00:00:00Z",
        "api_key":"21212121212121212121212121212121","api_passphrase":"22222222222222222222222222222222",
        "api_signature":"23232323232323232323232323232323"},
        {"number":3,"state":"current","created":"2026-01-03T00:00:00Z","changed":"2026-01-03T00:00:00Z",
        "api_key":"31313131313131313131313131313131","api_passphrase":"32323232323232323232323232323232",
        "api_signature":"33333333333333333333333333333333",
        "verification":{"verdict":"accepted","http_status":404,"code":509,"signature":"proven",
        "base_url":"https://api-stg.directa24.com","authentication":"body","host":"h",
        "time":"2026-01-03T00:00:01Z"},
        "override":{"rule":"unproven","reason":"control answered 509","time":"2026-01-03T00:00:02Z"}},
        {"number":5,"state":"pending","created":"2026-01-04T00:00:00Z","changed":"2026-01-04T00:00:00Z",
        "api_key":"51515151515151515151515151515151","api_passphrase":"52525252525252525252525252525252",
        "api_signature":"53535353535353535353535353535353",
        "verification":{"verdict":"inconclusive","signature":"not tested",
        "base_url":"https://api-stg.directa24.com","authentication":"basic","host":"h",
        "time":"2026-01-04T00:00:01Z"}}]},
        {"name":"prod","kind":"production","base_url":"https://api.directa24.com","authentication":"both",
        "box":"00000000000000a2","witnesses":[],"scan_paths":[],"whitelist":[],"versions":[]}],
        "slots":[{"id":"00000000000000b1","name":"ops"},
        {"id":"00000000000000b2","name":"web","environments":["stg"]}],
        "journal":{"summarized":{"entries":3,"first":"2025-01-01T00:00:00Z","last":"2025-06-01T00:00:00Z"},
        "entries":[{"generation":4,"time":"2026-01-01T00:00:00Z","host":"h","slot":"ops","action":"put stg v1"}]}}
        """#.replacing("\n", with: "")

    static func read(_ text: String) throws(VaultFormatError) -> VaultMetadata {
        let bytes = [UInt8](text.utf8)
        return try VaultMetadata(bytes.span)
    }

    /// What reading fails with when the first `old` is replaced by `new`.
    static func failureReplacing(_ old: String, _ new: String) -> VaultFormatError? {
        guard let range = text.firstRange(of: old) else {
            Issue.record("the sample has no \(old)")
            return nil
        }
        return failure { _ = try read(text.replacingCharacters(range, with: new)) }
    }
}

/// One change of the sample, and what it is refused for; `nil` where it is fine.
struct MetadataChange: Sendable, CustomTestStringConvertible {
    let old: String
    let new: String
    let error: VaultFormatError?

    init(_ old: String, _ new: String, _ error: VaultFormatError?) {
        self.old = old
        self.new = new
        self.error = error
    }

    var testDescription: String { "\(old) → \(new)" }
}

extension String {
    fileprivate func replacingCharacters(_ range: Range<String.Index>, with new: String) -> String {
        String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}
