import CLinux
import Glibc

extension FileSystem {
    /// The network filesystem that a path lies on, by name, or nil when its disk is this machine's own.
    ///
    /// On those, `flock` and `fsync` may mean less than a writer needs. FUSE is many things
    /// under one number, so there the name in `/proc/self/mountinfo` decides. Wraps `statfs`.
    package static func networkFileSystem(at path: String) throws(Errno) -> String? {
        let checkedPath = try checked(path)
        var status = statfs()
        try call { unsafe statfs(checkedPath, &status) }
        let type = UInt32(truncatingIfNeeded: status.f_type)  // signed on some machines
        if type != fuse { return networkTypes[type] }
        let device = try FileStatus.of(path).device
        let limit = 4 << 20  // some tens of thousands of mounts
        guard let table = try? LimitedReader.readFile("/proc/self/mountinfo", limit: limit) else {
            return nil
        }
        let name = mountType(device: device, in: String(decoding: table, as: UTF8.self))
        return name.flatMap { networkFuses.contains($0) ? $0 : nil }
    }

    /// Whether a path lies on a network filesystem; `networkFileSystem(at:)` says which.
    package static func isNetworkFileSystem(_ path: String) throws(Errno) -> Bool {
        try networkFileSystem(at: path) != nil
    }

    /// FUSE_SUPER_MAGIC.
    private static var fuse: UInt32 { 0x6573_5546 }

    /// From `<linux/magic.h>` and the filesystems' own sources.
    private static var networkTypes: [UInt32: String] {
        [
            0x0000_6969: "nfs", 0x0000_517B: "smb", 0xFF53_4D42: "cifs", 0xFE53_4D42: "smb3",
            0x5346_414F: "afs", 0x6B41_4653: "afs", 0x7375_7245: "coda", 0x0000_564C: "ncp",
            0x0102_1997: "9p", 0x00C3_6400: "ceph", 0x0BD0_0BD0: "lustre",
        ]
    }

    private static var networkFuses: Set<String> {
        [
            "fuse.sshfs", "fuse.s3fs", "fuse.mount-s3", "fuse.gcsfuse", "fuse.rclone", "fuse.davfs",
            "fuse.glusterfs", "fuse.ceph", "fuse.ceph-fuse", "fuse.curlftpfs", "fuse.goofys", "fuse.smbnetfs",
            "fuse.blobfuse2", "fuse.juicefs", "fuse.seaweedfs",
        ]
    }

    /// The type of the filesystem with a device number, from the text of `/proc/self/mountinfo` (proc(5)):
    /// `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw`.
    static func mountType(device: UInt64, in table: String) -> String? {
        // The numbers as glibc's `major` and `minor` take them out of a dev_t.
        let major = ((device >> 8) & 0xFFF) | ((device >> 32) & 0xFFFF_F000)
        let minor = (device & 0xFF) | ((device >> 12) & 0xFFFF_FF00)
        for line in table.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count > 2, words[2] == "\(major):\(minor)" else { continue }
            guard let dash = words.firstIndex(of: "-"), dash + 1 < words.count else { continue }
            return String(words[dash + 1])
        }
        return nil
    }
}
