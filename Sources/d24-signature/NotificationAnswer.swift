import CashoutsAPI
import Sodium
import StrictJSON
import ToolSupport
import VaultFormat

/// The answers that `notification` gives, for one environment.
struct NotificationAnswer {
    private let record: EnvironmentRecord
    private let versions: [CredentialVersion]

    /// - Parameter versions: those that were or will be tried.
    init(_ record: EnvironmentRecord, _ versions: [CredentialVersion]) {
        self.record = record
        self.versions = versions
    }

    // MARK: yes

    /// A form: its control proves one field.
    func authentic(_ notification: Notification, _ version: CredentialVersion) -> Report {
        let control = NotificationField.control.rawValue
        return authentic(
            "external_id authentic; other fields not authenticated", "control made", version,
            externalID: String(decoding: notification.externalID, as: UTF8.self),
            fields: notification.fields.map { field in
                let name = String(decoding: field.name, as: UTF8.self)
                return AnsweredField(
                    name: name, text: String(decoding: field.value, as: UTF8.self),
                    isAuthentic: name == NotificationField.externalID.rawValue, isShown: name != control)
            })
    }

    /// JSON: its signature proves the whole body.
    func authentic(_ notification: SignedNotification, _ version: CredentialVersion) -> Report {
        authentic(
            "body authentic, with all its fields, if it is no request of yours", "signed", version,
            externalID: notification.externalID,
            fields: notification.members.map { member in
                AnsweredField(
                    name: member.key, text: member.value.stringValue ?? JSONWriter.text(member.value),
                    isAuthentic: true, isShown: true)
            })
    }

    private struct AnsweredField {
        let name: String
        let text: String
        let isAuthentic: Bool
        /// A control is of no use to a person.
        let isShown: Bool
    }

    /// A name as one word: blanks in it would look like the columns behind it.
    private static func shown(_ name: String) -> String {
        let isWord = name.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || "0123456789_-.[]".unicodeScalars.contains(scalar))
        }
        return isWord && !name.isEmpty ? name : JSONWriter.text(.string(name))
    }

    private func authentic(
        _ headline: String, _ how: String, _ version: CredentialVersion, externalID: String?,
        fields: [AnsweredField]
    ) -> Report {
        let rows = fields.filter(\.isShown).map { field in
            [Self.shown(field.name), field.isAuthentic ? "authentic" : "not authenticated", field.text]
        }
        return Report(
            text: [
                .line(headline),
                .line("\(how) with \(version.words) of \(record.name.text)"),
                .line("what became of the cashout is for the status endpoint to say"),
                .line(""),
                .table(header: ["field", "", "value"], rows: rows),
            ],
            json: [
                "authentic": true, "environment": .string(record.name.text), "version": .string(version.name),
                "state": .string(version.state.rawValue),
                "external_id": externalID.map { .string($0) } ?? .null,
                "fields": .array(
                    fields.map { field in
                        [
                            "name": .string(field.name), "value": .string(field.text),
                            "authentic": .bool(field.isAuthentic),
                        ]
                    }),
                "decided_by": "POST /v3/cashout/status",
            ])
    }

    // MARK: no

    /// Well formed, but by none of the keys.
    func different(_ received: ReceivedNotification) -> Report {
        let tried = versions.map(\.words).joined(separator: ", ")
        let what =
            switch received {
            case .form: "this control of this external_id"
            case .json: "this signature of this body"
            }
        return no(
            "not authentic: no version of \(record.name.text) makes \(what)", received.proof, tried: versions,
            more: [.line("tried: \(tried)")],
            hint: "take it for a forgery; a notification of another environment has another key")
    }

    /// Nothing that could be a control or a signature.
    func malformed(_ error: SignatureTextError, _ received: ReceivedNotification) -> Report {
        let hint =
            switch received {
            case .form: "a control is 64 upper-case hex digits and nothing else"
            case .json: "a Payload-Signature is 64 lower-case hex digits and nothing else"
            }
        return no(
            "not authentic: the \(received.proof) \(error.message)", "malformed_\(received.proof)", hint: hint
        )
    }

    /// No notification at all.
    func refused(_ error: NotificationError) -> Report {
        no("not authentic: \(error.message)", error.reason, hint: error.hint)
    }

    /// Nothing of the body is shown: whoever sent it, it was not shown to be D24.
    private func no(
        _ message: String, _ reason: String, tried: [CredentialVersion] = [], more: [TextBlock] = [],
        hint: String
    ) -> Report {
        Report(
            status: .no, text: [.line(message)] + more,
            json: [
                "authentic": false, "environment": .string(record.name.text), "reason": .string(reason),
                "message": .string(message), "tried": .array(tried.map { .string($0.name) }),
            ], hints: [hint])
    }
}

extension NotificationError {
    /// The word for it in JSON.
    fileprivate var reason: String {
        switch self {
        case .empty: "empty"
        case .tooLarge: "too_large"
        case .json: "json"
        case .noRequestLine: "no_request_line"
        case .notPOST: "not_post"
        case .badHeader: "bad_header"
        case .endlessHeaders: "endless_headers"
        case .repeatedHeader: "repeated_header"
        case .encoded: "encoded"
        case .wrongLength: "wrong_length"
        case .noLength: "no_length"
        case .charset: "charset"
        case .contentType: "content_type"
        case .unsigned: "unsigned"
        case .notJSON: "not_json"
        case .ownRequest: "own_request"
        case .badEscape: "bad_escape"
        case .rawControl: "raw_control"
        case .rawSemicolon: "raw_semicolon"
        case .noName: "no_name"
        case .duplicate: "duplicate"
        case .otherSpelling: "other_spelling"
        case .fieldInQuery: "field_in_query"
        case .finalLineEnd: "final_line_end"
        case .missing: "missing"
        case .emptyField: "empty_field"
        case .notUTF8: "not_utf8"
        }
    }
}
