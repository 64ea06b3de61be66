import CashoutsAPI
import Sodium
import StrictJSON

/// What `put` reads, against a second opinion.
enum CredentialFuzzing {
    static func take(_ input: [UInt8]) {
        var found: [[UInt8]]?
        do {
            let triple = try CredentialInput.read(input.span)
            _ = triple.warnings
            found = CredentialField.allCases.map { triple[$0].array }
        } catch {
            let lines = input.count { $0 == 0x0a } + 1
            if let line = error.line { hold("the number is that of a line", (1...lines).contains(line)) }
        }
        guard input.count <= CredentialInput.limit else { return hold("too much is refused", found == nil) }
        hold(
            "both readers say the same",
            found == (input.first == UInt8(ascii: "{") ? fromJSON(input) : fromLines(input)))
    }

    /// By the reader of JSON that everything else uses.
    private static func fromJSON(_ input: [UInt8]) -> [[UInt8]]? {
        guard let value = try? JSONReader.read(input.span), value.members?.count == 3 else { return nil }
        return checked(
            CredentialField.allCases.map { value[$0.jsonName]?.stringValue.map { [UInt8]($0.utf8) } })
    }

    /// By splitting.
    private static func fromLines(_ input: [UInt8]) -> [[UInt8]]? {
        guard !input.starts(with: [0xef, 0xbb, 0xbf]) else { return nil }
        var values: [String: [UInt8]] = [:]
        var lines = input.split(separator: 0x0a, omittingEmptySubsequences: false).map { [UInt8]($0) }
        let last = lines.removeLast()
        lines = lines.map { $0.last == 0x0d ? $0.dropLast() : $0 } + [last]
        for line in lines where line.first != UInt8(ascii: "#") {
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
            let parts = line.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let value = parts.last.map({ [UInt8]($0) }), !isQuoted(value),
                values.updateValue(value, forKey: String(decoding: parts[0], as: UTF8.self)) == nil
            else { return nil }
        }
        guard values.count == 3 else { return nil }
        return checked(CredentialField.allCases.map { values[$0.variableName] })
    }

    private static func isQuoted(_ value: [UInt8]) -> Bool {
        value.count > 1 && value.first == value.last && (value.first == 0x22 || value.first == 0x27)
    }

    private static func checked(_ values: [[UInt8]?]) -> [[UInt8]]? {
        let values = values.compactMap { $0 }
        guard values.count == 3, values.allSatisfy({ (try? CredentialRules.check($0.span)) != nil }) else {
            return nil
        }
        return values
    }
}

extension CredentialInputError {
    /// The line that it complains about.
    fileprivate var line: Int? {
        switch self {
        case .empty, .tooLarge, .byteOrderMark, .missing: nil
        case .noEqualsSign(let line), .exportPrefix(let line), .unknownName(let line),
            .spaceAroundName(_, let line), .quoted(_, let line), .braceNotFirst(let line),
            .malformedJSON(let line), .badEscape(let line), .unknownKey(let line), .notAString(_, let line),
            .textAfterJSON(let line), .duplicate(_, let line), .value(_, let line, _):
            line
        }
    }
}
