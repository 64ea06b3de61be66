internal import SystemIO

/// What is wrong with the owner or the permissions of a file, and the command that mends it.
package struct PermissionFinding: Equatable, Sendable {
    /// The rule that is broken, with the owner's user number or the permission bits that were found.
    package enum Problem: Equatable, Sendable {
        /// Somebody who is neither root nor the caller owns it.
        case owner(UInt32)
        /// Others may read what is secret.
        case readable(mode: UInt32)
        /// Others may change it.
        case writable(mode: UInt32)
        /// Others may put another file in its place.
        case folderWritable(mode: UInt32)
        /// It is no regular file.
        case notRegular
        /// A symbolic link where a file is to be written.
        case symbolicLink
    }

    /// What the file is to us; of a folder, what the file is to which it leads.
    package let role: FileRole
    /// The file or folder to be mended.
    package let path: String
    /// What was noticed first; there may be more.
    package let problem: Problem

    /// The command that repairs it, when one does.
    package var repair: String? {
        let path = Self.quoted(path)
        switch problem {
        // Of a link its own owner counts, and not that of what it points to.
        case .owner: return "chown -h \(Host.effectiveUser) \(path)"
        case .readable: return "chmod 600 \(path)"
        case .writable: return role.isSecret ? "chmod 600 \(path)" : "chmod go-w \(path)"
        case .folderWritable: return "chmod go-w \(path)"
        case .notRegular, .symbolicLink: return nil
        }
    }

    /// A mode as `chmod` takes it, with four digits.
    package static func octal(_ mode: UInt32) -> String {
        let digits = String(mode & 0o7777, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// A path as a shell takes it, and as a command does not take it for an option.
    package static func quoted(_ path: String) -> String {
        let path = path.hasPrefix("-") ? "./\(path)" : path
        let isPlain = path.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
                UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        if isPlain, !path.isEmpty { return path }
        let parts = path.split(separator: "'", omittingEmptySubsequences: false)
        return "'" + parts.joined(separator: "'\\''") + "'"
    }
}
