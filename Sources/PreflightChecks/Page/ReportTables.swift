import CashoutsAPI
import Sodium

/// The tables of a report's page. Every outcome is a word; colour only repeats it.
enum ReportTables {
    /// Names and values.
    static func fields(_ rows: [(name: String, value: Markup)]) -> Markup {
        .block(
            "table", ["class": "fields"],
            [
                .block(
                    "tbody", [:],
                    rows.map { row in
                        .block(
                            "tr", [:],
                            [
                                .inline("th", ["scope": "row"], .text(row.name)),
                                .inline("td", [:], row.value),
                            ])
                    })
            ])
    }

    private static func table(
        _ kind: String, _ caption: String, _ header: [String], _ rows: [Markup]
    ) -> Markup {
        .block(
            "table", ["class": kind],
            [
                .block("caption", [:], [.text(caption)]),
                .block(
                    "thead", [:],
                    [.block("tr", [:], header.map { .inline("th", ["scope": "col"], .text($0)) })]),
                .block("tbody", [:], rows),
            ])
    }

    // MARK: Checks

    /// The checks of one environment, or of the host.
    static func part(_ part: ReportDocument.Part) -> Markup {
        let name = part.environment.map { "environment \($0)" } ?? "this host"
        let total = part.counts.reduce(0) { $0 + $1.count }
        let counts = part.counts + [("all", total), ("waived", part.waived)]
        return .block(
            "section", [:],
            [
                .block("h2", [:], [.text("Checks of \(name)")]),
                table(
                    "counts", "How many checks had each outcome; a waived one is among them",
                    counts.map(\.word),
                    [.block("tr", [:], counts.map { .inline("td", [:], .text("\($0.count)")) })]),
                table(
                    "checks", "What was looked at, what was found, and what to do",
                    ["Check", "Outcome", "Finding"], part.checks.map(row)),
            ])
    }

    private static func row(_ check: ReportDocument.CheckLine) -> Markup {
        let isWaived = check.waiver?.isExpired == false
        var finding = [Markup.block("p", ["class": "evidence"], [.text(check.evidence)])]
        if let waiver = check.waiver {
            let words = waiver.isExpired ? "The waiver ended on" : "Waived until"
            finding.append(
                .block(
                    "p", ["class": "waiver"],
                    [
                        .inline("strong", [:], .text("\(words) \(waiver.until)")),
                        .text(" by "), .foreign(waiver.owner), .text(": "), .foreign(waiver.reason),
                    ]))
        }
        if !check.hints.isEmpty {
            finding += [
                .block("p", ["class": "todo"], [.text("To do:")]),
                .block("ul", [:], check.hints.map { .block("li", [:], [.text($0)]) }),
            ]
        }
        var outcome: [Markup] = [.inline("strong", [:], .text(check.outcome))]
        if isWaived { outcome.append(.inline("span", [:], .text("waived"))) }
        if let root = check.because { outcome.append(.inline("span", [:], .text("because of \(root)"))) }
        return .block(
            "tr", ["class": style(check.outcome, isWaived: isWaived)],
            [
                .inline(
                    "th", ["scope": "row"], .inline("code", [:], .text(check.id)),
                    .inline("span", [:], .text(check.summary)),
                    check.severity == Severity.warning.rawValue
                        ? .inline("span", ["class": "severity"], .text("can warn at most")) : .group([])),
                .block("td", ["class": "outcome"], outcome),
                .block("td", [:], finding),
            ])
    }

    private static func style(_ outcome: String, isWaived: Bool) -> String {
        if isWaived { return "waived" }
        switch outcome {
        case "passed", "warned", "failed", "skipped": return outcome
        default: return "open"
        }
    }

    // MARK: Credentials

    /// The versions of each environment; nil where there is none to be shown.
    static func credentials(_ credentials: [ReportDocument.Credentials]) -> Markup? {
        guard !credentials.isEmpty else { return nil }
        let note = """
            A fingerprint is made with a key of the vault: it tells which secrets are equal, and nothing else to whoever \
            does not have the vault.
            """
        return .block(
            "section", [:],
            [.block("h2", [:], [.text("Credentials")]), .block("p", [:], [.text(note)])]
                + credentials.map { environment in
                    table(
                        "credentials",
                        "Versions of \(environment.environment), which is \(environment.kind), at \(environment.baseURL)",
                        ["Version", "Fingerprints", "Known of it"], environment.versions.map(row))
                })
    }

    private static func row(_ version: ReportDocument.Version) -> Markup {
        let fingerprints = zip(CredentialField.allCases, version.fingerprints ?? []).map { field, text in
            Markup.block(
                "p", [:], [.text("\(field.panelName): "), .inline("code", [:], .text(text))])
        }
        var known = [Markup.block("p", [:], [.text("\(version.state) since \(version.changed)")])]
        if let proof = version.verification {
            let words =
                "verified: \(proof.verdict), signature \(proof.signature), from \(proof.host) at \(proof.time)"
            known.append(.block("p", [:], [.text(words)]))
        }
        if let override = version.override {
            known.append(.block("p", [:], [.text("promoted, \(override.rule): \(override.reason)")]))
        }
        return .block(
            "tr", [:],
            [
                .inline("th", ["scope": "row"], .text(version.name)),
                .block(
                    "td", [:], fingerprints.isEmpty ? [.text("not known any more")] : fingerprints),
                .block("td", [:], known),
            ])
    }

    // MARK: Signature

    static func signature(_ signedBy: ReportDocument.SignedBy, _ signature: Signature) -> Markup {
        let note = """
            The looks of this page prove nothing. Whether it is authentic is told, on a host that knows the vault, by
            """
        return .block(
            "section", [:],
            [
                .block("h2", [:], [.text("Signature")]),
                .block(
                    "p", [:],
                    [
                        .text(note + " "),
                        .inline("code", [:], .text("d24-preflight verify-report FILE --vault PATH")),
                        .text(", which needs neither an identity nor an unlock phrase."),
                    ]),
                fields([
                    ("Signed by", signedBy.words),
                    ("Host key", .inline("code", ["id": "host-key"], .text(signedBy.hostKey))),
                    ("Signature", .inline("code", ["id": "signature"], .text(signature.hexadecimal))),
                ]),
            ])
    }
}
