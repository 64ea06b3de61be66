package import SystemIO

/// Where git keeps a repository: gitrepository-layout(5).
package enum GitFolder {
    /// 4 KiB, as long as a path may be.
    private static let pointerLimit = 4096

    /// The folders of the repository whose work tree, or which itself, a path names: one, and for a linked
    /// work tree its own first and then the common one. None where a path names neither. Nothing that could
    /// be waited for is opened.
    /// - Parameter path: UTF-8.
    static func all(of path: String) throws(Errno) -> [String] {
        let inside = "\(path)/.git"
        guard let status = try status(of: inside) else {
            guard try hasHead(path), try status(of: "\(path)/objects")?.kind == .directory else { return [] }
            return [path]
        }
        guard status.kind != .directory else { return [inside] }
        guard let own = try pointer(in: inside, after: "gitdir: ", from: path) else { return [] }
        guard let common = try pointer(in: "\(own)/commondir", after: "", from: own) else { return [own] }
        return [own, common]
    }

    /// The nearest folder around a file that is the root of a work tree, or a repository itself; nil where
    /// git would find none.
    /// - Parameter file: where it leads, if it is a link, is what counts.
    package static func around(_ file: String) throws(Errno) -> String? {
        var path = try FileSystem.canonicalPath(file)
        while path != "/" {
            path = FileSystem.folder(of: path)
            // Git passes over a folder .git that is no repository.
            if let own = try all(of: path).first, try hasHead(own) { return path }
        }
        return nil
    }

    /// The folders of objects that this one borrows from: its `info/alternates`.
    static func alternates(of objects: String) throws(Errno) -> [String] {
        guard let text = try text(of: "\(objects)/info/alternates", limit: 64 << 10) else { return [] }
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { joined($0, from: objects) }
    }

    /// What a file says where something is; nil where there is no such file.
    private static func pointer(
        in file: String, after prefix: String, from folder: String
    ) throws(Errno) -> String? {
        guard let text = try text(of: file, limit: pointerLimit), text.hasPrefix(prefix) else { return nil }
        var target = text.dropFirst(prefix.count)
        while target.last?.isNewline == true { target = target.dropLast() }
        return target.isEmpty ? nil : joined(target, from: folder)
    }

    private static func joined(_ path: Substring, from folder: String) -> String {
        path.hasPrefix("/") ? String(path) : "\(folder)/\(path)"
    }

    /// It may be a link to a branch that has no commit yet, and so leads nowhere.
    private static func hasHead(_ folder: String) throws(Errno) -> Bool {
        try status(of: "\(folder)/HEAD", followingLinks: false) != nil
    }

    private static func status(of path: String, followingLinks: Bool = true) throws(Errno) -> FileStatus? {
        do throws(Errno) {
            return try FileStatus.of(path, followingLinks: followingLinks)
        } catch .noEntry {
            return nil
        }
    }

    /// The text of a regular file; nil for anything else.
    /// - Throws: `.fileTooLarge` beyond the limit: what follows would go unseen.
    private static func text(of path: String, limit: Int) throws(Errno) -> String? {
        guard try status(of: path)?.kind == .regular else { return nil }
        // A pipe that took the name meanwhile is not waited for.
        let file = try FileDescriptor.open(path, [.read, .nonBlocking])
        guard try file.status().kind == .regular else { return nil }
        let bytes: [UInt8]
        do throws(ReadError) { bytes = try LimitedReader.read(file, limit: limit) } catch {
            switch error {
            case .system(let errno): throw errno
            case .tooLarge: throw .fileTooLarge
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .illegalByteSequence }
        return text
    }
}
