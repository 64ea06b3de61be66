import CashoutsAPI
import HTTPTransport
import SystemIO
import VaultFormat

/// The certificate that the API's server shows.
package enum CertificateFact: Sendable {
    /// No check needs it, or there is no environment.
    case notAsked
    /// It cannot be asked for here, for this reason.
    case notPossible(String)
    /// There was no certificate, for this reason, lower case and without a full stop; by the proxy, host and
    /// port.
    case notSeen(String, through: String? = nil)
    case seen(ServedCertificate)

    /// Has openssl make the connection that the ping makes, on the same way, and say nothing over it.
    ///
    /// The transport shows no certificate. Whether this one is trusted is not asked here: `tls-handshake`
    /// tells.
    static func probe(_ facts: PreflightFacts) -> Probe? {
        guard let url = facts.environment?.baseURL else { return nil }
        return Probe(.certificate) { deadline in
            guard let program = ProgramLookup.absolutePath(of: "openssl") else {
                return .certificate(.notPossible("there is no openssl on this host"))
            }
            let proxy: String?
            switch HTTPClient.proxyRoute(for: url.text) {
            case .direct: proxy = nil
            case .plain(let place): proxy = place
            case .withUser(let shown):
                return .certificate(
                    .notPossible("the proxy \(shown) wants a user, which openssl takes in its command line"))
            case .otherKind(let shown):
                return .certificate(.notPossible("openssl cannot go through the proxy \(shown)"))
            }
            do throws(Errno) {
                let openssl = OpenSSL(program: program, deadline: deadline)
                let output = try openssl.run(OpenSSL.connect(to: url, through: proxy))
                guard let own = ServedCertificate.own(in: output) else {
                    return .certificate(.notSeen("openssl was shown no certificate", through: proxy))
                }
                guard let certificate = ServedCertificate(output: try openssl.run(OpenSSL.tell, reading: own))
                else {
                    return .certificate(.notSeen("openssl cannot read the certificate", through: proxy))
                }
                return .certificate(.seen(certificate))
            } catch .timedOut {
                return .certificate(.notSeen("no certificate was there before the deadline", through: proxy))
            } catch .fileTooLarge {
                return .certificate(.notSeen("openssl tells more than 256 KiB of the server", through: proxy))
            } catch {
                return .certificate(.notSeen("openssl could not be run: \(error)", through: proxy))
            }
        }
    }
}

/// The program, run with nothing of our environment, until a deadline.
struct OpenSSL {
    let program: String
    let deadline: Deadline

    /// 256 KiB: a chain of certificates has a few, and what a server sends beyond is not read.
    private static let outputLimit = 256 << 10

    /// Makes a connection and ends it at once, since its standard input is empty.
    /// - Parameter proxy: host and port.
    static func connect(to url: BaseURL, through proxy: String?) -> [String] {
        // Addresses are not sent as a name: RFC 6066, section 3.
        let isAddress = url.host.hasPrefix("[") || url.host.utf8.allSatisfy { $0 == 0x2e || $0 < 0x3a }
        return ["s_client", "-connect", "\(url.host):\(url.port)"]
            + (isAddress ? ["-noservername"] : ["-servername", url.host])
            + (proxy.map { ["-proxy", $0] } ?? [])
    }

    /// Says of the certificate on its standard input what `ServedCertificate` reads.
    static let tell = ["x509", "-noout", "-enddate", "-issuer", "-nameopt", "RFC2253"]

    /// What it writes to standard output, however it ends: s_client fails where a server ends first.
    func run(_ arguments: [String]) throws(Errno) -> [UInt8] {
        var command = try LeashedProgram.start(program, arguments, environment: try Self.environment())
        return try command.readAll(limit: Self.outputLimit) { deadline.remaining }
    }

    func run(_ arguments: [String], reading input: [UInt8]) throws(Errno) -> [UInt8] {
        let file = try MemoryFile.sealed(name: "certificate", holding: input.span)
        var command = try LeashedProgram.start(
            program, arguments, environment: try Self.environment(), reading: file)
        return try command.readAll(limit: Self.outputLimit) { deadline.remaining }
    }

    private static func environment() throws(Errno) -> EnvironmentBlock {
        let variables = ["PATH": "/usr/bin:/bin", "LC_ALL": "C"]
        return try EnvironmentBlock(
            variables.map { (name: Array($0.key.utf8), value: Array($0.value.utf8)) })
    }
}
