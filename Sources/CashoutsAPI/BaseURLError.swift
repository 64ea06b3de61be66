/// Why a text is no base URL. No case carries a part of the text: it may hold user info.
package enum BaseURLError: Error, Equatable, Sendable, CaseIterable {
    case empty
    case tooLong
    case noScheme
    case plainHTTP
    case otherScheme
    case upperCase
    case userInfo
    case path
    case query
    case fragment
    case badHost
    case internationalHost
    case badPort

    /// What is wrong: a sentence, lower case and without a full stop.
    package var message: String {
        switch self {
        case .empty: "the base URL is empty"
        case .tooLong: "the base URL is longer than any host name"
        case .noScheme: "the base URL does not begin with https://"
        case .plainHTTP: "the base URL begins with http://, and D24 answers over HTTPS only"
        case .otherScheme: "the base URL has a scheme other than https"
        case .upperCase: "the base URL has upper-case letters"
        case .userInfo: "the base URL has user info before an @"
        case .path: "the base URL has a path"
        case .query: "the base URL has a query"
        case .fragment: "the base URL has a fragment"
        case .badHost: "the base URL has no well-formed host name or address"
        case .internationalHost: "the base URL has a host name with letters beyond ASCII"
        case .badPort: "the base URL has a port that is not a number from 1 to 65535"
        }
    }

    /// What to write instead.
    package var hint: String {
        switch self {
        case .upperCase: "write the whole base URL in lower case"
        case .userInfo: "leave user info out: API Key and API Passphrase are taken from the vault"
        case .internationalHost: "write the host name in its ASCII form, which begins with xn--"
        case .empty, .tooLong, .noScheme, .plainHTTP, .otherScheme, .path, .query, .fragment, .badHost,
            .badPort:
            "write https://HOST or https://HOST:PORT, such as https://api-stg.directa24.com"
        }
    }
}
