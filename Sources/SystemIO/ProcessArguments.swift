/// One word of the command line.
package struct ProcessArgument: Sendable, Equatable {
    /// The bytes as they were given.
    package let bytes: [UInt8]

    /// A word from elsewhere than the command line, without its final NUL; for tests too.
    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The word as text, or nil when it is not UTF-8.
    package var text: String? { String(validating: bytes, as: UTF8.self) }
}

/// The command line as the kernel handed it over.
package enum ProcessArguments {
    /// The words after the program's own name.
    ///
    /// `CommandLine.arguments` puts U+FFFD where a word is not UTF-8, so that a file's name or a child's
    /// argument would silently become another one.
    package static func read() -> [ProcessArgument] {
        let list = unsafe CommandLine.unsafeArgv
        return (1..<max(1, Int(CommandLine.argc))).compactMap { index in
            guard let word = unsafe list[index] else { return nil }
            return unsafe argument(word)
        }
    }

    /// The name that we were started under, the word before the others; nil when there is none.
    package static var name: ProcessArgument? {
        guard CommandLine.argc > 0, let word = unsafe CommandLine.unsafeArgv[0] else { return nil }
        return unsafe argument(word)
    }

    private static func argument(_ word: UnsafePointer<CChar>) -> ProcessArgument {
        let bytes = unsafe UnsafeBufferPointer(start: word, count: byteCount(of: word))
        return unsafe ProcessArgument(bytes: bytes.map { UInt8(bitPattern: $0) })
    }

    private static func byteCount(of word: UnsafePointer<CChar>) -> Int {
        var count = 0
        while unsafe word[count] != 0 { count += 1 }
        return count
    }
}
