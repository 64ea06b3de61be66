import Arguments
import ToolSupport
import VaultFormat
import VaultStore

/// `d24-vault reseal`.
struct Reseal: Verb {
    static let name = "reseal"
    static let summary = "renew every key of the vault"
    static let discussion = """
        Credentials, slots and verifications stay; fingerprints change, so receipts that
        are still out are refused. No older file stays beside the vault. To replace
        credentials at D24 is another matter: 'd24-rotate stage'.
        """

    var newSigner = false
    var vault = VaultOptions()
    var wait = WaitOption()

    static let syntax: [Argument<Reseal>] = [
        .flag(\.newSigner, "new-signer", "renew the signer too, which other hosts must be told of"),
        .group(\.vault, VaultOptions.syntax),
        .group(\.wait, WaitOption.syntax),
    ]

    func run(in context: ToolContext) throws(Diagnostic) -> Report {
        let session = try VaultSession.open(vault, in: context)
        try session.checkWritable()
        let path = session.store.path
        let change = try session.change(wait, replaced: .dropped) { draft throws(Diagnostic) in
            do throws(VaultFormatError) { try draft.renewKeys(newSigner: newSigner) } catch {
                throw Diagnostic(error, at: path)
            }
            return newSigner ? "reseal new-signer" : "reseal"
        }
        let signer = SignerChange(change: change)
        return Report(
            change,
            text: [.line("resealed \(path), generation \(change.after.generation)")]
                + signer.text(feeding: nil),
            json: ["new_signer": signer.json])
    }
}
