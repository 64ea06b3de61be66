import Foundation
import TestSupport
import Testing
import ToolSupport

/// The manual is written by hand; here it is held against what the tools say of themselves.
@Suite("Manual")
struct ManualTests {
    static let tools = ["d24-vault", "d24-signature", "d24-rotate", "d24-egress", "d24-preflight"]

    @Test("A tool has a page, and its page its verbs, their options, and no others", arguments: tools)
    func page(_ name: String) throws {
        let tool = try ToolHelp.of(name)
        let page = try ManualPage(name, section: 1)
        let verbs = page.blocks(of: tool.verbs.keys.map(\.self), tool: name)
        for (verb, help) in tool.verbs {
            // What takes no options of its own need not have a heading.
            let named = page.lines.contains { $0.hasPrefix(".Cm \(verb)") } ? ManualPage.Block() : nil
            let block = try #require(
                verbs.found[verb] ?? named, "\(page.name) has no heading for '\(verb)'")
            let common = ToolHelp.commonOptions.intersection(verbs.outside.listedOptions)
            let undocumented = help.options.subtracting(block.listedOptions).subtracting(common)
            #expect(undocumented.isEmpty, "\(page.name): '\(verb)' also takes \(undocumented.sorted())")
            let unknown = block.listedOptions.subtracting(help.options)
            #expect(unknown.isEmpty, "\(page.name): '\(verb)' has no \(unknown.sorted())")
        }
        #expect(verbs.unknown.isEmpty, "\(page.name) lists verbs that are not there: \(verbs.unknown)")
    }

    @Test(
        "What an option takes and what it is without being given is in the page as in the help",
        arguments: tools)
    func defaults(_ name: String) throws {
        let tool = try ToolHelp.of(name)
        let page = try ManualPage(name, section: 1)
        let verbs = page.blocks(of: tool.verbs.keys.map(\.self), tool: name)
        var count = 0
        for (verb, help) in tool.verbs {
            for option in help.options.subtracting(ToolHelp.commonOptions) {
                let text = try #require(
                    verbs.found[verb]?.text(of: option), "\(page.name): \(verb) \(option)")
                // One that is explained elsewhere says where.
                let others =
                    text.contains(#/As for|See\n/#) ? Array(verbs.found.values) + [verbs.outside] : []
                let all = [text] + others.compactMap { $0.text(of: option) }
                for word in help.choices(option) + [help.initial(option)].compactMap(\.self) {
                    count += 1
                    #expect(
                        all.contains { $0.contains(word) }, "\(page.name): \(verb) \(option) lacks \(word)")
                }
            }
        }
        #expect(count > 1)
    }

    /// Whose verbs are in a folder of the sources.
    static let verbs = [
        "d24-vault": "d24-vault", "d24-signature": "d24-signature", "RotationVerbs": "d24-rotate",
        "EgressVerbs": "d24-egress", "PreflightVerbs": "d24-preflight",
    ]

    @Test("The bounds that a message gives for an option are in the page of its tool")
    func bounds() throws {
        var count = 0
        for literal in try MessageLiterals().all {
            let words = literal.texts.joined(separator: " ")
            guard let match = words.firstMatch(of: #/^(--[a-z-]+) is (?:between|a number|one line|[0-9])/#),
                let folder = literal.place.split(separator: "/").first, let tool = Self.verbs[String(folder)]
            else { continue }
            let page = try ManualPage(tool, section: 1)
            let verbs = page.blocks(of: try ToolHelp.of(tool).verbs.keys.map(\.self), tool: tool)
            let texts = (Array(verbs.found.values) + [verbs.outside]).compactMap {
                $0.text(of: String(match.1))
            }
            for bound in words.matches(of: #/\b[0-9]+[smhd]\b/#) {
                count += 1
                let isSaid = texts.contains { $0.contains(bound.output) }
                #expect(isSaid, "\(page.name): \(match.1) lacks \(bound.output)")
            }
        }
        #expect(count > 5)
    }

    @Test("A page that another refers to is there, and all are in d24(7)'s list")
    func references() throws {
        let pages = try ManualPage.all()
        let names = Set(pages.map { $0.name.replacing("man/", with: "").replacing(".", with: " ") })
        for page in pages {
            for line in page.lines where line.hasPrefix(".Xr d24") {
                let name = line.split(separator: " ").dropFirst().prefix(2).joined(separator: " ")
                #expect(names.contains(name), "\(page.name) refers to \(name), which is not there")
            }
        }
        let list = try ManualPage("d24", section: 7).lines.drop { $0 != ".Sh SEE ALSO" }
        for name in names where name != "d24 7" {
            #expect(list.contains { $0.hasPrefix(".Xr \(name)") }, "d24(7) does not list \(name)")
        }
    }

    @Test("Each page is found by 'apropos d24', and says in a line what it is for")
    func apropos() throws {
        try withTemporaryFolder { folder in
            let pages = try ManualPage.all()
            for page in pages {
                let section = try #require(page.name.last)
                let place = "\(folder)/man\(section)"
                try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
                try FileManager.default.copyItem(
                    atPath: Stories.package.appending(path: page.name).path,
                    toPath: "\(place)/\(page.name.replacing("man/", with: ""))")
            }
            let made = try run("/usr/sbin/makewhatis", [folder])
            #expect(made.ending == .exited(0) && made.errors.isEmpty, "\(made.errorText)")
            let found = try run("/usr/bin/mapropos", ["-M", folder, "d24"]).outputText.split(separator: "\n")
            #expect(found.count == pages.count)
            for page in pages {
                let title = "\(page.title)(\(page.name.suffix(1))) - "
                let line = try #require(found.first { $0.hasPrefix(title) }, "apropos does not find \(title)")
                // Of a longer one the other apropos shows the beginning.
                let purpose = line.dropFirst(title.count)
                #expect(purpose.count <= 55, "\(title)\(purpose)")
                #expect(purpose.first?.isLowercase == true && !purpose.hasSuffix("."), "\(title)\(purpose)")
            }
        }
    }

    /// As mdoc(7) orders them; what a page has of its own stands after DESCRIPTION.
    static let sections = [
        "NAME", "SYNOPSIS", "DESCRIPTION", "", "ENVIRONMENT", "FILES", "EXIT STATUS", "EXAMPLES", "SEE ALSO",
        "STANDARDS", "CAVEATS",
    ]

    @Test("A tool's page has the sections that all have, in their order", arguments: tools)
    func sections(_ name: String) throws {
        let page = try ManualPage(name, section: 1)
        let headings = page.lines.filter { $0.hasPrefix(".Sh ") }.map { String($0.dropFirst(4)) }
        let places = headings.map {
            Self.sections.firstIndex(of: $0) ?? Self.sections.firstIndex(of: "") ?? 0
        }
        #expect(places == places.sorted(), "\(page.name): \(headings)")
        for heading in ["VERBS", "OPTIONS"] + Self.sections.prefix(9) where !heading.isEmpty {
            #expect(headings.contains(heading), "\(page.name) has no \(heading)")
        }
    }

    @Test("A heading is set as it is written, though its first word may be the name of a macro")
    func headings() throws {
        for page in try ManualPage.all() {
            let path = Stories.package.appending(path: page.name).path
            let set = try run("/usr/bin/mandoc", ["-T", "utf8", "-O", "width=78", path]).outputText
                .replacing(#/.\x08/#, with: "").split(separator: "\n")
                .map { $0.trimmingCharacters(in: .whitespaces) }
            for line in page.lines where line.hasPrefix(".Ss ") {
                let heading = String(line.dropFirst(4).replacing("\\&", with: ""))
                #expect(set.contains(heading), "\(page.name): \(line)")
            }
        }
    }

    @Test("A tool's pages of help fit a terminal", arguments: tools)
    func widths(_ name: String) throws {
        let tool = try ToolHelp.of(name)
        for page in [tool.overview] + tool.verbs.values.map(\.page) {
            for line in page.split(separator: "\n") where line.count > 79 {
                Issue.record("over 79 columns in a page of \(name): \(line)")
            }
        }
    }

    @Test("An option that a page speaks of is one of its tool, or of the tool named beside it")
    func optionsInProse() throws {
        let known = try Self.knownTools()
        for page in try ManualPage.all() {
            for line in page.lines {
                let named = Self.tools.filter { line.contains($0) }
                let own = Self.tools.contains(page.title) ? [page.title] : Self.tools
                let tools = (named.isEmpty ? own : named).compactMap { known[$0] }
                guard !tools.isEmpty else { continue }
                let all = tools.reduce(into: ToolHelp.toolOptions) { $0.formUnion($1.allOptions) }
                let unknown = ManualPage.options(in: line).subtracting(all)
                #expect(unknown.isEmpty, "\(page.name): \(unknown.sorted()) in: \(line)")
            }
        }
    }

    @Test("A command line in a page or in the README is one that its tool understands")
    func commandLines() throws {
        let known = try Self.knownTools()
        var count = 0
        let readme = try String(contentsOf: Stories.package.appending(path: "README.md"), encoding: .utf8)
        let pages = try ManualPage.all().map { ($0.name, $0.literalText) }
        for (name, text) in pages + [("README.md", readme)] {
            for command in CommandLineText.commands(in: text, tools: Set(known.keys)) {
                let tool = try #require(known[command.tool])
                count += 1
                if command.words.isEmpty, command.options.isSubset(of: ToolHelp.toolOptions) { continue }
                guard let verb = tool.verb(command.words) else {
                    Issue.record("\(name): \(command.tool) has no such verb: \(command.source)")
                    continue
                }
                let unknown = command.options.subtracting(tool.verbs[verb]?.options ?? [])
                #expect(
                    unknown.isEmpty, "\(name): '\(verb)' has no \(unknown.sorted()): \(command.source)")
            }
        }
        #expect(count > 20)
    }

    @Test("The table of exit statuses in d24(7) is the code's")
    func exitStatuses() throws {
        let rows = try ManualPage("d24", section: 7).items(ofSection: "EXIT STATUS")
        #expect(rows.map(\.term) == ExitStatus.allCases.map { "\($0.rawValue)" })
        for (row, status) in zip(rows, ExitStatus.allCases) {
            #expect(row.text.hasPrefix(status.meaning), "\(status.rawValue): \(row.text)")
        }
    }

    @Test("The table of exit statuses in the README is the code's")
    func exitStatusesOfReadme() throws {
        let readme = try String(contentsOf: Stories.package.appending(path: "README.md"), encoding: .utf8)
        for status in ExitStatus.allCases where status.rawValue < 126 {
            let row = "| \(status.rawValue) | \(status.meaning) |"
            let plain = readme.replacing("**", with: "")
            #expect(plain.contains(row), "README.md does not have: \(row)")
        }
    }

    @Test("The exit statuses of a page exist", arguments: tools)
    func exitStatusesOfPage(_ name: String) throws {
        let rows = try ManualPage(name, section: 1).items(ofSection: "EXIT STATUS")
        #expect(rows.count > 3)
        for row in rows {
            let status = CInt(row.term).flatMap(ExitStatus.init(rawValue:))
            #expect(status != nil, "\(name): status \(row.term) is not one of ours")
        }
    }

    private static func knownTools() throws -> [String: ToolHelp] {
        var known: [String: ToolHelp] = [:]
        for name in tools { known[name] = try ToolHelp.of(name) }
        return known
    }
}
