extension Completions {
    /// A function that walks the words before the cursor, and tables of what may stand where.
    ///
    /// Readline splits words at `=`, so `--kind=st` arrives as three words.
    static func bash(_ tool: ToolDeclaration) -> String {
        let name = function(tool)
        let toolOptions = ToolDeclaration.options.map(\.name)
        let top = firstWords(tool).map(\.word) + toolOptions
        var lines = [
            "# bash completion of \(tool.name)", "", "\(name)() {",
            "    local cur=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]} i=2",
            "    local options='' valued='' pending='' spec='' repeat='' trailing='' place=0 places=()",
            "    COMPREPLY=()",
            "    if (( COMP_CWORD == 1 )); then",
            "        \(name)_reply \(quoted(top.joined(separator: " ")))",
            "        return",
            "    fi",
            "    case $verb in",
        ]
        for group in groups(tool) {
            let words = secondWords(tool, after: group).map(\.word) + ["--help"]
            lines += [
                "        \(group))",
                "            if (( COMP_CWORD == 2 )); then",
                "                \(name)_reply \(quoted(words.joined(separator: " ")))",
                "                return",
                "            fi",
                "            verb=\"$verb ${COMP_WORDS[2]}\" i=3",
                "            ;;",
            ]
        }
        lines += ["    esac", "    case $verb in"] + tool.commands.flatMap(bashVerb) + ["    esac"]
        lines += bashWalk + ["        case \"$verb $pending\" in"] + tool.commands.flatMap(bashValues)
        lines += bashChoice(name) + bashReply(name)
        return (lines + ["complete -F \(name) \(tool.name)", ""]).joined(separator: "\n")
    }

    private static func bashVerb(_ command: CommandDeclaration) -> [String] {
        let spellings = command.options.flatMap(\.spellings).joined(separator: " ")
        let valued = command.options.filter { $0.kind == .option }.flatMap(\.spellings).joined(separator: " ")
        let places = command.operands.map { quoted(bashSpec($0)) }.joined(separator: " ")
        let isEndless = command.operands.last?.isRepeatable == true
        return [
            "        \(quoted(command.name)))",
            "            options=\(quoted(spellings)) valued=\(quoted(" \(valued) "))",
            "            places=(\(places)) repeat=\(isEndless ? "yes" : "")",
            "            ;;",
        ]
    }

    private static func bashValues(_ command: CommandDeclaration) -> [String] {
        command.options.filter { $0.kind == .option && !bashSpec($0).isEmpty }.map { option in
            let patterns = option.spellings.map { quoted("\(command.name) \($0)") }.joined(separator: " | ")
            return "            \(patterns)) spec=\(quoted(bashSpec(option))) ;;"
        }
    }

    private static func bashSpec(_ argument: ArgumentDeclaration) -> String {
        argument.isFileName ? "@files" : argument.suggestions.joined(separator: " ")
    }

    /// Counts operands, and finds out whether the word at the cursor is an option's value or comes after
    /// `--`.
    private static let bashWalk = [
        "    for (( ; i < COMP_CWORD; i++ )); do",
        "        pending=''",
        "        if [[ ${COMP_WORDS[i]} == -- ]]; then",
        "            trailing=yes",
        "            break",
        "        elif [[ $valued == *\" ${COMP_WORDS[i]} \"* ]]; then",
        "            pending=${COMP_WORDS[i]}",
        "            if [[ ${COMP_WORDS[i + 1]} == = ]]; then (( i++ )); fi",
        "            (( i++ ))",
        "        elif [[ ${COMP_WORDS[i]} != -?* ]]; then",
        "            (( place++ ))",
        "        fi",
        "    done",
        "    if (( i == COMP_CWORD )); then pending=''; fi",
        "    if [[ $cur == = ]]; then cur=''; fi",
        "    if [[ -n $trailing ]]; then",
        "        spec=@files",
        "    elif [[ -n $pending ]]; then",
    ]

    private static func bashChoice(_ name: String) -> [String] {
        [
            "        esac",
            "    elif [[ $cur == -* ]]; then",
            "        spec=$options",
            "    else",
            "        if [[ -n $repeat ]] && (( place >= ${#places[@]} )); then",
            "            place=$(( ${#places[@]} - 1 ))",
            "        fi",
            "        spec=${places[place]}",
            "    fi",
            "    \(name)_reply \"$spec\"",
            "}", "",
        ]
    }

    /// `cur` is the caller's.
    private static func bashReply(_ name: String) -> [String] {
        [
            "\(name)_reply() {",
            "    if [[ $1 == @files ]]; then",
            "        mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")",
            "        compopt -o filenames 2> /dev/null",
            "    else",
            "        mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$cur\")",
            "    fi",
            "}", "",
        ]
    }
}
