import EgressPolicy
import EgressWitnesses
import ToolSupport
import VaultFormat

/// What a check found, as the textfile collector of Prometheus' node exporter reads it (text exposition
/// format 0.0.4).
///
/// What could not be told is not there, and says so by `d24_egress_known` and by the status: a gauge that
/// kept its last value would go on saying yes.
struct EgressMetrics {
    private var text = ""
    private let environment: (name: String, value: String)

    private init(environment: String?, status: ExitStatus, isKnown: Bool) {
        self.environment = ("environment", environment ?? "")
        add("last_check_timestamp_seconds", "When the last check ended.", [([], Now.timestamp.seconds)])
        add(
            "check_status", "Exit status of the last check: 0 let in or listed, 1 not, 3 not known.",
            [([], Int64(status.rawValue))])
        add(
            "known", "Whether the last check could tell that this host is let in, or is not.",
            [([], isKnown ? 1 : 0)])
    }

    /// A check that an error ended.
    /// - Parameter environment: nil where a list in a file is judged by alone.
    init(environment: String?, failure: Diagnostic) {
        self.init(environment: environment, status: failure.status, isKnown: false)
    }

    /// A check that came to its end.
    init(_ outcome: CheckOutcome) {
        self.init(
            environment: outcome.environment, status: outcome.status,
            isKnown: outcome.judgement.verdict != .unknown)
        switch outcome.judgement.verdict {
        case .letIn: addLetIn(1)
        case .blocked: addLetIn(0)
        case .listed, .notListed, .unknown: break
        }
        if let way = outcome.way {
            add(
                "api_ipv6", "Whether D24's name has an IPv6 address and this host a route to it.",
                [
                    ([], way.isOpen ? 1 : 0)
                ])
        }
        addAddresses(outcome.judgement.findings)
        addOperators(outcome.reports)
        if let watch = outcome.watch { addWatch(watch.reports) }
    }

    private mutating func addLetIn(_ value: Int64) {
        add("let_in", "Whether D24 let this host's address in when it was asked.", [([], value)])
    }

    private mutating func addAddresses(_ findings: [EgressFinding]) {
        let judged = findings.filter { $0.address != nil }
        let families = Set(judged.map(\.family)).sorted()
        add(
            "listed", "Whether every address of this family is on the whitelist.",
            families.map { family in
                let isListed = judged.allSatisfy { $0.family != family || $0.listing?.isListed == true }
                return ([("family", family.rawValue)], isListed ? 1 : 0)
            })
        add(
            "address_info", "The addresses that the witnesses see.",
            judged.compactMap { finding in
                finding.address.map { ([("family", finding.family.rawValue), ("address", $0.text)], 1) }
            })
    }

    private mutating func addOperators(_ reports: [WitnessReport]) {
        add(
            "witnesses", "How many witnesses came to what.",
            reports.flatMap { report in
                WitnessText.Outcome.allCases.map { outcome in
                    let count = report.testimonies.count {
                        WitnessText.outcome(of: $0, in: report) == outcome
                    }
                    return (
                        [("family", report.family.rawValue), ("outcome", outcome.rawValue)], Int64(count)
                    )
                }
            })
    }

    private mutating func addWatch(_ reports: [WatchedReport]) {
        add(
            "changed", "Whether the last check found another address than before, twice.",
            reports.map {
                ([("family", $0.report.family.rawValue)], $0.isChanged ? 1 : 0)
            })
        add(
            "unconfirmed", "Whether the last check found another address, and a second asking did not.",
            reports.map { ([("family", $0.report.family.rawValue)], $0.isBelieved ? 0 : 1) })
        add(
            "address_since_timestamp_seconds", "Since when the address is what it is.",
            reports.compactMap { report in
                report.watch.known.map { ([("family", report.report.family.rawValue)], $0.time) }
            })
    }

    /// One metric with all its samples; nothing where it has none.
    private mutating func add(
        _ name: String, _ help: String, _ samples: [(labels: [(name: String, value: String)], value: Int64)]
    ) {
        guard !samples.isEmpty else { return }
        text += "\(MetricsFile.beginning)\(name) \(help)\n# TYPE d24_egress_\(name) gauge\n"
        for sample in samples {
            let labels = ([environment] + sample.labels).map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
            text += "d24_egress_\(name){\(labels.joined(separator: ","))} \(sample.value)\n"
        }
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    /// Puts them in place for everybody to read.
    /// - Parameter answer: what this run found, which is told if it cannot be written down.
    func write(to path: String, answer: String) throws(Diagnostic) {
        do throws(Diagnostic) {
            try MetricsFile.write(text, to: path)
        } catch {
            var diagnostic = error
            diagnostic.hints.append("this run found: \(answer)")
            throw diagnostic
        }
    }
}
