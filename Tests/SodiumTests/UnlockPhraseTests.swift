import Glibc
import Sodium
import Testing

@Suite("Unlock phrases")
struct UnlockPhraseTests {
    private typealias Cost = UnlockPhrase.Cost
    private typealias CostRange = UnlockPhrase.CostRange

    /// Costs for tests, down to below what libsodium accepts.
    private static let cheap = CostRange(
        floor: Cost(operations: 0, memory: 0), cap: Cost(operations: 3, memory: 256 * 1024))

    private func seed(
        of phrase: [UInt8], salt: [UInt8] = counting(16), cost: (Int, Int) = (1, 8),
        within range: CostRange = cheap
    ) throws(SodiumError) -> [UInt8] {
        let seed = try UnlockPhrase.deriveSeed(
            from: phrase.span, salt: salt, cost: Cost(operations: cost.0, memory: cost.1), within: range)
        return seed.bytes.array
    }

    @Test("give the known seeds", arguments: UnlockPhraseAnswer.all)
    func known(answer: UnlockPhraseAnswer) throws {
        let seed = try seed(
            of: bytes(of: answer.phrase), salt: bytes(answer.salt), cost: (answer.operations, answer.memory))
        #expect(seed == bytes(answer.seed))
    }

    @Test("give other seeds when phrase, salt or a cost is another")
    func different() throws {
        let phrase = bytes(of: "correct horse")
        let seeds = try [
            seed(of: phrase), seed(of: []), seed(of: phrase + [0]), seed(of: [0] + phrase),
            seed(of: phrase, salt: counting(16, from: 1)), seed(of: phrase, cost: (2, 8)),
            seed(of: phrase, cost: (1, 16)),
        ]
        #expect(Set(seeds).count == seeds.count)
    }

    @Test(
        "at a cost outside the product's range are refused before any memory is taken",
        arguments: [
            (2, 262_144), (3, 262_143), (11, 262_144), (3, 1_048_577), (0, 0), (-1, 262_144), (3, -1),
            (Int.max, 262_144), (3, Int.max), (Int.min, Int.min), (3, 1 << 40),
        ])
    func outsideProduct(operations: Int, memory: Int) {
        let error = failure { () throws(SodiumError) in
            _ = try seed(of: [1], cost: (operations, memory), within: .product)
        }
        #expect(error == .costOutOfRange)
    }

    @Test("at a cost that libsodium refuses are refused as that", arguments: [(0, 8), (1, 7), (0, 0)])
    func belowLibrary(operations: Int, memory: Int) {
        let error = failure { () throws(SodiumError) in _ = try seed(of: [1], cost: (operations, memory)) }
        #expect(error == .costOutOfRange)
    }

    @Test("may cost from 3 passes over 256 MiB to 10 over 1 GiB")
    func product() {
        #expect(Cost.standard == Cost(operations: 3, memory: 262_144))
        #expect(CostRange.product.contains(.standard))
        #expect(CostRange.product.contains(Cost(operations: 10, memory: 1_048_576)))
        #expect(CostRange.product.contains(Cost(operations: 3, memory: 1_048_576)))
    }

    @Test("take a salt of 16 bytes and no other", arguments: [0, 15, 17, 32])
    func salts(count: Int) {
        #expect(UnlockPhrase.saltCount == 16)
        let error = failure { () throws(SodiumError) in _ = try seed(of: [1], salt: counting(count)) }
        #expect(error == .badLength)
    }

    @Test("say so when the memory is not to be had")
    func noMemory() async {
        await #expect(processExitsWith: .success) {
            try forbidMemory(beyond: 64 << 20)
            let error = failure { () throws(SodiumError) in
                _ = try UnlockPhrase.deriveSeed(
                    from: [1].span, salt: counting(16), cost: .standard, within: .product)
            }
            exit(error == .outOfMemory ? 0 : 1)
        }
    }

    @Test("are generated as five groups of four characters that cannot be mistaken")
    func generated() {
        var phrases: Set<[UInt8]> = []
        var characters: Set<UInt8> = []
        for _ in 0..<100 {
            let secret = UnlockPhrase.generate()
            let phrase = secret.bytes.array
            phrases.insert(phrase)
            let groups = phrase.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
            #expect(groups.map(\.count) == [4, 4, 4, 4, 4])
            characters.formUnion(groups.joined())
        }
        #expect(phrases.count == 100)
        // Each of 32 characters is missing among 2000 with a probability of e^-63.
        #expect(characters == Set(bytes(of: "0123456789abcdefghjkmnpqrstvwxyz")))
    }
}
