import CashoutsAPI
import EgressPolicy
import EgressWitnesses
import KeyRotation
import Testing

@testable import HTTPTransport
@testable import PreflightChecks
@testable import VaultFormat

/// What is right of a vault, an environment and the way to D24, besides what `Fixture` has.
extension Fixture {
    /// A host of staging, and an unlock phrase.
    static let slots = [
        VaultSlot(
            name: "web-1", role: .reader, isPhrase: false, isOwn: true, scope: .only([EnvironmentName.stg])),
        VaultSlot(name: "recovery", role: .writer, isPhrase: true, isOwn: false, scope: .all),
    ]

    /// - Parameters:
    ///   - seconds: before `now`.
    static func verification(
        _ verdict: String = "accepted", signature: SignatureProof = .proven,
        at url: String = "https://api-stg.directa24.com", before seconds: Int64 = 3600,
        from host: String = "stg-1"
    ) throws -> Verification {
        Verification(
            verdict: verdict, httpStatus: 412, code: 509, signature: signature.rawValue,
            baseURL: try BaseURL(url),
            authentication: .both, host: host, time: now.advanced(bySeconds: -seconds))
    }

    static func entry(_ network: String, expires: Int64? = nil) -> WhitelistRecord {
        WhitelistRecord(
            network: network, note: "", added: now, expires: expires.map { now.advanced(bySeconds: $0) })
    }

    /// Fills in what the sound vault has of an environment.
    static func complete(_ environment: inout EnvironmentRecord) throws {
        environment.versions[0].verification = try verification()
        environment.whitelist = [entry(address)]
        environment.scanPaths = ["/srv/app"]
        environment.notificationURL = "https://shop.example/d24/hidden"
    }

    /// Fills in what was gathered.
    static func complete(_ facts: inout PreflightFacts) throws {
        facts.now = now
        facts.proxy = ProxyFact(proxy: nil)
        facts.ipv6 = .known(
            IPv6Way(host: "api-stg.directa24.com", addresses: [], isOpen: false, resolves: true))
        facts.certificate = .seen(certificate(days: 90))
        facts.scan = .done(ScanSight(files: 12))
        facts.probesNotifications = true
        facts.notification = .tried(try sight())
    }

    static func certificate(days: Int64, and seconds: Int64 = 0) -> ServedCertificate {
        ServedCertificate(
            end: now.advanced(bySeconds: days * 86_400 + seconds), issuer: "CN=R3,O=An authority,C=US")
    }

    /// A receiver that takes what is authentic and refuses what is not.
    static func sight(
        _ url: String = "https://shop.example/d24/hidden", proxy: String? = nil
    ) throws -> NotificationSight {
        let location = try #require(try HTTPSLocation(url))
        var sight = NotificationSight(
            of: "stg", to: location, apiHosts: ["api-stg.directa24.com", "pay.example"], proxy: proxy)
        sight.way = .addresses([try IPAddress("93.184.216.80")])
        if proxy == nil { sight.wayAfter = sight.way }
        sight.authentic = answer(200)
        sight.forged = answer(403)
        return sight
    }

    static func answer(_ status: Int) -> HTTPOutcome {
        .answer(HTTPAnswer(status: status, headers: [:], body: []))
    }
}

extension PreflightFacts {
    /// These facts with another thing in them.
    func set<Value>(_ path: WritableKeyPath<PreflightFacts, Value>, _ value: Value) -> PreflightFacts {
        var facts = self
        facts[keyPath: path] = value
        return facts
    }

    /// These facts with another environment.
    func environment(_ change: (inout EnvironmentRecord) throws -> Void) throws -> PreflightFacts {
        try with { try change(&$0.metadata.environments[0]) }
    }

    /// These facts with another answer of a receiver.
    func receiver(_ change: (inout NotificationSight) throws -> Void) throws -> PreflightFacts {
        var sight = try Fixture.sight()
        try change(&sight)
        return set(\.notification, .tried(sight))
    }
}
