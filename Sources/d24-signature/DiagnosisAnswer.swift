import CashoutsAPI
import SignatureDiagnosis
import StrictJSON
import ToolSupport
import VaultFormat

/// The answers that `diagnose` gives, of which none is yes.
struct DiagnosisAnswer {
    private let record: EnvironmentRecord
    private let keys: CandidateKeys
    private let metadata: VaultMetadata
    private let isNotification: Bool

    init(
        _ record: EnvironmentRecord, _ keys: CandidateKeys, in metadata: VaultMetadata, notification: Bool
    ) {
        self.record = record
        self.keys = keys
        self.metadata = metadata
        isNotification = notification
    }

    /// The verb that says yes where nothing but the version is unusual.
    private var judge: String { isNotification ? "d24-signature notification" : "d24-signature verify" }

    /// What happened, and how to mend it.
    func explained(_ explanation: Diagnosis.Explanation) -> Report {
        let key = keyWords(explanation.key)
        guard !explanation.isEmpty else {
            return Report(
                status: .no,
                text: [.line("nothing to explain: these bytes make this signature with \(key)")],
                json: json(explanation, accidents: []),
                hints: ["'\(judge)' says whether it is accepted"])
        }
        let accidents = accidents(of: explanation)
        var rows: [(name: String, value: String)] = []
        if !explanation.body.isEmpty {
            rows.append(("signed", explanation.body.map(\.message).joined(separator: "; and of that ")))
        }
        rows.append(("key", key))
        rows += explanation.digest.map { ("digest", $0.message) }
        var mends: [String] = []
        for accident in accidents where !mends.contains(accident.mend) { mends.append(accident.mend) }
        // The sisters accept every version that can be met while a key is changed.
        let isAccepted =
            explanation.body.isEmpty && explanation.digest.isEmpty
            && explanation.key.accidents == [.otherVersion]
        return Report(
            status: .no,
            text: [
                .line(
                    isAccepted
                        ? "explained, and '\(judge)' accepts it:" : "explained, and not to be accepted:"),
                .fields(rows + mends.map { ("mend", $0) }),
            ],
            json: json(explanation, accidents: accidents))
    }

    /// Nothing that is known made this signature.
    /// - Parameter refusal: why nothing was tried that happens to JSON.
    func unexplained(_ tried: [BodyAccident], json refusal: JSONError?) -> Report {
        let ways = KeyAlteration.allCases.map(\.rawValue).joined(separator: ", ")
        let environments = metadata.environments.map(\.name).filter { !keys.closed.contains($0) }
        var rows = [
            ("body", tried.map(\.rawValue).joined(separator: ", ")),
            ("keys", "every field of every version of " + environments.map(\.text).joined(separator: ", ")),
            ("key as", ways),
        ]
        if let refusal {
            let what = "what happens to JSON: \(refusal.reason.words) at byte \(refusal.offset) of the body"
            rows.append(("not tried", what))
        }
        if !keys.closed.isEmpty {
            let names = keys.closed.map(\.text).joined(separator: ", ")
            rows.append(("not tried", "the keys of \(names), not given here"))
        }
        return Report(
            status: .no,
            text: [
                .line("not explained: nothing of this makes the signature, alone or in pairs"),
                .fields(rows.map { (name: $0.0, value: $0.1) }),
            ],
            json: [
                "explained": false, "environment": .string(record.name.text), "accidents": [],
                "tried": [
                    "body": .array(tried.map { .string($0.rawValue) }),
                    "keys": .integer(Int64(keys.all.count)),
                    "environments": .array(environments.map { .string($0.text) }),
                ],
                "not_tried": .array(keys.closed.map { .string($0.text) }),
                "json_tried": .bool(refusal == nil),
            ],
            hints: [
                "give the bytes as they were received or sent, and the signature that came with them",
                "a key that was retired, or that never was in this vault, cannot be found",
            ])
    }

    /// The signature or the notification is none.
    func malformed(_ message: String, hint: String) -> Report {
        Report(
            status: .no, text: [.line("malformed: \(message)")],
            json: [
                "explained": false, "environment": .string(record.name.text), "reason": "malformed",
                "message": .string(message), "accidents": [],
            ], hints: [hint])
    }

    private struct Accident {
        let name: String
        let message: String
        let mend: String
    }

    private func accidents(of explanation: Diagnosis.Explanation) -> [Accident] {
        explanation.body.map { Accident(name: $0.rawValue, message: "signed \($0.message)", mend: $0.mend) }
            + explanation.key.accidents.map {
                Accident(
                    name: $0.name, message: "signed with \(keyWords(explanation.key))",
                    mend: $0.mend(notification: isNotification))
            } + explanation.digest.map { Accident(name: $0.rawValue, message: $0.message, mend: $0.mend) }
    }

    /// Which key it was: `v1 (previous) of stg, and not v2`, `API Passphrase of v2 (current) of stg`.
    private func keyWords(_ key: CandidateKey) -> String {
        let version = metadata[key.environment]?.versions.first { $0.number == key.version }
        var words = "\(version?.words ?? "v\(key.version)") of \(key.environment.text)"
        if key.field != .apiSignature { words = "\(key.field.panelName) of \(words)" }
        for accident in key.accidents {
            switch accident {
            case .altered(let alteration): words += ", with \(alteration.message)"
            case .otherVersion:
                if let current = record.version(in: .current) { words += ", and not \(current.words)" }
            case .otherEnvironment: words += ", and not of \(record.name.text)"
            case .otherField: words += ", and not API Signature"
            }
        }
        return words
    }

    private func json(
        _ explanation: Diagnosis.Explanation, accidents: [Accident]
    ) -> KeyValuePairs<String, JSONValue> {
        let key = explanation.key
        return [
            "explained": true, "environment": .string(record.name.text),
            "accidents": .array(
                accidents.map {
                    ["name": .string($0.name), "message": .string($0.message), "mend": .string($0.mend)]
                }),
            "key": [
                "environment": .string(key.environment.text), "version": .string("v\(key.version)"),
                "field": .string(key.field.rawValue),
            ],
        ]
    }
}

extension JSONError.Reason {
    /// What stands where the strict reader takes something else.
    fileprivate var words: String {
        switch self {
        case .unexpectedEnd: "it ends"
        case .unexpectedByte: "there is a byte that cannot stand there"
        case .trailingBytes: "there is more behind it"
        case .byteOrderMark: "there is a byte-order mark"
        case .notUTF8: "there is something else than UTF-8"
        case .controlCharacter: "there is a control character"
        case .badEscape: "there is a bad escape"
        case .loneSurrogate: "there is half of a surrogate pair"
        case .duplicateKey: "there is a key twice"
        case .tooDeep: "it is more than 32 levels deep"
        }
    }
}
