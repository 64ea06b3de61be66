import Glibc

/// The machine, and who we are on it.
package enum Host {
    /// The machine's own name, as `uname -n`; empty if it is not UTF-8.
    package static var name: String {
        var system = utsname()
        guard unsafe uname(&system) == 0 else { return "" }
        return unsafe withUnsafeBytes(of: &system.nodename) { bytes in
            unsafe String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self) ?? ""
        }
    }

    /// The user whose rights we act with.
    package static var effectiveUser: UInt32 { geteuid() }

    /// The group whose rights we act with.
    package static var effectiveGroup: UInt32 { getegid() }

    /// The name of that user, or nil if there is none. Wraps `getpwuid_r`.
    package static var userName: String? {
        unsafe withEntryBuffer { buffer, size in
            var entry = unsafe passwd()
            var found: UnsafeMutablePointer<passwd>?
            guard unsafe getpwuid_r(geteuid(), &entry, buffer, size, &found) == 0, unsafe found != nil,
                let name = unsafe entry.pw_name
            else { return nil }
            return unsafe String(validatingCString: name)
        }
    }

    /// The number of a group, or nil if there is none of that name. Wraps `getgrnam_r`.
    package static func groupID(named name: String) -> UInt32? {
        guard let name = try? checked(name) else { return nil }
        return unsafe withEntryBuffer { buffer, size in
            var entry = unsafe group()
            var found: UnsafeMutablePointer<group>?
            guard unsafe getgrnam_r(name, &entry, buffer, size, &found) == 0, unsafe found != nil else {
                return nil
            }
            return unsafe entry.gr_gid
        }
    }

    /// Memory for the texts of an entry, which points into it: of a group the names of all members.
    static func withEntryBuffer<Result>(_ body: (UnsafeMutablePointer<CChar>, Int) -> Result) -> Result {
        let size = 1 << 20
        let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: size)
        defer { unsafe buffer.deallocate() }
        return unsafe body(buffer, size)
    }
}
