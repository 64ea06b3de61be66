import CashoutsAPI
package import EgressPolicy
import HTTPTransport
import Sodium
package import ToolSupport
import VaultFormat

/// What became of a sample that was sent to where notifications are taken.
package enum NotificationFact: Sendable {
    /// No check needs it, or what it rests on was not as it should be.
    case notSent
    /// It could not be made.
    case refused(Diagnostic)
    case tried(NotificationSight)

    /// Signs the sample now; what is handed out sends it. Only to be called when somebody asked for it.
    static func probe(_ facts: PreflightFacts, in session: borrowing VaultSession) -> Probe? {
        guard case .open(let version) = facts.credentials, let environment = facts.environment,
            let vault = facts.openVault, let text = environment.notificationURL
        else { return nil }
        do throws(Diagnostic) {
            let sight = NotificationSight(
                of: environment.name.text, to: try location(text, at: vault.path),
                apiHosts: vault.metadata.environments.map(\.baseURL.host), proxy: HTTPClient.proxy(for: text))
            let secrets = try session.credentials(of: environment)
            guard let key = secrets.value(of: .apiSignature, in: version.number) else {
                throw Diagnostic(
                    .damaged, "\(version.name) of \(environment.name.text) is not in the vault")
            }
            let sample = NotificationSample(
                date: formDate(Now.timestamp), random: RandomBytes.make(NotificationSample.randomByteCount),
                key: key)
            return Probe(.notification) { deadline in
                .notification(.tried(sight.sending(sample, before: deadline)))
            }
        } catch {
            let refused = NotificationFact.refused(error)
            return Probe(.notification) { _ in .notification(refused) }
        }
    }

    private static func location(_ text: String, at path: String) throws(Diagnostic) -> HTTPSLocation {
        if let location = try? HTTPSLocation(text) { return location }
        // `d24-vault` lets nobody enter another one.
        throw Diagnostic(.badMetadata("environments.notification_url"), at: path)
    }

    /// `YYYY-MM-DD HH:MM:SS`, as the page has it.
    private static func formDate(_ time: Timestamp) -> String {
        String(time.text.dropLast()).replacing("T", with: " ")
    }
}

/// What was seen of a notification URL: what it is, where it leads, and what was answered there.
package struct NotificationSight: Sendable {
    /// Where the name of the URL leads, as this host sees it.
    package enum Way: Equatable, Sendable {
        case notLookedUp
        /// The resolver could not tell in time.
        case unknown
        case addresses([IPAddress])
    }

    /// Of the environment.
    let name: String
    let location: HTTPSLocation
    /// The hosts of the vault's environments: nothing but the ping goes there.
    let apiHosts: [String]
    /// What a sample goes through; its resolver may know more names than this host's. Without user and
    /// password.
    let proxy: String?
    var way = Way.notLookedUp
    /// The same after the samples were answered; not looked up where a proxy looks up for itself.
    var wayAfter = Way.notLookedUp
    /// The answer to the authentic sample; nil where it was not sent.
    var authentic: HTTPOutcome?
    /// The answer to the forged one; nil where it was not sent, as the authentic one was not taken.
    var forged: HTTPOutcome?

    init(of name: String, to location: HTTPSLocation, apiHosts: [String], proxy: String?) {
        self.name = name
        self.location = location
        self.apiHosts = apiHosts
        self.proxy = proxy
    }

    /// Looks the name up, and sends the sample if there is no reason against it; a forged one only to who
    /// took the authentic one.
    fileprivate func sending(_ sample: NotificationSample, before deadline: Deadline) -> NotificationSight {
        var sight = self
        guard sight.obstacle == nil else { return sight }
        sight.way = Self.way(to: location.origin.host, before: deadline)
        guard sight.obstacle == nil else { return sight }
        sight.authentic = send(sample.authentic, before: deadline)
        if sight.authentic?.isTaken == true { sight.forged = send(sample.forged, before: deadline) }
        // The transport looks the name up for itself, and cannot be told which address to take.
        if sight.authentic?.isAnswer == true, proxy == nil {
            sight.wayAfter = Self.way(to: location.origin.host, before: deadline)
        }
        return sight
    }

    private func send(_ body: [UInt8], before deadline: Deadline) -> HTTPOutcome {
        do throws(HTTPRequestError) {
            let request = try HTTPRequest(
                postForm: location.text, userAgent: "d24-tools/\(Tool.version)", body: body)
            return HTTPClient.perform(request, deadline: deadline)
        } catch { return .failure(.other("no request can be made of the URL: \(error)")) }
    }

    private static func way(to host: String, before deadline: Deadline) -> Way {
        // A resolver takes an address without its brackets.
        let host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        guard let lookup = try? IPv6Lookup(of: host, withIPv4: true),
            let destinations = try? lookup.destinations(before: deadline)
        else { return .unknown }
        return .addresses(destinations.map { IPAddress(v6: $0.address) }.sorted())
    }
}

extension HTTPOutcome {
    /// Whether somebody answered in HTTP.
    var isAnswer: Bool {
        switch self {
        case .answer, .failure(.redirected): true
        case .failure: false
        }
    }

    /// Whether it is a 2xx, after which D24 does not send a notification again.
    var isTaken: Bool {
        switch self {
        case .answer(let answer): (200..<300).contains(answer.status)
        case .failure: false
        }
    }
}
