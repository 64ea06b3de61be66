import SystemIO
import ToolSupport
import VaultStore

/// A file that a check writes, replaces as a whole, and keeps a lock and a temporary file beside.
enum OwnFile {
    /// Fails for what is no path of such a file. Throws a diagnostic of status `.usage`.
    /// - Parameter option: as it is typed.
    static func check(_ path: String, of option: String) throws(Diagnostic) {
        guard path != "-" else { throw .misuse("\(option) takes the path of a file") }
    }

    /// Fails besides for a link, which would be replaced and not followed. Throws as `check`, and
    /// `.unsafePermissions`.
    static func checkOutput(_ path: String, of option: String) throws(Diagnostic) {
        try check(path, of: option)
        // What else is wrong with it is found where it is read or written.
        guard let status = try? FileStatus.of(path, followingLinks: false), status.kind == .symbolicLink
        else { return }
        let target = (try? FileSystem.canonicalPath(path)).map {
            "'\(option) \(PermissionFinding.quoted($0))'"
        }
        throw Diagnostic(
            .unsafePermissions, "\(path) is a symbolic link, which is not written through",
            hint: target.map { "name the file itself: \($0)" }
                ?? "it leads nowhere: give \(option) another path")
    }

    /// Whether two of them would write to one place.
    static func share(_ path: String, _ other: String) -> Bool {
        !Set(places(of: path)).isDisjoint(with: places(of: other))
    }

    private static func places(of path: String) -> [String] {
        let folder = FileSystem.folder(of: path)
        let name = path.split(separator: "/").last ?? ""
        let place = "\((try? FileSystem.canonicalPath(folder)) ?? folder)/\(name)"
        return [place, place + ".lock", place + ".new"]
    }
}
