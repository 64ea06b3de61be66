package import VaultFormat
package import VaultStore

/// Identities that a command line names, with errors as diagnostics.
package enum IdentityInput {
    /// Reads the identity from its path, or from a descriptor that was given instead.
    package static func read(_ paths: VaultPaths, descriptor: Int? = nil) throws(Diagnostic) -> IdentityFile {
        do {
            if let descriptor { return try IdentityStore.read(descriptor: Int32(clamping: descriptor)) }
            return try IdentityStore.read(paths.identity, credentialsDirectory: paths.credentialsDirectory)
        } catch { throw Diagnostic(error) }
    }
}
