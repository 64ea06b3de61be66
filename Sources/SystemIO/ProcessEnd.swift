import Glibc

/// The end of a process, for the few places that may end it.
package enum ProcessEnd {
    /// How a process ends that serves one of ours when nobody of ours asks, or nobody waits: a person has
    /// called it by that name. 2 is the tools' word for misuse; 1 would be their word for no.
    package static let notAsked: Int32 = 2

    /// Ends with this exit status. Wraps `exit`; `_exit` where work goes on in the background that nobody
    /// waits for.
    package static func now(_ status: Int32) -> Never {
        if UnfinishedWork.isThere { atOnce(status) }
        exit(status)
    }

    /// Ends without tearing anything down that other threads may be using. Wraps `_exit`.
    package static func atOnce(_ status: Int32) -> Never {
        _exit(status)
    }
}
