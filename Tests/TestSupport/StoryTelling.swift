import Foundation
import Glibc

/// A story while it is told: performs one line after the other.
struct StoryTelling {
    var state: StoryState
    /// A folder beside the story's, where the runner keeps its own files.
    let outside: String

    init(_ state: StoryState, outside: String) {
        self.state = state
        self.outside = outside
    }

    /// What a `requires` line asks for and the machine does not have; nil for any other line.
    func missing(_ line: StoryLine) throws -> String? {
        guard line.words.first?.literal == "requires" else { return nil }
        for need in try state.plain(line.words.dropFirst()) {
            switch need {
            case "root":
                // In a user namespace of one user, root cannot become anybody else.
                let map = FileManager.default.contents(atPath: "/proc/self/uid_map") ?? Data()
                let count = String(decoding: map, as: UTF8.self).split(whereSeparator: \.isWhitespace).last
                if geteuid() != 0 || count == "1" { return "root" }
            case "namespaces":
                // Root's to make, or those of who is root in a namespace; asked of the kernel, since a
                // container's root may not make them either.
                let attempt = Launch(
                    program: try state.program("unshare"), arguments: ["--mount", "--net", "true"])
                if try attempt.run().ending.status != 0 { return "root" }
            case "systemd":
                // One of the story's own, which asks more of the kernel than namespaces.
                let attempt = Launch(program: try state.program("unitlab"), arguments: ["able"])
                if try attempt.run().ending.status != 0 { return "systemd" }
            case "acls":
                let script = "file=$(mktemp) && setfacl -m u:1:r $file; status=$?; rm -f $file; exit $status"
                let attempt = Launch(program: try state.program("sh"), arguments: ["-c", script])
                if try attempt.run().ending.status != 0 { return "acls" }
            default:
                if (try? state.program(need)) == nil { return need }
            }
        }
        return nil
    }

    mutating func perform(_ line: StoryLine) throws {
        var words = line.words[...]
        guard let verb = words.popFirst()?.literal else { throw StoryProblem(message: "what is to be done?") }
        switch verb {
        case "requires": break
        case "file": try makeFile(words, line.document)
        case "stdin": try setInput(words, line.document)
        case "tty": try addTurn(words)
        case "on-tty": try setTerminalDescriptors(words)
        case "secret": try makeSecret(words)
        case "env", "unset", "umask", "limit", "allow", "inherit": try set(verb, words)
        case "capture":
            let (name, value) = try captured(words)
            state.variables[name] = value
        case "as", "reveals", "background", "?": try run(line.words[...])
        case "await": try awaitLine(words)
        case "stop": try stop(words)
        case "!":
            guard let verb = words.popFirst()?.literal else { throw StoryProblem(message: "not what?") }
            try state.check(verb, words, expecting: false)
        default: try state.check(verb, words, expecting: true)
        }
    }

    // MARK: what the next command gets

    private mutating func makeFile(_ words: ArraySlice<StoryWord>, _ document: StoryWord?) throws {
        guard let name = words.first, words.count == (document == nil ? 2 : 1) else {
            throw StoryProblem(message: "file PATH <<END, or file PATH TEXT")
        }
        let content = document ?? words[words.startIndex + 1]
        let inside = try state.pathInside(name)
        let path = "\(state.folder)/\(inside)"
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try? FileManager.default.removeItem(atPath: path)
        let file = try OwnedDescriptor.open(path, O_WRONLY | O_CREAT | O_EXCL)
        try file.write(try state.secret(content))
        if state.names(content) { state.allowed.insert(inside) }
    }

    private mutating func setInput(_ words: ArraySlice<StoryWord>, _ document: StoryWord?) throws {
        if let document, words.isEmpty {
            state.input = .bytes(try state.secret(document))
        } else if let path = words.first, words.count == 1, document == nil {
            state.input = .file(try state.path(path))
        } else {
            throw StoryProblem(message: "stdin FILE, or stdin <<END")
        }
    }

    private mutating func addTurn(_ words: ArraySlice<StoryWord>) throws {
        var use = state.terminal ?? TerminalUse()
        guard words.count <= 2 else { throw StoryProblem(message: "tty [EXPECTED [TYPED]]") }
        if let expected = words.first {
            var typing: [UInt8] = []
            if words.count == 2, let typed = words.last {
                let controls: [String: UInt8] = ["^C": 3, "^D": 4, "^U": 21, "^Z": 26, "^\\": 28]
                // A return key sends a carriage return; the terminal makes it a line feed.
                let control = typed.literal.flatMap { controls[$0] }
                typing = if let control { [control] } else { try state.secret(typed) + [13] }
            }
            use.turns.append(TerminalTurn(expecting: try state.plain(expected), typing: typing))
        }
        state.terminal = use
    }

    private mutating func setTerminalDescriptors(_ words: ArraySlice<StoryWord>) throws {
        var use = state.terminal ?? TerminalUse()
        let numbers: [String: CInt] = ["stdin": 0, "stdout": 1, "stderr": 2]
        for name in try state.plain(words) {
            guard let number = numbers[name] else { throw StoryProblem(message: "stdin, stdout or stderr") }
            use.descriptors.append(number)
        }
        state.terminal = use
    }

    // MARK: what all commands get

    private mutating func makeSecret(_ words: ArraySlice<StoryWord>) throws {
        guard let name = words.first?.literal else { throw StoryProblem(message: "secret NAME") }
        switch words.count {
        case 1: state.sentinels.add(name, Sentinels.make(28))
        case 2:
            guard let count = Int(try state.plain(words[words.startIndex + 1])), 12...4096 ~= count else {
                throw StoryProblem(message: "a secret has 12 to 4096 characters")
            }
            state.sentinels.add(name, Sentinels.make(count))
        default:
            let value = try captured(words).value
            guard value.utf8.count >= 12 else { throw StoryProblem(message: "too short to be a secret") }
            state.sentinels.add(name, Array(value.utf8))
        }
    }

    private mutating func set(_ verb: String, _ words: ArraySlice<StoryWord>) throws {
        guard !words.isEmpty else { throw StoryProblem(message: "\(verb) what?") }
        for word in words {
            switch verb {
            case "allow": state.allowed.insert(try state.pathInside(word))
            case "unset": state.environment[try state.plain(word)] = nil
            case "umask": state.mask = try state.plain(word)
            case "limit":
                guard let seconds = Double(try state.plain(word)), seconds > 0 else {
                    throw StoryProblem(message: "limit SECONDS")
                }
                state.limit = seconds
            case "inherit":
                let name = try state.plain(word)
                guard let value = ProcessInfo.processInfo.environment[name] else {
                    throw StoryProblem(message: "\(name) is not set: run the tests with scripts/test")
                }
                state.variables[name] = value
            default:
                let parts = try state.plain(word).split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, !parts[0].isEmpty else {
                    throw StoryProblem(message: "env NAME=VALUE")
                }
                state.environment[String(parts[0])] = String(parts[1])
            }
        }
    }

    /// `NAME [SOURCE] REGEX`: the first group of the first match, or all of it where there is no group.
    private func captured(_ words: ArraySlice<StoryWord>) throws -> (name: String, value: String) {
        guard let name = words.first?.literal, let pattern = words.last, 2...3 ~= words.count else {
            throw StoryProblem(message: "NAME [SOURCE] REGEX")
        }
        let source = words.count == 3 ? words[words.startIndex + 1] : StoryWord(pieces: [.text("stdout")])
        let text = String(decoding: try state.bytes(of: source), as: UTF8.self)
        guard let match = text.firstMatch(of: try state.pattern(pattern)) else {
            throw StoryProblem(message: "there is nothing to capture in\n\(state.shown(text))")
        }
        let output = match.output
        let part = output.count > 1 ? output[1].substring : output[0].substring
        return (name, part.map(String.init) ?? "")
    }
}
