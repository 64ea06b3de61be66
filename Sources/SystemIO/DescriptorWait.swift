import Glibc

/// Waiting for several descriptors at once.
package enum DescriptorWait {
    /// Returns when one of them has something to read, can be written to, or hung up; when a signal came; or
    /// after so many seconds. Which of these it was is found out by trying. Wraps `poll`.
    package static func untilReady(reading: [Int32], writing: [Int32], seconds: Double) {
        var entries = reading.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        entries += writing.map { pollfd(fd: $0, events: Int16(POLLOUT), revents: 0) }
        // Up to the next millisecond: down would mean to ask again and again until the last one is over.
        let milliseconds = Int32(min(max(0, seconds * 1000).rounded(.up), Double(Int32.max)))
        unsafe poll(&entries, nfds_t(entries.count), milliseconds)
    }
}
