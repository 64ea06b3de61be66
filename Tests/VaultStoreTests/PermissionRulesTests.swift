import Glibc
import Sodium
import SystemIO
import TestSupport
import Testing

@testable import VaultStore

struct PermissionRulesTests {
    /// What is found about a file with these permissions; tests run as root.
    static func found(
        _ path: String, as role: FileRole = .vault, credentials: String? = nil
    ) -> PermissionFinding.Problem? {
        let error = failure { _ = try CheckedFile.open(path, as: role, credentialsDirectory: credentials) }
        guard case .unsafe(let finding) = error else {
            if let error { Issue.record("\(error)") }
            return nil
        }
        #expect(finding.role == role)
        return finding.problem
    }

    @Test(
        "who may read and write a file",
        arguments: [
            (.vault, 0o600, nil), (.vault, 0o644, nil), (.vault, 0o640, nil), (.vault, 0o400, nil),
            (.vault, 0o620, .writable(mode: 0o620)), (.vault, 0o602, .writable(mode: 0o602)),
            (.vault, 0o666, .writable(mode: 0o666)), (.pin, 0o644, nil),
            (.pin, 0o664, .writable(mode: 0o664)), (.identity, 0o600, nil), (.identity, 0o400, nil),
            (.identity, 0o640, .readable(mode: 0o640)), (.identity, 0o604, .readable(mode: 0o604)),
            (.identity, 0o610, .readable(mode: 0o610)), (.identity, 0o601, .readable(mode: 0o601)),
            (.identity, 0o620, .writable(mode: 0o620)), (.unlockPhrase, 0o600, nil),
            (.unlockPhrase, 0o640, .readable(mode: 0o640)), (.secret, 0o600, nil),
            (.secret, 0o644, .readable(mode: 0o644)),
        ] as [(FileRole, UInt16, PermissionFinding.Problem?)])
    func modes(role: FileRole, mode: UInt16, expected: PermissionFinding.Problem?) throws {
        try withTemporaryFolder { folder in
            try write([1], to: "\(folder)/file", mode: mode)
            #expect(Self.found("\(folder)/file", as: role) == expected)
        }
    }

    @Test("a file of another user is refused", arguments: [.vault, .pin, .identity] as [FileRole])
    func owner(role: FileRole) throws {
        try withTemporaryFolder { folder in
            try write([1], to: "\(folder)/file")
            try FileSystem.chown("\(folder)/file", user: 1000, group: nil)
            #expect(Self.found("\(folder)/file", as: role) == .owner(1000))
            // To be given to us is the file, whatever leads to it.
            try FileSystem.makeDirectory("\(folder)/links", mode: 0o700)
            try makeLink("\(folder)/links/link", to: "../links/../file")
            let error = failure { _ = try CheckedFile.open("\(folder)/links/link", as: role) }
            let finding = PermissionFinding(role: role, path: "\(folder)/file", problem: .owner(1000))
            #expect(error == .unsafe(finding))
        }
    }

    @Test(
        "in the credentials directory the group may read a secret, but not write, and others nothing",
        arguments: [
            (0o640, nil), (0o440, nil), (0o660, .writable(mode: 0o660)), (0o644, .readable(mode: 0o644)),
            (0o641, .readable(mode: 0o641)),
        ] as [(UInt16, PermissionFinding.Problem?)])
    func credentials(mode: UInt16, expected: PermissionFinding.Problem?) throws {
        try withTemporaryFolder { folder in
            try write([1], to: "\(folder)/file", mode: mode)
            #expect(Self.found("\(folder)/file", as: .identity, credentials: folder) == expected)
            #expect(Self.found("\(folder)/file", as: .identity, credentials: "\(folder)/") == expected)
        }
    }

    @Test("only what lies directly in the credentials directory is a credential")
    func notQuiteCredentials() throws {
        try withTemporaryFolder { folder in
            let credentials = "\(folder)/credentials"
            try FileSystem.makeDirectory(credentials, mode: 0o700)
            try FileSystem.makeDirectory("\(credentials)/below", mode: 0o700)
            for path in ["\(folder)/file", "\(credentials)/below/file"] {
                try write([1], to: path, mode: 0o640)
                #expect(Self.found(path, as: .identity, credentials: credentials) == .readable(mode: 0o640))
            }
            try makeLink("\(credentials)/link", to: "\(folder)/file")
            #expect(
                Self.found("\(credentials)/link", as: .identity, credentials: credentials)
                    == .readable(mode: 0o640))
            #expect(
                Self.found("\(folder)/file", as: .identity, credentials: "\(folder)/none")
                    == .readable(mode: 0o640))
        }
    }

    @Test(
        "a folder that others may write is refused, unless it is sticky",
        arguments: [
            (0o700, 0, 0, nil), (0o755, 0, 0, nil), (0o775, 0, 0, nil), (0o1777, 0, 0, nil),
            (0o1775, 0, 1000, nil), (0o777, 0, 0, .folderWritable(mode: 0o777)),
            (0o702, 0, 0, .folderWritable(mode: 0o702)), (0o775, 0, 1000, .folderWritable(mode: 0o775)),
            (0o755, 1000, 0, .owner(1000)), (0o1777, 1000, 0, .owner(1000)),
        ] as [(UInt16, UInt32, UInt32, PermissionFinding.Problem?)])
    func folders(
        mode: UInt16, user: UInt32, group: UInt32, expected: PermissionFinding.Problem?
    ) throws {
        try withTemporaryFolder { folder in
            let outer = "\(folder)/outer"
            try FileSystem.makeDirectory(outer, mode: 0o700)
            try FileSystem.makeDirectory("\(outer)/inner", mode: 0o700)
            try write([1], to: "\(outer)/inner/file")
            try write([1], to: "\(outer)/file")
            try FileSystem.chown(outer, user: user, group: group)
            try FileSystem.chmod(outer, mode: mode)
            #expect(Self.found("\(outer)/file") == expected)
            #expect(Self.found("\(outer)/inner/file") == expected)
            #expect(Self.found("\(outer)/inner/../inner/./file") == expected)
            // A finding names the folder, not the file.
            let error = failure { _ = try CheckedFile.open("\(outer)/inner/file", as: .vault) }
            if let expected {
                #expect(error == .unsafe(PermissionFinding(role: .vault, path: outer, problem: expected)))
            }
        }
    }

    @Test("the group that we act with is one's own only under the user's name")
    func sharedGroup() async {
        await #expect(processExitsWith: .success) {
            try withTemporaryFolder { folder in
                try FileSystem.makeDirectory("\(folder)/shared", mode: 0o775)
                try FileSystem.chown("\(folder)/shared", user: nil, group: 1000)
                try write([1], to: "\(folder)/shared/file")
                #expect(setegid(1000) == 0)
                #expect(Self.found("\(folder)/shared/file") == .folderWritable(mode: 0o775))
            }
        }
    }

    @Test("a link is followed to what passes, and every folder on the way counts")
    func links() throws {
        try withTemporaryFolder { folder in
            for name in ["safe", "open", "sticky"] {
                try FileSystem.makeDirectory("\(folder)/\(name)", mode: 0o700)
                try write([1], to: "\(folder)/\(name)/file")
            }
            try FileSystem.chmod("\(folder)/open", mode: 0o777)
            try FileSystem.chmod("\(folder)/sticky", mode: 0o1777)
            try makeLink("\(folder)/toSafe", to: "safe/file")
            try makeLink("\(folder)/toOpen", to: "\(folder)/open/file")
            try makeLink("\(folder)/open/toSafe", to: "../safe")
            try makeLink("\(folder)/sticky/mine", to: "../safe/file")
            try makeLink("\(folder)/sticky/theirs", to: "../safe/file")
            try FileSystem.chown("\(folder)/sticky/theirs", user: 1000, group: nil)
            #expect(Self.found("\(folder)/toSafe") == nil)
            #expect(Self.found("\(folder)/toOpen") == .folderWritable(mode: 0o777))
            // The file lies well, but the name that leads to it can be made to lead elsewhere.
            #expect(Self.found("\(folder)/open/toSafe/file") == .folderWritable(mode: 0o777))
            #expect(Self.found("\(folder)/sticky/mine") == nil)
            // Somebody else's, where anybody may put one; with fs.protected_symlinks the kernel refuses
            // first.
            let theirs = failure {
                _ = try CheckedFile.open("\(folder)/sticky/theirs", as: .vault, credentialsDirectory: nil)
            }
            switch theirs {
            case .unsafe(let finding): #expect(finding.problem == .owner(1000))
            case .system(let errno, _, _): #expect(errno == .permissionDenied)
            default: Issue.record("it was followed, or failed otherwise: \(String(describing: theirs))")
            }
            try FileSystem.chmod("\(folder)/safe/file", mode: 0o666)
            #expect(Self.found("\(folder)/toSafe") == .writable(mode: 0o666))
        }
    }

    @Test("what is no regular file is refused at once, a pipe that nobody writes included")
    func otherKinds() throws {
        try withTemporaryFolder { folder in
            try FileSystem.makeDirectory("\(folder)/folder", mode: 0o700)
            #expect(Self.found("\(folder)/folder") == .notRegular)
            let made = try run("/usr/bin/mkfifo", ["-m", "600", "\(folder)/pipe"])
            #expect(made.ending == .exited(0))
            #expect(Self.found("\(folder)/pipe") == .notRegular)
        }
    }

    @Test("what is not there is missing, whatever keeps it from being there")
    func missing() throws {
        try withTemporaryFolder { folder in
            try write([1], to: "\(folder)/file")
            for path in ["\(folder)/none", "\(folder)/none/file", "\(folder)/file/file"] {
                #expect(
                    failure { _ = try CheckedFile.open(path, as: .identity) }
                        == .missing(.identity, path: path))
            }
        }
    }
}
