import CashoutsAPI
import Foundation
import Sodium
import TestSupport
import Testing

struct DifferentialTests {
    init() throws { try Libsodium.start() }

    @Test("100,000 random keys and messages agree with Python's hmac")
    func agreesWithPython() throws {
        var numbers = LongMatrix.generator("hmac")
        var input = ""
        var expected: [String] = []
        var many: [UInt8] = []
        for _ in 0..<LongMatrix.count(of: 100_000) {
            let key = Self.bytes(0...200, &numbers)
            let message = Self.bytes(0...300, &numbers)
            input += "\(Hexadecimal.encode(key.span)) \(Hexadecimal.encode(message.span))\n"
            expected.append(PayloadSignature(of: message.span, key: key.span).text)
            var prepared = KeyedAuthenticator(key: key.span)
            prepared.appendHexadecimal(of: message.span, to: &many)
            many.append(0x0A)
        }
        // It reads everything before it writes, so neither side waits for the other.
        let program = """
            import hmac, sys
            for line in sys.stdin.read().splitlines():
                key, message = (bytes.fromhex(part) for part in line.split(" "))
                print(hmac.new(key, message, "sha256").hexdigest())
            """
        let output = try Self.python(program, input)
        #expect(output.split(separator: "\n").map(String.init) == expected)
        #expect(output == String(decoding: many, as: UTF8.self), "\(LongMatrix.repetition)")
    }

    private static func bytes(_ counts: ClosedRange<Int>, _ numbers: inout SeededGenerator) -> [UInt8] {
        (0..<Int.random(in: counts, using: &numbers)).map { _ in UInt8.random(in: 0...255, using: &numbers) }
    }

    private static func python(_ program: String, _ input: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", program]
        let standardInput = Pipe()
        let standardOutput = Pipe()
        process.standardInput = standardInput
        process.standardOutput = standardOutput
        try process.run()
        try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try standardInput.fileHandleForWriting.close()
        let output = try standardOutput.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: output, as: UTF8.self)
    }
}
