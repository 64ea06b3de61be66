/// What is mounted where: the text of `/proc/self/mountinfo` (proc(5)).
package struct MountTable: Sendable {
    /// One filesystem at one place. Bytes of its texts that are not UTF-8 are U+FFFD.
    package struct Mount: Equatable, Sendable {
        /// Of the disk that it lies on; with major 0 a made-up one, where that is none, or may be several.
        package let device: DeviceNumber
        /// The absolute path that it is mounted at, without the kernel's escapes.
        package let point: String
        /// As the kernel names it, `ext4` or `tmpfs`, for FUSE with what runs it: `fuse.sshfs`.
        package let type: String
        /// What was mounted: a device's path, or any text.
        package let source: String
    }

    /// In the order of the file: later ones cover earlier ones.
    package let mounts: [Mount]

    /// Some tens of thousands of mounts.
    package static let sizeLimit = 4 << 20

    /// Lines look like `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw`; others are left out.
    ///
    /// They are parted byte by byte: names need not be UTF-8, and a combining mark makes one `Character` with
    /// the blank before it.
    package init(_ bytes: [UInt8]) {
        mounts = bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
            let words = line.split(separator: UInt8(ascii: " "))
            guard words.count > 5, let device = DeviceNumber(String(decoding: words[2], as: UTF8.self)),
                let dash = words[5...].firstIndex(of: [UInt8(ascii: "-")]), dash + 2 < words.count
            else { return nil }
            return Mount(
                device: device, point: Self.unescaped(words[4]), type: Self.unescaped(words[dash + 1]),
                source: Self.unescaped(words[dash + 2]))
        }
    }

    /// The filesystem that a path lies on, which is absolute and without links.
    package func mount(of path: String) -> Mount? {
        let around = mounts.filter { mount in
            let point = mount.point == "/" ? "" : mount.point
            return (path + "/").utf8.starts(with: (point + "/").utf8)
        }
        // The nearest one; of several there the last, which covers the others.
        return around.reversed().max { $0.point.utf8.count < $1.point.utf8.count }
    }

    /// A path as the kernel writes it in its tables: blanks, tabs, line ends and backslashes are three octal
    /// digits behind a backslash.
    package static func unescaped(_ text: some Sequence<UInt8>) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(3)
            if byte == UInt8(ascii: "\\"), digits.count == 3,
                let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
            {
                bytes.append(code)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
