import Sodium
import SystemIO

/// What git keeps beside objects: settings, logs, messages, hooks. And what it keeps as objects but would
/// pass over in silence: the rest of a command that was killed, a pack without its index.
extension PlaceScan {
    /// As far as git follows them.
    private static let alternatesDepth = 5
    private static let packParts = ["idx", "rev", "bitmap", "keep", "promisor", "mtimes"]

    /// Looks through the files in a repository's folder that are no objects.
    /// - Returns: whether git can be let at it: nothing is in it that it could wait for without an end.
    mutating func gitFolder(_ path: String) -> Bool {
        let special = tally.special
        var bytes = Array(path.utf8)
        do throws(Errno) {
            let folder = try FileDescriptor.open(bytes: bytes, [.read, .directory])
            let status = try folder.status()
            let names = try FolderNames(of: folder)
            for index in 0..<names.count {
                let (name, kind) = names[index]
                switch (String(decoding: name, as: UTF8.self), kind) {
                case ("objects", .directory), ("objects", .unknown):
                    try objects("\(path)/objects", depth: 0)
                case ("modules", .directory):
                    tally.addUnreadable(
                        shown(Array("\(path)/modules".utf8)),
                        "repositories of submodules, each to be named with --git")
                case ("fsmonitor--daemon.ipc", .special):
                    // Of a git that runs, which no other waits for.
                    break
                case _:
                    named(name, kind, in: folder, status, path: &bytes, depth: 0)
                    if kind == .symbolicLink {
                        linked(to: "\(path)/\(String(decoding: name, as: UTF8.self))")
                    }
                }
            }
        } catch {
            tally.addUnreadable(shown(bytes), "\(error)")
        }
        guard tally.special == special else {
            tally.addUnreadable(shown(bytes), "git was not run: there is a pipe, a socket or a device in it")
            return false
        }
        return true
    }

    /// What a link in the repository's folder leads to is git's as well.
    private mutating func linked(to path: String) {
        let bytes = Array(path.utf8)
        guard let status = try? FileStatus.of(path) else { return }
        switch status.kind {
        case .regular: self.path(path)
        case .directory: tally.addUnreadable(shown(bytes), "a link in a repository, which was not followed")
        case .symbolicLink, .other: tally.special += 1
        }
    }

    /// A folder of objects: all that is in it has to be what git reads as such, or is named.
    private mutating func objects(_ path: String, depth: Int) throws(Errno) {
        guard depth <= Self.alternatesDepth else { return }
        for (name, kind) in try names(in: path) {
            let place = "\(path)/\(name)"
            switch name {
            case "info":
                let folder = try FileDescriptor.open(place, [.read, .directory])
                var bytes = Array(place.utf8)
                self.folder(folder, try folder.status(), path: &bytes, depth: 1)
            case "pack":
                let packs = try names(in: place)
                for pack in packs
                where !Self.isKnown(pack.name, among: packs.map(\.name)) || pack.kind != .regular {
                    leftOver(pack.kind, "\(place)/\(pack.name)")
                }
            case _ where kind == .directory && name.utf8.count == 2 && Hexadecimal.decode(name) != nil:
                for object in try names(in: place) {
                    let isObject =
                        [38, 62].contains(object.name.utf8.count) && Hexadecimal.decode(object.name) != nil
                    if !isObject || object.kind != .regular {
                        leftOver(object.kind, "\(place)/\(object.name)")
                    }
                }
            case _: leftOver(kind, place)
            }
        }
        for other in try GitFolder.alternates(of: path) { try objects(other, depth: depth + 1) }
    }

    private mutating func leftOver(_ kind: FolderNames.Kind, _ path: String) {
        if kind == .special { tally.special += 1 }
        tally.addUnreadable(shown(Array(path.utf8)), "git does not read it as an object")
    }

    private func names(in path: String) throws(Errno) -> [(name: String, kind: FolderNames.Kind)] {
        let names = try FolderNames(of: FileDescriptor.open(path, [.read, .directory]))
        return (0..<names.count).map { index in
            (String(decoding: names[index].name, as: UTF8.self), names[index].kind)
        }
    }

    /// Whether a file in `pack` belongs to a pack that has its index, and the other way round.
    private static func isKnown(_ name: String, among all: [String]) -> Bool {
        if name.hasPrefix("multi-pack-index") { return true }
        guard name.hasPrefix("pack-"), let dot = name.lastIndex(of: ".") else { return false }
        let base = name[..<dot]
        let end = name[dot...].dropFirst()
        guard end == "pack" || packParts.contains(String(end)) else { return false }
        return all.contains("\(base).pack") && all.contains("\(base).idx")
    }
}
