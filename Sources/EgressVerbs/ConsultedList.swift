import EgressPolicy
import SystemIO
import ToolSupport

/// The whitelist that an address is judged against, and how to change it.
struct ConsultedList {
    let whitelist: Whitelist
    /// As it follows "on": `the whitelist of stg`.
    let name: String
    /// What makes an address count that is not on it, or no longer.
    let adding: @Sendable (IPAddress, WhitelistJudgement) -> String

    init(environment: String, _ whitelist: Whitelist) {
        self.whitelist = whitelist
        name = "the whitelist of \(environment)"
        adding = { address, listing in
            let command = "d24-egress whitelist add \(environment) \(address.text)"
            switch listing {
            case .expired: return "note it here with '\(command) --expires never', or another date"
            case .listed, .notListed: return "note it here with '\(command)'"
            }
        }
    }

    /// A file, or standard input for `-`.
    ///
    /// Throws diagnostics of status `.usage` for what is not a whitelist, `.inputOutput` for what cannot be
    /// read.
    init(file path: String, now: Int64, in context: ToolContext) throws(Diagnostic) {
        let shown = Self.shown(path)
        whitelist = try Self.read(path, now: now, in: context)
        // Kept elsewhere, so not for us to refuse; but what 'whitelist add' would refuse can never match.
        for network in whitelist.rules.map(\.network) {
            for advice in network.advice where advice.isMistake {
                context.warn("\(shown): \(PolicyText.words(advice, network))")
            }
        }
        name = "the whitelist in \(shown)"
        adding = { address, _ in "add a line to \(shown): \(address.text)" }
    }

    private static func shown(_ path: String) -> String { path == "-" ? "standard input" : path }

    /// Fails for a list and an identity or a phrase that are both to come from standard input.
    static func checkInput(_ path: String?, besides vault: VaultOptions) throws(Diagnostic) {
        try StandardInput.checkReadOnce(
            [path == "-", vault.readsStandardInput], hint: StandardInput.vaultHint)
    }

    /// Reads the text of a whitelist, and warns of lines that are there twice. Throws as
    /// ``init(file:now:in:)``.
    static func read(_ path: String, now: Int64, in context: ToolContext) throws(Diagnostic) -> Whitelist {
        let shown = shown(path)
        let bytes: [UInt8]
        do throws(ReadError) {
            let limit = WhitelistFile.sizeLimit
            bytes =
                path == "-"
                ? try LimitedReader.read(.input, limit: limit)
                : try LimitedReader.readFile(path, limit: limit)
        } catch {
            switch error {
            case .system(let errno): throw Diagnostic(.inputOutput, "cannot read \(shown): \(errno)")
            case .tooLarge(let limit):
                throw Diagnostic(
                    .usage, "\(shown) is longer than \(limit) bytes", hint: "a whitelist is far shorter")
            }
        }
        do throws(EgressPolicyError) {
            let file = try WhitelistFile(bytes.span, added: now)
            for duplicate in file.duplicates {
                context.warn(
                    "\(shown): line \(duplicate.line) repeats line \(duplicate.earlierLine), "
                        + duplicate.network.text)
            }
            return file.whitelist
        } catch {
            throw Diagnostic(
                .usage, "\(shown): \(PolicyText.words(error))",
                hint: "one address or network a line, and '# a note' after it")
        }
    }
}
