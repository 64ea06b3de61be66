import SecretScan

/// Values, texts and what is found.
enum Matches {
    /// In one piece.
    static func of(_ values: [[UInt8]], in text: [UInt8]) -> [SecretMatch] {
        var patterns = SecretPatterns()
        for (index, value) in values.enumerated() { patterns.add(value.span, as: index) }
        return of(patterns, in: text)
    }

    static func ofPair(_ user: String, _ password: String, in text: [UInt8]) -> [SecretMatch] {
        var patterns = SecretPatterns()
        patterns.addBasicHeader(user: Array(user.utf8).span, password: Array(password.utf8).span, as: 7)
        return of(patterns, in: text)
    }

    private static func of(_ patterns: consuming SecretPatterns, in text: [UInt8]) -> [SecretMatch] {
        let matcher = SecretMatcher(patterns)
        var matches: [SecretMatch] = []
        matcher.search(text.span) { matches.append($0) }
        return matches
    }

    /// With the smallest buffer that there can be, whose size is handed over too.
    static func scanning(
        _ values: [[UInt8]], _ body: (borrowing SecretMatcher, inout StreamScan, Int) -> Void
    ) {
        var patterns = SecretPatterns()
        for (index, value) in values.enumerated() { patterns.add(value.span, as: index) }
        let matcher = SecretMatcher(patterns)
        var stream = StreamScan(for: matcher, chunk: 1)
        body(matcher, &stream, 4 * (matcher.longest - 1))
    }

    /// In pieces of at most so many bytes.
    static func of(
        _ text: [UInt8], in stream: inout StreamScan, _ matcher: borrowing SecretMatcher, pieces: Int,
        limit: Int = .max
    ) -> [SecretMatch] {
        var matches: [SecretMatch] = []
        var position = 0
        _ = stream.scan(
            matcher, limit: limit,
            fill: { output in
                let count = min(pieces, output.freeCapacity, text.count - position)
                for byte in text[position..<position + count] { output.append(byte) }
                position += count
            },
            found: { matches.append($0) })
        return matches
    }
}

extension SecretMatch {
    func moved(by bytes: Int) -> MovedMatch { MovedMatch(match: self, bytes: bytes) }
}

/// A match that is expected further on in a text.
struct MovedMatch {
    let match: SecretMatch
    let bytes: Int
}

/// Whether the same was found, so much further on.
func == (matches: [SecretMatch], expected: [MovedMatch]) -> Bool {
    matches.count == expected.count
        && zip(matches, expected).allSatisfy { found, moved in
            found.secret == moved.match.secret && found.encoding == moved.match.encoding
                && found.offset == moved.match.offset + moved.bytes && found.length == moved.match.length
        }
}
