package import EgressPolicy
package import HTTPTransport

/// One question, about one family, to one witness of each operator.
package struct WitnessRound: Sendable {
    /// In seconds; long enough for a TLS handshake across the world, short enough for a person.
    package static let usualDeadline = 4.0

    /// The one asked about: an address of the other is `WitnessRefusal.wrongFamily`.
    package let family: IPFamily
    /// All that might have been asked about this family, in the order given.
    package let witnesses: [Witness]
    /// The places in `witnesses` of those that are asked.
    let chosen: [Int]
    private let terms: AskingTerms

    /// Chooses whom to ask. Witnesses of the other family only are left out; of several of one operator the
    /// first that is of this family only is asked, or else the first.
    package init(_ witnesses: [Witness], family: IPFamily, terms: AskingTerms = AskingTerms()) {
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
        self.terms = terms
        chosen = places.values.filter { terms.resting[fitting[$0].operatorName] == nil }.sorted()
    }

    /// Asks all of several questions at once, and waits until the witnesses of each are certain to agree, all
    /// have been heard, or the deadline has passed; a report for each question, in their order.
    package static func ask(_ rounds: [WitnessRound], deadline: Deadline) -> [WitnessReport] {
        ask(rounds, deadline: deadline, waitingForAll: false)
    }

    /// Asks all of several questions at once, on several connections to each operator and under one deadline;
    /// a report for each question, in their order. Nobody is left unheard because the others agree.
    package static func askOnSeveralConnections(
        _ rounds: [WitnessRound], deadline: Deadline
    ) -> [PoolReport] {
        let count = PoolReport.connections
        let reports = ask(
            rounds.flatMap { Array(repeating: $0, count: count) }, deadline: deadline, waitingForAll: true)
        return rounds.enumerated().map { index, round in
            PoolReport(family: round.family, rounds: Array(reports[index * count..<(index + 1) * count]))
        }
    }

    private static func ask(
        _ rounds: [WitnessRound], deadline: Deadline, waitingForAll: Bool
    ) -> [WitnessReport] {
        let questions = rounds.map { $0.questions() }
        let outcomes = HTTPClient.perform(questions.flatMap(\.requests), deadline: deadline) { outcomes in
            !waitingForAll
                && parts(of: outcomes, questions).enumerated().allSatisfy { index, part in
                    rounds[index].isSettled(questions[index], part)
                }
        }
        return parts(of: outcomes, questions).enumerated().map { index, part in
            rounds[index].report(questions[index], part)
        }
    }

    /// The requests of a round, and what is known without sending any.
    private struct Questions {
        var requests: [HTTPRequest] = []
        /// The place in `witnesses` of each request.
        var places: [Int] = []
        var notAskable: [Int: WitnessStatement] = [:]
    }

    private func questions() -> Questions {
        var questions = Questions()
        for place in chosen {
            do throws(HTTPRequestError) {
                questions.requests.append(try witnesses[place].request())
                questions.places.append(place)
            } catch {
                questions.notAskable[place] = .notAskable(error)
            }
        }
        return questions
    }

    /// Which of the outcomes belong to which round.
    private static func parts(
        of outcomes: [HTTPOutcome?], _ questions: [Questions]
    ) -> [ArraySlice<HTTPOutcome?>] {
        var start = 0
        return questions.map { question in
            defer { start += question.requests.count }
            return outcomes[start..<start + question.requests.count]
        }
    }

    /// Whether nothing more is to be learnt for this question.
    private func isSettled(_ questions: Questions, _ outcomes: ArraySlice<HTTPOutcome?>) -> Bool {
        let known = zip(questions.places, outcomes).filter { $0.1 != nil }
        return known.count == outcomes.count || isCertain(known.map { ($0.0, statement(of: $0.1, at: $0.0)) })
    }

    private func report(_ questions: Questions, _ outcomes: ArraySlice<HTTPOutcome?>) -> WitnessReport {
        var statements = questions.notAskable
        for (place, outcome) in zip(questions.places, outcomes) {
            statements[place] = statement(of: outcome, at: place)
        }
        return report(statements)
    }

    private func statement(of outcome: HTTPOutcome?, at place: Int) -> WitnessStatement {
        WitnessStatement(outcome, format: witnesses[place].format, family: family)
    }

    /// Whether those who have not answered cannot undo an agreement.
    func isCertain(_ statements: [(place: Int, statement: WitnessStatement)]) -> Bool {
        let testimonies = statements.map { testimony($0.statement, at: $0.place) }
        let heard = Set(testimonies.map(\.witness.operatorName))
        let asked = Set(
            chosen.map { witnesses[$0] }.filter { terms.isOnRoute(HTTPClient.proxy(for: $0.url)) }
                .map(\.operatorName))
        return Quorum.isCertain(testimonies.compactMap(\.vote), outstanding: asked.subtracting(heard))
    }

    /// What came of each witness, by its place; those without a statement were not asked.
    func report(_ statements: [Int: WitnessStatement]) -> WitnessReport {
        let testimonies = witnesses.enumerated().map { place, witness in
            let rest = terms.resting[witness.operatorName].map { WitnessStatement.resting(until: $0) }
            return testimony(statements[place] ?? rest ?? .notAsked, at: place)
        }
        return WitnessReport(family: family, testimonies: testimonies)
    }

    private func testimony(_ statement: WitnessStatement, at place: Int) -> Testimony {
        let proxy = HTTPClient.proxy(for: witnesses[place].url)
        return Testimony(
            witness: witnesses[place], statement: statement, proxy: proxy, isOnRoute: terms.isOnRoute(proxy))
    }
}
