import CLinux
import Glibc

/// The environment that we were started with. Nothing of ours sets it, so reading it is safe.
package enum ProcessEnvironment {
    /// The value of a variable, or nil when it is not set.
    ///
    /// Bytes that are not UTF-8 become U+FFFD: such a path or name is then not found, which is heard of,
    /// whereas taking the variable as not set would not be.
    package static func value(_ name: String) -> String? {
        bytes(name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The value of a variable as it is, or nil when it is not set. Wraps `getenv`.
    package static func bytes(_ name: String) -> [UInt8]? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe Array(UnsafeRawBufferPointer(start: value, count: strlen(value)))
    }

    /// All variables as they are, in their order, also names that occur twice. What has no
    /// `=`, or no name before it, is left out: it is no variable, and `getenv` finds none there.
    package static func all() -> [(name: [UInt8], value: [UInt8])] {
        var entries: [(name: [UInt8], value: [UInt8])] = []
        guard let list = unsafe clinux_environment() else { return [] }
        var index = 0
        while let entry = unsafe list[index] {
            let bytes = unsafe UnsafeRawBufferPointer(start: entry, count: strlen(entry))
            if let equals = unsafe bytes.firstIndex(of: UInt8(ascii: "=")), equals > 0 {
                unsafe entries.append((Array(bytes[..<equals]), Array(bytes[(equals + 1)...])))
            }
            index += 1
        }
        return entries
    }
}
