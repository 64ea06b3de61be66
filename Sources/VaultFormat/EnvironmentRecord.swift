package import CashoutsAPI
internal import StrictJSON

/// One environment of D24: where it is, how it is spoken to, and which credentials there are for it.
package struct EnvironmentRecord: Sendable, Equatable {
    /// No other environment of the vault has it, and it never changes: slots are given environments by name.
    package let name: EnvironmentName
    /// Says which hosts and keys are refused: those known for the other kind.
    package var kind: EnvironmentKind
    /// Where its API is; a verification that was made elsewhere does not count.
    package var baseURL: BaseURL
    /// How API Key and API Passphrase are sent; a verification in another mode does not count.
    package var authentication: AuthenticationMode
    /// Its box in the body.
    package let box: BoxID
    /// Where the host's public address is asked; empty for the list that the tools bring along.
    package var witnesses: [String]
    /// Where D24 sends this environment's notifications.
    package var notificationURL: String?
    /// Where copies of the credentials are looked for.
    package var scanPaths: [String]
    /// What the panel's whitelist holds, as far as this vault knows.
    package var whitelist: [WhitelistRecord]
    /// Ascending by number.
    package var versions: [CredentialVersion]

    /// An environment without credentials.
    package init(
        name: EnvironmentName, kind: EnvironmentKind, baseURL: BaseURL, authentication: AuthenticationMode,
        box: BoxID
    ) {
        self.name = name
        self.kind = kind
        self.baseURL = baseURL
        self.authentication = authentication
        self.box = box
        witnesses = []
        scanPaths = []
        whitelist = []
        versions = []
    }

    /// The version in that state; there is at most one pending, one current and one previous.
    package func version(in state: CredentialState) -> CredentialVersion? {
        versions.last { $0.state == state }
    }

    /// The numbers of the versions whose secrets are in the box: all but the retired ones.
    var versionsWithSecrets: [Int] { versions.filter { $0.state != .retired }.map { $0.number } }

    /// The number that the next version gets: numbers are never used twice.
    package var nextVersion: Int { (versions.last?.number ?? 0) + 1 }
}

/// One entry of a whitelist.
package struct WhitelistRecord: Sendable, Equatable {
    /// An address or a network in CIDR notation, in its canonical spelling.
    package let network: String
    /// Free text, empty for none; to be escaped before it reaches a terminal.
    package var note: String
    /// When it came into this vault, which may be long after it came into the panel.
    package let added: Timestamp
    /// From this second on it counts no longer; `nil` is for good.
    package var expires: Timestamp?

    /// Takes a network in its canonical spelling, which is not checked here.
    package init(network: String, note: String, added: Timestamp, expires: Timestamp?) {
        self.network = network
        self.note = note
        self.added = added
        self.expires = expires
    }
}

extension EnvironmentRecord {
    var json: JSONValue {
        var members: [JSONMember] = []
        members.add("name", name.text)
        members.add("kind", kind.rawValue)
        members.add("base_url", baseURL.text)
        members.add("authentication", authentication.rawValue)
        members.add("box", box.text)
        members.append(JSONMember("witnesses", .array(witnesses.map { .string($0) })))
        members.add("notification_url", notificationURL)
        members.append(JSONMember("scan_paths", .array(scanPaths.map { .string($0) })))
        members.append(JSONMember("whitelist", .array(whitelist.map { $0.json })))
        members.append(JSONMember("versions", .array(versions.map { $0.json })))
        return .object(members)
    }

    init(_ value: JSONValue) throws(VaultFormatError) {
        var members = try MetadataMembers(value, at: "environments")
        guard let name = EnvironmentName(try members.string("name")) else { throw members.failure("name") }
        self.name = name
        kind = try members.choice("kind")
        baseURL = try members.baseURL("base_url")
        authentication = try members.choice("authentication")
        guard let box = BoxID(try members.string("box")), box != .metadata else {
            throw members.failure("box")
        }
        self.box = box
        witnesses = try members.strings("witnesses")
        notificationURL = try members.optionalString("notification_url")
        scanPaths = try members.strings("scan_paths")
        whitelist = []
        for element in try members.array("whitelist") { whitelist.append(try WhitelistRecord(element)) }
        versions = []
        for element in try members.array("versions") {
            let version = try CredentialVersion(element)
            guard version.number > versions.last?.number ?? 0 else { throw members.failure("versions") }
            versions.append(version)
        }
        try members.end()
        for state in CredentialState.allCases where state != .retired {
            guard versions.count(where: { $0.state == state }) <= 1 else { throw members.failure("versions") }
        }
    }
}

extension WhitelistRecord {
    fileprivate var json: JSONValue {
        var members: [JSONMember] = []
        members.add("network", network)
        members.add("note", note)
        members.add("added", added.text)
        members.add("expires", expires?.text)
        return .object(members)
    }

    fileprivate init(_ value: JSONValue) throws(VaultFormatError) {
        var members = try MetadataMembers(value, at: "whitelist")
        network = try members.string("network")
        note = try members.string("note")
        added = try members.timestamp("added")
        expires = try members.optionalTimestamp("expires")
        try members.end()
    }
}
