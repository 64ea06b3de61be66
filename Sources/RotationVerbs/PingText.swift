import CashoutsAPI
import KeyRotation
import StrictJSON
import ToolSupport
import VaultFormat

/// Pings as the verbs show them.
extension SentPing {
    var text: [TextBlock] {
        var rows: [(name: String, value: String)] = []
        for check in statement.checks { rows.append((check.name, check.text)) }
        rows.append(("evidence", statement.evidence))
        rows.append(
            ("sent to", "\(environment.baseURL.text), authentication \(environment.authentication.rawValue)"))
        if let proxy = result.proxy { rows.append(("through", proxy)) }
        rows.append(("sent by", "\(host), \(time.text)"))
        return [.line("\(statement.headline)"), .line(statement.message), .fields(rows)]
    }

    var json: [JSONMember] {
        var members: [JSONMember] = []
        func add(_ key: String, _ value: JSONValue) { members.append(JSONMember(key, value)) }
        add("environment", .string(environment.name.text))
        add("version", .string(version.name))
        add("verdict", .string(result.verdict.text))
        add("message", .string(statement.message))
        add("http_status", result.answer.httpStatus.map { .integer(Int64($0)) } ?? .null)
        add("code", result.answer.code.map { .integer(Int64($0)) } ?? .null)
        add("signature", .string(result.proof.rawValue))
        add("control", control)
        add(
            "checks",
            .object(statement.checks.map { JSONMember($0.id, .string($0.outcome.rawValue)) }))
        add("base_url", .string(environment.baseURL.text))
        add("authentication", .string(environment.authentication.rawValue))
        add("proxy", result.proxy.map { .string($0) } ?? .null)
        add("host", .string(host))
        add("time", .string(time.text))
        return members
    }

    private var control: JSONValue {
        guard let answer = result.control, let outcome = result.controlOutcome else { return .null }
        return [
            "outcome": .string(outcome.text),
            "http_status": answer.httpStatus.map { .integer(Int64($0)) } ?? .null,
            "code": answer.code.map { .integer(Int64($0)) } ?? .null,
        ]
    }
}
