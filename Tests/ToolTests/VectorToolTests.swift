import Foundation
import Sodium
import TestSupport
import Testing

/// The vaults of the other implementation, and the golden ones, as the built tools see them.
struct VectorToolTests {
    private static let opened =
        VaultVector.golden + ["phrase", "reader", "writer"].map { "made/opened-" + $0 }

    @Test("d24-vault ends with the status that a vector says", arguments: VaultVector.oneOfEachKind)
    func status(_ name: String) throws {
        let vector = try VaultVector(name)
        try withTemporaryFolder { folder in
            let host = try VectorHost(vector, in: folder)
            // The first environment that is refused decides; without any, the metadata alone are opened.
            let commands = vector.open.map { ["get", $0, "api-key"] }
            let results = try (commands.isEmpty ? [["show"]] : commands).map { try host.run($0) }
            #expect(results.first { $0.status != 0 }?.status ?? 0 == vector.status)
            if vector.status != 0 { #expect(results.last?.output == []) }
        }
    }

    @Test("d24-vault get prints the secrets of a vector", arguments: opened)
    func secrets(_ name: String) throws {
        let vector = try VaultVector(name)
        try withTemporaryFolder { folder in
            let host = try VectorHost(vector, in: folder)
            #expect(!vector.open.isEmpty)
            for environment in vector.open {
                let lines = vector.secrets(of: environment)
                if lines.isEmpty { #expect(try host.run(["get", environment, "api-key"]).status == 10) }
                // Argon2 runs anew for each command.
                for line in vector.phrase == nil ? lines[...] : lines.prefix(1) {
                    let words = line.split(separator: " ").map { String($0) }
                    let field = words[2].replacing("_", with: "-")
                    let result = try host.run(["get", environment, field, "--credential", words[1]])
                    #expect(result.status == 0)
                    #expect(Hexadecimal.encode(Digest.of(result.output.span, .bytes32).span) == words[3])
                }
            }
        }
    }

    @Test("golden vaults are sound in every part", arguments: VaultVector.golden)
    func golden(_ name: String) throws {
        try withTemporaryFolder { folder in
            let host = try VectorHost(try VaultVector(name), in: folder)
            #expect(try host.run(["check", "--deep"]).status == 0)
        }
    }
}

/// A folder with a vector's vault, identity or phrase, and pin.
private struct VectorHost {
    let folder: String
    let unlocking: [String]

    init(_ vector: VaultVector, in folder: String) throws {
        self.folder = folder
        try Libsodium.start()
        try Self.write(vector.bytes, to: folder + "/vault")
        if let identity = vector.identityFile {
            try Self.write(identity, to: folder + "/identity")
            unlocking = ["--identity", folder + "/identity"]
        } else {
            try Self.write(try #require(vector.phrase), to: folder + "/phrase")
            unlocking = ["--unlock-file", folder + "/phrase"]
        }
        let trust = folder + "/trust"
        try FileManager.default.createDirectory(atPath: trust, withIntermediateDirectories: false)
        let canonical = URL(filePath: folder).resolvingSymlinksInPath().path
        let name = Hexadecimal.encode(Digest.of([UInt8]("\(canonical)/vault".utf8).span, .bytes16).span)
        try Self.write(vector.pin, to: "\(trust)/\(name)")
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        let isMade = FileManager.default.createFile(
            atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
        try #require(isMade)
    }

    func run(_ arguments: [String]) throws -> (status: Int32, output: [UInt8]) {
        let result = try TestSupport.run(
            Stories.builtTools + "/d24-vault", arguments + ["--vault", folder + "/vault"] + unlocking,
            environment: ["D24_TRUST": folder + "/trust", "HOME": folder], deadline: 60)
        guard case .exited(let status) = result.ending else {
            Issue.record("\(result.ending): \(result.errorText)")
            return (-1, [])
        }
        return (status, result.output)
    }
}
