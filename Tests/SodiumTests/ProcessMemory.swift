import Glibc
import Testing

/// A second view of the page that holds a block, which stays when the block is freed.
///
/// What `sodium_free` leaves behind cannot be read: the pages go back to the kernel. So the page is replaced
/// with a shared mapping of an anonymous file, with the same content at the same address, and the file is
/// looked at afterwards. The code under test is not changed and does not notice.
@safe
final class PageWitness {
    private let file: Int32
    private let offset: Int
    private let count: Int

    /// Takes the place of the page around `block`, which must lie in one page and be writable.
    init(of block: UnsafeMutableRawBufferPointer) throws {
        let size = sysconf(Int32(_SC_PAGESIZE))
        guard let start = block.baseAddress else { throw NotMapped() }
        offset = Int(UInt(bitPattern: start)) % size
        count = block.count
        try #require(offset + count <= size, "the block spans two pages")
        let page = unsafe start - offset

        let name = "/d24-tools-test-\(getpid())-\(UInt(bitPattern: page))"
        file = unsafe shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
        try #require(file >= 0)
        unsafe shm_unlink(name)
        let written = unsafe pwrite(file, page, size, 0)
        try #require(written == size)
        let mapped = unsafe mmap(page, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file, 0)
        let inPlace = unsafe mapped == page
        try #require(inPlace)
    }

    deinit { close(file) }

    /// What the block's place holds now.
    var content: [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = unsafe max(0, pread(file, buffer.baseAddress, count, off_t(offset)))
        }
    }
}

/// What the kernel says about the mapping that holds an address.
struct Mapping {
    /// Such as `r--p`.
    let permissions: String
    /// Two-letter codes of proc(5): `lo` is locked, `dd` is left out of core dumps.
    let flags: [String]

    /// Reads /proc/self/smaps. Fails the test when the address is not mapped.
    init(holding address: UInt) throws {
        var permissions: String?
        for line in try Self.lines(of: "/proc/self/smaps") {
            let words = line.split(separator: " ")
            let bounds = words[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            if bounds.count == 2 {
                permissions = bounds[0] <= address && address < bounds[1] ? String(words[1]) : nil
            } else if let permissions, words[0] == "VmFlags:" {
                self.permissions = permissions
                flags = words.dropFirst().map(String.init)
                return
            }
        }
        throw NotMapped()
    }

    private static func lines(of path: String) throws -> [Substring] {
        guard let file = unsafe fopen(path, "r") else { throw NotMapped() }
        defer { unsafe fclose(file) }
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = unsafe fread(&buffer, 1, buffer.count, file)
            if count == 0 { break }
            text += buffer[..<count]
        }
        return String(decoding: text, as: UTF8.self).split(separator: "\n")
    }
}

/// There is no such page or file.
struct NotMapped: Error {}

/// Lets this process die of a signal at once: for exit tests that must.
///
/// The runtime's crash reporter would print the memory that the test is about, and takes seconds.
func dieAtOnce() {
    for number in [SIGSEGV, SIGILL, SIGTRAP, SIGABRT] { signal(number, SIG_DFL) }
}

/// Takes the right to lock memory away from this process: for exit tests.
func forbidLockingMemory() {
    var limit = rlimit(rlim_cur: 0, rlim_max: 0)
    unsafe setrlimit(Int32(__RLIMIT_MEMLOCK.rawValue), &limit)
    // Root may lock without limit (CAP_IPC_LOCK), so it becomes nobody.
    if geteuid() == 0 { setuid(65534) }
}

/// Lets this process take no more than `spare` bytes of address space: for exit tests.
func forbidMemory(beyond spare: UInt) throws {
    guard let file = unsafe fopen("/proc/self/statm", "r") else { throw NotMapped() }
    defer { unsafe fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = unsafe fread(&buffer, 1, buffer.count, file)
    let words = String(decoding: buffer[..<count], as: UTF8.self).split(separator: " ")
    let pages = try #require(UInt(words[0]))
    let bytes = pages * UInt(sysconf(Int32(_SC_PAGESIZE))) + spare
    var limit = rlimit(rlim_cur: bytes, rlim_max: bytes)
    let status = unsafe setrlimit(Int32(RLIMIT_AS.rawValue), &limit)
    try #require(status == 0)
}
