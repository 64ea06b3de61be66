/// What is wrong with a story, or with the tools it tells about: said with file, line and command.
package struct StoryFailure: Error, Equatable, Sendable, CustomStringConvertible {
    package var story: String
    package var line: Int
    /// The line as it stands in the story.
    package var source: String
    /// What differed, without any secret of the story.
    package var message: String

    package var description: String {
        "\(story):\(line): \(source)\n  \(message.replacing("\n", with: "\n  "))"
    }
}

/// One word of a story's line: text, and names of variables to put in.
struct StoryWord: Equatable {
    enum Piece: Equatable {
        case text(String)
        case variable(String)
    }

    var pieces: [Piece]

    /// The text of a word without variables, nil with them.
    var literal: String? {
        switch pieces.first {
        case nil: ""
        case .text(let text) where pieces.count == 1: text
        case .text, .variable: nil
        }
    }
}

/// One line of a story and what stands below it between `<<END` and `END`.
struct StoryLine: Equatable {
    var number: Int
    var source: String
    var words: [StoryWord]
    var document: StoryWord?
}

/// A story: its name for messages and its lines. The language is described in Tests/ToolTests/Scripts/README.
struct StoryText {
    var name: String
    var lines: [StoryLine] = []

    init(name: String, text: String) throws(StoryFailure) {
        self.name = name
        var rest = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        if rest.last == "" { rest.removeLast() }
        var number = 0
        while let source = rest.popFirst() {
            number += 1
            var line = StoryLine(number: number, source: String(source), words: [])
            do throws(Problem) {
                line.words = try Self.words(of: source)
            } catch {
                throw failure(line, error.text)
            }
            if let mark = Self.takeDocumentMark(from: &line) {
                guard let end = rest.firstIndex(of: mark.end[...]) else {
                    throw failure(line, "there is no line '\(mark.end)' below")
                }
                let document = rest[..<end].map { $0 + "\n" }.joined()
                line.document =
                    mark.isLiteral ? StoryWord(pieces: [.text(document)]) : Self.pieces(of: document)
                number += end - rest.startIndex + 1
                rest = rest[(end + 1)...]
            }
            if !line.words.isEmpty { lines.append(line) }
        }
    }

    private struct Problem: Error {
        let text: String
    }

    private func failure(_ line: StoryLine, _ message: String) -> StoryFailure {
        StoryFailure(story: name, line: line.number, source: line.source, message: message)
    }

    /// Splits at blanks; `'…'` holds blanks and has no variables, `''` within is one quote. A word that
    /// begins with `#` begins a comment.
    private static func words(of source: Substring) throws(Problem) -> [StoryWord] {
        var words: [StoryWord] = []
        var rest = source.drop(while: \.isWhitespace)
        while let first = rest.first, first != "#" {
            var word = StoryWord(pieces: [])
            while let next = rest.first, !next.isWhitespace {
                if next == "'" {
                    word.append(.text(try quoted(&rest)))
                } else {
                    let plain = rest.prefix { !$0.isWhitespace && $0 != "'" }
                    rest = rest[plain.endIndex...]
                    for piece in pieces(of: String(plain)).pieces { word.append(piece) }
                }
            }
            words.append(word)
            rest = rest.drop(while: \.isWhitespace)
        }
        return words
    }

    private static func quoted(_ rest: inout Substring) throws(Problem) -> String {
        var text = ""
        rest.removeFirst()
        while let end = rest.firstIndex(of: "'") {
            text += rest[..<end]
            rest = rest[rest.index(after: end)...]
            guard rest.first == "'" else { return text }
            text += "'"
            rest.removeFirst()
        }
        throw Problem(text: "a quote is open at the end of the line")
    }

    /// `$NAME` and `${NAME}`, a name being capital letters, digits and `_`; any other `$` is itself.
    private static func pieces(of text: String) -> StoryWord {
        var word = StoryWord(pieces: [])
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            word.append(.text(String(rest[..<dollar])))
            rest = rest[rest.index(after: dollar)...]
            let braced = rest.first == "{"
            let name = (braced ? rest.dropFirst() : rest).prefix {
                $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_")
            }
            let after = rest[name.endIndex...]
            if !name.isEmpty && (!braced || after.first == "}") {
                word.append(.variable(String(name)))
                rest = braced ? after.dropFirst() : after
            } else {
                word.append(.text("$"))
            }
        }
        word.append(.text(String(rest)))
        return word
    }

    /// Takes a last word `<<END` (or `<<'END'`: no variables below) off the line.
    private static func takeDocumentMark(from line: inout StoryLine) -> (end: String, isLiteral: Bool)? {
        guard let text = line.words.last?.literal, text.hasPrefix("<<"), text.count > 2 else { return nil }
        line.words.removeLast()
        return (String(text.dropFirst(2)), line.source.contains("<<'"))
    }
}

extension StoryWord {
    mutating func append(_ piece: Piece) {
        if case .text(let more) = piece, case .text(let text) = pieces.last {
            pieces[pieces.count - 1] = .text(text + more)
        } else if piece != .text("") || pieces.isEmpty {
            pieces.append(piece)
        }
    }
}
