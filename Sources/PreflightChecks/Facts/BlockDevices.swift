import SystemIO

/// What in the end keeps the bytes that are written to a device or a file.
enum Storage: Equatable, Sendable {
    case memory
    /// A layer of dm-crypt with this name lies between.
    case encrypted(by: String)
    /// A disk, and nothing that encrypts.
    case plain(disk: String)
    case unknown(why: String)

    /// Of bytes that may come to lie on any of several: the worst of them.
    static func worst(of all: [Storage]) -> Storage? {
        all.min { $0.rank < $1.rank }
    }

    private var rank: Int {
        switch self {
        case .plain: 0
        case .unknown: 1
        case .encrypted: 2
        case .memory: 3
        }
    }
}

/// The disks of this host and the layers on them, by what the kernel says of them in `/sys` and `/proc`.
struct BlockDevices {
    let files: KernelFiles

    /// Of a device, by the path of its file.
    func storage(ofDevice path: String) -> Storage { storage(ofDevice: path, depth: 0) }

    /// Of a file, by its path.
    func storage(ofFile path: String) -> Storage { storage(ofFile: path, depth: 0) }

    /// As many layers as nobody stacks: files may claim to lie on each other.
    private static let depthLimit = 16

    /// What libcryptsetup writes behind `CRYPT-` where something is encrypted; dm-verity and dm-integrity,
    /// which it names likewise, only notice changes.
    private static let ciphers: Set<Substring> = [
        "PLAIN", "LUKS1", "LUKS2", "LOOPAES", "TCRYPT", "BITLK", "FVAULT2",
    ]

    private func storage(ofDevice path: String, depth: Int) -> Storage {
        do throws(Errno) {
            guard let folder = try folder(ofDevice: path) else {
                return .unknown(why: "\(path) cannot be seen from here")
            }
            return try storage(in: folder, depth: depth)
        } catch { return .unknown(why: "\(path): \(error)") }
    }

    private func storage(ofFile path: String, depth: Int) -> Storage {
        do throws(Errno) {
            let table = MountTable(Array(try files.text("/proc/self/mountinfo").utf8))
            guard let mount = table.mount(of: try FileSystem.canonicalPath(path)) else {
                return .unknown(why: "\(path) lies on no filesystem that can be seen from here")
            }
            // Where a filesystem spans disks its number is made up, and its source names one of them.
            guard mount.device.major == 0 else {
                guard let folder = try folder(of: mount.device) else {
                    return .unknown(why: "\(path) lies on \(mount.source), which cannot be seen from here")
                }
                return try storage(in: folder, depth: depth)
            }
            guard mount.source.hasPrefix("/") else {
                return .unknown(why: "\(path) lies on \(mount.source) (\(mount.type))")
            }
            return storage(ofDevice: mount.source, depth: depth)
        } catch { return .unknown(why: "\(path): \(error)") }
    }

    /// Follows the layers down from a device's folder in `/sys`, which is canonical and below the root.
    private func storage(in folder: String, depth: Int) throws(Errno) -> Storage {
        let name = folder.split(separator: "/").last.map(String.init) ?? folder
        guard depth < Self.depthLimit else { return .unknown(why: "\(name) has too many layers below it") }
        if let uuid = try files.textIfPresent("\(folder)/dm/uuid"), Self.isCipher(uuid) {
            return .encrypted(by: try files.textIfPresent("\(folder)/dm/name") ?? name)
        }
        if name.hasPrefix("zram") {
            // It may be told to move what does not shrink to a disk.
            let disk = try files.textIfPresent("\(folder)/backing_dev") ?? "none"
            return disk == "none" ? .memory : storage(ofDevice: disk, depth: depth + 1)
        }
        if try files.textIfPresent("\(folder)/partition") != nil {
            return try storage(in: FileSystem.folder(of: folder), depth: depth + 1)
        }
        if let file = try files.textIfPresent("\(folder)/loop/backing_file") {
            return storage(ofFile: file, depth: depth + 1)
        }
        var below: [Storage] = []
        for slave in try list("\(folder)/slaves") {
            guard let folder = try canonical("\(folder)/slaves/\(slave)") else {
                below.append(.unknown(why: "\(slave), below \(name), cannot be seen from here"))
                continue
            }
            below.append(try storage(in: folder, depth: depth + 1))
        }
        return Storage.worst(of: below) ?? .plain(disk: name)
    }

    private static func isCipher(_ uuid: String) -> Bool {
        let parts = uuid.split(separator: "-", maxSplits: 2)
        return parts.count > 1 && parts[0] == "CRYPT" && ciphers.contains(parts[1])
    }

    // MARK: Folders in /sys

    private func folder(ofDevice path: String) throws(Errno) -> String? {
        // The kernel's own name, for which no file has to be there: a container has few.
        if path.hasPrefix("/dev/") {
            let name = path.dropFirst("/dev/".count).split(separator: "/").joined(separator: "!")
            if let folder = try canonical("/sys/class/block/\(name)") { return folder }
        }
        do throws(Errno) {
            let status = try FileStatus.of(path)
            return status.kind == .other ? try folder(of: status.represents) : nil
        } catch .noEntry { return nil }
    }

    private func folder(of device: DeviceNumber) throws(Errno) -> String? {
        try canonical("/sys/dev/block/\(device.text)")
    }

    /// A path without links, below the root like the one given; nil when nothing is there.
    private func canonical(_ path: String) throws(Errno) -> String? {
        do throws(Errno) {
            return String(try FileSystem.canonicalPath(files.root + path).dropFirst(files.root.utf8.count))
        } catch .noEntry { return nil }
    }

    private func list(_ folder: String) throws(Errno) -> [String] {
        do throws(Errno) { return try FileSystem.list(files.root + folder) } catch .noEntry { return [] }
    }
}
