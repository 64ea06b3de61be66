import VaultFormat

extension Check {
    /// The current credential is there and can be opened.
    static let credentialsComplete = Check(
        "credentials-complete", "the current credential has all three fields, and this identity opens it",
        after: ["environment-known"]
    ) { facts in
        switch facts.secrets {
        case .notOpened: .couldNotTell("nothing was opened")
        case .open(let version): .passed("\(version.name), current since \(version.changed.text)")
        case .failed(let diagnostic): .refused(diagnostic)
        }
    }
}
