import CashoutsAPI
import EgressPolicy
import HTTPTransport
import KeyRotation
import VaultFormat

extension Check {
    /// Notifications of D24 arrive, and forged ones are refused.
    static let notificationURL = Check(
        "notification-url", "the notification URL takes what D24 signed, and nothing else",
        after: ["credentials-complete"], needs: [.vault, .credentials, .notification],
        Explanation(
            looksAt: """
                Only with --probe-notifications. The notification URL is https at port 443, its name has public \
                addresses alone, and it is no host of an API. A sample is posted there as D24 posts a notification: \
                a form with all documented fields, a random external_id that begins with preflight-, the cashout_id \
                0, and a control by the current API Signature. It is answered with 2xx, and another sample with a \
                forged control is refused with 4xx. Any other answer to that, and 408, 409, 425 and 429, may have \
                other reasons, and leave the question open; so does a name that leads elsewhere after the samples \
                than before. No key is sent. The receiver sees notifications of cashouts that it does not know, and \
                has to answer the authentic one with 2xx all the same.
                """,
            evidence: "The host, its addresses, and both answers. The path may be secret, and is not shown.",
            toDo: """
                Set the URL with 'd24-vault env set --notification-url', verify the control of every notification \
                before anything is answered, and try a body by hand with 'd24-signature notification'.
                """)
    ) { facts in
        guard facts.probesNotifications else {
            return .skipped("a sample is only sent with --probe-notifications")
        }
        guard let environment = facts.environment else {
            return .couldNotTell("the vault has no such environment")
        }
        guard environment.notificationURL != nil else {
            return .skipped("\(environment.name.text) has no notification URL")
        }
        switch facts.notification {
        case .notSent: return .couldNotTell("no sample was sent")
        case .refused(let diagnostic): return .refused(diagnostic)
        case .tried(let sight): return sight.obstacle ?? sight.moved ?? sight.answers
        }
    }
}

extension NotificationSight {
    private var host: String { location.origin.text }

    /// Why a sample is not sent; nil where nothing is known against it.
    var obstacle: Finding? {
        let setting = ["set another with 'd24-vault env set \(name) --notification-url URL'"]
        guard location.origin.port == 443 else {
            return .failed(
                "\(host): D24 connects to the ports 80 and 443 only, and nothing was sent", hints: setting)
        }
        guard location.origin.knownKind == nil, !apiHosts.contains(location.origin.host) else {
            return .failed("\(host) is the host of an API, and nothing was sent", hints: setting)
        }
        switch way {
        case .notLookedUp: return nil
        // A proxy may know the name all the same.
        case .unknown where proxy != nil: return nil
        case .addresses(let addresses) where addresses.isEmpty && proxy != nil: return nil
        case .unknown:
            return .couldNotTell(
                "the resolver did not tell where \(host) is, and nothing was sent",
                hints: ["ask it with 'getent ahosts'"])
        case .addresses(let addresses):
            guard !addresses.isEmpty else {
                return .failed("\(host) has no address, and nothing was sent", hints: setting)
            }
            let closed = addresses.filter { $0.specialPurpose != nil }
            guard !closed.isEmpty else { return nil }
            return .failed(
                "\(host) leads to \(Self.list(closed)): D24 cannot reach that, and nothing was sent",
                hints: [
                    "give the name a public address, or look whether this host's resolver has a view of its own"
                ])
        }
    }

    /// Whether who answered may have been at another address than the one that was judged: a name can lead
    /// elsewhere each time that it is looked up, and the transport looked it up for itself.
    fileprivate var moved: Finding? {
        guard proxy == nil, authentic?.isAnswer == true, way != wayAfter else { return nil }
        let after =
            switch wayAfter {
            case .notLookedUp, .unknown: "the resolver did not tell where"
            case .addresses(let addresses) where addresses.isEmpty: "it has no address"
            case .addresses(let addresses): "it leads to \(Self.list(addresses))"
            }
        return .couldNotTell(
            "\(place): after the answers \(after), so who answered is not known",
            hints: ["give the name addresses that stay, and see what it has: 'getent ahosts'"])
    }

    private static func list(_ addresses: [IPAddress]) -> String {
        addresses.map { address in
            address.text + (address.specialPurpose.map { ", \($0.rawValue)" } ?? "")
        }.joined(separator: "; ")
    }

    private var place: String {
        switch way {
        case .notLookedUp, .unknown: host
        case .addresses(let addresses):
            addresses.isEmpty ? host : "\(host) (\(addresses.map(\.text).joined(separator: ", ")))"
        }
    }

    private func words(_ failure: HTTPFailure) -> String {
        failure == .tooLarge
            ? "the answer is longer than 64 KiB" : FailureText.message(failure, at: location.origin)
    }

    /// 4xx that say nothing of what was sent: too slow, seen already, too early, too often.
    private static let undecided = [408, 409, 425, 429]

    /// What the answers say.
    fileprivate var answers: Finding {
        let through = proxy.map { ", through the proxy \($0)" } ?? ""
        let place = place + through
        let byHand = "see what it makes of a body with 'd24-signature notification \(name)'"
        switch authentic {
        case nil: return .couldNotTell("\(place): no sample was sent")
        case .answer(let answer) where !(200..<300).contains(answer.status):
            return .failed(
                "\(place) answers HTTP \(answer.status) to an authentic sample",
                hints: [
                    "answer with 2xx once the control is right, whether or not the cashout is known: D24 sends "
                        + "it again otherwise", byHand,
                ])
        case .answer: break
        case .failure(.redirected(let status, _)):
            return .failed(
                "\(place) answers HTTP \(status), and whether D24 follows is not documented",
                hints: [
                    "set the URL that it redirects to: 'd24-vault env set \(name) --notification-url URL'"
                ])
        case .failure(let failure):
            let words = "\(place): \(words(failure))"
            let hints = ["look at the receiver, and let this host and D24 reach it at port 443"]
            return failure.isOfCertificate
                ? .failed(words, hints: hints) : .couldNotTell(words, hints: hints)
        }
        switch forged {
        case nil: return .couldNotTell("\(place): no forged sample was sent")
        case .answer(let answer) where (200..<300).contains(answer.status):
            return .failed(
                "\(place) answers HTTP \(answer.status) to a forged sample too",
                hints: ["verify the control of each notification before it is answered", byHand])
        case .answer(let answer)
        where (400..<500).contains(answer.status)
            && !Self.undecided.contains(answer.status):
            return .passed(
                "\(place) takes an authentic sample, and answers HTTP \(answer.status) to a forged one")
        case .answer(let answer): return undecided(answer.status, at: place, byHand)
        case .failure(.redirected(let status, _)): return undecided(status, at: place, byHand)
        case .failure(let failure):
            return .couldNotTell(
                "\(place) takes an authentic sample, and to a forged one there is no answer: \(words(failure))",
                hints: ["try again with 'd24-preflight run \(name) --probe-notifications'"])
        }
    }
}

extension NotificationSight {
    private func undecided(_ status: Int, at place: String, _ byHand: String) -> Finding {
        .couldNotTell(
            "\(place) takes an authentic sample, and answers HTTP \(status) to a forged one, which need not be "
                + "because of its control",
            hints: ["verify the control before anything else, and answer 403 where it is wrong", byHand])
    }
}
