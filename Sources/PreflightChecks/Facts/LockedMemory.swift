import SystemIO
import ToolSupport

/// How much memory can be kept out of swap.
struct LockedMemory: Sendable {
    /// Bytes; nil for no limit.
    var limit: Int?
    /// Bytes that this run holds locked already.
    var locked: Int
    /// What came of locking as much more as is missing to `need`.
    var attempt: Result<Void, Errno>

    /// Bytes that a run locks.
    static let need = SecretMemory.usualNeed
    /// Bytes of a page, at the least: even with enough locked another one is tried.
    private static let least = 4096

    init(limit: Int?, locked: Int, attempt: Result<Void, Errno>) {
        self.limit = limit
        self.locked = locked
        self.attempt = attempt
    }

    init(_ kernel: KernelFiles) {
        let locked = Self.locked((try? kernel.text("/proc/self/status")) ?? "")
        self.init(
            limit: LockableMemory.limit, locked: locked,
            attempt: Result { () throws(Errno) in
                try LockableMemory.tryLocking(bytes: max(Self.need - locked, Self.least))
            })
    }

    /// From `VmLck:	      84 kB`, in proc(5)'s `status`.
    static func locked(_ status: String) -> Int {
        for line in status.split(separator: "\n") where line.hasPrefix("VmLck:") {
            let words = line.split { $0 == " " || $0 == "\t" }
            if words.count == 3, words[2] == "kB", let count = Int(words[1]) { return count << 10 }
        }
        return 0
    }
}
