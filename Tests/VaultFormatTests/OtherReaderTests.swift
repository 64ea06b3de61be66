import TestSupport
import Testing

/// The implementation in python: written from `d24-vault(5)` alone, so that the page can be trusted.
struct OtherReaderTests {
    private static let folder = VaultVector.tests + "/VaultFormatTests"

    private func run(_ program: String, _ arguments: [String]) throws -> RunResult {
        try TestSupport.run(
            "/usr/bin/python3", [Self.folder + "/" + program] + arguments,
            environment: ["PYTHONDONTWRITEBYTECODE": "1"], deadline: 300)
    }

    @Test("the vectors are those that the generator makes, byte for byte")
    func generated() throws {
        let result = try run("Generator/generate", ["--check", VaultVector.folder + "/made"])
        #expect(result.outputText + result.errorText == "\(VaultVector.made.count) vectors, 0 differ\n")
        #expect(result.ending == .exited(0))
    }

    @Test("the reader judges vectors as their headers say, those of the tools too")
    func judged() throws {
        let paths = (VaultVector.made + VaultVector.golden).map { VaultVector.path(of: $0) }
        let result = try run("Generator/judge", paths)
        #expect(result.outputText + result.errorText == "\(paths.count) vectors, 0 differences\n")
        #expect(result.ending == .exited(0))
    }

    @Test("the page's values are what the reader computes")
    func page() throws {
        let result = try run("Reader/check-page", [VaultVector.tests + "/../man/d24-vault.5"])
        #expect(result.outputText + result.errorText == "12 values agree\n")
        #expect(result.ending == .exited(0))
    }
}
