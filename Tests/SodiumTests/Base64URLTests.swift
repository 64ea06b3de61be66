import Testing

@testable import Sodium

@Suite("Base64url")
struct Base64URLTests {
    @Test("is the known text", arguments: Base64URLAnswer.all)
    func known(answer: Base64URLAnswer) throws {
        let data = bytes(answer.bytes)
        #expect(Base64URL.encode(data.span) == answer.text)
        #expect(Base64URL.length(of: data.count) == answer.text.utf8.count)
        let decoded = try Base64URL.decode(bytes(of: answer.text).span, count: data.count)
        let content = decoded.bytes.array
        #expect(content == data)
    }

    @Test("goes there and back at every length")
    func roundTrip() throws {
        for count in 0...100 {
            let text = bytes(of: Base64URL.encode(counting(count, from: 200).span))
            let decoded = try Base64URL.decode(text.span, count: count)
            let content = decoded.bytes.array
            #expect(content == counting(count, from: 200))
        }
    }

    @Test("is appended behind what is there, and counts no NUL byte")
    func append() {
        let text = [UInt8](capacity: 1 + Base64URL.room(for: 3)) { output in
            output.append(0x3A)
            Base64URL.append(bytes(of: "foo").span, to: &output)
        }
        #expect(text == bytes(of: ":Zm9v"))
    }

    @Test("is not written where there is no room for it")
    func noRoom() async {
        await #expect(processExitsWith: .failure) {
            dieAtOnce()
            _ = [UInt8](capacity: 4) { output in Base64URL.append(counting(3).span, to: &output) }
        }
    }

    @Test(
        "is refused in any other form than the canonical one",
        arguments: [
            ("Zg==", 1), ("Zg=", 1), ("Zh", 1), ("Zm9", 2), ("Zm8=", 2), ("Z", 1), ("", 1), ("Zm9v", 2),
            ("Zm9v", 4),
            ("Zm9v\n", 3), (" Zm9v", 3), ("Zm9vZ", 3), ("+/+/", 3), ("-_-/", 3), ("Z\u{0}9v", 3), ("Zm 9", 3),
            ("Zm9\n", 3), ("Zm9=", 3), ("Zm==", 3),
        ])
    func strict(text: String, count: Int) {
        #expect(throws: SodiumError.malformed) {
            _ = try Base64URL.decode(bytes(of: text).span, count: count)
        }
    }
}
