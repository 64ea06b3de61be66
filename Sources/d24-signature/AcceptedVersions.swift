import CashoutsAPI
import Sodium
import ToolSupport
import VaultFormat

/// The versions of a credential that something from D24 may be signed with.
///
/// Current first, because it nearly always is; pending, because between the panel's change and the promotion
/// here D24 signs with it already; previous, because D24 repeats late notifications for half a day.
extension EnvironmentRecord {
    /// One to three versions. Throws a diagnostic of status `.notFound` where there is none.
    func acceptedVersions() throws(Diagnostic) -> [CredentialVersion] {
        let states: [CredentialState] = [.current, .pending, .previous]
        let versions = states.compactMap { version(in: $0) }
        return versions.isEmpty ? [try version(CredentialSelector.current)] : versions
    }
}

extension CredentialVersion {
    /// As a person reads it: `v2 (pending)`.
    var words: String { "\(name) (\(state.rawValue))" }
}

extension CredentialRecords {
    /// The HMAC key of a version, borrowed from the locked record. Throws a diagnostic of status `.damaged`.
    @_lifetime(borrow self)
    borrowing func signingKey(of version: CredentialVersion) throws(Diagnostic) -> Span<UInt8> {
        guard let key = value(of: .apiSignature, in: version.number) else {
            throw Diagnostic(.damaged, "the secrets of \(version.name) are not in the vault")
        }
        return key
    }
}

/// One pass over a body that is read once, under each of the accepted versions.
struct AcceptedAuthenticators: ~Copyable {
    private var first: MessageAuthenticator
    private var second: MessageAuthenticator?
    private var third: MessageAuthenticator?

    /// - Parameter versions: one to three.
    init(_ versions: [CredentialVersion], keys: borrowing CredentialRecords) throws(Diagnostic) {
        let first = MessageAuthenticator(key: try keys.signingKey(of: versions[0]))
        let second = try Self.authenticator(1, of: versions, keys)
        let third = try Self.authenticator(2, of: versions, keys)
        self.first = first
        self.second = second
        self.third = third
    }

    private static func authenticator(
        _ index: Int, of versions: [CredentialVersion], _ keys: borrowing CredentialRecords
    ) throws(Diagnostic) -> MessageAuthenticator? {
        guard versions.indices.contains(index) else { return nil }
        let key = try keys.signingKey(of: versions[index])
        return MessageAuthenticator(key: key)
    }

    mutating func update(_ bytes: Span<UInt8>) {
        first.update(bytes)
        second?.update(bytes)
        third?.update(bytes)
    }

    /// The code under each version, in the order that they were given in.
    consuming func finalize() -> [AuthenticationCode] {
        var codes = [first.finalize()]
        if let second { codes.append(second.finalize()) }
        if let third { codes.append(third.finalize()) }
        return codes
    }
}
