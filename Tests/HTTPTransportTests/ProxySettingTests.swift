import Testing

@testable import HTTPTransport

@Suite("ProxySetting") struct ProxySettingTests {
    @Test(
        "takes the variable that libcurl takes",
        arguments: [
            ([:], nil),
            (["https_proxy": "http://a:1"], "http://a:1"),
            (["HTTPS_PROXY": "http://b:2"], "http://b:2"),
            (["https_proxy": "http://a:1", "HTTPS_PROXY": "http://b:2"], "http://a:1"),
            (["https_proxy": "", "HTTPS_PROXY": "http://b:2"], "http://b:2"),
            (["all_proxy": "socks5h://c:3"], "socks5h://c:3"),
            (["ALL_PROXY": "d:4"], "http://d:4"),
            (["all_proxy": "http://c:3", "HTTPS_PROXY": "http://b:2"], "http://b:2"),
            (["http_proxy": "http://e:5", "HTTP_PROXY": "http://e:5"], nil),
        ] as [([String: String], String?)])
    func variable(environment: [String: String], proxy: String?) {
        #expect(ProxySetting { environment[$0] }.proxy(forHost: "api.example.com") == proxy)
    }

    @Test(
        "shows no user and no password",
        arguments: [
            "http://user:secret@proxy:3128", "http://user@proxy:3128/",
            "HTTP://secret:s/ecr@et@proxy:3128/x@y:3128",
            "user:secret@proxy:3128?secret#secret", "http://secret#@proxy:3128",
        ])
    func withoutUser(setting: String) {
        let shown = ProxySetting { $0 == "https_proxy" ? setting : nil }.proxy(forHost: "h")
        #expect(shown == "http://proxy:3128" || shown == "http://y:3128")
    }

    @Test(
        "knows the exceptions as libcurl does",
        arguments: [
            ("*", "api.example.com", true), ("example.com", "api.example.com", true),
            (".example.com", "api.example.com", true), ("example.com", "example.com", true),
            (".example.com", "example.com", true), ("EXAMPLE.com.", "api.example.COM", true),
            ("example.com", "badexample.com", false), ("other.com,api.example.com", "api.example.com", true),
            ("other.com api.example.com", "api.example.com", true), ("a,*", "api.example.com", false),
            ("127.0.0.1", "127.0.0.1", true), ("127.0.0.0/8", "127.9.9.9", true),
            ("127.0.0.0/8", "128.0.0.1", false),
            ("10.0.0.0/33", "10.0.0.0", false), ("0.0.0.0/0", "10.0.0.1", false),
            ("0.0.1", "127.0.0.1", false),
            ("::1", "::1", true), ("[::1]", "::1", true), ("::2", "::1", false),
            (",. ,", "api.example.com", false),
        ])
    func exceptions(list: String, host: String, isNamed: Bool) {
        let environment = ["https_proxy": "http://a:1", "no_proxy": list, "NO_PROXY": "unread"]
        let proxy = ProxySetting { environment[$0] }.proxy(forHost: host)
        #expect((proxy == nil) == isNamed)
    }

    @Test("NO_PROXY counts when no_proxy is empty or missing")
    func upperCase() {
        let environment = ["https_proxy": "http://a:1", "no_proxy": "", "NO_PROXY": "example.com"]
        #expect(ProxySetting { environment[$0] }.proxy(forHost: "api.example.com") == nil)
    }

    @Test(
        "tells another program how to come through, and keeps a user to itself",
        arguments: [
            (nil, ProxyRoute.direct), ("http://proxy:3128/", .plain(place: "proxy:3128")),
            ("proxy:3128", .plain(place: "proxy:3128")), ("HTTP://proxy", .plain(place: "proxy:1080")),
            ("http://[2606:2800::1]", .plain(place: "[2606:2800::1]:1080")),
            ("http://[2606:2800::1]:3128", .plain(place: "[2606:2800::1]:3128")),
            ("http://user:secret@proxy:3128", .withUser("http://proxy:3128")),
            ("socks5h://user:secret@proxy:1", .withUser("socks5h://proxy:1")),
            ("https://proxy:3129", .otherKind("https://proxy:3129")),
            ("socks5h://proxy:1", .otherKind("socks5h://proxy:1")),
        ] as [(String?, ProxyRoute)])
    func route(setting: String?, route: ProxyRoute) {
        #expect(
            ProxySetting { $0 == "https_proxy" ? setting : nil }.route(forHost: "api.example.com") == route)
    }

    @Test("an exception leads past the proxy for another program too")
    func routeOfException() {
        let environment = ["https_proxy": "http://a:1", "no_proxy": "example.com"]
        #expect(ProxySetting { environment[$0] }.route(forHost: "api.example.com") == .direct)
    }

    @Test(
        "variables contradict each other where both forms are set, to different values",
        arguments: [
            ([:], []), (["https_proxy": "http://a:1"], []), (["HTTPS_PROXY": "http://a:1"], []),
            (["https_proxy": "http://a:1", "HTTPS_PROXY": "http://a:1"], []),
            (["https_proxy": "http://a:1", "HTTPS_PROXY": ""], []),
            (["https_proxy": "http://a:1", "ALL_PROXY": "http://b:2"], []),
            (["https_proxy": "http://a:1", "HTTPS_PROXY": "http://b:2"], ["https_proxy"]),
            (
                ["no_proxy": "a", "NO_PROXY": "b", "all_proxy": "http://a:1", "ALL_PROXY": "http://b:2"],
                ["all_proxy", "no_proxy"]
            ),
        ] as [([String: String], [String])])
    func contradictions(environment: [String: String], names: [String]) {
        #expect(ProxySetting { environment[$0] }.contradictions == names)
    }
}
