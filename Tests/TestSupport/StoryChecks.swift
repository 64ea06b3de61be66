import Glibc

/// Lines that ask about what a command left behind.
extension StoryState {
    /// `[!] stdout|stderr|ttyout REGEX`, `[!] exists PATH…`, `[!] same SOURCE SOURCE`, `[!] mode MODE PATH…`
    func check(_ verb: String, _ words: ArraySlice<StoryWord>, expecting: Bool) throws {
        switch verb {
        case "stdout", "stderr", "ttyout":
            guard let word = words.first, words.count == 1 else {
                throw StoryProblem(message: "\(verb) REGEX")
            }
            let text = String(decoding: try bytes(of: StoryWord(pieces: [.text(verb)])), as: UTF8.self)
            let found = text.firstMatch(of: try pattern(word)) != nil
            guard found == expecting else {
                throw StoryProblem(message: (expecting ? "no match in\n" : "this matches\n") + shown(text))
            }
        case "exists":
            guard !words.isEmpty else { throw StoryProblem(message: "exists PATH…") }
            for word in words {
                guard (try status(word) != nil) == expecting else {
                    throw StoryProblem(
                        message: "\(try plain(word)) \(expecting ? "is not there" : "is there")")
                }
            }
        case "mode":
            guard let mode = words.first?.literal, words.count >= 2 else {
                throw StoryProblem(message: "mode MODE PATH…")
            }
            for word in words.dropFirst() {
                guard let status = try status(word) else {
                    throw StoryProblem(message: "\(try plain(word)) is not there")
                }
                let digits = String(status.st_mode & 0o7777, radix: 8)
                let text = String(repeating: "0", count: 4 - digits.count) + digits
                guard (text == mode) == expecting else {
                    throw StoryProblem(message: "\(try plain(word)) has mode \(text)")
                }
            }
        case "same":
            guard let first = words.first, let second = words.last, words.count == 2 else {
                throw StoryProblem(message: "same SOURCE SOURCE")
            }
            let (left, right) = (try bytes(of: first), try bytes(of: second))
            guard (left == right) == expecting else {
                let place = zip(left, right).prefix { $0 == $1 }.count
                let what = "\(left.count) and \(right.count) bytes, the same up to byte \(place)"
                throw StoryProblem(message: expecting ? what : "they are the same")
            }
        default: throw StoryProblem(message: "'\(verb)' is not a word of this language")
        }
    }

    private func status(_ word: StoryWord) throws -> stat? {
        var status = stat()
        return unsafe lstat(try path(word), &status) == 0 ? status : nil
    }

    // MARK: for messages

    func shown(_ text: String) -> String {
        let safe = sentinels.hidden(text)
        let lines = safe.prefix(2000).split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { "| \($0)" }.joined(separator: "\n") + (safe.count > 2000 ? " …" : "")
    }

    func shown(_ result: RunResult) -> String {
        let parts = [
            ("stdout", result.outputText), ("stderr", result.errorText), ("terminal", result.terminalText),
        ]
        return parts.filter { !$0.1.isEmpty }.map { "\($0.0):\n\(shown($0.1))" }.joined(separator: "\n")
    }

    func shown(_ program: BackgroundProgram) -> String {
        shown(RunResult(ending: .timedOut, output: program.output, errors: program.errors))
    }
}
