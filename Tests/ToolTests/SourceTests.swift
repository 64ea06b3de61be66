import Foundation
import Testing

/// The rules of this house that a machine can hold.
@Suite("Sources")
struct SourceTests {
    @Test("Everything that another module can call says what it is")
    func documentation() throws {
        let declaration = /\s*(@\w+(\([^)]*\))?\s+)*package (?!import|extension)/
        var declarations = 0
        for file in try Self.files(in: "Sources", where: { $0.pathExtension == "swift" }) {
            let lines = try String(contentsOf: file, encoding: .utf8).split(
                separator: "\n", omittingEmptySubsequences: false)
            for (number, line) in lines.enumerated() where line.prefixMatch(of: declaration) != nil {
                declarations += 1
                let above = lines[..<number].last { $0.prefixMatch(of: /\s*@/) == nil }
                #expect(
                    above?.prefixMatch(of: /\s*\/\/\//) != nil,
                    "\(file.lastPathComponent):\(number + 1): \(line)")
            }
        }
        #expect(declarations > 1_000)
    }

    @Test("A file is about one thing, and so no longer than 400 lines; tables of vectors are what they are")
    func length() throws {
        let files = try ["Sources", "Tests", "scripts"].flatMap { folder in
            try Self.files(in: folder) { !$0.pathComponents.contains("Vectors") }
        }
        for file in files {
            let lines = try Data(contentsOf: file).count { $0 == UInt8(ascii: "\n") }
            #expect(lines <= 400, "\(file.path)")
        }
        #expect(files.count > 500)
    }

    private static func files(in folder: String, where isWanted: (URL) -> Bool) throws -> [URL] {
        let found = FileManager.default.enumerator(
            at: Stories.package.appending(path: folder), includingPropertiesForKeys: [.isRegularFileKey])
        let files = try #require(found).compactMap { $0 as? URL }
        return try files.filter { file in
            try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true && isWanted(file)
        }
    }
}
