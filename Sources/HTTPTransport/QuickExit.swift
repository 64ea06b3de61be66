import Foundation

/// Ends the process without tearing down what exchanges that were left behind still use.
///
/// `exit` runs OpenSSL's clean-up while Foundation's queue may be in the middle of a transfer: processes that
/// had all they wanted then died of SIGSEGV, about one in twenty. Functions run in the reverse order of their
/// registration, so one that is registered after OpenSSL's, that is after an exchange, comes before it and
/// ends the process there, with the status that was given.
enum QuickExit {
    /// Registers it, once.
    static func arrange() { _ = registration }

    /// The one use of `unsafe` here: `on_exit` takes a C function with a pointer, of which we make no use.
    private static let registration: Int32 = unsafe on_exit(
        { status, _ in
            fflush(nil)
            _exit(status)
        }, nil)
}
