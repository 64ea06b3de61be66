import Arguments
import SecretPlaces
import ToolSupport

/// `d24-vault scan PATH…`.
struct Scan: Verb {
    static let name = "scan"
    static let summary = "look for this vault's secrets where they should not be"
    static let discussion = """
        Looks for every field of every version as it is, in hexadecimal, Base64,
        percent-encoded, JSON-escaped and as a Basic header. Prints where, which field and
        which version, never the secret. Folders are searched with all that is in them;
        - is standard input. Exits with 1 when something was found, and with 3 when
        nothing was found but not everything could be looked at. Fields of fewer than 12
        bytes are not searched for, and archives and compressed files are not opened.
        """

    var paths: [String] = []
    var repositories: [String] = []
    var vault = VaultOptions()

    static let syntax: [Argument<Scan>] = [
        .operand(\.paths, "PATH", "a file, a folder, or - for standard input"),
        .option(\.repositories, "git", value: "PATH", "a git repository, with all of its history"),
        .group(\.vault, VaultOptions.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        try checkPlaces()
        let session = try VaultSession.open(vault, in: context)
        let sought = try SoughtSecrets(of: session)
        var report = ScanReport(sought)
        if !sought.isEmpty {
            var scan = PlaceScan(for: sought)
            try vault.memory.check(scan.isLocked)
            for path in paths {
                if path == "-" { scan.standardInput() } else { scan.path(path) }
            }
            for path in repositories { scan.repository(path) }
            report.tally = scan.tally
        }
        return report.report(quiet: context.quiet)
    }

    /// Refuses what can be seen to fail before a vault is opened, which may ask for a phrase and take a
    /// second.
    private func checkPlaces() throws(Diagnostic) {
        guard !paths.isEmpty || !repositories.isEmpty else {
            throw .misuse("nothing to look at was named", hint: "give a PATH, or --git with a repository")
        }
        try StandardInput.checkReadOnce(
            paths.map { $0 == "-" } + [vault.readsStandardInput],
            hint: "name a file, or give the identity or the phrase by another descriptor")
    }
}
