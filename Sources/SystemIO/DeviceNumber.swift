/// The number of a device: of the disk that a file lies on, or that a device file stands for.
package struct DeviceNumber: Equatable, Sendable {
    /// Stands for the driver; 0 for a filesystem that is not on one disk, such as tmpfs or btrfs.
    package let major: UInt64
    /// Which of that driver's devices; with major 0, which of those filesystems.
    package let minor: UInt64

    /// Taken out of a `dev_t` as glibc's `major` and `minor` do.
    package init(_ device: UInt64) {
        major = ((device >> 8) & 0xFFF) | ((device >> 32) & 0xFFFF_F000)
        minor = (device & 0xFF) | ((device >> 12) & 0xFFFF_FF00)
    }

    /// From its `text`.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let major = UInt64(parts[0]), let minor = UInt64(parts[1]) else { return nil }
        self.major = major
        self.minor = minor
    }

    /// As `/proc` and `/sys` write it: `8:1`.
    package var text: String { "\(major):\(minor)" }
}
