internal import CSodium

/// An unlock phrase becomes the seed of an identity through Argon2id (RFC 9106), one lane.
package enum UnlockPhrase {
    /// 16.
    package static let saltCount = Int(crypto_pwhash_SALTBYTES)

    /// How much work a guess costs.
    package struct Cost: Hashable, Sendable {
        /// Passes over the memory.
        package let operations: Int
        /// Memory in KiB.
        package let memory: Int

        /// Takes passes and KiB as they are; a ``CostRange`` judges them.
        package init(operations: Int, memory: Int) {
            self.operations = operations
            self.memory = memory
        }

        /// 3 passes over 256 MiB: about half a second.
        package static let standard = Cost(operations: 3, memory: 256 * 1024)
    }

    /// Which costs are accepted: a floor against a downgrade, a cap against a file that eats the host.
    package struct CostRange: Sendable {
        /// The least of either figure.
        package let floor: Cost
        /// The most of either figure.
        package let cap: Cost

        /// Takes a range. Anything below ``product`` is for tests of the format only.
        package init(floor: Cost, cap: Cost) {
            self.floor = floor
            self.cap = cap
        }

        /// 3 passes over 256 MiB to 10 passes over 1 GiB.
        package static let product = CostRange(
            floor: .standard, cap: Cost(operations: 10, memory: 1024 * 1024))

        /// Whether both figures lie in the range.
        package func contains(_ cost: Cost) -> Bool {
            (floor.operations...cap.operations).contains(cost.operations)
                && (floor.memory...cap.memory).contains(cost.memory)
        }
    }

    /// Derives a 32-byte seed. Wraps `crypto_pwhash` with `crypto_pwhash_ALG_ARGON2ID13`.
    ///
    /// Argon2's own working memory is neither locked nor wiped by libsodium, only given back to the system.
    /// Throws `costOutOfRange` before any memory is taken, `badLength` for a salt that is not 16 bytes, and
    /// `outOfMemory`.
    package static func deriveSeed(
        from phrase: Span<UInt8>, salt: [UInt8], cost: Cost, within range: CostRange
    ) throws(SodiumError) -> SecretBytes {
        // The second half is libsodium's own floor, 1 pass over 8 KiB, which a range for tests may undercut.
        guard range.contains(cost), cost.operations >= crypto_pwhash_OPSLIMIT_MIN,
            cost.memory * 1024 >= crypto_pwhash_MEMLIMIT_MIN
        else { throw .costOutOfRange }
        guard salt.count == saltCount else { throw .badLength }
        return try unsafe SecretBytes(count: Identity.seedCount) { target throws(SodiumError) in
            let status = wipingStack {
                unsafe phrase.withPointer { phrase, count in
                    unsafe phrase.withMemoryRebound(to: CChar.self, capacity: count) { phrase in
                        unsafe crypto_pwhash(
                            target, UInt64(Identity.seedCount), phrase, UInt64(count), salt,
                            UInt64(cost.operations), cost.memory * 1024, crypto_pwhash_ALG_ARGON2ID13)
                    }
                }
            }
            guard status == 0 else { throw .outOfMemory }
        }
    }

    /// A phrase of 100 random bits: five groups of four characters, without letters that look like digits.
    package static func generate() -> SecretBytes {
        let alphabet = [UInt8]("0123456789abcdefghjkmnpqrstvwxyz".utf8)
        let random = SecretBytes(randomCount: 20)
        return SecretBytes(capacity: 24) { output in
            for index in random.bytes.indices {
                if index > 0, index.isMultiple(of: 4) { output.append(UInt8(ascii: "-")) }
                output.append(alphabet[Int(random.bytes[index] & 31)])
            }
        }
    }
}
