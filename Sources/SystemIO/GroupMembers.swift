import CLinux
import Glibc

/// Who has the rights of a group, by the lists of users and groups that nsswitch.conf(5) names: those that
/// the group names, and those whose own group it is.
package enum GroupMembers {
    /// Whether anybody has them besides root and the user whose rights we act with; also where the lists
    /// cannot be read to their end. Wraps `getpwent_r`, `getgrent_r` and `getgrgid_r`.
    package static func includeOthers(_ group: UInt32) -> Bool {
        do throws(Errno) {
            var ours: Set<[UInt8]> = []
            if let name = Host.userName { ours.insert(Array(name.utf8)) }
            var isOthersOwn = false
            try eachUser { name, user, own in
                if user == 0 || user == Host.effectiveUser {
                    ours.insert(name)
                } else if own == group {
                    isOthersOwn = true
                }
            }
            let named = try names(in: group)
            return isOthersOwn || !named.isSubset(of: ours)
        } catch {
            return true
        }
    }

    private static func eachUser(
        _ body: (_ name: [UInt8], _ user: UInt32, _ group: UInt32) -> Void
    ) throws(Errno) {
        setpwent()
        defer { endpwent() }
        let number = unsafe Host.withEntryBuffer { buffer, size in
            var entry = unsafe passwd()
            var found: UnsafeMutablePointer<passwd>?
            while true {
                let number = unsafe getpwent_r(&entry, buffer, size, &found)
                guard number == 0 else { return number }
                if let name = unsafe entry.pw_name {
                    unsafe body(bytes(name), entry.pw_uid, entry.pw_gid)
                }
            }
        }
        try endOfList(number)
    }

    /// The names of members, of every entry with this number: a group may have several. One that is not in
    /// the list, as of a directory that hands out no lists, is asked for by itself.
    private static func names(in number: UInt32) throws(Errno) -> Set<[UInt8]> {
        var names: Set<[UInt8]> = []
        setgrent()
        defer { endgrent() }
        let (end, single) = unsafe Host.withEntryBuffer { buffer, size in
            var entry = unsafe group()
            var found: UnsafeMutablePointer<group>?
            var next: UnsafeMutableRawPointer?
            var end: Int32 = 0
            while end == 0 {
                end = unsafe clinux_next_group(&entry, buffer, size, &next)
                if end == 0, unsafe entry.gr_gid == number { unsafe names.formUnion(members(of: entry)) }
            }
            let single = unsafe getgrgid_r(number, &entry, buffer, size, &found)
            if single == 0, unsafe found != nil { unsafe names.formUnion(members(of: entry)) }
            return (end, single)
        }
        try endOfList(end)
        if single != 0 { try endOfList(single) }
        return names
    }

    private static func members(of entry: group) -> [[UInt8]] {
        guard var next = unsafe entry.gr_mem else { return [] }
        var names: [[UInt8]] = []
        while let name = unsafe next.pointee {
            unsafe names.append(bytes(name))
            unsafe next += 1
        }
        return names
    }

    /// Both ways to say that there is no more: the manual pages know others as well, which are failures too.
    private static func endOfList(_ number: Int32) throws(Errno) {
        if number != ENOENT { throw Errno(rawValue: number) }
    }

    private static func bytes(_ text: UnsafePointer<CChar>) -> [UInt8] {
        unsafe Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
    }
}
