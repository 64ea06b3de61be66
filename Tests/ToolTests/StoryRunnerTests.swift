import TestSupport
import Testing

/// A story that is not true must fail, at the right line and with a message that helps.
@Suite("Story runner")
struct StoryRunnerTests {
    struct Untrue: Sendable, CustomTestStringConvertible {
        var what: String
        var text: String
        var line: Int
        var says: [String]

        var testDescription: String { what }
    }

    static let untrue: [Untrue] = [
        Untrue(
            what: "another status", text: "# one\n? 0 sh -c 'echo out; echo err >&2; exit 4'", line: 2,
            says: ["expected status 0, got status 4", "| out", "| err"]),
        Untrue(what: "a signal", text: "? 0 sh -c 'kill -9 $$'", line: 1, says: ["killed by signal 9"]),
        Untrue(
            what: "missing output", text: "? 0 echo yes\nstdout no", line: 2, says: ["no match", "| yes"]),
        Untrue(what: "unwanted output", text: "? 0 echo yes\n! stdout .", line: 2, says: ["this matches"]),
        Untrue(
            what: "output on the other stream", text: "? 0 echo yes\nstderr yes", line: 2, says: ["no match"]),
        Untrue(what: "output before a command", text: "stdout .", line: 1, says: ["no command has run"]),
        Untrue(
            what: "a hanging command", text: "limit 0.2\n? 0 cat /dev/zero", line: 2,
            says: ["its time was up"]),
        Untrue(
            what: "a silent command", text: "limit 0.2\n? 0 sleep 100", line: 2, says: ["its time was up"]),
        Untrue(
            what: "no such program", text: "? 0 no-such-program", line: 1,
            says: ["no program no-such-program"]),
        Untrue(what: "a missing file", text: "exists nothing", line: 1, says: ["nothing is not there"]),
        Untrue(what: "an unwanted file", text: "file a b\n! exists a", line: 2, says: ["a is there"]),
        Untrue(what: "another mode", text: "file a b\nmode 0644 a", line: 2, says: ["has mode 0600"]),
        Untrue(what: "other bytes", text: "file a bc\nfile b bd\nsame a b", line: 3, says: ["up to byte 1"]),
        Untrue(what: "an unknown word", text: "\n\nexpect x", line: 3, says: ["'expect' is not a word"]),
        Untrue(what: "an unset variable", text: "? 0 echo $NOBODY", line: 1, says: ["$NOBODY was not set"]),
        Untrue(what: "a line below a document", text: "file a <<END\n1\n2\nEND\nexists b", line: 5, says: []),
        Untrue(what: "an open quote", text: "? 0 echo 'a", line: 1, says: ["quote is open"]),
        Untrue(what: "an open document", text: "file a <<END\ntext", line: 1, says: ["no line 'END'"]),
        Untrue(
            what: "a bad pattern", text: "? 0 true\nstdout '('", line: 2, says: ["not a regular expression"]),
        Untrue(
            what: "a fixture elsewhere", text: "file ../a b", line: 1, says: ["not in the story's folder"]),
        Untrue(
            what: "nothing to capture", text: "? 0 echo a\ncapture X b", line: 2, says: ["nothing to capture"]
        ),
        Untrue(
            what: "input for nobody", text: "? 0 true\nstdin <<END\nEND", line: 2, says: ["without a command"]
        ),
        Untrue(
            what: "a prompt that never came", text: "tty Question answer\n? 0 sh -c 'echo Other >/dev/tty'",
            line: 2,
            says: ["never showed 'Question'", "| Other"]),
        Untrue(
            what: "a terminal where none is", text: "? 0 sh -c ': >/dev/tty'", line: 1,
            says: ["expected status 0"]),
        Untrue(
            what: "a server that says nothing", text: "limit 0.2\nbackground s sleep 9\nawait s up", line: 3,
            says: ["s has not printed that"]),
        Untrue(
            what: "a server that ended", text: "background s sh -c 'echo bad >&2; exit 1'\nawait s up",
            line: 2,
            says: ["s ended without", "| bad"]),
        Untrue(
            what: "a server that complains at the end",
            text:
                "background s sh -c 'trap \"exit 1\" TERM; echo up; while :; do sleep 0.01; done'\nawait s up",
            line: 2, says: ["s ended with status 1"]),
        Untrue(
            what: "a server that will not end",
            text:
                "limit 0.2\nbackground s sh -c 'trap : TERM; echo up; while :; do sleep 1; done'\nawait s up\nstop s ? 0",
            line: 4, says: ["its time was up"]),
    ]

    @Test("A story that is not true fails", arguments: untrue)
    func untrueStory(_ story: Untrue) throws {
        try expectFailure(story.text, line: story.line, saying: story.says)
    }

    /// How a program may leak what was in `s`, the file that holds the secret.
    static let leaks: [(how: String, says: String)] = [
        ("cat s", "standard output shows the secret KEY, as it is"),
        ("cat s >&2", "standard error shows the secret KEY, as it is"),
        ("od -An -v -tx1 s | tr -d ' \\n'", "standard output shows the secret KEY, in hex"),
        ("od -An -v -tx1 s | tr -d ' \\n' | tr a-f A-F", "in hex"),
        ("base64 -w0 s", "in base64"),
        ("printf 'x%s' \"$(cat s)\" | base64 -w0", "in base64"),
        ("printf 'xy%sz' \"$(cat s)\" | base64 -w0", "in base64"),
        ("printf 'xyz:%s' \"$(cat s)\" | base64 -w0", "in base64"),
        ("head -c 99999 /dev/zero > tmp/.core; cat s >> tmp/.core", "tmp/.core holds the secret KEY"),
        ("mkdir home/.cache; cp s home/.cache/s", "home/.cache/s holds the secret KEY"),
        (": > $(cat s)", "the name of a file shows the secret KEY"),
    ]

    @Test("A leaked secret fails the story", arguments: leaks)
    func leakedSecret(_ leak: (how: String, says: String)) throws {
        let how = leak.how.replacing("'", with: "''")
        try expectFailure("secret KEY\nfile s $KEY\n? 0 sh -c '\(how)'", line: 3, saying: [leak.says])
        // What was meant to reveal may print, but still not write files.
        let revealing = "secret KEY\nfile s $KEY\nreveals ? 0 sh -c '\(how)'"
        if leak.says.contains("file") || leak.says.contains("holds") {
            try expectFailure(revealing, line: 3, saying: [leak.says])
        } else {
            try tell(revealing)
        }
    }

    @Test("A secret cannot be put into a command line, the environment or a path")
    func secretOutOfPlace() throws {
        let refused = ["$KEY is a secret"]
        try expectFailure("secret KEY\n? 0 true $KEY", line: 2, saying: refused)
        try expectFailure("secret KEY\nenv A=$KEY", line: 2, saying: refused)
        try expectFailure("secret KEY\nfile $KEY a", line: 2, saying: refused)
        // Nor by a detour.
        let captured = "secret KEY\nfile s $KEY\nreveals ? 0 cat s\ncapture X .+\n"
        try expectFailure(
            captured + "? 0 true $X", line: 5, saying: ["the command line shows the secret KEY"])
        try expectFailure(
            captured + "env A=$X\n? 0 true", line: 6, saying: ["the variable A shows the secret KEY"])
    }

    @Test("A secret that a terminal echoes fails the story")
    func echoedSecret() throws {
        let text = "secret KEY\ntty key: $KEY\n? 0 sh -c 'printf key: >/dev/tty; read -r x </dev/tty'"
        try expectFailure(text, line: 3, saying: ["the terminal shows the secret KEY"])
    }

    @Test("A program in the background that leaks fails the story")
    func leakInTheBackground() throws {
        let start = "secret KEY\nfile s $KEY\nbackground b sh -c 'cat s; echo; echo up; sleep 9'\n"
        let text = start + "await b up\n? 0 true"
        try expectFailure(text, line: 4, saying: ["standard output of b shows the secret KEY"])
    }

    @Test("A message does not show the secret either")
    func messageHidesSecret() throws {
        let text = "secret KEY\nfile s $KEY\nreveals ? 0 cat s\nstdout nothing"
        try expectFailure(text, line: 4, saying: ["| [KEY]"])
    }

    @Test("What a machine lacks is said")
    func lacking() throws {
        let runner = StoryRunner(tools: [])
        let text = "requires sh\nrequires sh no-such-program\n? 1 true"
        #expect(try runner.lacking(name: "inline", text: text) == "no-such-program")
        #expect(try runner.lacking(name: "inline", text: "requires sh\n? 1 true") == nil)
    }

    private func tell(_ text: String) throws {
        try StoryRunner(tools: []).tell(name: "inline", text: text)
    }

    private func expectFailure(
        _ text: String, line: Int, saying parts: [String], location: SourceLocation = #_sourceLocation
    ) throws {
        let failure = try #require(
            #expect(throws: StoryFailure.self, sourceLocation: location) { try tell(text) },
            sourceLocation: location)
        #expect(failure.line == line, "\(failure)", sourceLocation: location)
        for part in parts {
            #expect(failure.description.contains(part), "\(failure)", sourceLocation: location)
        }
    }
}
