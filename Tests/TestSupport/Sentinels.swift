import Foundation
import Glibc

/// The secrets of a story. Each is unique, so that to find one anywhere is to know where it leaked from.
struct Sentinels {
    private(set) var values: [String: [UInt8]] = [:]
    private var needles: [(name: String, form: String, bytes: [UInt8])] = []

    /// A new value of letters and digits, which needs no escape in JSON, in a form or in a dotenv line.
    static func make(_ count: Int) -> [UInt8] {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)
        return (0..<count).map { _ in alphabet.randomElement() ?? 0x78 }
    }

    mutating func add(_ name: String, _ value: [UInt8]) {
        values[name] = value
        needles.removeAll { $0.name == name }
        needles += Self.forms(of: value).map { (name, $0.form, $0.bytes) }
    }

    /// What a leak may look like: the bytes, hex in both cases, and base64 at each of the three places where
    /// the value may begin within longer text, in both alphabets.
    static func forms(of value: [UInt8]) -> [(form: String, bytes: [UInt8])] {
        let digits = value.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        var forms = [
            (form: "as it is", bytes: value), (form: "in hex", bytes: Array(digits.utf8)),
            (form: "in hex", bytes: Array(digits.uppercased().utf8)),
        ]
        for lead in 0..<3 {
            let encoded = Data([UInt8](repeating: 0, count: lead) + value).base64EncodedString()
            // The first characters depend on what stands before, the last ones on what follows.
            let known = encoded.dropFirst(lead == 0 ? 0 : lead + 1).prefix { $0 != "=" }
            let stable = known.dropLast((lead + value.count) % 3 == 0 ? 0 : 1)
            forms.append((form: "in base64", bytes: Array(stable.utf8)))
            let other = stable.replacing("+", with: "-").replacing("/", with: "_")
            if other != stable { forms.append((form: "in base64", bytes: Array(other.utf8))) }
        }
        return forms
    }

    /// The first secret found in `bytes`, in words; nil where there is none.
    func leak(in bytes: [UInt8]) -> String? {
        needles.first { bytes.holds($0.bytes) }.map { "the secret \($0.name), \($0.form)" }
    }

    /// `text` with the name of each secret in place of the secret.
    func hidden(_ text: String) -> String {
        needles.reduce(text) { $0.replacing(String(decoding: $1.bytes, as: UTF8.self), with: "[\($1.name)]") }
    }

    /// The first leak into a regular file below `folder`, except for the paths in `allowed` (relative to it).
    func leakedFile(below folder: String, allowed: Set<String>) -> String? {
        for case let path as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
            if let found = leak(in: Array(path.utf8)) { return "the name of a file shows \(found)" }
            let isAllowed = allowed.contains { path == $0 || path.hasPrefix($0 + "/") }
            guard !isAllowed, let bytes = regularFile("\(folder)/\(path)") else { continue }
            if let found = leak(in: bytes) { return "\(path) holds \(found)" }
        }
        return nil
    }

    private func regularFile(_ path: String) -> [UInt8]? {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return FileManager.default.contents(atPath: path).map { Array($0) }
    }
}
