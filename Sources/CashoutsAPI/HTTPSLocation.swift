/// An https URL with a host of its own and any path and query: where a witness is, or where notifications are
/// taken.
package struct HTTPSLocation: Hashable, Sendable {
    /// As it was given: printable ASCII of at most 2048 bytes.
    package let text: String
    /// Its scheme, host and port. The rest may be secret: some receivers hide in a path that nobody guesses.
    package let origin: BaseURL

    /// Nil for what is no https URL, has user info, is too long or has other characters. Throws what is wrong
    /// with the host or the port.
    package init?(_ text: String) throws(BaseURLError) {
        let scheme = "https://"
        guard text.hasPrefix(scheme), text.utf8.count <= 2048,
            text.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { return nil }
        let authority = text.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        guard !authority.isEmpty, !authority.contains("@") else { return nil }
        origin = try BaseURL(scheme + authority)
        self.text = text
    }
}
