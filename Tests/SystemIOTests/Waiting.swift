import Glibc
import SystemIO

/// Waits for something to become true, for ten seconds at most.
func eventually(_ condition: () -> Bool) -> Bool {
    let deadline = SystemClock.monotonic() + 10_000_000_000
    while SystemClock.monotonic() < deadline {
        if condition() { return true }
        sched_yield()
    }
    return condition()
}

/// Does something on a thread of its own, so that it may wait while the test waits too.
func onAnotherThread(_ body: @escaping @Sendable () -> Void) -> SideThread {
    SideThread(body)
}

final class SideThread {
    private let thread: pthread_t

    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    init(_ run: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let body = unsafe Unmanaged.passRetained(Body(run)).toOpaque()
        let status = unsafe pthread_create(
            &thread, nil,
            { pointer in
                if let pointer = unsafe pointer {
                    unsafe Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run()
                }
                return nil
            }, body)
        precondition(status == 0, "no thread")
        self.thread = thread
    }

    func join() {
        pthread_join(thread, nil)
    }
}
