import EgressPolicy
import EgressWitnesses
import StrictJSON

/// What a watch tells, in words.
struct WatchText {
    let path: String
    /// When the first run was, in seconds since 1970 UTC.
    let began: Int64
    let reports: [WatchedReport]

    /// Whether what is agreed on for a family may be judged.
    func believes(_ family: IPFamily) -> Bool {
        reports.allSatisfy { $0.report.family != family || $0.isBelieved }
    }

    /// Every address of a family that this host was ever believed to have.
    func history(of family: IPFamily) -> [IPAddress] {
        reports.filter { $0.report.family == family }.flatMap(\.watch.history).map(\.address)
    }

    /// One row for each family of which there is something to tell.
    var rows: [(name: String, value: String)] {
        reports.compactMap { report in
            let since = report.watch.known.map { " since \(PolicyText.time($0.time))" } ?? ""
            let words: String
            switch report.change {
            case .unknown: words = "not compared: nothing was agreed on"
            case .first: words = "watched from now on"
            case .none: words = "as it was\(since)"
            case .confirmed(let former): words = "changed: it was \(former.text)"
            case .unconfirmed: words = "not confirmed, see the warning"
            case .withdrawn(let other): words = "as it was\(since), though \(other.text) was said once"
            }
            return ("\(report.report.family.rawValue) watch", words)
        }
    }

    var warnings: [String] {
        reports.compactMap { report in
            let family = report.report.family.rawValue
            let known = report.watch.known?.address.text ?? ""
            switch report.change {
            case .confirmed(let former):
                return "the \(family) address changed from \(former.text) to \(known)"
            case .unconfirmed(let other):
                return "the witnesses said \(other.text) instead of \(known), and not a second time: "
                    + "the next run asks again"
            case .unknown, .first, .none, .withdrawn: return nil
            }
        }
    }

    var json: JSONValue {
        [
            "state": .string(path), "began": .string(PolicyText.time(began)),
            "changed": .bool(reports.contains(where: \.isChanged)),
            "families": .array(reports.map { .object(Self.json($0)) }),
        ]
    }

    private static func json(_ report: WatchedReport) -> [JSONMember] {
        let change: String
        var other: IPAddress?
        switch report.change {
        case .unknown: change = "unknown"
        case .first: change = "first"
        case .none: change = "none"
        case .confirmed(let former): (change, other) = ("confirmed", former)
        case .unconfirmed(let heard): (change, other) = ("unconfirmed", heard)
        case .withdrawn(let heard): (change, other) = ("withdrawn", heard)
        }
        let known = report.watch.known
        return [
            JSONMember("family", .string(report.report.family.rawValue)),
            JSONMember("change", .string(change)),
            JSONMember("address", known.map { .string($0.address.text) } ?? .null),
            JSONMember("since", known.map { .string(PolicyText.time($0.time)) } ?? .null),
            JSONMember("other", other.map { .string($0.text) } ?? .null),
        ]
    }
}
