import HTTPTransport
import SystemIO
import ToolSupport

/// Gathering what takes its time: all of it at once, each fact in a thread of its own, under one deadline.
struct Gathering {
    private let deadline: Deadline
    /// What the wait for answers that are on their way is worth: whoever gathers comes back at the deadline
    /// himself.
    private let patience: Deadline

    /// - Parameter seconds: from now on.
    init(deadline seconds: Double) {
        deadline = .after(seconds: seconds)
        patience = .after(seconds: seconds + 0.3)
    }

    /// Fills in the facts, of each part its own.
    ///
    /// What is not there at the deadline, or when somebody interrupts, is absent from then on, whatever
    /// becomes of it.
    /// - Parameter probes: with the part that each is for.
    func gather(
        _ probes: [(part: Int, probe: Probe)], into parts: inout [PreflightFacts],
        _ interruption: inout Interruption?
    ) throws(Diagnostic) {
        var awaited = parts.map { _ in Set<FactKind>() }
        do throws(Errno) {
            let work = try BackgroundWork<(part: Int, fact: Fact)>()
            for (part, probe) in probes {
                let deadline = deadline
                try work.begin { (part, probe.gather(deadline)) }
                awaited[part].insert(probe.kind)
            }
            while true {
                for (part, fact) in work.take() {
                    parts[part].take(fact)
                    awaited[part].remove(fact.kind)
                }
                interruption?.look()
                if awaited.allSatisfy(\.isEmpty) || patience.hasPassed || interruption.hasCome { break }
                DescriptorWait.untilReady(
                    reading: [work.arrivals] + interruption.arrivals, writing: [], seconds: patience.remaining
                )
            }
        } catch {
            throw Diagnostic(.internalError, "nothing can be gathered: \(error)")
        }
        for (part, kinds) in awaited.enumerated() {
            for kind in kinds { parts[part].absent[kind] = interruption.hasCome ? .interrupted : .deadline }
        }
    }
}

extension Interruption? {
    var hasCome: Bool {
        switch self {
        case .none: false
        case .some(let held): held.hasCome
        }
    }

    /// What to wait for, besides anything else.
    var arrivals: [Int32] {
        switch self {
        case .none: []
        case .some(let held): [held.arrivals]
        }
    }
}

extension PreflightFacts {
    /// Opens the current credential. On the word of a vault that nobody vouches for nothing is opened or
    /// sent.
    mutating func openCredentials(_ vault: borrowing VaultAccess) {
        guard let environment, isVouchedFor else { return }
        credentials = vault.read { .gather(environment, in: $0) } ?? .notOpened
        guard isRecalled, credentials.isNotGiven else { return }
        for kind in FactKind.ofGrantedEnvironments { absent[kind] = .notGiven }
    }

    /// Whether a pin vouches for the vault: nobody is asked on the word of another.
    private var isVouchedFor: Bool { openVault?.isPinned == true }

    /// How to gather the facts of these kinds; none for what cannot be gathered, or is already there.
    /// - Parameter memory: what was asked of the memory that secrets lie in.
    func probes(
        _ kinds: Set<FactKind>, _ vault: borrowing VaultAccess, _ memory: SecretMemory
    ) -> [Probe] {
        FactKind.allCases.filter { kinds.contains($0) && absent[$0] != .notGiven }.compactMap { kind in
            switch kind {
            case .host, .vault, .credentials, .proxy: nil
            case .ping: vault.read { PingFact.probe(self, in: $0) }
            case .witnesses: isVouchedFor ? WitnessFact.probe(self) : nil
            case .ipv6: isVouchedFor ? IPv6Fact.probe(self) : nil
            case .certificate: isVouchedFor ? CertificateFact.probe(self) : nil
            case .scan: isVouchedFor ? vault.read { ScanFact.probe(self, in: $0, memory) } : nil
            case .notification:
                probesNotifications ? vault.read { NotificationFact.probe(self, in: $0) } : nil
            }
        }
    }
}
