/// Where something was looked at.
package struct ScanPlace: Sendable, Equatable {
    /// An object of a git repository.
    package struct Object: Sendable, Equatable {
        /// `blob`, `tree`, `commit` or `tag`.
        package let type: String
        /// Its name: 40 or 64 hexadecimal digits.
        package let id: String
        /// A path that it had in the history, where git tells one.
        package internal(set) var path: String?
    }

    /// A file, or a repository; `standard input`. Bytes that are not UTF-8 are shown as `\xNN`, secrets as `[secret]`.
    package let path: String
    package internal(set) var object: Object?
    /// Whether the name is meant and not what is in the file.
    package internal(set) var isName = false

    /// As a person reads it.
    package var words: String {
        var words = path
        if let object {
            words += ", \(object.type) \(object.id)"
            if let path = object.path { words += " (\(path))" }
        }
        return isName ? "\(words), in its name" : words
    }
}
