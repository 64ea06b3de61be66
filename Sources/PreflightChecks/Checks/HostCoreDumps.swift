extension Check {
    /// A crash of a service that was given keys stores no memory.
    ///
    /// Our own processes leave no core in any case; what `exec` starts has the limits that exec was started
    /// with.
    static let hostCoreDumps = Check.ofHost(
        "host-core-dumps", "no memory of a crashed program is stored", .warning,
        Explanation(
            looksAt: """
                The kernel stores no memory of a program that crashes. Ours leave none, but a service that got keys \
                from 'd24-vault exec' may. A core file is written up to the limit that this run was started with; a \
                service of systemd has its own, 'LimitCORE='. A collector gets all of it whatever the limit, and only \
                systemd-coredump is known to keep nothing where the limit is 0.
                """,
            evidence: "The core pattern of the kernel, and the limit.",
            toDo: """
                Have nothing stored with 'sysctl -w kernel.core_pattern=/dev/null kernel.core_uses_pid=0', or set \
                the limit to 0: 'LimitCORE=0' in the unit of a service, 'ulimit -c 0' in a shell.
                """)
    ) { host in
        switch host.core.pattern {
        case .failure(let error): .couldNotTell("/proc/sys/kernel/core_pattern: \(error)")
        case .success(let pattern): host.core.judge(pattern)
        }
    }
}

extension CoreDumps {
    /// By core(5). The kernel opens nothing but regular files, and so stores nothing in `/dev/null`; but
    /// where it names the process that is `/dev/null.1234`, which root's program may make.
    fileprivate func judge(_ pattern: String) -> Finding {
        let limit =
            softLimit > UInt64(Int.max) ? "without a limit" : "up to \(ByteCount.text(Int(softLimit)))"
        if pattern.hasPrefix("|") {
            let program = pattern.dropFirst().prefix { $0 != " " }
            let name = program.split(separator: "/").last ?? program
            if name == "false" || name == "true" { return .passed("they are thrown away: \(pattern)") }
            if name == "systemd-coredump", softLimit == 0 {
                return .passed("\(name) gets them, and keeps none: the limit is 0")
            }
            return .warned("a collector gets them: \(pattern)", hints: Self.hints(name))
        }
        // A kernel since 6.16 sends them to a socket.
        if pattern.hasPrefix("@") {
            return .warned("a collector gets them: \(pattern)", hints: Self.hints(nil))
        }
        if pattern == "/dev/null", !namesProcess { return .passed("they are thrown away: \(pattern)") }
        if pattern.isEmpty, !namesProcess { return .passed("none is written: the core pattern is empty") }
        let number = namesProcess && !pattern.contains("%p") ? ".%p" : ""
        let file = pattern.isEmpty ? "files named by the process" : "files named \(pattern)\(number)"
        if softLimit == 0 { return .passed("\(file), and none is written here: the limit is 0") }
        return .warned("\(file), \(limit)", hints: Self.hints(nil) + Self.limitHints)
    }

    private static func hints(_ collector: Substring?) -> [String] {
        let none =
            "have nothing stored: 'sysctl -w kernel.core_pattern=/dev/null kernel.core_uses_pid=0', and for "
            + "good both as lines of /etc/sysctl.d/90-d24.conf"
        return collector == "systemd-coredump" ? [none] + limitHints : [none]
    }

    private static let limitHints = [
        "or only for what gets keys: 'LimitCORE=0' in the unit of the service, 'ulimit -c 0' in a shell"
    ]
}
