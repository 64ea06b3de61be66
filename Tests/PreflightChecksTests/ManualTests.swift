import Foundation
import TestSupport
import Testing

@testable import PreflightChecks

@Suite("d24-preflight(1)")
struct ManualTests {
    /// What the page says of each check, as a reader sees it.
    private struct Entry {
        let id: String
        var text: String
    }

    @Test("The page explains every check, in the order of the report, and no others")
    func ids() throws {
        #expect(try Self.entries().map(\.id) == Check.all.map(\.id))
    }

    @Test("The page says of each check what 'explain' says of it", arguments: Check.all.map(\.id))
    func explanations(_ id: String) throws {
        let check = try #require(Check.all.first { $0.id == id })
        let entry = try #require(try Self.entries().first { $0.id == id })
        #expect(Self.plain(entry.text) == Self.plain(check.paragraphs.joined()))
    }

    @Test("Explanations are whole sentences", arguments: Check.all.map(\.id))
    func sentences(_ id: String) throws {
        let check = try #require(Check.all.first { $0.id == id })
        for text in check.paragraphs {
            #expect(text.hasSuffix("."), "\(id): \(text)")
            #expect(text.first?.isUppercase == true, "\(id): \(text)")
            #expect(!text.contains("  "), "\(id): \(text)")
        }
    }

    /// Where lines end is the page's affair, and so is the form of quotes.
    private static func plain(_ text: String) -> String {
        text.filter { !$0.isWhitespace }.replacing(/[‘’]/, with: "'")
    }

    private static func entries() throws -> [Entry] {
        var entries: [Entry] = []
        let lines = try rendered().split(separator: "\n").drop { $0 != "CHECKS" }.dropFirst()
        // Ids stand five columns in, what is said of them further.
        for line in lines.prefix(while: { $0.hasPrefix(" ") }) {
            let indent = line.prefix { $0 == " " }.count
            if indent == 5, line.dropFirst(5).wholeMatch(of: /[a-z]+(-[a-z0-9]+)*/) != nil {
                entries.append(Entry(id: String(line.dropFirst(5)), text: ""))
            } else if !entries.isEmpty {
                entries[entries.count - 1].text += line
            }
        }
        return entries
    }

    /// The page as a terminal shows it, without bold and underlined letters.
    private static func rendered() throws -> String {
        let page = URL(filePath: #filePath).appending(path: "../../../man/d24-preflight.1").standardized
        let result = try run("/usr/bin/mandoc", ["-T", "utf8", page.path])
        try #require(result.ending == .exited(0), "\(result.errorText)")
        return result.outputText.replacing(/.\u{8}/, with: "")
    }
}
