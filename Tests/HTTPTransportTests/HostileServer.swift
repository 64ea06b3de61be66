import HTTPTransport
import Sodium
import TestSupport

/// The one `scripts/fixtures/hostile-server.py` of this test process, started by whoever needs it first.
enum HostileServer {
    private static let started = Result { () throws -> PrivateAuthorityServer in
        let script = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
        return try PrivateAuthorityServer([
            "python3", script + "/scripts/fixtures/hostile-server.py", PrivateAuthority.folder(),
        ])
    }

    static func port(_ listener: String) throws -> Int {
        try started.get().port(listener)
    }

    static func url(_ path: String, listener: String = "tls", host: String = "localhost") throws -> String {
        "https://\(host):\(try port(listener))\(path)"
    }

    /// The status query that the toolkit sends, to a path of the hostile server.
    static func ask(_ path: String, listener: String = "tls", seconds: Double = 20) throws -> HTTPOutcome {
        Ask(url: try url(path, listener: listener)).outcome(seconds: seconds)
    }

    /// How many connections a listener has accepted.
    static func connections(_ listener: String) throws -> Int? {
        guard case .answer(let answer) = try ask("/connections/" + listener) else { return nil }
        return Int(String(decoding: answer.body, as: UTF8.self))
    }
}

/// A POST like that of the signed ping; what a child process is told to do is a URL alone.
struct Ask {
    static let body = Array(#"{"login":"l","pass":"p","external_id":"ping-0"}"#.utf8)
    let url: String

    func request() throws -> HTTPRequest {
        try HTTPRequest(
            post: url,
            headers: [
                ("Content-Type", "application/json"), ("User-Agent", "d24-tools"),
                ("Payload-Signature", "b18c6c52"),
            ], authorization: SecretBytesReference(copying: Array("Basic bDpw".utf8).span),
            body: SecretBytesReference(copying: Ask.body.span))
    }

    func outcome(seconds: Double) -> HTTPOutcome {
        guard let request = try? request() else { return .failure(.other("the test's URL is wrong")) }
        return HTTPClient.perform(request, deadline: .after(seconds: seconds))
    }
}
