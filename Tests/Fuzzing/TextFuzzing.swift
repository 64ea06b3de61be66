import CashoutsAPI
import Sodium

@testable import VaultFormat

/// What people paste and hosts keep as text.
enum TextFuzzing {
    /// The input as an identity file, and around a line that is right, whose checksum no mutation would find.
    static func identityFile(_ input: [UInt8]) {
        read(input)
        guard input.count >= Identity.seedCount else { return }
        let seed = input[..<Identity.seedCount]
        let rest = [UInt8](input[Identity.seedCount...])
        guard let identity = try? Identity(seed: SecretBytes(copying: seed.span)) else {
            violated("a seed makes no identity")
        }
        let line = line(of: identity)
        read(line + [0x0a] + rest)
        read(rest + [0x0a] + line)
    }

    private static func read(_ text: [UInt8]) {
        do {
            let file = try IdentityFile(text.span)
            let lines = text.split(separator: 0x0a)
            let line = line(of: file.identity)
            hold("the identity's line is one of the file's", lines.contains(line[...]))
            if let pinned = file.pinned {
                hold("so is the pin's", lines.contains { $0.elementsEqual(pinned.line.utf8) })
            }
        } catch {
            guard case .badLine(let number) = error else { violated("an identity file fails with \(error)") }
            let count = text.split(separator: 0x0a, omittingEmptySubsequences: false).count
            hold("the number is that of a line", (1...count).contains(number))
        }
    }

    private static func line(of identity: borrowing Identity) -> [UInt8] {
        do {
            return Sample.copy(try identity.line())
        } catch { violated("an identity has no line: \(error)") }
    }

    static func strings(_ input: [UInt8]) {
        let text = String(decoding: input, as: UTF8.self)
        if let value = try? Recipient(text: text) { hold("a recipient", value.text == text) }
        if let value = TrustPin(line: input.span) { hold("a pin's line", [UInt8](value.line.utf8) == input) }
        if let value = VaultID(text) { hold("an id", value.text == text) }
        if let value = Timestamp(text) { hold("a time", value.text == text) }
        if let value = EnvironmentName(text) { hold("a name", [UInt8](value.text.utf8) == input) }
        if let value = try? BaseURL(text) {
            hold("a base URL's one form", (try? BaseURL(value.text)) == value)
        }
        if let identity = try? Identity(line: input.span) {
            hold("an identity's line", line(of: identity) == input)
        }
        recipient(input)
    }

    /// 64 bytes as keys, and the string of it with one character changed.
    private static func recipient(_ input: [UInt8]) {
        guard input.count >= 67, let hostKey = try? VerifyingKey(bytes: [UInt8](input[32..<64])),
            let recipient = try? Recipient(sealingKey: [UInt8](input[..<32]), hostKey: hostKey)
        else { return }
        hold("keys come back from their string", (try? Recipient(text: recipient.text)) == recipient)
        var slipped = [UInt8](recipient.text.utf8)
        slipped[(Int(input[64]) << 8 | Int(input[65])) % slipped.count] = input[66]
        let text = String(decoding: slipped, as: UTF8.self)
        hold("no slip goes unnoticed", text == recipient.text || (try? Recipient(text: text)) == nil)
    }

    static func pin(_ input: [UInt8]) {
        do {
            hold("a pin has one spelling", try TrustPin(input.span).encoded() == input)
        } catch {
            guard case .badLine = error else { violated("a pin fails with \(error)") }
        }
    }
}
