package import CashoutsAPI

/// A key that a signer may have used, described by what went wrong with it.
package struct CandidateKey: Sendable {
    /// Whose credentials it is of.
    package let environment: EnvironmentName
    /// The number of the version.
    package let version: Int
    /// API Signature, or the field that was taken for it.
    package let field: CredentialField
    /// In the order in which they happened; none for the key that should have been used, two at most are
    /// looked at.
    package let accidents: [KeyAccident]

    /// Every key that can have been made of one version's fields with at most two accidents.
    /// - Parameter base: the accident that led to this version; none for the one that should have been used.
    package static func all(
        of version: Int, in environment: EnvironmentName, after base: KeyAccident?
    ) -> [CandidateKey] {
        let fields = [CredentialField.apiKey, .apiPassphrase]
        let alterations = KeyAlteration.allCases.map { KeyAccident.altered($0) }
        var ways: [(field: CredentialField, accidents: [KeyAccident])] = [(.apiSignature, [])]
        ways += fields.map { ($0, [.otherField($0)]) } + alterations.map { (.apiSignature, [$0]) }
        if base == nil {
            for field in fields { ways += alterations.map { (field, [.otherField(field), $0]) } }
            for first in alterations {
                ways += alterations.filter { $0 != first }.map { (.apiSignature, [first, $0]) }
            }
        }
        return ways.map { field, accidents in
            CandidateKey(
                environment: environment, version: version, field: field,
                accidents: (base.map { [$0] } ?? []) + accidents)
        }
    }
}
