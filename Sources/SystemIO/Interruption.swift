import Glibc

/// SIGINT and SIGTERM, held as long as this value lives, for a program that has something to say before it
/// ends.
///
/// One that was ignored stays ignored. Not to be held while a terminal is asked, which holds signals itself.
package struct Interruption: ~Copyable {
    private let signals: ForwardedSignals
    /// Whether one came; see `look`.
    package private(set) var hasCome = false

    /// Begins to hold them; one that nobody looked at has its way once this value ends. Throws what kept a
    /// pipe from being made.
    package init() throws(Errno) {
        signals = try ForwardedSignals([SIGINT, SIGTERM])
    }

    /// Becomes readable when one comes.
    package var arrivals: Int32 { signals.arrivals.rawValue }

    /// Looks whether one came.
    package mutating func look() {
        while signals.next() != nil { hasCome = true }
    }
}
