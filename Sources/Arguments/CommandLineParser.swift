/// Turns the words after the verb into a command. No I/O.
///
/// `--name value`, `--name=value`, `-o value`, `-ab`; `--` ends the options and `-` is an operand; no
/// abbreviations, no optional values; an option that is not repeatable is given once. `--` is never an
/// option's value, so that the first one is where the trailing words begin.
package enum CommandLineParser<C: Command> {
    /// Reads the words; ends at `--help`, which wins over whatever is missing.
    package static func parse(_ words: [String]) throws(UsageError) -> Invocation<C> {
        var reading = Reading<Invocation<C>>(root: Invocation<C>(), bindings: Invocation<C>.bindings)
        try reading.read(words) { $0.common.help }
        return reading.root
    }
}

private struct Reading<Root> {
    var root: Root
    let bindings: [Binding<Root>]
    /// Whether each binding was given at least once.
    var isGiven: [Bool]

    init(root: Root, bindings: [Binding<Root>]) {
        self.root = root
        self.bindings = bindings
        isGiven = Array(repeating: false, count: bindings.count)
    }

    mutating func read(_ words: [String], until isDone: (Root) -> Bool) throws(UsageError) {
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                try takeAfterDashes(rest)
                break
            } else if word.hasPrefix("--") {
                try takeLong(word, &rest)
            } else if word.hasPrefix("-"), word != "-" {
                try takeShort(word, &rest)
            } else {
                try takeOperand(word)
            }
            if isDone(root) { return }
        }
        for index in bindings.indices where bindings[index].declaration.isRequired && !isGiven[index] {
            let declaration = bindings[index].declaration
            throw declaration.kind == .trailing
                ? .missingTrailing(declaration.title) : .missingArgument(declaration.title)
        }
    }

    private mutating func takeLong(_ word: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        guard let index = bindings.firstIndex(where: { $0.declaration.name == name && !name.isEmpty }) else {
            let names = bindings.map(\.declaration).filter(\.isOption).map(\.title)
            throw .unknownOption(
                UsageError.presentable("--\(name)"),
                suggestion: Suggestion.nearest(to: "--\(name)", among: names))
        }
        try take(index, as: "--\(name)", attached: parts.count == 2 ? String(parts[1]) : nil, &rest)
    }

    private mutating func takeShort(_ word: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
        // Every letter is looked up before one is taken: a mistyped long option names no letter of itself.
        var found: [Int] = []
        for letter in word.dropFirst() {
            guard let index = bindings.firstIndex(where: { $0.declaration.short == letter }) else {
                let long = bindings.first { word.dropFirst() == $0.declaration.name[...] }
                throw .unknownOption(nil, suggestion: long?.declaration.title)
            }
            found.append(index)
        }
        for (place, index) in found.enumerated() {
            let title = bindings[index].declaration.short.map { "-\($0)" } ?? ""
            if bindings[index].declaration.kind == .option, place < found.count - 1 {
                throw .valueInCluster(title)
            }
            try take(index, as: title, attached: nil, &rest)
        }
    }

    private mutating func take(
        _ index: Int, as title: String, attached: String?, _ rest: inout ArraySlice<String>
    ) throws(UsageError) {
        let declaration = bindings[index].declaration
        guard !isGiven[index] || declaration.isRepeatable else { throw .repeatedOption(title) }
        isGiven[index] = true
        if declaration.kind == .flag {
            guard attached == nil else { throw .unexpectedValue(title) }
            try assign(index, "", as: title)
        } else if let attached {
            try assign(index, attached, as: title)
        } else {
            guard let value = rest.first, value != "--" else { throw .missingValue(title) }
            rest.removeFirst()
            try assign(index, value, as: title)
        }
    }

    private mutating func takeOperand(_ word: String) throws(UsageError) {
        let free = bindings.indices.first { index in
            let declaration = bindings[index].declaration
            return declaration.kind == .operand && (declaration.isRepeatable || !isGiven[index])
        }
        guard let free else {
            let trailing = bindings.first { $0.declaration.kind == .trailing }
            throw .unexpectedOperand(trailing: trailing?.declaration.title)
        }
        isGiven[free] = true
        try assign(free, word, as: bindings[free].declaration.title)
    }

    private mutating func takeAfterDashes(_ rest: ArraySlice<String>) throws(UsageError) {
        guard let trailing = bindings.firstIndex(where: { $0.declaration.kind == .trailing }) else {
            for word in rest { try takeOperand(word) }
            return
        }
        for word in rest {
            isGiven[trailing] = true
            try assign(trailing, word, as: bindings[trailing].declaration.title)
        }
    }

    private mutating func assign(_ index: Int, _ text: String, as title: String) throws(UsageError) {
        // Nothing is at the empty path; what a variable that is not set leaves in a script must not be looked
        // for. Of an option that may come again an empty value can empty the list.
        let declaration = bindings[index].declaration
        if declaration.isFileName, !declaration.isRepeatable, text.isEmpty {
            throw .invalidValue(title, expectation: "a path")
        }
        if let expectation = bindings[index].assign(&root, text) {
            throw .invalidValue(title, expectation: expectation)
        }
    }
}

extension UsageError {
    /// The typed option where it looks like the name of one (`--[a-z-]+`), else nothing: it may be a secret.
    static func presentable(_ option: String) -> String? {
        let letters = option.utf8.dropFirst(2)
        let isName = letters.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }
        return option.hasPrefix("--") && isName && (1...32).contains(letters.count) ? option : nil
    }
}
