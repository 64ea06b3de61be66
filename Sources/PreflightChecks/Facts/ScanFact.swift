import CashoutsAPI
import HTTPTransport
import SecretPlaces
import Synchronization
package import ToolSupport
import VaultFormat

/// What was found at the scan paths of an environment.
package enum ScanFact: Sendable {
    /// No check needs it, or there is nothing to be looked at or to be looked for.
    case notScanned
    case refused(Diagnostic)
    case done(ScanSight)

    /// Takes the secrets that this identity opens, and hands out what looks for them.
    /// - Parameter memory: what was asked of the memory that they lie in.
    static func probe(
        _ facts: PreflightFacts, in session: borrowing VaultSession, _ memory: SecretMemory
    ) -> Probe? {
        guard let paths = facts.environment?.scanPaths, !paths.isEmpty else { return nil }
        do throws(Diagnostic) {
            let sought = try SoughtSecrets(of: session)
            guard !sought.isEmpty else { return nil }
            let errand = ScanToMake(sought, memory)
            return Probe(.scan) { deadline in .scan(errand.make(paths, before: deadline)) }
        } catch {
            let refused = ScanFact.refused(error)
            return Probe(.scan) { _ in .scan(refused) }
        }
    }
}

/// A scan in words: places and names of fields, and no secret.
package struct ScanSight: Sendable {
    /// A line for each secret in each place.
    var finds: [String] = []
    /// Whose secrets were found.
    var environments: [String] = []
    /// How many more there are.
    var furtherFinds = 0
    /// What could not be looked at, and why.
    var unreadable: [String] = []
    var furtherUnreadable = 0
    var files = 0
    /// Links in folders, which are not followed.
    var links = 0
    /// Pipes, devices and sockets in folders, which are not opened.
    var special = 0
    /// Folders of the kernel's own filesystems, which are not entered.
    var notEntered: [String] = []
    /// Environments whose secrets were not looked for, since this identity does not open them, and fields
    /// that are too short.
    var notSought: [String] = []
}

/// A scan that another thread is to make, once.
private final class ScanToMake: Sendable {
    private let sought: Mutex<SoughtSecrets?>
    private let memory: SecretMemory

    init(_ sought: consuming SoughtSecrets, _ memory: SecretMemory) {
        self.sought = Mutex(sought)
        self.memory = memory
    }

    func make(_ paths: [String], before deadline: Deadline) -> ScanFact {
        let sought = sought.withLock { $0.take() }
        guard let sought else { preconditionFailure("a scan is made once") }
        var sight = ScanSight()
        sight.notSought = sought.notGranted.map(\.text) + sought.short.map(\.words)
        let secrets = sought.secrets
        var scan = PlaceScan(for: sought) { deadline.hasPassed }
        do { try memory.check(scan.isLocked) } catch { return .refused(error) }
        for path in paths { scan.path(path, waits: false) }
        let tally = scan.tally
        sight.finds = tally.finds.map { find in
            "\(find.place.words): \(secrets[find.secret].holders.map(\.words).joined(separator: ", "))"
        }
        sight.environments = Set(tally.finds.flatMap { secrets[$0.secret].holders.map(\.environment.text) })
            .sorted()
        sight.furtherFinds = tally.unlistedFinds
        sight.unreadable = tally.unreadable.map { "\($0.place): \($0.reason)" }
        sight.furtherUnreadable = tally.unlistedUnreadable
        sight.files = tally.files
        sight.links = tally.links
        sight.special = tally.special
        sight.notEntered = tally.notEntered.map(\.place)
        return .done(sight)
    }
}
