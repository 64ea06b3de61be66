import Sodium
import SystemIO

/// What git keeps beside objects: settings, logs, messages, hooks. And what it keeps as objects but would
/// pass over in silence: the rest of a command that was killed, a pack without its index.
extension PlaceScan {
    /// As far as git follows them.
    private static let alternatesDepth = 6
    private static let packParts = ["idx", "rev", "bitmap", "keep", "promisor", "mtimes"]

    /// Looks through the files in a repository's folder that are no objects.
    /// - Returns: whether git can be let at it: nothing is in it that it could wait for without an end.
    mutating func gitFolder(_ path: String) -> Bool {
        let special = tally.special
        files(of: path)
        if tally.special == special { return true }
        tally.addUnreadable(
            shown(Array(path.utf8)), "git was not run: there is a pipe, a socket or a device in it")
        return false
    }

    /// Looks through a repository's folder, what it keeps of a linked work tree, or the folder of all these.
    private mutating func files(of path: String, areWorkTrees: Bool = false) {
        var bytes = Array(path.utf8)
        do throws(Errno) {
            let folder = try FileDescriptor.open(bytes: bytes, [.read, .directory])
            let status = try folder.status()
            for (name, kind) in known(try FolderNames(of: folder), in: folder, path) {
                switch (String(decoding: name, as: UTF8.self), kind) {
                case (let tree, .directory) where areWorkTrees:
                    let place = Array("\(path)/\(tree)".utf8)
                    look(atPath: place, from: place.count - name.count)
                    files(of: "\(path)/\(tree)")
                case ("worktrees", .directory): files(of: "\(path)/worktrees", areWorkTrees: true)
                case ("objects", .directory):
                    var seen: Set<String> = []
                    objects("\(path)/objects", depth: 0, &seen)
                case ("modules", .directory):
                    tally.addUnreadable(
                        shown(Array("\(path)/modules".utf8)),
                        "repositories of submodules, each to be named with --git")
                case ("fsmonitor--daemon.ipc", .other):
                    // Of a git that runs, which no other waits for.
                    break
                case (let text, _):
                    if text == "shallow" {
                        tally.addUnreadable(
                            shown(bytes),
                            "a shallow clone: what came before its history was cut is not there")
                    }
                    // It looks once more what it is.
                    named(name, .unknown, in: folder, status, path: &bytes, depth: 0)
                    if kind == .symbolicLink { linked(to: "\(path)/\(text)") }
                }
            }
        } catch {
            tally.addUnreadable(shown(bytes), "\(error)")
        }
    }

    /// What a link in the repository's folder leads to is git's as well.
    private mutating func linked(to path: String) {
        do throws(Errno) {
            switch try FileStatus.of(path).kind {
            // A pipe that took the name meanwhile is not waited for.
            case .regular: self.path(path, waits: false)
            case .directory:
                tally.addUnreadable(
                    shown(Array(path.utf8)), "a link in a repository, which was not followed")
            case .symbolicLink, .other: tally.special += 1
            }
        } catch {
            tally.addUnreadable(shown(Array(path.utf8)), "\(error)")
        }
    }

    /// A folder of objects: all that is in it has to be what git reads as such, or is named.
    /// - Parameter seen: the folders that were looked at, by their one path: one may borrow from itself, and
    ///   from another in many ways.
    private mutating func objects(_ path: String, depth: Int, _ seen: inout Set<String>) {
        do throws(Errno) {
            guard seen.insert(try FileSystem.canonicalPath(path)).inserted else { return }
        } catch {
            return tally.addUnreadable(shown(Array(path.utf8)), "\(error)")
        }
        guard depth <= Self.alternatesDepth else {
            return tally.addUnreadable(
                shown(Array(path.utf8)),
                "it is borrowed from over more than \(Self.alternatesDepth) folders, and was not entered")
        }
        for (name, kind) in names(in: path) {
            let place = "\(path)/\(name)"
            switch name {
            case "info": self.path(place, waits: false)
            case "pack": packs(place)
            case _ where kind == .directory && name.utf8.count == 2 && Hexadecimal.decode(name) != nil:
                for object in names(in: place) {
                    let isObject =
                        [38, 62].contains(object.name.utf8.count) && Hexadecimal.decode(object.name) != nil
                    if !isObject || object.kind != .regular {
                        leftOver(object.kind, "\(place)/\(object.name)")
                    }
                }
            case _: leftOver(kind, place)
            }
        }
        do throws(Errno) {
            for other in try GitFolder.alternates(of: path) { objects(other, depth: depth + 1, &seen) }
        } catch {
            tally.addUnreadable(shown(Array("\(path)/info/alternates".utf8)), "\(error)")
        }
    }

    private mutating func packs(_ folder: String) {
        let packs = names(in: folder)
        let names = Set(packs.map(\.name))
        for (name, kind) in packs {
            if !Self.isKnown(name, among: names) || kind != .regular {
                leftOver(kind, "\(folder)/\(name)")
            } else if name.hasSuffix(".keep") || name.hasSuffix(".promisor") {
                // Git asks only whether it is there; what is in it somebody wrote.
                self.path("\(folder)/\(name)", waits: false)
            }
        }
    }

    private mutating func leftOver(_ kind: FileStatus.Kind, _ path: String) {
        // Git would follow a link to a pipe, and wait for it.
        if kind == .other || (kind == .symbolicLink && (try? FileStatus.of(path).kind) == .other) {
            tally.special += 1
        }
        tally.addUnreadable(shown(Array(path.utf8)), "git does not read it as an object")
    }

    /// The names in a folder, and what they stand for; where that is not to be had it is told.
    private mutating func names(in path: String) -> [(name: String, kind: FileStatus.Kind)] {
        do throws(Errno) {
            let folder = try FileDescriptor.open(path, [.read, .directory])
            return known(try FolderNames(of: folder), in: folder, path).map {
                (String(decoding: $0.name, as: UTF8.self), $0.kind)
            }
        } catch {
            tally.addUnreadable(shown(Array(path.utf8)), "\(error)")
            return []
        }
    }

    private mutating func known(
        _ names: FolderNames, in folder: borrowing FileDescriptor, _ path: String
    ) -> [(name: [UInt8], kind: FileStatus.Kind)] {
        var known: [(name: [UInt8], kind: FileStatus.Kind)] = []
        for index in 0..<names.count {
            let (name, kind) = names[index]
            do throws(Errno) {
                known.append((name, try kind.known(of: name, in: folder)))
            } catch {
                tally.addUnreadable(shown(Array("\(path)/".utf8) + name), "\(error)")
            }
        }
        return known
    }

    /// Whether a file in `pack` belongs to a pack that has its index, and the other way round.
    private static func isKnown(_ name: String, among all: Set<String>) -> Bool {
        if name == "multi-pack-index" { return true }
        guard let dot = name.lastIndex(of: ".") else { return false }
        let base = name[..<dot]
        let end = String(name[dot...].dropFirst())
        if base.hasPrefix("multi-pack-index-") { return ["bitmap", "rev"].contains(end) }
        guard base.hasPrefix("pack-"), end == "pack" || packParts.contains(end) else { return false }
        return all.contains("\(base).pack") && all.contains("\(base).idx")
    }
}
