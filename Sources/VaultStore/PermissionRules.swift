internal import SystemIO

/// The rules for who may own, read and write what.
package enum PermissionRules {
    /// Checks an open file, and the way that leads to it.
    ///
    /// Owner is the caller or root. The *identity* and other secrets have no bits for others and no write for
    /// the group; the group may read them only directly in the credentials directory, where the mask of
    /// systemd's ACL shows as group bits. The *vault* and the pins are no secrets: it is enough that nobody
    /// else may write them.
    /// Throws `unsafe`, `system`.
    static func check(
        _ status: FileStatus, at path: String, as role: FileRole, credentialsDirectory: String? = nil
    ) throws(VaultStoreError) {
        func found(_ problem: PermissionFinding.Problem) -> VaultStoreError {
            .unsafe(PermissionFinding(role: role, path: path, problem: problem))
        }
        guard status.kind == .regular else { throw found(.notRegular) }
        guard isTrusted(status.owner) else {
            // Behind a link it is not the link that is to be given to somebody else.
            let end = try checkWay(to: path, as: role)
            throw .unsafe(PermissionFinding(role: role, path: end, problem: .owner(status.owner)))
        }
        guard status.mode & 0o022 == 0 else { throw found(.writable(mode: status.mode)) }
        let folder = FileSystem.folder(of: try checkWay(to: path, as: role))
        guard role.isSecret else { return }
        let isCredential = try credentialsDirectory.map { path throws(VaultStoreError) in
            try isFolder(folder, path)
        }
        guard status.mode & (isCredential == true ? 0o007 : 0o077) == 0 else {
            throw found(.readable(mode: status.mode))
        }
    }

    /// Checks a folder that a secret is about to be written into, and the way that leads there. Throws
    /// `unsafe`, `system`.
    package static func check(folderForSecret folder: String) throws(VaultStoreError) {
        try check(folder: folder, as: .secret)
    }

    /// The same for a folder that such a file is about to be written into.
    static func check(folder: String, as role: FileRole) throws(VaultStoreError) {
        _ = try checkWay(to: folder + "/.", as: role)
    }

    /// Follows the path name by name, through links too, and checks every folder in which a name is looked
    /// up: whoever can write one of them can put another file, folder or link there. Answers the path of the
    /// same without links.
    ///
    /// To look at where the path ends up is not enough: a link in a folder that others may write would pass.
    private static func checkWay(to path: String, as role: FileRole) throws(VaultStoreError) -> String {
        var folder = "/"
        var end = folder
        try checkFolder(try look(at: folder), folder, as: role)
        var ahead = names(of: try absolute(path))
        // As many as the kernel follows.
        var linksLeft = 40
        while let name = ahead.popLast() {
            if name == "." || name == ".." {
                if name == ".." { folder = FileSystem.folder(of: folder) }
                end = folder
                continue
            }
            let next = folder == "/" ? "/\(name)" : "\(folder)/\(name)"
            let status = try look(at: next)
            if status.kind == .symbolicLink {
                linksLeft -= 1
                guard linksLeft >= 0 else {
                    throw .system(.tooManySymbolicLinks, doing: "follow", path: path)
                }
                // In a sticky folder anybody may make a link, and point it elsewhere later.
                try checkOwner(status, next, as: role)
                let target = try target(ofLink: next)
                if target.hasPrefix("/") { folder = "/" }
                ahead += names(of: target)
            } else {
                end = next
                if ahead.isEmpty { break }
                try checkFolder(status, next, as: role)
                folder = next
            }
        }
        return end
    }

    /// A folder is writable by nobody else, or it is sticky: then others may add names, and not take away
    /// ours. Its owner may do both all the same.
    private static func checkFolder(
        _ status: FileStatus, _ folder: String, as role: FileRole
    ) throws(VaultStoreError) {
        try checkOwner(status, folder, as: role)
        let isSticky = status.mode & 0o1000 != 0
        let isOpen = try isOpen(status, folder)
        guard isSticky || !isOpen else {
            throw .unsafe(
                PermissionFinding(role: role, path: folder, problem: .folderWritable(mode: status.mode)))
        }
    }

    /// A private group's write permission is nobody else's, unless an access list shows there as the group's.
    private static func isOpen(_ status: FileStatus, _ folder: String) throws(VaultStoreError) -> Bool {
        if status.mode & 0o002 != 0 { return true }
        guard status.mode & 0o020 != 0 else { return false }
        guard isPrivate(group: status.group) else { return true }
        do throws(Errno) {
            return try FileSystem.hasAccessList(folder)
        } catch {
            throw .system(error, doing: "look at", path: folder)
        }
    }

    private static func checkOwner(
        _ status: FileStatus, _ path: String, as role: FileRole
    ) throws(VaultStoreError) {
        guard isTrusted(status.owner) else {
            throw .unsafe(PermissionFinding(role: role, path: path, problem: .owner(status.owner)))
        }
    }

    private static func isTrusted(_ user: UInt32) -> Bool {
        user == 0 || user == Host.effectiveUser
    }

    /// A group of one's own, which Debian gives every user under the user's name, adds nobody, nor does
    /// root's, unless somebody was put into it. That it is the group we act with says nothing: service users
    /// share theirs.
    private static func isPrivate(group: UInt32) -> Bool {
        let isOwn = group == 0 || group == Host.effectiveGroup && group == Host.userName.flatMap(Host.groupID)
        return isOwn && !GroupMembers.includeOthers(group)
    }

    /// The names of a path, the first one last.
    private static func names(of path: String) -> [String] {
        path.split(separator: "/").reversed().map(String.init)
    }

    private static func absolute(_ path: String) throws(VaultStoreError) -> String {
        if path.hasPrefix("/") { return path }
        do { return "\(try FileSystem.canonicalPath("."))/\(path)" } catch {
            throw .system(error, doing: "find the folder of", path: path)
        }
    }

    private static func look(at path: String) throws(VaultStoreError) -> FileStatus {
        do { return try FileStatus.of(path, followingLinks: false) } catch {
            throw .system(error, doing: "look at", path: path)
        }
    }

    private static func target(ofLink path: String) throws(VaultStoreError) -> String {
        do { return try FileSystem.readLink(path) } catch {
            throw .system(error, doing: "follow", path: path)
        }
    }

    private static func isFolder(_ folder: String, _ path: String) throws(VaultStoreError) -> Bool {
        do throws(Errno) {
            return try FileStatus.of(folder).isSameFile(as: FileStatus.of(path))
        } catch {
            guard error == .noEntry || error == .notDirectory else {
                throw .system(error, doing: "look at", path: path)
            }
            return false
        }
    }
}
