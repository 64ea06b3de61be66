import CashoutsAPI
import Sodium
import SystemIO
import ToolSupport
import VaultStore

/// A new folder with one request in it, for curl: there whole or not at all.
struct RequestFolder {
    static let bodyName = "body.json"
    static let headersName = "headers"
    static let configurationName = "curl.conf"

    /// Absolute and without links, since the files name one another.
    let path: String

    /// - Throws: a diagnostic of status `.usage` for a path that cannot be one, `.conflict` where something
    ///   is there already, `.unsafePermissions` where others could put another folder in its place,
    ///   `.inputOutput`.
    init(_ operand: String) throws(Diagnostic) {
        var trimmed = operand[...]
        while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed = trimmed.dropLast() }
        let name = trimmed.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? ""
        guard !["", ".", ".."].contains(name), operand != "-" else {
            throw .misuse("FOLDER is not the name of a new folder")
        }
        do throws(Errno) {
            let parent = try FileSystem.canonicalPath(FileSystem.folder(of: String(trimmed)))
            path = parent == "/" ? "/\(name)" : "\(parent)/\(name)"
        } catch { throw Self.diagnostic(error, operand) }
        // curl's configuration has no escape for most of them, and a line end would begin another option.
        guard path.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
            throw .misuse(
                "the path of FOLDER has a control character in it", hint: "make it in another folder")
        }
        do throws(Errno) {
            do throws(Errno) {
                _ = try FileStatus.of(path, followingLinks: false)
                throw .exists
            } catch .noEntry {}
        } catch { throw Self.diagnostic(error, operand) }
        // As it was given: a link on the way is another's to point elsewhere where its folder is.
        do { try PermissionRules.check(folderForSecret: FileSystem.folder(of: String(trimmed))) } catch {
            throw Diagnostic(error)
        }
    }

    /// The absolute path of one of the files.
    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes body, headers and configuration into a folder beside it, 0700 with files of 0600, and gives
    /// that its name. What was written is removed when a later step fails.
    func write(_ query: borrowing StatusQuery, to baseURL: BaseURL) throws(Diagnostic) {
        let draft = "\(path).new-\(Hexadecimal.encode(RandomBytes.make(8).span))"
        do throws(Errno) {
            try FileSystem.makeDirectory(draft, mode: 0o700)
            do throws(Errno) {
                try Self.write(query.body.bytes, to: "\(draft)/\(Self.bodyName)")
                let headers = Self.headers(of: query)
                try Self.write(headers.bytes, to: "\(draft)/\(Self.headersName)")
                try Self.write(
                    Array(configuration(baseURL).utf8).span, to: "\(draft)/\(Self.configurationName)")
                try FileSystem.rename(draft, toNew: path)
            } catch {
                Self.remove(draft)
                throw error
            }
        } catch { throw Self.diagnostic(error, path) }
    }

    private static func write(_ bytes: Span<UInt8>, to path: String) throws(Errno) {
        let file = try FileDescriptor.open(path, [.write, .create, .exclusive, .noFollow])
        try file.setMode(0o600)
        try file.writeAll(bytes)
        try file.close()
    }

    private static func remove(_ draft: String) {
        for name in [bodyName, headersName, configurationName] {
            _ = try? FileSystem.unlinkIfPresent("\(draft)/\(name)")
        }
        try? FileSystem.removeDirectory(draft)
    }

    /// A line for each header, in guarded memory: `Authorization` is a secret.
    private static func headers(of query: borrowing StatusQuery) -> SecretBytes {
        let lines = StatusQuery.headers(
            signature: query.signature.text, userAgent: "d24-tools/\(Tool.version)"
        ).map { "\($0.name): \($0.value)\n" }.joined()
        let name = "\(BasicAuthorization.headerName): "
        switch query.authorization {
        case .none: return SecretBytes(copying: Array(lines.utf8).span)
        case .some(let value):
            let count = lines.utf8.count + name.utf8.count + value.count + 1
            return SecretBytes(capacity: count) { output in
                for byte in lines.utf8 { output.append(byte) }
                for byte in name.utf8 { output.append(byte) }
                let bytes = value.bytes
                for index in bytes.indices { output.append(bytes[index]) }
                output.append(UInt8(ascii: "\n"))
            }
        }
    }

    /// What curl reads with `--config`: https alone, no redirects, and the bytes of the body as they are.
    private func configuration(_ baseURL: BaseURL) -> String {
        """
        # One signed status query of the D24 Cashouts API: curl -q --config THIS-FILE
        url = \(Self.quoted(baseURL.text + StatusQuery.path))
        globoff
        proto = "=https"
        request = \(Self.quoted(StatusQuery.method))
        header = \(Self.quoted("@" + file(Self.headersName)))
        data-binary = \(Self.quoted("@" + file(Self.bodyName)))

        """
    }

    /// A value as curl's configuration takes it: within quotation marks, `\` and `"` escaped.
    private static func quoted(_ value: String) -> String {
        var text = "\""
        for character in value.unicodeScalars {
            if character == "\"" || character == "\\" { text += "\\" }
            text.unicodeScalars.append(character)
        }
        return text + "\""
    }

    private static func diagnostic(_ error: Errno, _ path: String) -> Diagnostic {
        switch error {
        case .noEntry: Diagnostic(.notFound, "there is no folder for \(path)")
        case .exists:
            Diagnostic(.conflict, "there is something at \(path) already", hint: "name a new folder")
        case _: Diagnostic(.inputOutput, "cannot write \(path): \(error)")
        }
    }
}
