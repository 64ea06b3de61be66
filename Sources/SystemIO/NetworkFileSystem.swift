import CLinux
import Glibc

extension FileSystem {
    /// The network filesystem that a path lies on, by name, or nil when its disk is this machine's own.
    ///
    /// On those, `flock` and `fsync` may mean less than a writer needs. FUSE is many things under one number,
    /// so there the name in `/proc/self/mountinfo` decides; where it cannot be found there it is `fuse`, and
    /// taken for one of them. Wraps `statfs`.
    package static func networkFileSystem(at path: String) throws(Errno) -> String? {
        let checkedPath = try checked(path)
        var status = statfs()
        try call { unsafe statfs(checkedPath, &status) }
        let type = UInt32(truncatingIfNeeded: status.f_type)  // signed on some machines
        if type != fuse { return networkTypes[type] }
        let device = try FileStatus.of(path).device
        let table = try? LimitedReader.readFile("/proc/self/mountinfo", limit: MountTable.sizeLimit)
        return networkFuse(device: device, in: MountTable(table ?? []))
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

    /// The same for the FUSE filesystem with a device number.
    static func networkFuse(device: UInt64, in table: MountTable) -> String? {
        let number = DeviceNumber(device)
        guard let type = table.mounts.first(where: { $0.device == number })?.type else { return "fuse" }
        return networkFuses.contains(type) ? type : nil
    }
}
