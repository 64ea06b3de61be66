import Arguments
import StrictJSON
import SystemIO

/// One command line on its way: understood, run, rendered.
struct ToolRun {
    let tool: ToolDeclaration
    let verbs: [any Verb.Type]
    private(set) var context: ToolContext

    init(
        _ tool: ToolDeclaration, _ verbs: [any Verb.Type], _ arguments: [ProcessArgument],
        _ startState: StartState
    ) {
        self.tool = tool
        self.verbs = verbs
        // For a line that cannot be parsed, so that it is answered in the form asked for; else what was
        // parsed counts.
        let json = arguments.prefix { $0.text != "--" }.contains { $0.text == "--json" }
        context = ToolContext(
            tool: tool, startState: startState, json: json, quiet: false, arguments: arguments)
    }

    /// Runs to the end; everything is written by then.
    mutating func finish() -> ExitStatus {
        do {
            return try perform()
        } catch {
            return fail(error)
        }
    }

    /// Says what went wrong on standard error.
    func fail(_ diagnostic: Diagnostic) -> ExitStatus {
        if diagnostic == .readerGone { return diagnostic.status }
        let text =
            context.json
            ? Rendering.json(diagnostic, warnings: context.warnings.kept)
            : Rendering.text(diagnostic, tool: tool.name)
        OutputWriter.standardError(text)
        return diagnostic.status
    }

    private mutating func perform() throws(Diagnostic) -> ExitStatus {
        let words = try texts()
        let dispatch: ToolDeclaration.Dispatch
        do {
            dispatch = try tool.dispatch(words)
        } catch {
            throw diagnostic(error, page: error.group)
        }
        switch dispatch {
        case .overview:
            try context.output.write(Help.overview(tool))
        case .version:
            let json: JSONValue = ["name": .string(tool.name), "version": .string(Tool.version)]
            let text = "\(tool.name) \(Tool.version)\n"
            try context.output.write(context.json ? JSONWriter.text(json, style: .indented) : text)
        case .group(let word):
            try context.output.write(Help.overview(tool, group: word))
        case .verb(let index, let count):
            return try perform(verbs[index], tool.commands[index], Array(words.dropFirst(count)))
        }
        return .success
    }

    private mutating func perform<V: Verb>(
        _ type: V.Type, _ declaration: CommandDeclaration, _ words: [String]
    ) throws(Diagnostic) -> ExitStatus {
        let invocation: Invocation<V>
        do {
            invocation = try CommandLineParser<V>.parse(words)
        } catch {
            throw diagnostic(error, page: V.name)
        }
        if invocation.common.help {
            try context.output.write(Help.page(tool: tool.name, declaration))
            return .success
        }
        context.json = invocation.common.json
        context.quiet = invocation.common.quiet
        try refuseBytes(declaration)
        do {
            let report = try invocation.command.run(in: context)
            try show(report)
            guard let failure = report.failure else { return report.status }
            // They were in the document.
            context.warnings.kept = []
            return fail(failure)
        } catch {
            throw error.pointsToHelp ? pointing(error, to: V.name) : error
        }
    }

    private func show(_ report: Report) throws(Diagnostic) {
        do {
            try write(report)
        } catch {
            guard error.status == .inputOutput, report.status == .success, report.output == .summary else {
                throw error
            }
            // A vault that was changed stays changed, a folder that was made is there.
            var known = error
            known.hints.append("the work was done: only the report of it is missing")
            throw known
        }
        if !context.quiet && !context.json {
            OutputWriter.standardError(report.hints.map { Rendering.line(tool.name, "hint", $0) }.joined())
        }
    }

    private func write(_ report: Report) throws(Diagnostic) {
        switch report.output {
        case .written:
            context.deliverWarnings()
        case .summary, .data:
            if context.json {
                try context.output.write(Rendering.json(report, warnings: context.warnings.kept).span)
                return
            }
            let isSilent = context.quiet && report.output == .summary
            if !isSilent && !report.text.isEmpty { try context.output.write(Rendering.text(report.text)) }
        }
    }

    /// The words as text. What follows `--` may be anything, if the verb passes it on.
    private func texts() throws(Diagnostic) -> [String] {
        var isTrailing = false
        var words: [String] = []
        for (index, argument) in context.arguments.enumerated() {
            guard let text = argument.text else {
                if !isTrailing { throw diagnostic(.notText(position: index + 1), page: nil) }
                words.append(String(decoding: argument.bytes, as: UTF8.self))
                continue
            }
            isTrailing = isTrailing || text == "--"
            words.append(text)
        }
        return words
    }

    /// For verbs whose words after `--` are operands like all others.
    private func refuseBytes(_ declaration: CommandDeclaration) throws(Diagnostic) {
        if let index = context.arguments.firstIndex(where: { $0.text == nil }), declaration.trailing == nil {
            throw diagnostic(.notText(position: index + 1), page: nil)
        }
    }

    private func diagnostic(_ error: UsageError, page: String?) -> Diagnostic {
        pointing(.misuse(error.message, hint: error.hint), to: page)
    }

    private func pointing(_ diagnostic: Diagnostic, to page: String?) -> Diagnostic {
        let command = page.map { "\(tool.name) \($0)" } ?? tool.name
        var result = diagnostic
        result.hints.append("see '\(command) --help'")
        return result
    }
}

extension UsageError {
    /// The first word of a two-word verb, where that was right: it has a page of its own.
    fileprivate var group: String? {
        if case .incompleteVerb(let word, _, _) = self { word } else { nil }
    }
}
