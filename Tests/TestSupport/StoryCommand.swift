import Glibc

/// Running programs: `? STATUS PROGRAM …`, `background NAME PROGRAM …`, with `as` and `reveals` before them.
extension StoryTelling {
    mutating func run(_ words: ArraySlice<StoryWord>) throws {
        var words = words
        var user: [String] = []
        var reveals = false
        while let word = words.popFirst() {
            switch word.literal {
            case "as":
                guard let name = words.popFirst() else { throw StoryProblem(message: "as whom?") }
                user = try Self.becoming(try state.plain(name))
            case "reveals": reveals = true
            case "background":
                guard let name = words.popFirst()?.literal else { throw StoryProblem(message: "which name?") }
                return try runBeside(name, user + (try state.plain(words)))
            case "?":
                guard let text = words.popFirst()?.literal, let status = CInt(text), !words.isEmpty else {
                    throw StoryProblem(message: "? STATUS PROGRAM [ARGUMENT…]")
                }
                return try runToEnd(user + (try state.plain(words)), expecting: status, reveals: reveals)
            default: throw StoryProblem(message: "expected ? or background before the program")
            }
        }
    }

    /// `USER` with all its groups, or `USER:GROUP` with that group alone.
    private static func becoming(_ name: String) throws -> [String] {
        let parts = name.split(separator: ":").map(String.init)
        guard let user = parts.first else { throw StoryProblem(message: "as whom?") }
        if parts.count == 2 {
            return ["setpriv", "--reuid", user, "--regid", parts[1], "--clear-groups", "--"]
        }
        guard let entry = unsafe getpwnam(user) else {
            throw StoryProblem(message: "there is no user \(user)")
        }
        return [
            "setpriv", "--reuid", user, "--regid", unsafe "\(entry.pointee.pw_gid)", "--init-groups", "--",
        ]
    }

    private func launch(_ words: [String]) throws -> Launch {
        try state.checkLeaks(
            [("the command line", Array(words.joined(separator: "\n").utf8))]
                + state.environment.map { ("the variable \($0.key)", Array("\($0.key)=\($0.value)".utf8)) })
        return Launch(
            program: try state.program(words[0]), arguments: Array(words.dropFirst()), name: words[0],
            environment: state.environment, folder: state.folder, mask: state.mask)
    }

    private mutating func runToEnd(_ words: [String], expecting status: CInt, reveals: Bool) throws {
        let (input, terminal) = (state.input, state.terminal)
        (state.input, state.terminal, state.last) = (.nothing, nil, nil)
        let result = try launch(words).run(input: input, terminal: terminal, deadline: state.limit)
        state.last = result
        guard result.ending.status == status else {
            throw StoryProblem(
                message: "expected status \(status), got \(result.ending)\n\(state.shown(result))")
        }
        if let terminal, result.answered < terminal.turns.count {
            let turn = terminal.turns[result.answered]
            throw StoryProblem(
                message: "the terminal never showed '\(turn.expecting)'\n\(state.shown(result))")
        }
        try state.checkLeaks(
            reveals
                ? []
                : [
                    ("standard output", result.output), ("standard error", result.errors),
                    ("the terminal", result.terminal),
                ])
        try state.checkObjection(result)
    }

    // MARK: programs beside the story

    private mutating func runBeside(_ name: String, _ words: [String]) throws {
        guard state.background[name] == nil, !words.isEmpty else {
            throw StoryProblem(message: "background NAME PROGRAM [ARGUMENT…], each name once")
        }
        state.background[name] = try BackgroundProgram(try launch(words), files: "\(outside)/\(name)")
    }

    /// `await NAME REGEX`
    func awaitLine(_ words: ArraySlice<StoryWord>) throws {
        guard let name = words.first?.literal, let program = state.background[name], words.count == 2 else {
            throw StoryProblem(message: "await NAME REGEX, a name that was started")
        }
        let pattern = try state.pattern(words[words.startIndex + 1])
        switch program.wait(for: pattern, deadline: state.limit) {
        case .matched: try checkLeaks(of: name, program)
        case .ended:
            throw StoryProblem(message: "\(name) ended without printing that\n\(state.shown(program))")
        case .timedOut:
            throw StoryProblem(message: "\(name) has not printed that\n\(state.shown(program))")
        }
    }

    /// `stop NAME ? STATUS`
    mutating func stop(_ words: ArraySlice<StoryWord>) throws {
        let literals = words.map(\.literal)
        guard literals.count == 3, literals[1] == "?", let name = literals[0], let status = literals[2] else {
            throw StoryProblem(message: "stop NAME ? STATUS")
        }
        guard let program = state.background.removeValue(forKey: name) else {
            throw StoryProblem(message: "nothing named \(name) is running")
        }
        let ending = program.stop(deadline: state.limit)
        guard ending.status == CInt(status) else {
            throw StoryProblem(message: "expected status \(status), got \(ending)\n\(state.shown(program))")
        }
        try checkLeaks(of: name, program)
    }

    /// Stops what still runs; a program that ends with anything but 0 or by our SIGTERM had something to say.
    mutating func finish() throws {
        for (name, program) in state.background.sorted(by: { $0.key < $1.key }) {
            state.background[name] = nil
            let ending = program.stop(deadline: state.limit)
            guard ending.status == 0 || ending == .killed(signal: SIGTERM) else {
                throw StoryProblem(message: "\(name) ended with \(ending)\n\(state.shown(program))")
            }
            try checkLeaks(of: name, program)
        }
        if state.input != .nothing || state.terminal != nil {
            throw StoryProblem(message: "stdin or tty without a command after it")
        }
    }

    mutating func killAll() {
        for program in state.background.values { endSession(of: program.pid) }
        state.background = [:]
    }

    private func checkLeaks(of name: String, _ program: BackgroundProgram) throws {
        try state.checkLeaks([
            ("standard output of \(name)", program.output), ("standard error of \(name)", program.errors),
        ])
        try state.checkObjection(
            RunResult(ending: .timedOut, output: program.output, errors: program.errors))
    }
}

extension Ending {
    /// As a shell says it: 128 and the signal's number for a signal; nil where the time was up.
    var status: CInt? {
        switch self {
        case .exited(let status): status
        case .killed(let signal): 128 + signal
        case .timedOut: nil
        }
    }
}
