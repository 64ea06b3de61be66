import Foundation
import Testing

@testable import HTTPTransport

/// What libcurl says, from 7.88 on.
@Suite("FailureReading") struct FailureReadingTests {
    /// A text that libcurl has cut behind `text`, at 255 bytes.
    private static func cut(_ text: String) -> String { text + String(repeating: "x", count: 220) }

    static func failure(_ text: String, code: Int = -1, throughProxy: Bool = false) -> HTTPFailure {
        FailureReading.failure(code: code, text: text, throughProxy: throughProxy)
    }

    @Test(
        "a host that is called as a failure is does not make it one",
        arguments: [
            "proxy.example", "ssl.example", "tls.example", "certificate.example", "proxy", "ssl",
            "closed-abruptly.example", "not-tls.http-request.example", "api.example",
        ])
    func names(host: String) {
        let refused = "Failed to connect to \(host) port 443 after 2 ms: Couldn't connect to server"
        #expect(Self.failure(refused, code: NSURLErrorCannotConnectToHost) == .connectionRefused)
        #expect(Self.failure(refused, code: NSURLErrorTimedOut) == .timedOut)
        #expect(
            Self.failure(refused)
                == .connectionFailed("Failed to connect to \(host) port 443: Couldn't connect to server"))
        #expect(Self.failure("Could not resolve host: \(host)") == .nameNotResolved)
        let handshake = "OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to \(host):443 "
        #expect(Self.failure(handshake) == .tls(.handshake, handshake))
        let name = "SSL: no alternative certificate subject name matches target host name '\(host)'"
        #expect(Self.failure(name) == .tls(.wrongName, name))
    }

    @Test("what stands in a certificate is not read as a failure")
    func certificateName() {
        let text =
            "SSL: certificate subject name 'proxy's, and the certificate has expired' does not match "
            + "target host name 'api.example'"
        #expect(Self.failure(text) == .tls(.wrongName, text))
        // libcurl cuts its texts.
        for cut in ["'proxy, expired", "'a' does not match target host name 'proxy.exam"] {
            let text = "SSL: certificate subject name \(cut)"
            #expect(Self.failure(text) == .tls(.wrongName, text))
        }
    }

    @Test(
        "a proxy's failure is one, whatever it is called",
        arguments: [
            "Could not resolve proxy: gateway.example", "Could not resolve proxy: proxy",
            "Received HTTP code 403 from proxy after CONNECT", "CONNECT tunnel failed, response 403",
            "Proxy CONNECT aborted",
        ])
    func proxies(text: String) { #expect(Self.failure(text) == .proxy(text)) }

    @Test("behind a proxy a connection that fails is the proxy's")
    func throughProxy() {
        let text = "Failed to connect to gateway.example port 3128: Couldn't connect to server"
        #expect(
            Self.failure(text, code: NSURLErrorCannotConnectToHost, throughProxy: true) == .proxy(text))
    }

    @Test(
        "a proxy setting that cannot be used is shown without its user and password",
        arguments: [
            (
                "syntax in 'http://user:secret@gateway.example:99999'",
                "syntax in 'http://gateway.example:99999'"
            ),
            ("scheme for 'ftp://user:se'cr@et@gateway.example'", "scheme for 'ftp://gateway.example'"),
            ("syntax in 'http://user:sec\nret@gate way:9'", "syntax in 'http://gate way:9'"),
            ("syntax in 'http://user:se'cret@gw:9': Bad port", "syntax in 'http://gw:9': Bad port"),
            ("syntax in 'http://user:secret", "syntax in '…'"),
            ("scheme for 'ftp://user:\(cut("sec'ret"))", "scheme for '…'"),
            ("syntax in 'http://user:\(cut("sec': ret"))", "syntax in '…'"),
        ])
    func proxyUser(setting: String, shown: String) {
        #expect(Self.failure("Unsupported proxy \(setting)") == .proxy("Unsupported proxy \(shown)"))
    }
}
