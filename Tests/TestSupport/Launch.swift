import Foundation
package import Glibc
import Synchronization

/// A program to start, with everything that it will see: nothing is inherited but what stands here.
package struct Launch: Sendable {
    /// Absolute path of the program.
    package var program: String
    /// The arguments after the name.
    package var arguments: [String]
    /// By which it is called: its `argv[0]`.
    package var name: String
    package var environment: [String: String]
    /// The folder that the program starts in; nil is ours.
    package var folder: String?
    /// The file mode creation mask, in octal; nil is ours.
    package var mask: String?

    package init(
        program: String, arguments: [String], name: String? = nil, environment: [String: String] = [:],
        folder: String? = nil, mask: String? = nil
    ) {
        self.program = program
        self.arguments = arguments
        self.name = name ?? program
        self.environment = environment
        self.folder = folder
        self.mask = mask
    }

    /// What is started in fact. Folder and mask belong to a whole process, and ours runs other tests at the
    /// same time, so a shell sets them and then becomes the program, without a variable of its own left
    /// behind.
    private var trampoline: (program: String, arguments: [String]) {
        guard folder != nil || mask != nil else { return (program, [name] + arguments) }
        let script = #"""
            cd -- "$1" && { [ -z "$2" ] || umask "$2"; } && shift 2 && unset PWD OLDPWD && exec "$@"
            """#
        return ("/bin/sh", ["sh", "-c", script, "sh", folder ?? ".", mask ?? "", program] + arguments)
    }
}

/// A system call that failed on the way to a running program.
package struct LaunchError: Error, Equatable, Sendable, CustomStringConvertible {
    package let call: String
    package let code: CInt

    package var description: String {
        unsafe "\(call): \(String(cString: strerror(code)))"
    }
}

/// How a program ended.
package enum Ending: Equatable, Sendable, CustomStringConvertible {
    case exited(CInt)
    case killed(signal: CInt)
    /// It was killed because its time was up.
    case timedOut

    package var description: String {
        switch self {
        case .exited(let status): "status \(status)"
        case .killed(let signal): "killed by signal \(signal)"
        case .timedOut: "still running when its time was up"
        }
    }

    /// From the status that `waitpid` gives; the macros of wait(2) are not visible to Swift.
    init(waitStatus: CInt) {
        self = waitStatus & 0x7f == 0 ? .exited((waitStatus >> 8) & 0xff) : .killed(signal: waitStatus & 0x7f)
    }
}

extension Launch {
    /// Starts the program in a session of its own, so that it has no terminal but the one given here and can
    /// be killed with all its children.
    ///
    /// - Parameters:
    ///   - standard: the descriptors that become 0, 1 and 2.
    ///   - terminal: path of a terminal to become the controlling one, and which of 0, 1, 2 it replaces.
    /// - Returns: the process id, which is also the process group's.
    package func start(
        standard: [CInt], terminal: (path: String, replacing: [CInt])? = nil
    ) throws(LaunchError) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for (target, source) in standard.enumerated() {
            unsafe posix_spawn_file_actions_adddup2(&actions, source, CInt(target))
        }
        // Whoever started the tests may have left descriptors open that are inherited unless they are closed.
        for number in openDescriptors() where number > 2 && !standard.contains(number) {
            unsafe posix_spawn_file_actions_addclose(&actions, number)
        }
        if let terminal {
            // The first terminal that a session leader opens becomes its controlling one (tty_ioctl(4)).
            unsafe posix_spawn_file_actions_addopen(&actions, 3, terminal.path, O_RDWR, 0)
            for target in terminal.replacing {
                unsafe posix_spawn_file_actions_adddup2(&actions, 3, target)
            }
            unsafe posix_spawn_file_actions_addclose(&actions, 3)
        }

        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var noSignals = sigset_t()
        var allSignals = sigset_t()
        unsafe sigemptyset(&noSignals)
        unsafe sigfillset(&allSignals)
        unsafe posix_spawnattr_setsigmask(&attributes, &noSignals)
        unsafe posix_spawnattr_setsigdefault(&attributes, &allSignals)
        // POSIX_SPAWN_SETSID is 0x80 in <spawn.h>, behind a macro that Swift does not always see.
        let flags = 0x80 | Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))

        let (program, arguments) = trampoline
        var argv = unsafe arguments.map { unsafe strdup($0) } + [nil]
        var envp = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
        defer { unsafe (argv + envp).forEach { unsafe free($0) } }
        var pid: pid_t = 0
        let code = launching.withLock { _ in
            unsafe posix_spawn(&pid, program, &actions, &attributes, &argv, &envp)
        }
        guard code == 0 else { throw LaunchError(call: "cannot start \(program)", code: code) }
        return pid
    }
}

/// Whether `pid`, a child of ours, has ended. It is not reaped, so its id cannot become another program's.
func hasEnded(_ pid: pid_t) -> Bool {
    var information = unsafe siginfo_t()
    let code = unsafe waitid(P_PID, id_t(pid), &information, WEXITED | WNOHANG | WNOWAIT)
    let signal = unsafe information.si_signo
    return code != 0 || signal == SIGCHLD
}

/// Kills what is left of the session of `pid`, and reaps `pid`, which may have ended before.
@discardableResult
func endSession(of pid: pid_t) -> Ending {
    kill(-pid, SIGKILL)
    kill(pid, SIGKILL)
    var status: CInt = 0
    while unsafe waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    return Ending(waitStatus: status)
}

/// The numbers of our open descriptors.
private func openDescriptors() -> [CInt] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
    return (names ?? []).compactMap { CInt($0) }
}

/// Nanoseconds of a clock that nobody can set.
func monotonicNanoseconds() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}
