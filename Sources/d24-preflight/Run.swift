import Arguments
import CashoutsAPI
import PreflightChecks
import ToolSupport

/// `d24-preflight run ENV`.
struct Run: Verb {
    static let name = "run"
    static let summary = "run the checks for an environment"
    static let discussion = """
        Looks at the vault, the credentials, the address of this host and D24's answer to
        one signed ping, and changes nothing. It ends with 1 when a check failed, and
        with 3 when one could not tell or was not reached: what was not checked is never
        counted as good.
        """

    var environment = Required<EnvironmentName>()
    var deadline = Interval(seconds: 10)
    var vault = VaultOptions()

    static let syntax: [Argument<Run>] = [
        .operand(\.environment, "ENV", "the environment"),
        .option(\.deadline, "deadline", value: "TIME", "how long to wait for D24's answer"),
        .group(\.vault, VaultOptions.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        // Nobody waits longer for one answer, and a skew that hides in a longer wait would not be seen.
        guard (1...120).contains(deadline.seconds) else {
            throw .misuse("--deadline is between 1s and 2m")
        }
        let facts = try PreflightFacts.gather(
            environment.value, vault, in: context, pingDeadline: Double(deadline.seconds))
        let results = CheckGraph.run(Check.all, about: facts)
        return PreflightReport(environment: environment.value, results: results).report
    }
}
