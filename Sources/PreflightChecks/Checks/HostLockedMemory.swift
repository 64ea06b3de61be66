extension Check {
    /// Secrets can be kept out of swap.
    static let hostLockedMemory = Check.ofHost(
        "host-locked-memory", "64 KiB of memory can be locked", .failure,
        Explanation(
            looksAt: """
                At least 64 KiB of memory can be locked, as identity and keys are, so that they never reach a disk. \
                What this run holds locked counts, and the rest is tried.
                """,
            evidence: "What came of it, and the limit.",
            toDo: """
                Raise the limit: 'LimitMEMLOCK=256K' in the unit of a service, 'USER - memlock 256' in \
                /etc/security/limits.conf for a user.
                """)
    ) { host in
        let memory = host.memory
        let limit = memory.limit.map { ByteCount.text($0) } ?? "none"
        switch memory.attempt {
        case .success:
            return .passed("\(ByteCount.text(LockedMemory.need)) can be locked; the limit is \(limit)")
        case .failure(let error):
            return .failed(
                "\(ByteCount.text(memory.locked)) are locked, and not \(ByteCount.text(LockedMemory.need)): "
                    + "\(error); the limit is \(limit)",
                hints: [
                    "for a service put 'LimitMEMLOCK=256K' into its unit",
                    "for a user put 'USER - memlock 256' into /etc/security/limits.conf, and log in anew",
                ])
        }
    }
}
