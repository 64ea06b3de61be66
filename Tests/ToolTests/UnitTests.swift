import Foundation
import Testing

/// The units of `scripts/systemd` against the tools and the manual; `scripts/check-units` has systemd judge
/// them.
@Suite("Units")
struct UnitTests {
    private static let folder = Stories.package.appending(path: "scripts/systemd")

    /// By path, such as `examples/payouts.service`.
    static let names = (FileManager.default.subpaths(atPath: folder.path) ?? [])
        .filter { $0.wholeMatch(of: /.*\.(?:service|timer|path)/) != nil }.sorted()

    @Test("There are units, and each tells where it is explained", arguments: names)
    func documentation(_ name: String) throws {
        let pages = try Self.values(of: /Documentation/, in: name).flatMap { $0.split(separator: " ") }
        #expect(pages.contains("man:d24-deploy(7)"))
        for page in pages {
            let match = try #require(page.wholeMatch(of: /man:([a-z0-9-]+)\(([1-8])\)/), "\(name): \(page)")
            let path = Stories.package.appending(path: "man/\(match.1).\(match.2)").path
            #expect(FileManager.default.fileExists(atPath: path), "\(name) names \(page)")
        }
    }

    @Test("A command of a unit is one that its tool understands", arguments: names)
    func commands(_ name: String) throws {
        for line in try Self.values(of: /Exec[A-Za-z]+/, in: name) {
            let command = line.drop { "-+!:@".contains($0) }
            #expect(command.hasPrefix("/usr/bin/"), "\(name): \(line)")
            let typed = command.dropFirst("/usr/bin/".count)
            guard typed.hasPrefix("d24-") else { continue }
            let tool = String(typed.prefix { $0 != " " })
            let help = try ToolHelp.of(tool)
            let parsed = try #require(
                CommandLineText.commands(in: String(typed), tools: [tool]).first, "\(name): \(line)")
            let verb = try #require(help.verb(parsed.words), "\(name): \(tool) has no such verb: \(line)")
            let unknown = parsed.options.subtracting(help.verbs[verb]?.options ?? [])
            #expect(unknown.isEmpty, "\(name): '\(verb)' has no \(unknown.sorted())")
        }
    }

    @Test("The units are those of the manual, and of the stories")
    func list() throws {
        #expect(Self.names.count == 6)
        let page = try ManualPage("d24-deploy", section: 7).lines.joined(separator: "\n")
        for name in Self.names {
            let unit = try #require(name.split(separator: "/").last)
            #expect(page.contains(unit), "man/d24-deploy.7 does not name \(unit)")
        }
    }

    /// The values of a setting, each on one line.
    private static func values(of setting: Regex<Substring>, in name: String) throws -> [String] {
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        return text.replacing("\\\n", with: " ").split(separator: "\n").compactMap { line in
            guard let end = line.firstIndex(of: "="),
                line[..<end].wholeMatch(of: setting) != nil
            else { return nil }
            return String(line[line.index(after: end)...])
        }
    }
}
