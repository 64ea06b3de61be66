package import EgressPolicy
package import HTTPTransport

/// One question, about one family, to one witness of each operator.
package struct WitnessRound: Sendable {
    /// In seconds; long enough for a TLS handshake across the world, short enough for a person.
    package static let usualDeadline = 4.0

    package let family: IPFamily
    /// All that might have been asked about this family, in the order given.
    package let witnesses: [Witness]
    /// The places in `witnesses` of those that are asked.
    let chosen: [Int]

    /// Chooses whom to ask. Witnesses of the other family only are left out; of several of one operator the
    /// first that is of this family only is asked, or else the first.
    package init(_ witnesses: [Witness], family: IPFamily) {
        let fitting = witnesses.filter { $0.family == nil || $0.family == family }
        var places: [String: Int] = [:]
        for (place, witness) in fitting.enumerated() {
            let name = witness.operatorName
            guard let earlier = places[name] else {
                places[name] = place
                continue
            }
            if fitting[earlier].family == nil, witness.family != nil { places[name] = place }
        }
        self.family = family
        self.witnesses = fitting
        chosen = places.values.sorted()
    }

    /// Asks them all at once and waits until they are certain to agree, have all been heard, or the deadline
    /// has passed.
    package func ask(deadline: Deadline) -> WitnessReport {
        var statements: [Int: WitnessStatement] = [:]
        var requests: [HTTPRequest] = []
        var places: [Int] = []
        for place in chosen {
            do throws(HTTPRequestError) {
                requests.append(try witnesses[place].request())
                places.append(place)
            } catch {
                statements[place] = .notAskable(error)
            }
        }
        let outcomes = HTTPClient.perform(requests, deadline: deadline) { outcomes in
            let known = zip(places, outcomes).filter { $0.1 != nil }
            return isCertain(known.map { ($0.0, statement(of: $0.1, at: $0.0)) })
        }
        for (place, outcome) in zip(places, outcomes) {
            statements[place] = statement(of: outcome, at: place)
        }
        return report(statements)
    }

    private func statement(of outcome: HTTPOutcome?, at place: Int) -> WitnessStatement {
        WitnessStatement(outcome, format: witnesses[place].format, family: family)
    }

    /// Whether those who have not answered cannot undo an agreement.
    func isCertain(_ statements: [(place: Int, statement: WitnessStatement)]) -> Bool {
        let testimonies = statements.map { Testimony(witness: witnesses[$0.place], statement: $0.statement) }
        let heard = Set(testimonies.map(\.witness.operatorName))
        let asked = Set(chosen.map { witnesses[$0].operatorName })
        return Quorum.isCertain(testimonies.compactMap(\.vote), outstanding: asked.subtracting(heard))
    }

    /// What came of each witness, by its place; those without a statement were not asked.
    func report(_ statements: [Int: WitnessStatement]) -> WitnessReport {
        let testimonies = witnesses.enumerated().map { place, witness in
            let proxy = HTTPClient.proxy(for: witness.url)
            return Testimony(witness: witness, statement: statements[place] ?? .notAsked, proxy: proxy)
        }
        return WitnessReport(family: family, testimonies: testimonies)
    }
}
