import CashoutsAPI
package import EgressPolicy
package import HTTPTransport
package import ToolSupport
package import VaultFormat

/// The witnesses of one run, and where their list comes from.
package struct WitnessList: Sendable {
    /// Who named the witnesses; the raw value is how JSON says it.
    package enum Source: String, Sendable {
        case shipped
        case environment
        case commandLine = "command-line"
        case nobody
    }

    /// With `.nobody` none is asked, whatever `witnesses` holds.
    package let source: Source
    /// In the order in which they were named, of both families, and perhaps several of one operator.
    package let witnesses: [Witness]

    /// For what a command line names; the other lists are ``of(_:)`` and ``shipped``.
    package init(source: Source, witnesses: [Witness]) {
        self.source = source
        self.witnesses = witnesses
    }

    /// The list that the tools bring along.
    package static let shipped = WitnessList(source: .shipped, witnesses: Witness.shipped)

    /// An environment's own, which replace the shipped list. Throws a diagnostic of status `.usage` for a URL
    /// that this transport does not take.
    package static func of(_ record: EnvironmentRecord) throws(Diagnostic) -> WitnessList {
        guard !record.witnesses.isEmpty else { return shipped }
        var list: [Witness] = []
        for (number, url) in zip(1..., record.witnesses) {
            do throws(HTTPRequestError) {
                list.append(try Witness(url: url))
            } catch {
                throw Diagnostic(
                    .usage, "the URL of witness number \(number) of \(record.name.text) \(error.reason)",
                    hint: "set them anew with 'd24-vault env set \(record.name.text) --witness URL'")
            }
        }
        return WitnessList(source: .environment, witnesses: list)
    }

    /// The way on which the witnesses count where nobody knows that to D24: with a proxy set, what it sees
    /// counts.
    package var ownRoute: AskingTerms.Route {
        AskingTerms.Route(proxy: witnesses.lazy.compactMap { HTTPClient.proxy(for: $0.url) }.first)
    }

    /// Asks all questions at once; nothing where nobody is to be asked.
    package func ask(
        _ families: [IPFamily], _ terms: AskingTerms, deadline: Deadline
    ) -> [WitnessReport] {
        guard source != .nobody else { return [] }
        return WitnessRound.ask(rounds(families, terms), deadline: deadline)
    }

    /// The same on several connections to each operator.
    package func askOnSeveralConnections(
        _ families: [IPFamily], _ terms: AskingTerms, deadline: Deadline
    ) -> [PoolReport] {
        guard source != .nobody else { return [] }
        return WitnessRound.askOnSeveralConnections(rounds(families, terms), deadline: deadline)
    }

    private func rounds(_ families: [IPFamily], _ terms: AskingTerms) -> [WitnessRound] {
        families.map { WitnessRound(witnesses, family: $0, terms: terms) }
    }
}

extension Witness {
    /// The URL without its query, which may hold a token of somebody's own witness.
    package var shownURL: String {
        guard let mark = url.firstIndex(of: "?") else { return url }
        return url[...mark] + "…"
    }
}
