import Foundation
import Testing

/// What the README shows is what happens: each of its commands is a step of a story.
@Suite("README")
struct ReadmeTests {
    @Test("Every command of the README's first screen is run by a story, in this order")
    func screen() throws {
        let readme = try String(contentsOf: Stories.package.appending(path: "README.md"), encoding: .utf8)
        let screen = try #require(readme.split(separator: "```console\n").dropFirst().first)
        let lines = screen.prefix(upTo: try #require(screen.firstRange(of: "```")).lowerBound)
            .split(separator: "\n")
        let commands = lines.filter { $0.hasPrefix("$ ") }.map { Self.command($0.dropFirst(2)) }
        let path = Stories.folder.appending(path: "readme-screen.txt")
        var steps = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")[...]
        for command in commands {
            let forms = [" \(command)", " sh -c '\(command)'"]
            let step = steps.firstIndex { line in
                ["? 0 ", "? 1 "].contains(where: line.contains) && forms.contains { line.hasSuffix($0) }
            }
            steps = steps[(try #require(step, "no step of the story from there on is: \(command)") + 1)...]
        }
        #expect(commands.count > 5)
    }

    /// Without the comment behind it; a signature is what the story captured.
    private static func command(_ line: Substring) -> String {
        let end = line.firstRange(of: "  #")?.lowerBound ?? line.endIndex
        let command = line[..<end].replacing(/[0-9a-f]{64}/, with: "$SIGNATURE")
        return command.trimmingCharacters(in: .whitespaces)
    }

    @Test("The scripts that the README names are there")
    func scripts() throws {
        let readme = try String(contentsOf: Stories.package.appending(path: "README.md"), encoding: .utf8)
        for match in readme.matches(of: /scripts\/[a-z-]+/) {
            let path = Stories.package.appending(path: String(match.output)).path
            #expect(FileManager.default.isExecutableFile(atPath: path), "\(match.output) is not there")
        }
    }

    @Test("The folders of the layout are all there are, but for the C modules")
    func layout() throws {
        let readme = try String(contentsOf: Stories.package.appending(path: "README.md"), encoding: .utf8)
        let sources = Stories.package.appending(path: "Sources").path
        for name in try FileManager.default.contentsOfDirectory(atPath: sources)
        where !name.hasPrefix("C") || name == "CashoutsAPI" {
            #expect(readme.contains(name) || name.hasPrefix("d24-"), "the layout does not name \(name)")
        }
    }
}
