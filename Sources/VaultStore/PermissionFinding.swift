internal import SystemIO

/// What is wrong with the owner or the permissions of a file, and the command that mends it.
package struct PermissionFinding: Equatable, Sendable {
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

    package let role: FileRole
    /// The file or folder to be mended.
    package let path: String
    package let problem: Problem

    /// The command that repairs it, when one does.
    package var repair: String? {
        let path = Self.quoted(path)
        switch problem {
        case .owner: return "chown \(Host.effectiveUser) \(path)"
        case .readable: return "chmod 600 \(path)"
        case .writable: return role == .identity ? "chmod 600 \(path)" : "chmod go-w \(path)"
        case .folderWritable: return "chmod go-w \(path)"
        case .notRegular, .symbolicLink: return nil
        }
    }

    /// A path as a shell takes it.
    package static func quoted(_ path: String) -> String {
        let plain = path.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
                UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                true
            default: false
            }
        }
        if plain { return path }
        return "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
            + "'"
    }
}

/// The rules for who may own, read and write what (design of the file permissions in `d24(7)`).
enum PermissionRules {
    /// Checks an open file and the folders above it.
    ///
    /// The *identity* has no bits for others and no write for the group; the group may read it only directly in
    /// the credentials directory, where systemd's ACL shows as group bits. The *vault* and the pins are no secrets:
    /// nobody else may write them. Throws `unsafe`, `system`.
    static func check(
        _ status: FileStatus, at path: String, as role: FileRole, credentialsDirectory: String? = nil
    ) throws(VaultStoreError) {
        func found(_ problem: PermissionFinding.Problem) -> VaultStoreError {
            .unsafe(PermissionFinding(role: role, path: path, problem: problem))
        }
        guard status.kind == .regular else { throw found(.notRegular) }
        guard status.owner == 0 || status.owner == Host.effectiveUser else {
            throw found(.owner(status.owner))
        }
        guard status.mode & 0o022 == 0 else { throw found(.writable(mode: status.mode)) }
        if role == .identity || role == .unlockPhrase || role == .secret {
            let inCredentials = credentialsDirectory.map { FileSystem.folder(of: path) == $0 } ?? false
            guard status.mode & (inCredentials ? 0o007 : 0o077) == 0 else {
                throw found(.readable(mode: status.mode))
            }
        }
        try checkFolders(above: path, as: role)
    }

    /// No folder above may be writable by others, unless it is sticky: who can write there can swap the file.
    private static func checkFolders(above path: String, as role: FileRole) throws(VaultStoreError) {
        var folder: String
        do { folder = try FileSystem.canonicalPath(FileSystem.folder(of: path)) } catch {
            throw .system(error, doing: "find the folder of", path: path)
        }
        while true {
            let status: FileStatus
            do { status = try FileStatus.of(folder) } catch {
                throw .system(error, doing: "look at", path: folder)
            }
            let sticky = status.mode & 0o1000 != 0
            // A group of one's own, as Debian gives every user, adds nobody; nor does root's.
            let ownGroup = status.group == 0 || status.group == Host.effectiveGroup
            let foreign: UInt32 = ownGroup ? 0o002 : 0o022
            guard sticky || status.mode & foreign == 0 else {
                throw .unsafe(
                    PermissionFinding(role: role, path: folder, problem: .folderWritable(mode: status.mode)))
            }
            if folder == "/" { return }
            folder = FileSystem.folder(of: folder)
        }
    }
}
