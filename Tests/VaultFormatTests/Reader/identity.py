"""Identities, their files and recipient strings, and the pins by which a host knows a vault again."""

from dataclasses import dataclass

from header import MOST_GENERATION
from primitives import (
    argon2id, base64url, blake2b, is_time, number, sealing_pair, signing_pair, sub, unbase64url, unhex,
)
from refusal import demand

MOST_IDENTITY_BYTES = 4096


class Identity:
    def __init__(self, seed: bytes):
        self.seed = seed
        self.sealing_key, self.sealing_secret = sealing_pair(sub(seed, "d24-identity-1 sealing"))
        self.host_key, self.host_secret = signing_pair(sub(seed, "d24-identity-1 host key"))

    @classmethod
    def from_phrase(cls, phrase: bytes, operations: int, memory: int, salt: bytes) -> "Identity":
        return cls(argon2id(phrase, salt, operations, memory))

    def line(self) -> bytes:
        checksum = sub(self.seed, "d24-identity-1 checksum")[:4]
        return b"d24-identity-1 " + base64url(self.seed + checksum)

    def recipient(self) -> bytes:
        keys = self.sealing_key + self.host_key
        return b"d24-recipient-1" + base64url(keys + blake2b(b"d24-recipient-1" + keys, 64)[:4])

    def founding_seed(self, vault: bytes) -> bytes:
        """The seed of the first signer of a vault that this identity began."""
        return sub(self.seed, f"d24-identity-1 first signer of {vault.hex()}")


@dataclass
class Pin:
    """What a host remembers of a vault; generation, digest and time are there once it was seen."""

    vault: bytes
    signer: bytes
    next: bytes | None = None
    seen: tuple[int, bytes, bytes] | None = None

    def text(self) -> bytes:
        lines = ["d24-trust 1", f"vault {self.vault.hex()}", f"signer {self.signer.hex()}"]
        if self.next is not None:
            lines.append(f"next {self.next.hex()}")
        if self.seen is not None:
            lines.append(f"generation {self.seen[0]}")
            lines.append(f"digest {self.seen[1].hex()}")
            lines.append(f"written {self.seen[2].decode('ascii')}")
        return "".join(line + "\n" for line in lines).encode("ascii")

    def judge(self, vault: bytes, signer: bytes, generation: int, digest: bytes) -> None:
        """Step 6 for this pin."""
        demand(vault == self.vault, "vault", "untrusted")
        demand(signer in (self.signer, self.next), "signer", "untrusted")
        if self.seen is None or signer == self.next:
            return
        demand(generation >= self.seen[0], "older", "untrusted")
        demand(generation > self.seen[0] or digest == self.seen[1], "diverged", "untrusted")


def parse_identity_file(data: bytes) -> tuple[Identity, Pin | None]:
    """The identity of a file, and the pin of its `vault` line if it has one."""
    demand(len(data) <= MOST_IDENTITY_BYTES, "identity-file")
    identity = pin = None
    lines = data.removesuffix(b"\n").split(b"\n")
    for words in (line.split(b" ") for line in lines if line and not line.startswith(b"#")):
        if words[0] == b"d24-identity-1" and len(words) == 2 and identity is None:
            decoded = unbase64url(words[1], 36)
            demand(decoded is not None, "identity-file")
            identity = Identity(decoded[:32])
            demand(identity.line() == b" ".join(words), "identity-file")
        else:
            demand(words[0] == b"vault" and len(words) == 3 and pin is None, "identity-file")
            pin = Pin(unhex(words[1], 16), unhex(words[2], 32))
            demand(None not in (pin.vault, pin.signer), "identity-file")
    demand(identity, "identity-file")
    return identity, pin


def parse_pin(data: bytes) -> Pin:
    demand(data.endswith(b"\n"), "pin")
    lines = data[:-1].split(b"\n")
    demand(lines.pop(0) == b"d24-trust 1", "pin")

    def take(name: bytes) -> bytes | None:
        if not lines or not lines[0].startswith(name + b" "):
            return None
        return lines.pop(0)[len(name) + 1:]

    vault, signer = unhex(take(b"vault") or b"", 16), unhex(take(b"signer") or b"", 32)
    pin = Pin(vault, signer)
    after = take(b"next")
    if after is not None:
        pin.next = unhex(after, 32)
        demand(pin.next, "pin")
    if lines:
        pin.seen = (number(take(b"generation") or b"", 1, MOST_GENERATION),
                    unhex(take(b"digest") or b"", 64), take(b"written") or b"")
        demand(None not in pin.seen and is_time(pin.seen[2]), "pin")
    demand(not lines and vault and signer, "pin")
    assert pin.text() == data
    return pin


def pin_name(folder: str, name: str) -> str:
    """The name of the pin's file for a vault of this name in this folder, a canonical path."""
    return blake2b(f"{folder}/{name}".encode("utf-8", "surrogateescape"), 16).hex()
