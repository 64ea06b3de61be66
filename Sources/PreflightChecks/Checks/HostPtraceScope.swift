import SystemIO

extension Check {
    /// A process does not read the memory of others of the same user.
    static let hostPtraceScope = Check.ofHost(
        "host-ptrace-scope", "processes of one user cannot read each other's memory", .warning,
        Explanation(
            looksAt: """
                The kernel's module Yama lets no process read the memory of another of the same user, unless it \
                started it. Our own processes refuse that in any case; a service that got keys from 'd24-vault exec' \
                does not. A kernel without Yama is a warning too.
                """,
            evidence:
                "The ptrace scope of the kernel: 0 for everybody, 1 for parents, 2 for root, 3 for nobody.",
            toDo: """
                Set it with 'sysctl -w kernel.yama.ptrace_scope=1', and for good in /etc/sysctl.d. Without Yama run \
                each service as a user of its own.
                """)
    ) { host in
        switch host.ptraceScope {
        case .success(let text):
            guard let scope = Int(text), scope >= 0 else {
                return .couldNotTell("ptrace_scope says '\(text)'")
            }
            guard scope > 0 else {
                return .warned(
                    "the ptrace scope is 0: processes of one user read each other's memory",
                    hints: [
                        "'sysctl -w kernel.yama.ptrace_scope=1', and for good 'kernel.yama.ptrace_scope=1' in "
                            + "/etc/sysctl.d/90-d24.conf"
                    ])
            }
            return .passed("the ptrace scope is \(scope)")
        case .failure(.noEntry) where host.hasKernelSettings:
            return .warned(
                "this kernel has no Yama: processes of one user read each other's memory",
                hints: [
                    "run each service that gets keys as a user of its own, or boot with 'yama' in the kernel's lsm="
                ])
        case .failure(let error): return .couldNotTell("/proc/sys/kernel/yama/ptrace_scope: \(error)")
        }
    }
}

extension HostFact {
    /// Whether the kernel's settings can be seen at all: then one that is not there is not to be had.
    fileprivate var hasKernelSettings: Bool {
        if case .success = core.pattern { true } else { false }
    }
}
