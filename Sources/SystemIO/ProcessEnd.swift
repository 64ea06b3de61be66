import Glibc

/// The end of a process, for the one place of a tool that may end it.
package enum ProcessEnd {
    /// Ends with this exit status. Wraps `exit`.
    package static func now(_ status: Int32) -> Never {
        exit(status)
    }
}
