import Foundation
import TestSupport

/// An error or a warning of a tool of ours as it was printed, without the tool's name, or an answer that is
/// no.
struct Message: Hashable, Sendable {
    enum Kind: String { case error, warning, answer }

    var kind: Kind
    var text: String

    /// The messages in what a command printed: lines `TOOL: error: …` of standard error, the members that
    /// JSON has for them in either stream, and what a signature, a notification or a report is refused with.
    static func all(in result: RunResult) -> [Message] {
        let lines = result.errorText.split(separator: "\n")
        return lines.compactMap(line) + lines.flatMap { json(Array($0.utf8)) } + json(result.output)
            + result.outputText.split(separator: "\n").compactMap(answer)
    }

    private static func answer(_ line: Substring) -> Message? {
        // The first two say how it was refused; the words behind them say why.
        if let match = line.wholeMatch(of: #/(?:malformed|not authentic): (.*)/#) {
            return Message(kind: .answer, text: String(match.1))
        }
        let isRefusal = line.firstMatch(of: #/^(?:refused|invalid|error): /#) != nil
        return isRefusal ? Message(kind: .answer, text: String(line)) : nil
    }

    private static func line(_ line: Substring) -> Message? {
        guard let match = line.wholeMatch(of: #/d24-[a-z]+: (error|warning): (.*)/#) else { return nil }
        return Kind(rawValue: String(match.1)).map { Message(kind: $0, text: String(match.2)) }
    }

    private static func json(_ bytes: [UInt8]) -> [Message] {
        guard bytes.first == UInt8(ascii: "{"),
            let document = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        else { return [] }
        let error = (document["error"] as? [String: Any])?["message"] as? String
        let warnings = document["warnings"] as? [String] ?? []
        return (error.map { [Message(kind: .error, text: $0)] } ?? [])
            + warnings.map { Message(kind: .warning, text: $0) }
    }
}
