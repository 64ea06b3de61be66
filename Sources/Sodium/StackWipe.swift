internal import CSodium

/// Makes a call of libsodium that works with a secret, and wipes the stack that it used.
///
/// libsodium 1.0.18 wipes its states and most of its local variables, not all: what BLAKE2b and Argon2 answer
/// stays in one, as does the beginning of a box's text. They would lie in ordinary memory, which may be
/// swapped, until other calls happen to reach as deep. Wraps `sodium_stackzero`.
@inline(never)
func wipingStack<Result: ~Copyable>(_ call: () -> Result) -> Result {
    let result = call()
    // Deeper than any of these calls goes with its frames; the greatest part is Argon2's, 5 KiB.
    sodium_stackzero(16 * 1024)
    return result
}
