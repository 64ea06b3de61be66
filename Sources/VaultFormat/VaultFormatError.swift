/// Why bytes are not a vault that can be opened.
package enum VaultFormatError: Error, Equatable, Sendable {
    /// Longer than ``VaultFile/sizeLimit``.
    case tooLarge
    /// The first line is not a vault's.
    case notAVault
    /// The digest in the file is not that of its bytes: damaged, or changed by hand.
    case digestMismatch
    /// The first line names a later version, or the metadata has a member that is unknown here.
    case newerVersion
    /// The header is not written in the one way there is, at this line (counted from 1).
    case notCanonical(line: Int)
    /// The signature is not the signer's.
    case badSignature
    /// No slot belongs to this identity.
    case noSlot
    /// No phrase slot opens with this phrase.
    case wrongPhrase
    /// The vault has no phrase slot.
    case noPhraseSlot
    /// A phrase slot asks for less work than the floor or more than the cap.
    case phraseCostOutOfRange
    /// Argon2 could not get the memory that the slot asks for.
    case outOfMemory
    /// A slot's sealed box does not open, or what it holds is not well formed or belongs elsewhere.
    case badSlot
    /// A key does not match the commitment to it in the header.
    case commitmentMismatch
    /// A writer's slot holds another signer than the header names.
    case signerMismatch
    /// A box of the body does not open, or its padding or records are not well formed.
    case badBox
    /// The metadata is not what this version writes; the text names the member, never its value.
    case badMetadata(String)
    /// The identity's slot was not given this environment.
    case environmentNotGranted
    /// The slot is a reader's, which cannot write.
    case readOnly
    /// The new file would be longer than ``VaultFile/sizeLimit``.
    case wouldBeTooLarge
    /// The text of a pin or of an identity file is not well formed, at this line (counted from 1).
    case badLine(Int)
    /// libsodium refused a length or had no randomness, or a draft was asked for what cannot be, such as a
    /// second slot of one name: a defect of ours, which checks before it asks.
    case defect
}
