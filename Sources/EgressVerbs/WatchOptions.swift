import Arguments
import ToolSupport

/// The options of a check that runs by a timer.
struct WatchOptions: Sendable {
    var state: String?
    var confirmAfter = Interval(seconds: 10)
    var prometheus: String?

    static let syntax: [Argument<WatchOptions>] = [
        .option(\.state, "state", value: "FILE", "remember the address there, and tell when it changed"),
        .option(
            \.confirmAfter, "confirm-after", value: "TIME",
            "how long to wait before a change is asked about again"),
        .option(\.prometheus, "prometheus", value: "FILE", "write metrics for Prometheus there"),
    ]

    /// Fails for values that make no sense, before anything is read or asked.
    func check(_ asking: WitnessOptions) throws(Diagnostic) {
        guard (1...600).contains(confirmAfter.seconds) else {
            throw .misuse("--confirm-after is between 1s and 10m")
        }
        try checkPaths()
        guard state != nil else { return }
        guard !asking.pool else {
            throw .misuse("--state remembers one address of each family, and --pool tells of several")
        }
        guard !asking.witnesses.contains("none") else {
            throw .misuse("--state remembers what witnesses say, and --witness none asks nobody")
        }
    }

    private func checkPaths() throws(Diagnostic) {
        if let state { try OwnFile.checkOutput(state, of: "--state") }
        guard let prometheus else { return }
        try OwnFile.checkOutput(prometheus, of: "--prometheus")
        if let state, OwnFile.share(state, prometheus) {
            throw .misuse(
                "--state and --prometheus name the same file, or the lock of one", hint: "give each its own")
        }
        try MetricsFile.checkOutput(prometheus)
    }
}
