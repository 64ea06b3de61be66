import TestSupport
import Testing

/// What a tool says of itself with `--help`.
struct ToolHelp: Sendable {
    struct Verb: Sendable {
        var page: String
        var options: Set<String>
    }

    static let toolOptions: Set<String> = ["--help", "--version"]

    var overview: String
    var verbs: [String: Verb] = [:]

    var allOptions: Set<String> { verbs.values.reduce(into: []) { $0.formUnion($1.options) } }

    /// The verb that these words begin with.
    func verb(_ words: [String]) -> String? {
        [words.prefix(2), words.prefix(1)].map { $0.joined(separator: " ") }.first { verbs[$0] != nil }
    }

    /// Asks the built tool; `nil` for one that has no verbs yet.
    static func of(_ name: String) throws -> ToolHelp? {
        func ask(_ words: [String]) throws -> String {
            let result = try run("\(Stories.builtTools)/\(name)", words + ["--help"])
            try #require(result.ending == .exited(0), "\(name) \(words) --help: \(result.errorText)")
            return result.outputText
        }
        var tool = ToolHelp(overview: try ask([]))
        for verb in rows(of: "verbs:", in: tool.overview) {
            let page = try ask(verb.split(separator: " ").map(String.init))
            let options = rows(of: "options:", in: page).flatMap { $0.matches(of: /--[a-z0-9-]+/) }
            tool.verbs[verb] = Verb(page: page, options: Set(options.map { String($0.output) }))
        }
        return tool.verbs.isEmpty ? nil : tool
    }

    /// The first column of a list in a page: two spaces, the label, then two spaces or the line's end.
    private static func rows(of heading: String, in page: String) -> [String] {
        let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(of: heading[...]) else { return [] }
        return lines[(start + 1)...].prefix { $0.hasPrefix("  ") }.compactMap { line in
            guard let match = line.firstMatch(of: /^  (\S+(?: \S+)*)(?:  .*)?$/) else { return nil }
            return String(match.1)
        }
    }
}
