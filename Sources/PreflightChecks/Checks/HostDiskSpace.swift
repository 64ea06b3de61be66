import SystemIO
import VaultFormat
import VaultStore

extension Check {
    /// The next writes of the vault find room.
    static let hostDiskSpace = Check(
        "host-disk-space", "the vault's folder has room for writes", in: .all, needs: [.host, .vault],
        Explanation(
            looksAt: """
                The filesystem of the vault's folder may be written, and has room for four more vaults of this size, \
                64 KiB each at the least, and for 8 more files. Less than 16 MiB are a warning, because vaults grow, \
                and so is a read-only filesystem for an identity that may not write the vault anyway. It is skipped \
                where there is no such folder, and for a credential of systemd, which is never written.
                """,
            evidence: "The folder, and what is free there.",
            toDo: """
                Make room: 'df -h' and 'df -i' tell of bytes and files. A read-only filesystem is made writable with \
                'mount -o remount,rw'.
                """)
    ) { facts in
        guard let disk = facts.host?.disk else { return .couldNotTell(HostFact.notSeen) }
        guard !disk.isCredential else { return .skipped("the vault is a credential of systemd") }
        switch disk.room {
        case .failure(.noEntry), .failure(.notDirectory): return .skipped("there is no folder \(disk.folder)")
        case .failure(let error): return .couldNotTell("\(disk.folder): \(error)")
        case .success(let room): return disk.judge(room, role: facts.openVault?.role)
        }
    }
}

extension VaultDisk {
    /// A write needs the new vault beside the one in place, a lock, and likewise for the pin.
    private static let writes = 4
    private static let filesNeeded = 8
    /// No vault, however small, is less than that on all filesystems.
    private static let leastSize = 64 << 10
    /// Four vaults of the largest size.
    private static let comfort = writes * VaultFile.sizeLimit

    fileprivate func judge(_ room: FileSystemRoom, role: SlotRole?) -> Finding {
        let name = PermissionFinding.quoted(folder)
        guard !room.isReadOnly else {
            let words = "\(folder) is on a read-only filesystem"
            let hints = [
                "make it writable: 'findmnt -T \(name)' tells which it is, 'mount -o remount,rw' does it"
            ]
            return role == .writer ? .failed(words, hints: hints) : .warned(words, hints: hints)
        }
        let files = room.freeFiles.map { ", \($0) files" } ?? ""
        let words = "\(folder): \(ByteCount.text(room.freeBytes))\(files) free"
        let hint = "make room: 'df -h \(name)' and 'df -i \(name)' tell of bytes and files"
        let need = Self.writes * max(vaultSize, Self.leastSize)
        if room.freeBytes < need || (room.freeFiles ?? .max) < Self.filesNeeded {
            let what = "\(ByteCount.text(need)) and \(Self.filesNeeded) files are needed"
            return .failed("\(words), and \(what)", hints: [hint])
        }
        return room.freeBytes < Self.comfort ? .warned(words, hints: [hint]) : .passed(words)
    }
}
