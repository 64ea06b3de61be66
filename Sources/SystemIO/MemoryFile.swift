import CLinux
import Glibc

/// A file without a name, in memory, that nobody can change any more: how a child is given a secret by
/// descriptor.
///
/// Its pages may be swapped, as those of the child may; that is what `exec --as fd` asks for.
package enum MemoryFile {
    /// Makes one that holds `bytes`, with all four seals, readable by the owner alone, its position at 0.
    ///
    /// It is not inherited unless `ProcessImage.replace` is told to keep it. Wraps `memfd_create`.
    /// - Parameter name: shown in `/proc/PID/fd` as `/memfd:NAME`; at most 249 bytes.
    package static func sealed(name: String, holding bytes: Span<UInt8>) throws(Errno) -> FileDescriptor {
        let name = try checked(name)
        let file = FileDescriptor(adopting: try call { unsafe clinux_memory_file(name) })
        try file.writeAll(bytes)
        try call { lseek(file.rawValue, 0, SEEK_SET) }
        try file.setMode(0o400)
        try call { clinux_seal(file.rawValue) }
        return file
    }
}
