import Arguments

/// Which checks a run makes.
package struct Selection: Sendable {
    /// Why those that are not made are left out, by id.
    private let leftOut: [String: String]
    /// What was asked for, as it was typed: ids and patterns. Both are empty where nobody chose.
    package let only: [String]
    /// Of what is left out, the same; it wins over `only`, and over what others rest on.
    package let skip: [String]
    /// The checks that `only` names, without those that they rest on.
    private let named: Set<String>

    /// Makes all of them.
    package static let everything = Selection()

    private init() { (leftOut, only, skip, named) = ([:], [], [], []) }

    /// - Parameters:
    ///   - only: ids or patterns; nothing but these is made, and what they rest on, without which they would
    ///     mean nothing. Empty for all of the profile.
    ///   - skip: ids or patterns that are not made, even if others rest on them.
    package init(
        _ profile: Profile, only: [String] = [], skip: [String] = [], of checks: [Check] = Check.all
    ) throws(SelectionError) {
        let chosen = try Self.ids(only, "only", of: checks)
        let skipped = try Self.ids(skip, "skip", of: checks)
        for check in checks where chosen.contains(check.id) && !check.profiles.contains(profile) {
            throw .notInProfile(check.id, profile)
        }
        let wanted = Self.closure(chosen, of: checks)
        var leftOut: [String: String] = [:]
        for check in checks {
            if !check.profiles.contains(profile) {
                leftOut[check.id] = "not in profile \(profile.rawValue)"
            } else if skipped.contains(check.id) {
                leftOut[check.id] = "left out by --skip"
            } else if !only.isEmpty, !wanted.contains(check.id) {
                leftOut[check.id] = "not selected"
            }
        }
        guard leftOut.count < checks.count else { throw .nothing }
        self.leftOut = leftOut
        self.only = only
        self.skip = skip
        named = chosen
    }

    /// Whether somebody wanted to know just this.
    func names(_ id: String) -> Bool { named.contains(id) }

    /// Nil for a check that is made.
    package func reason(toLeaveOut check: Check) -> String? { leftOut[check.id] }

    /// What has to be gathered for the checks that are made.
    package func facts(for checks: [Check] = Check.all) -> Set<FactKind> {
        FactKind.closure(checks.filter { reason(toLeaveOut: $0) == nil }.flatMap(\.needs))
    }

    /// A check is not made without those that it rests on.
    private static func closure(_ ids: Set<String>, of checks: [Check]) -> Set<String> {
        // Parents come before their children.
        checks.reversed().reduce(into: ids) { wanted, check in
            if wanted.contains(check.id) { wanted.formUnion(check.parents) }
        }
    }

    private static func ids(
        _ patterns: [String], _ option: String, of checks: [Check]
    ) throws(SelectionError) -> Set<String> {
        var ids: Set<String> = []
        for (index, pattern) in patterns.enumerated() {
            let matching = checks.map(\.id).filter { Glob.matches(pattern, $0) }
            guard !matching.isEmpty else {
                throw .unknown(
                    option: option, place: patterns.count > 1 ? index + 1 : nil,
                    suggestion: Check.nearest(to: pattern, of: checks))
            }
            ids.formUnion(matching)
        }
        return ids
    }
}

/// Why checks cannot be chosen so.
package enum SelectionError: Error, Equatable, Sendable {
    /// An id that no check has, or a pattern that matches none, was given to this option; `place` says which
    /// of its values that is, from 1, where there are several.
    case unknown(option: String, place: Int?, suggestion: String?)
    case notInProfile(String, Profile)
    /// No check would be left.
    case nothing
}

extension Check {
    /// The id that was perhaps meant.
    package static func nearest(to word: String, of checks: [Check] = all) -> String? {
        Suggestion.nearest(to: word.filter { $0 != "*" && $0 != "?" }, among: checks.map(\.id))
    }
}

/// Patterns as in a shell: `*` is any run of characters, `?` any one.
enum Glob {
    static func matches(_ pattern: String, _ text: String) -> Bool {
        matches(Array(pattern.utf8)[...], Array(text.utf8)[...])
    }

    /// With one place to come back to, the last star, this takes no more than the product of both lengths.
    private static func matches(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
        var (place, at) = (pattern.startIndex, text.startIndex)
        var star: (place: Int, at: Int)?
        while at < text.endIndex {
            if place < pattern.endIndex, pattern[place] == UInt8(ascii: "*") {
                star = (place, at)
                place += 1
            } else if place < pattern.endIndex,
                pattern[place] == UInt8(ascii: "?") || pattern[place] == text[at]
            {
                (place, at) = (place + 1, at + 1)
            } else if let last = star {
                star = (last.place, last.at + 1)
                (place, at) = (last.place + 1, last.at + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
