import SystemIO

/// A place that the kernel may move memory to: a line of `/proc/swaps` (proc(5)).
struct SwapArea: Equatable, Sendable {
    let path: String
    /// KiB, as is `used`.
    let size: Int
    let used: Int
    let storage: Storage

    /// All of this host; none where the kernel cannot swap at all.
    static func all(_ files: KernelFiles) throws(Errno) -> [SwapArea] {
        let text: String
        do throws(Errno) { text = try files.text("/proc/swaps") } catch .noEntry {
            // A kernel without swap has no such file, but it knows that there is none.
            let memory = try files.text("/proc/meminfo")
            if memory.split(separator: "\n").contains(where: { isZero($0) }) { return [] }
            throw .noEntry
        }
        let devices = BlockDevices(files: files)
        let lines = text.split(separator: "\n")
        // The first line is made of titles: without them it is no list, and none that is empty.
        guard let titles = lines.first, titles.hasPrefix("Filename") else {
            return [unreadable(lines.first ?? "")]
        }
        return lines.dropFirst().map { line in
            let words = line.split { $0 == " " || $0 == "\t" }
            guard words.count >= 4, let size = Int(words[2]), size >= 0, let used = Int(words[3]), used >= 0
            else { return unreadable(line) }
            let path = MountTable.unescaped(words[0].utf8)
            let storage =
                words[1] == "file" ? devices.storage(ofFile: path) : devices.storage(ofDevice: path)
            return SwapArea(path: path, size: size, used: used, storage: storage)
        }
    }

    private static func unreadable(_ line: Substring) -> SwapArea {
        SwapArea(path: "/proc/swaps", size: 0, used: 0, storage: .unknown(why: "'\(line)' cannot be read"))
    }

    /// `SwapTotal:             0 kB`
    private static func isZero(_ line: Substring) -> Bool {
        line.split(separator: " ") == ["SwapTotal:", "0", "kB"]
    }
}
