import CLinux
import Glibc
import Sodium

/// Why a command could not take our place. `exec` ends with 127 for the first and 126 for the others, as
/// shells do.
package enum ExecError: Error, Equatable, Sendable {
    case notFound
    case notExecutable
    case system(Errno)
}

/// Becoming another program. Never through a shell.
package enum ProcessImage {
    /// Replaces this process by a command. Returns only if that failed, with everything as it was.
    ///
    /// The child finds signal mask, ignored signals and core limit as we found them. That it may be dumped
    /// again is done by `execve` itself (prctl(2), PR_SET_DUMPABLE), so there is no moment in which *we* may
    /// be.
    /// - Parameters:
    ///   - arguments: the command, then its arguments, as raw bytes: they need not be UTF-8. A command with a
    ///     `/` is taken as it is; any other is searched for in our `PATH`, as `execvp` does.
    ///   - environment: all of the child's environment.
    ///   - restoring: what `ProcessHardening.begin` returned.
    ///   - keepingOpen: descriptors that the child inherits besides 0, 1 and 2.
    package static func replace(
        arguments: [[UInt8]], environment: borrowing EnvironmentBlock, restoring state: StartState,
        keepingOpen descriptors: [Int32] = []
    ) -> ExecError {
        guard let command = arguments.first, !command.isEmpty else { return .notFound }
        if arguments.contains(where: { $0.contains(0) }) { return .system(.invalidArgument) }
        for (index, descriptor) in descriptors.enumerated() where clinux_set_close_on_exec(descriptor, 0) < 0
        {
            let error = Errno.last
            for earlier in descriptors[..<index] { _ = clinux_set_close_on_exec(earlier, 1) }
            return .system(error)
        }
        let before = StartState(
            ignoredSignals: Signals.ignored(), blockedSignals: Signals.blocked(), softCoreLimit: 0)
        become(state)
        let error = execute(command: command, arguments: arguments, environment: environment)
        become(before)
        for descriptor in descriptors { _ = clinux_set_close_on_exec(descriptor, 1) }
        return error
    }

    /// Handlers need no care: `execve` resets them.
    private static func become(_ state: StartState) {
        for signal in Signals.all {
            let ignored = state.ignoredSignals.contains(signal)
            if ignored != (Signals.disposition(of: signal) == .ignored) {
                Signals.setDisposition(of: signal, ignored: ignored)
            }
        }
        ProcessHardening.setSoftCoreLimit(state.softCoreLimit)
        Signals.setBlocked(state.blockedSignals)
    }

    /// Builds what `execve` takes: lists of pointers to strings, each ended by NUL.
    private static func execute(
        command: [UInt8], arguments: [[UInt8]], environment: borrowing EnvironmentBlock
    ) -> ExecError {
        let starts = environment.starts
        var words: [UInt8] = []
        var offsets: [Int] = []
        for argument in arguments {
            offsets.append(words.count)
            words += argument + [0]
        }
        let candidates = candidates(for: command, path: ProcessEnvironment.bytes("PATH"))
        return unsafe words.withUnsafeBytes { words in
            unsafe environment.entries.bytes.withUnsafeBytes { entries in
                let argv = unsafe pointers(into: words, at: offsets)
                let envp = unsafe pointers(into: entries, at: starts)
                return unsafe execute(candidates, argv: argv, envp: envp)
            }
        }
    }

    static func pointers(
        into bytes: UnsafeRawBufferPointer, at offsets: [Int]
    ) -> [UnsafeMutablePointer<CChar>?] {
        // `execve` wants char *const []: the strings are not written to.
        let start = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress)
        return unsafe offsets.map { unsafe start?.advanced(by: $0).assumingMemoryBound(to: CChar.self) } + [
            nil
        ]
    }

    /// Tries one path after the other, as execvp(3) says: goes on after what may be better elsewhere, and
    /// remembers that something was there but not to be executed. A file without a `#!` is not given to a
    /// shell.
    private static func execute(
        _ candidates: [[UInt8]], argv: [UnsafeMutablePointer<CChar>?], envp: [UnsafeMutablePointer<CChar>?]
    ) -> ExecError {
        var denied = false
        for candidate in candidates {
            let path = candidate.map { CChar(bitPattern: $0) } + [0]
            _ = unsafe execve(path, argv, envp)
            switch Errno.last {
            case .permissionDenied: denied = true
            case .noEntry, .notDirectory, .staleHandle, .noSuchDevice, .timedOut: continue
            case .notExecutableFormat: return .notExecutable
            case let other: return .system(other)
            }
        }
        return denied ? .notExecutable : .notFound
    }

    /// The paths at which a command may be. An empty entry of `PATH` is the current folder.
    static func candidates(for command: [UInt8], path: [UInt8]?) -> [[UInt8]] {
        let slash = UInt8(ascii: "/")
        if command.contains(slash) { return [command] }
        let folders = path ?? Array("/bin:/usr/bin".utf8)
        return folders.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map { folder in
            folder.isEmpty ? command : folder + [slash] + command
        }
    }
}
