import SystemIO

/// The disk that the vault is written to.
struct VaultDisk: Sendable {
    /// The folder of the vault.
    var folder: String
    /// Bytes; 0 where there is none yet.
    var vaultSize = 0
    /// Whether systemd hands the vault over as a credential, which nobody writes.
    var isCredential = false
    var room: Result<FileSystemRoom, Errno>

    init(folder: String, room: Result<FileSystemRoom, Errno>) {
        self.folder = folder
        self.room = room
    }

    init(_ places: HostPlaces) {
        let folder = FileSystem.folder(of: places.vault)
        self.init(folder: folder, room: Result { () throws(Errno) in try FileSystem.room(folder) })
        vaultSize = (try? FileStatus.of(places.vault).size) ?? 0
        isCredential = folder == places.credentialsDirectory
    }
}
