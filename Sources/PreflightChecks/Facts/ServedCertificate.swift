import VaultFormat

/// What `openssl x509 -noout -enddate -issuer -nameopt RFC2253` says of a certificate.
package struct ServedCertificate: Equatable, Sendable {
    /// The last second in which it is valid.
    let end: Timestamp
    /// A distinguished name as RFC 2253 writes it, ASCII; a stranger chose it.
    let issuer: String

    init(end: Timestamp, issuer: String) {
        self.end = end
        self.issuer = issuer
    }

    /// Reads exactly those two lines, in any order; nil for anything else.
    init?(output: [UInt8]) {
        guard let text = String(validating: output, as: UTF8.self), text.hasSuffix("\n") else { return nil }
        let lines = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
        let ends = lines.compactMap { Self.value(of: "notAfter", in: $0) }
        let issuers = lines.compactMap { Self.value(of: "issuer", in: $0) }
        guard lines.count == 2, let date = ends.first, let issuer = issuers.first,
            let end = Self.date(date), issuer.utf8.allSatisfy({ (0x20..<0x7f).contains($0) })
        else { return nil }
        self.init(end: end, issuer: issuer.isEmpty ? "nobody" : String(issuer))
    }

    private static func value(of name: String, in line: Substring) -> Substring? {
        line.hasPrefix("\(name)=") ? line.dropFirst(name.count + 1) : nil
    }

    /// `Jan  5 08:00:00 2027 GMT`: ASN1_TIME_print(3), which knows English alone.
    private static func date(_ text: Substring) -> Timestamp? {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let words = text.split(separator: " ")
        guard words.count == 5, words[4] == "GMT", let month = months.firstIndex(of: String(words[0])) else {
            return nil
        }
        func twoDigits(_ text: some StringProtocol) -> String { text.count == 1 ? "0\(text)" : String(text) }
        return Timestamp("\(words[3])-\(twoDigits(String(month + 1)))-\(twoDigits(words[1]))T\(words[2])Z")
    }

    private static let first = Array("-----BEGIN CERTIFICATE-----".utf8)
    private static let last = Array("-----END CERTIFICATE-----".utf8)

    /// The first certificate in what `openssl s_client` prints, which is the server's own; nil where there is
    /// none.
    static func own(in output: [UInt8]) -> [UInt8]? {
        let lines = output.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(where: { $0.elementsEqual(first) }),
            let end = lines[start...].firstIndex(where: { $0.elementsEqual(last) })
        else { return nil }
        return lines[start...end].flatMap { $0 + [UInt8(ascii: "\n")] }
    }
}
