package import EgressPolicy
package import HTTPTransport

/// A server that tells whoever asks it, over https, from which address they came.
///
/// It is asked by a bare GET: no credential, no signature, nothing that names the API or us goes to it.
package struct Witness: Hashable, Sendable {
    /// Who runs it; witnesses of one operator share one vote, and one of them is asked.
    package let operatorName: String
    /// An https URL that `HTTPRequest` accepts.
    package let url: String
    /// How its answer is read; `sizeLimit` of it is the most that is taken.
    package let format: WitnessFormat
    /// The one family that its host has an address of; nil where it may have both, so that either may answer.
    package let family: IPFamily?

    /// One that we know about beforehand.
    init(_ operatorName: String, _ url: String, _ family: IPFamily, format: WitnessFormat = .plainText) {
        self.operatorName = operatorName
        self.url = url
        self.format = format
        self.family = family
    }

    /// A witness of one's own, or any other, by its URL.
    ///
    /// Its operator is its host, unless that is one of a company known here. It answers in plain text, unless
    /// the path is Cloudflare's `/cdn-cgi/trace`, which every site behind Cloudflare has: there it is
    /// Cloudflare that answers, and so its operator. Throws what `HTTPRequest` finds wrong with the URL;
    /// plain http is refused, since anybody on the way could answer.
    package init(url: String) throws(HTTPRequestError) {
        let host = try HTTPRequest(get: url).host
        let isTrace = url.split(separator: "?").first?.hasSuffix("/cdn-cgi/trace") ?? false
        self.url = url
        operatorName = isTrace ? WitnessOperator.cloudflareName : WitnessOperator.name(ofHost: host)
        format = isTrace ? .keyValue(key: "ip") : .plainText
        family = WitnessOperator.family(ofHost: host)
    }

    /// The request that asks it.
    ///
    /// The name of our own product would tell a stranger which addresses belong to merchants of D24; without
    /// one Foundation would say the name of the executable. Hence a neutral one, for the operators' logs.
    func request() throws(HTTPRequestError) -> HTTPRequest {
        let headers = [
            (name: "User-Agent", value: "egress-witness/1"), (name: "Accept", value: "text/plain"),
        ]
        return try HTTPRequest(get: url, headers: headers, answerLimit: format.sizeLimit)
    }
}
