import CashoutsAPI
import Sodium
import StrictJSON

@testable import VaultFormat

/// What stands in opened boxes.
enum DecoderFuzzing {
    static func metadata(_ input: [UInt8]) {
        do {
            let metadata = try VaultMetadata(input.span)
            let text = metadata.encoded()
            let again = try? VaultMetadata(text.span)
            hold("what was read is written so that it reads the same", again == metadata)
            hold("there is one way to write it", again?.encoded() == text)
            hold("nothing that was read is lost", uniform(input) == uniform(text))
        } catch {
            switch error {
            case .badMetadata, .newerVersion: break
            default: violated("metadata fails with \(error)")
            }
        }
    }

    /// A text as a value, in which base URLs alone have more than one spelling.
    private static func uniform(_ text: [UInt8]) -> JSONValue? {
        (try? JSONReader.read(text.span)).map { uniform($0) }
    }

    private static func uniform(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): return .array(elements.map { uniform($0) })
        case .object(let members):
            return .object(
                members.map { member in
                    let url =
                        member.key == "base_url" ? member.value.stringValue.flatMap { try? BaseURL($0) } : nil
                    return JSONMember(member.key, url.map { .string($0.text) } ?? uniform(member.value))
                })
        case .null, .bool, .integer, .number, .string: return value
        }
    }

    /// Once as padded text, once as a text that gets its padding here.
    static func records(_ input: [UInt8]) {
        check(SecretBytes(copying: input.span))
        check(Padding.pad(input.span))
    }

    private static func check(_ padded: consuming SecretBytes) {
        let bytes = padded.bytes.array
        do {
            let records = try CredentialRecords(padded: padded)
            let text = Self.text(of: records)
            hold("text and padding are all there is", padding(text) == bytes)
            let versions = records.versions
            let values = versions.flatMap { Sample.values(of: $0, in: records) }
            hold("no value is empty", values.count == 3 * versions.count && !values.contains([]))
            let joined = [UInt8](values.joined())
            hold("values stand one behind the other, to the end", text.suffix(joined.count) == joined[...])
            hold("only their index stands before", text.count == 4 + 27 * versions.count + joined.count)
            rebuild(records, text)
        } catch { hold("records are a bad box", error == .badBox) }
    }

    private static func text(of records: borrowing CredentialRecords) -> [UInt8] { records.text.array }

    /// A version more and less is what was there before.
    private static func rebuild(_ records: consuming CredentialRecords, _ text: [UInt8]) {
        let next = (records.versions.last ?? 0) + 1
        guard next <= CredentialVersion.numberLimit else { return }
        let value: [UInt8] = [0x61]
        let more = records.adding(
            next, apiKey: value.span, apiPassphrase: value.span, apiSignature: value.span)
        let less = more.removing(next)
        hold("a version that came and went leaves no trace", less.text.array == text)
    }

    private static func padding(_ text: [UInt8]) -> [UInt8] {
        let marked = text + [0x80]
        return marked + [UInt8](repeating: 0, count: (1024 - marked.count % 1024) % 1024)
    }
}
