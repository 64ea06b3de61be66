import Synchronization

/// Our own program, which is started again to serve us in a process of its own.
///
/// Such a process finds what it is there for as its own name, which no option of a command line can say.
package enum OwnProgram {
    /// Does what this process was started for, and never returns, if that is one of these; else returns at
    /// once.
    package static func serveIfAsked(_ services: [String: () -> Never]) {
        isServedHere.store(true, ordering: .relaxed)
        if let name = ProcessArguments.name?.text, let serve = services[name] { serve() }
    }

    /// Whether our own program can be started to serve.
    private static let isServedHere = Atomic(false)

    /// Whatever has become of the file that it was started from. A test bundle does not serve: there it is a
    /// tool that was built beside it.
    package static func path() throws(Errno) -> String {
        let own = "/proc/self/exe"
        if isServedHere.load(ordering: .relaxed) { return own }
        return FileSystem.folder(of: try FileSystem.readLink(own)) + "/d24-rotate"
    }
}
