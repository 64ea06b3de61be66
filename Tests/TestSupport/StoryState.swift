import Foundation

/// Something wrong on the present line of a story; `StoryRunner` adds file and line.
struct StoryProblem: Error {
    let message: String
}

/// Everything that a story has set up so far and that its last command left behind.
struct StoryState {
    /// The story's folder, in which its commands start.
    let folder: String
    var variables: [String: String]
    var environment: [String: String]
    var sentinels = Sentinels()
    /// Paths in the folder where a secret may be.
    var allowed: Set<String> = []
    var mask: String?
    /// Seconds that a command may take.
    var limit = 10.0
    var objection: StoryObjection?

    /// What the next command gets; gone after it.
    var input = StandardInput.nothing
    var terminal: TerminalUse?

    var last: RunResult?
    var background: [String: BackgroundProgram] = [:]

    /// - Parameters:
    ///   - tools: folders to search before the system's.
    ///   - helpers: folders to search after them, for a script can have the name of a program of the system.
    init(folder: String, tools: [String], helpers: [String] = []) {
        self.folder = folder
        let system = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]
        variables = ["WORK": folder, "HOME": "\(folder)/home"]
        environment = [
            "PATH": (tools + system + helpers).joined(separator: ":"), "HOME": "\(folder)/home",
            "TMPDIR": "\(folder)/tmp",
        ]
    }

    // MARK: words

    /// A word for a command line, a path or the environment, where a secret may never stand.
    func plain(_ word: StoryWord) throws(StoryProblem) -> String {
        var text = ""
        for piece in word.pieces {
            switch piece {
            case .text(let more): text += more
            case .variable(let name):
                guard sentinels.values[name] == nil else {
                    throw StoryProblem(
                        message:
                            "$\(name) is a secret: it may stand in fixtures, in stdin and in what is typed")
                }
                text += try value(name)
            }
        }
        return text
    }

    func plain(_ words: some Sequence<StoryWord>) throws(StoryProblem) -> [String] {
        var texts: [String] = []
        for word in words { texts.append(try plain(word)) }
        return texts
    }

    /// A word for a fixture, for standard input or to be typed.
    func secret(_ word: StoryWord) throws(StoryProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        for piece in word.pieces {
            switch piece {
            case .text(let more): bytes += more.utf8
            case .variable(let name):
                if let value = sentinels.values[name] {
                    bytes += value
                } else {
                    bytes += try value(name).utf8
                }
            }
        }
        return bytes
    }

    /// A regular expression, in which the value of a variable stands for itself.
    func pattern(_ word: StoryWord) throws(StoryProblem) -> Regex<AnyRegexOutput> {
        var text = ""
        for piece in word.pieces {
            switch piece {
            case .text(let more): text += more
            case .variable:
                for character in try plain(StoryWord(pieces: [piece])) {
                    text += character.isLetter || character.isNumber ? "\(character)" : "\\\(character)"
                }
            }
        }
        guard let regex = try? Regex(text) else {
            throw StoryProblem(message: "not a regular expression: \(text)")
        }
        return regex.anchorsMatchLineEndings().matchingSemantics(.unicodeScalar)
    }

    func names(_ word: StoryWord) -> Bool {
        word.pieces.contains {
            if case .variable(let name) = $0 { sentinels.values[name] != nil } else { false }
        }
    }

    private func value(_ name: String) throws(StoryProblem) -> String {
        guard let value = variables[name] else { throw StoryProblem(message: "$\(name) was not set") }
        return value
    }

    // MARK: paths and outputs

    /// The absolute path of a word.
    func path(_ word: StoryWord) throws(StoryProblem) -> String {
        let text = try plain(word)
        return text.hasPrefix("/") ? text : "\(folder)/\(text)"
    }

    /// A path as `allowed` holds it: below the story's folder, without `./`.
    func pathInside(_ word: StoryWord) throws(StoryProblem) -> String {
        var text = try plain(word)
        if text.hasPrefix(folder + "/") { text = String(text.dropFirst(folder.count + 1)) }
        let parts = text.split(separator: "/").filter { $0 != "." }
        guard !text.hasPrefix("/"), !parts.isEmpty, !parts.contains("..") else {
            throw StoryProblem(message: "the path is not in the story's folder")
        }
        return parts.joined(separator: "/")
    }

    /// `stdout`, `stderr`, `ttyout` of the last command, what a background program printed, or a file.
    func bytes(of source: StoryWord) throws(StoryProblem) -> [UInt8] {
        let name = try plain(source)
        let stream: KeyPath<RunResult, [UInt8]>? =
            switch name {
            case "stdout": \.output
            case "stderr": \.errors
            case "ttyout": \.terminal
            default: nil
            }
        if let stream {
            guard let last else { throw StoryProblem(message: "no command has run yet") }
            return last[keyPath: stream]
        }
        let file = background[name]?.outputPath ?? (name.hasPrefix("/") ? name : "\(folder)/\(name)")
        guard let data = FileManager.default.contents(atPath: file) else {
            throw StoryProblem(message: "\(name) cannot be read")
        }
        return Array(data)
    }

    /// The absolute path of a program as a shell would find it.
    func program(_ name: String) throws(StoryProblem) -> String {
        if name.contains("/") { return name.hasPrefix("/") ? name : "\(folder)/\(name)" }
        for folder in (environment["PATH"] ?? "").split(separator: ":") {
            let path = "\(folder)/\(name)"
            var isFolder: ObjCBool = false
            let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            if exists && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: path) {
                return path
            }
        }
        throw StoryProblem(message: "there is no program \(name) in PATH")
    }

    func checkObjection(_ result: RunResult) throws(StoryProblem) {
        if let what = objection?(result) { throw StoryProblem(message: what) }
    }

    // MARK: secrets

    /// Throws where a secret shows in `places` or in a file of the folder.
    func checkLeaks(_ places: [(name: String, bytes: [UInt8])]) throws(StoryProblem) {
        for place in places {
            if let found = sentinels.leak(in: place.bytes) {
                throw StoryProblem(message: "\(place.name) shows \(found)")
            }
        }
        if let found = sentinels.leakedFile(below: folder, allowed: allowed) {
            throw StoryProblem(message: found)
        }
    }
}
