import CashoutsAPI
import Sodium

@testable import SignatureDiagnosis

/// What comes from whoever can reach a receiver of notifications, or calls something a signature.
enum SignatureFuzzing {
    private static let key = Array("a key".utf8)

    static func notification(_ input: [UInt8]) {
        form(input)
        do {
            let request = try NotificationRequest(http: input.span)
            hold("the body is the end of the request", request.body.upperBound == input.count)
            let body = Array(input[request.body])
            switch request.content {
            case .form: form(body)
            case .json(let signature):
                guard let notification = try? SignedNotification(json: body.span, signature: signature) else {
                    return
                }
                hold("nothing random is authentic", notification.check(key: key.span) != .authentic)
            }
        } catch {
            // Refused by name; the head of a request holds at least a line.
            hold("only nothing is empty", (error == .empty) == input.isEmpty)
        }
    }

    private static func form(_ body: [UInt8]) {
        guard let notification = try? Notification(form: body.span) else { return }
        let ids = notification.fields.filter { $0.name == Array("external_id".utf8) }.map(\.value)
        hold("an external_id is there", ids == [notification.externalID])
        hold("no name occurs twice", Set(notification.fields.map(\.name)).count == notification.fields.count)
        hold("nothing random is authentic", notification.check(key: key.span) != .authentic)
        // What is authentic stays so in another spelling of the same bytes.
        let control = ControlString.of(externalID: notification.externalID.span, key: key.span)
        let escaped = TextCodings.percentEncoded(notification.externalID)
        let again =
            Array("external_id=".utf8) + escaped + Array("&control=\(control.uppercaseHexadecimal)".utf8)
        guard let made = try? Notification(form: again.span) else { violated("a form that was made is none") }
        hold("its own control is authentic", made.check(key: key.span) == .authentic)
    }

    static func signature(_ input: [UInt8]) {
        let text = String(decoding: input, as: UTF8.self)
        if let claimed = try? PayloadSignature(claimed: text) { hold("one spelling", claimed.text == text) }
        if let claimed = try? PayloadSignature(claimed: text, anyCase: true) {
            hold("one spelling but for the case", claimed.text == text.lowercased())
            hold("a digest is one", ClaimedDigest(text, expected: .lowerCase) != nil)
        }
        if let json = try? JSONText(input) { hold("a document comes back as it was", json.bytes == input) }
        let variants = BodyVariants(request: input)
        let read = ReadBody(input)
        for accident in BodyAccident.allCases {
            guard let variant = variants.variant(of: read, accident) else { continue }
            hold("a variant differs", variant != input)
            hold("a variant is no blow-up", variant.count <= 150 * input.count + 1_000)
        }
    }
}
