import SecretScan
import Testing

struct StreamScanTests {
    private static let value = Array("a-secret-value-01".utf8)

    @Test("a stream is looked at to its end, and how much that was is told")
    func whole() {
        Matches.scanning([Self.value]) { matcher, stream, capacity in
            for count in [0, 1, 11, capacity - 1, capacity, capacity + 1, 3 * capacity] {
                var left = count
                let bytes = stream.scan(
                    matcher,
                    fill: { output in
                        while output.freeCapacity > 0, left > 0 {
                            output.append(0x20)
                            left -= 1
                        }
                    },
                    found: { _ in Issue.record("nothing is there") })
                #expect(bytes == count)
            }
        }
    }

    @Test("a stream that never ends is looked at as far as was said")
    func limit() {
        Matches.scanning([Self.value]) { matcher, stream, capacity in
            for limit in [1, 12, capacity, 5 * capacity + 3] {
                let bytes = stream.scan(
                    matcher, limit: limit,
                    fill: { output in while output.freeCapacity > 0 { output.append(0x20) } },
                    found: { _ in })
                #expect(bytes == limit)
            }
        }
    }

    @Test("nothing is found that reaches beyond the limit, or from one stream into the next")
    func ends() {
        Matches.scanning([Self.value]) { matcher, stream, _ in
            let limits = [Self.value.count - 1: 0, Self.value.count: 1]
            for (limit, count) in limits {
                let found = Matches.of(Self.value, in: &stream, matcher, pieces: .max, limit: limit)
                #expect(found.count == count)
            }
            let halves = [Array(Self.value.prefix(9)), Array(Self.value.dropFirst(9))]
            for half in halves {
                #expect(Matches.of(half, in: &stream, matcher, pieces: .max) == [SecretMatch]())
            }
        }
    }

    @Test("an error of the source comes through, and what was found before it was told")
    func error() {
        struct Failure: Error {}
        Matches.scanning([Self.value]) { matcher, stream, _ in
            var left = 1
            var count = 0
            #expect(throws: Failure.self) {
                try stream.scan(
                    matcher,
                    fill: { output throws(Failure) in
                        guard left > 0 else { throw Failure() }
                        left -= 1
                        for byte in Self.value { output.append(byte) }
                    },
                    found: { _ in count += 1 })
            }
            #expect(count == 1)
            #expect(Matches.of(Self.value, in: &stream, matcher, pieces: .max).count == 1)
        }
    }
}
