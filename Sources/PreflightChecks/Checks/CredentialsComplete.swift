import VaultFormat

extension Check {
    /// The current credential is there and can be opened.
    static let credentialsComplete = Check(
        "credentials-complete", "the current credential has all three fields, and this identity opens it",
        after: ["environment-known"], needs: [.credentials],
        Explanation(
            looksAt: """
                The environment has a current credential with all three fields, and this identity opens it. Before a \
                go-live it is skipped for staging where this identity was not given staging, as it should be on a \
                host of production.
                """,
            evidence: "The version, and since when it is current.",
            toDo: """
                Enter the fields with 'd24-vault put', or on a writer give this host the environment with \
                'd24-vault slot add'.
                """)
    ) { facts in
        switch facts.credentials {
        case .notOpened: .couldNotTell("nothing was opened")
        case .open(let version): .passed("\(version.name), current since \(version.changed.text)")
        case .failed(let diagnostic): .refused(diagnostic)
        }
    }
}
