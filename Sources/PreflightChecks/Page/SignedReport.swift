import Sodium
package import VaultFormat

/// Why a page is not taken for a report of a host of this vault.
package enum SignedReportError: Error, Equatable, Sendable {
    /// Longer than ``SignedReport/sizeLimit``.
    case tooLarge
    /// Not what these tools write.
    case malformed
    case newerVersion
    /// It says that it is of the vault of this id.
    case otherVault(VaultID)
    /// No slot of the vault has the host key, or none has it any more.
    case unknownKey
    /// The signed data was changed, or not signed by that key.
    case badSignature
    /// The signed data names a slot or a role that the key which signed it does not have.
    case otherSigner
    /// The signed data is as it was signed, and the page around it is not what is drawn from it.
    case pageAltered
    /// libsodium refused what it should accept.
    case defect
}

/// A report as a page of HTML, with the JSON that it was drawn from and a signature over that; nobody has
/// verified it yet.
///
/// The JSON stands in a `pre` element, escaped as all text of the page is: so it cannot end the element,
/// people can read what was signed, and any HTML parser gives it back. A `script` element would be one that a
/// policy has to be told about, and base64 would hide from the reader what the signature is about.
///
/// The signature is over the JSON, and the page is a function of both: whoever verifies draws it anew and
/// compares the bytes. So what people see is what was signed, whoever made the file. For that a page of form
/// 1 has to be drawn in all later versions as it is now: another look is another form, beside this one.
package struct SignedReport: Sendable {
    /// 4 MiB: a hundred environments with all their checks fit.
    package static let sizeLimit = 4 << 20
    /// What the host key signs reports under, and nothing else.
    static let label = "d24-preflight report 1"
    static let form = 1

    /// The signed data: UTF-8.
    let json: [UInt8]
    /// Whose signature it claims to have.
    let hostKey: VerifyingKey
    let signature: Signature
    /// The whole file.
    package let page: [UInt8]

    /// Signs the JSON with the identity's host key, and draws the page.
    ///
    /// Throws `malformed` for JSON that is no report, `tooLarge`, `defect`.
    init(_ json: [UInt8], signedBy identity: borrowing Identity) throws(SignedReportError) {
        let document = try ReportDocument(json.span)
        do { signature = try identity.hostKey().sign(label: Self.label, message: json.span) } catch {
            throw .defect
        }
        hostKey = identity.recipient.hostKey
        self.json = json
        page = ReportPage.draw(document, json, signature)
        guard page.count <= Self.sizeLimit else { throw .tooLarge }
    }

    /// Takes a file apart, and believes nothing of it.
    ///
    /// Throws `tooLarge`, `malformed`, `newerVersion`.
    package init(_ bytes: [UInt8]) throws(SignedReportError) {
        guard bytes.count <= Self.sizeLimit else { throw .tooLarge }
        do { _ = try UTF8Span(validating: bytes.span) } catch { throw .malformed }
        var rest = try Self.afterMagic(bytes)
        guard
            let hostKey = rest.takeHexadecimal(after: ReportPage.keyStart).flatMap({
                try? VerifyingKey(bytes: $0)
            }),
            let signature = rest.takeHexadecimal(after: ReportPage.signatureStart).flatMap({
                try? Signature(bytes: $0)
            }),
            let json = rest.take(between: ReportPage.dataStart, ReportPage.dataEnd)
                .flatMap({ PageText.unescaped($0) })
        else { throw .malformed }
        self.json = json
        self.hostKey = hostKey
        self.signature = signature
        page = bytes
    }

    /// What follows the lines that every form begins with.
    private static func afterMagic(_ bytes: [UInt8]) throws(SignedReportError) -> ArraySlice<UInt8> {
        var rest = bytes[...]
        guard rest.starts(with: ReportPage.magic.utf8) else { throw .malformed }
        rest = rest.dropFirst(ReportPage.magic.utf8.count)
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard let number = Int(String(decoding: digits, as: UTF8.self)), number > 0,
            rest.dropFirst(digits.count).starts(with: ReportPage.magicEnd.utf8)
        else { throw .malformed }
        guard number <= form else { throw .newerVersion }
        return rest
    }

    /// The report, once it is certain who signed it, that it is of this vault, and that the page shows what
    /// was signed.
    ///
    /// - Parameters:
    ///   - vault: the id of the vault, whose pin and signature hold; `slots` are those of its header.
    /// Throws `otherVault`, `unknownKey`, `badSignature`, `otherSigner`, `pageAltered`; and `newerVersion` or
    /// `malformed` where that is what was signed.
    package func verified(in vault: VaultID, slots: [Slot]) throws(SignedReportError) -> VerifiedReport {
        // Not believed yet; but that a key is unknown here is better said with what the report says of
        // itself.
        if let claimed = (try? ReportDocument(json.span))?.vault?.id, claimed != vault {
            throw .otherVault(claimed)
        }
        let holders = slots.filter { $0.recipient.hostKey == hostKey }
        guard let first = holders.first else { throw .unknownKey }
        guard hostKey.verifies(signature, label: Self.label, message: json.span) else { throw .badSignature }
        let document = try ReportDocument(json.span)
        guard document.signedBy.hostKey == hostKey.hexadecimal else { throw .pageAltered }
        let slot = try document.signer(among: holders) ?? first
        guard ReportPage.draw(document, json, signature) == page else { throw .pageAltered }
        return VerifiedReport(document: document, slot: slot)
    }
}

extension ReportDocument {
    /// The slot that the report says it was signed by, which has to be one that holds the key: a host with a
    /// key of its own must not speak for another. Nil where it names none, as it does when no vault was
    /// opened.
    ///
    /// The name of the slot is not compared, for it is sealed in the vault.
    fileprivate func signer(among holders: [Slot]) throws(SignedReportError) -> Slot? {
        if vault == nil, signedBy.slot == nil, signedBy.role == nil { return nil }
        let slot = holders.first {
            $0.id.text == signedBy.slot && $0.role.rawValue == signedBy.role
        }
        guard let slot else { throw .otherSigner }
        return slot
    }
}

/// What a host said, and nobody has changed since; only ``SignedReport/verified(in:slots:)`` makes one.
package struct VerifiedReport: Sendable {
    let document: ReportDocument
    /// The slot of the vault whose host key signed it.
    package let slot: Slot

    fileprivate init(document: ReportDocument, slot: Slot) {
        self.document = document
        self.slot = slot
    }

    /// What verified the signature, in hexadecimal digits.
    package var hostKey: String { slot.recipient.hostKey.hexadecimal }
    /// As the host calls itself.
    package var host: String { document.host }
    /// When the run began, by the clock of that host.
    package var time: Timestamp { document.time }
    /// As the JSON has it, which is not held against the profiles that there are here.
    package var profile: String { document.profile }
    /// Of the vault, when the report was made; nil where it did not open.
    package var generation: Int64? { document.vault?.generation }
    /// What was judged: one environment, before a go-live two, for a host none.
    package var environments: [String] { document.parts.compactMap(\.environment) }
    /// As people read it: `Passed`, `Failed`, `Could not tell`, with how many checks it rests on.
    package var verdict: String { document.verdictText }
    /// How many checks looked at something and found how it is, and how many are listed.
    package var checks: (made: Int64, total: Int) { (document.made, document.total) }
    /// What was asked for instead of everything, in words; nil where nothing was left out on purpose.
    package var selection: String? { document.selection?.words }
    /// Ids and patterns as they were typed.
    package var only: [String] { document.selection?.only ?? [] }
    /// The same of what was left out; both are empty where everything of the profile was asked for.
    package var skip: [String] { document.selection?.skip ?? [] }
    /// From which outcome on the run failed.
    package var failOn: String { document.failOn }
    /// How many findings somebody answered for.
    package var waived: Int64 { document.parts.reduce(0) { $0 + $1.waived } }
    /// The name of the exit status of the run, and its number.
    package var status: (name: String, number: Int64) {
        (document.verdict.rawValue, document.verdict.exitStatus)
    }
}

extension ArraySlice<UInt8> {
    /// What stands between two marks, of which the first comes next; goes on behind the second.
    fileprivate mutating func take(between start: String, _ end: String) -> ArraySlice<UInt8>? {
        guard let opening = firstRange(of: Array(start.utf8)) else { return nil }
        let rest = self[opening.upperBound...]
        guard let closing = rest.firstRange(of: Array(end.utf8)) else { return nil }
        self = rest[closing.upperBound...]
        return rest[..<closing.lowerBound]
    }

    /// The bytes that stand in hexadecimal behind a mark, to the next tag.
    fileprivate mutating func takeHexadecimal(after start: String) -> [UInt8]? {
        take(between: start, "<").flatMap { Hexadecimal.decode(Array($0).span) }
    }
}
