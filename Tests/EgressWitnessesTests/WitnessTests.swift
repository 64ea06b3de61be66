import EgressPolicy
import HTTPTransport
import Testing

@testable import EgressWitnesses

@Suite("witnesses")
struct WitnessTests {
    @Test(
        "four operators and more are shipped for each family, each URL can be asked",
        arguments: IPFamily.allCases)
    func shipped(family: IPFamily) throws {
        let witnesses = Witness.shipped.filter { $0.family == family }
        #expect(Set(witnesses.map(\.operatorName)).count == witnesses.count)
        #expect(witnesses.count >= 5)
        for witness in witnesses {
            let request = try witness.request()
            #expect(request.method == .get)
            #expect(request.body == nil)
            #expect(request.answerLimit == witness.format.sizeLimit)
        }
    }

    @Test("every shipped witness is all of this also when named by its URL", arguments: Witness.shipped)
    func shippedByURL(shipped: Witness) throws {
        let named = try Witness(url: shipped.url)
        #expect(named.operatorName == shipped.operatorName)
        #expect(named.format == shipped.format)
        #expect(named.family == nil || named.family == shipped.family)
    }

    @Test(
        "the operator of one's own witness is its host, in one spelling",
        arguments: [
            ("https://witness.example.com/ip", "witness.example.com"),
            ("https://witness.example.com:8443/", "witness.example.com"),
            ("https://witness.example.com./", "witness.example.com"),
            ("https://other.example.com/", "other.example.com"),
            ("https://127.0.0.1:8443/", "127.0.0.1"),
            ("https://[::1]:8443/", "::1"),
            ("https://notident.me/", "notident.me"),
            ("https://execute-api.eu-west-1.amazonaws.com/", "execute-api.eu-west-1.amazonaws.com"),
            ("https://icanhazip.com/", "Cloudflare"),
            ("https://ipv4.icanhazip.com/", "Cloudflare"),
            ("https://www.cloudflare.com/cdn-cgi/trace", "Cloudflare"),
            ("https://one.example/cdn-cgi/trace", "Cloudflare"),
            ("https://two.example/cdn-cgi/trace?x=y", "Cloudflare"),
            ("https://1.1.1.1/", "Cloudflare"), ("https://1.1.1.2/ip", "Cloudflare"),
            ("https://1.0.0.3/ip", "Cloudflare"), ("https://[::ffff:1.0.0.1]/ip", "Cloudflare"),
            ("https://[2606:4700::6810:84e5]/ip", "Cloudflare"),
            ("https://1.1.2.1/ip", "1.1.2.1"), ("https://[2606:4701::1]/ip", "2606:4701::1"),
            ("https://api64.ipify.org/", "ipify"),
        ])
    func operatorName(url: String, operatorName: String) throws {
        #expect(try Witness(url: url).operatorName == operatorName)
    }

    @Test(
        "how it answers and which family it has follow from the URL",
        arguments: [
            ("https://example.com/cdn-cgi/trace", WitnessFormat.keyValue(key: "ip"), IPFamily?.none),
            ("https://example.com/cdn-cgi/trace?x=y", .keyValue(key: "ip"), nil),
            ("https://example.com/?/cdn-cgi/trace", .plainText, nil),
            ("https://example.com/ip", .plainText, nil),
            ("https://93.184.216.34/ip", .plainText, .v4),
            ("https://[2606:2800:220:1::34]/ip", .plainText, .v6),
        ])
    func details(url: String, format: WitnessFormat, family: IPFamily?) throws {
        let witness = try Witness(url: url)
        #expect(witness.url == url)
        #expect(witness.format == format)
        #expect(witness.family == family)
    }

    @Test(
        "only https URLs that can be asked make a witness",
        arguments: [
            ("http://example.com/", HTTPRequestError.notHTTPS), ("example.com", .notHTTPS), ("", .notHTTPS),
            ("https://user:word@example.com/", .userInURL), ("https://", .malformedURL),
            ("https://example.com/#ip", .malformedURL), ("https://example.com/ ip", .malformedURL),
        ])
    func refused(url: String, error: HTTPRequestError) {
        #expect(throws: error) { try Witness(url: url) }
    }

    @Test("the request says nothing about us")
    func neutral() throws {
        for witness in Witness.shipped {
            let request = try witness.request()
            #expect(request.headers.map(\.name) == ["User-Agent", "Accept"])
            for header in request.headers { #expect(!header.value.lowercased().contains("d24")) }
        }
    }
}
