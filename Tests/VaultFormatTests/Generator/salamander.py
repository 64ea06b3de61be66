"""One ciphertext that opens under two keys: Poly1305 does not commit to its key.

The tag is a polynomial over the blocks of ciphertext, taken at a point that comes from the key. For two keys
there are two values; two blocks that are free to choose are enough to make them the same.
"""

from nacl import bindings

PRIME = 2**130 - 5
BLOCK = 16


def twice_sealed(text: bytes, free: int, data: bytes, nonce: bytes, first: bytes, second: bytes) -> bytes:
    """Seals the text under the first key, so that the second opens it as well, to something else.

    The two blocks from `free` on, a multiple of 16, take whatever value is needed.
    """
    assert free % BLOCK == 0 and free + 2 * BLOCK <= len(text)
    sealed = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(text, data, nonce, first)[:-BLOCK]
    for tag in range(10000):
        blocks = _solve(_blocks(sealed, data), (_padded(len(data)) + free) // BLOCK,
                        tag, [_one_time_key(key, nonce) for key in (first, second)])
        if blocks is not None:
            break
    ciphertext = sealed[:free] + blocks + sealed[free + 2 * BLOCK:] + tag.to_bytes(BLOCK, "little")
    for key in (first, second):
        bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(ciphertext, data, nonce, key)  # or raises
    return ciphertext


def _solve(blocks: list[int], at: int, tag: int, keys: list[tuple[int, int]]) -> bytes | None:
    """Two blocks in place of those at this index with which the tag is right for both keys, if there are."""
    powers, wanted = [], []
    for point, offset in keys:
        value = sum(block * pow(point, len(blocks) - index, PRIME)
                    for index, block in enumerate(blocks) if index not in (at, at + 1))
        powers.append([pow(point, len(blocks) - index, PRIME) for index in (at, at + 1)])
        wanted.append(((tag - offset) % 2**128 - value) % PRIME)
    (a, b), (c, d) = powers
    inverse = pow((a * d - b * c) % PRIME, -1, PRIME)
    solution = [(wanted[0] * d - b * wanted[1]) * inverse % PRIME,
                (a * wanted[1] - wanted[0] * c) * inverse % PRIME]
    # A block of 16 bytes stands for its number plus 2^128.
    if any(not 2**128 <= block < 2**129 for block in solution):
        return None
    return b"".join((block - 2**128).to_bytes(BLOCK, "little") for block in solution)


def _blocks(ciphertext: bytes, data: bytes) -> list[int]:
    """What Poly1305 is computed over by RFC 8439, section 2.8, as numbers."""
    lengths = len(data).to_bytes(8, "little") + len(ciphertext).to_bytes(8, "little")
    message = data.ljust(_padded(len(data)), b"\0") + ciphertext.ljust(_padded(len(ciphertext)),
                                                                       b"\0") + lengths
    return [int.from_bytes(message[at:at + BLOCK], "little") + 2**128 for at in range(0, len(message), BLOCK)]


def _padded(length: int) -> int:
    return length + -length % BLOCK


def _one_time_key(key: bytes, nonce: bytes) -> tuple[int, int]:
    """The point and the offset that Poly1305 takes from the first block of the key stream.

    PyNaCl gives no bare key stream, and the stream that it encrypts with begins a block later; so ChaCha20 is
    here by RFC 8439, section 2.3, and HChaCha20, which is the same without its last addition.
    """
    words = _rounds(key, nonce[:16])
    subkey = b"".join(word.to_bytes(4, "little") for word in words[:4] + words[12:])
    counter = bytes(8) + nonce[16:]
    mixed = zip(_rounds(subkey, counter), _state(subkey, counter))
    stream = b"".join(((a + b) % 2**32).to_bytes(4, "little") for a, b in mixed)
    clamp = 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    return int.from_bytes(stream[:16], "little") & clamp, int.from_bytes(stream[16:32], "little")


def _state(key: bytes, counter: bytes) -> list[int]:
    data = b"expand 32-byte k" + key + counter
    return [int.from_bytes(data[at:at + 4], "little") for at in range(0, 64, 4)]


def _rounds(key: bytes, counter: bytes) -> list[int]:
    state = _state(key, counter)
    columns = [(0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15)]
    diagonals = [(0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)]
    for a, b, c, d in 10 * (columns + diagonals):
        for x, y, z, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            state[x] = (state[x] + state[y]) % 2**32
            mixed = state[z] ^ state[x]
            state[z] = (mixed << turn | mixed >> (32 - turn)) % 2**32
    return state
