import Glibc

/// The names in a folder, as bytes and in their order, with what the folder itself tells of each.
///
/// They lie one behind the other: an array for each would take four times the memory in a folder of a
/// million.
package struct FolderNames: Sendable {
    /// What a name stands for, where the filesystem tells it along with the name.
    package enum Kind: Sendable {
        case regular
        case directory
        case symbolicLink
        /// A pipe, a socket or a device.
        case special
        case unknown
    }

    private struct Entry {
        let start: Int
        let count: Int
        let kind: Kind
    }

    private var bytes: [UInt8] = []
    private var entries: [Entry] = []

    /// How many there are, without `.` and `..`.
    package var count: Int { entries.count }

    /// The name at a place, and what it stands for.
    package subscript(index: Int) -> (name: [UInt8], kind: Kind) {
        let entry = entries[index]
        return (Array(bytes[entry.start..<entry.start + entry.count]), entry.kind)
    }

    /// Reads a folder. Wraps `fdopendir` and `readdir`.
    package init(of folder: borrowing FileDescriptor) throws(Errno) {
        // The stream closes its descriptor, so it gets one of its own.
        let own = try folder.open(name: [UInt8(ascii: ".")], [.read, .directory])
        guard let stream = unsafe fdopendir(own.rawValue) else { throw .last }
        _ = own.release()
        defer { unsafe closedir(stream) }
        while true {
            // readdir tells the end from a failure by errno alone.
            errno = 0
            guard let entry = unsafe readdir(stream) else {
                if errno != 0 { throw .last }
                break
            }
            // The name's field is declared with 256 bytes, but only as many as it has are there to be read.
            let start = unsafe UnsafeRawPointer(entry) + (MemoryLayout.offset(of: \dirent.d_name) ?? 0)
            let name = unsafe UnsafeRawBufferPointer(
                start: start, count: strlen(start.assumingMemoryBound(to: CChar.self)))
            append(unsafe Array(name), unsafe Self.kind(entry.pointee.d_type))
        }
        let all = bytes
        entries.sort { a, b in
            all[a.start..<a.start + a.count].lexicographicallyPrecedes(all[b.start..<b.start + b.count])
        }
    }

    private mutating func append(_ name: [UInt8], _ kind: Kind) {
        if name == [UInt8(ascii: ".")] || name == Array("..".utf8) { return }
        entries.append(Entry(start: bytes.count, count: name.count, kind: kind))
        bytes += name
    }

    /// readdir(3): DT_REG and the like, which are macros of an enumeration that Swift does not see.
    private static func kind(_ type: UInt8) -> Kind {
        switch type {
        case 8: .regular
        case 4: .directory
        case 10: .symbolicLink
        case 1, 2, 6, 12: .special
        default: .unknown
        }
    }
}
