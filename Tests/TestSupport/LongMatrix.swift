import Foundation

/// How much of a long matrix of cases a run goes through: a tenth, another one each time, or all of them with
/// `PROVE=whole` in the environment. A failure shows the seed, and `PROVE_SEED` takes it.
package enum LongMatrix {
    package static let isWhole = ProcessInfo.processInfo.environment["PROVE"] == "whole"

    package static let seed =
        ProcessInfo.processInfo.environment["PROVE_SEED"].flatMap { UInt64($0) }
        ?? UInt64.random(in: 0..<1 << 32)

    /// What repeats this run's share, for the text of a failure.
    package static var repetition: String { isWhole ? "PROVE=whole" : "PROVE_SEED=\(seed)" }

    /// The cases to go through, in their order.
    ///
    /// - Parameter name: of the matrix; each has a share of its own.
    package static func share<Case>(_ name: String, of cases: some Sequence<Case>) -> [Case] {
        guard !isWhole else { return Array(cases) }
        var generator = generator(name)
        return cases.filter { _ in generator.next() % 10 == 0 }
    }

    /// How many random cases to make.
    package static func count(of whole: Int) -> Int { isWhole ? whole : whole / 10 }

    /// Numbers that this run's seed gives.
    package static func generator(_ name: String) -> SeededGenerator {
        SeededGenerator(seed: name.utf8.reduce(seed) { ($0 &* 0x100_0000_01b3) ^ UInt64($1) })
    }
}
