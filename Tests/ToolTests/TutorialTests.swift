import Foundation
import Testing

/// The tutorial of d24(7) is what happens: each of its commands is a step of a story, and shows what is
/// shown.
@Suite("Tutorial")
struct TutorialTests {
    /// A command of the page with what is shown below it.
    struct Step {
        var prompt: String
        var command: String
        var shown: [String] = []
    }

    /// They install the package and start its units, which is tried with those.
    static let ofTheSystem = ["apt ", "systemctl "]

    /// Whose answer is no where the tutorial has them; all others end with 0.
    static let answeringNo: Set<String> = [
        "d24-signature diagnose stg --signature HEX body.json",
        "d24-preflight run --profile go-live --report go-live.html stg prod",
    ]

    @Test("Every command of the tutorial is run by a story, in this order, and prints what is shown")
    func commands() throws {
        let path = Stories.folder.appending(path: "tutorial.txt")
        var lines = try String(contentsOf: path, encoding: .utf8).split(separator: "\n").map(String.init)[...]
        let steps = try Self.steps().filter { step in
            !Self.ofTheSystem.contains { step.command.hasPrefix($0) }
        }
        for (index, step) in steps.enumerated() {
            let found = lines.firstIndex { Self.runs($0, step) }
            let start = try #require(
                found, "no step of the story from there on is: \(step.prompt) \(step.command)")
            lines = lines[(start + 1)...]
            // Up to the next command of the page; what is between them is the story's own.
            let next = index + 1 < steps.count ? lines.firstIndex { Self.runs($0, steps[index + 1]) } : nil
            let checks = lines[..<(next ?? lines.endIndex)].filter { $0.contains("out ") }
                .map { $0.replacing("\\", with: "").replacing("'", with: "") }
            for line in step.shown {
                #expect(
                    checks.contains { Self.checks($0, line) },
                    "the story does not check this below '\(step.command)': \(line)")
            }
        }
        #expect(steps.count > 40)
    }

    @Test("The slots of d24-deploy(7), which begins where the tutorial ends, have names that are free then")
    func slots() throws {
        let taken = try Self.steps().flatMap { Self.slotNames(in: $0.command) }
        let page = try ManualPage("d24-deploy", section: 7)
        let deployed = Self.slotNames(in: page.lines.joined(separator: "\n"))
        #expect(taken.contains("payouts") && deployed.contains("payouts-unit"))
        #expect(Set(taken).isDisjoint(with: deployed))
    }

    private static func slotNames(in text: String) -> [Substring] {
        text.matches(of: #/d24-vault slot add .*--name (\S+)/#).map(\.1)
    }

    /// What the displays of the section have: a prompt, a command, and lines that are neither.
    static func steps() throws -> [Step] {
        let lines = try ManualPage("d24", section: 7).lines
        let section = lines.drop { $0 != ".Sh TUTORIAL" }.dropFirst().prefix { !$0.hasPrefix(".Sh") }
        var (steps, isDisplay): ([Step], Bool) = ([], false)
        for line in section.joined(separator: "\n").replacing("\\e\n", with: "").split(separator: "\n") {
            if line.hasPrefix(".Bd") || line.hasPrefix(".Ed") {
                isDisplay = line.hasPrefix(".Bd")
            } else if isDisplay, let match = line.wholeMatch(of: #/([a-z-]*#) (.*)/#) {
                steps.append(Step(prompt: String(match.1), command: String(match.2)))
            } else if isDisplay {
                steps[steps.count - 1].shown.append(String(line))
            }
        }
        return steps
    }

    /// Whether a line of the story runs it, on the right host, with something for each word in capitals.
    private static func runs(_ line: String, _ step: Step) -> Bool {
        let status = answeringNo.contains(step.command) ? 1 : 0
        guard line.contains("? \(status) sh on ") else { return false }
        let plain = line.replacing("'", with: "")
        let words = plain.split(separator: " ")
        guard let on = words.firstIndex(of: "on"), words.count > on + 2 else { return false }
        let place = step.prompt == "#" ? "host-a" : String(step.prompt.dropLast())
        let wanted = step.command.split(separator: " ")
        let typed = words[(on + 2)...]
        return words[on + 1] == place && wanted.count == typed.count
            && zip(wanted, typed).allSatisfy { $0 == $1 || isFilledIn($0, $1) }
    }

    private static func isFilledIn(_ word: Substring, _ typed: Substring) -> Bool {
        typed.contains("$") && word.contains(#/[A-Z]{2}|\.\.\./#)
    }

    /// Whether a check of the story is of a line, as far as that is the same each time.
    private static func checks(_ check: String, _ line: String) -> Bool {
        let same = line.replacing("...", with: "").split(separator: #/\b(?:ADDRESS|PHRASE)\b/#).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        return same.filter { !$0.isEmpty }.allSatisfy { check.contains($0) }
    }

    @Test("A line of the story runs a command only where host and words are the page's")
    func matching() {
        let step = Step(prompt: "host-a#", command: "d24-vault trust --signer KEY")
        #expect(Self.runs("? 0 sh on host-a 'd24-vault trust --signer '$KEY", step))
        #expect(!Self.runs("? 0 sh on host-b 'd24-vault trust --signer '$KEY", step))
        #expect(!Self.runs("? 0 sh on host-a 'd24-vault trust --signer other'", step))
        #expect(!Self.runs("? 0 sh on host-a 'd24-vault trust '$SIGNER' '$KEY", step))
        #expect(!Self.runs("? 13 sh on host-a 'd24-vault trust --signer '$KEY", step))
        #expect(!Self.runs("? 1 sh on host-a 'd24-vault trust --signer '$KEY", step))
        #expect(Self.checks("stdout ^v1 of stg: accepted$", "v1 of stg: accepted"))
        #expect(!Self.checks("stdout ^v1 of stg: accepted$", "v2 of stg: accepted"))
    }
}
