import Arguments
import PreflightChecks
import StrictJSON
import ToolSupport

/// `d24-preflight list`.
struct List: Verb {
    static let name = "list"
    static let summary = "list the checks there are"
    static let discussion = """
        A check of severity failure can stop a go-live, one of severity warning can only
        warn. Without a profile of its own 'run' makes those of environment.
        """

    static let syntax: [Argument<List>] = []

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let rows = Check.all.map { check in
            [check.id, check.severity.rawValue, check.profileNames.joined(separator: ","), check.summary]
        }
        return Report(
            .data, text: [.table(header: ["id", "severity", "profiles", "summary"], rows: rows)],
            json: [
                "schema": .integer(PreflightReport.schema),
                "checks": .array(Check.all.map { .object($0.members) }),
            ])
    }
}

extension Check {
    /// What the check says of itself, as JSON.
    var members: [JSONMember] {
        [
            JSONMember("id", .string(id)),
            JSONMember("summary", .string(summary)),
            JSONMember("severity", .string(severity.rawValue)),
            JSONMember("profiles", .array(profileNames.map { .string($0) })),
            JSONMember("rests_on", .array(parents.map { .string($0) })),
            JSONMember("may_be_retried", .bool(mayBeRetried)),
        ]
    }
}
