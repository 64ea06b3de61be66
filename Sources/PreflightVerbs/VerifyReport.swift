import Arguments
import PreflightChecks
import StrictJSON
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-preflight verify-report FILE`.
struct VerifyReport: Verb {
    static let name = "verify-report"
    static let summary = "say whether a report is as a host of the vault has signed it"
    static let discussion = """
        Looks for the key in the vault, which has to be the one that this host trusts,
        and needs neither an identity nor an unlock phrase. Exit status 0 when the report
        is authentic, whatever it says of the go-live: its verdict is printed. 1 when it
        was changed, or signed by somebody whom the vault does not know.
        """

    var file = ""
    var vault: String?

    static let syntax: [Argument<VerifyReport>] = [
        .operand(\.file, "FILE", "the report; - is standard input"),
        .option(\.vault, "vault", value: "PATH", "the vault (D24_VAULT)"),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let report = try ReportFile.read(file)
        let known = try trustedVault()
        let vault = known.state
        do throws(SignedReportError) {
            let verified = try report.verified(in: vault.id, slots: known.header.slots)
            for doubt in verified.doubts(vault, now: Now.timestamp) { context.warn(doubt) }
            return verified.report(vault)
        } catch {
            switch error {
            case .newerVersion: throw .newerReport
            case .tooLarge, .malformed: throw .noReport
            case .defect: throw Diagnostic(.internalError, "libsodium refused what it should accept")
            case .otherVault(let id):
                return Self.refusal("other_vault", "it says that it is of the vault \(id.text)", vault)
            case .unknownKey:
                return Self.refusal(
                    "unknown_key",
                    "no slot of this vault has the key that signed it, or none has it any more",
                    vault,
                    hints: ["see which slots there are, and were: 'd24-vault slot list', 'd24-vault log'"])
            case .badSignature:
                return Self.refusal(
                    "bad_signature", "its signature is wrong: it was changed, or not signed by that host",
                    vault)
            case .otherSigner:
                return Self.refusal(
                    "other_signer",
                    "it names another slot or role than the key has that signed it", vault)
            case .pageAltered:
                return Self.refusal(
                    "page_altered", "the page was changed: it does not show what was signed", vault)
            }
        }
    }

    /// The vault, which pin and signature vouch for.
    private func trustedVault() throws(Diagnostic) -> VerifiedVault {
        let paths = VaultPaths(vault: vault, identity: nil, variables: .ofProcess())
        guard VaultPaths.fileExists(paths.vault) else {
            throw Diagnostic(VaultStoreError.missing(.vault, path: paths.vault))
        }
        return try VaultSession.load(try VaultSession.store(paths), looking: false).vault
    }

    private static func refusal(
        _ reason: String, _ words: String, _ vault: VaultState, hints: [String] = []
    ) -> Report {
        Report(
            .data, status: .no,
            text: [.line("not authentic: \(words)"), .line("  compared with the vault \(vault.id.text)")],
            json: [
                "authentic": false, "reason": .string(reason), "message": .string(words),
                "vault": .string(vault.id.text),
            ], hints: hints)
    }
}

extension VerifiedReport {
    /// What cannot be as the host has said it, unless something is behind here.
    fileprivate func doubts(_ present: VaultState, now: Timestamp) -> [String] {
        var doubts: [String] = []
        if let generation, generation > Int64(present.generation) {
            doubts.append(
                "the report is of generation \(generation), which this vault has not reached: it is at "
                    + "\(present.generation)")
        }
        if time > now {
            doubts.append("the report is of a time to come: one of the two clocks is wrong")
        }
        return doubts
    }

    /// What is told of an authentic report: who signed it, by the vault; all else as the host has said it.
    fileprivate func report(_ present: VaultState) -> Report {
        let kind = slot.kind == .identity ? "identity" : "phrase"
        let generation = generation.map { "\($0), and \(present.generation) now" } ?? "no vault was opened"
        return Report(
            .data,
            text: [
                .line("authentic: signed by the slot \(slot.id.text)"),
                .fields([
                    ("host key", hostKey), ("slot", "\(slot.role.rawValue), \(kind)"),
                    ("host", "\(host), as it calls itself"), ("made", time.text),
                    ("vault", present.id.text), ("generation", generation),
                    ("profile", profile),
                    (
                        "environments",
                        environments.isEmpty ? "none, the host" : environments.joined(separator: ", ")
                    ),
                    ("selection", selection ?? "everything of the profile"),
                    ("fails on", failOn == "warn" ? "failures and warnings" : "failures"),
                    ("waived", waived == 0 ? "nothing" : "\(waived) of the findings"),
                    ("verdict", "\(verdict) (exit status \(status.number))"),
                ]),
            ],
            json: [
                "authentic": true, "slot": .string(slot.id.text), "role": .string(slot.role.rawValue),
                "kind": .string(kind), "host_key": .string(hostKey), "host": .string(host),
                "time": .string(time.text), "vault": .string(present.id.text),
                "generation": self.generation.map { .integer($0) } ?? .null,
                "present_generation": .integer(Int64(present.generation)), "profile": .string(profile),
                "environments": .array(environments.map { .string($0) }),
                "selection": [
                    "only": .array(only.map { .string($0) }), "skip": .array(skip.map { .string($0) }),
                ],
                "checks": .integer(Int64(checks.total)), "made": .integer(checks.made),
                "fail_on": .string(failOn), "waived": .integer(waived),
                "verdict": .string(status.name), "exit_status": .integer(status.number),
            ])
    }
}
