import CashoutsAPI
import Foundation
import Sodium
import StrictJSON
import TestSupport
import Testing
import VaultFormat

@testable import PreflightChecks

@Suite("SignedReport")
struct SignedReportTests {
    private static let vault = VaultID(unchecked: [UInt8](repeating: 1, count: 16))

    private static func identity(_ byte: UInt8 = 7) throws -> Identity {
        try Libsodium.start()
        return try Identity(
            seed: SecretBytes(copying: [UInt8](repeating: byte, count: Identity.seedCount).span))
    }

    private static func slots(_ identity: borrowing Identity) throws -> [Slot] {
        let box = try SealedBox(sealing: [UInt8](repeating: 0, count: 32).span, to: identity.recipient)
        return [
            Slot(
                id: SlotID(unchecked: [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF]), role: .writer,
                kind: .identity, recipient: identity.recipient, box: box)
        ]
    }

    private static func file(_ name: String) -> URL {
        URL(filePath: #filePath).appending(path: "../Vectors/\(name)").standardized
    }

    /// A document with every outcome, with strings that would be markup, and with members that the page does
    /// not show.
    private static func json(_ change: (String) -> String = { $0 }) throws -> [UInt8] {
        let text = try String(contentsOf: file("report-1.json"), encoding: .utf8)
        let key = try identity().recipient.hostKey.hexadecimal
        return Array(change(text.replacing("KEY", with: key)).utf8)
    }

    private static func signed(_ change: (String) -> String = { $0 }) throws -> SignedReport {
        try SignedReport(try json(change), signedBy: try identity())
    }

    /// What no tool of ours makes: any JSON, signed, on the page of another.
    private static func page(by key: borrowing SigningKey, of json: [UInt8]) throws -> [UInt8] {
        let signature = key.sign(label: SignedReport.label, message: json.span)
        let sound = try signed().json
        return ReportPage.draw(try ReportDocument(sound.span), json, signature)
    }

    private static func error(
        _ page: [UInt8], in vault: VaultID = vault, by identity: consuming Identity
    ) throws -> SignedReportError? {
        let slots = try slots(identity)
        do throws(SignedReportError) {
            _ = try SignedReport(page).verified(in: vault, slots: slots)
            return nil
        } catch { return error }
    }

    @Test("A page of form 1 is drawn as it always was: what was signed years ago still verifies")
    func form() throws {
        let page = try Self.signed().page
        let expected = try [UInt8](Data(contentsOf: Self.file("report-1.html")))
        if page != expected {
            let made = FileManager.default.temporaryDirectory.appending(path: "d24-report-1.html")
            try Data(page).write(to: made)
            Issue.record("the page of form 1 has changed, which is a new form; it is in \(made.path)")
        }
        #expect(try Self.error(expected, by: Self.identity()) == nil)
    }

    @Test(
        "Only what the program writes is markup, and the page is well-formed XML without anything to load or run"
    )
    func markup() throws {
        let page = String(decoding: try Self.signed().page, as: UTF8.self)
        let known: Set = [
            "html", "head", "meta", "title", "style", "body", "main", "header", "section", "h1", "h2", "p",
            "table",
            "caption", "thead", "tbody", "tr", "th", "td", "code", "strong", "span", "ul", "ol", "li",
            "details", "bdi",
            "summary", "pre",
        ]
        let names = Set(page.matches(of: /<\/?([a-zA-Z0-9]+)/).map { String($0.1) })
        #expect(names == known)
        let attributes = Set(page.matches(of: /\s([a-z-]+)="/).map { String($0.1) })
        #expect(
            attributes == ["lang", "charset", "http-equiv", "content", "name", "class", "id", "scope"])
        #expect(!page.contains("http://"))
        #expect(!page.contains("url("))
        #expect(!page.contains("@import"))
        #expect(page.contains("content=\"default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;\""))
        let result = try run(
            "/usr/bin/python3",
            ["-c", "import sys, xml.etree.ElementTree as e; e.parse(sys.argv[1])"]
                + [Self.file("report-1.html").path])
        #expect(result.ending == .exited(0), "\(result.errorText)")
    }

    @Test("What cannot be seen, or moves other characters about, is spelled out, and all text comes back")
    func text() throws {
        let hidden = "a\u{0}\u{1B}[31m\n\u{7F}\u{85}\u{AD}\u{200B}\u{202E}\u{2066}\u{FEFF}\u{E0041}\u{FFFE}z"
        let escaped = PageText.escaped(hidden)
        #expect(
            escaped
                == #"a\u{0}\u{1b}[31m\u{a}\u{7f}\u{85}\u{ad}\u{200b}\u{202e}\u{2066}\u{feff}\u{e0041}\u{fffe}z"#
        )
        #expect(PageText.escaped("é東\u{1F600}") == "é東\u{1F600}")
        #expect(
            PageText.escaped(#"<a href="x" id='y'>&amp;"#)
                == "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;")
        let plain = "<pre>\n\"'&lt;&</pre> é"
        let back = PageText.unescaped(Array(PageText.escaped(plain, keepingLines: true).utf8)[...])
        #expect(back == Array(plain.utf8))
        #expect(PageText.unescaped(Array("a &nbsp; b".utf8)[...]) == nil)
    }

    @Test("What a vault or a server said is signed as it is read")
    func visible() throws {
        let odd = "x\u{202E}y\u{200B}</pre><script>alert(1)</script>"
        let results = [CheckResult(.standIn("one"), .failed(odd, hints: [odd]))]
        let report = PreflightReport(
            .environment, failOn: .fail, parts: [.init(environment: .stg, results: results)])
        let origin = ReportOrigin(host: odd, time: Fixture.now)
        let signed = try report.signed(
            from: origin, of: try Fixture.vault().metadata.environments, by: try Self.identity(3))
        #expect(try Self.error(signed.page, by: Self.identity(3)) == nil)
        let page = String(decoding: signed.page, as: UTF8.self)
        #expect(!page.contains("\u{202E}"))
        #expect(!page.contains("<script"))
        #expect(page.contains(#"<p class="evidence">x\u{202e}y\u{200b}&lt;/pre&gt;&lt;script&gt;"#))
        let document = try ReportDocument(signed.json.span)
        #expect(document.parts[0].checks[0].evidence == #"x\u{202e}y\u{200b}</pre><script>alert(1)</script>"#)
        #expect(document.host == document.parts[0].checks[0].hints[0])
        #expect(document.credentials.map(\.environment) == ["stg", "prod"])
        #expect(document.verdict == .failed)
        #expect(document.signedBy.slot == nil)
    }

    @Test("A host that names the slot or the role of another is not believed")
    func otherSigner() throws {
        for (text, other) in [
            (#""slot": "0123456789abcdef""#, #""slot": "0123456789abcdee""#),
            (#""slot": "0123456789abcdef""#, #""slot": null"#), (#""role": "writer""#, #""role": "reader""#),
        ] {
            let signed = try Self.signed { $0.replacing(text, with: other) }
            #expect(try Self.error(signed.page, by: Self.identity()) == .otherSigner, "\(other)")
        }
    }

    @Test("What was left out is said where the verdict is")
    func partial() throws {
        let signed = try Self.signed { $0.replacing(#""only": []"#, with: #""only": ["one"]"#) }
        let verified = try signed.verified(in: Self.vault, slots: Self.slots(Self.identity()))
        #expect(verified.verdict == "Failed, 5 of 9 checks made, partial")
        #expect(verified.selection == "nothing but --only one, less --skip five --skip <b>*")
        #expect((verified.only, verified.skip) == (["one"], ["five", "<b>*"]))
        #expect(verified.failOn == "warn")
        #expect(verified.waived == 1)
        let page = String(decoding: signed.page, as: UTF8.self)
        #expect(page.contains("<strong>Failed, 5 of 9 checks made, partial</strong>"))
        #expect(page.contains("less --skip five --skip &lt;b&gt;*</bdi>"))
        let whole = try Self.signed {
            $0.replacing("\n      \"five\",\n      \"<b>*\"\n", with: "")
        }
        let everything = try whole.verified(in: Self.vault, slots: Self.slots(Self.identity()))
        #expect(everything.verdict == "Failed, 5 of 9 checks made")
        #expect(everything.selection == nil)
        #expect(!String(decoding: whole.page, as: UTF8.self).contains("A partial run"))
    }

    @Test("Where nothing was looked at it is said, and that it was asked for by name only where it was")
    func nothing() throws {
        for (only, words) in [
            ([], "nothing was looked at: each check was skipped."),
            (["one"], "nothing that was asked for by name was looked at: each of it was skipped."),
        ] as [([String], String)] {
            let checks = [Check.standIn("one", .skipped("s")), .standIn("two", .skipped("s"))]
            let selection = try Selection(.environment, only: only, of: checks)
            var report = PreflightReport(
                .environment, failOn: .fail,
                parts: [
                    .init(
                        environment: .stg,
                        results: CheckGraph(checks, selection).judge(try Fixture.facts()))
                ])
            report.selection = selection
            let signed = try report.signed(
                from: ReportOrigin(host: "web-1", time: Fixture.now), by: try Self.identity())
            #expect(String(decoding: signed.page, as: UTF8.self).contains("(exit status 3): \(words)</p>"))
        }
    }

    /// Where a part of the page is that is read by its marks.
    private static func part(of page: [UInt8], _ start: String, _ end: String) throws -> Range<Int> {
        let opening = try #require(page.firstRange(of: Array(start.utf8)))
        let closing = try #require(page[opening.upperBound...].firstRange(of: Array(end.utf8)))
        return opening.upperBound..<closing.lowerBound
    }

    @Test("No byte of the file can be changed, left out or added, and it is said which part was changed")
    func tampering() throws {
        let page = try Self.signed().page
        let parts: [(Range<Int>, [SignedReportError])] = [
            (
                try Self.part(of: page, ReportPage.dataStart, ReportPage.dataEnd),
                [.badSignature, .malformed, .otherVault(Self.vault)]
            ),
            (try Self.part(of: page, ReportPage.keyStart, "<"), [.unknownKey, .malformed]),
            (try Self.part(of: page, ReportPage.signatureStart, "<"), [.badSignature, .malformed]),
        ]
        #expect(try Self.error(page, by: Self.identity()) == nil)
        let ends = parts.flatMap {
            [$0.0.lowerBound - 1, $0.0.lowerBound, $0.0.upperBound - 1, $0.0.upperBound]
        }
        for index in Array(stride(from: 0, to: page.count, by: 41)) + ends + [page.count - 1] {
            var changed = page
            changed[index] ^= 1
            var error = try Self.error(changed, by: Self.identity())
            if case .otherVault = error { error = .otherVault(Self.vault) }
            let expected = parts.first { $0.0.contains(index) }?.1 ?? [.pageAltered, .malformed]
            #expect(expected.contains { $0 == error }, "byte \(index): \(String(describing: error))")
        }
        for other in [page + Array("\n".utf8), page + page] {
            #expect(try Self.error(other, by: Self.identity()) == .pageAltered)
        }
        // The newline at the end, the last tag, half of the page.
        for count in [1, 10, page.count / 2] {
            let error = try Self.error(Array(page.dropLast(count)), by: Self.identity())
            #expect(error == (count < 20 ? .pageAltered : .malformed))
        }
    }

    @Test("A refusal says what is wrong")
    func refusals() throws {
        let page = String(decoding: try Self.signed().page, as: UTF8.self)
        func error(_ change: (String) -> String) throws -> SignedReportError? {
            try Self.error(Array(change(page).utf8), by: Self.identity())
        }
        let data = try #require(page.firstRange(of: "<pre id=\"signed-data\">"))
        let (front, back) = (String(page[..<data.lowerBound]), String(page[data.lowerBound...]))
        // What is seen: a verdict, an outcome; what is signed; the signature; what it is held against.
        #expect(try error { _ in front.replacing("Failed", with: "Passed") + back } == .pageAltered)
        #expect(
            try error { _ in front.replacing("the deadline passed", with: "it is well") + back }
                == .pageAltered)
        #expect(try error { $0.replacing("</main>", with: "<p>and approved</p></main>") } == .pageAltered)
        #expect(try error { _ in front + back.replacing("could not tell", with: "passed") } == .badSignature)
        let both = try error { $0.replacing("the deadline passed", with: "it is well") }
        #expect(both == .badSignature)
        let hex = try Self.signed().signature.hexadecimal
        #expect(try error { $0.replacing(hex, with: String(hex.reversed())) } == .badSignature)
        let (key, other) = (
            try Self.identity().recipient.hostKey.hexadecimal,
            try Self.identity(8).recipient.hostKey.hexadecimal
        )
        #expect(try error { $0.replacing(key, with: other) } == .unknownKey)
        #expect(try Self.error(Array(page.utf8), by: Self.identity(8)) == .unknownKey)
        let elsewhere = VaultID(unchecked: [UInt8](repeating: 9, count: 16))
        #expect(
            try Self.error(Array(page.utf8), in: elsewhere, by: Self.identity()) == .otherVault(Self.vault))
        // No report at all, and a later form.
        #expect(try error { $0.replacing("report 1 -->", with: "report 2 -->") } == .newerVersion)
        for text in ["report 0 -->", "report -->", "report 1x -->", "report 99999999999999999999 -->"] {
            #expect(try error { $0.replacing("report 1 -->", with: text) } == .malformed)
        }
        #expect(try error { $0.replacing("&quot;", with: "&nbsp;") } == .malformed)
        #expect(try error { _ in "" } == .malformed)
        #expect(try Self.error(Array(page.utf8) + [0xFF], by: Self.identity()) == .malformed)
        let long = [UInt8](repeating: 0x20, count: SignedReport.sizeLimit + 1)
        #expect(try Self.error(long, by: Self.identity()) == .tooLarge)
    }

    @Test(
        "A verdict by name and another one by number are no report, whoever signed it",
        arguments: [("success", 1), ("no", 0), ("no", 3), ("could_not_tell", 1)])
    func twoVerdicts(_ name: String, _ number: Int) throws {
        let json = try Self.json { text in
            text.replacing(#""status": "no""#, with: #""status": "\#(name)""#)
                .replacing(#""exit_status": 1"#, with: #""exit_status": \#(number)"#)
        }
        let page = try Self.page(by: try Self.identity().hostKey(), of: json)
        #expect(try Self.error(page, by: Self.identity()) == .malformed)
    }

    @Test("What cannot have been counted is no report", arguments: ["-1", "9223372036854775807"])
    func counts(_ number: String) throws {
        for member in ["passed", "warned", "waived"] {
            #expect(throws: SignedReportError.malformed) {
                try Self.signed { $0.replacing("\"\(member)\": 1", with: "\"\(member)\": \(number)") }
            }
        }
    }

    @Test("A signature under another label, or over another schema, is none")
    func otherUses() throws {
        let signed = try Self.signed()
        let receipt = try Self.identity().hostKey().sign(
            label: "d24-tools receipt 1", message: signed.json.span)
        let page = ReportPage.draw(try ReportDocument(signed.json.span), signed.json, receipt)
        #expect(try Self.error(page, by: Self.identity()) == .badSignature)
        #expect(throws: SignedReportError.newerVersion) {
            try Self.signed { $0.replacing("\"schema\": 1", with: "\"schema\": 2") }
        }
        #expect(throws: SignedReportError.malformed) {
            try Self.signed { $0.replacing("\"status\": \"no\"", with: "\"status\": \"fine\"") }
        }
        // One who signs for a key that is not his.
        let borrowed = try SignedReport(try Self.json(), signedBy: try Self.identity(8))
        let text = String(decoding: borrowed.page, as: UTF8.self).replacing(
            try Self.identity().recipient.hostKey.hexadecimal,
            with: try Self.identity(8).recipient.hostKey.hexadecimal)
        #expect(try Self.error(Array(text.utf8), by: Self.identity(8)) == .badSignature)
        #expect(try Self.error(borrowed.page, by: Self.identity(8)) == .unknownKey)
    }
}
