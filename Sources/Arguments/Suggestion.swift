/// "Did you mean": the known word that is nearest to a typed one.
package enum Suggestion {
    /// The candidate within a third of its length (at least one edit), or the only one that the word begins.
    /// Of two that are as near, the one that it begins.
    package static func nearest(to word: String, among candidates: [String]) -> String? {
        guard word.utf8.count <= 64 else { return nil }
        let scored = candidates.map { candidate in
            let rank = candidate.hasPrefix(word) ? 0 : 1
            return (distance: distance(word, candidate), rank: rank, candidate: candidate)
        }
        if let best = scored.min(by: { ($0.distance, $0.rank) < ($1.distance, $1.rank) }),
            best.distance <= max(1, best.candidate.utf8.count / 3)
        {
            return best.candidate
        }
        let begun = candidates.filter { $0.hasPrefix(word) }
        return begun.count == 1 && !word.isEmpty ? begun[0] : nil
    }

    /// Damerau–Levenshtein distance in bytes (optimal string alignment): insertions, deletions, replacements
    /// and swaps of neighbours.
    static func distance(_ a: String, _ b: String) -> Int {
        let a = Array(a.utf8)
        let b = Array(b.utf8)
        var beforePrevious: [Int] = []
        var previous = Array(0...b.count)
        for i in a.indices {
            var current = [i + 1]
            for j in b.indices {
                var best = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    best = min(best, beforePrevious[j - 1] + 1)
                }
                current.append(best)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[b.count]
    }
}
