import HTTPTransport
import Testing

@Suite("certificates") struct CertificateTests {
    @Test(
        "a certificate that does not hold is refused, and it is said why",
        arguments: [
            ("expired", TLSProblem.expired), ("not-yet", .notYetValid), ("stranger", .unknownAuthority),
            ("wrong-name", .wrongName), ("plain", .notTLS),
        ])
    func refused(listener: String, problem: TLSProblem) throws {
        let outcome = try HostileServer.ask("/ok", listener: listener)
        guard case .failure(.tls(let found, let text)) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(found == problem)
        #expect(!text.isEmpty)
    }

    @Test("the address of a host is good when the certificate names it")
    func address() throws {
        let url = try HostileServer.url("/ok", host: "127.0.0.1")
        guard case .answer = Ask(url: url).outcome(seconds: 20) else {
            Issue.record("no answer")
            return
        }
    }

    @Test("a port where nobody listens refuses")
    func refusedConnection() throws {
        #expect(try HostileServer.ask("/", listener: "refused") == .failure(.connectionRefused))
    }
}
