import Glibc
import Testing

@testable import SystemIO

/// What a reader found wrong with the new bytes.
enum Unreadable: Error, Equatable {
    case wrong
}

struct FileReplacementTests {
    /// Replaces `vault` in a folder as the vault is replaced.
    private static func replace(
        in folder: borrowing TemporaryFolder, _ text: String, previous: PreviousFile = .ignored,
        attributes: FileAttributes = FileAttributes(mode: 0o600),
        readBack: (String) throws(Unreadable) -> Void = { (_) throws(Unreadable) in }
    ) throws(ReplacementError<Unreadable>) {
        try FileReplacement.replace(
            folder / "vault", with: Array(text.utf8).span, temporary: folder / "vault.new",
            attributes: attributes, previous: previous, readBack: readBack)
    }

    @Test("a file is made, then replaced, and nothing else is left")
    func replaces() throws {
        let folder = try TemporaryFolder()
        try Self.replace(in: folder, "one", previous: .kept(at: folder / "vault.previous"))
        #expect(try folder.names == ["vault"])
        try Self.replace(in: folder, "two")
        #expect(try folder.names == ["vault"])
        #expect(try folder.text("vault") == "two")
    }

    @Test("the new file is whole and not yet in place when it is read back")
    func readBackSees() throws {
        let folder = try TemporaryFolder()
        try folder.put("vault", "one")
        var seen: [String] = []
        try Self.replace(in: folder, "two", previous: .dropped(at: folder / "vault.previous")) { path in
            seen.append(path)
            seen.append((try? folder.text("vault.new")) ?? "")
            seen.append((try? folder.text("vault")) ?? "")
        }
        #expect(seen == [folder / "vault.new", "two", "one"])
    }

    @Test("when it does not read back, the old file stands untouched and no other is left")
    func readBackFails() throws {
        let folder = try TemporaryFolder()
        try folder.put("vault", "one", mode: 0o640)
        try folder.put("vault.previous", "zero")
        let before = try folder.status("vault")
        let previous = try folder.status("vault.previous")
        for choice in [
            PreviousFile.kept(at: folder / "vault.previous"), .dropped(at: folder / "vault.previous"),
        ] {
            #expect(throws: ReplacementError<Unreadable>.readBack(.wrong)) {
                try Self.replace(in: folder, "two", previous: choice) { (_) throws(Unreadable) in throw .wrong
                }
            }
        }
        #expect(try folder.names == ["vault", "vault.previous"])
        #expect(try folder.status("vault") == before)
        #expect(try folder.status("vault.previous") == previous)
        #expect(try folder.text("vault") == "one")
    }

    @Test("what a crash left behind is replaced")
    func leftovers() throws {
        let folder = try TemporaryFolder()
        try folder.put("vault", "one")
        try folder.put("vault.new", "half of something, and longer than the new one", mode: 0o444)
        try folder.put("vault.previous.link", "older")
        try Self.replace(in: folder, "two", previous: .kept(at: folder / "vault.previous"))
        #expect(try folder.names == ["vault", "vault.previous"])
        #expect(try folder.text("vault") == "two")
        #expect(try folder.text("vault.previous") == "one")
        #expect(try folder.status("vault").mode == 0o600)
    }

    @Test("a symbolic link, a folder or a pipe at either name is refused and left alone")
    func refusals() throws {
        for name in ["vault", "vault.new"] {
            let folder = try TemporaryFolder()
            let step: ReplacementStep = name == "vault" ? .inspectTarget : .removeLeftover
            func refused(_ error: Errno) {
                #expect(throws: ReplacementError<Unreadable>.before(step: step, error)) {
                    try Self.replace(in: folder, "two")
                }
            }
            try folder.put("elsewhere", "precious")
            try folder.symlink(name, to: "elsewhere")
            refused(.tooManySymbolicLinks)
            try FileSystem.unlink(folder / name)
            try folder.symlink(name, to: "nowhere")
            refused(.tooManySymbolicLinks)
            try FileSystem.unlink(folder / name)
            try folder.makePipe(name)
            refused(.invalidArgument)
            try FileSystem.unlink(folder / name)
            try FileSystem.makeDirectory(folder / name, mode: 0o700)
            refused(.isDirectory)
            #expect(try folder.names == ["elsewhere", name])
            #expect(try folder.text("elsewhere") == "precious")
        }
    }

    @Test("the previous file is the old one under another name")
    func keepsPrevious() throws {
        let folder = try TemporaryFolder()
        try folder.put("vault", "one", mode: 0o640)
        try folder.put("vault.previous", "zero")
        let old = try folder.status("vault")
        try Self.replace(in: folder, "two", previous: .kept(at: folder / "vault.previous"))
        #expect(try folder.names == ["vault", "vault.previous"])
        #expect(try folder.status("vault.previous") == old)
        #expect(try folder.text("vault.previous") == "one")
        #expect(try !folder.status("vault").isSameFile(as: old))
    }

    @Test("after a kill between the two renames, previous is the present file; that is repaired")
    func keepsAgain() throws {
        let folder = try TemporaryFolder()
        try folder.put("vault", "one")
        try FileSystem.link(folder / "vault", as: folder / "vault.previous")
        try Self.replace(in: folder, "two", previous: .kept(at: folder / "vault.previous"))
        #expect(try folder.names == ["vault", "vault.previous"])
        #expect(try folder.text("vault") == "two")
        #expect(try folder.text("vault.previous") == "one")
    }

    @Test("dropping leaves no previous file and no preparation of one")
    func dropsPrevious() throws {
        let folder = try TemporaryFolder()
        try folder.put("vault", "one")
        try folder.put("vault.previous", "zero")
        try folder.put("vault.previous.link", "also zero")
        try Self.replace(in: folder, "two", previous: .dropped(at: folder / "vault.previous"))
        #expect(try folder.names == ["vault"])
        #expect(try folder.text("vault") == "two")
    }

    @Test("previous is gone before the new file is in place")
    func dropsFirst() throws {
        let folder = try TemporaryFolder()
        try folder.put("vault", "one")
        try FileSystem.makeDirectory(folder / "vault.previous", mode: 0o700)
        // A previous that cannot be removed stops everything.
        #expect(throws: ReplacementError<Unreadable>.before(step: .dropPrevious, .isDirectory)) {
            try Self.replace(in: folder, "two", previous: .dropped(at: folder / "vault.previous"))
        }
        #expect(try folder.names == ["vault", "vault.previous"])
        #expect(try folder.text("vault") == "one")
    }

    @Test("a previous that cannot be put in place stops everything, and leaves nothing")
    func cannotKeep() throws {
        let folder = try TemporaryFolder()
        try folder.put("vault", "one")
        try FileSystem.makeDirectory(folder / "vault.previous", mode: 0o700)
        #expect(throws: ReplacementError<Unreadable>.before(step: .keepPrevious, .isDirectory)) {
            try Self.replace(in: folder, "two", previous: .kept(at: folder / "vault.previous"))
        }
        #expect(try folder.names == ["vault", "vault.previous"])
        #expect(try folder.text("vault") == "one")
    }

    @Test("without hard links, previous is a copy with the same owner and permissions")
    func copies() throws {
        let folder = try TemporaryFolder()
        let text = String(repeating: "0123456789", count: 20_000)
        try folder.put("vault", text, mode: 0o640)
        // Of a file of ours the copy would be ours in any case.
        if Host.effectiveUser == 0 { try FileSystem.chown(folder / "vault", user: 4_321, group: 1_234) }
        try FileReplacement.copy(folder / "vault", to: folder / "copy")
        #expect(try folder.text("copy") == text)
        #expect(try folder.status("copy").mode == 0o640)
        #expect(try folder.status("copy").owner == folder.status("vault").owner)
        #expect(try folder.status("copy").group == folder.status("vault").group)
        #expect(try !folder.status("copy").isSameFile(as: folder.status("vault")))
        #expect(throws: Errno.exists) { try FileReplacement.copy(folder / "vault", to: folder / "copy") }
    }

    @Test("permissions are exactly those asked for", arguments: [mode_t(0), 0o077, 0o777])
    func permissions(umask mask: mode_t) async {
        await #expect(processExitsWith: .success) { [mask = mask as mode_t] in
            let folder = try TemporaryFolder()
            umask(mask)
            for mode in [UInt16(0o600), 0o640, 0o644] {
                var modes: [UInt32] = []
                try Self.replace(in: folder, "x", attributes: FileAttributes(mode: mode)) { _ in
                    modes.append((try? folder.status("vault.new").mode) ?? 0)
                }
                modes.append(try folder.status("vault").mode)
                #expect(modes == [UInt32(mode), UInt32(mode)])
            }
        }
    }

    @Test("owner and group are set, or refused, before there is any content")
    func owner() throws {
        let folder = try TemporaryFolder()
        let group = Host.effectiveGroup
        let own = FileAttributes(mode: 0o640, owner: Host.effectiveUser, group: group)
        try Self.replace(in: folder, "one", attributes: own)
        #expect(try folder.status("vault").owner == Host.effectiveUser)
        #expect(try folder.status("vault").group == group)
        let other = FileAttributes(mode: 0o640, owner: 4_321, group: 1_234)
        if Host.effectiveUser == 0 {
            try Self.replace(in: folder, "two", attributes: other)
            #expect(try folder.status("vault").owner == 4_321)
            #expect(try folder.status("vault").group == 1_234)
        } else {
            #expect(throws: ReplacementError<Unreadable>.before(step: .setAttributes, .notPermitted)) {
                try Self.replace(in: folder, "two", attributes: other)
            }
            #expect(try folder.names == ["vault"])
        }
    }

    @Test("a folder that is not there is an error before anything")
    func missingFolder() throws {
        let folder = try TemporaryFolder()
        #expect(throws: ReplacementError<Unreadable>.before(step: .createTemporary, .noEntry)) {
            try FileReplacement.replace(
                folder / "none/vault", with: [1].span, temporary: folder / "none/vault.new",
                attributes: FileAttributes(mode: 0o600)
            ) { (_) throws(Unreadable) in }
        }
    }

    @Test("a write that does not fit leaves the old file and no other")
    func writeFails() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            try folder.put("vault", "one")
            try folder.put("vault.previous", "zero")
            // The limit on a file's size stands for a full disk: write fails half-way, with EFBIG for ENOSPC.
            signal(SIGXFSZ, SIG_IGN)
            setLimit(RLIMIT_FSIZE, 10)
            #expect(throws: ReplacementError<Unreadable>.before(step: .write, .fileTooLarge)) {
                try Self.replace(
                    in: folder, "more than ten bytes", previous: .dropped(at: folder / "vault.previous"))
            }
            #expect(try folder.names == ["vault", "vault.previous"])
            #expect(try folder.text("vault") == "one")
        }
    }

    @Test("what fails after the rename says that the new file is in place")
    func folderFails() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            try folder.put("vault", "one")
            let limit = getLimit(RLIMIT_NOFILE)
            // With no descriptor left after reading back, the folder cannot be opened for its fsync.
            #expect(
                throws: ReplacementError<Unreadable>.after(step: .synchronizeFolder, Errno(rawValue: EMFILE))
            ) {
                try Self.replace(in: folder, "two", previous: .kept(at: folder / "vault.previous")) { _ in
                    setLimit(RLIMIT_NOFILE, 0)
                }
            }
            setLimit(RLIMIT_NOFILE, limit)
            #expect(try folder.names == ["vault", "vault.previous"])
            #expect(try folder.text("vault") == "two")
        }
    }
}

/// Sets a soft limit of this process.
func setLimit(_ resource: __rlimit_resource, _ value: rlim_t) {
    var limit = rlimit()
    unsafe getrlimit(Int32(resource.rawValue), &limit)
    limit.rlim_cur = value
    unsafe setrlimit(Int32(resource.rawValue), &limit)
}

/// The soft limit of this process.
func getLimit(_ resource: __rlimit_resource) -> rlim_t {
    var limit = rlimit()
    unsafe getrlimit(Int32(resource.rawValue), &limit)
    return limit.rlim_cur
}
