package import CashoutsAPI
package import HTTPTransport
import Sodium
package import VaultFormat

/// Why a ping was not even built. Nothing was sent.
package enum SignedPingError: Error, Equatable, Sendable {
    /// The environment's host is not one for its kind: the keys would go to the wrong side.
    case host(HostConflict)
    /// The vault has no secrets of that version.
    case noSecrets
    /// The transport cannot make a request of it.
    case request(HTTPRequestError)
}

/// When a negative control follows an accepted ping.
package enum ControlPolicy: Sendable {
    /// On staging yes, on production no: a wrong signature there might be held against us.
    case byKind
    case always
    /// For questions that are not about the signature.
    case never

    /// Whether an environment of that kind gets one.
    package func applies(to kind: EnvironmentKind) -> Bool {
        switch self {
        case .byKind: kind == .staging
        case .always: true
        case .never: false
        }
    }
}

/// A ping that is built and signed, for one version and its own environment's host, and can be sent once.
///
/// It is consumed by sending: at most one ping and its control go out (lock-outs and rate limits of D24 are
/// not documented). The body and the `Authorization` header stay in guarded memory up to the process that
/// sends them, which is short-lived and writes no core.
package struct SignedPing: ~Copyable {
    private let request: HTTPRequest
    /// The same body with one digit of the signature changed; nil where none is wanted.
    private let control: HTTPRequest?

    /// Builds the body once, and signs it once.
    ///
    /// - Parameters:
    ///   - metadata: the vault that the environment is in: the triple goes to its own host or nowhere.
    ///   - secrets: of that environment.
    ///   - random: `StatusQuery.randomByteCount` bytes, which make an external id that cannot exist.
    ///   - userAgent: mandatory at D24.
    package init(
        _ version: CredentialVersion, of environment: EnvironmentRecord, in metadata: VaultMetadata,
        secrets: borrowing CredentialRecords, control policy: ControlPolicy, random: [UInt8],
        userAgent: String
    ) throws(SignedPingError) {
        let conflict = metadata.hostConflict(
            of: environment.name, kind: environment.kind, baseURL: environment.baseURL)
        if let conflict { throw .host(conflict) }
        guard let apiKey = secrets.value(of: .apiKey, in: version.number),
            let apiPassphrase = secrets.value(of: .apiPassphrase, in: version.number),
            let apiSignature = secrets.value(of: .apiSignature, in: version.number)
        else { throw .noSecrets }
        let query = StatusQuery(
            apiKey: apiKey, apiPassphrase: apiPassphrase, apiSignature: apiSignature,
            cashout: .externalID(StatusQuery.externalID(random: random)),
            authentication: environment.authentication)
        let url = environment.baseURL.text + StatusQuery.path
        let text = query.signature.text
        let ping = try Self.request(query, to: url, signature: text, userAgent)
        var second: HTTPRequest?
        if policy.applies(to: environment.kind) {
            let wrong = query.signature.negativeControlText
            second = try Self.request(query, to: url, signature: wrong, userAgent)
        }
        request = ping
        control = second
    }

    private static func request(
        _ query: borrowing StatusQuery, to url: String, signature: String, _ userAgent: String
    ) throws(SignedPingError) -> HTTPRequest {
        do throws(HTTPRequestError) {
            return try HTTPRequest(
                post: url, headers: StatusQuery.headers(signature: signature, userAgent: userAgent),
                authorization: query.authorizationCopy, body: SecretBytesReference(copying: query.body.bytes))
        } catch { throw .request(error) }
    }

    /// Sends the ping and, if it was accepted and a control is wanted, the control on the same route.
    ///
    /// - Parameter deadline: for both together.
    package consuming func send(deadline: Deadline) -> PingResult {
        let proxy = HTTPClient.proxy(for: request.url)
        let answer = PingAnswer(HTTPClient.perform(request, deadline: deadline))
        guard answer.verdict == .accepted, let control else {
            return PingResult(answer: answer, proxy: proxy)
        }
        let second = PingAnswer(HTTPClient.perform(control, deadline: deadline))
        return PingResult(answer: answer, control: second, proxy: proxy)
    }
}

extension StatusQuery {
    /// The `Authorization` header for one request.
    fileprivate var authorizationCopy: SecretBytesReference? {
        switch authorization {
        case .none: return nil
        case .some(let value): return SecretBytesReference(copying: value.bytes)
        }
    }
}
