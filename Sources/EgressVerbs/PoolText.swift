import EgressPolicy
import EgressWitnesses
import StrictJSON
import ToolSupport

/// What several connections showed, as the verbs show it.
enum PoolText {
    /// The conclusion and a row for each witness.
    static func blocks(_ report: PoolReport) -> [TextBlock] {
        let rows = report.rows.map { row in
            [
                "  " + row.witness.operatorName,
                (row.addresses.map(\.text) + row.reasons).joined(separator: ", ")
                    + (row.isOnRoute || row.addresses.isEmpty ? "" : " (on another way than D24's)"),
            ]
        }
        return [.line("\(report.family.rawValue): \(sentence(report))"), .table(rows: rows)]
    }

    private static func sentence(_ report: PoolReport) -> String {
        guard let pool = report.pool else {
            return "not known: \(Quorum.fewestOperators) operators are needed, and fewer could be counted"
        }
        let connections = pool.members.reduce(0) { $0 + $1.connections }
        return
            "\(pool.variation.rawValue): \(pool.members.map(\.address.text).joined(separator: " and ")), seen by "
            + "\(pool.operators) operators on \(connections) connections"
    }

    static func json(_ report: PoolReport) -> [JSONMember] {
        let members = (report.pool?.members ?? []).map { member -> JSONValue in
            [
                "address": .string(member.address.text), "connections": .integer(Int64(member.connections)),
                "operators": .array(member.operators.map { .string($0) }),
            ]
        }
        let witnesses = report.rows.map { row -> JSONValue in
            [
                "operator": .string(row.witness.operatorName), "url": .string(row.witness.shownURL),
                "addresses": .array(row.addresses.map { .string($0.text) }),
                "reasons": .array(row.reasons.map { .string($0) }),
                "proxy": row.proxy.map { .string($0) } ?? .null,
                "counts": .bool(row.isOnRoute),
            ]
        }
        return [
            JSONMember("family", .string(report.family.rawValue)),
            JSONMember("variation", report.pool.map { .string($0.variation.rawValue) } ?? .null),
            JSONMember("addresses", .array(members)), JSONMember("witnesses", .array(witnesses)),
        ]
    }
}
