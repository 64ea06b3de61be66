import Foundation
import FoundationNetworking

/// Makes an outcome of a response whose body has all arrived.
enum AnswerReading {
    static func outcome(of response: HTTPURLResponse, body: [UInt8]) -> HTTPOutcome {
        if (300..<400).contains(response.statusCode) { return .failure(redirection(response)) }
        if let coding = coding(of: response) { return .failure(.encoded(coding)) }
        guard response.statusCode >= 200 else { return .failure(.cutShort) }
        return .answer(HTTPAnswer(status: response.statusCode, headers: headers(of: response), body: body))
    }

    /// A content coding, or a transfer coding other than chunks; `identity` too, since no honest server says
    /// it.
    static func coding(of response: HTTPURLResponse) -> String? {
        let headers = headers(of: response)
        if let coding = headers["content-encoding"] { return coding }
        guard let coding = headers["transfer-encoding"], coding.lowercased() != "chunked" else { return nil }
        return coding
    }

    /// The status and where it points, if that is a plain host name: it comes from a stranger and will be
    /// shown.
    static func redirection(_ response: HTTPURLResponse) -> HTTPFailure {
        let target = headers(of: response)["location"].flatMap { URL(string: $0)?.host }
        let isPlain = target.map { host in
            !host.isEmpty && host.utf8.count <= 253 && host.utf8.allSatisfy(HTTPRequest.isPlain)
        }
        return .redirected(status: response.statusCode, host: isPlain == true ? target : nil)
    }

    private static func headers(of response: HTTPURLResponse) -> [String: String] {
        var headers: [String: String] = [:]
        for (name, value) in response.allHeaderFields {
            guard let name = name as? String, let value = value as? String else { continue }
            headers[name.lowercased()] = value
        }
        return headers
    }
}
