package import Sodium
internal import SystemIO
package import VaultFormat

/// Identities on disk.
package enum IdentityStore {
    /// Reads an identity file with its permissions checked. Throws `missing`, `unsafe`, `format`, `system`.
    package static func read(
        _ path: String, credentialsDirectory: String?
    ) throws(VaultStoreError) -> IdentityFile {
        let text = try readSecret(
            path, as: .identity, limit: IdentityFile.sizeLimit, credentialsDirectory: credentialsDirectory)
        return try parse(text.bytes, path: path)
    }

    /// Reads an identity from a descriptor that the caller was given, and closes it.
    package static func read(descriptor: Int32) throws(VaultStoreError) -> IdentityFile {
        let name = "descriptor \(descriptor)"
        let text = try readSecret(descriptor: descriptor, as: .identity, limit: IdentityFile.sizeLimit)
        return try parse(text.bytes, path: name)
    }

    /// Reads any small secret file. Throws `missing`, `unsafe`, `system`.
    package static func readSecret(
        _ path: String, as role: FileRole, limit: Int, credentialsDirectory: String?
    ) throws(VaultStoreError) -> SecretBytes {
        let file = try CheckedFile.open(path, as: role, credentialsDirectory: credentialsDirectory)
        do throws(ReadError) { return try LimitedReader.readSecret(file, limit: limit) } catch {
            throw VaultStoreError(error, role, path: path)
        }
    }

    /// Reads any small secret from a descriptor that the caller was given, and closes it.
    package static func readSecret(
        descriptor: Int32, as role: FileRole, limit: Int
    ) throws(VaultStoreError) -> SecretBytes {
        let path = "descriptor \(descriptor)"
        let file = try adopt(descriptor, path)
        do throws(ReadError) { return try LimitedReader.readSecret(file, limit: limit) } catch {
            throw VaultStoreError(error, role, path: path)
        }
    }

    /// Makes a new identity where none is, durably, with mode 0600; it is read back before it gets its name.
    ///
    /// - Parameter comment: goes into the first line, less what would end it.
    /// Throws `exists`, `unsafe`, `system`, `busy`, `afterReplacement`, `readBackFailed`.
    package static func create(_ path: String, comment: String) throws(VaultStoreError) -> Identity {
        try Folders.make(FileSystem.folder(of: path), mode: Host.effectiveUser == 0 ? 0o755 : 0o700)
        let lock = try DurableWrite.lock("\(path).lock", of: path, as: .identity, waiting: nil)
        guard !VaultPaths.fileExists(path) else { throw .exists(.identity, path: path) }
        let identity = try generate(path)
        let text = try text(of: identity, comment: comment, path: path)
        let wanted = identity.recipient
        try DurableWrite.replace(
            path, with: text.bytes, as: .identity, temporary: "\(path).new",
            attributes: FileAttributes(mode: 0o600)
        ) { temporary throws(VaultStoreError) in
            let file = try read(temporary, credentialsDirectory: nil)
            guard file.identity.recipient == wanted, file.pinned == nil else {
                throw .readBackFailed(path: path)
            }
        }
        lock.release()
        return identity
    }

    private static func generate(_ path: String) throws(VaultStoreError) -> Identity {
        do { return try Identity.generate() } catch { throw .format(.defect, .identity, path: path) }
    }

    private static func text(
        of identity: borrowing Identity, comment: String, path: String
    ) throws(VaultStoreError) -> SecretBytes {
        let line = try line(of: identity, path: path)
        // The comment names a host, and a host's name is not ours to choose: a newline in it would begin a
        // line that says which vault to trust.
        let comment = String(decoding: comment.utf8.filter { $0 >= 0x20 && $0 != 0x7f }, as: UTF8.self)
        let head = [UInt8]("# \(comment)\n# recipient: \(identity.recipient.text)\n".utf8)
        return SecretBytes(capacity: head.count + line.count + 1) { output in
            for byte in head { output.append(byte) }
            for index in line.bytes.indices { output.append(line.bytes[index]) }
            output.append(UInt8(ascii: "\n"))
        }
    }

    private static func line(
        of identity: borrowing Identity, path: String
    ) throws(VaultStoreError) -> SecretBytes {
        do { return try identity.line() } catch { throw .format(.defect, .identity, path: path) }
    }

    private static func parse(_ text: Span<UInt8>, path: String) throws(VaultStoreError) -> IdentityFile {
        do { return try IdentityFile(text) } catch { throw .format(error, .identity, path: path) }
    }

    private static func adopt(_ raw: Int32, _ path: String) throws(VaultStoreError) -> FileDescriptor {
        do { return try FileDescriptor.adoptInherited(raw) } catch {
            throw .system(error, doing: "read", path: path)
        }
    }
}
