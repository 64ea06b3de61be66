import Arguments
import Sodium
import SystemIO
import ToolSupport
import VaultFormat

/// Where a new unlock phrase comes from.
struct PhraseOptions: Sendable {
    var own = false
    var newUnlockDescriptor: Int?

    static let syntax: [Argument<PhraseOptions>] = [
        .flag(\.own, "own", "type an unlock phrase of your own, of 16 characters or more"),
        .option(
            \.newUnlockDescriptor, "new-unlock-fd", value: "N", "read the new unlock phrase from a descriptor"
        ),
    ]

    /// A phrase of one's own must not be short: it can be guessed at on any copy of the file.
    static let shortest = 16

    var isGiven: Bool { newUnlockDescriptor != nil }

    /// Fails for options that exclude each other, before anything is read.
    func check() throws(Diagnostic) {
        guard !(own && newUnlockDescriptor != nil) else {
            throw .misuse("--own and --new-unlock-fd exclude each other")
        }
    }

    /// The same, and for a phrase that would come from where the vault's key comes from.
    func check(besides vault: VaultOptions) throws(Diagnostic) {
        try check()
        try StandardInput.checkReadOnce(
            [newUnlockDescriptor == 0, vault.readsStandardInput], hint: "give --new-unlock-fd 3")
    }

    /// Makes the slot of a new phrase.
    func slot() throws(Diagnostic) -> PhraseSlot {
        let phrase = try read()
        return try PhraseSlot.derive(phrase)
    }

    /// Makes the slot that takes the place of another, whose phrase must not come back.
    ///
    /// Only one that was given or typed can be the old one again; to see that takes another run of Argon2.
    func slot(replacing old: Slot) throws(Diagnostic) -> PhraseSlot {
        let phrase = try read()
        if own || isGiven, try PhraseSlot.opens(old, with: phrase) {
            throw Diagnostic(
                .usage, "this is the unlock phrase that is to be replaced", hint: "give another one")
        }
        return try PhraseSlot.derive(phrase)
    }

    /// The new phrase: generated and shown once, typed twice, or read from the descriptor.
    func read() throws(Diagnostic) -> SecretBytes {
        if let newUnlockDescriptor { return try given(newUnlockDescriptor) }
        if own { return try typed() }
        let phrase = UnlockPhrase.generate()
        try Self.show(phrase)
        return phrase
    }

    private func given(_ descriptor: Int) throws(Diagnostic) -> SecretBytes {
        let phrase = try PhraseInput.read(descriptor: Int32(clamping: descriptor))
        try Self.check(phrase)
        return phrase
    }

    private func typed() throws(Diagnostic) -> SecretBytes {
        let elsewhere = "give --new-unlock-fd N"
        let phrase = try TerminalQuestion.secret("New unlock phrase: ", elsewhere: elsewhere)
        try Self.check(phrase)
        let again = try TerminalQuestion.secret("The same again: ", elsewhere: elsewhere)
        guard phrase.equals(again.bytes) else { throw Diagnostic(.usage, "the two phrases differ") }
        return phrase
    }

    /// Counts characters, not bytes: continuation bytes of UTF-8 are left out.
    private static func check(_ phrase: borrowing SecretBytes) throws(Diagnostic) {
        try PhraseInput.check(phrase.bytes)
        var characters = 0
        let bytes = phrase.bytes
        for index in bytes.indices where bytes[index] & 0xC0 != 0x80 { characters += 1 }
        guard characters >= shortest else {
            throw Diagnostic(
                .usage, "the unlock phrase has fewer than \(shortest) characters",
                hint: "at a terminal one is made for you, without --own and --new-unlock-fd")
        }
    }

    /// Shows the phrase at the terminal and nowhere else.
    private static func show(_ phrase: borrowing SecretBytes) throws(Diagnostic) {
        do {
            try Terminal.writeSecret(
                before: "Unlock phrase: ", phrase.bytes, after: "\nWrite it down now, it is shown once.\n")
        } catch {
            throw Diagnostic(
                .inputNeeded, "there is no terminal to show a phrase at", hint: "give --new-unlock-fd N")
        }
    }
}

/// An unlock phrase made into an identity, with what its slot says of how.
struct PhraseSlot: ~Copyable {
    /// What its slot is called when nobody says otherwise.
    static let usualName = "phrase"

    let kind: SlotKind
    let identity: Identity

    static func derive(_ phrase: borrowing SecretBytes) throws(Diagnostic) -> PhraseSlot {
        let salt = RandomBytes.make(UnlockPhrase.saltCount)
        let identity = try identity(phrase, salt: salt, cost: .standard)
        return PhraseSlot(kind: .phrase(cost: .standard, salt: salt), identity: identity)
    }

    /// Whether a phrase is that of a slot.
    static func opens(_ slot: Slot, with phrase: borrowing SecretBytes) throws(Diagnostic) -> Bool {
        guard case .phrase(let cost, let salt) = slot.kind else { return false }
        let identity = try identity(phrase, salt: salt, cost: cost)
        return identity.recipient == slot.recipient
    }

    private static func identity(
        _ phrase: borrowing SecretBytes, salt: [UInt8], cost: UnlockPhrase.Cost
    ) throws(Diagnostic) -> Identity {
        do {
            return try Identity(
                seed: UnlockPhrase.deriveSeed(from: phrase.bytes, salt: salt, cost: cost, within: .product))
        } catch {
            throw Diagnostic(.couldNotTell, "there is not enough memory for an unlock phrase (256 MiB)")
        }
    }

    /// What a vault is told of it.
    var owner: SlotOwner { SlotOwner(kind: kind, recipient: identity.recipient) }
}

/// Whom a slot is made for.
struct SlotOwner: Sendable {
    let kind: SlotKind
    let recipient: Recipient
}
