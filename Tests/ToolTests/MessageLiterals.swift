import Foundation

/// The string literals of our sources that become messages.
struct MessageLiterals {
    struct Literal: Hashable {
        /// File and line.
        var place: String
        /// The texts around the interpolations, without blanks at their ends.
        var texts: [String]

        var letters: Int { texts.joined().count { $0.isLetter } }
    }

    /// Where a message is made: a call, whose arguments are judged but for hints; or a body, all of whose
    /// literals are.
    private static var calls: Regex<Substring> {
        #/
        \bDiagnostic\( | \.misuse\( | \.warn\( | self\.init\(\s*\. | \b(?:warnings|doubts)\.append\(
        /#
    }
    private static var bodies: Regex<Substring> {
        #/
        (?: \bvar\ (?:message|reason|problem):\ String\?? | \bvar\ warnings:\ \[String\]
          | static\ func\ words\([^)]*\)\ ->\ String | (?:->|:|extension)\ Diagnostic )(?=\ \{)
        /#
    }

    /// Whose texts are not messages but answers that a page of their own explains: the findings of checks
    /// (d24-preflight(1), CHECKS), and what a diagnosis has found (d24-signature(1), diagnose).
    private static let answers = ["PreflightChecks/Checks/", "SignatureDiagnosis/"]

    let all: [Literal]

    init() throws {
        let folder = Stories.package.appending(path: "Sources")
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        all = try names.filter { name in
            name.hasSuffix(".swift") && !Self.answers.contains { name.hasPrefix($0) }
        }.flatMap { name in
            Self.literals(try String(contentsOf: folder.appending(path: name), encoding: .utf8), of: name)
        }
    }

    static func literals(_ source: String, of name: String) -> [Literal] {
        let scan = SwiftText(source)
        // Offsets are the same in all views: comments and literals are blank, and the rest of a source is
        // ASCII.
        let code = String(decoding: scan.code, as: UTF8.self)
        var judged = IndexSet()
        for match in code.matches(of: calls) {
            let start = match.range.lowerBound.utf16Offset(in: code)
            judged.formUnion(IndexSet(scan.block(from: start, "(", ")")))
        }
        for match in code.matches(of: bodies) {
            let start = match.range.upperBound.utf16Offset(in: code)
            judged.formUnion(IndexSet(scan.block(from: start, "{", "}")))
        }
        for match in code.matches(of: #/\bhints?:/#) {
            let start = match.range.upperBound.utf16Offset(in: code)
            judged.subtract(IndexSet(scan.argument(from: start)))
        }
        return scan.literals.filter { judged.contains($0.offset) }.map { literal in
            Literal(place: "\(name):\(scan.line(of: literal.offset))", texts: literal.texts)
        }
    }
}
