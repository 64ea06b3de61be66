import EgressPolicy
import HTTPTransport
import Testing

@testable import EgressWitnesses

/// Real sockets and real TLS; inside `scripts/with-test-authority`.
@Suite("asking witnesses", .serialized)
struct AskingTests {
    static let good = IPAddress(v4: 0x5db8_d822)
    static let honest = "say/93.184.216.34%0A"

    static func ask(_ witnesses: [Witness], seconds: Double = 20) -> WitnessReport {
        WitnessRound.ask([WitnessRound(witnesses, family: .v4)], deadline: .after(seconds: seconds))[0]
    }

    @Test("honest witnesses agree, the liar is named")
    func agreed() throws {
        let server = try WitnessServer()
        let liar = IPAddress(v4: 0x5db8_d801)
        let report = Self.ask(server.witnesses([Self.honest, "say/93.184.216.1", Self.honest]))
        #expect(report.testimonies.map(\.statement) == [.said(Self.good), .said(liar), .said(Self.good)])
        let dissent = [WitnessVote(operatorName: "b", address: liar)]
        #expect(report.conclusion == .agreed(Self.good, by: ["a", "c"], dissent: dissent))
    }

    @Test("a page of key=value is read by its key")
    func keyValue() throws {
        let server = try WitnessServer()
        let trace = server.url("say/h=1.0.0.1%0Aip=93.184.216.34%0A")
        let report = Self.ask([Witness("a", trace, .v4, format: .keyValue(key: "ip"))])
        #expect(report.testimonies.map(\.statement) == [.said(Self.good)])
        #expect(report.conclusion == .tooFew(1))
    }

    @Test("answers that do not count are discarded, each with its reason")
    func discarded() throws {
        let server = try WitnessServer()
        let table: [(path: String, statement: WitnessStatement)] = [
            ("say/10.0.0.1", .refused(.notPublic(IPAddress(v4: 0x0a00_0001)))),
            ("say/a%20sentence", .refused(.notAnAddress(.malformed))),
            ("say/%3Cp%3E93.184.216.34%3C%2Fp%3E", .refused(.notAnAddress(.malformed))),
            ("say/2606::1", .refused(.wrongFamily(IPAddress(v6: 0x2606 << 112 | 1)))),
            ("say/" + String(repeating: "1", count: 65), .refused(.tooLong(limit: 64))),
            ("endless", .refused(.tooLong(limit: 64))),
            ("status/429", .status(429, retryAfter: 7)),
            ("status/511", .status(511, retryAfter: 7)),
            ("redirect/say%2F93.184.216.34", .failed(.redirected(status: 302, host: nil))),
            ("gzip", .failed(.encoded("gzip"))),
        ]
        let report = Self.ask(server.witnesses(table.map(\.path)))
        for (testimony, expected) in zip(report.testimonies, table) {
            #expect(testimony.statement == expected.statement, "\(expected.path)")
        }
        #expect(report.testimonies.count == table.count)
        #expect(report.conclusion == .tooFew(0))
    }

    @Test("a redirect is not followed, and each operator is asked once")
    func once() throws {
        let server = try WitnessServer()
        let target = Self.honest.replacing("/", with: "%2F")
        var witnesses = server.witnesses(["redirect/\(target)", Self.honest, Self.honest])
        witnesses.append(Witness("c", server.url("say/93.184.216.1"), .v4))
        let report = Self.ask(witnesses)
        #expect(report.testimonies.last?.statement == .notAsked)
        let requests = try Self.recorded(server)
        #expect(requests.count == 3)
        #expect(requests.filter { $0.hasPrefix("GET /redirect/") }.count == 1)
    }

    @Test("a witness learns that somebody asks over https, and nothing else")
    func neutral() throws {
        let server = try WitnessServer()
        _ = Self.ask(server.witnesses([Self.honest]))
        let requests = try Self.recorded(server)
        let lines = try #require(requests.first).split(separator: "\r\n").dropFirst()
        let names = lines.compactMap { $0.split(separator: ":").first?.lowercased() }
        #expect(
            names.sorted() == [
                "accept", "accept-encoding", "accept-language", "connection", "host", "user-agent",
            ])
        #expect(lines.contains("User-Agent: egress-witness/1"))
        #expect(!requests.contains { $0.lowercased().contains("d24") })
    }

    @Test("silent and dripping witnesses end at the deadline")
    func deadline() throws {
        let server = try WitnessServer()
        let clock = ContinuousClock()
        let start = clock.now
        let report = Self.ask(server.witnesses(["silent", "drip", "silent", Self.honest]), seconds: 1.5)
        let took = start.duration(to: clock.now)
        #expect(took > .seconds(1.4) && took < .seconds(2))
        #expect(
            report.testimonies.map(\.statement) == [
                .failed(.timedOut), .failed(.timedOut), .failed(.timedOut), .said(Self.good),
            ])
        #expect(report.conclusion == .tooFew(1))
    }

    @Test("nobody waits for witnesses that cannot change the conclusion")
    func earlyExit() throws {
        let server = try WitnessServer()
        let clock = ContinuousClock()
        let start = clock.now
        let report = Self.ask(
            server.witnesses(["silent", Self.honest, Self.honest, Self.honest]), seconds: 60)
        #expect(start.duration(to: clock.now) < .seconds(20))
        #expect(report.testimonies.first?.statement == .notNeeded)
        #expect(report.conclusion == .agreed(Self.good, by: ["b", "c", "d"], dissent: []))
    }

    @Test("several questions at once: each has its own answer, and neither waits for what is settled")
    func severalQuestions() throws {
        let server = try WitnessServer()
        let clock = ContinuousClock()
        let start = clock.now
        let six = zip("abcd", ["say/2606::1", "say/2606::1", "say/2606::1", "silent"]).map {
            Witness(String($0), server.url($1), .v6)
        }
        let rounds = [
            // Never certain, and done when both were heard.
            WitnessRound(server.witnesses([Self.honest, Self.honest]), family: .v4),
            WitnessRound(six, family: .v6),
        ]
        let reports = WitnessRound.ask(rounds, deadline: .after(seconds: 60))
        #expect(start.duration(to: clock.now) < .seconds(20))
        #expect(reports.map(\.family) == [.v4, .v6])
        #expect(reports.first?.conclusion == .tooFew(2))
        let address = IPAddress(v6: 0x2606 << 112 | 1)
        #expect(reports.last?.conclusion == .agreed(address, by: ["a", "b", "c"], dissent: []))
        #expect(reports.last?.testimonies.last?.statement == .notNeeded)
    }

    @Test("witnesses by URL: two hosts are two operators, which are too few")
    func byURL() throws {
        let server = try WitnessServer()
        let urls = [
            server.url(Self.honest), server.url(Self.honest, host: "localhost"), server.url("silent"),
        ]
        let report = Self.ask(try urls.map { try Witness(url: $0) })
        #expect(report.testimonies.map(\.statement) == [.said(Self.good), .said(Self.good), .notAsked])
        #expect(report.conclusion == .tooFew(2))
    }

    @Test("a witness that is not there, or that cannot be asked, is discarded")
    func unreachable() throws {
        let witnesses = [
            Witness("a", "https://127.0.0.1:1/", .v4), Witness("b", "https://user@127.0.0.1/", .v4),
        ]
        let statements = Self.ask(witnesses).testimonies.map(\.statement)
        #expect(statements == [.failed(.connectionRefused), .notAskable(.userInURL)])
    }

    static func recorded(_ server: WitnessServer) throws -> [String] {
        let request = try HTTPRequest(get: server.url("recorded"))
        guard case .answer(let answer) = HTTPClient.perform(request, deadline: .after(seconds: 20)) else {
            throw NotRecorded()
        }
        return String(decoding: answer.body, as: UTF8.self).split(separator: "\0").map(String.init)
    }

    struct NotRecorded: Error {}
}
