import Sodium
import SystemIO

/// Why the objects of a repository could not be read to their end.
enum GitObjectsError: Error {
    case system(Errno)
    /// It is not the stream that git-cat-file(1) describes.
    case malformed
}

/// The objects of a repository, one after the other, as `git cat-file --batch` writes them:
/// `<id> <type> <size>`, a newline, so many bytes, a newline.
struct GitObjects: ~Copyable {
    /// The line before an object's bytes.
    struct Header: Equatable {
        let id: String
        let type: String
        let size: Int
    }

    /// An id of 64 digits, a type, a size of 19 digits, two spaces and the newline are fewer.
    private static let headerLimit = 128

    var command: ChildCommand
    /// What was read beyond the bytes that were asked for. An object's bytes may hold a secret.
    private var buffer = SecretBuffer(capacity: 64 << 10)
    private var position = 0
    /// Bytes of the present object that were not handed over yet.
    private var left = 0
    /// Whether bytes were announced, behind which a newline stands.
    private var isBehindBytes = false
    /// How many objects git names but does not have, or cannot read.
    private(set) var missing = 0

    init(_ command: consuming ChildCommand) { self.command = command }

    /// The next object; nil at the end of the stream. The bytes of the one before must have been read.
    mutating func next() throws(GitObjectsError) -> Header? {
        guard left == 0 else { throw .malformed }
        if isBehindBytes {
            guard try available() > 0, buffer.bytes[position] == UInt8(ascii: "\n") else { throw .malformed }
            position += 1
            isBehindBytes = false
        }
        while try available() > 0 {
            let line = try line()
            if let header = Self.header(line) {
                left = header.size
                isBehindBytes = true
                return header
            }
            guard Self.isMissing(line) else { throw .malformed }
            missing += 1
        }
        return nil
    }

    private mutating func line() throws(GitObjectsError) -> [UInt8] {
        var line: [UInt8] = []
        while line.count < Self.headerLimit, try available() > 0 {
            let byte = buffer.bytes[position]
            position += 1
            if byte == UInt8(ascii: "\n") { return line }
            line.append(byte)
        }
        throw .malformed
    }

    /// Appends bytes of the present object; nothing once all of them were read.
    mutating func read(into output: inout OutputSpan<UInt8>) throws(GitObjectsError) {
        guard left > 0, output.freeCapacity > 0 else { return }
        if position == buffer.count, left >= output.freeCapacity {
            // No more than this object's bytes fit, so they need not be copied.
            let count = try Self.read(&command, into: &output)
            guard count > 0 else { throw .malformed }
            left -= count
            return
        }
        let count = min(left, output.freeCapacity, try available())
        guard count > 0 else { throw .malformed }
        buffer.copy(position..<position + count, to: &output)
        position += count
        left -= count
    }

    /// Reads to the end of the stream, whatever comes, and lets it go.
    mutating func skipRest() throws(Errno) {
        repeat {
            buffer.truncate(to: 0)
            position = 0
            do throws(GitObjectsError) {
                try Self.fill(&buffer, from: &command)
            } catch .system(let errno) {
                throw errno
            } catch {
                return
            }
        } while buffer.count > 0
    }

    /// How many bytes are in the buffer, after reading more where there is none; 0 at the end of the stream.
    private mutating func available() throws(GitObjectsError) -> Int {
        if position == buffer.count {
            buffer.truncate(to: 0)
            position = 0
            try Self.fill(&buffer, from: &command)
        }
        return buffer.count - position
    }

    private static func fill(
        _ buffer: inout SecretBuffer, from command: inout ChildCommand
    ) throws(GitObjectsError) {
        try buffer.append { output throws(GitObjectsError) in _ = try read(&command, into: &output) }
    }

    private static func read(
        _ command: inout ChildCommand, into output: inout OutputSpan<UInt8>
    ) throws(GitObjectsError) -> Int {
        do { return try command.read(into: &output) } catch { throw .system(error) }
    }

    /// Reads `<id> <type> <size>`; nil for any other line.
    static func header(_ line: [UInt8]) -> Header? {
        let words = words(line)
        guard words.count == 3, isID(words[0]), ["blob", "tree", "commit", "tag"].contains(words[1]),
            let size = Int(words[2]), size >= 0, words[2] == "\(size)"
        else { return nil }
        return Header(id: words[0], type: words[1], size: size)
    }

    /// Whether it is `<id> missing`.
    static func isMissing(_ line: [UInt8]) -> Bool {
        let words = words(line)
        return words.count == 2 && isID(words[0]) && words[1] == "missing"
    }

    private static func words(_ line: [UInt8]) -> [String] {
        String(decoding: line, as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
            .map(String.init)
    }

    /// Of SHA-1 or of SHA-256.
    private static func isID(_ word: String) -> Bool {
        [40, 64].contains(word.utf8.count) && Hexadecimal.decode(word) != nil
    }
}
