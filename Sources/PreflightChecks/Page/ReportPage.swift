import CashoutsAPI
import Sodium
import VaultFormat

/// Draws the page of form 1: nothing but what the signed JSON says, and the signature.
///
/// What it draws is fixed; a file among the tests holds it to that. See ``SignedReport``.
enum ReportPage {
    /// The first lines of every form, up to its number.
    static let magic = "<!DOCTYPE html>\n<!-- d24-preflight report "
    static let magicEnd = " -->\n"
    /// Marks that no text can contain, since it is escaped. The data comes last, as it is the longest.
    static let keyStart = "<code id=\"host-key\">"
    static let signatureStart = "<code id=\"signature\">"
    static let dataStart = "<pre id=\"signed-data\">"
    static let dataEnd = "</pre>"

    static func draw(_ report: ReportDocument, _ json: [UInt8], _ signature: Signature) -> [UInt8] {
        let body =
            [header(report), summary(report)]
            + [rootCauses(report)].compactMap(\.self)
            + report.parts.map { ReportTables.part($0) }
            + [ReportTables.credentials(report.credentials)].compactMap(\.self)
            + [ReportTables.signature(report.signedBy, signature)]
        let data = PageText.escaped(String(decoding: json, as: UTF8.self), keepingLines: true)
        let page = """
            \(magic)\(SignedReport.form)\(magicEnd)<html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            \(Markup.block("title", [:], [.text(title(report))]).html)\(ReportStyle.element.html)</head>
            <body>
            <main>
            \(Markup.group(body).html)<section class="data">
            <h2>Signed data</h2>
            <p>All of the above is drawn from this JSON, over which the signature is.</p>
            <details>
            <summary>Show the JSON</summary>
            \(dataStart)\(data)\(dataEnd)
            </details>
            </section>
            </main>
            </body>
            </html>

            """
        return Array(page.utf8)
    }

    private static func title(_ report: ReportDocument) -> String {
        "Preflight of \(report.subject) on \(report.host), \(report.time.text): \(report.verdictText)"
    }

    private static func header(_ report: ReportDocument) -> Markup {
        .block(
            "header", [:],
            [
                .block("p", ["class": "kind"], [.text("D24 Cashouts API, preflight report")]),
                .block("h1", [:], [.text("Preflight of \(report.subject)")]),
                .block(
                    "p", ["class": "verdict \(report.verdict.style)"],
                    [
                        .inline("strong", [:], .text(report.verdictText)),
                        .text(" (exit status \(report.verdict.exitStatus)): \(report.meaning)"),
                    ]),
            ] + [selection(report)].compactMap(\.self))
    }

    /// What was left out, at the head: whoever reads no further must not take a part for the whole.
    private static func selection(_ report: ReportDocument) -> Markup? {
        guard let selection = report.selection else { return nil }
        return .block(
            "p", ["class": "partial"],
            [
                .inline("strong", [:], .text("A partial run:")),
                .text(" "), .foreign(selection.words),
                .text(". Of what was not made nothing is known."),
            ])
    }

    private static func summary(_ report: ReportDocument) -> Markup {
        var rows: [(String, Markup)] = [
            ("Host", .text(report.host)), ("Made at", .text(report.time.text)),
            ("Made by", .text(report.tool)),
            ("Profile", .text(report.profile)),
            ("Fails on", .text(report.failOn == "warn" ? "failures and warnings" : "failures")),
        ]
        if let vault = report.vault {
            rows += [
                ("Vault", .inline("code", [:], .text(vault.id.text))),
                ("Generation", .text("\(vault.generation), written at \(vault.writtenAt)")),
                ("Signer of the vault", .inline("code", [:], .text(vault.signer))),
            ]
        } else {
            rows.append(("Vault", .text("none was opened")))
        }
        rows.append(("Signed by", report.signedBy.words))
        return .block("section", [:], [.block("h2", [:], [.text("Summary")]), ReportTables.fields(rows)])
    }

    private static func rootCauses(_ report: ReportDocument) -> Markup? {
        guard !report.rootCauses.isEmpty else { return nil }
        let items = report.rootCauses.map { cause in
            let place = cause.environment.map { " of \($0)" } ?? ""
            let hidden =
                cause.notReached.isEmpty
                ? "" : "; not reached because of it: \(cause.notReached.joined(separator: ", "))"
            return Markup.block(
                "li", [:],
                [
                    .inline("code", [:], .text(cause.id)), .text("\(place): "),
                    .inline("strong", [:], .text(cause.outcome)), .text(hidden),
                ])
        }
        return .block(
            "section", [:], [.block("h2", [:], [.text("Root causes")]), .block("ol", [:], items)])
    }
}

extension ReportDocument {
    /// What was judged.
    fileprivate var subject: String {
        let names = parts.map { $0.environment }
        guard let first = names.first ?? nil else { return "this host" }
        return names.dropFirst().reduce("environment \(first)") { text, name in
            "\(text), with staging \(name ?? "")"
        }
    }
}

extension ReportDocument {
    /// How many checks looked at something and found how it is.
    var made: Int64 {
        parts.flatMap(\.counts).filter { ["passed", "warned", "failed"].contains($0.word) }
            .reduce(0) { $0 + $1.count }
    }

    /// How many checks the report has a line for.
    var total: Int { parts.reduce(0) { $0 + $1.checks.count } }

    /// The verdict, and what it rests on.
    var verdictText: String {
        "\(verdict.word), \(made) of \(total) checks made\(selection == nil ? "" : ", partial")"
    }

    fileprivate var meaning: String {
        if isInterrupted { return "the run was interrupted before everything was known." }
        switch verdict {
        case .passed: return "no finding counts as a failure, and nothing that was asked for was left open."
        case .failed: return "at least one finding counts as a failure."
        case .couldNotTell:
            let isOpen = parts.flatMap(\.checks).contains {
                $0.outcome == Outcome.couldNotTell.word || $0.because != nil
            }
            if isOpen {
                return "no finding counts as a failure, but something that was asked for is not known."
            }
            return selection?.only.isEmpty == false
                ? "nothing that was asked for by name was looked at: each of it was skipped."
                : "nothing was looked at: each check was skipped."
        }
    }
}

extension ReportDocument.Selection {
    /// What was asked for, in the words of the command.
    var words: String {
        let chosen = "--only \(only.joined(separator: " --only "))"
        let left = "--skip \(skip.joined(separator: " --skip "))"
        if only.isEmpty { return "all but \(left)" }
        return skip.isEmpty ? "nothing but \(chosen)" : "nothing but \(chosen), less \(left)"
    }
}

extension ReportDocument.Verdict {
    var word: String {
        switch self {
        case .passed: "Passed"
        case .failed: "Failed"
        case .couldNotTell: "Could not tell"
        }
    }

    fileprivate var style: String {
        switch self {
        case .passed: "passed"
        case .failed: "failed"
        case .couldNotTell: "open"
        }
    }
}

extension ReportDocument.SignedBy {
    /// The slot, in words.
    var words: Markup {
        guard let slot else {
            return .text("an identity; its slot is not known, since no vault was opened")
        }
        return .group([
            .foreign(slotName ?? slot), .text(", \(role ?? "") of the vault by slot \(slot)"),
        ])
    }
}
