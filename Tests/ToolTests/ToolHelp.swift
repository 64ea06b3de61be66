import Foundation
import TestSupport
import Testing

/// What a tool says of itself with `--help`.
struct ToolHelp: Sendable {
    struct Verb: Sendable {
        var page: String
        var options: Set<String>
        /// What is said of each option.
        var sentences: [String: String]

        /// What an option is without being given; nil where there is no telling.
        func initial(_ option: String) -> String? {
            (sentences[option]?.firstMatch(of: #/[(; ]default ([^;)]+)/#)?.1).map(String.init)
        }

        /// The words that an option takes; empty where these are no list.
        func choices(_ option: String) -> [String] {
            let list =
                sentences[option]?.firstMatch(of: #/\(((?:[a-z-]+, )*[a-z-]+ or [a-z-]+)[;)]/#)?.1 ?? ""
            return list.replacing(" or ", with: ", ").split(separator: ", ").map(String.init)
        }
    }

    static let toolOptions: Set<String> = ["--help", "--version"]

    /// Those that verbs have in common; a page explains them once, outside of its verbs.
    static let commonOptions: Set<String> = [
        "--vault", "--identity", "--identity-fd", "--unlock-fd", "--unlock-file", "--require-mlock", "--json",
        "--quiet", "--help",
    ]

    var overview: String
    var verbs: [String: Verb] = [:]

    var allOptions: Set<String> { verbs.values.reduce(into: []) { $0.formUnion($1.options) } }

    /// The verb that these words begin with.
    func verb(_ words: [String]) -> String? {
        [words.prefix(2), words.prefix(1)].map { $0.joined(separator: " ") }.first { verbs[$0] != nil }
    }

    /// Asks the built tool.
    static func of(_ name: String) throws -> ToolHelp {
        func ask(_ words: [String]) throws -> String {
            let result = try run("\(Stories.builtTools)/\(name)", words + ["--help"])
            try #require(result.ending == .exited(0), "\(name) \(words) --help: \(result.errorText)")
            return result.outputText
        }
        var tool = ToolHelp(overview: try ask([]))
        for verb in rows(of: "verbs:", in: tool.overview) {
            let page = try ask(verb.split(separator: " ").map(String.init))
            let options = rows(of: "options:", in: page).flatMap { $0.matches(of: /--[a-z0-9-]+/) }
            tool.verbs[verb] = Verb(
                page: page, options: Set(options.map { String($0.output) }), sentences: sentences(in: page))
        }
        try #require(tool.verbs.count > 3, "the verbs of \(name) are not found in its help")
        return tool
    }

    /// The second column of the options, each on one line.
    private static func sentences(in page: String) -> [String: String] {
        var (sentences, option): ([String: String], String) = ([:], "")
        for line in page.split(separator: "\n").drop(while: { $0 != "options:" }).dropFirst() {
            if let match = line.wholeMatch(of: #/  (?:-\w, )?(--[a-z0-9-]+)(?: [A-Z=-]+)?  +(.*)/#) {
                option = String(match.1)
                sentences[option] = String(match.2)
            } else if line.hasPrefix("   "), !option.isEmpty {
                sentences[option, default: ""] += " " + line.trimmingCharacters(in: .whitespaces)
            } else {
                option = ""
            }
        }
        return sentences
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
