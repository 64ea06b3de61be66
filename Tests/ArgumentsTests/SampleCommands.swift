import Arguments

/// A made-up tool whose verbs use every kind of argument.
enum Sample {
    static let tool = ToolDeclaration(
        name: "d24-sample", summary: "show what declarations can say",
        commands: [
            CommandDeclaration(Put.self), CommandDeclaration(Pull.self), CommandDeclaration(Run.self),
            CommandDeclaration(EnvAdd.self), CommandDeclaration(EnvList.self), CommandDeclaration(Sign.self),
        ])

    /// Options that several verbs share.
    struct VaultOptions: Sendable, Equatable {
        var vault: String?
        var wait = Interval(seconds: 30)

        static let syntax: [Argument<VaultOptions>] = [
            .option(\.vault, "vault", value: "PATH", "the vault file"),
            .option(\.wait, "wait", value: "TIME", "how long to wait for the lock"),
        ]
    }

    enum Kind: String, CaseIterable, ArgumentValue {
        case staging, production
    }

    struct Put: Command {
        static let name = "put"
        static let summary = "store the three fields of an environment"
        static let discussion = """
            The fields are asked for at the terminal, without echo, unless an option says where they
            come from.

                d24-sample put stg
                d24-sample put stg --file fields.json
            """
        static let syntax: [Argument<Put>] = [
            .operand(\.environment, "ENV", "the environment"),
            .option(\.file, "file", short: "f", value: "PATH", "read the fields from this file"),
            .flag(\.replace, "replace", short: "r", "correct a typing mistake"),
            .flag(\.yes, "yes", short: "y", "do not ask"),
            .group(\.access, VaultOptions.syntax),
        ]

        var environment = ""
        var file: String?
        var replace = false
        var yes = false
        var access = VaultOptions()
    }

    struct Pull: Command {
        static let name = "pull"
        static let summary = "fetch something"
        static let syntax: [Argument<Pull>] = [.operand(\.names, "NAME", required: true, "what to fetch")]

        var names: [String] = []
    }

    struct Run: Command {
        static let name = "run"
        static let summary = "run a command with the fields of an environment"
        static let syntax: [Argument<Run>] = [
            .operand(\.environment, "ENV", "the environment"),
            .option(\.rename, "name", value: "FIELD=NAME", "give a field another variable"),
            .trailing(\.command, "COMMAND", "the command and its arguments"),
        ]

        var environment = ""
        var rename: [String] = []
        var command: [String] = []
    }

    struct EnvAdd: Command {
        static let name = "env add"
        static let summary = "add an environment"
        static let syntax: [Argument<EnvAdd>] = [
            .operand(\.environment, "ENV", "the environment"),
            .option(\.kind, "kind", value: "KIND", "what it is for"),
            .option(\.count, "count", short: "n", value: "N", "how many"),
        ]

        var environment = ""
        var kind = Required<Kind>()
        var count = 1
    }

    struct EnvList: Command {
        static let name = "env list"
        static let summary = "list the environments"
        static let syntax: [Argument<EnvList>] = []
    }

    struct Sign: Command {
        static let name = "sign"
        static let summary = "sign a body"
        static let syntax: [Argument<Sign>] = [
            .operand(\.kind, "KIND", "which key"),
            .operand(\.file, "FILE", "the body; standard input when left out"),
        ]

        var kind = Required<Kind>()
        var file: String?
    }
}
