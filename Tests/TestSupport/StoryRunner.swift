import Foundation

/// What is wrong with what a command printed; nil where nothing is.
package typealias StoryObjection = @Sendable (RunResult) -> String?

/// Tells stories: text scripts of commands and of what must come of them.
///
/// The language is described in Tests/ToolTests/Scripts/README.
package struct StoryRunner {
    /// Folders that are searched for programs before the system's.
    package var tools: [String]
    /// Folders that are searched after them.
    package var helpers: [String]
    /// Asked of whatever a command has printed, besides what the story asks.
    package var objection: StoryObjection?

    package init(tools: [String], helpers: [String] = [], objection: StoryObjection? = nil) {
        self.tools = tools
        self.helpers = helpers
        self.objection = objection
    }

    /// What a story's `requires` lines ask for and this machine does not have; nil where it can be told.
    package func lacking(name: String, text: String) throws -> String? {
        let story = try StoryText(name: name, text: text)
        let telling = StoryTelling(
            StoryState(folder: "/nowhere", tools: tools, helpers: helpers), outside: "/nowhere")
        return try story.lines.lazy.compactMap { try telling.missing($0) }.first
    }

    /// Tells one story in a new folder.
    ///
    /// - Parameters:
    ///   - name: what messages call it, usually the file's path.
    /// - Throws: `StoryFailure` at the first line that does not hold.
    package func tell(name: String, text: String) throws {
        let story = try StoryText(name: name, text: text)
        try withTemporaryFolder { outside in
            let folder = outside + "/story"
            for path in [folder, folder + "/home", folder + "/tmp"] {
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            }
            // A service user (`as`) must be able to come in.
            for (path, mode) in [
                (outside, 0o711), (folder, 0o755), (folder + "/home", 0o755), (folder + "/tmp", 0o1777),
            ] {
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            }
            var telling = StoryTelling(
                StoryState(folder: folder, tools: tools, helpers: helpers), outside: outside)
            telling.state.objection = objection
            do {
                for line in story.lines {
                    try Self.located(story, line) { try telling.perform(line) }
                }
                if let line = story.lines.last {
                    try Self.located(story, line) { try telling.finish() }
                }
            } catch {
                telling.killAll()
                throw error
            }
        }
    }

    private static func located(_ story: StoryText, _ line: StoryLine, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let problem as StoryProblem {
            throw StoryFailure(
                story: story.name, line: line.number, source: line.source, message: problem.message)
        } catch let problem as LaunchError {
            throw StoryFailure(
                story: story.name, line: line.number, source: line.source, message: problem.description)
        }
    }
}
