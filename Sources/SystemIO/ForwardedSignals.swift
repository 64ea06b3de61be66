import CLinux
import Glibc

/// Signals that would end or stop the process, held as bytes in a pipe until somebody looks.
///
/// While a terminal does not echo, none of them may have its way before echo is on again, and who has begun a
/// report prints it before he ends. A handler catches them in whichever thread they arrive (blocking them in
/// ours would leave them to another thread) and does nothing but write their number into a pipe; who waits
/// for something else waits for the pipe too. At one time there is one such value. SIGKILL and SIGSTOP cannot
/// be caught, by anybody.
struct ForwardedSignals: ~Copyable {
    /// Becomes readable when a signal came.
    let arrivals: FileDescriptor
    private let handlerEnd: FileDescriptor
    private let previous: [(signal: Int32, action: sigaction)]

    /// All by which a person or the system ends or stops a program.
    static var all: [Int32] { [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP] }

    /// Begins to hold these. One that was ignored (`nohup`) stays ignored.
    init(_ caught: [Int32] = ForwardedSignals.all) throws(Errno) {
        var ends: [Int32] = [-1, -1]
        try call { unsafe pipe(&ends) }
        let arrivals = FileDescriptor(adopting: ends[0])
        let handlerEnd = FileDescriptor(adopting: ends[1])
        // A handler must never wait, and what it writes is no child's business.
        for end in ends {
            try call { clinux_set_close_on_exec(end, 1) }
            try call { fcntl(end, F_SETFL, O_NONBLOCK) }
        }
        clinux_set_signal_pipe(handlerEnd.rawValue)
        var handler = sigaction()
        unsafe handler.__sigaction_handler.sa_handler = clinux_forwarding_handler()
        handler.sa_flags = SA_RESTART
        var previous: [(signal: Int32, action: sigaction)] = []
        for signal in caught where Signals.disposition(of: signal) != .ignored {
            var action = sigaction()
            if unsafe sigaction(signal, &handler, &action) == 0 { previous.append((signal, action)) }
        }
        self.previous = previous
        self.arrivals = arrivals
        self.handlerEnd = handlerEnd
    }

    /// The oldest signal that came and was not asked for yet.
    func next() -> Int32? {
        guard let byte = try? arrivals.read(upTo: 1).first else { return nil }
        return Int32(byte)
    }

    /// Lets a signal do what it does without us, then holds it again. Returns if that was not the end: after
    /// SIGTSTP and the SIGCONT that follows, or when somebody else had a handler for it.
    func deliver(_ signal: Int32) {
        for entry in previous where entry.signal == signal {
            var action = entry.action
            var handler = sigaction()
            unsafe sigaction(signal, &action, &handler)
            Self.raiseHere(signal)
            unsafe sigaction(signal, &handler, nil)
        }
    }

    /// Puts the handlers back, and then lets what came in the meantime happen.
    deinit {
        for entry in previous {
            var action = entry.action
            unsafe sigaction(entry.signal, &action, nil)
        }
        clinux_set_signal_pipe(-1)
        while let signal = next() { Self.raiseHere(signal) }
    }

    /// Sends a signal to this thread, so that it has happened when this returns: also in a thread that holds
    /// it back (as those of libdispatch do), for the handler heard of it in another one.
    private static func raiseHere(_ signal: Int32) {
        let blocked = Signals.blocked()
        Signals.setBlocked(blocked.subtracting([signal]))
        raise(signal)
        Signals.setBlocked(blocked)
    }
}
