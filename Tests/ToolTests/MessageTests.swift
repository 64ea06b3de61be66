import Foundation
import TestSupport
import Testing

/// d24-messages(7) has every message: those of the sources here, those that are printed in `StoryTests`.
@Suite("Messages")
struct MessageTests {
    @Test("Each message of the page can be matched, once, and by words that no other message has by chance")
    func entries() throws {
        let page = try MessagePage()
        #expect(page.malformed.isEmpty, "\(page.malformed)")
        #expect(Set(page.entries.map(\.shown)).count == page.entries.count, "a message is listed twice")
        for entry in page.entries {
            let letters = entry.fixed.joined().count { $0.isLetter }
            #expect(letters >= 6, "this would match nearly anything: \(entry.shown)")
        }
        #expect(page.entries.count > 400)
    }

    @Test("Each message of the page is on one line, so that a pager finds its words")
    func lines() throws {
        let page = Stories.package.appending(path: "man/d24-messages.7").path
        let result = try run("/usr/bin/mandoc", ["-T", "utf8", "-O", "width=78", page])
        let text = result.outputText.replacing(#/.\x08/#, with: "")
        let lines = Set(text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) })
        for entry in try MessagePage().entries {
            #expect(lines.contains(entry.shown), "not on a line of its own: \(entry.shown)")
        }
    }

    /// Literals in the places of messages that are no message, or only a part that stands for a placeholder.
    static let parts: Set<String> = [
        "the vault line of the identity", "what was given",
        "nothing was changed: send the whole file again",
        "put a good copy back: 'd24-vault restore --previous', a backup, or 'd24-vault receive' from another host",
        "take a good copy of the vault instead: a backup, or 'd24-vault receive' from another host",
        "put it back from a copy, or make a new one that a writer adds: 'd24-vault identity new'",
        "look whether this is the right file",
        "'d24-preflight list' shows them all", "did you mean ' '?", "see ' --help'", "value of --",
        "verify it with 'd24-rotate verify ', or give the --receipt of a host that D24 lets in",
        "make a new one with 'd24-rotate verify' on the host that D24 lets in",
    ]

    @Test("The fixed words of each message in the sources are those of a message of the page")
    func literals() throws {
        let page = try MessagePage()
        let literals = try MessageLiterals().all.filter { literal in
            literal.letters >= 7 && literal.texts.contains { $0.contains(" ") }
                && !Self.parts.contains(literal.texts.joined(separator: " "))
        }
        let unknown = literals.filter { literal in !page.entries.contains { $0.holds(literal.texts) } }
        for literal in unknown {
            Issue.record("d24-messages(7) lacks \(literal.place): \(literal.texts.joined(separator: " … "))")
        }
        #expect(literals.count > 350)
    }

    @Test("A literal is found wherever a message is made, and only there")
    func places() {
        let source = """
            // Diagnostic(.usage, "a comment")
            let title = "not a message"
            throw Diagnostic(
                .usage, isLong ? "the \\(name("x")) is \\"long\\"" : "the name "
                    + "is short", hints: ["leave \\(it) out", "or cut it"])
            package var message: String {
                "of a body"
            }
            context.warn("beware of \\(what)")
            """
        let found = MessageLiterals.literals(source, of: "S.swift")
        #expect(
            found.map { $0.texts.joined(separator: "|") } == [
                "the|is \"long\"", "the name", "is short", "of a body", "beware of",
            ])
        #expect(found.map(\.place).first == "S.swift:4")
    }

    @Test(
        "A message that the page does not have is noticed",
        arguments: [
            ("d24-vault: error: there is no vault at /x\n", true),
            ("d24-vault: error: there is no such thing at /x\n", false),
            ("d24-vault: error: there is no vault at \n", false),
            ("d24-vault: warning: nobody has heard of this\n", false),
            ("d24-vault: hint: nobody has heard of this\n", true),
            (#"{"error": {"status": 10, "message": "there is no vault at /x"}}"#, true),
            (#"{"error": {"status": 10, "message": "nobody has heard of this"}}"#, false),
            (
                #"{"error": {"message": "no verb was given"}, "warnings": ["nobody has heard of this"]}"#,
                false
            ),
        ])
    func unknownMessage(_ line: String, _ isKnown: Bool) throws {
        let result = RunResult(ending: .exited(10), errors: Array(line.utf8))
        #expect((Stories.unexplained(result) == nil) == isKnown)
    }

    @Test("An answer that the page does not have is noticed")
    func unknownAnswer() {
        let answers = [
            ("malformed: the signature is empty", true), ("malformed: nobody has heard of this", false),
        ]
        for (line, isKnown) in answers {
            let result = RunResult(ending: .exited(1), output: Array("\(line)\nmore\n".utf8))
            #expect((Stories.unexplained(result) == nil) == isKnown)
        }
    }
}
