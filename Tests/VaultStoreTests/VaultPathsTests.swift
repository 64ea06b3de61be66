import Testing

@testable import VaultStore

struct VaultPathsTests {
    struct Case: Sendable {
        var isRoot = false
        var vault: String?
        var set: [String: String] = [:]
        var there: Set<String> = []
        var expected: String
    }

    static func paths(_ example: Case, vault: String? = nil, identity: String? = nil) -> VaultPaths {
        var variables = VaultPaths.Variables(isRoot: example.isRoot)
        variables.home = example.set["HOME"]
        variables.vault = example.set["D24_VAULT"]
        variables.identity = example.set["D24_IDENTITY"]
        variables.trust = example.set["D24_TRUST"]
        variables.credentialsDirectory = example.set["CREDENTIALS_DIRECTORY"]
        variables.configHome = example.set["XDG_CONFIG_HOME"]
        variables.dataHome = example.set["XDG_DATA_HOME"]
        variables.stateHome = example.set["XDG_STATE_HOME"]
        return VaultPaths(vault: vault, identity: identity, variables: variables) {
            example.there.contains($0)
        }
    }

    @Test(
        "the vault is the one named, the credential, one's own, the system's, in this order",
        arguments: [
            Case(isRoot: true, set: ["HOME": "/root"], expected: "/var/lib/d24/vault"),
            Case(
                isRoot: true, set: ["HOME": "/root"], there: ["/root/.local/share/d24/vault"],
                expected: "/var/lib/d24/vault"),
            Case(set: ["HOME": "/home/u"], expected: "/var/lib/d24/vault"),
            Case(
                set: ["HOME": "/home/u"], there: ["/home/u/.local/share/d24/vault"],
                expected: "/home/u/.local/share/d24/vault"),
            Case(
                set: ["HOME": "/home/u", "XDG_DATA_HOME": "/data"], there: ["/data/d24/vault"],
                expected: "/data/d24/vault"),
            Case(
                set: ["HOME": "/home/u", "XDG_DATA_HOME": "data"],
                there: ["data/d24/vault", "/home/u/.local/share/d24/vault"],
                expected: "/home/u/.local/share/d24/vault"),
            Case(there: ["/.local/share/d24/vault"], expected: "/.local/share/d24/vault"),
            Case(
                set: ["HOME": "/"], there: ["/.local/share/d24/vault"], expected: "/.local/share/d24/vault"),
            Case(
                set: ["HOME": "u"], there: ["u/.local/share/d24/vault"], expected: "/var/lib/d24/vault"),
            Case(
                set: ["HOME": "/home/u", "CREDENTIALS_DIRECTORY": "/run/c"],
                there: ["/run/c/d24-vault", "/home/u/.local/share/d24/vault"], expected: "/run/c/d24-vault"),
            Case(
                isRoot: true, set: ["CREDENTIALS_DIRECTORY": "/run/c"], expected: "/var/lib/d24/vault"),
            Case(
                set: ["D24_VAULT": "/v", "CREDENTIALS_DIRECTORY": "/run/c"], there: ["/run/c/d24-vault"],
                expected: "/v"),
            Case(vault: "/named", set: ["D24_VAULT": "/v"], expected: "/named"),
        ])
    func vault(_ example: Case) {
        #expect(Self.paths(example, vault: example.vault).vault == example.expected)
    }

    @Test(
        "the identity is the one named, the credential, root's or one's own",
        arguments: [
            Case(isRoot: true, set: ["HOME": "/root"], expected: "/etc/d24/identity"),
            Case(
                isRoot: true, set: ["HOME": "/root", "XDG_CONFIG_HOME": "/c"], expected: "/etc/d24/identity"),
            Case(set: ["HOME": "/home/u"], expected: "/home/u/.config/d24/identity"),
            Case(set: ["HOME": "/home/u", "XDG_CONFIG_HOME": "/c"], expected: "/c/d24/identity"),
            Case(
                set: ["HOME": "/home/u", "XDG_CONFIG_HOME": "./c"], expected: "/home/u/.config/d24/identity"),
            Case(expected: "/.config/d24/identity"),
            Case(
                isRoot: true, set: ["CREDENTIALS_DIRECTORY": "/run/c"], there: ["/run/c/d24-identity"],
                expected: "/run/c/d24-identity"),
            Case(
                set: ["HOME": "/home/u", "CREDENTIALS_DIRECTORY": "/run/c"],
                expected: "/home/u/.config/d24/identity"),
            Case(
                set: ["D24_IDENTITY": "/i", "CREDENTIALS_DIRECTORY": "/run/c"],
                there: ["/run/c/d24-identity"], expected: "/i"),
            Case(vault: "/named", set: ["D24_IDENTITY": "/i"], expected: "/named"),
        ])
    func identity(_ example: Case) {
        #expect(Self.paths(example, identity: example.vault).identity == example.expected)
    }

    @Test(
        "pins are root's in the system's folder, anyone else's in the state folder, or where it is said",
        arguments: [
            Case(isRoot: true, set: ["HOME": "/root"], expected: "/var/lib/d24/trust"),
            Case(isRoot: true, set: ["D24_TRUST": "/t"], expected: "/t"),
            Case(set: ["HOME": "/home/u"], expected: "/home/u/.local/state/d24/trust"),
            Case(set: ["HOME": "/home/u", "XDG_STATE_HOME": "/s"], expected: "/s/d24/trust"),
            Case(
                set: ["HOME": "/home/u", "XDG_STATE_HOME": "s"], expected: "/home/u/.local/state/d24/trust"),
            Case(set: ["HOME": "/home/u", "D24_TRUST": "/t"], expected: "/t"),
        ])
    func trust(_ example: Case) {
        let paths = Self.paths(example)
        #expect(paths.trust == example.expected)
        #expect(paths.rootTrust == (example.isRoot ? nil : "/var/lib/d24/trust"))
    }

    @Test(
        "a new vault is the one named, the system's for root, one's own for anyone else",
        arguments: [
            (true, nil, nil, "/var/lib/d24/vault"), (false, nil, nil, "/home/u/.local/share/d24/vault"),
            (false, "/data", nil, "/data/d24/vault"), (false, "data", nil, "/home/u/.local/share/d24/vault"),
            (true, nil, "/named", "/named"),
        ] as [(Bool, String?, String?, String)])
    func newVault(isRoot: Bool, dataHome: String?, named: String?, expected: String) {
        var variables = VaultPaths.Variables(isRoot: isRoot)
        variables.home = "/home/u"
        variables.dataHome = dataHome
        #expect(VaultPaths.newVault(named: named, variables: variables) == expected)
        variables.vault = "/variable"
        #expect(VaultPaths.newVault(named: named, variables: variables) == named ?? "/variable")
    }
}
