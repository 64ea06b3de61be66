import Sodium
import SystemIO
package import VaultFormat
package import VaultStore

/// What is told of a vault that could not be read or written: the one place where its errors become prose.
extension Diagnostic {
    /// - Parameters:
    ///   - hasPhrase: whether the verb can open the vault with an unlock phrase too.
    ///   - hasWait: whether it has the option `--wait`.
    package init(_ error: VaultStoreError, hasPhrase: Bool = false, hasWait: Bool = false) {
        switch error {
        case .missing(.vault, let path):
            self.init(
                .notFound, "there is no vault at \(path)",
                hints: [
                    "make one with 'd24-vault init', or name another with --vault",
                    "on a host that is to have another one's: 'd24-vault receive' takes it",
                ])
        case .missing(.identity, let path):
            self.init(
                .notFound, "there is no identity at \(path)",
                hints: [
                    "name another with --identity"
                        + (hasPhrase ? ", or open the vault with its unlock phrase: --unlock-file PATH" : ""),
                    "on a host that is new to the vault: 'd24-vault identity new'",
                ])
        case .missing(let role, let path):
            self.init(.notFound, "there is no \(role.rawValue) at \(path)")
        case .exists(.vault, let path):
            self.init(
                .conflict, "there is a vault at \(path) already",
                hint: "fill it with 'd24-vault put ENV', or name another place with --vault")
        case .exists(let role, let path):
            self.init(.conflict, "there is an \(role.rawValue) at \(path) already", hint: "it stays as it is")
        case .unsafe(let finding): self.init(finding)
        case .format(let error, let role, let path):
            self.init(error, role, path: path, hasPhrase: hasPhrase)
        case .notPinned(let state, let path):
            self.init(
                .rolledBack, "this host does not know the vault at \(path) yet",
                hints: [
                    "the file says: vault \(state.id.text), signer \(state.signer.hexadecimal)",
                    "compare both with 'd24-vault check' on a host you trust, then 'd24-vault trust --signer KEY'",
                ])
        case .notTrusted(let path):
            self.init(.rolledBack, "the vault at \(path) is not trusted, and nothing was read from it")
        case .pinDisagrees(let judgement, let state, let pin, let source):
            self.init(judgement, state, pin, source)
        case .signerIsFixed(let source, let path):
            self.init(
                .usage, "\(Self.name(source)) names the signer of \(path), so it cannot get a new one here",
                hint: "take that pin away for this command, and put the new one in its place afterwards: "
                    + "'d24-vault trust --print-line'")
        case .otherHistory(let entry, let path):
            self.init(
                .rolledBack,
                "two writers diverged: the vault received does not know '\(entry.action)', generation "
                    + "\(entry.generation) of \(entry.time.text) by \(entry.slot) on \(entry.host), which is in place",
                hints: [
                    "nothing was changed; see 'd24-vault log' on both hosts, and do again on one what only the other has",
                    "if what was received is right: move \(path) away, receive again, and what only it has is lost",
                ])
        case .noPrevious(let path):
            self.init(
                .notFound, "there is no previous file at \(path)",
                hints: [
                    "writes that take something away from somebody leave none, by intention",
                    "go back to older keys with 'd24-rotate rollback ENV', or take a copy with 'd24-vault receive'",
                ])
        case .otherGeneration(let state, let path):
            self.init(
                .rolledBack,
                "\(path) is generation \(state.generation), written at \(state.writtenAt.text), and not "
                    + "the one that was typed",
                hint: "compare it with the host that wrote it before you trust it")
        case .vaultGone(let pin, let path):
            self.init(
                .rolledBack, "the vault \(pin.id.text) that this host remembers at \(path) is gone",
                hints: [
                    "put it back from a copy, with 'd24-vault receive' if it comes from another host",
                    "to begin anew all the same, name another place with --vault",
                ])
        case .badPin(VaultSession.signerName):
            self.init(
                .damaged, "D24_SIGNER is not the line of a pin",
                hint: "write it as 'd24-vault trust --print-line' prints it on a host that knows the vault")
        case .badPin(let path):
            self.init(
                .damaged, "the trust pin at \(path) is damaged",
                hints: [
                    "compare the vault's id and signer with 'd24-vault check' on another host",
                    "then take the pin away and make it anew: 'd24-vault trust --signer KEY'",
                ])
        case .busy(let path):
            self.init(
                .conflict, "somebody else is writing \(path)",
                hint: hasWait ? "give --wait 30s to wait for them" : "try again when they are done")
        case .conflict(let path):
            self.init(
                .conflict, "\(path) was changed by somebody else in between, and nothing was written",
                hint: hasWait
                    ? "look at it again, or give --wait 30s to apply the change to what is there"
                    : "look at it again, and repeat the command")
        case .networkFileSystem(let kind, let path):
            self.init(
                .usage, "\(path) is on a network filesystem (\(kind)), where vaults are not written",
                hint: "keep the vault on a local disk, and copy it with 'd24-vault receive'")
        case .system(.badDescriptor, _, let path):
            self.init(
                .usage, "\(path) is not open",
                hint: "open it on the command line, such as 3<FILE for descriptor 3")
        case .system(let errno, let doing, let path):
            self.init(
                .inputOutput, "cannot \(doing): \(path): \(errno)",
                hint: errno == .permissionDenied && doing == FileRole.vault.opening
                    ? "root's vault is read by members of its group: root gives 'adduser USER d24', and the user "
                        + "logs in anew"
                    : errno == .permissionDenied && doing == FileRole.identity.opening
                        ? "an identity is its owner's alone: make one for this user with 'd24-vault identity new', "
                            + "or name another with --identity"
                        : "the file there was not changed")
        case .afterReplacement(let errno, let doing, let path):
            self.init(
                .inputOutput, "the new file is in place, but could not \(doing): \(path): \(errno)",
                hint: "mend the cause, then run 'd24-vault show', which completes it")
        case .readBackFailed(let path):
            self.init(
                .inputOutput, "what was written to \(path) did not read back, and nothing was changed",
                hint: "look at the disk before you trust it with anything")
        }
    }

    private init(_ finding: PermissionFinding) {
        let what: String
        switch finding.problem {
        case .owner(let user): what = "belongs to user \(user), who is neither you nor root"
        case .readable(let mode): what = "may be read by others (mode \(PermissionFinding.octal(mode)))"
        case .writable(let mode): what = "may be written by others (mode \(PermissionFinding.octal(mode)))"
        case .folderWritable(let mode):
            what = "is a folder that others may write (mode \(PermissionFinding.octal(mode)))"
        case .notRegular: what = "is no regular file"
        case .symbolicLink: what = "is a symbolic link, which is not written through"
        }
        self.init(
            .unsafePermissions, "unsafe \(finding.role.rawValue): \(finding.path) \(what)",
            hint: finding.repair.map { "repair it with '\($0)'" })
    }

    private static func name(_ source: PinSource) -> String {
        switch source {
        case .file(let path): "the trust pin \(path)"
        case .identityLine: "the vault line of the identity"
        case .variable: "D24_SIGNER"
        case .given: "what was given"
        }
    }

    private init(
        _ judgement: TrustPin.Judgement, _ state: VaultState, _ pin: TrustPin, _ source: PinSource
    ) {
        let name = Self.name(source)
        switch judgement {
        case .agrees:
            self.init(.internalError, "a pin that agrees was reported as one that does not")
        case .otherVault:
            self.init(
                .rolledBack,
                "this is another vault: its id is \(state.id.text), and \(name) says \(pin.id.text)",
                hint: "put the right vault back; if the change is meant, use another path for the new vault")
        case .otherSigner:
            self.init(
                .rolledBack,
                "the vault is signed by \(state.signer.hexadecimal), which \(name) does not trust",
                hints: [
                    "\(name) trusts \(pin.signer.hexadecimal)"
                        + (pin.next.map { ", and from its first file on \($0.hexadecimal)" } ?? ""),
                    "if the signer was changed on another host, take its key from there: 'd24-vault trust --signer KEY'",
                ])
        case .older(let newest):
            self.init(
                .rolledBack,
                "the vault was rolled back: this is generation \(state.generation) of \(state.writtenAt.text), "
                    + "and \(name) has seen \(newest.generation) of \(newest.writtenAt.text)",
                hint: "put the newer file back, or accept this one with 'd24-vault trust --generation "
                    + "\(state.generation)'")
        case .diverged(let newest):
            self.init(
                .rolledBack,
                "two writers diverged: generation \(state.generation) written at \(state.writtenAt.text) is not "
                    + "the one written at \(newest.writtenAt.text) that \(name) has seen",
                hint:
                    "find out which is right, then 'd24-vault trust --generation \(state.generation)' for this one"
            )
        }
    }

    /// What to do about a file that is not as it was written.
    private static func mending(_ role: FileRole, _ path: String) -> String {
        switch role {
        case .vault where path.hasSuffix(VaultStore.previousSuffix):
            "take a good copy of the vault instead: a backup, or 'd24-vault receive' from another host"
        case .vault:
            "put a good copy back: 'd24-vault restore --previous', a backup, or 'd24-vault receive' from another host"
        case .identity:
            "put it back from a copy, or make a new one that a writer adds: 'd24-vault identity new'"
        case .pin, .unlockPhrase, .secret, .state, .metrics, .waivers: "look whether this is the right file"
        }
    }

    private init(_ error: VaultFormatError, _ role: FileRole, path: String, hasPhrase: Bool) {
        let isReceived = path == VaultStore.receivedName
        let what = isReceived ? path : "the \(role.rawValue) at \(path)"
        let restore = isReceived ? "nothing was changed: send the whole file again" : Self.mending(role, path)
        switch error {
        case .tooLarge: self.init(.damaged, "\(what) is longer than any that is written", hint: restore)
        case .notAVault: self.init(.damaged, "\(what) does not begin as a vault does", hint: restore)
        case .digestMismatch:
            self.init(.damaged, "\(what) is damaged: its digest does not match", hint: restore)
        case .notCanonical(let line):
            self.init(.damaged, "\(what) is not well formed in line \(line)", hint: restore)
        case .badSignature:
            self.init(.damaged, "\(what) was tampered with: its signature is wrong", hint: restore)
        case .badSlot: self.init(.damaged, "\(what) has a slot that is damaged or forged", hint: restore)
        case .commitmentMismatch, .signerMismatch:
            self.init(.damaged, "\(what) was tampered with: a key is not the one it names", hint: restore)
        case .badBox: self.init(.damaged, "\(what) has a part that is damaged or forged", hint: restore)
        case .badMetadata(let member):
            self.init(.damaged, "\(what) has metadata that is not well formed (\(member))", hint: restore)
        case .phraseCostOutOfRange:
            self.init(
                .damaged, "\(what) has an unlock phrase slot with costs that are not accepted", hint: restore)
        case .newerVersion:
            self.init(
                .newerVersion, "\(what) was made by a newer version", hint: "update d24-tools on this host")
        case .noSlot:
            self.init(
                .wrongIdentity, "\(what) has no slot for this identity",
                hints: [
                    "add it on a writer: 'd24-vault slot add RECIPIENT --name NAME', with the recipient that "
                        + "'d24-vault identity recipient' prints here"
                ]
                    + (hasPhrase
                        ? ["or open it with an unlock phrase: --unlock-file PATH or --unlock-fd N"] : []))
        case .wrongPhrase:
            self.init(
                .wrongIdentity, "the unlock phrase is wrong",
                hint: "it is the phrase shown when its slot was made")
        case .noPhraseSlot:
            self.init(
                .wrongIdentity, "\(what) has no slot for an unlock phrase", hint: "open it with an identity")
        case .outOfMemory:
            self.init(.couldNotTell, "there is not enough memory for the unlock phrase of \(what)")
        case .environmentNotGranted:
            self.init(
                .notAllowed, "this identity was not given that environment",
                hint: "a writer gives it with 'd24-vault slot add RECIPIENT --name NAME --env ENV'")
        case .readOnly:
            self.init(
                .notAllowed, "this identity may read the vault but not write it",
                hint: "run the command on a host whose slot is a writer ('d24-vault slot list')")
        case .wouldBeTooLarge:
            self.init(.usage, "the vault would become longer than 4 MiB", hint: "split it into two vaults")
        case .badLine(let line):
            self.init(
                .damaged, "\(what) is not well formed in line \(line)",
                hint: role == .identity ? "the line 'd24-identity-1 …' has a checksum: copy it whole" : nil)
        case .defect: self.init(.internalError, "a defect of d24-tools: \(path) could not be made or read")
        }
    }
}

extension Diagnostic {
    /// For errors of the format outside a file, such as in an edit.
    package init(_ error: VaultFormatError, at path: String) {
        self.init(VaultStoreError.format(error, .vault, path: path))
    }
}
