internal import SystemIO

/// Where vault, identity and pins are looked for when nothing else is said.
package struct VaultPaths: Sendable {
    /// The variables that matter, so that the rules can be tested without touching the process.
    package struct Variables: Sendable {
        /// `D24_VAULT`: where the vault is, unless the command line names another.
        package var vault: String?
        /// `D24_IDENTITY`: where the identity is, likewise.
        package var identity: String?
        /// `D24_TRUST`: the folder of this user's pins.
        package var trust: String?
        /// `CREDENTIALS_DIRECTORY`, which systemd sets for a unit with credentials.
        package var credentialsDirectory: String?
        /// `HOME`; one that is not absolute, or is `/`, counts as unset.
        package var home: String?
        /// `XDG_CONFIG_HOME`, if absolute: the identity is below it, else in `.config` in `HOME`.
        package var configHome: String?
        /// `XDG_DATA_HOME`, if absolute: a user's own vault is below it, else in `.local/share` in `HOME`.
        package var dataHome: String?
        /// `XDG_STATE_HOME`, if absolute: the pins are below it, else in `.local/state` in `HOME`.
        package var stateHome: String?
        /// Whether root's places in the system count, and not those in a home.
        package var isRoot: Bool

        /// No variable is set.
        package init(isRoot: Bool) {
            self.isRoot = isRoot
        }

        /// What the process was started with. An empty variable counts as unset.
        package static func ofProcess() -> Variables {
            func value(_ name: String) -> String? {
                ProcessEnvironment.value(name).flatMap { $0.isEmpty ? nil : $0 }
            }
            var variables = Variables(isRoot: Host.effectiveUser == 0)
            variables.vault = value("D24_VAULT")
            variables.identity = value("D24_IDENTITY")
            variables.trust = value("D24_TRUST")
            variables.credentialsDirectory = value("CREDENTIALS_DIRECTORY")
            variables.home = value("HOME")
            variables.configHome = value("XDG_CONFIG_HOME")
            variables.dataHome = value("XDG_DATA_HOME")
            variables.stateHome = value("XDG_STATE_HOME")
            return variables
        }

        var userConfiguration: String { folder(configHome, orInHome: ".config") }
        var userData: String { folder(dataHome, orInHome: ".local/share") }
        var userState: String { folder(stateHome, orInHome: ".local/state") }

        /// The XDG Base Directory Specification: a path that is not absolute is invalid and ignored. Else the
        /// same user would have other pins in every folder that a command is run from.
        private func folder(_ named: String?, orInHome name: String) -> String {
            if let named, named.hasPrefix("/") { return named }
            guard let home, home.hasPrefix("/"), home != "/" else { return "/\(name)" }
            return "\(home)/\(name)"
        }
    }

    /// Root's vault, which other users read when they have none of their own.
    package static let systemVault = "/var/lib/d24/vault"
    static let systemTrust = "/var/lib/d24/trust"
    static let systemIdentity = "/etc/d24/identity"

    /// As named; else systemd's credential or a user's own where there is one, else ``systemVault``.
    package let vault: String
    /// As named; else systemd's credential if it is there, or where root or this user has one.
    package let identity: String
    /// Where this user's pins are.
    package let trust: String
    /// Where root's pins are, with which other users must agree wherever they keep their own; `nil` for root.
    package let rootTrust: String?
    /// The folder in which systemd hands over credentials.
    package let credentialsDirectory: String?

    /// Applies the rules.
    /// - Parameters:
    ///   - vault: the path on the command line, if any; likewise `identity`.
    ///   - exists: whether a file is there.
    package init(
        vault: String?, identity: String?, variables: Variables, exists: (String) -> Bool = Self.fileExists
    ) {
        let credentials = variables.credentialsDirectory
        credentialsDirectory = credentials

        let userVault = variables.userData + "/d24/vault"
        let credentialVault = credentials.map { "\($0)/d24-vault" }
        if let named = vault ?? variables.vault {
            self.vault = named
        } else if let credentialVault, exists(credentialVault) {
            self.vault = credentialVault
        } else if !variables.isRoot, exists(userVault) {
            self.vault = userVault
        } else {
            self.vault = Self.systemVault
        }

        let credentialIdentity = credentials.map { "\($0)/d24-identity" }
        if let named = identity ?? variables.identity {
            self.identity = named
        } else if let credentialIdentity, exists(credentialIdentity) {
            self.identity = credentialIdentity
        } else if variables.isRoot {
            self.identity = Self.systemIdentity
        } else {
            self.identity = variables.userConfiguration + "/d24/identity"
        }

        let ownTrust = variables.isRoot ? Self.systemTrust : variables.userState + "/d24/trust"
        trust = variables.trust ?? ownTrust
        rootTrust = variables.isRoot ? nil : Self.systemTrust
    }

    /// Where `init` puts a vault, and `receive` where none is found: users other than root get one of their
    /// own.
    package static func newVault(named: String?, variables: Variables) -> String {
        if let named = named ?? variables.vault { return named }
        if variables.isRoot { return systemVault }
        return variables.userData + "/d24/vault"
    }

    /// Whether anything is at a path, be it unreadable; a link to what is not there counts as nothing.
    package static func fileExists(_ path: String) -> Bool {
        do throws(Errno) {
            _ = try FileStatus.of(path)
            return true
        } catch {
            return error != .noEntry && error != .notDirectory
        }
    }
}
