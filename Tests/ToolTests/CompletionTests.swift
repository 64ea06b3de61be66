import TestSupport
import Testing

/// The scripts that the built tools print, in the shells that they are for.
@Suite("Completions")
struct CompletionTests {
    /// A tool, the start of a verb with what it becomes, the start of one of its options, and the words up to
    /// an environment.
    static let tools: [(tool: String, verb: (String, String), option: (String, String), before: [String])] = [
        ("d24-vault", ("resto", "restore"), ("--prev", "--previous"), ["exec"]),
        ("d24-signature", ("notif", "notification"), ("--ht", "--http"), ["sign"]),
        ("d24-rotate", ("promo", "promote"), ("--rec", "--receipt"), ["stage"]),
        ("d24-egress", ("disc", "discover"), ("--ipv4", "--ipv4"), ["whitelist", "add"]),
        ("d24-preflight", ("verify", "verify-report"), ("--va", "--vault"), ["run"]),
    ]

    static func shell(_ name: String, of tool: String) throws -> CompletionShell {
        let result = try run("\(Stories.builtTools)/\(tool)", ["completions", name])
        try #require(result.ending == .exited(0))
        return CompletionShell(tool, script: result.outputText)
    }

    @Test("bash and fish offer the verb, the option and stg and prod", arguments: ["bash", "fish"], tools)
    func offers(
        shell: String, row: (tool: String, verb: (String, String), option: (String, String), before: [String])
    ) throws {
        let script = try Self.shell(shell, of: row.tool)
        let ask = shell == "bash" ? script.bash : script.fish
        #expect(try script.syntax(shell) == [])
        #expect(try ask([row.verb.0]) == [row.verb.1])
        #expect(try ask([row.verb.1, row.option.0]) == [row.option.1])
        #expect(try ask(row.before + [""]) == ["prod", "stg"])
        #expect(try ask(row.before + ["p"]) == ["prod"])
        #expect(try ask(row.before + ["x"]) == [])
    }

    @Test("bash and zsh complete them at a terminal", arguments: ["bash", "zsh"], tools)
    func terminal(
        shell: String, row: (tool: String, verb: (String, String), option: (String, String), before: [String])
    ) throws {
        let script = try Self.shell(shell, of: row.tool)
        #expect(try script.syntax(shell) == [])
        let line = try script.typed(shell, "\(row.verb.0)\t\(row.option.0)\t")
        #expect(line == "\(row.verb.1) \(row.option.1)")
        let words = row.before.joined(separator: " ")
        #expect(try script.typed(shell, "\(words) p\t") == "\(words) prod")
    }

    @Test("a check is completed by its id", arguments: ["bash", "fish"])
    func checks(shell: String) throws {
        let script = try Self.shell(shell, of: "d24-preflight")
        let ask = shell == "bash" ? script.bash : script.fish
        #expect(try ask(["explain", "signed-"]) == ["signed-ping"])
        #expect(try ask(["run", "--only", "tls-"]) == ["tls-certificate", "tls-handshake"])
    }
}
