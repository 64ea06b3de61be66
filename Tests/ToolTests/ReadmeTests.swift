import Foundation
import Testing
import ToolSupport

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
            // A signature that does not match stays one that does not, however well it is explained.
            let status = command.hasPrefix("d24-signature diagnose ") ? 1 : 0
            let forms = [" \(command)", " sh -c '\(command)'"]
            let step = steps.firstIndex { line in
                line.contains("? \(status) ") && forms.contains { line.hasSuffix($0) }
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

    /// Where what no story types is run, as it stands there: .ci/run calls all of these.
    static let elsewhere: [String: (script: String, line: String)] = [
        "scripts/setup": (".ci/run", "scripts/setup"),
        "scripts/demo": (".ci/run", "scripts/demo"),
        "scripts/test": (".ci/run", "scripts/test"),
        "scripts/build-deb": (".ci/run", "scripts/build-deb"),
        "scripts/clean-root": (".ci/run", "scripts/clean-root"),
        "scripts/test-packaging": (".ci/run", "scripts/test-packaging"),
        "scripts/check-units": ("scripts/test", "scripts/check-units"),
        "scripts/prove": ("scripts/test", "scripts/prove --tenth"),
        "scripts/prove --tenth": ("scripts/test", "scripts/prove --tenth"),
        "scripts/smoke": ("scripts/test", "scripts/smoke"),
        "scripts/fuzz --replay": ("scripts/test", "scripts/fuzz --replay"),
        "scripts/bench --quick": ("scripts/test", "scripts/bench --quick"),
        "scripts/install": ("scripts/clean-root", "quietly /src/scripts/install --no-build"),
        "scripts/uninstall": ("scripts/clean-root", "quietly /src/scripts/uninstall"),
        "apt install ./d24-tools_\(Tool.version)_amd64.deb": (
            "scripts/clean-root", "install_packages /package.deb"
        ),
        "apt purge d24-tools": ("scripts/clean-root", "quietly apt-get --yes purge d24-tools"),
        "man d24": ("scripts/clean-root", everyPage),
        "man d24-deploy": ("scripts/clean-root", everyPage),
        "man d24-messages": ("scripts/clean-root", everyPage),
        "man 5 d24-vault": ("scripts/clean-root", everyPage),
    ]
    private static let everyPage = #"quietly sh -c "test \$(man $section $name | wc -l) -gt 40""#

    @Test("Every other command of the README is run, by a story or by what CI calls")
    func commands() throws {
        let readme = try String(contentsOf: Stories.package.appending(path: "README.md"), encoding: .utf8)
        let indented = readme.matches(of: /\n    ((?:scripts\/|apt )\S*(?: \S+)*)/).map { $0.1 }
        let inline = readme.matches(of: /`((?:scripts\/|apt |man )[^`]+)`/).map { $0.1 }
        let commands = Set((indented + inline).map(String.init))
        #expect(commands.count > 20)
        let stories = try FileManager.default.contentsOfDirectory(atPath: Stories.folder.path)
            .filter { $0.hasSuffix(".txt") }
            .map { try String(contentsOf: Stories.folder.appending(path: $0), encoding: .utf8) }
        for command in commands {
            if let place = Self.elsewhere[command] {
                let script = try String(
                    contentsOf: Stories.package.appending(path: place.script), encoding: .utf8)
                let lines = script.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
                #expect(lines.contains(place.line), "\(place.script) does not run \(command)")
                continue
            }
            let typed = command.replacing(/^scripts\//, with: "")
            let isStep = stories.contains { story in
                story.split(separator: "\n").contains { $0 == "? 0 \(typed)" }
            }
            #expect(isStep, "no story runs \(command)")
        }
    }

    @Test("What the README says is to be changed is there")
    func rooms() throws {
        let readme = try String(contentsOf: Stories.package.appending(path: "README.md"), encoding: .utf8)
        let paths = readme.matches(of: /`((?:Sources|Tests|man|scripts)\/[A-Za-z0-9\/._-]+)`/).map {
            String($0.1)
        }
        #expect(paths.count > 15)
        for path in paths {
            let place = Stories.package.appending(path: path).path
            #expect(FileManager.default.fileExists(atPath: place), "\(path) is not there")
        }
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
        let lines = readme.split(separator: "\n").filter { $0.hasPrefix("    Sources/") }
        let named = Set(lines.flatMap { $0.matches(of: /[A-Za-z0-9-]+/).map { String($0.output) } })
        let folders = try FileManager.default.contentsOfDirectory(atPath: sources)
        for name in folders where !name.hasPrefix("C") || name == "CashoutsAPI" {
            #expect(named.contains(name), "the layout does not name \(name)")
        }
        for line in lines {
            let first = line.matches(of: /Sources\/([A-Za-z0-9-]+)/).map { String($0.1) }
            #expect(first.allSatisfy(folders.contains), "there is no such folder: \(line)")
        }
    }
}
