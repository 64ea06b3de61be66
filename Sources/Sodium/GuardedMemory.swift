internal import CSodium

/// A block between guard pages, locked into memory where the limits allow it, wiped when it goes away.
///
/// Wraps `sodium_malloc` and `sodium_free`. It costs whole pages: for keys, credentials and secret states
/// only.
@safe
struct GuardedMemory: ~Copyable {
    /// The block ends on a page border, so that reading one byte too many is caught by the guard page.
    let start: UnsafeMutableRawPointer
    /// How many bytes were asked for.
    let size: Int

    /// Takes `size` bytes. Running out of address space is the end of the process: there is no way on without
    /// a place for the key.
    init(size: Int) {
        precondition(size >= 0, "a guarded block of negative size")
        // A block taken before sodium_init has another page size and canary than sodium_free looks for after
        // it, which is a crash far from its cause; so no block is older than the initialization.
        precondition(sodium_init() >= 0, "libsodium cannot be initialized")
        // sodium_malloc(0) may answer with a pointer that cannot be told from failure on some systems.
        guard let block = unsafe sodium_malloc(max(size, 1)) else {
            preconditionFailure("no memory for a guarded block")
        }
        unsafe start = block
        self.size = size
    }

    deinit {
        unsafe sodium_free(start)
    }

    /// Whether the pages are kept out of swap.
    ///
    /// libsodium 1.0.18 hides whether the lock inside `sodium_malloc` held, so this asks for it once more:
    /// locks do not nest, and a second one on locked pages succeeds without effect.
    var isLocked: Bool {
        unsafe sodium_mlock(start, max(size, 1)) == 0
    }

    /// Takes away the right to write, for good. Wraps `sodium_mprotect_readonly`.
    func makeReadOnly() {
        let status = unsafe sodium_mprotect_readonly(start)
        precondition(status == 0, "a guarded block cannot be protected")
    }

    /// The first `count` bytes, which somebody has written, to be read in place.
    @_lifetime(borrow self)
    borrowing func bytes(_ count: Int) -> Span<UInt8> {
        precondition((0...size).contains(count), "no more can be read of a block than it holds")
        let pointer = unsafe UnsafePointer(start.assumingMemoryBound(to: UInt8.self))
        let span = unsafe Span<UInt8>(_unsafeStart: pointer, count: count)
        return unsafe _overrideLifetime(span, borrowing: self)
    }
}
