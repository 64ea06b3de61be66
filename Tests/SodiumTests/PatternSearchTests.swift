import Sodium
import TestSupport
import Testing

struct PatternSearchTests {
    private struct Hit: Equatable {
        let start: Int
        let pattern: Int
    }

    private static func search(_ patterns: [[UInt8]], _ text: [UInt8], starts: Int) -> [Hit] {
        let bytes = patterns.flatMap { $0 }
        let search = PatternSearch(bytes.span, lengths: patterns.map(\.count))
        var hits: [Hit] = []
        search.search(text.span, starts: starts) { hits.append(Hit(start: $1, pattern: $0)) }
        return hits
    }

    /// Every pattern at every place, in the order that is promised.
    private static func naive(_ patterns: [[UInt8]], _ text: [UInt8], starts: Int) -> [Hit] {
        var hits: [Hit] = []
        for start in 0..<min(starts, text.count) {
            let found = patterns.indices.filter { text[start...].starts(with: patterns[$0]) }
            hits += found.sorted { (-patterns[$0].count, $0) < (-patterns[$1].count, $1) }
                .map { Hit(start: start, pattern: $0) }
        }
        return hits
    }

    private static func word(
        _ count: Int, _ letters: UInt8, _ generator: inout SeededGenerator
    ) -> [UInt8] {
        (0..<count).map { _ in 0x61 + UInt8.random(in: 0..<letters, using: &generator) }
    }

    @Test("finds what a search byte by byte finds, in thousands of random texts", arguments: 0..<8)
    func random(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        var count = 0
        for _ in 0..<400 {
            // Few letters make patterns that overlap, begin alike and lie in one another.
            let letters = UInt8.random(in: 1...4, using: &generator)
            let patterns = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
                Self.word(Int.random(in: 4...24, using: &generator), letters, &generator)
            }
            var text = Self.word(Int.random(in: 0...120, using: &generator), letters, &generator)
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                let place = Int.random(in: 0...text.count, using: &generator)
                text.insert(
                    contentsOf: patterns[Int.random(in: 0..<patterns.count, using: &generator)], at: place)
            }
            let starts = Int.random(in: 0...text.count, using: &generator)
            let expected = Self.naive(patterns, text, starts: starts)
            count += expected.count
            #expect(Self.search(patterns, text, starts: starts) == expected)
        }
        #expect(count > 1000)
    }

    @Test("finds every one of many patterns of any bytes, at both ends of a text and between")
    func many() {
        var generator = SeededGenerator(seed: 5)
        let patterns = (0..<60_000).map { _ in generator.bytes(Int.random(in: 12...40, using: &generator)) }
        let chosen = (0..<2000).map { _ in Int.random(in: 0..<patterns.count, using: &generator) }
        var text: [UInt8] = []
        var expected: [Hit] = []
        for pattern in chosen {
            expected.append(Hit(start: text.count, pattern: pattern))
            text += patterns[pattern] + generator.bytes(pattern % 3)
        }
        text.removeLast((chosen.last ?? 0) % 3)
        #expect(Self.search(patterns, text, starts: text.count) == expected)
    }

    @Test("finds patterns longer than a move of the window can be")
    func long() {
        var generator = SeededGenerator(seed: 6)
        let patterns = [generator.bytes(300), generator.bytes(5000), generator.bytes(300)]
        let text = generator.bytes(999) + patterns[1] + generator.bytes(300) + patterns[2] + patterns[0]
        let expected = [
            Hit(start: 999, pattern: 1), Hit(start: 6299, pattern: 2), Hit(start: 6599, pattern: 0),
        ]
        #expect(Self.search(patterns, text, starts: text.count) == expected)
    }

    @Test("tells of equal patterns each")
    func equal() {
        let pattern = Array("the same twice".utf8)
        let expected = [Hit(start: 0, pattern: 0), Hit(start: 0, pattern: 1)]
        #expect(Self.search([pattern, pattern], pattern, starts: 1) == expected)
        #expect(Self.search([pattern, pattern], pattern, starts: 0) == [])
    }

    @Test("reads no byte beyond the text, which a guard page would punish")
    func bounds() {
        let pattern = Array("0123456789ab".utf8)
        let search = PatternSearch(pattern.span, lengths: [12])
        for count in 0...40 {
            #expect(Self.hits(search, pattern, count: count) == count / 12)
        }
    }

    /// In a text that ends at the border of a page behind which nothing may be read.
    private static func hits(_ search: borrowing PatternSearch, _ pattern: [UInt8], count: Int) -> Int {
        let text = SecretBytes(capacity: count) { output in
            for index in 0..<count { output.append(pattern[index % 12]) }
        }
        var hits = 0
        search.search(text.bytes, starts: count) { _, _ in hits += 1 }
        return hits
    }
}
