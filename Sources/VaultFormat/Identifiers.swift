internal import Sodium

/// A random name without a meaning, shown and stored as lower-case hexadecimal.
package protocol RandomIdentifier: Hashable, Comparable, Sendable {
    /// How many random bytes.
    static var byteCount: Int { get }
    /// The bytes.
    var bytes: [UInt8] { get }
    /// Takes ``byteCount`` bytes, which are not counted.
    init(unchecked bytes: [UInt8])
}

extension RandomIdentifier {
    /// A new one from the system's random source.
    package static func random() -> Self { Self(unchecked: RandomBytes.make(byteCount)) }

    /// Takes exactly ``byteCount`` bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init(unchecked: bytes)
    }

    /// Reads 2 × ``byteCount`` lower-case digits.
    package init?(_ text: Span<UInt8>) {
        guard let bytes = Hexadecimal.decode(text) else { return nil }
        self.init(bytes: bytes)
    }

    /// As ``init(_:)-(Span)``, from a string.
    package init?(_ text: String) {
        self.init([UInt8](text.utf8).span)
    }

    /// 2 × ``byteCount`` lower-case digits.
    package var text: String { Hexadecimal.encode(bytes.span) }

    /// The order of the bytes, which is also that of ``text``.
    package static func < (a: Self, b: Self) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
}

/// Which vault a file is a state of: 16 random bytes made by `init`.
package struct VaultID: RandomIdentifier {
    /// 16, which makes 32 digits.
    package static let byteCount = 16
    /// 16 bytes; sealed into every slot, and authenticated with every box.
    package let bytes: [UInt8]
    /// Takes 16 bytes, which are not counted.
    package init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}

/// Which slot: 8 random bytes.
package struct SlotID: RandomIdentifier {
    /// 8, which makes 16 digits.
    package static let byteCount = 8
    /// 8 bytes; sealed into the slot's own box too.
    package let bytes: [UInt8]
    /// Takes 8 bytes, which are not counted.
    package init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}

/// Which box of the body: 8 random bytes, so that the header shows no environment's name.
package struct BoxID: RandomIdentifier {
    /// 8, which makes 16 digits.
    package static let byteCount = 8
    /// 8 bytes; authenticated with the box.
    package let bytes: [UInt8]
    /// Takes 8 bytes, which are not counted.
    package init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// The box of the metadata: all zero, and therefore the first in order.
    package static let metadata = BoxID(unchecked: [UInt8](repeating: 0, count: byteCount))
}
