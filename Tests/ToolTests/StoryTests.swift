import Foundation
import TestSupport
import Testing

/// The stories of this folder's `Scripts`, told against the tools as they were built beside this test.
@Suite("Stories")
struct StoryTests {
    @Test("A story is true", arguments: Stories.told)
    func story(_ name: String) throws {
        try Stories.runner.tell(name: "Tests/ToolTests/Scripts/\(name)", text: try Stories.text(name))
    }

    /// Skipped in the open where it is not so: a case that is skipped within a test shows nowhere.
    @Test("Every story can be told here", .enabled(if: Stories.skipped.isEmpty, Stories.skippedText))
    func nothingIsSkipped() {
        #expect(Stories.told == Stories.names)
    }

    @Test("The list of stories is not empty")
    func somethingIsTold() {
        #expect(Stories.names.contains("the-language.txt"))
    }
}

enum Stories {
    /// Read where they lie and not from a copy beside the tests: a story can be edited and told without a
    /// build.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scripts")

    static let package = folder.deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Whose programs a story may run besides the tools.
    static let folders = ["scripts", "Tests/VaultFormatTests/Reader"].map { package.appending(path: $0).path }

    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".txt") }.sorted()

    static let runner = StoryRunner(tools: [builtTools], helpers: folders, objection: unexplained)

    private static let messages = try? MessagePage()

    /// A message among what was printed that d24-messages(7) does not have.
    static func unexplained(_ result: RunResult) -> String? {
        guard let messages else { return "man/d24-messages.7 cannot be read" }
        return Message.all(in: result).first { !messages.explains($0) }.map { message in
            "d24-messages(7) does not have the \(message.kind) '\(message.text)'"
        }
    }

    static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// Those that need what this machine does not have, and what that is. A story that cannot be read is
    /// told, and fails.
    static let skipped = names.compactMap { name in
        (try? runner.lacking(name: name, text: text(name))).map { (name: name, lacking: $0) }
    }

    static let told = names.filter { name in !skipped.contains { $0.name == name } }

    static let skippedText = Comment(
        rawValue: "\(skipped.count) stories skipped"
            + Set(skipped.map(\.lacking)).sorted().map { lacking in
                ": needs \(lacking): \(skipped.filter { $0.lacking == lacking }.map(\.name).joined(separator: " "))"
            }.joined())

    /// Where the running test was built, and so the tools.
    static let builtTools = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().path
}
