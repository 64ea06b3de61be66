/// The messages that d24-messages(7) explains.
struct MessagePage {
    /// A message as it is printed but for what changes from case to case, for which the page has words in
    /// capitals.
    struct Entry: Hashable, Sendable {
        /// The texts around the placeholders, one more than there are of these; the first and the last may be
        /// empty.
        let fixed: [String]
        /// As the page shows it.
        let shown: String

        /// - Parameter line: of mdoc, made of `Li "words"`, `Ar PLACEHOLDER` and `Ns`.
        init?(mdoc line: String) {
            guard line.hasPrefix(".Li ") || line.hasPrefix(".Ar ") else { return nil }
            var (fixed, shown, isGlued) = ([""], "", true)
            let tokens = line.dropFirst().matches(of: #/Li "((?:[^"]|"")+)"|Ar (\S+)|(Ns)/#)
            for token in tokens {
                if token.3 != nil {
                    isGlued = true
                    continue
                }
                if !isGlued {
                    fixed[fixed.count - 1] += " "
                    shown += " "
                }
                isGlued = false
                if let words = token.1 {
                    let text = words.replacing("\"\"", with: "\"").replacing("\\&", with: "")
                    fixed[fixed.count - 1] += text
                    shown += text
                } else if let name = token.2 {
                    fixed.append("")
                    shown += name
                }
            }
            guard tokens.map({ String($0.0) }).joined(separator: " ") == line.dropFirst() else { return nil }
            (self.fixed, self.shown) = (fixed, shown)
        }

        /// Whether a message is this one, with something in the place of each placeholder.
        func matches(_ message: String) -> Bool {
            guard let first = fixed.first, let last = fixed.last, message.hasPrefix(first) else {
                return false
            }
            guard fixed.count > 1 else { return message == first }
            var rest = message.dropFirst(first.count)
            for text in fixed.dropFirst().dropLast() {
                guard let found = rest.dropFirst().firstRange(of: text) else { return false }
                rest = rest[found.upperBound...]
            }
            return rest.count > last.count && rest.hasSuffix(last)
        }

        /// Whether these texts stand in what is fixed here, in this order.
        func holds(_ texts: [String]) -> Bool {
            var rest = fixed.joined(separator: "\0")[...]
            for text in texts {
                guard let found = rest.firstRange(of: text) else { return false }
                rest = rest[found.upperBound...]
            }
            return true
        }
    }

    let entries: [Entry]
    /// Lines of the lists of messages that are none: nobody could find them.
    let malformed: [String]

    init() throws {
        var (isList, entries, malformed): (Bool, [Entry], [String]) = (false, [], [])
        for line in try ManualPage("d24-messages", section: 7).lines {
            if line.hasPrefix(".Ed") { isList = false }
            if isList {
                if let entry = Entry(mdoc: line) { entries.append(entry) } else { malformed.append(line) }
            }
            if line == ".Bd -unfilled" { isList = true }
        }
        (self.entries, self.malformed) = (entries, malformed)
    }

    func explains(_ message: Message) -> Bool { entries.contains { $0.matches(message.text) } }
}
