import CashoutsAPI
import EgressPolicy
import HTTPTransport
import KeyRotation
import StrictJSON
import ToolSupport
import VaultFormat

/// The signed ping, taken as a question about our address.
struct APIPing {
    let statement: PingStatement

    /// For D24 alone, whatever the witnesses were given: it answers slower than they do. In seconds.
    static let deadline = 10.0

    /// Sends one, without a negative control: the signature is not what is asked about. Nothing is recorded.
    init(
        _ selector: CredentialSelector, of environment: EnvironmentRecord, in session: borrowing VaultSession
    ) throws(Diagnostic) {
        let version = try environment.version(selector)
        let ping = try session.signedPing(version, of: environment, control: .never)
        let result = ping.send(deadline: .after(seconds: Self.deadline))
        statement = PingStatement(result, version: version, of: environment)
    }

    /// What it says of the address. The order of D24's checks is not documented, so a key that was rejected
    /// says nothing of the address.
    var word: APIWord {
        switch statement.result.verdict {
        case .accepted: .letIn
        case .blocked(.address): .refused
        case .blocked(.account), .rejected, .inconclusive: .inconclusive
        }
    }

    var json: JSONValue {
        [
            "verdict": .string(statement.result.verdict.text),
            "message": .string(statement.message),
            "credential": .string(statement.version.name),
            "http_status": statement.result.answer.httpStatus.map { .integer(Int64($0)) } ?? .null,
            "code": statement.result.answer.code.map { .integer(Int64($0)) } ?? .null,
            "base_url": .string(statement.environment.baseURL.text),
            "proxy": statement.result.proxy.map { .string($0) } ?? .null,
        ]
    }
}
