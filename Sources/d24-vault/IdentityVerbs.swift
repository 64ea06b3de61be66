import Arguments
import Sodium
import StrictJSON
import ToolSupport
import VaultStore

/// `d24-vault identity new`.
struct IdentityNew: Verb {
    static let name = "identity new"
    static let summary = "make an identity for this host and print its recipient string"

    var identity: String?

    static let syntax: [Argument<IdentityNew>] = [
        .option(\.identity, "identity", value: "PATH", "where it goes (D24_IDENTITY)")
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let paths = VaultPaths(vault: nil, identity: identity, variables: .ofProcess())
        let identity = try IdentityFiles.create(paths)
        return Report(
            .data, text: [.line(identity.recipient.text)],
            json: [
                "changed": true, "identity": .string(paths.identity),
                "recipient": .string(identity.recipient.text),
            ],
            hints: ["on a writer: d24-vault slot add \(identity.recipient.text) --name NAME --env ENV"])
    }
}

/// `d24-vault identity recipient`.
struct IdentityRecipient: Verb {
    static let name = "identity recipient"
    static let summary = "print the recipient string of this host's identity"

    var identity: String?

    static let syntax: [Argument<IdentityRecipient>] = [
        .option(\.identity, "identity", value: "PATH", "the identity (D24_IDENTITY)")
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let paths = VaultPaths(vault: nil, identity: identity, variables: .ofProcess())
        let identity = try IdentityFiles.read(paths)
        return Report(
            .data, text: [.line(identity.recipient.text)],
            json: ["identity": .string(paths.identity), "recipient": .string(identity.recipient.text)])
    }
}
