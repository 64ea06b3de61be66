import Foundation

/// A vault, how to open it, and what must come of it.
///
/// The file is a header of lines `name: value`, an empty line, and the vault;
/// Tests/VaultFormatTests/Vectors/README tells which lines there are.
package struct VaultVector: Sendable {
    package let name: String
    /// `opened`, or the kind of a refusal.
    package let kind: String
    /// The check that refuses; empty for `opened`.
    package let check: String
    /// The exit status that all tools have for it.
    package let status: Int32
    /// The vault.
    package let bytes: [UInt8]
    private let fields: [String: [String]]

    /// The names of the vectors that the other implementation made.
    package static let made = names(in: "made")

    /// The names of those that the tools wrote, which every later version must open.
    package static let golden = names(in: "golden")

    /// One for each way in which a vault is refused, and one that opens: where each of hundreds takes too
    /// long.
    package static let oneOfEachKind: [String] = {
        var found: [String: String] = [:]
        for name in made { found[(try? VaultVector(name).expectation) ?? "unreadable"] = name }
        return found.values.sorted()
    }()

    /// Where they are: read where they lie, so that a new one needs no build.
    package static let folder = tests + "/VaultFormatTests/Vectors"

    /// The folder of all tests.
    package static let tests = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().path

    private static func names(in subfolder: String) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(subfolder)")) ?? []
        let vectors = files.filter { $0.hasSuffix(".vector") }.sorted()
        return vectors.map { "\(subfolder)/\($0.dropLast(".vector".count))" }
    }

    /// Where a vector is.
    package static func path(of name: String) -> String { "\(folder)/\(name).vector" }

    /// Reads one. Throws a `VectorProblem` for a file that is none.
    package init(_ name: String) throws {
        let file = [UInt8](try Data(contentsOf: URL(filePath: Self.path(of: name))))
        guard let end = file.firstRange(of: "\n\n".utf8) else { throw VectorProblem(name) }
        var fields: [String: [String]] = [:]
        for line in String(decoding: file[..<end.lowerBound], as: UTF8.self).split(separator: "\n") {
            guard let colon = line.firstRange(of: ": ") else { throw VectorProblem(name) }
            fields[String(line[..<colon.lowerBound]), default: []].append(String(line[colon.upperBound...]))
        }
        let expected = fields["expect"]?.first?.split(separator: " ").map { String($0) } ?? []
        guard let kind = expected.first, expected.count == (kind == "opened" ? 1 : 2),
            let status = fields["status"]?.first.flatMap({ Int32($0) })
        else { throw VectorProblem(name) }
        self.name = name
        self.kind = kind
        check = expected.dropFirst().first ?? ""
        self.status = status
        self.fields = fields
        let zeros = fields["zeros"]?.first.flatMap { Int($0) } ?? 0
        bytes = file[end.upperBound...] + [UInt8](repeating: 0, count: zeros)
    }

    /// What is wrong with a file that should be a vector: its name.
    package struct VectorProblem: Error {
        let name: String
        init(_ name: String) { self.name = name }
    }
}

/// What the header says.
extension VaultVector {
    /// What must come of it, in the header's words.
    package var expectation: String { check.isEmpty ? kind : "\(kind) \(check)" }

    /// The identity's file, unless a phrase opens the vault.
    package var identityFile: [UInt8]? { fields["identity"].map { [UInt8](Self.text($0).utf8) } }

    /// The unlock phrase.
    package var phrase: [UInt8]? { fields["phrase"]?.first.map { [UInt8]($0.utf8) } }

    /// The pin, as it is on a disk.
    package var pin: [UInt8] { [UInt8](Self.text(fields["pin"] ?? []).utf8) }

    /// The environments to open, one after the other.
    package var open: [String] { fields["open"] ?? [] }

    /// Id and role of the slot that opened the vault.
    package var slot: String? { fields["slot"]?.first }

    /// The metadata as JSON.
    package var metadata: [UInt8]? { fields["metadata"]?.first.map { [UInt8]($0.utf8) } }

    /// The secrets of one of these environments: `VERSION STATE FIELD HASH` of each, with the BLAKE2b-256.
    package func secrets(of environment: String) -> [String] {
        let prefix = environment + " "
        let lines = (fields["secret"] ?? []).filter { $0.hasPrefix(prefix) }
        return lines.map { String($0.dropFirst(prefix.count)) }
    }

    private static func text(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }
}
