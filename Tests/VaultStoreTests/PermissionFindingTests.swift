import Testing

@testable import VaultStore

struct PermissionFindingTests {
    @Test(
        "each problem names the command that repairs it",
        arguments: [
            (.identity, .owner(1000), "chown -h 0 /d/file"),
            (.identity, .readable(mode: 0o640), "chmod 600 /d/file"),
            (.identity, .writable(mode: 0o660), "chmod 600 /d/file"),
            (.unlockPhrase, .writable(mode: 0o660), "chmod 600 /d/file"),
            (.secret, .writable(mode: 0o660), "chmod 600 /d/file"),
            (.vault, .writable(mode: 0o664), "chmod go-w /d/file"),
            (.pin, .writable(mode: 0o664), "chmod go-w /d/file"),
            (.identity, .folderWritable(mode: 0o777), "chmod go-w /d/file"),
            (.vault, .notRegular, nil), (.vault, .symbolicLink, nil),
        ] as [(FileRole, PermissionFinding.Problem, String?)])
    func repair(role: FileRole, problem: PermissionFinding.Problem, command: String?) {
        #expect(PermissionFinding(role: role, path: "/d/file", problem: problem).repair == command)
    }

    @Test(
        "a path is quoted as a shell takes it, and never taken for an option",
        arguments: [
            ("/a/b-c_d.e9", "/a/b-c_d.e9"), ("/a b", "'/a b'"), ("/it's", "'/it'\\''s'"),
            ("/$(x)", "'/$(x)'"),
            ("-rf", "./-rf"), ("", "''"), ("/ü", "'/ü'"),
        ])
    func quoted(path: String, expected: String) {
        #expect(PermissionFinding.quoted(path) == expected)
    }
}
