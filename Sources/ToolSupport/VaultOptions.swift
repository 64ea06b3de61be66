package import Arguments
package import CashoutsAPI
import Sodium
package import VaultStore

/// The options of every verb that reads a vault: which one, and who opens it.
package struct VaultOptions: Sendable {
    /// `--vault`; nil leaves it to the rules of ``paths``, as with `identity`.
    package var vault: String?
    /// `--identity`; the four ways to open a vault exclude each other, and `-` is refused.
    package var identity: String?
    /// `--identity-fd`: one that this process was started with, closed after reading; 0 is standard input.
    package var identityDescriptor: Int?
    /// `--unlock-fd`: likewise. Its first line is the phrase; all of it is 1 KiB at most.
    package var unlockDescriptor: Int?
    /// `--unlock-file`: the same from a file as private as an identity has to be; `-` is refused.
    package var unlockFile: String?
    /// `--require-mlock`: a group of its own, spliced into this one.
    package var memory = SecretMemory()

    /// Nothing is named: vault and identity are where the rules of `d24(7)` find them.
    package init() {}

    /// The options above, for the `.group` in a verb's own table.
    package static let syntax: [Argument<VaultOptions>] = [
        .option(\.vault, "vault", value: "PATH", "the vault (D24_VAULT)"),
        .option(\.identity, "identity", value: "PATH", "the identity that opens it (D24_IDENTITY)"),
        .option(\.identityDescriptor, "identity-fd", value: "N", "read the identity from an open descriptor"),
        .option(\.unlockDescriptor, "unlock-fd", value: "N", "read an unlock phrase from an open descriptor"),
        .option(\.unlockFile, "unlock-file", value: "PATH", "read an unlock phrase from a file"),
        .group(\.memory, SecretMemory.syntax),
    ]

    /// Where things are, by the rules of `d24(7)`.
    package var paths: VaultPaths {
        VaultPaths(vault: vault, identity: identity, variables: .ofProcess())
    }

    /// At most one way to open the vault may be named, and standard input may be used once.
    func check() throws(Diagnostic) {
        let named = [identity != nil, identityDescriptor != nil, unlockDescriptor != nil, unlockFile != nil]
        guard named.count(where: { $0 }) <= 1 else {
            throw .misuse("--identity, --identity-fd, --unlock-fd and --unlock-file exclude each other")
        }
        guard identity != "-", unlockFile != "-" else {
            throw .misuse(
                "standard input is read by descriptor", hint: "use --identity-fd 0 or --unlock-fd 0")
        }
    }

    /// Whether one of the options reads standard input.
    package var readsStandardInput: Bool { identityDescriptor == 0 || unlockDescriptor == 0 }
}

/// What is asked of the memory that identity, keys and credentials lie in.
package struct SecretMemory: Sendable {
    /// `--require-mlock`; without it, memory that cannot be locked is used all the same.
    package var mustBeLocked = false

    /// Nothing is asked of it.
    package init() {}

    static let syntax: [Argument<SecretMemory>] = [
        .flag(\.mustBeLocked, "require-mlock", "fail when memory for secrets cannot be locked")
    ]

    /// 64 KiB: what a run with a vault of the usual size locks at one time, twice over.
    package static let usualNeed = 64 << 10

    /// Fails early where not even as much can be locked as a run takes: buffers that live for a moment only
    /// are locked too, and nobody looks at each of them.
    package func checkLimit() throws(Diagnostic) {
        guard mustBeLocked else { return }
        try check(Self.canLockUsualNeed)
    }

    /// Whether as much can be locked, beside what is locked now, as ``usualNeed``.
    package static var canLockUsualNeed: Bool {
        SecretBytes(capacity: usualNeed) { output in output.append(0) }.isLocked
    }

    /// Fails when secrets lie in memory that may reach a swap device and that was not to be.
    ///
    /// Throws a diagnostic of status `.usage`: it is for whoever sets the limits of this process.
    package func check(_ isLocked: Bool) throws(Diagnostic) {
        guard mustBeLocked, !isLocked else { return }
        throw Diagnostic(
            .usage, "memory for secrets cannot be locked, and --require-mlock was given",
            hint: "raise the limit: 'ulimit -l' in a shell, LimitMEMLOCK= in a systemd unit")
    }
}

/// The option of every verb that writes a vault.
package struct WaitOption: Sendable {
    /// `--wait`; nil waits for nobody.
    package var wait: Interval?

    /// Nobody is waited for.
    package init() {}

    /// `--wait`, for the `.group` in a verb's own table.
    package static let syntax: [Argument<WaitOption>] = [
        .option(\.wait, "wait", value: "TIME", "wait so long for other writers, such as 30s")
    ]

    /// For the store's `waiting`, in whole seconds; nil tries the lock once.
    package var duration: Duration? { wait.map { .seconds($0.seconds) } }
}

/// The option of every verb that destroys something.
package struct ConfirmOption: Sendable {
    /// `--yes`: nobody is asked, be there a terminal or not.
    package var yes = false

    /// Without `--yes`: a person is asked.
    package init() {}

    /// `--yes`, for the `.group` in a verb's own table.
    package static let syntax: [Argument<ConfirmOption>] = [
        .flag(\.yes, "yes", "do not ask for confirmation")
    ]

    /// Asks at the terminal; without one `--yes` is needed. Throws a diagnostic of status `.inputNeeded`.
    package func confirm(_ question: String) throws(Diagnostic) {
        if yes { return }
        guard try TerminalQuestion.confirm(question, elsewhere: "give --yes to do it without being asked")
        else {
            throw Diagnostic(.inputNeeded, "not confirmed, and nothing was changed")
        }
    }
}

extension EnvironmentName: ArgumentValue {
    /// Nil for what is no name; whether the vault has an environment of that name is seen later.
    package static func parse(_ text: String) -> EnvironmentName? { EnvironmentName(text) }
    /// The rule of ``EnvironmentName`` in words.
    package static var expectation: String { "an environment's name: a letter, then up to 31 of a-z, 0-9, -" }
    /// Those that nearly every vault has: to know what is in this one it would have to be opened.
    package static var suggestions: [String] { ["stg", "prod"] }
}

extension EnvironmentKind: ArgumentValue {}
extension AuthenticationMode: ArgumentValue {}
extension CredentialField: ArgumentValue {}

/// Which version of an environment's credentials is meant.
package enum CredentialSelector: ArgumentValue, Equatable {
    case current
    case pending
    case previous
    case version(Int)

    /// The three words of states, or `v` and a number from 1 without leading zeros; nil for anything else.
    package static func parse(_ text: String) -> CredentialSelector? {
        switch text {
        case "current": return .current
        case "pending": return .pending
        case "previous": return .previous
        default:
            guard text.hasPrefix("v"), let number = Int(text.dropFirst()), number > 0, text == "v\(number)"
            else {
                return nil
            }
            return .version(number)
        }
    }

    /// All four forms, which ``candidates`` are not.
    package static var expectation: String { "current, pending, previous or a version such as v2" }
    /// The three forms that are words; which versions there are is known in the vault alone.
    package static var candidates: [String] { ["current", "pending", "previous"] }

    /// What ``parse(_:)`` reads back, a version too.
    package var argumentText: String {
        switch self {
        case .current: "current"
        case .pending: "pending"
        case .previous: "previous"
        case .version(let number): "v\(number)"
        }
    }
}
