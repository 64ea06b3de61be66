/// How a witness writes its answer.
package enum WitnessFormat: Hashable, Sendable {
    /// The address and nothing else but a line end.
    case plainText
    /// Lines of `key=value`, of which one key holds the address. Never "the first thing that looks like one":
    /// Cloudflare's `h=` is the host asked and may be an address too.
    case keyValue(key: String)

    /// The longest answer that is read, in bytes. The longest address is 45; a page of keys is about 300.
    package var sizeLimit: Int {
        switch self {
        case .plainText: 64
        case .keyValue: 4096
        }
    }
}

/// Why a witness's words do not count.
package enum WitnessRefusal: Equatable, Sendable {
    case tooLong(limit: Int)
    case notAnAddress(AddressFault)
    /// A good address of the other family, said to a question about this one.
    case wrongFamily(IPAddress)
    /// An address that nobody on the Internet can see; `specialPurpose` of it says which kind.
    case notPublic(IPAddress)
}

/// What a witness said, once its words were weighed.
package enum WitnessAnswer: Equatable, Sendable {
    case address(IPAddress)
    case refused(WitnessRefusal)

    /// Weighs the body of an answer to the question for an address of one family.
    package init(_ body: Span<UInt8>, format: WitnessFormat, family: IPFamily) {
        guard body.count <= format.sizeLimit else {
            self = .refused(.tooLong(limit: format.sizeLimit))
            return
        }
        var bytes: [UInt8] = []
        for index in body.indices { bytes.append(body[index]) }
        do throws(AddressFault) {
            self = Self.weigh(try Self.address(in: bytes[...], format: format), family: family)
        } catch {
            self = .refused(.notAnAddress(error))
        }
    }

    private static func weigh(_ address: IPAddress, family: IPFamily) -> WitnessAnswer {
        guard address.family == family else { return .refused(.wrongFamily(address)) }
        guard address.isPublic else { return .refused(.notPublic(address)) }
        return .address(address)
    }

    private static func address(
        in body: ArraySlice<UInt8>, format: WitnessFormat
    ) throws(AddressFault) -> IPAddress {
        switch format {
        case .plainText: try IPAddress(ascii: withoutLineEnd(body))
        case .keyValue(let key): try IPAddress(ascii: value(of: Array(key.utf8), in: body))
        }
    }

    /// Every line must be `key=value`, or this is somebody else's page with a familiar word in it.
    private static func value(
        of key: [UInt8], in body: ArraySlice<UInt8>
    ) throws(AddressFault) -> ArraySlice<UInt8> {
        guard !body.isEmpty else { throw .empty }
        var found: ArraySlice<UInt8>?
        for line in withoutLineEnd(body).split(separator: Ascii.lineFeed, omittingEmptySubsequences: false) {
            let line = line.last == Ascii.carriageReturn ? line.dropLast() : line
            guard let equals = line.firstIndex(of: Ascii.equals), equals > line.startIndex,
                line[..<equals].allSatisfy(isKeyCharacter)
            else { throw .notKeyValue }
            guard line[..<equals].elementsEqual(key) else { continue }
            guard found == nil else { throw .keyRepeated }
            found = line[(equals + 1)...]
        }
        guard let found else { throw .keyMissing }
        return found
    }

    private static func isKeyCharacter(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
            UInt8(ascii: "-"):
            true
        default:
            Ascii.isDigit(character)
        }
    }

    /// One LF or CR LF at the end is a line's; a second one, or any other space, is not an answer's.
    private static func withoutLineEnd(_ body: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard body.last == Ascii.lineFeed else { return body }
        let line = body.dropLast()
        return line.last == Ascii.carriageReturn ? line.dropLast() : line
    }
}
