import Arguments
import Testing

@Suite("Help pages")
struct HelpTests {
    @Test("a page has usage, summary, arguments, options and discussion")
    func page() {
        #expect(
            Help.page(tool: "d24-sample", CommandDeclaration(Sample.Put.self)) == """
                usage: d24-sample put [OPTIONS] ENV

                store the three fields of an environment

                arguments:
                  ENV  the environment

                options:
                  -f, --file PATH  read the fields from this file
                  -r, --replace    correct a typing mistake
                  -y, --yes        do not ask
                  --vault PATH     the vault file
                  --wait TIME      how long to wait for the lock (default 30s)
                  --json           print one JSON document, and errors as JSON
                  -q, --quiet      print nothing but errors and the data asked for
                  -h, --help       show this page

                The fields are asked for at the terminal, without echo, unless an option says
                where they come from.

                    d24-sample put stg
                    d24-sample put stg --file fields.json

                """)
    }

    @Test(
        "the usage line shows what is required and what repeats",
        arguments: [
            (CommandDeclaration(Sample.Pull.self), "usage: d24-sample pull [OPTIONS] NAME..."),
            (CommandDeclaration(Sample.Run.self), "usage: d24-sample run [OPTIONS] ENV -- COMMAND..."),
            (CommandDeclaration(Sample.EnvAdd.self), "usage: d24-sample env add [OPTIONS] --kind KIND ENV"),
            (CommandDeclaration(Sample.Sign.self), "usage: d24-sample sign [OPTIONS] KIND [FILE]"),
        ])
    func usage(command: CommandDeclaration, line: String) {
        #expect(Help.page(tool: "d24-sample", command).split(separator: "\n").first.map(String.init) == line)
    }

    @Test("closed sets, defaults and repetition are said")
    func notes() {
        let page = Help.page(tool: "d24-sample", CommandDeclaration(Sample.EnvAdd.self))
        #expect(page.contains("what it is for (staging or production; required)"))
        #expect(page.contains("how many (default 1)"))
        #expect(
            Help.page(tool: "t", CommandDeclaration(Sample.Run.self)).contains(
                "another variable (repeatable)"))
    }

    @Test("the overview lists every verb with its summary")
    func overview() {
        let page = Help.overview(Sample.tool)
        for command in Sample.tool.commands {
            #expect(page.contains("  \(command.name)") && page.contains("  \(command.summary)\n"))
        }
        #expect(page.contains("--version"))
        let group = Help.overview(Sample.tool, group: "env")
        #expect(group.contains("  env add ") && group.contains("  env list ") && !group.contains("  put "))
    }

    struct Wide: Command {
        static let name = "wide"
        static let summary = "say a lot"
        static let discussion = String(repeating: "several words of a long paragraph ", count: 20)
        static let syntax: [Argument<Wide>] = [
            .option(
                \.name, "a-name-that-is-longer-than-the-column", value: "SOMETHING",
                "explain at length what the value of this very long option will be used for"),
            .option(
                \.other, "other", value: "OTHER",
                "explain the other one at the same length, to see that it wraps"),
        ]

        var name: String?
        var other: [String] = []
    }

    @Test("long texts are folded to 79 columns")
    func width() {
        let lines = Help.page(tool: "d24-sample", CommandDeclaration(Wide.self)).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 79 })
        #expect(lines.contains { $0 == "  --a-name-that-is-longer-than-the-column SOMETHING" })
    }
}
