/// Why a text is no address, no network or no whitelist.
///
/// No case carries what was typed: the caller has it, and a message that repeats operands sooner or later
/// repeats one that should not have been one.
package enum EgressPolicyError: Error, Equatable, Sendable {
    /// The text, or the part before the slash, is not one IP address.
    case notAnAddress(AddressFault)
    /// What follows the slash is not a plain decimal number in this range.
    case badPrefixLength(allowed: ClosedRange<Int>)
    /// Bits to the right of the prefix are set; `meant` is the network that holds the address.
    case hostBitsSet(meant: IPNetwork)
    /// A prefix length of 0: a whitelist of everything says nothing.
    case everyAddress
    /// The line is not UTF-8 text.
    case notText
    /// There is a control character in the line that is no tab, or a carriage return that ends no line.
    case controlCharacter
    /// The file names no address at all; to judge by it would be to answer "no" to a question never asked.
    case noEntries
    /// One of the above in this line of a file, counted from 1.
    indirect case line(Int, EgressPolicyError)
}

/// What is wrong with a text that should have been one IP address; the raw value completes "not an address:".
package enum AddressFault: String, Error, CaseIterable, Sendable {
    case empty = "it is empty"
    case malformed = "it is not in the form 93.184.216.34 or 2606:2800:220:1::34"
    /// RFC 6943 §3.1.1: some programs read `010` as 8, some as 10, so the text names two addresses.
    case leadingZero = "a number has a leading zero, which some programs read as octal"
    case notFourNumbers = "an IPv4 address is four numbers with dots between them"
    case numberTooLarge = "a number is larger than 255"
    /// RFC 4007 §11: it means something on one host only.
    case zoneIdentifier = "it has a zone (%…), which means nothing on another host"
    /// RFC 4291 §2.5.5.2: a second spelling of an IPv4 address, which D24's panel does not know.
    case mapped = "it is an IPv4 address written as one of IPv6"
    case notKeyValue = "it is not lines of key=value"
    case keyMissing = "the key is not there"
    case keyRepeated = "the key is there more than once"
}
