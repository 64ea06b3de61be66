import Glibc

/// What a program left behind when it ended.
package struct RunResult: Sendable, Equatable {
    package var ending: Ending
    package var output: [UInt8] = []
    package var errors: [UInt8] = []
    /// What its terminal showed, without carriage returns; empty where it had none.
    package var terminal: [UInt8] = []
    /// How many of the expected prompts were answered.
    package var answered = 0

    package init(ending: Ending, output: [UInt8] = [], errors: [UInt8] = []) {
        (self.ending, self.output, self.errors) = (ending, output, errors)
    }

    package var outputText: String { String(decoding: output, as: UTF8.self) }
    package var errorText: String { String(decoding: errors, as: UTF8.self) }
    package var terminalText: String { String(decoding: terminal, as: UTF8.self) }
}

/// What is typed at a terminal once it shows a certain text.
package struct TerminalTurn: Sendable, Equatable {
    package var expecting: String
    /// Bytes to type; nothing is added to them.
    package var typing: [UInt8]

    package init(expecting: String, typing: [UInt8]) {
        self.expecting = expecting
        self.typing = typing
    }
}

/// A terminal for a program: the turns to take at it, and which of 0, 1 and 2 it is besides `/dev/tty`.
package struct TerminalUse: Sendable, Equatable {
    package var turns: [TerminalTurn] = []
    package var descriptors: [CInt] = []

    package init(turns: [TerminalTurn] = [], descriptors: [CInt] = []) {
        self.turns = turns
        self.descriptors = descriptors
    }
}

/// Where a program's standard input comes from.
package enum StandardInput: Sendable, Equatable {
    case nothing
    case bytes([UInt8])
    case file(String)
}

/// Runs a program to its end, reading both its outputs while it runs; kills whatever it left running.
///
/// - Parameters:
///   - program: its absolute path.
///   - environment: all of it; nothing is inherited.
///   - deadline: seconds, after which it is killed with all its children.
/// - Throws: `LaunchError` where it cannot be started.
package func run(
    _ program: String, _ arguments: [String], input: StandardInput = .nothing,
    environment: [String: String] = [:], folder: String? = nil, terminal: TerminalUse? = nil,
    deadline: Double = 10
) throws(LaunchError) -> RunResult {
    let launch = Launch(program: program, arguments: arguments, environment: environment, folder: folder)
    return try launch.run(input: input, terminal: terminal, deadline: deadline)
}

extension Launch {
    package func run(
        input: StandardInput = .nothing, terminal: TerminalUse? = nil, deadline: Double = 10
    ) throws(LaunchError) -> RunResult {
        let reading: OwnedDescriptor
        switch input {
        case .nothing: reading = try .open("/dev/null", O_RDONLY)
        case .bytes(let bytes): reading = try .reading(bytes)
        case .file(let path): reading = try .open(path, O_RDONLY)
        }
        let output = try OwnedDescriptor.pipe()
        let errors = try OwnedDescriptor.pipe()
        let standard = [reading.number, output.writing.number, errors.writing.number]
        var conversation: Conversation?
        let pid: pid_t
        if let terminal {
            let pseudo = try PseudoTerminal()
            pid = try start(standard: standard, terminal: (pseudo.path, terminal.descriptors))
            conversation = Conversation(pseudo, turns: terminal.turns)
        } else {
            pid = try start(standard: standard)
        }
        let outputEnd = output.takeReadingEnd()
        let errorEnd = errors.takeReadingEnd()
        var result = RunResult(ending: .timedOut)
        let end = monotonicNanoseconds() + Int64(deadline * 1e9)
        var ended: Bool
        repeat {
            // Reads are complete only if they come after the moment at which the program was seen to be gone.
            ended = hasEnded(pid)
            let outputOpen = outputEnd.drain(into: &result.output)
            let errorsOpen = errorEnd.drain(into: &result.errors)
            conversation?.advance()
            if ended { break }
            var waited: [pollfd] = []
            if outputOpen { waited.append(pollfd(fd: outputEnd.number, events: Int16(POLLIN), revents: 0)) }
            if errorsOpen { waited.append(pollfd(fd: errorEnd.number, events: Int16(POLLIN), revents: 0)) }
            if let control = conversation?.descriptor {
                waited.append(pollfd(fd: control, events: Int16(POLLIN), revents: 0))
            }
            // The end of a program is not a thing to poll for; its pipes close first, nearly always.
            unsafe poll(&waited, nfds_t(waited.count), outputOpen || errorsOpen ? 10 : 1)
        } while monotonicNanoseconds() < end
        let ending = endSession(of: pid)
        result.ending = ended ? ending : .timedOut
        conversation?.advance()
        result.terminal = conversation?.shown ?? []
        result.answered = conversation?.taken ?? 0
        return result
    }
}

/// Takes the turns at a terminal, each when the text that it waits for is there.
struct Conversation: ~Copyable {
    private let terminal: PseudoTerminal
    private let turns: [TerminalTurn]
    private var raw: [UInt8] = []
    private var searchedTo = 0
    private(set) var taken = 0

    init(_ terminal: consuming PseudoTerminal, turns: [TerminalTurn]) {
        self.terminal = terminal
        self.turns = turns
    }

    var descriptor: CInt { terminal.control.number }
    var shown: [UInt8] { raw.filter { $0 != 0x0d } }

    mutating func advance() {
        _ = terminal.control.drain(into: &raw)
        while taken < turns.count {
            let expected = Array(turns[taken].expecting.utf8)
            guard let found = raw[searchedTo...].firstRange(of: expected) else { return }
            searchedTo = found.upperBound
            try? terminal.control.write(turns[taken].typing)
            taken += 1
        }
    }
}
