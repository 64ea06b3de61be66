package import Arguments
package import CashoutsAPI
import Sodium
import SystemIO
import VaultFormat
import VaultStore

/// Where the three fields come from: the terminal, unless one of these is named. No option carries a secret.
package struct CredentialEntry: Sendable {
    /// `--stdin`; of the three options one at most may be given.
    package var standardInput = false
    /// `--fd`: one that this process was started with, closed after reading; 0 is standard input.
    package var descriptor: Int?
    /// `--file`: one as private as an identity has to be, or `-` for standard input.
    package var file: String?

    /// None of the three: the terminal is asked.
    package init() {}

    /// The three options, for the `.group` in a verb's own table.
    package static let syntax: [Argument<CredentialEntry>] = [
        .flag(\.standardInput, "stdin", "read the three fields from standard input"),
        .option(\.descriptor, "fd", value: "N", "read the three fields from an open descriptor"),
        .option(\.file, "file", value: "PATH", "read the three fields from a file"),
    ]

    /// Whether anything but the terminal is named.
    package var isGiven: Bool { standardInput || descriptor != nil || file != nil }

    /// Reads the three fields, checks them, and warns of what is unusual.
    ///
    /// - Parameter vault: the vault's own options, one of which may have taken standard input.
    /// Throws a diagnostic of status `.usage` for input that is refused, `.inputNeeded` without a terminal.
    package func read(
        for environment: EnvironmentName, besides vault: VaultOptions, in context: ToolContext
    ) throws(Diagnostic) -> CredentialTriple {
        try check(besides: vault)
        let triple: CredentialTriple
        if isGiven {
            let text = try readText()
            triple = try Self.parse(text.bytes)
        } else {
            triple = try Self.ask(for: environment)
        }
        try vault.memory.check(triple.isLocked)
        for warning in triple.warnings { context.warn(warning.message) }
        return triple
    }

    /// Fails for options that exclude each other, before anything is read.
    package func check(besides vault: VaultOptions) throws(Diagnostic) {
        guard [standardInput, descriptor != nil, file != nil].count(where: { $0 }) <= 1 else {
            throw .misuse("--stdin, --fd and --file exclude each other")
        }
        try StandardInput.checkReadOnce(
            [standardInput || descriptor == 0 || file == "-", vault.readsStandardInput],
            hint: StandardInput.vaultHint)
    }

    private func readText() throws(Diagnostic) -> SecretBytes {
        let limit = CredentialInput.limit
        do throws(VaultStoreError) {
            if let file, file != "-" {
                return try IdentityStore.readSecret(
                    file, as: .secret, limit: limit,
                    credentialsDirectory: VaultPaths.Variables.ofProcess().credentialsDirectory)
            }
            return try IdentityStore.readSecret(
                descriptor: Int32(clamping: descriptor ?? 0), as: .secret, limit: limit)
        } catch {
            if case .format(.tooLarge, _, _) = error {
                throw Diagnostic(
                    .usage, "the input is longer than \(limit) bytes", hint: "three fields are far shorter")
            }
            throw Diagnostic(error)
        }
    }

    private static func parse(_ text: Span<UInt8>) throws(Diagnostic) -> CredentialTriple {
        do { return try CredentialInput.read(text) } catch {
            throw Diagnostic(.usage, error.message, hint: error.hint)
        }
    }

    private static func ask(for environment: EnvironmentName) throws(Diagnostic) -> CredentialTriple {
        let elsewhere = "give --stdin, --fd N or --file PATH"
        guard Terminal.isAvailable else {
            throw Diagnostic(.inputNeeded, "there is no terminal to ask at", hint: elsewhere)
        }
        try TerminalQuestion.show(
            "Credentials of \(environment.text), from the panel: \(PanelPath.credentials)\n")
        let apiKey = try ask(.apiKey, elsewhere)
        let apiPassphrase = try ask(.apiPassphrase, elsewhere)
        let apiSignature = try ask(.apiSignature, elsewhere)
        return CredentialTriple(apiKey: apiKey, apiPassphrase: apiPassphrase, apiSignature: apiSignature)
    }

    private static func ask(_ field: CredentialField, _ elsewhere: String) throws(Diagnostic) -> SecretBytes {
        let value = try TerminalQuestion.secret("\(field.panelName): ", elsewhere: elsewhere)
        if let problem = problem(value) {
            throw Diagnostic(.usage, "\(field.panelName) \(problem.message)", hint: problem.hint)
        }
        return value
    }

    private static func problem(_ value: borrowing SecretBytes) -> CredentialValueError? {
        do {
            try CredentialRules.check(value.bytes)
            return nil
        } catch { return error }
    }
}
