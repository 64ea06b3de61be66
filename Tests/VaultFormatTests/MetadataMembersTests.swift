import StrictJSON
import Testing

@testable import VaultFormat

struct MetadataMembersTests {
    private enum Letter: String { case a, b }

    private func failureReading(
        _ value: JSONValue, _ read: (inout MetadataMembers) throws(VaultFormatError) -> Void
    ) -> VaultFormatError? {
        failure {
            var members = try MetadataMembers(value, at: "place")
            try read(&members)
            try members.end()
        }
    }

    @Test("members are taken in their order, and all must be")
    func order() {
        let value: JSONValue = ["a": 1, "b": 2, "c": 3]
        var taken: [Int?] = []
        let error = failureReading(value) { members throws(VaultFormatError) in
            taken.append(try members.number("a"))
            taken.append(try members.optionalNumber("x"))
            taken.append(try members.number("b"))
            taken.append(try members.optionalNumber("c"))
        }
        #expect(error == nil)
        #expect(taken == [1, nil, 2, 3])
        #expect(
            failureReading(value) { members throws(VaultFormatError) in
                _ = try members.number("a")
            } == .newerVersion)
        #expect(failureReading([:]) { _ in } == nil)
    }

    @Test("an unknown member in front of a known one is a later version's, a missing one is a mistake")
    func unknown() {
        let value: JSONValue = ["a": 1, "future": 2, "b": 3]
        #expect(
            failureReading(value) { members throws(VaultFormatError) in
                _ = try members.number("a")
                _ = try members.number("b")
            } == .newerVersion)
        #expect(
            failureReading(value) { members throws(VaultFormatError) in
                _ = try members.number("a")
                _ = try members.optionalNumber("b")
            } == .newerVersion)
        #expect(
            failureReading(value) { members throws(VaultFormatError) in
                _ = try members.number("a")
                _ = try members.number("c")
            } == .badMetadata("place.c"))
        #expect(
            failureReading(["b": 1, "a": 2]) { members throws(VaultFormatError) in
                _ = try members.number("a")
                _ = try members.number("b")
            } == .newerVersion)
    }

    @Test("a value of another type is refused, and null is not a missing one")
    func types() {
        typealias Step = (inout MetadataMembers) throws(VaultFormatError) -> Void
        let readers: [(JSONValue, Step)] = [
            ("x", { members throws(VaultFormatError) in _ = try members.string("m") }),
            ("x", { members throws(VaultFormatError) in _ = try members.optionalString("m") }),
            (1, { members throws(VaultFormatError) in _ = try members.number("m") }),
            (1, { members throws(VaultFormatError) in _ = try members.optionalNumber("m") }),
            (["x"], { members throws(VaultFormatError) in _ = try members.strings("m") }),
            (["x"], { members throws(VaultFormatError) in _ = try members.optionalStrings("m") }),
            ([1], { members throws(VaultFormatError) in _ = try members.array("m") }),
            ("2026-01-01T00:00:00Z", { members throws(VaultFormatError) in _ = try members.timestamp("m") }),
            (
                "2026-01-01T00:00:00Z",
                { members throws(VaultFormatError) in _ = try members.optionalTimestamp("m") }
            ),
            ("a", { members throws(VaultFormatError) in let _: Letter = try members.choice("m") }),
        ]
        for (index, (good, read)) in readers.enumerated() {
            #expect(failureReading(["m": good], read) == nil, "\(index)")
            for bad: JSONValue in [.null, true, .number("1.5"), ["a": 1], .object([])] {
                #expect(failureReading(["m": bad], read) == .badMetadata("place.m"), "\(index)")
            }
        }
        for value: JSONValue in [.null, 1, "x", []] {
            #expect(failureReading(value) { _ in } == .badMetadata("place"))
        }
        #expect(
            failureReading(["m": -1]) { members throws(VaultFormatError) in _ = try members.number("m") }
                == .badMetadata("place.m"))
        #expect(
            failureReading(["m": "c"]) { members throws(VaultFormatError) in
                let _: Letter = try members.choice("m")
            } == .badMetadata("place.m"))
    }
}
