"""What the format rests on, by other implementations than the tools use wherever there are any.

BLAKE2b and SHA-512 are hashlib's, Argon2id is argon2-cffi's, and the sealed box is put together here from its
parts as the page spells it out; X25519, Ed25519 and the two AEADs are PyNaCl's, for want of others.
"""

import base64
import binascii
import hashlib
import re

from argon2.low_level import Type, hash_secret_raw
from nacl import bindings
from nacl.exceptions import CryptoError

TAG = 16


def blake2b(data: bytes, size: int, key: bytes = b"") -> bytes:
    return hashlib.blake2b(data, digest_size=size, key=key).digest()


def sub(key: bytes, label: str) -> bytes:
    """The labelled subkey of a key."""
    return blake2b(label.encode("ascii"), 32, key)


def sealing_pair(seed: bytes) -> tuple[bytes, bytes]:
    """Public and secret X25519 key of a seed: the secret is the first half of its SHA-512."""
    secret = hashlib.sha512(seed).digest()[:32]
    return bindings.crypto_scalarmult_base(secret), secret


def signing_pair(seed: bytes) -> tuple[bytes, bytes]:
    """Public and secret Ed25519 key of a seed, the secret as PyNaCl wants it."""
    return bindings.crypto_sign_seed_keypair(seed)


def verifies(signature: bytes, message: bytes, signer: bytes) -> bool:
    try:
        bindings.crypto_sign_open(signature + message, signer)
    except CryptoError:
        return False
    return True


def open_sealed(box: bytes, public: bytes, secret: bytes) -> bytes | None:
    """The text of a sealed box, or None when it does not open with this key pair."""
    ephemeral, rest = box[:32], box[32:]
    try:
        shared = bindings.crypto_box_beforenm(ephemeral, secret)
        return bindings.crypto_secretbox_open(rest, blake2b(ephemeral + public, 24), shared)
    except CryptoError:
        return None


def open_box(ciphertext: bytes, data: bytes, nonce: bytes, key: bytes) -> bytes | None:
    """The padded text of a box, or None when it does not open."""
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(ciphertext, data, nonce, key)
    except CryptoError:
        return None


def argon2id(phrase: bytes, salt: bytes, operations: int, memory: int) -> bytes:
    return hash_secret_raw(phrase, salt, operations, memory, 1, 32, Type.ID, 0x13)


# --- how values are written; None is said for what is not written in the one way there is


def unhex(text: bytes, size: int | None = None) -> bytes | None:
    if not re.fullmatch(rb"(?:[0-9a-f]{2})+", text):
        return None
    value = bytes.fromhex(text.decode("ascii"))
    return value if size is None or len(value) == size else None


def number(text: bytes, least: int, most: int) -> int | None:
    # The length is looked at first, since python takes its time over a million digits.
    if len(text) > 20 or not re.fullmatch(rb"0|[1-9][0-9]*", text):
        return None
    return int(text) if least <= int(text) <= most else None


def is_time(text: bytes) -> bool:
    """Whether this is a second that there is. By hand: python's calendar begins with the year 1."""
    match = re.fullmatch(rb"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})Z", text)
    if match is None:
        return False
    year, month, day, hour, minute, second = map(int, match.groups())
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 1 <= month <= 12 and 1 <= day <= days[month - 1] and hour < 24 and minute < 60 and second < 60


def base64url(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def unbase64url(text: bytes, size: int) -> bytes | None:
    try:
        data = base64.urlsafe_b64decode(text + b"=" * (-len(text) % 4))
    except binascii.Error:
        return None
    # Encoding again finds other alphabets, padding, and unused bits that are not zero.
    return data if len(data) == size and base64url(data) == text else None
