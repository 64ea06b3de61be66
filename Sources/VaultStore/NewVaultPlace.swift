internal import SystemIO

/// Where a vault is put that was not there before, and who may read it there.
///
/// The vault is ciphertext, so root's may be read by the service users of group `d24`, or by all where that
/// group does not exist; anyone else's is for its owner.
enum NewVaultPlace {
    static let groupName = "d24"

    static var fileAttributes: FileAttributes {
        guard Host.effectiveUser == 0 else { return FileAttributes(mode: 0o600) }
        guard let group = Host.groupID(named: groupName) else { return FileAttributes(mode: 0o644) }
        return FileAttributes(mode: 0o640, group: group)
    }

    static func makeFolder(of path: String) throws(VaultStoreError) {
        let folder = FileSystem.folder(of: path)
        guard Host.effectiveUser == 0 else { return try Folders.make(folder, mode: 0o700) }
        if let group = Host.groupID(named: groupName) {
            try Folders.make(folder, mode: 0o750, group: group)
        } else {
            try Folders.make(folder, mode: 0o755)
        }
    }
}
