import EgressPolicy
import EgressWitnesses
import HTTPTransport
import StrictJSON
import ToolSupport

/// What witnesses said, as the verbs show it.
enum WitnessText {
    static let quorumHint =
        "two thirds of at least three operators must agree: name more that this host can reach with --witness"

    /// What to do where there is no quorum; nothing where there is one in each report, or nobody was asked.
    static func hints(_ reports: [WitnessReport]) -> [String] {
        let isSplit = reports.contains { if case .split = $0.conclusion { true } else { false } }
        let pool = "if this host is behind a pool of addresses, see and judge all of them with --pool"
        return clockHints(reports.flatMap(\.testimonies).map(\.statement)) + (isSplit ? [pool] : [])
            + (reports.allSatisfy { $0.conclusion.address != nil } ? [] : [quorumHint])
    }

    /// The conclusion and a row for each witness.
    static func blocks(_ report: WitnessReport) -> [TextBlock] {
        let rows = report.testimonies.map { testimony in
            [
                "  " + testimony.witness.operatorName,
                outcome(of: testimony, in: report).rawValue,
                testimony.seen?.text ?? testimony.statement.reason ?? "",
            ]
        }
        return [.line("\(report.family.rawValue): \(sentence(report))"), .table(rows: rows)]
    }

    /// The conclusion in words.
    static func sentence(_ report: WitnessReport) -> String {
        guard !report.testimonies.isEmpty else {
            return "not known: no witness was named that speaks \(report.family.rawValue)"
        }
        switch report.conclusion {
        case .agreed(let address, let operators, let dissent):
            let dissenters = Set(dissent.map(\.operatorName))
            return "\(address.text), by \(operators.count) of \(operators.count + dissenters.count) operators"
        case .tooFew(let count):
            return "not known: \(count == 0 ? "no operator" : "\(count) of the operators") could be counted, "
                + "and \(Quorum.fewestOperators) are needed"
        case .split(let votes):
            let addresses = Set(votes.map(\.address)).sorted().map(\.text)
            return "not known: the operators do not agree (\(addresses.joined(separator: ", ")))"
        }
    }

    /// What a witness was to the conclusion.
    enum Outcome: String, CaseIterable {
        case agrees
        case dissents
        /// Its word is no vote, as D24 is asked on another way.
        case otherRoute = "other-route"
        /// Its word counts, and nothing was concluded.
        case heard
        /// What it answered does not count.
        case discarded
        /// It did not answer, or was not asked or waited for.
        case unheard
    }

    static func outcome(of testimony: Testimony, in report: WitnessReport) -> Outcome {
        switch testimony.statement {
        case .said where !testimony.isOnRoute: return .otherRoute
        case .said(let address):
            guard let agreed = report.conclusion.address else { return .heard }
            return address == agreed ? .agrees : .dissents
        case .refused, .status, .notAskable, .failed(.redirected(_, _)), .failed(.tooLarge),
            .failed(.encoded(_)), .failed(.tls(_, _)):
            return .discarded
        case .failed, .notNeeded, .notAsked, .resting: return .unheard
        }
    }

    static func json(_ report: WitnessReport) -> [JSONMember] {
        let witnesses = report.testimonies.map { testimony -> JSONValue in
            [
                "operator": .string(testimony.witness.operatorName),
                "url": .string(testimony.witness.shownURL),
                "outcome": .string(outcome(of: testimony, in: report).rawValue),
                "address": testimony.seen.map { .string($0.text) } ?? .null,
                "reason": testimony.statement.reason.map { .string($0) } ?? .null,
                "proxy": testimony.proxy.map { .string($0) } ?? .null,
            ]
        }
        return [
            JSONMember("family", .string(report.family.rawValue)),
            JSONMember("address", report.conclusion.address.map { .string($0.text) } ?? .null),
            JSONMember("conclusion", .string(sentence(report))),
            JSONMember("witnesses", .array(witnesses)),
        ]
    }

    /// Names liars and proxies: what a person must know even if the answer is good.
    static func warn(_ reports: [WitnessReport], in context: ToolContext) {
        for report in reports {
            if case .agreed(let address, _, let dissent) = report.conclusion {
                for vote in dissent {
                    context.warn(
                        "\(vote.operatorName) says \(vote.address.text), and is outvoted by those that say "
                            + address.text)
                }
            }
        }
        warnOfRoutes(reports.flatMap(\.testimonies).map { ($0.proxy, $0.isOnRoute) }, in: context)
    }

    /// What a witness sees through a proxy is the proxy's address; what it sees on another way than D24's is
    /// no vote.
    static func warnOfRoutes(_ ways: [(proxy: String?, isOnRoute: Bool)], in context: ToolContext) {
        let others = Set(ways.filter { !$0.isOnRoute }.map { Self.way($0.proxy) }).sorted()
        if !others.isEmpty {
            context.warn(
                "witnesses that are asked \(others.joined(separator: " and ")) have no vote: D24 is asked on "
                    + "another way (see https_proxy, no_proxy)")
        }
        let proxies = Set(ways.filter(\.isOnRoute).compactMap(\.proxy)).sorted()
        if !proxies.isEmpty {
            context.warn(
                "asked through the proxy \(proxies.joined(separator: ", ")): the address is the proxy's")
        }
    }

    private static func way(_ proxy: String?) -> String {
        proxy.map { "through the proxy \($0)" } ?? "directly"
    }

    /// Where one's own clock may be why certificates are not believed.
    static func clockHints(_ statements: [WitnessStatement]) -> [String] {
        let isClock = statements.contains { statement in
            switch statement {
            case .failed(.tls(.expired, _)), .failed(.tls(.notYetValid, _)): true
            case .said, .refused, .status, .failed, .notAskable, .notNeeded, .notAsked, .resting: false
            }
        }
        return isClock
            ? ["certificates do not fit this host's clock: compare it with another, 'date -u'"] : []
    }
}
