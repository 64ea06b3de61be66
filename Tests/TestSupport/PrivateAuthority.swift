import Glibc

/// The certificates of `scripts/with-test-authority`, when the tests run inside it.
package enum PrivateAuthority {
    /// There is no private authority here, or no silent resolver.
    package struct Missing: Error, CustomStringConvertible {
        package let description =
            "these tests need a private authority: run scripts/test, or swift test inside"
            + " scripts/with-test-authority --offline FOLDER"
    }

    /// The folder with `ca.pem`, `server.pem` and the rest.
    package static func folder() throws(Missing) -> String {
        guard let folder = unsafe getenv("D24_TEST_AUTHORITY") else { throw Missing() }
        return unsafe String(cString: folder)
    }

    /// Throws unless names that `/etc/hosts` does not know are asked of a resolver that never answers.
    package static func requireSilentResolver() throws(Missing) {
        guard unsafe getenv("D24_TEST_SILENT_RESOLVER") != nil else { throw Missing() }
    }
}
