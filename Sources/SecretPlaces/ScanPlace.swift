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

    /// Which part of a file is meant.
    package enum Part: String, Sendable {
        case contents
        case path
        /// Where a link points.
        case target
    }

    /// A file, or a repository; `standard input`. Bytes that are not UTF-8 are shown as `\xNN`, secrets as
    /// `[secret]`.
    package let path: String
    /// Nil for a file, standard input, and what git keeps beside its objects.
    package internal(set) var object: Object?
    /// Always `.contents` of standard input and of an object.
    package internal(set) var part = Part.contents

    /// As a person reads it.
    package var words: String {
        var words = path
        if let object {
            words += ", \(object.type) \(object.id)"
            if let path = object.path { words += " (\(path))" }
        }
        return switch part {
        case .contents: words
        case .path: "\(words), in its path"
        case .target: "\(words), in the target of the link"
        }
    }
}
