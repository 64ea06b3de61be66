import SystemIO
import ToolSupport
import VaultStore

/// Where to look on this host, and what this process was started with.
struct HostPlaces: Sendable {
    /// The vault, what opens it if that is a file, and the pins, whether or not they are there.
    var files: [(role: FileRole, path: String)]
    var vault: String
    var credentialsDirectory: String?
    var kernel = KernelFiles(root: "")
    /// Bytes: the largest core file of whatever is started like this run.
    var softCoreLimit: UInt64
    /// The variables that name a locale, the deciding one first, and their values.
    var locales: [(variable: String, value: String)]
}

extension HostPlaces {
    /// Those that the options mean.
    init(_ options: VaultOptions, in context: ToolContext) {
        let paths = options.paths
        vault = paths.vault
        credentialsDirectory = paths.credentialsDirectory
        softCoreLimit = context.startState.softCoreLimit
        files = [(.vault, paths.vault)]
        if let file = options.unlockFile {
            files.append((.unlockPhrase, file))
        } else if options.unlockDescriptor == nil, options.identityDescriptor == nil {
            files.append((.identity, paths.identity))
        }
        // Without the vault's folder there is no pin of it.
        if let trust = try? TrustStore(vault: paths.vault, paths: paths) {
            files += trust.files.map { (.pin, $0) }
        }
        // The order of setlocale(3) and POSIX.
        locales = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { name in
            context.environment(name).map { (name, $0) }
        }
    }
}
