import Arguments
import CashoutsAPI
import StrictJSON
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-vault env add ENV`.
struct EnvironmentAdd: Verb {
    static let name = "env add"
    static let summary = "add an environment"
    static let discussion = """
        The base URL of production is given by D24 when the tests are complete.
        """

    var environment = Required<EnvironmentName>()
    var kind = Required<EnvironmentKind>()
    var baseURL = Required<String>()
    var settings = OptionalSettings()
    var vault = VaultOptions()
    var wait = WaitOption()

    static let syntax: [Argument<EnvironmentAdd>] = [
        .operand(\.environment, "ENV", "the name of the new environment"),
        .option(\.kind, "kind", value: "KIND", "what it is"),
        .option(\.baseURL, "base-url", value: "URL", "where its API is, https only"),
        .group(\.settings, OptionalSettings.syntax),
        .group(\.vault, VaultOptions.syntax),
        .group(\.wait, WaitOption.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let name = environment.value
        let url = try OptionalSettings.parse(baseURL.value)
        let session = try VaultSession.open(vault, in: context)
        try session.checkWritable()
        let path = session.store.path
        let change = try session.change(wait) { draft throws(Diagnostic) in
            guard draft.metadata[name] == nil else {
                throw Diagnostic(
                    .conflict, "there is an environment \(name.text) already",
                    hint: "change it with 'd24-vault env set \(name.text)'")
            }
            try draft.metadata.checkHost(of: name, kind: kind.value, baseURL: url)
            do throws(VaultFormatError) {
                try draft.addEnvironment(
                    name, kind: kind.value, baseURL: url, authentication: settings.authentication ?? .both)
            } catch { throw Diagnostic(error, at: path) }
            try draft.metadata.edit(name) { record throws(Diagnostic) in try settings.apply(to: &record) }
            return "env add \(name.text)"
        }
        return Report(
            change,
            text: [.line("added \(name.text), \(kind.value.rawValue), at \(url.text)")],
            json: ["environment": .string(name.text)],
            hints: ["enter its credentials with 'd24-vault put \(name.text)'"])
    }
}

/// `d24-vault env set ENV`.
struct EnvironmentSet: Verb {
    static let name = "env set"
    static let summary = "change what is known of an environment"

    var environment = Required<EnvironmentName>()
    var kind: EnvironmentKind?
    var baseURL: String?
    var settings = OptionalSettings()
    var vault = VaultOptions()
    var wait = WaitOption()

    static let syntax: [Argument<EnvironmentSet>] = [
        .operand(\.environment, "ENV", "the environment"),
        .option(\.kind, "kind", value: "KIND", "what it is"),
        .option(\.baseURL, "base-url", value: "URL", "where its API is, https only"),
        .group(\.settings, OptionalSettings.syntax),
        .group(\.vault, VaultOptions.syntax),
        .group(\.wait, WaitOption.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let name = environment.value
        let url: BaseURL?
        if let baseURL { url = try OptionalSettings.parse(baseURL) } else { url = nil }
        guard kind != nil || url != nil || settings.isGiven else {
            throw .misuse("nothing to set was given")
        }
        let session = try VaultSession.open(vault, in: context)
        _ = try session.environment(name)
        try session.checkWritable()
        let change = try session.change(wait) { draft throws(Diagnostic) in
            let before = try draft.metadata.environment(name)
            try draft.metadata.checkHost(of: name, kind: kind ?? before.kind, baseURL: url ?? before.baseURL)
            try draft.metadata.edit(name) { record throws(Diagnostic) in
                record.kind = kind ?? record.kind
                record.baseURL = url ?? record.baseURL
                try settings.apply(to: &record)
            }
            return draft.metadata[name] == before ? nil : "env set \(name.text)"
        }
        let changed = change.changed
        return Report(
            change,
            text: [.line(changed ? "changed \(name.text)" : "nothing to change in \(name.text)")],
            json: ["environment": .string(name.text)])
    }
}

/// What may be said of an environment besides its kind and its base URL.
struct OptionalSettings: Sendable {
    var authentication: AuthenticationMode?
    var witnesses: [String] = []
    var notificationURL: String?
    var scanPaths: [String] = []

    static let syntax: [Argument<OptionalSettings>] = [
        .option(\.authentication, "authentication", value: "MODE", "where API Key and Passphrase are sent"),
        .option(\.witnesses, "witness", value: "URL", "ask this for our address, not the list shipped"),
        .option(\.notificationURL, "notification-url", value: "URL", "where D24 sends notifications"),
        .option(\.scanPaths, "scan-path", value: "PATH", "look here for copies of the credentials"),
    ]

    var isGiven: Bool {
        authentication != nil || !witnesses.isEmpty || notificationURL != nil || !scanPaths.isEmpty
    }

    /// A repeatable option replaces the whole list; one empty value empties it.
    func apply(to record: inout EnvironmentRecord) throws(Diagnostic) {
        if let authentication { record.authentication = authentication }
        if !witnesses.isEmpty {
            let wanted = witnesses.filter { !$0.isEmpty }
            for url in wanted { try Self.checkHTTPS(url, "a witness") }
            record.witnesses = wanted
        }
        if let notificationURL {
            if !notificationURL.isEmpty { try Self.checkHTTPS(notificationURL, "the notification URL") }
            record.notificationURL = notificationURL.isEmpty ? nil : notificationURL
        }
        if !scanPaths.isEmpty {
            let wanted = scanPaths.filter { !$0.isEmpty }
            guard wanted.allSatisfy({ $0.hasPrefix("/") }) else {
                throw Diagnostic(.usage, "a scan path is absolute: it begins with /")
            }
            record.scanPaths = wanted
        }
    }

    static func parse(_ text: String) throws(Diagnostic) -> BaseURL {
        do { return try BaseURL(text) } catch { throw Diagnostic(.usage, error.message, hint: error.hint) }
    }

    private static func checkHTTPS(_ text: String, _ what: String) throws(Diagnostic) {
        let location: HTTPSLocation?
        do { location = try HTTPSLocation(text) } catch {
            throw Diagnostic(.usage, error.message, hint: error.hint)
        }
        guard location != nil else {
            throw Diagnostic(.usage, "\(what) is not an https URL without user info")
        }
    }
}

extension VaultMetadata {
    fileprivate func checkHost(
        of name: EnvironmentName, kind: EnvironmentKind, baseURL: BaseURL
    ) throws(Diagnostic) {
        switch hostConflict(of: name, kind: kind, baseURL: baseURL) {
        case nil: return
        case .knownHost(let known):
            throw Diagnostic(
                .usage,
                "\(baseURL.host) is D24's host for \(known.rawValue), and \(name.text) is \(kind.rawValue)",
                hint: "keys of one kind are never sent to the other: give the right --kind or --base-url")
        case .shared(let other):
            throw Diagnostic(
                .usage, "\(baseURL.host) is the host of \(other.text), which is of the other kind",
                hint: "keys of one kind are never sent to the other")
        }
    }
}
