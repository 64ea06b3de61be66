import CLinux
import Glibc

/// What a child that reads what strangers send does to itself, besides `ProcessHardening.begin`.
package enum ChildHardening {
    /// Has the kernel end us (SIGKILL) with the thread that started us. Wraps `prctl(PR_SET_PDEATHSIG)`.
    ///
    /// A parent that had gone before is not noticed by this; its end of a pipe shows it.
    package static func endWithParent() {
        // Fails for a number that is no signal.
        _ = clinux_die_with_parent()
    }

    /// Whether that process is our parent still; after `endWithParent` that is so until it ends us. Wraps
    /// `getppid`.
    /// - Parameter parent: the number that it had.
    package static func isChild(of parent: Int32) -> Bool { getppid() == parent }

    /// Our own number, for a child to be told. Wraps `getpid`.
    package static var ownNumber: Int32 { getpid() }

    /// The name in `ps` and `top`, where else that of the link by which we were executed would stand; at most
    /// 15 bytes of it. Wraps `prctl(PR_SET_NAME)`.
    package static func setName(_ name: String) {
        _ = unsafe clinux_set_name(name)
    }

    /// Gives us so much more memory and no more: whoever asks for what is beyond is refused, which ends most
    /// programs. Wraps `setrlimit(RLIMIT_DATA)`.
    ///
    /// Counted is what is private and writable, touched or not. That includes the stacks of threads, so those
    /// that come get one of `stack` bytes and not what the user's limit says, which may be anything.
    /// - Throws: what kept the limit from being set.
    package static func limitMemory(toFurther bytes: Int, threadStack stack: Int) throws(Errno) {
        var attributes = pthread_attr_t()
        try succeed(unsafe pthread_attr_init(&attributes))
        defer { unsafe pthread_attr_destroy(&attributes) }
        try succeed(unsafe pthread_attr_setstacksize(&attributes, stack))
        try succeed(unsafe clinux_set_default_thread_attributes(&attributes))
        let resource = Int32(RLIMIT_DATA.rawValue)
        var limit = rlimit()
        try call { unsafe getrlimit(resource, &limit) }
        // The hard limit too, so that nobody raises it again; a lower one is the user's.
        limit.rlim_max = min(limit.rlim_max, rlim_t(try memoryInUse() + bytes))
        limit.rlim_cur = min(limit.rlim_cur, limit.rlim_max)
        try call { unsafe setrlimit(resource, &limit) }
    }

    /// What the limit counts, and the first stack; the sixth number of proc(5), statm, in pages.
    private static func memoryInUse() throws(Errno) -> Int {
        let file = try FileDescriptor.open("/proc/self/statm", .read)
        let numbers = try file.read(upTo: 256).split(separator: UInt8(ascii: " "))
        guard numbers.count > 5, let pages = Int(String(decoding: numbers[5], as: UTF8.self)) else {
            throw .notSupported
        }
        return pages * Int(getpagesize())
    }
}
