"""The secrets of a host: of its identity, its vault, and everything that is made from them; from d24-vault(5).

They are asked of libsodium itself, through ctypes.
"""

import base64
import ctypes
import ctypes.util
import functools
import hashlib
import sys

SODIUM = ctypes.CDLL(ctypes.util.find_library("sodium"))
SODIUM.sodium_init()
COUNT = ctypes.c_ulonglong


def secrets_of(trial, phrases):
    """Every secret by its name: what is in the host's folder, and what these phrases open of it."""
    found = {}
    for name, party in trial.credentials.items():
        for field, value in zip(("API Key", "API Passphrase", "API Signature"), party.values):
            found[f"{field} {name}"] = value
        # HMAC's two keys (RFC 2104), of which its state begins.
        for pad in (0x36, 0x5C):
            found[f"HMAC key {pad:x} {name}"] = bytes(byte ^ pad for byte in party.values[2])
    for number, phrase in enumerate(phrases):
        found[f"phrase {number}"] = phrase
    return found | keys_of([trial.host, trial.party("second")], trial.host.vault, phrases)


def keys_of(hosts, vault, phrases=()):
    """Every key by its name: those of the identities of these hosts, and what they and the phrases open of a vault."""
    files = tuple((host.folder.name, host.identity.read_bytes()) for host in hosts if host.identity.exists())
    return keys_in(files, vault.read_bytes() if vault.exists() else b"", tuple(phrases))


# Most tools leave the files as they are.
@functools.lru_cache(maxsize=64)
def keys_in(files, vault, phrases):
    found = {}
    identities = {}
    for name, data in files:
        line = next(line for line in data.split(b"\n") if line.startswith(b"d24-identity-1 "))
        found[f"identity line of {name}"] = line.split()[1]
        identities[name] = base64.urlsafe_b64decode(line.split()[1])[:32]
    head, is_whole, _ = vault.partition(b"\nbody ")
    lines = [line.split() for line in head.split(b"\n")] if is_whole else []
    slots = [line for line in lines if line and line[0] == b"slot"]
    for line in slots:
        for number, phrase in enumerate(phrases):
            if line[3] == b"phrase":
                costs = int(line[4]), int(line[5])
                identities[f"phrase {number} {line[1].decode()}"] = argon2(phrase, bytes.fromhex(line[6].decode()), *costs)
    for name, seed in identities.items():
        secret = sealing_secret(seed)
        found |= identity(name, seed, secret)
        public = scalarmult_base(secret)
        for line in slots:
            if line[-3].decode() == public.hex():
                found |= bundle(name, seal_open(bytes.fromhex(line[-1].decode()), public, secret))
    return found


def subkey(label, key):
    return hashlib.blake2b(label.encode(), digest_size=32, key=key).digest()


def sealing_secret(seed):
    return hashlib.sha512(subkey("d24-identity-1 sealing", seed)).digest()[:32]


def identity(name, seed, secret):
    found = {f"seed of {name}": seed, f"sealing key of {name}": secret,
             f"sealing seed of {name}": subkey("d24-identity-1 sealing", seed)}
    return found | signing(f"host key of {name}", subkey("d24-identity-1 host key", seed))


def signing(name, seed):
    """An Ed25519 key (RFC 8032): its seed, its scalar but for the bits that are set, and its prefix."""
    expanded = hashlib.sha512(seed).digest()
    return {f"seed of the {name}": seed, f"scalar of the {name}": expanded[1:31], f"prefix of the {name}": expanded[32:]}


def bundle(name, text):
    found = {}
    place = 26
    if text[1] == 1:
        found |= signing("vault's signer", text[26:58])
        place = 58
    keys = {"metadata": text[place:place + 32]}
    for entry in range(place + 32, len(text), 40):
        keys[f"box {text[entry:entry + 8].hex()}"] = text[entry + 8:entry + 40]
    for box, key in keys.items():
        found[f"key of {box}"] = key
        found[f"encryption key of {box}"] = subkey("d24-vault 1 encryption", key)
    found["fingerprint key"] = subkey("d24-vault 1 fingerprint", keys["metadata"])
    # A sealed box that is opened again by somebody else has the same keys: names do not depend on who opens it.
    return {f"{key} of the vault": value for key, value in found.items()}


def scalarmult_base(secret):
    public = ctypes.create_string_buffer(32)
    SODIUM.crypto_scalarmult_base(public, secret)
    return public.raw


def seal_open(box, public, secret):
    text = ctypes.create_string_buffer(len(box) - 48)
    if SODIUM.crypto_box_seal_open(text, box, COUNT(len(box)), public, secret) != 0:
        raise ValueError("a slot's box does not open")
    return text.raw


@functools.cache
def argon2(phrase, salt, operations, kibibytes):
    seed = ctypes.create_string_buffer(32)
    if SODIUM.crypto_pwhash(seed, COUNT(32), phrase, COUNT(len(phrase)), salt, COUNT(operations),
                            ctypes.c_size_t(kibibytes * 1024), 2) != 0:
        raise MemoryError("Argon2")
    return seed.raw


if __name__ == "__main__":
    sys.exit("this is what the proof of memory uses, and no proof")
