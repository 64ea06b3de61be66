import Sodium

/// A place in a text where a secret lies.
package struct SecretMatch: Equatable, Sendable {
    /// The number that the secret was added under.
    package let secret: Int
    /// The form in which it lies there; the value itself with JSON escapes in it is `json`.
    package let encoding: SecretEncoding
    /// Where it begins, in bytes.
    package let offset: Int
    /// How many bytes it has there.
    package let length: Int
}

/// Looks for all forms of the secrets of a `SecretPatterns`.
package struct SecretMatcher: ~Copyable {
    private let search: PatternSearch
    private let labels: [SecretPatterns.Label]
    private let lengths: [Int]
    /// How many bytes the longest form has, with every character of it as `\uXXXX`.
    package let longest: Int

    /// - Parameter patterns: must not be empty. Their buffer is wiped; the tables have a copy.
    package init(_ patterns: consuming SecretPatterns) {
        search = PatternSearch(patterns.text.bytes, lengths: patterns.lengths)
        labels = patterns.labels
        lengths = patterns.lengths
        let raw = zip(patterns.labels, patterns.lengths).map { $0.encoding == .raw ? $1 : 0 }
        longest = max(search.longest, 6 * (raw.max() ?? 0))
    }

    /// Whether patterns and tables are kept out of swap.
    package var isLocked: Bool { search.isLocked }

    /// Tells of every form that begins at one of the first `starts` bytes and ends within the text, in the
    /// order of their beginnings, of two that begin together the longer first.
    package func search(_ text: Span<UInt8>, starts: Int, _ found: (SecretMatch) -> Void) {
        let parts = UnescapedText.parts(of: text, reach: longest)
        guard !parts.isEmpty else { return searchAsIs(text, starts: starts, found) }
        var matches: [SecretMatch] = []
        searchAsIs(text, starts: starts) { matches.append($0) }
        for part in parts {
            let unescaped = UnescapedText(part, of: text)
            searchAsIs(unescaped.bytes.bytes, starts: unescaped.bytes.count) { match in
                guard let place = unescaped.place(of: match.offset, length: match.length),
                    place.lowerBound < starts
                else { return }
                matches.append(
                    SecretMatch(
                        secret: match.secret, encoding: match.encoding == .raw ? .json : match.encoding,
                        offset: place.lowerBound, length: place.count))
            }
        }
        matches.sort { ($0.offset, $1.length) < ($1.offset, $0.length) }
        for match in matches { found(match) }
    }

    private func searchAsIs(_ text: Span<UInt8>, starts: Int, _ found: (SecretMatch) -> Void) {
        search.search(text, starts: starts) { pattern, start in
            let label = labels[pattern]
            found(
                SecretMatch(
                    secret: label.secret, encoding: label.encoding, offset: start, length: lengths[pattern]))
        }
    }

    /// The same in a whole text.
    package func search(_ text: Span<UInt8>, _ found: (SecretMatch) -> Void) {
        search(text, starts: text.count, found)
    }
}
