import EgressPolicy
import HTTPTransport
import VaultFormat

/// How a report puts what came of a witness.
extension WitnessStatement {
    /// Why its word does not count, or was not waited for; nil where it counts. Lower case, no full stop. May
    /// hold what a server sent: to be escaped before it reaches a terminal.
    package var reason: String? {
        switch self {
        case .said: nil
        case .refused(let refusal): refusal.reason
        case .status(let status, nil): "answered with HTTP status \(status)"
        case .status(let status, let seconds?):
            "answered with HTTP status \(status) and asks to be left alone for \(seconds) s"
        case .failed(let failure): failure.reason
        case .notAskable(let error): error.reason
        case .notNeeded: "not waited for: the others agree"
        case .notAsked: "another witness of this operator was asked"
        case .resting(let until):
            "not asked: it wants to be left alone until \(Timestamp(seconds: until).text)"
        }
    }
}

extension WitnessRefusal {
    fileprivate var reason: String {
        switch self {
        case .tooLong(let limit): "answered more than \(limit) bytes"
        case .notAnAddress(let fault): "the answer is not an address: \(fault.rawValue)"
        case .wrongFamily(let address): "answered \(address.text), which is \(address.family.rawValue)"
        case .notPublic(let address):
            "answered \(address.text), \(address.specialPurpose?.rawValue ?? "not a public address")"
        }
    }
}

extension HTTPFailure {
    fileprivate var reason: String {
        switch self {
        case .tls: "no trustworthy connection: \(message)"
        case .redirected(let status, nil): "redirects (\(status)), which is not followed"
        case .redirected(let status, let host?): "redirects (\(status)) to \(host), which is not followed"
        case .nameNotResolved, .connectionRefused, .connectionFailed, .proxy, .timedOut, .tooLarge, .cutShort,
            .encoded, .other:
            message
        }
    }
}

extension HTTPRequestError {
    /// What is wrong with a witness's URL, as it follows "the URL of a witness".
    package var reason: String {
        switch self {
        case .notHTTPS: "does not begin with https://"
        case .userInURL: "has a user or a password before the host"
        case .malformedURL: "is not well formed"
        case .badHeader: "makes no request"
        }
    }
}
