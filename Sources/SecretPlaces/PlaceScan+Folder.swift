import SecretScan
import SystemIO

/// Trees of files. Each name is opened in its folder and not by its path, so that nothing that is moved
/// meanwhile leads elsewhere, and no path is too long.
extension PlaceScan {
    /// 200 folders in one another: each is open while those in it are looked at, and a process may usually
    /// have 1,024.
    private static let depthLimit = 200

    /// Looks through everything in a folder, in the order of the names.
    /// - Parameter path: the folder's, to be told; the same again at the end.
    mutating func folder(
        _ folder: borrowing FileDescriptor, _ status: FileStatus, path: inout [UInt8], depth: Int
    ) {
        let names: FolderNames
        do throws(Errno) {
            names = try FolderNames(of: folder)
        } catch {
            return tally.addUnreadable(shown(path), "\(error)")
        }
        for index in 0..<names.count {
            let (name, kind) = names[index]
            named(name, kind, in: folder, status, path: &path, depth: depth)
        }
    }

    /// Looks at a name in a folder and at what it stands for.
    /// - Parameter path: the folder's, to be told; the same again at the end.
    mutating func named(
        _ name: [UInt8], _ kind: FolderNames.Kind, in folder: borrowing FileDescriptor, _ status: FileStatus,
        path: inout [UInt8], depth: Int
    ) {
        let length = path.count
        if path.last != UInt8(ascii: "/") { path.append(UInt8(ascii: "/")) }
        path += name
        defer { path.removeLast(path.count - length) }
        guard goesOn(at: path) else { return }
        look(atPath: path, from: path.count - name.count)
        do throws(Errno) {
            try entry(name, kind, in: folder, status, path: &path, depth: depth)
        } catch .tooManySymbolicLinks {
            // A link by now.
            tally.links += 1
        } catch {
            tally.addUnreadable(shown(path), "\(error)")
        }
    }

    private mutating func entry(
        _ name: [UInt8], _ kind: FolderNames.Kind, in folder: borrowing FileDescriptor, _ status: FileStatus,
        path: inout [UInt8], depth: Int
    ) throws(Errno) {
        switch try kind.known(of: name, in: folder) {
        case .symbolicLink:
            tally.links += 1
            let target = try folder.linkTarget(ofName: name)
            look(at: target, of: path, as: .target)
        case .other:
            tally.special += 1
        case .regular, .directory:
            // A pipe that took the name meanwhile is not waited for.
            let file = try folder.open(name: name, [.read, .noFollow, .nonBlocking])
            let found = try file.status()
            switch found.kind {
            case .regular: self.file(file, found, path: path)
            case .directory: try subfolder(file, found, in: status, path: &path, depth: depth + 1)
            case .symbolicLink, .other: tally.special += 1
            }
        }
    }

    private mutating func subfolder(
        _ folder: borrowing FileDescriptor, _ status: FileStatus, in parent: FileStatus,
        path: inout [UInt8], depth: Int
    ) throws(Errno) {
        guard depth < Self.depthLimit else {
            return tally.addUnreadable(shown(path), "it lies too deep in folders, and was not entered")
        }
        if status.device != parent.device, let kernel = try folder.kernelFileSystem() {
            return tally.addNotEntered(shown(path), Self.reason(notEntering: kernel))
        }
        self.folder(folder, status, path: &path, depth: depth)
    }

    /// Looks at a path as a text, since a secret may have slashes in it.
    /// - Parameter start: where what was not looked at yet begins: only what ends behind it is new.
    mutating func look(atPath path: [UInt8], from start: Int = 0) {
        look(at: path, of: path, as: .path, from: start)
    }

    private mutating func look(
        at text: [UInt8], of path: [UInt8], as part: ScanPlace.Part, from start: Int = 0
    ) {
        var finds = PlaceFinds(secrets)
        matcher.search(text.span) { if $0.offset + $0.length > start { finds.add($0) } }
        guard !finds.isEmpty else { return }
        var place = ScanPlace(path: shown(path))
        place.part = part
        tally.add(finds, at: place)
    }
}

extension FolderNames.Kind {
    /// What a name in a folder stands for. Not every filesystem tells it with the name, which is then asked
    /// for itself.
    func known(of name: [UInt8], in folder: borrowing FileDescriptor) throws(Errno) -> FileStatus.Kind {
        switch self {
        case .regular: .regular
        case .directory: .directory
        case .symbolicLink: .symbolicLink
        case .special: .other
        case .unknown: try folder.status(ofName: name).kind
        }
    }
}
