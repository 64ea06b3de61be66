import SecretScan
import Testing

struct KnownFormsTests {
    @Test("every known form is found, under the simplest name, with what stands around it left out")
    func found() {
        for form in KnownForms.all {
            let text = Array("??".utf8) + form.text + Array("??".utf8)
            let matches = Matches.of([form.value], in: text)
            let whole = matches.filter { $0.offset == 2 && $0.length == form.text.count }
            #expect(
                whole.map(\.encoding) == [form.encoding],
                "\(form.encoding) \(String(decoding: form.text, as: UTF8.self))")
        }
        // What the generator wrote is there to be compared.
        for encoding in SecretEncoding.allCases where encoding != .basicHeader {
            #expect(KnownForms.all.contains { $0.encoding == encoding })
        }
    }

    @Test("a form that lacks its last byte is not found")
    func exactly() {
        for form in KnownForms.all {
            let matches = Matches.of([form.value], in: form.text.dropLast() + [UInt8(ascii: "|")])
            #expect(!matches.contains { $0.offset == 0 }, "\(form.encoding) \(matches)")
        }
    }

    @Test("each form is found wherever the border between two pieces falls, once")
    func acrossBorders() {
        for form in KnownForms.all {
            let whole = Matches.of([form.value], in: form.text)
            Matches.scanning([form.value]) { matcher, stream, capacity in
                for shift in 0...form.text.count {
                    let before = capacity - shift
                    let text = [UInt8](repeating: 0x21, count: before) + form.text + [0x21]
                    let matches = Matches.of(text, in: &stream, matcher, pieces: .max)
                    let expected = whole.map { $0.moved(by: before) }
                    guard matches == expected else {
                        Issue.record("\(form.encoding), \(shift) bytes before the border: \(matches)")
                        return
                    }
                }
            }
        }
    }

    @Test("how the stream comes makes no difference", arguments: [1, 2, 7, 64])
    func pieces(of count: Int) {
        for form in KnownForms.all.prefix(40) {
            let text = [UInt8](repeating: 0x21, count: 300) + form.text + form.text
            let whole = Matches.of([form.value], in: text)
            #expect(!whole.isEmpty)
            Matches.scanning([form.value]) { matcher, stream, _ in
                #expect(Matches.of(text, in: &stream, matcher, pieces: count) == whole)
            }
        }
    }

    @Test("a Basic header is found, with padding and without, with a line's end encoded along")
    func basicHeader() {
        // printf 'merchant-login:hunter2-hunter2' | base64, then with a newline behind, then one byte less.
        let texts = [
            "Authorization: Basic bWVyY2hhbnQtbG9naW46aHVudGVyMi1odW50ZXIy",
            "bWVyY2hhbnQtbG9naW46aHVudGVyMi1odW50ZXIyCg==",
        ]
        for text in texts {
            let matches = Matches.ofPair("merchant-login", "hunter2-hunter2", in: Array(text.utf8))
            #expect(matches.map(\.encoding) == [.basicHeader])
            #expect(matches.first?.length == 40)
        }
        #expect(
            Matches.ofPair("merchant-login", "hunter2-hunter2", in: Array("bWVyY2hhbnQtbG9naW46".utf8)) == [])
    }

    @Test("a short pair has a header too, of which only whole digits count")
    func shortPair() {
        // printf 'user:pass-wo' | base64 is dXNlcjpwYXNzLXdv; 'user:pass-wor' dXNlcjpwYXNzLXdvcg==.
        let matches = Matches.ofPair("user", "pass-wor", in: Array("dXNlcjpwYXNzLXdvcg==".utf8))
        #expect(matches.map(\.length) == [17])
    }
}
