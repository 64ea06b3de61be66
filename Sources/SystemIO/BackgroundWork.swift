import Glibc
import Synchronization

/// Pieces of work that go on beside each other, each in a thread of its own, and what came of them.
///
/// For questions that take their time and are asked of different parties. None is ever taken back: one that
/// has not come to its end when nobody waits any longer ends with the process.
package final class BackgroundWork<Value: Sendable>: Sendable {
    private let finished = Mutex<[Value]>([])
    private let bell: Pipe

    /// Without work yet. Throws what kept its pipe from being made, such as that no descriptor is left.
    package init() throws(Errno) {
        let bell = try Pipe()
        // Neither end ever waits: the bell has been heard before its pipe is full.
        for end in [bell.reading.rawValue, bell.writing.rawValue] {
            try call { fcntl(end, F_SETFL, O_NONBLOCK) }
        }
        self.bell = bell
    }

    /// Becomes readable when something was finished; valid as long as this value lives.
    package var arrivals: Int32 { bell.reading.rawValue }

    /// Begins a piece of work. Wraps `pthread_create`.
    package func begin(_ work: @escaping @Sendable () -> Value) throws(Errno) {
        UnfinishedWork.count.wrappingAdd(1, ordering: .sequentiallyConsistent)
        do throws(Errno) {
            try DetachedThread.start { [self] in
                let value = work()
                finished.withLock { $0.append(value) }
                _ = try? bell.writing.writeSome([1].span)
                UnfinishedWork.count.wrappingSubtract(1, ordering: .sequentiallyConsistent)
            }
        } catch {
            UnfinishedWork.count.wrappingSubtract(1, ordering: .sequentiallyConsistent)
            throw error
        }
    }

    /// What was finished since the last call, in the order in which it was.
    package func take() -> [Value] {
        while let bytes = try? bell.reading.read(upTo: 64), !bytes.isEmpty {}
        return finished.withLock { values in
            defer { values = [] }
            return values
        }
    }
}

/// How many threads are still at work in this process: what they use must not be torn down below them.
enum UnfinishedWork {
    fileprivate static let count = Atomic(0)

    static var isThere: Bool { count.load(ordering: .sequentiallyConsistent) > 0 }
}

private enum DetachedThread {
    /// What a thread is to do, kept until it has begun.
    private final class Errand {
        let work: @Sendable () -> Void

        init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }

    static func start(_ work: @escaping @Sendable () -> Void) throws(Errno) {
        var attributes = pthread_attr_t()
        try succeed(unsafe pthread_attr_init(&attributes))
        defer { unsafe pthread_attr_destroy(&attributes) }
        try succeed(unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED)))
        let errand = unsafe Unmanaged.passRetained(Errand(work))
        var thread = pthread_t()
        let number = unsafe pthread_create(
            &thread, &attributes,
            { pointer in
                guard let pointer = unsafe pointer else { return nil }
                unsafe Unmanaged<Errand>.fromOpaque(pointer).takeRetainedValue().work()
                return nil
            }, errand.toOpaque())
        guard number == 0 else {
            unsafe errand.release()
            throw Errno(rawValue: number)
        }
    }
}
