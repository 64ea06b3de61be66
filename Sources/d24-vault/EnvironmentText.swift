import CashoutsAPI
import StrictJSON
import ToolSupport
import VaultFormat

/// Environments as the verbs show them.
enum EnvironmentText {
    static func rows(_ record: EnvironmentRecord, granted: Bool) -> [(name: String, value: String)] {
        var rows: [(name: String, value: String)] = [
            ("kind", record.kind.rawValue), ("base URL", record.baseURL.text),
            ("authentication", record.authentication.rawValue),
        ]
        if !record.witnesses.isEmpty { rows.append(("witnesses", record.witnesses.joined(separator: " "))) }
        if let url = record.notificationURL { rows.append(("notification URL", url)) }
        if !record.scanPaths.isEmpty { rows.append(("scan paths", record.scanPaths.joined(separator: " "))) }
        if !record.whitelist.isEmpty {
            rows.append(("whitelist", record.whitelist.map { $0.network }.joined(separator: " ")))
        }
        if !granted { rows.append(("secrets", "not given to this identity")) }
        return rows
    }

    static func json(_ record: EnvironmentRecord, granted: Bool) -> JSONValue {
        [
            "name": .string(record.name.text),
            "kind": .string(record.kind.rawValue),
            "base_url": .string(record.baseURL.text),
            "authentication": .string(record.authentication.rawValue),
            "witnesses": .array(record.witnesses.map { .string($0) }),
            "notification_url": record.notificationURL.map { .string($0) } ?? .null,
            "scan_paths": .array(record.scanPaths.map { .string($0) }),
            "whitelist": .array(record.whitelist.map { .string($0.network) }),
            "granted": .bool(granted),
            "versions": .array(record.versions.map { CredentialText.json($0) }),
        ]
    }
}
