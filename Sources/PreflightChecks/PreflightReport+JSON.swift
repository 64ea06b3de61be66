import CashoutsAPI
import Sodium
import StrictJSON
package import ToolSupport
package import VaultFormat

extension PreflightReport {
    /// The number of the form that `json` has; it changes when a member changes its meaning or goes away, not
    /// when one is added.
    package static let schema: Int64 = 1

    /// The report as verbs return it.
    /// - Parameters:
    ///   - host: which made it.
    ///   - time: at which it was made.
    package func report(host: String, time: Timestamp) -> Report {
        let status = status
        var report = Report(.data, status: status, text: text, json: [:])
        report.json = [
            JSONMember("schema", .integer(Self.schema)),
            JSONMember("tool", .string("d24-preflight \(Tool.version)")),
            JSONMember("host", .string(host)),
            JSONMember("time", .string(time.text)),
            JSONMember("profile", .string(profile.rawValue)),
            JSONMember("fail_on", .string(failOn.rawValue)),
            JSONMember("selection", selection.json),
            JSONMember("vault", vault?.json ?? .null),
            JSONMember("status", .string(status.name)),
            JSONMember("exit_status", .integer(Int64(status.rawValue))),
            JSONMember("interrupted", .bool(isInterrupted)),
            JSONMember("root_causes", .array(rootCauses.map(\.json))),
        ]
        if let main = parts.first { report.json += main.json }
        if let staging = parts.dropFirst().first {
            report.json.append(JSONMember("staging", .object(staging.json)))
        }
        return report
    }
}

extension Selection {
    fileprivate var json: JSONValue {
        ["only": .array(only.map { .string($0) }), "skip": .array(skip.map { .string($0) })]
    }
}

extension VaultState {
    fileprivate var json: JSONValue {
        [
            "id": .string(id.text), "generation": .integer(Int64(generation)),
            "signer": .string(signer.hexadecimal), "written_at": .string(writtenAt.text),
        ]
    }
}

extension PreflightReport.RootCause {
    fileprivate var json: JSONValue {
        [
            "environment": environment.map { .string($0.text) } ?? .null,
            "id": .string(id), "outcome": .string(outcome.word),
            "not_reached": .array(notReached.map { .string($0) }),
        ]
    }
}

extension PreflightReport.Part {
    fileprivate var json: [JSONMember] {
        [
            JSONMember("environment", environment.map { .string($0.text) } ?? .null),
            JSONMember(
                "counts",
                .object(
                    counts.map {
                        JSONMember(
                            $0.word.split(separator: " ").joined(separator: "_"), .integer(Int64($0.count)))
                    })),
            JSONMember("waived", .integer(Int64(waivedCount))),
            JSONMember("checks", .array(results.map(\.json))),
        ]
    }
}

extension CheckResult {
    fileprivate var json: JSONValue {
        var members = [
            JSONMember("id", .string(id)),
            JSONMember("summary", .string(summary)),
            JSONMember("severity", .string(severity.rawValue)),
            JSONMember("outcome", .string(finding.outcome.word)),
            JSONMember("evidence", .string(finding.evidence)),
            JSONMember("hints", .array(finding.hints.map { .string($0) })),
        ]
        switch finding.outcome {
        case .skipped(let reason): members.append(JSONMember("reason", .string(reason)))
        case .notReached(let root): members.append(JSONMember("because", .string(root)))
        case .passed, .warned, .failed, .couldNotTell: break
        }
        if let waiver { members.append(JSONMember("waiver", waiver.json)) }
        return .object(members)
    }
}

extension AppliedWaiver {
    fileprivate var json: JSONValue {
        [
            "owner": .string(waiver.owner), "reason": .string(waiver.reason), "until": .string(waiver.until),
            "expired": .bool(isExpired),
        ]
    }
}
