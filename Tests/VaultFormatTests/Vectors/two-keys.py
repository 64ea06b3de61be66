#!/usr/bin/python3
"""Writes TwoKeys.swift to standard output: one box whose tag is right under two keys.

Poly1305 does not commit to its key. Whoever knows both keys writes the text for one of them, leaves one block of it
open, and solves for that block the equation that both tags are equal (Len, Grubbs, Ristenpart: Partitioning Oracle
Attacks, section 3). Only the commitment in the header tells the keys apart then.

    Tests/VaultFormatTests/Vectors/two-keys.py > Tests/VaultFormatTests/Vectors/TwoKeys.swift
"""

import hashlib
import struct

PRIME = (1 << 130) - 5
WORD = 0xFFFFFFFF


def rounds(x):
    """RFC 8439 section 2.3."""
    def quarter(a, b, c, d):
        for first, second, third, turn in (a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7):
            x[first] = (x[first] + x[second]) & WORD
            x[third] ^= x[first]
            x[third] = ((x[third] << turn) | (x[third] >> (32 - turn))) & WORD

    for _ in range(10):
        for i in range(4):
            quarter(i, 4 + i, 8 + i, 12 + i)
        for i in range(4):
            quarter(i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4)
    return x


def block(key, counter, nonce):
    start = list(struct.unpack("<16I", b"expand 32-byte k" + key + struct.pack("<I", counter) + nonce))
    return struct.pack("<16I", *((a + b) & WORD for a, b in zip(start, rounds(list(start)))))


def streams(key, nonce, count):
    """XChaCha20-Poly1305's one-time key, as r and s, and its key stream (draft-irtf-cfrg-xchacha)."""
    x = rounds(list(struct.unpack("<16I", b"expand 32-byte k" + key + nonce[:16])))
    inner, nonce = struct.pack("<8I", *x[:4], *x[12:]), bytes(4) + nonce[16:]
    once = block(inner, 0, nonce)
    r = int.from_bytes(once[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    stream = b"".join(block(inner, 1 + i, nonce) for i in range((count + 63) // 64))
    return r, int.from_bytes(once[16:32], "little"), stream[:count]


def padded(data):
    return data + bytes(-len(data) % 16)


def blocks(context, box):
    """What Poly1305 is over, RFC 8439 section 2.8, as numbers."""
    data = padded(context) + padded(box) + struct.pack("<QQ", len(context), len(box))
    return [int.from_bytes(data[i : i + 16] + b"\1", "little") for i in range(0, len(data), 16)]


def evaluate(numbers, r):
    total = 0
    for number in numbers:
        total = (total + number) * r % PRIME
    return total


def tag(numbers, r, s):
    return ((evaluate(numbers, r) + s) & ((1 << 128) - 1)).to_bytes(16, "little")


def solve(context, box, place, first, second):
    """`box` with other bytes at `place`, so that both keys give it one tag; None where that does not work out."""
    (r1, s1), (r2, s2) = first, second
    index = len(padded(context)) // 16 + place // 16
    numbers = blocks(context, box)
    numbers[index] = 1 << 128
    power = len(numbers) - index
    inverse = pow(pow(r1, power, PRIME) - pow(r2, power, PRIME), -1, PRIME)
    for carry in range(-4, 5):
        free = (evaluate(numbers, r2) - evaluate(numbers, r1) + s2 - s1 + (carry << 128)) * inverse % PRIME
        if free >> 128:
            continue
        solved = box[:place] + free.to_bytes(16, "little") + box[place + 16 :]
        if tag(blocks(context, solved), r1, s1) == tag(blocks(context, solved), r2, s2):
            return solved
    return None


def box_key(number):
    """A box's key, and the key of its AEAD."""
    key = bytes([number]) * 32
    return key, hashlib.blake2b(b"d24-vault 1 encryption", digest_size=32, key=key).digest()


vault, box_id, generation, nonce = bytes([1]) * 16, bytes([2]) * 8, 5, bytes(range(24))
context = b"d24-vault 1 box\0" + vault + box_id + struct.pack("<Q", generation)
records = struct.pack("<I", 3) + b"".join(struct.pack("<IBI", 1, field, 32) for field in range(3))
box = None
number = 0
while box is None:
    # The third value begins at 95 and holds a whole block from 96 on, which is the one left open.
    values = b"a" * 32 + (b"%032d" % number) + b"?" * 32
    text = records + values + b"\x80"
    text += bytes(1024 - len(text))
    r1, s1, stream = streams(box_key(3)[1], nonce, 1024)
    r2, s2, _ = streams(box_key(4)[1], nonce, 1024)
    sealed = bytes(a ^ b for a, b in zip(text, stream))
    box = solve(context, sealed, 96, (r1, s1), (r2, s2))
    number += 1
box += tag(blocks(context, box), r1, s1)

print("// Written by two-keys.py: change that, not this.\n")
print("/// A box of vault 01…, box 02…, generation 5, whose tag is right under the keys 03… and 04….")
print("enum TwoKeys {")
print('    static let nonce = "' + nonce.hex() + '"')
print('    static let box = """')
for start in range(0, len(box), 44):
    line = box[start : start + 44].hex()
    print("        " + line + ("\\" if start + 44 < len(box) else ""))
print('        """')
print("}")
