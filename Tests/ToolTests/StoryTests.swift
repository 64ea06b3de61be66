import Foundation
import TestSupport
import Testing

/// The stories of this folder's `Scripts`, told against the tools as they were built beside this test.
@Suite("Stories")
struct StoryTests {
    @Test("A story is true", arguments: Stories.names)
    func story(_ name: String) throws {
        let text = try String(contentsOf: Stories.folder.appending(path: name), encoding: .utf8)
        let runner = StoryRunner(tools: [Stories.builtTools] + Stories.folders)
        switch try runner.tell(name: "Tests/ToolTests/Scripts/\(name)", text: text) {
        case .told: break
        case .notRun(let lacking): try Test.cancel("not run: needs \(lacking)")
        }
    }

    @Test("The list of stories is not empty")
    func somethingIsTold() {
        #expect(Stories.names.contains("the-language.txt"))
    }
}

enum Stories {
    /// Read where they lie and not from a copy beside the tests: a story can be edited and told without a build.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scripts")

    static let package = folder.deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Whose programs a story may run besides the tools.
    static let folders = ["scripts", "Tests/VaultFormatTests/Reader"].map { package.appending(path: $0).path }

    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".txt") }.sorted()

    /// Where the running test was built, and so the tools.
    static let builtTools = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().path
}
