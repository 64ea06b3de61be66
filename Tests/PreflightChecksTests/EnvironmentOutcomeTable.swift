import CashoutsAPI
import EgressPolicy
import EgressWitnesses
import HTTPTransport
import ToolSupport
import VaultFormat

@testable import PreflightChecks

/// The checks of the vault's contents and of the way to D24, flipped to each of their outcomes.
extension OutcomeTableTests {
    static let vaultRows: [(id: String, outcome: String, spoiling: Spoiling)] = [
        ("vault-pin", "could not tell", { $0.set(\.vault, .notOpened) }),
        ("environment-known", "could not tell", { $0.set(\.vault, .notOpened) }),
        ("fields-differ", "could not tell", { try $0.with { $0.metadata.environments = [] } }),
        ("base-url-fits", "could not tell", { try $0.with { $0.metadata.environments = [] } }),
        ("vault-recovery", "warned", { try $0.with { $0.slots.removeLast() } }),
        ("vault-recovery", "could not tell", { $0.set(\.vault, .notOpened) }),
        ("identity-role", "warned", { try $0.slots(slot("web-1", .writer, isOwn: true), slot("web-2")) }),
        ("identity-role", "skipped", { try $0.slots(slot("web-2"), phrase(isOwn: true)) }),
        ("identity-role", "could not tell", { $0.set(\.vault, .notOpened) }),
        ("identity-scope", "failed", { try $0.slots(slot("web-1", isOwn: true)) }),
        ("identity-scope", "warned", { try $0.slots(slot("web-1", .writer, isOwn: true)) }),
        ("identity-scope", "skipped", { try $0.slots(phrase(isOwn: true)) }),
        ("identity-scope", "could not tell", { $0.set(\.vault, .notOpened) }),
        ("credential-age", "warned", { $0.set(\.now, Fixture.now.advanced(bySeconds: 365 * 86_400 + 1)) }),
        ("credential-age", "could not tell", { $0.set(\.now, Fixture.now.advanced(bySeconds: -1)) }),
        ("credential-age", "skipped", { try $0.environment { $0.versions = [] } }),
        ("credential-leftovers", "warned", { try $0.environment { $0.versions.append(try pending()) } }),
        ("credential-leftovers", "could not tell", { try $0.with { $0.metadata.environments = [] } }),
        (
            "fields-differ", "warned",
            { try $0.with { $0.metadata.environments.append(try twin($0.metadata.environments[0])) } }
        ),
        ("scan-paths", "failed", { $0.set(\.scan, .done(ScanSight(finds: ["/srv/app/.env: API Key"]))) }),
        ("scan-paths", "failed", { $0.set(\.scan, .refused(damaged)) }),
        ("scan-paths", "could not tell", { $0.set(\.scan, .done(ScanSight(unreadable: ["/srv: no"]))) }),
        ("scan-paths", "could not tell", { $0.absent(.scan, .deadline) }),
        ("scan-paths", "warned", { $0.set(\.scan, .done(ScanSight())) }),
        (
            "scan-paths", "could not tell",
            { try $0.set(\.scan, .notScanned).with { $0.isPinned = false } }
        ),
        ("scan-paths", "skipped", { $0.set(\.scan, .notScanned) }),
        ("scan-paths", "skipped", { try $0.environment { $0.scanPaths = [] } }),
        ("whitelist-entries", "warned", { try $0.whitelist("10.0.0.7") }),
        // A list that no tool writes is a failure, which this check can only warn of.
        ("whitelist-entries", "warned", { try $0.whitelist("what") }),
        ("whitelist-entries", "skipped", { try $0.environment { $0.whitelist = [] } }),
        ("whitelist-entries", "could not tell", { try $0.with { $0.metadata.environments = [] } }),
        (
            "signature-proven", "warned",
            { try $0.with(.notSent).environment { $0.versions[0].verification = nil } }
        ),
        ("signature-proven", "could not tell", { try $0.with { $0.metadata.environments = [] } }),
    ]

    static let wayRows: [(id: String, outcome: String, spoiling: Spoiling)] = [
        (
            "proxy-in-use", "warned",
            { $0.set(\.proxy, ProxyFact(proxy: nil, contradictions: ["no_proxy"])) }
        ),
        ("proxy-in-use", "could not tell", { $0.set(\.proxy, nil) }),
        ("tls-certificate", "failed", { $0.set(\.certificate, .seen(Fixture.certificate(days: 2))) }),
        ("tls-certificate", "warned", { $0.set(\.certificate, .seen(Fixture.certificate(days: 29))) }),
        ("tls-certificate", "skipped", { $0.set(\.certificate, .notPossible("no openssl")) }),
        ("tls-certificate", "could not tell", { $0.set(\.certificate, .notSeen("nothing there")) }),
        ("tls-certificate", "could not tell", { $0.absent(.certificate, .deadline) }),
        ("egress-ipv6", "warned", { $0.set(\.ipv6, .known(try ipv6(isOpen: true))) }),
        ("egress-ipv6", "skipped", { $0.set(\.ipv6, .proxied("http://p:1")) }),
        ("egress-ipv6", "could not tell", { $0.set(\.ipv6, .unknown) }),
        (
            "egress-ipv6", "could not tell",
            { $0.set(\.ipv6, .known(IPv6Way(host: "api-stg.directa24.com", addresses: [], isOpen: false))) }
        ),
        ("notification-url", "failed", { try $0.receiver { $0.forged = Fixture.answer(200) } }),
        ("notification-url", "failed", { $0.set(\.notification, .refused(damaged)) }),
        ("notification-url", "could not tell", { try $0.receiver { $0.forged = .failure(.timedOut) } }),
        ("notification-url", "could not tell", { try $0.receiver { $0.forged = Fixture.answer(409) } }),
        ("notification-url", "could not tell", { try $0.receiver { $0.wayAfter = .unknown } }),
        ("notification-url", "could not tell", { $0.set(\.notification, .notSent) }),
        ("notification-url", "skipped", { $0.set(\.probesNotifications, false) }),
        ("notification-url", "skipped", { try $0.environment { $0.notificationURL = nil } }),
        ("notification-url", "skipped", { $0.absent(.credentials, .notGiven) }),
    ]

    static func slot(_ name: String, _ role: SlotRole = .reader, isOwn: Bool = false) -> VaultSlot {
        VaultSlot(name: name, role: role, isPhrase: false, isOwn: isOwn, scope: .all)
    }

    static func phrase(isOwn: Bool) -> VaultSlot {
        VaultSlot(name: "recovery", role: .writer, isPhrase: true, isOwn: isOwn, scope: .all)
    }

    static func ipv6(isOpen: Bool) throws -> IPv6Way {
        IPv6Way(
            host: "api-stg.directa24.com", addresses: [try IPAddress("2606:2800:220:30::80")], isOpen: isOpen,
            resolves: true)
    }

    private static func pending() throws -> CredentialVersion { try Fixture.version(2, "ghi", .pending) }

    /// Another environment with the same keys.
    private static func twin(_ environment: EnvironmentRecord) throws -> EnvironmentRecord {
        var twin = try Fixture.environment(.spare, environment.kind, "https://spare.example", secrets: "xxx")
        twin.versions = environment.versions
        return twin
    }
}

extension PreflightFacts {
    func slots(_ slots: VaultSlot...) throws -> PreflightFacts { try with { $0.slots = slots } }

    func whitelist(_ networks: String...) throws -> PreflightFacts {
        try environment { $0.whitelist = networks.map { Fixture.entry($0) } }
    }
}
