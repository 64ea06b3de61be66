import CLinux
import Glibc
import Sodium

/// How the children of `ChildProcess` and `ChildCommand` begin: every signal does there what it does of
/// itself, none is held back, they have a session of their own, and of our descriptors those that they are
/// given.
enum ChildSpawn {
    /// Wraps `posix_spawn`, which copies none of our memory.
    /// - Parameters:
    ///   - path: of the program; nothing is searched for.
    ///   - words: its own name, then its arguments; without NUL.
    ///   - input, output, error: become 0, 1 and 2 there; nil is `/dev/null`.
    static func start(
        _ path: String, words: [String], environment: borrowing EnvironmentBlock, input: Int32?,
        output: Int32, error: Int32?
    ) throws(Errno) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        try succeed(unsafe posix_spawn_file_actions_init(&actions))
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        if let input {
            try succeed(unsafe posix_spawn_file_actions_adddup2(&actions, input, 0))
        } else {
            try succeed(unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0))
        }
        try succeed(unsafe posix_spawn_file_actions_adddup2(&actions, output, 1))
        if let error {
            try succeed(unsafe posix_spawn_file_actions_adddup2(&actions, error, 2))
        } else {
            try succeed(unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0))
        }
        // Also those that whoever started us left open, which are not ours to close here.
        try succeed(unsafe clinux_spawn_close_from(&actions, 3))

        var attributes = posix_spawnattr_t()
        try succeed(unsafe posix_spawnattr_init(&attributes))
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        unsafe sigemptyset(&none)
        unsafe sigfillset(&all)
        try succeed(unsafe posix_spawnattr_setsigmask(&attributes, &none))
        try succeed(unsafe posix_spawnattr_setsigdefault(&attributes, &all))
        try succeed(unsafe posix_spawnattr_setflags(&attributes, Int16(CLINUX_SPAWN_FLAGS)))

        var id: pid_t = 0
        var bytes: [UInt8] = []
        var starts: [Int] = []
        for word in words {
            starts.append(bytes.count)
            bytes += Array(word.utf8) + [0]
        }
        let number = unsafe bytes.withUnsafeBytes { words in
            unsafe environment.entries.bytes.withUnsafeBytes { entries in
                let argv = unsafe ProcessImage.pointers(into: words, at: starts)
                let envp = unsafe ProcessImage.pointers(into: entries, at: environment.starts)
                return unsafe posix_spawn(&id, path, &actions, &attributes, argv, envp)
            }
        }
        try succeed(number)
        return id
    }
}

/// Two ends, of which no child inherits either unless it is handed over.
struct Pipe: ~Copyable {
    let reading: FileDescriptor
    let writing: FileDescriptor

    /// Wraps `pipe2`.
    init() throws(Errno) {
        var reading: Int32 = -1
        var writing: Int32 = -1
        try call { unsafe clinux_pipe(&reading, &writing) }
        self.reading = FileDescriptor(adopting: reading)
        self.writing = FileDescriptor(adopting: writing)
    }
}
