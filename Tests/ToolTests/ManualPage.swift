import Foundation

/// A manual page by its mdoc source.
struct ManualPage {
    /// What a page says of one verb, or outside of all.
    struct Block {
        var lines: [String] = []

        /// All that are named.
        var options: Set<String> { lines.reduce(into: []) { $0.formUnion(ManualPage.options(in: $1)) } }
        /// Those that are items of a list.
        var listedOptions: Set<String> {
            lines.filter { $0.hasPrefix(".It") }.reduce(into: []) { $0.formUnion(ManualPage.options(in: $1)) }
        }

        /// What is said below an option's item, with its own line; items that follow one another share it.
        func text(of option: String) -> String? {
            let isItem = { (line: String) in line.hasPrefix(".It") }
            guard
                let item = lines.firstIndex(where: {
                    isItem($0) && ManualPage.options(in: $0).contains(option)
                })
            else { return nil }
            let text = lines[item...].drop(while: isItem).prefix { !isItem($0) && !$0.hasPrefix(".El") }
            return ([lines[item]] + text).joined(separator: "\n")
        }
    }

    struct Item {
        var term: String
        var text: String
    }

    let title: String
    let name: String
    let lines: [String]

    init(_ title: String, section: Int) throws {
        try self.init(file: "\(title).\(section)")
    }

    private init(file: String) throws {
        name = "man/\(file)"
        title = file.split(separator: ".").first.map(String.init) ?? file
        let text = try String(contentsOf: Stories.package.appending(path: name), encoding: .utf8)
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    static func all() throws -> [ManualPage] {
        let folder = Stories.package.appending(path: "man").path
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map(
            ManualPage.init(file:))
    }

    /// The long options that a line of macros names: `Fl -name`. Examples are judged as command lines.
    static func options(in line: String) -> Set<String> {
        guard line.hasPrefix(".") else { return [] }
        let words = line.split(separator: " ").map(String.init)
        var found: Set<String> = []
        for (macro, word) in zip(words, words.dropFirst()) where macro.hasSuffix("Fl") {
            if word.wholeMatch(of: /-[a-z][a-z0-9-]*/) != nil { found.insert("-" + word) }
        }
        return found
    }

    /// Parts the page by its headings: subsections, or items of a list, that begin with the name of a verb.
    ///
    /// - Returns: what it says of each verb, what it says elsewhere, and the items beside verbs that are
    ///   none.
    func blocks(
        of verbs: [String], tool: String
    ) -> (found: [String: Block], outside: Block, unknown: [String]) {
        var found: [String: Block] = [:]
        var outside = Block()
        var (itemsBeside, verbsBeside, unknown): ([String], Bool, [String]) = ([], false, [])
        var (verb, isSubsection, depth): (String?, Bool, Int) = (nil, false, 0)
        for (index, line) in lines.enumerated() {
            if line.hasPrefix(".Bl") { depth += 1 }
            if line.hasPrefix(".El") { depth -= 1 }
            let isHeading = line.hasPrefix(".Sh") || line.hasPrefix(".Ss")
            let isItem = line.hasPrefix(".It") && depth == 1 && !isSubsection
            if isHeading || isItem {
                let words = headingWords(at: index, tool: tool)
                let names = [words.prefix(2), words.prefix(1)].map { $0.joined(separator: " ") }
                verb = names.first { verbs.contains($0) }
                isSubsection = isHeading && verb != nil
                if isItem {
                    verbsBeside = verbsBeside || verb != nil
                    if verb == nil { itemsBeside.append(names[0]) }
                }
            }
            if line.hasPrefix(".Sh") || line.hasPrefix(".El"), depth == 0 {
                if verbsBeside { unknown += itemsBeside }
                (itemsBeside, verbsBeside) = ([], false)
            }
            if let verb {
                found[verb, default: Block()].lines.append(line)
            } else {
                outside.lines.append(line)
            }
        }
        return (found, outside, unknown)
    }

    /// The words of a heading without its macros, and without the tool's name.
    private func headingWords(at index: Int, tool: String) -> [String] {
        let macros: Set<String> = [
            ".It", ".Ss", ".Sh", "Xo", ".Nm", "Nm", ".Cm", "Cm", ".Ic", "Ic", "Ns", tool,
        ]
        let continuation = lines[index].hasSuffix("Xo") ? lines[(index + 1)...].prefix(2) : []
        let words = ([lines[index]] + continuation).flatMap { $0.split(separator: " ").map(String.init) }
        return words.filter { !macros.contains($0) }
    }

    /// The items of the first list of a section, each with the text below it on one line.
    func items(ofSection section: String) -> [Item] {
        var items: [Item] = []
        for line in lines.drop(while: { $0 != ".Sh \(section)" }).dropFirst() {
            if line.hasPrefix(".El") || line.hasPrefix(".Sh") { break }
            if line.hasPrefix(".It ") {
                items.append(Item(term: String(line.dropFirst(4)), text: ""))
            } else if !items.isEmpty, !line.hasPrefix(".") {
                items[items.count - 1].text += (items[items.count - 1].text.isEmpty ? "" : " ") + line
            }
        }
        return items
    }

    /// Displays, and what `Ic`, `Dl` and `Ql` set as it would be typed; `Fl -name` reads `--name`.
    var literalText: String {
        var isDisplay = false
        var text: [String] = []
        for line in lines {
            if line.hasPrefix(".Bd") { isDisplay = true }
            if line.hasPrefix(".Ed") { isDisplay = false }
            if isDisplay, !line.hasPrefix(".") {
                text.append(line.replacing("\\e", with: "\\"))
            } else if let match = line.firstMatch(of: /^\.(?:Ic|Dl|Ql|It Ic|D1) (.*)$/) {
                let options = String(match.1).replacing(" Fl -", with: " --")
                text.append(String(options.replacing(#/ (?:Ar|Cm|Ns|Op|Ic) /#, with: " ")))
            }
        }
        return text.joined(separator: "\n")
    }
}
