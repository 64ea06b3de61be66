import VaultStore

extension Check {
    /// What the kernel moves out of memory is encrypted.
    ///
    /// Our own secrets are locked in memory; a service that was given keys has them in memory that is not.
    static let hostSwap = Check.ofHost(
        "host-swap", "swap is encrypted, in memory, or off", .warning,
        Explanation(
            looksAt: """
                Every swap area lies on dm-crypt, be it through LVM, RAID, a partition or a file on such a disk, or in \
                memory as zram does. Our own keys are locked in memory; those of a service that got them from \
                'd24-vault exec' can be swapped out. Disks that encrypt by themselves are not known here.
                """,
            evidence: "Each area, how much of it is used, and what it lies on.",
            toDo: """
                Turn it off with 'swapoff' and in /etc/fstab, or encrypt it with a key of its own at each start: a line \
                in /etc/crypttab with the option 'swap'.
                """)
    ) { host in
        switch host.swap {
        case .failure(let error): return .couldNotTell("/proc/swaps: \(error)")
        case .success(let areas): return SwapArea.judge(areas)
        }
    }
}

extension SwapArea {
    fileprivate static func judge(_ areas: [SwapArea]) -> Finding {
        guard let worst = Storage.worst(of: areas.map(\.storage)) else { return .passed("no swap is in use") }
        let words = areas.map(\.words).joined(separator: "; ")
        switch worst {
        case .memory, .encrypted: return .passed(words)
        case .unknown:
            return .couldNotTell(
                words, hints: ["look on the host itself: 'swapon --show' and 'lsblk --inverse'"])
        case .plain: return .warned(words, hints: areas.flatMap(\.hints))
        }
    }

    private var words: String {
        let amount = "\(ByteCount.text(used << 10)) of \(ByteCount.text(size << 10)) used, "
        let state = "\(path): " + (size > 0 ? amount : "")
        switch storage {
        case .memory: return state + "in memory"
        case .encrypted(let layer): return state + "encrypted by \(layer)"
        case .plain(let disk): return state + "not encrypted on \(disk)"
        case .unknown(let why): return state + why
        }
    }

    private var hints: [String] {
        guard case .plain = storage else { return [] }
        let name = PermissionFinding.quoted(path)
        return [
            "turn it off with 'swapoff \(name)' and take it out of /etc/fstab",
            "or encrypt it: 'swap \(path) /dev/urandom swap' in /etc/crypttab, and '/dev/mapper/swap' in /etc/fstab",
        ]
    }
}
