import SystemIO

extension Check {
    /// Something keeps the clock right.
    ///
    /// `clock-skew` knows how wrong it is now, if D24 answers; this one whether it will stay right.
    static let hostClock = Check.ofHost(
        "host-clock", "the kernel's clock is kept right", .warning,
        Explanation(
            looksAt: """
                The kernel counts its clock as synchronized: NTP or the like has set it right lately. Verifications \
                count for minutes, and receipts carry the time.
                """,
            evidence: "Whether it is, and by how much the clock is off at most by the kernel's own estimate.",
            toDo: """
                Keep it right with 'timedatectl set-ntp true'; with chrony have the kernel told by 'rtcsync' in \
                /etc/chrony/chrony.conf.
                """)
    ) { host in
        switch host.clock {
        case .failure(let error): return .couldNotTell("adjtimex: \(error)")
        case .success(let clock):
            guard clock.isSynchronized else {
                return .warned(
                    "nothing has set the kernel's clock right",
                    hints: [
                        "keep it right with 'timedatectl set-ntp true'",
                        "chrony tells the kernel with 'rtcsync' in /etc/chrony/chrony.conf",
                    ])
            }
            return .passed("synchronized, off by \(clock.maximumError / 1000) ms at most")
        }
    }
}
