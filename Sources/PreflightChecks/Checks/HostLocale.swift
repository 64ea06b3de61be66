import SystemIO

extension Check {
    /// Names and notes are shown as they were written.
    static let hostLocale = Check.ofHost(
        "host-locale", "the locale writes UTF-8", .warning,
        Explanation(
            looksAt: """
                The first of LC_ALL, LC_CTYPE and LANG that is set names a locale that is installed and writes UTF-8, \
                as bodies, notes and reports do: programs of another locale garble them.
                """,
            evidence: "The variable, its value, and the codeset.",
            toDo:
                "Set it with 'export LC_ALL=C.UTF-8', in the unit of a service with 'Environment=LC_ALL=C.UTF-8'."
        )
    ) { host in
        let hints = [
            "'export LC_ALL=C.UTF-8', or 'Environment=LC_ALL=C.UTF-8' in the unit of a service"
        ]
        guard let locale = host.locale else {
            return .warned("none of LC_ALL, LC_CTYPE and LANG is set: the locale is C", hints: hints)
        }
        let name = "\(locale.variable)=\(locale.value)"
        switch locale.codeset {
        case .success("UTF-8"): return .passed("\(name): UTF-8")
        case .success(let codeset): return .warned("\(name): \(codeset), not UTF-8", hints: hints)
        case .failure(.noEntry):
            return .warned(
                "\(name) is not installed here, and programs fall back to C",
                hints: hints + ["'locale -a' lists those that are installed"])
        case .failure(let error): return .couldNotTell("\(name): \(error)")
        }
    }
}
