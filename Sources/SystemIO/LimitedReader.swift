package import Sodium

/// Why something could not be read whole.
package enum ReadError: Error, Equatable, Sendable {
    case system(Errno)
    /// There is more than `limit` bytes.
    case tooLarge(limit: Int)
}

/// Reads things whole, but never more than was asked for: a file may grow, a pipe may never end.
package enum LimitedReader {
    /// Reads a file.
    /// - Parameter limit: bytes; one more is `.tooLarge`.
    package static func readFile(_ path: String, limit: Int) throws(ReadError) -> [UInt8] {
        let file = try open(path)
        return try read(file, limit: limit)
    }

    /// Reads a descriptor to its end.
    package static func read(
        _ descriptor: borrowing FileDescriptor, limit: Int
    ) throws(ReadError) -> [UInt8] {
        try read(raw: descriptor.rawValue, expecting: (try? descriptor.status().size) ?? 0, limit: limit)
    }

    /// Reads standard input to its end.
    package static func read(_ descriptor: StandardDescriptor, limit: Int) throws(ReadError) -> [UInt8] {
        try read(raw: descriptor.rawValue, expecting: 0, limit: limit)
    }

    /// Reads a descriptor to its end, into locked memory and nowhere else.
    package static func readSecret(
        _ descriptor: borrowing FileDescriptor, limit: Int
    ) throws(ReadError) -> SecretBytes {
        try SecretBytes(capacity: limit + 1) { (output) throws(ReadError) in
            try fill(&output, from: descriptor.rawValue)
            if output.count > limit { throw .tooLarge(limit: limit) }
        }
    }

    private static func open(_ path: String) throws(ReadError) -> FileDescriptor {
        do throws(Errno) {
            return try FileDescriptor.open(path, .read)
        } catch {
            throw .system(error)
        }
    }

    /// One byte more than the limit is asked for, because only that tells "full" from "too large".
    private static func read(raw: Int32, expecting size: Int, limit: Int) throws(ReadError) -> [UInt8] {
        var bytes: [UInt8] = []
        var room = min(max(size, 4095), limit) + 1
        while true {
            let before = bytes.count
            try bytes.append(addingCapacity: room) { (output) throws(ReadError) in
                try fill(&output, from: raw)
            }
            if bytes.count > limit { throw .tooLarge(limit: limit) }
            if bytes.count < before + room { return bytes }
            room = min(bytes.count, limit - bytes.count) + 1
        }
    }

    /// Reads until there is no room or no more.
    private static func fill(_ output: inout OutputSpan<UInt8>, from raw: Int32) throws(ReadError) {
        do throws(Errno) {
            while try readOnce(raw, into: &output) > 0 {}
        } catch {
            throw .system(error)
        }
    }
}
