import CashoutsAPI
import EgressPolicy
import ToolSupport
import VaultFormat

/// Addresses, networks and their faults, as the verbs show them.
enum PolicyText {
    /// Where the list that counts is kept.
    static let panel = PanelPath.addresses

    /// Reads a network that was typed. Throws a diagnostic of status `.usage`.
    static func network(_ text: String) throws(Diagnostic) -> IPNetwork {
        do throws(EgressPolicyError) {
            return try IPNetwork(text)
        } catch {
            throw Diagnostic(.usage, words(error), hints: hints(error, typed: text))
        }
    }

    /// What is wrong with a text; the text itself is not repeated.
    static func words(_ error: EgressPolicyError) -> String {
        switch error {
        case .notAnAddress(let fault): "this is not an address or a network: \(fault.rawValue)"
        case .badPrefixLength(let allowed):
            "what follows the slash is not a number from \(allowed.lowerBound) to \(allowed.upperBound)"
        case .hostBitsSet(let meant): "the address is not the first one of its network, \(meant.text)"
        case .everyAddress: "a whitelist of every address says nothing"
        case .notText: "this is not text in UTF-8"
        case .controlCharacter:
            "there is a control character in this, or a carriage return that is not at the end of a line"
        case .noEntries: "there is no address in it"
        case .line(let number, let error): "line \(number): \(words(error))"
        }
    }

    private static func hints(_ error: EgressPolicyError, typed: String) -> [String] {
        let meant: IPNetwork
        switch error {
        case .hostBitsSet(let network): meant = network
        case .notAnAddress(.mapped): return ["write the IPv4 address itself, such as 93.184.216.34"]
        case .notAnAddress, .badPrefixLength, .everyAddress, .notText, .controlCharacter, .noEntries, .line:
            return ["give one such as 93.184.216.34 or 93.184.216.0/24"]
        }
        let address = typed.split(separator: "/").first.flatMap { try? IPAddress(String($0)) }
        let single = address.map { "if the one address is meant, give \($0.text)" }
        return ["if the network is meant, give \(meant.text)"] + (single.map { [$0] } ?? [])
    }

    /// What is odd about an entry, as a sentence.
    static func words(_ advice: EntryAdvice, _ network: IPNetwork) -> String {
        switch advice {
        case .neverSeen(let purpose): WhitelistWarning.neverSeen(network, purpose).text
        case .wide: WhitelistWarning.wide(network).text
        case .undocumentedRange: "D24 documents no ranges: the panel may want single addresses"
        case .undocumentedFamily: "D24 documents no IPv6: the panel may refuse it"
        }
    }

    /// What is said of an entry that somebody means to have, and that counts no longer.
    static func words(expired network: IPNetwork, of environment: EnvironmentName) -> String {
        let command = "d24-egress whitelist add \(environment.text) \(network.text) --expires never"
        return "\(network.text) has expired, so it does not count: '\(command)', or a date"
    }

    static func time(_ seconds: Int64) -> String { Timestamp(seconds: seconds).text }
}
