import CashoutsAPI
import Testing

struct EnvironmentNameTests {
    @Test(
        "names of environments",
        arguments: ["a", "stg", "prod", "prod-2", "a-", "a--b", "z9", String(repeating: "x", count: 32)])
    func accepted(text: String) {
        #expect(EnvironmentName(text)?.text == text)
    }

    @Test(
        "no names of environments",
        arguments: [
            "", "Stg", "9a", "-a", "a_b", "a b", "a.b", "a/b", "a\n", "a\0", "é", "ａ", "stgé", " stg",
            String(repeating: "x", count: 33),
        ])
    func refused(text: String) {
        #expect(EnvironmentName(text) == nil)
    }

    @Test("names are ordered by their bytes")
    func ordered() {
        let sorted = ["b", "a", "a0", "a-"].compactMap { EnvironmentName($0) }.sorted().map(\.text)
        #expect(sorted == ["a", "a-", "a0", "b"])
    }

    @Test("the words of kinds, modes and fields are what files and command lines hold")
    func words() {
        #expect(EnvironmentKind.allCases.map(\.rawValue) == ["staging", "production"])
        #expect(AuthenticationMode.allCases.map(\.rawValue) == ["both", "body", "basic"])
        #expect(AuthenticationMode.allCases.map(\.putsCredentialsInBody) == [true, true, false])
        #expect(AuthenticationMode.allCases.map(\.sendsAuthorization) == [true, false, true])
        #expect(CredentialField.allCases.map(\.rawValue) == ["api-key", "api-passphrase", "api-signature"])
        #expect(CredentialField.allCases.map(\.jsonName) == ["api_key", "api_passphrase", "api_signature"])
        #expect(
            CredentialField.allCases.map(\.variableName)
                == ["D24_API_KEY", "D24_API_PASSPHRASE", "D24_API_SIGNATURE"])
        #expect(CredentialField.allCases.map(\.panelName) == ["API Key", "API Passphrase", "API Signature"])
        #expect(CredentialField.allCases.map(\.documentedMaximum) == [32, 32, nil])
    }
}
