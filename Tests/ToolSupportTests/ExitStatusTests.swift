import Testing
import ToolSupport

@Suite("Exit statuses")
struct ExitStatusTests {
    static let table: [(Int32, String)] = [
        (0, "success"), (1, "no"), (2, "usage"), (3, "could_not_tell"), (10, "not_found"),
        (11, "wrong_identity"),
        (12, "damaged"), (13, "rolled_back"), (14, "conflict"), (15, "unsafe_permissions"),
        (16, "input_needed"),
        (17, "input_output"), (18, "newer_version"), (19, "not_allowed"), (70, "internal_error"),
        (126, "command_not_executable"), (127, "command_not_found"),
    ]

    @Test("every number has its name", arguments: table)
    func names(number: Int32, name: String) {
        #expect(ToolSupport.ExitStatus(rawValue: number)?.name == name)
    }

    @Test("there are no others, and each has a line of its own")
    func complete() {
        #expect(ToolSupport.ExitStatus.allCases.map(\.rawValue) == Self.table.map(\.0))
        #expect(Set(ToolSupport.ExitStatus.allCases.map(\.meaning)).count == Self.table.count)
        #expect(
            ToolSupport.ExitStatus.allCases.allSatisfy { !$0.meaning.hasSuffix(".") && $0.meaning.count < 90 }
        )
    }
}
