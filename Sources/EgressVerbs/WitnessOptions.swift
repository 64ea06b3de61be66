import Arguments
import EgressWitnesses
import HTTPTransport
import ToolSupport

/// The options of every verb that asks witnesses.
struct WitnessOptions: Sendable {
    var witnesses: [String] = []
    var deadline = Interval(seconds: Int(WitnessRound.usualDeadline))
    var ipv4 = false
    var ipv6 = false
    var pool = false

    static let syntax: [Argument<WitnessOptions>] = [
        .option(\.witnesses, "witness", value: "URL", "ask this one, not the list shipped"),
        .option(\.deadline, "deadline", value: "TIME", "how long to wait for all witnesses together"),
        .flag(\.ipv4, "ipv4", "ask for the IPv4 address"),
        .flag(\.ipv6, "ipv6", "ask for the IPv6 address"),
        .flag(\.pool, "pool", "ask on several connections, and count every address seen"),
    ]

    /// Fails for values that make no sense, before anything is read or asked.
    func check() throws(Diagnostic) {
        guard (1...120).contains(deadline.seconds) else {
            throw .misuse("--deadline is between 1s and 2m")
        }
    }

    /// Those named on the command line; nil where none was.
    ///
    /// - Parameter mayBeNone: whether `--witness none` is a way to ask nobody.
    func named(mayBeNone: Bool) throws(Diagnostic) -> WitnessList? {
        guard !witnesses.isEmpty else { return nil }
        if witnesses.contains("none") {
            guard mayBeNone else {
                throw .misuse("--witness none asks nobody, and then there is nothing to tell")
            }
            guard witnesses.count == 1 else { throw .misuse("--witness none excludes all others") }
            return WitnessList(source: .nobody, witnesses: [])
        }
        var list: [Witness] = []
        for (number, url) in zip(1..., witnesses) {
            do throws(HTTPRequestError) {
                list.append(try Witness(url: url))
            } catch {
                throw .misuse(
                    "the URL of --witness number \(number) \(error.reason)",
                    hint: "give one such as https://api.ipify.org/")
            }
        }
        return WitnessList(source: .commandLine, witnesses: list)
    }
}
