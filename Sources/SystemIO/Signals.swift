import Glibc

/// Dispositions and masks of signals, by number.
enum Signals {
    /// The signals there are; the two that the C library keeps for itself answer every question with an
    /// error.
    static var all: ClosedRange<Int32> { 1...64 }

    static func ignored() -> Set<Int32> {
        Set(all.filter { disposition(of: $0) == SignalDisposition.ignored })
    }

    static func blocked() -> Set<Int32> {
        var mask = sigset_t()
        unsafe pthread_sigmask(SIG_BLOCK, nil, &mask)
        return Set(all.filter { unsafe sigismember(&mask, $0) == 1 })
    }

    /// Has exactly these held back in this thread.
    static func setBlocked(_ signals: Set<Int32>) {
        var mask = sigset_t()
        unsafe sigemptyset(&mask)
        for signal in signals { unsafe sigaddset(&mask, signal) }
        unsafe pthread_sigmask(SIG_SETMASK, &mask, nil)
    }

    /// What would happen if a signal came; nil for one that nobody may ask about.
    static func disposition(of signal: Int32) -> SignalDisposition? {
        var action = sigaction()
        guard unsafe sigaction(signal, nil, &action) == 0 else { return nil }
        let handler = unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        return switch handler {
        case unsafe unsafeBitCast(SIG_DFL, to: Int.self): .standard
        case unsafe unsafeBitCast(SIG_IGN, to: Int.self): .ignored
        default: .handled
        }
    }

    /// Has a signal ignored, or do what it does of itself.
    static func setDisposition(of signal: Int32, ignored: Bool) {
        var action = sigaction()
        unsafe action.__sigaction_handler.sa_handler = ignored ? SIG_IGN : SIG_DFL
        // Fails for SIGKILL, SIGSTOP and the C library's own, which are always standard.
        unsafe sigaction(signal, &action, nil)
    }
}

enum SignalDisposition: Equatable, Sendable {
    case standard
    case ignored
    case handled
}
