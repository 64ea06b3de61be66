import Glibc

/// The stack of a thread of its own, which is still there when the thread has ended: to see what work leaves
/// on it.
@safe
package final class OwnStack {
    private let start: UnsafeMutableRawPointer
    private let size = 1 << 20

    /// Does `work` on a new stack, to its end.
    package init(_ work: @escaping @Sendable () -> Void) {
        let mapped = unsafe mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else { preconditionFailure("no stack") }
        unsafe start = mapped
        let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
        defer { unsafe attributes.deallocate() }
        unsafe pthread_attr_init(attributes)
        unsafe pthread_attr_setstack(attributes, start, size)
        let context = unsafe Unmanaged.passRetained(Work(work))
        var thread = pthread_t()
        let status = unsafe pthread_create(
            &thread, attributes,
            { context in
                if let context = unsafe context {
                    unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().work()
                }
                return nil
            }, context.toOpaque())
        precondition(status == 0, "no thread")
        pthread_join(thread, nil)
        unsafe pthread_attr_destroy(attributes)
    }

    deinit { unsafe munmap(start, size) }

    /// Whether 16 bytes of `secret`, from a multiple of 8 on, are left.
    package func holds(_ secret: [UInt8]) -> Bool {
        let memory = unsafe UnsafeRawBufferPointer(start: start, count: size)
        return unsafe secret.withUnsafeBytes { secret in
            stride(from: 0, through: max(0, secret.count - 16), by: 8).contains { place in
                unsafe memory.holds(UnsafeRawBufferPointer(rebasing: secret[place...].prefix(16)))
            }
        }
    }
}

private final class Work {
    let work: () -> Void
    init(_ work: @escaping () -> Void) { self.work = work }
}
