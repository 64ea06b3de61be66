import Arguments
import CashoutsAPI
import Sodium
import StrictJSON
import ToolSupport
import VaultFormat

/// `d24-vault get ENV FIELD`.
struct Get: Verb {
    static let name = "get"
    static let summary = "print one secret"
    static let discussion = """
        The value alone goes to standard output, without a newline unless --newline or a
        terminal reads it; to a terminal it is printed with --reveal only.
        """

    var environment = Required<EnvironmentName>()
    var field = Required<CredentialField>()
    var credential = CredentialSelector.current
    var reveal = false
    var newline = false
    var vault = VaultOptions()

    static let syntax: [Argument<Get>] = [
        .operand(\.environment, "ENV", "the environment"),
        .operand(\.field, "FIELD", "the field"),
        .option(\.credential, "credential", value: "VERSION", "which version of the credential"),
        .flag(\.reveal, "reveal", "print to a terminal too"),
        .flag(\.newline, "newline", "end with a newline"),
        .group(\.vault, VaultOptions.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        guard reveal || !context.output.isTerminal else {
            throw Diagnostic(
                .usage, "standard output is a terminal", hint: "give --reveal to show the secret all the same"
            )
        }
        let session = try VaultSession.open(vault, in: context)
        let record = try session.environment(environment.value)
        let version = try record.version(credential)
        let secrets = try session.credentials(of: record)
        guard let value = secrets.value(of: field.value, in: version.number) else {
            throw Diagnostic(.damaged, "\(version.name) of \(record.name.text) is not in the vault")
        }
        if context.json {
            try context.output.writeJSON(
                environment: record.name, version: version, field: field.value, value: value)
        } else {
            try context.output.write(value)
            if newline || context.output.isTerminal { try context.output.write("\n") }
        }
        return .written()
    }
}

extension ToolOutput {
    /// One JSON document around a secret, which is escaped from locked memory into locked memory.
    fileprivate func writeJSON(
        environment: EnvironmentName, version: CredentialVersion, field: CredentialField, value: Span<UInt8>
    ) throws(Diagnostic) {
        // A value has no control characters (put refuses them), so two characters are all that need an
        // escape.
        let escaped = SecretBytes(capacity: 2 * value.count) { output in
            for index in value.indices {
                if value[index] == UInt8(ascii: "\"") || value[index] == UInt8(ascii: "\\") {
                    output.append(UInt8(ascii: "\\"))
                }
                output.append(value[index])
            }
        }
        let head: JSONValue = [
            "environment": .string(environment.text), "version": .string(version.name),
            "field": .string(field.rawValue),
        ]
        try write(String(JSONWriter.text(head).dropLast()) + ",\"value\":\"")
        try write(escaped.bytes)
        try write("\"}\n")
    }
}
