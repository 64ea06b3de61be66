import Glibc

/// How much memory this process may keep out of swap.
package enum LockableMemory {
    /// The soft limit in bytes, nil for none; root may lock more. Wraps `getrlimit` with `RLIMIT_MEMLOCK`.
    package static var limit: Int? {
        var limit = rlimit()
        unsafe getrlimit(Int32(__RLIMIT_MEMLOCK.rawValue), &limit)
        return Int(exactly: limit.rlim_cur)
    }

    /// Locks so many bytes more, and lets go of them at once. Wraps `mmap` and `mlock`.
    /// - Throws: `.outOfMemory` beyond the limit, `.notPermitted` where nothing may be locked.
    package static func tryLocking(bytes: Int) throws(Errno) {
        let block = unsafe mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let block = unsafe block, unsafe block != MAP_FAILED else { throw .last }
        // What was locked of it is unlocked with it.
        defer { unsafe munmap(block, bytes) }
        try call { unsafe mlock(block, bytes) }
    }
}
