/// Foreign strings made harmless for a terminal.
package enum TerminalText {
    /// The string with every character that a terminal would act on, or that cannot be seen, as `\u{1b}`.
    ///
    /// Controls (C0, DEL, C1, line ends too), format characters (direction marks, zero-width and tag
    /// characters), line and paragraph separators, private and unassigned code points.
    package static func escaped(_ untrusted: String) -> String {
        if untrusted.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return untrusted }
        var result = ""
        for scalar in untrusted.unicodeScalars {
            if isShown(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                result += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return result
    }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return (0x20...0x7E).contains(scalar.value) }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
            false
        default: true
        }
    }
}
