/// What one command line may read from standard input: one thing.
package enum StandardInput {
    /// The hint where the vault's own options can give way.
    package static let vaultHint = "give the identity or the phrase by --identity-fd 3"

    /// Fails where two things would come from it, of which the second would find nothing.
    ///
    /// - Parameters:
    ///   - uses: whether each of the things comes from there.
    ///   - hint: how one of them comes from elsewhere.
    /// Throws a diagnostic of status `.usage`.
    package static func checkReadOnce(_ uses: [Bool], hint: String? = nil) throws(Diagnostic) {
        guard uses.count(where: { $0 }) <= 1 else {
            throw .misuse("standard input can be read once", hint: hint)
        }
    }
}
