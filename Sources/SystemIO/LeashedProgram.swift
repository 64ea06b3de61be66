/// Another program that is gone when whoever asked for it is, however that came: nobody waits for a
/// connection that it makes, or reads what it writes, any longer then.
///
/// posix_spawn cannot say so, and a program for it, setpriv(1), need not be there and may be started too late
/// to see that we are gone. Hence our own program is started, says it for itself (prctl(2),
/// PR_SET_PDEATHSIG), which `execve` keeps, and becomes the other one. What counts is the thread that asked.
package enum LeashedProgram {
    /// What the process finds as its own name before it becomes the program.
    private static let name = "d24-program"

    /// Starts a program whose standard input is empty.
    /// - Parameters:
    ///   - path: of the program; nothing is searched for. Where none is there it ends with 127, and its
    ///     messages say that it cannot be started.
    ///   - environment: all of its environment.
    ///   - patience: how long it may take to write something, each time it is read, and to end.
    package static func start(
        _ path: String, _ arguments: [String], environment: borrowing EnvironmentBlock,
        patience: Duration? = nil
    ) throws(Errno) -> ChildCommand {
        try ChildCommand(
            try OwnProgram.path(), words(path, arguments), environment: environment, name: name,
            patience: patience)
    }

    /// Starts a program that reads an open file from where it stands.
    package static func start(
        _ path: String, _ arguments: [String], environment: borrowing EnvironmentBlock,
        reading file: borrowing FileDescriptor
    ) throws(Errno) -> ChildCommand {
        try ChildCommand(
            try OwnProgram.path(), words(path, arguments), environment: environment, name: name,
            reading: file)
    }

    private static func words(_ path: String, _ arguments: [String]) -> [String] {
        [String(ChildHardening.ownNumber), path] + arguments
    }

    /// Becomes another program if this process was started for that; else returns at once.
    ///
    /// The first thing in every tool.
    package static func serveIfAsked() {
        OwnProgram.serveIfAsked([name: serve])
    }

    /// Becomes the program that the second argument names, unless the first, our parent, is gone already.
    private static func serve() -> Never {
        let state = ProcessHardening.begin()
        ChildHardening.endWithParent()
        let words = ProcessArguments.read()
        guard let parent = words.first?.text.flatMap({ Int32($0) }), ChildHardening.isChild(of: parent),
            let environment = try? EnvironmentBlock(ProcessEnvironment.all())
        else { ProcessEnd.atOnce(ProcessEnd.notAsked) }
        // Comes back only where the program is none.
        _ = ProcessImage.replace(
            arguments: words.dropFirst().map(\.bytes), environment: environment, restoring: state)
        OutputWriter.standardError("it cannot be started\n")
        ProcessEnd.atOnce(127)
    }
}
