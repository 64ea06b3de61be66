import Arguments
import CashoutsAPI
import SystemIO
import ToolSupport
import VaultFormat

/// How a child gets the secrets.
enum Delivery: String, CaseIterable, ArgumentValue {
    /// In its environment.
    case env
    /// In sealed memory files, whose paths are in its environment.
    case fd
}

/// `--name FIELD=VARIABLE`.
struct RenamedField: ArgumentValue {
    let field: CredentialField
    let variable: String

    static func parse(_ text: String) -> RenamedField? {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let field = CredentialField(rawValue: String(parts[0])) else { return nil }
        let name = String(parts[1])
        let isName = name.utf8.enumerated().allSatisfy { index, byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "_"):
                true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): index > 0
            default: false
            }
        }
        return isName && !name.isEmpty ? RenamedField(field: field, variable: name) : nil
    }

    static let expectation = "a field, an equals sign and a variable's name, such as api-key=LOGIN"
}

/// `d24-vault exec ENV -- COMMAND`.
struct Exec: Verb {
    static let name = "exec"
    static let summary = "run a command with an environment's credentials"
    static let discussion = """
        The command takes the place of d24-vault: same process, its own exit status.
        With --as env it finds D24_API_KEY, D24_API_PASSPHRASE, D24_API_SIGNATURE and
        D24_BASE_URL in its environment. With --as fd no secret is there: it finds
        D24_API_KEY_FILE and so on, each the path of a sealed file in memory. Other
        variables that begin with D24_ are not handed on.
        """

    var environment = Required<EnvironmentName>()
    var delivery = Delivery.env
    var names: [RenamedField] = []
    var credential = CredentialSelector.current
    var vault = VaultOptions()
    var command: [String] = []

    static let syntax: [Argument<Exec>] = [
        .operand(\.environment, "ENV", "the environment"),
        .option(\.delivery, "as", value: "HOW", "how the command gets the secrets"),
        .option(\.names, "name", value: "FIELD=VARIABLE", "another variable for a field"),
        .option(\.credential, "credential", value: "VERSION", "which version of the credential"),
        .group(\.vault, VaultOptions.syntax),
        .trailing(\.command, "COMMAND", "the command and its arguments"),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let variables = try variables()
        let session = try VaultSession.open(vault, in: context)
        let record = try session.environment(environment.value)
        let version = try record.version(credential)
        let secrets = try session.credentials(of: record)
        var block = try Self.inherited(baseURL: record.baseURL)
        var descriptors: [Int32] = []
        for field in CredentialField.allCases {
            guard let variable = variables[field], let value = secrets.value(of: field, in: version.number)
            else {
                throw Diagnostic(.damaged, "\(version.name) of \(record.name.text) is not in the vault")
            }
            switch delivery {
            case .env: try Self.set(variable, to: value, in: &block)
            case .fd:
                let descriptor = try Self.memoryFile(field, value)
                descriptors.append(descriptor)
                try Self.set(variable, to: [UInt8]("/proc/self/fd/\(descriptor)".utf8).span, in: &block)
            }
        }
        // With files there are only their paths in it.
        if delivery == .env { try vault.memory.check(block.isLocked) }
        context.deliverWarnings()
        let error = ProcessImage.replace(
            arguments: context.trailingArguments, environment: block, restoring: context.startState,
            keepingOpen: descriptors)
        return try Self.failure(error)
    }

    /// The variable of each field, each name once.
    private func variables() throws(Diagnostic) -> [CredentialField: String] {
        var variables: [CredentialField: String] = [:]
        for renamed in names {
            guard variables.updateValue(renamed.variable, forKey: renamed.field) == nil else {
                throw .misuse("--name gives \(renamed.field.rawValue) two variables")
            }
        }
        for field in CredentialField.allCases where variables[field] == nil {
            variables[field] = delivery == .fd ? "\(field.variableName)_FILE" : field.variableName
        }
        guard Set(variables.values).union(["D24_BASE_URL"]).count == 4 else {
            throw .misuse("--name gives two things one variable")
        }
        return variables
    }

    /// Our own environment without what was meant for us.
    private static func inherited(baseURL: BaseURL) throws(Diagnostic) -> EnvironmentBlock {
        let ours = [UInt8]("D24_".utf8)
        let credentials = [UInt8]("CREDENTIALS_DIRECTORY".utf8)
        var kept = ProcessEnvironment.all().filter { !$0.name.starts(with: ours) && $0.name != credentials }
        kept.append((name: [UInt8]("D24_BASE_URL".utf8), value: [UInt8](baseURL.text.utf8)))
        do { return try EnvironmentBlock(kept) } catch {
            throw Diagnostic(.inputOutput, "cannot build the command's environment: \(error)")
        }
    }

    private static func set(
        _ variable: String, to value: Span<UInt8>, in block: inout EnvironmentBlock
    ) throws(Diagnostic) {
        do { try block.set(variable, to: value) } catch {
            throw Diagnostic(.inputOutput, "cannot build the command's environment: \(error)")
        }
    }

    /// A descriptor that is left open on purpose: the command inherits it.
    private static func memoryFile(_ field: CredentialField, _ value: Span<UInt8>) throws(Diagnostic) -> Int32
    {
        do {
            let file = try MemoryFile.sealed(name: "d24-\(field.rawValue)", holding: value)
            return file.release()
        } catch {
            throw Diagnostic(.inputOutput, "cannot make a file in memory: \(error)")
        }
    }

    /// The exit statuses of shells: 127 for a command that is not there, 126 for one that cannot be run.
    private static func failure(_ error: ExecError) throws(Diagnostic) -> Report {
        switch error {
        case .notFound:
            throw Diagnostic(
                .commandNotFound, "the command was not found", hint: "give its path, or look at PATH")
        case .notExecutable:
            throw Diagnostic(
                .commandNotExecutable, "the command cannot be executed",
                hint: "look at its permissions and its first line")
        case .system(let errno):
            throw Diagnostic(.commandNotExecutable, "the command cannot be executed: \(errno)")
        }
    }
}
