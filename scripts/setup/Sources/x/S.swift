import Glibc
@safe package struct SecretBytes: ~Copyable {
    private let base: UnsafeMutableRawPointer
    package let count: Int
    package init(count: Int) { unsafe base = .allocate(byteCount: count, alignment: 16); self.count = count; unsafe base.initializeMemory(as: UInt8.self, repeating: 7, count: count) }
    deinit { unsafe base.deallocate() }
    package var bytes: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get {
            let s = unsafe Span<UInt8>(_unsafeStart: base.assumingMemoryBound(to: UInt8.self), count: count)
            return unsafe _overrideLifetime(s, borrowing: self)
        }
    }
    package init<E: Error>(capacity: Int, filling: (inout OutputSpan<UInt8>) throws(E) -> Void) throws(E) {
        self.init(count: capacity)
        let b = unsafe UnsafeMutableBufferPointer(start: base.assumingMemoryBound(to: UInt8.self), count: count)
        var o = unsafe OutputSpan<UInt8>(buffer: b, initializedCount: 0)
        try filling(&o)
        _ = unsafe o.finalize(for: b)
    }
}
struct Key: ~Copyable { let s: SecretBytes
  var bytes: Span<UInt8> { @_lifetime(borrow self) borrowing get { s.bytes } } }
struct Foo: ~Copyable { let a: SecretBytes; let idx: [Int]
  func slice(_ i: Int) -> SecretBytes { SecretBytes(count: 2) }
  @_lifetime(borrow self) borrowing func part(_ i: Int) -> Span<UInt8> { _overrideLifetime0(a.bytes.extracting(i..<(i+1))) }
  @_lifetime(copy x) func _overrideLifetime0(_ x: Span<UInt8>) -> Span<UInt8> { x } }
enum MyE: Error { case a }
func opt() throws(MyE) -> SecretBytes? { SecretBytes(count: 2) }
