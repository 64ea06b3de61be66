package import ToolSupport
package import VaultFormat
import VaultStore

/// What is known of the vault, or why nothing is.
package enum VaultFact: Sendable {
    /// No check needs it.
    case notOpened
    case open(OpenedVault)
    case failed(Diagnostic)
}

/// What a vault says once it is open, without secrets.
package struct OpenedVault: Sendable {
    /// As the command line or the environment names it, or where it is by the rules of `d24(7)`.
    package var path: String
    /// That of the file as it was opened.
    package var state: VaultState
    /// Whether a pin vouches for it; on the word of another nobody is asked, and no credential opened.
    package var isPinned: Bool
    /// Whether the pin knows a generation; one that was given by value does not.
    package var noticesRollback: Bool
    /// Of the slot that opened it.
    package var slotName: String
    /// Of the same slot.
    package var role: SlotRole
    /// All of them, this identity's too.
    package var slots: [VaultSlot] = []
    /// Tells of all environments, also of those that this identity was not given.
    package var metadata: VaultMetadata
}

/// The vault as long as a run lasts: facts are gathered from it more than once.
enum VaultAccess: ~Copyable {
    case notNeeded
    case open(VaultSession)
    case failed(Diagnostic)

    /// Throws a diagnostic of status `.usage` for options that cannot be meant.
    init(isNeeded: Bool, _ options: VaultOptions, in context: ToolContext) throws(Diagnostic) {
        guard isNeeded else {
            self = .notNeeded
            return
        }
        do throws(Diagnostic) {
            self = .open(try VaultSession.open(options, in: context, looking: true))
        } catch {
            guard error.status != .usage else { throw error }
            self = .failed(error)
        }
    }

    var fact: VaultFact {
        switch self {
        case .notNeeded: .notOpened
        case .open(let session): .open(OpenedVault(session))
        case .failed(let diagnostic): .failed(diagnostic)
        }
    }

    /// What `body` makes of the open vault; nil where there is none.
    func read<Result>(_ body: (borrowing VaultSession) -> Result?) -> Result? {
        switch self {
        case .notNeeded: nil
        case .failed: nil
        case .open(let session): body(session)
        }
    }
}

extension OpenedVault {
    fileprivate init(_ session: borrowing VaultSession) {
        let noticesRollback: Bool
        // Pins that could not be read have kept the vault from opening.
        do { noticesRollback = try session.store.noticesRollback() } catch { noticesRollback = false }
        self.init(
            path: session.store.path, state: session.state, isPinned: session.isPinned,
            noticesRollback: noticesRollback, slotName: session.vault.slotName, role: session.vault.role,
            slots: VaultSlot.all(of: session.vault), metadata: session.metadata)
    }
}
