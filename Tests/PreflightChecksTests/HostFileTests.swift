import Foundation
import SystemIO
import TestSupport
import Testing
import ToolSupport
import VaultStore

@testable import PreflightChecks

/// Files on a disk: their permissions, and repositories around them.
@Suite("Files of the host")
struct HostFileTests {
    /// A folder with a vault and an identity as they should be.
    private struct Home {
        let path: String
        var vault: String { path + "/d24/vault" }
        var identity: String { path + "/d24/identity" }

        init(_ path: String) throws {
            self.path = try FileSystem.canonicalPath(path)
            try FileSystem.makeDirectory(self.path + "/d24", mode: 0o700)
            for (file, mode) in [(vault, UInt16(0o644)), (identity, 0o600)] {
                try Data("text".utf8).write(to: URL(filePath: file))
                try FileSystem.chmod(file, mode: mode)
            }
        }

        func look() -> HostFact {
            var host = HostFact.sound
            host.files = [(FileRole.vault, vault), (.identity, identity)].map {
                HostFile(of: $0, at: $1, credentialsDirectory: nil)
            }
            return host
        }

        func finding(_ check: Check) -> Finding { HostFact.finding(check) { $0 = look() } }

        func git(_ arguments: String...) throws {
            let result = try run(
                "/usr/bin/git", ["-c", "init.defaultBranch=main"] + arguments,
                environment: ["HOME": path, "GIT_CONFIG_NOSYSTEM": "1"], folder: path,
                deadline: 60)
            try #require(result.ending == .exited(0), "\(result.errorText)")
        }
    }

    @Test("Files as they are made pass both checks, and are named")
    func sound() throws {
        try withTemporaryFolder { folder in
            let home = try Home(folder)
            let user = Host.effectiveUser
            #expect(
                home.finding(.vaultPermissions)
                    == .passed(
                        "vault \(home.vault): 0644, user \(user); identity \(home.identity): 0600, user \(user)"
                    ))
            #expect(
                home.finding(.vaultOutsideGit)
                    == .passed("\(home.vault) and \(home.identity): no repository around"))
        }
    }

    @Test("Every unsafe file is told of at once, with its command")
    func unsafe() throws {
        try withTemporaryFolder { folder in
            let home = try Home(folder)
            try FileSystem.chmod(home.vault, mode: 0o666)
            try FileSystem.chmod(home.identity, mode: 0o644)
            let finding = home.finding(.vaultPermissions)
            #expect(finding.outcome == .failed)
            #expect(finding.evidence.contains("\(home.vault) may be written by others (mode 0666)"))
            #expect(finding.evidence.contains("\(home.identity) may be read by others (mode 0644)"))
            #expect(
                finding.hints == [
                    "repair it with 'chmod go-w \(home.vault)'",
                    "repair it with 'chmod 600 \(home.identity)'",
                ])
        }
    }

    @Test("A folder that others may write is told of once for each file, and mended once")
    func folder() throws {
        try withTemporaryFolder { folder in
            let home = try Home(folder)
            try FileSystem.chmod(home.path + "/d24", mode: 0o777)
            let finding = home.finding(.vaultPermissions)
            #expect(finding.outcome == .failed)
            #expect(finding.hints == ["repair it with 'chmod go-w \(home.path)/d24'"])
        }
    }

    @Test("What is not there is no finding, and nothing there at all is skipped")
    func missing() throws {
        try withTemporaryFolder { folder in
            let home = try Home(folder)
            try FileSystem.unlink(home.identity)
            #expect(home.finding(.vaultPermissions).outcome == .passed)
            #expect(home.finding(.vaultOutsideGit) == .passed("\(home.vault): no repository around"))
            try FileSystem.unlink(home.vault)
            for check in [Check.vaultPermissions, .vaultOutsideGit] {
                #expect(home.finding(check) == .skipped("none of the files is there"))
            }
        }
    }

    @Test("What the system does not let us look at could not be told, unless something failed")
    func refused() {
        let denied = HostFile(
            .vault, "/v/vault",
            .refused(Diagnostic(VaultStoreError.system(.permissionDenied, doing: "open", path: "/v/vault"))),
            repository: .failure(.permissionDenied))
        let readable = HostFile(
            .identity, "/i",
            .refused(Diagnostic(.unsafePermissions, "unsafe identity")),
            repository: .success("/r"))
        func finding(_ check: Check, _ files: HostFile...) -> Finding {
            HostFact.finding(check) { $0.files = files }
        }
        #expect(finding(.vaultPermissions, denied).outcome == .couldNotTell)
        #expect(finding(.vaultPermissions, denied, readable).outcome == .failed)
        #expect(
            finding(.vaultOutsideGit, denied)
                == .couldNotTell("the folders around /v/vault cannot be looked at: permission denied"))
        #expect(finding(.vaultOutsideGit, denied, readable).outcome == .failed)
    }

    @Test("A work tree around the identity fails, around the vault alone it warns")
    func workTree() throws {
        try withTemporaryFolder { folder in
            let home = try Home(folder)
            try home.git("init", "-q", ".")
            let both = home.finding(.vaultOutsideGit)
            #expect(both.outcome == .failed)
            #expect(
                both.evidence
                    == "the vault \(home.vault) is in \(home.path); the identity \(home.identity) is in \(home.path)"
            )
            #expect(
                both.hints.contains {
                    $0.contains("'git -C \(home.path)/d24 log --all -- \(home.identity)'")
                })
            try FileSystem.unlink(home.identity)
            let vault = home.finding(.vaultOutsideGit)
            #expect(vault.outcome == .warned)
            #expect(vault.hints.count == 1)
        }
    }

    @Test("A linked work tree, a bare repository and where a link leads count; an empty .git does not")
    func repositories() throws {
        try withTemporaryFolder { folder in
            let home = try Home(folder)
            try FileSystem.makeDirectory(home.path + "/.git", mode: 0o755)
            #expect(home.finding(.vaultOutsideGit).outcome == .passed)
            try FileSystem.removeDirectory(home.path + "/.git")

            try home.git("init", "-q", "--bare", "bare.git")
            #expect(home.finding(.vaultOutsideGit).outcome == .passed)
            try FileSystem.rename(home.identity, to: home.path + "/bare.git/identity")
            try FileManager.default.createSymbolicLink(
                atPath: home.identity, withDestinationPath: "../bare.git/identity")
            let bare = home.finding(.vaultOutsideGit)
            #expect(bare.outcome == .failed)
            #expect(bare.evidence == "the identity \(home.identity) is in \(home.path)/bare.git")
            // The commands are of use for the file, and not for the link.
            #expect(bare.hints.first?.contains("'mv \(home.path)/bare.git/identity FOLDER'") == true)
            #expect(
                bare.hints.last?.contains(
                    "'git -C \(home.path)/bare.git log --all -- \(home.path)/bare.git/identity'")
                    == true)
            try FileSystem.rename(home.path + "/bare.git/identity", to: home.identity)

            try home.git("init", "-q", "main")
            try home.git(
                "-C", "main", "-c", "user.name=n", "-c", "user.email=e@example.com", "commit", "-q",
                "--allow-empty", "-m", "m")
            try home.git("-C", "main", "worktree", "add", "-q", "\(home.path)/linked")
            #expect(home.finding(.vaultOutsideGit).outcome == .passed)
            try FileSystem.rename(home.path + "/d24", to: home.path + "/linked/d24")
            #expect(
                try HostFile(
                    of: .identity, at: "\(home.path)/linked/d24/identity", credentialsDirectory: nil
                ).repository.get() == "\(home.path)/linked")
        }
    }

    @Test("The disk of the vault is that of its folder, be it a credential")
    func disk() throws {
        try withTemporaryFolder { folder in
            let home = try Home(folder)
            let places = HostPlaces(
                files: [], vault: home.vault, credentialsDirectory: home.path + "/d24", softCoreLimit: 0,
                locales: [])
            let disk = VaultDisk(places)
            #expect(disk.isCredential)
            #expect(disk.vaultSize == 4)
            #expect(disk.folder == home.path + "/d24")
            #expect(try disk.room.get().freeBytes > 0)
        }
    }
}
