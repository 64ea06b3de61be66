/// The name of an environment: `stg`, `prod` or any other `[a-z][a-z0-9-]{0,31}`.
///
/// Names are ASCII, so the order is that of their bytes: the order in which formats and listings write them.
package struct EnvironmentName: Hashable, Comparable, Sendable {
    /// 32 bytes: a name is a word that people type.
    package static let maximumLength = 32

    /// The name as typed, 1 to 32 ASCII bytes.
    package let text: String

    /// A name, or nil where `text` is not one.
    package init?(_ text: String) {
        let bytes = text.utf8
        guard let first = bytes.first, bytes.count <= Self.maximumLength else { return nil }
        guard ASCII.isLowerCaseLetter(first) else { return nil }
        for byte in bytes.dropFirst() {
            guard ASCII.isLowerCaseLetter(byte) || ASCII.isDigit(byte) || byte == ASCII.hyphen else {
                return nil
            }
        }
        self.text = text
    }

    /// The order of the bytes.
    package static func < (a: EnvironmentName, b: EnvironmentName) -> Bool {
        a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
    }
}

/// What an environment is for.
///
/// Staging and production have different keys, configurations and whitelists at D24 and do not communicate
/// (D24's page Technical and Security Aspects, API Keys); nothing of one is ever sent to the other.
package enum EnvironmentKind: String, CaseIterable, Sendable {
    case staging
    case production
}
