import SystemIO

/// What the kernel says of this host in its files below `/proc` and `/sys`.
struct KernelFiles: Sendable {
    /// Put before each path: empty on a host, a folder with copies in tests.
    let root: String

    /// What a file says, without the end of its last line.
    /// - Throws: `.noEntry` when it is not there, `.fileTooLarge` beyond any such file's size.
    func text(_ path: String) throws(Errno) -> String {
        do throws(ReadError) {
            let bytes = try LimitedReader.readFile(root + path, limit: MountTable.sizeLimit)
            let text = String(decoding: bytes, as: UTF8.self)
            return text.hasSuffix("\n") ? String(text.dropLast()) : text
        } catch {
            switch error {
            case .system(let errno): throw errno
            case .tooLarge: throw .fileTooLarge
            }
        }
    }

    /// The same, and nil when the file is not there.
    func textIfPresent(_ path: String) throws(Errno) -> String? {
        do throws(Errno) { return try text(path) } catch .noEntry { return nil }
    }

    /// The same as a value, for facts.
    func reading(_ path: String) -> Result<String, Errno> {
        do throws(Errno) { return .success(try text(path)) } catch { return .failure(error) }
    }
}
