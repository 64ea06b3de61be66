import CLinux
import Glibc

/// Filesystems that the kernel makes up: their files are no files but its state, some wait for ever when they
/// are read, and some change the machine.
extension FileDescriptor {
    /// The name of the one that this file lies on, or nil for any other filesystem. Wraps `fstatfs`.
    package func kernelFileSystem() throws(Errno) -> String? {
        var status = statfs()
        try call { unsafe fstatfs(rawValue, &status) }
        // From <linux/magic.h>; the field is signed on some machines.
        return switch UInt32(truncatingIfNeeded: status.f_type) {
        case 0x0000_9FA0: "proc"
        case 0x6265_6572: "sysfs"
        case 0x6462_6720: "debugfs"
        case 0x7472_6163: "tracefs"
        case 0x0027_E0EB, 0x6367_7270: "cgroup"
        case 0x7363_6673: "securityfs"
        case _: nil
        }
    }
}
