"""The text of a vault: its frame and its header, read in the one way they are written."""

import re
from dataclasses import dataclass

from primitives import TAG, blake2b, is_time, number, unhex
from refusal import Refusal, demand

MOST_BYTES = 4 * 1024 * 1024
MOST_GENERATION = 2**63 - 1
METADATA = bytes(8)


@dataclass
class Frame:
    version: int
    digest: bytes
    signature: bytes
    rest: bytes  # what follows the line of the signature


@dataclass
class Slot:
    id: bytes
    role: str
    costs: tuple[int, int, bytes] | None  # operations, memory and salt of a phrase; None for an identity
    sealing_key: bytes
    host_key: bytes
    box: bytes

    def line(self) -> bytes:
        kind = "identity"
        if self.costs is not None:
            kind = f"phrase {self.costs[0]} {self.costs[1]} {self.costs[2].hex()}"
        keys = f"{self.sealing_key.hex()} {self.host_key.hex()} {self.box.hex()}"
        return f"slot {self.id.hex()} {self.role} {kind} {keys}\n".encode("ascii")


@dataclass
class Box:
    id: bytes
    commitment: bytes
    sealed: int
    nonce: bytes
    length: int

    def line(self) -> bytes:
        words = f"{self.id.hex()} {self.commitment.hex()} {self.sealed} {self.nonce.hex()} {self.length}"
        return f"box {words}\n".encode("ascii")


@dataclass
class Header:
    vault: bytes
    generation: int
    written: bytes
    signer: bytes
    slots: list[Slot]
    boxes: list[Box]

    def text(self) -> bytes:
        """The header as it is written, from the vault's line to the body's."""
        return b"".join([
            b"vault %s\n" % self.vault.hex().encode("ascii"),
            b"generation %d\n" % self.generation,
            b"written %s\n" % self.written,
            b"signer %s\n" % self.signer.hex().encode("ascii"),
            *(slot.line() for slot in self.slots),
            *(box.line() for box in self.boxes),
            b"body %d\n" % sum(box.length for box in self.boxes),
        ])


def parse_frame(data: bytes) -> Frame:
    """Steps 2 and 3: magic, the first three lines, and the digest."""
    magic = re.match(rb"d24-vault (0|[1-9][0-9]{0,8})\n", data)
    demand(magic, "not-a-vault")
    frame = re.compile(rb"digest ([0-9a-f]{128})\nsignature ([0-9a-f]{128})\n").match(data, magic.end())
    demand(frame, "frame")
    digest, signature = (bytes.fromhex(word.decode("ascii")) for word in frame.groups())
    rest = data[frame.end():]
    demand(blake2b(magic.group() + rest, 64) == digest, "digest")
    return Frame(int(magic.group(1)), digest, signature, rest)


def parse_header(rest: bytes) -> tuple[Header, bytes]:
    """Step 5: the header, and the body that follows it."""
    lines = _Lines(rest)
    vault = lines.hex("vault", 16)
    generation = lines.number("generation", 1, MOST_GENERATION)
    written = lines.words("written", 1)[0]
    demand(is_time(written), "header")
    signer = lines.hex("signer", 32)
    slots, boxes = [], []
    while lines.begins("slot"):
        slots.append(_slot(lines.words("slot")))
    while lines.begins("box"):
        boxes.append(_box(lines.words("box", 5), generation))
    length = lines.number("body", 0, MOST_BYTES)
    header = Header(vault, generation, written, signer, slots, boxes)
    _check(header)
    body = rest[lines.position:]
    demand(length == sum(box.length for box in boxes) == len(body), "body-length")
    # Nothing above may take two texts for one value.
    assert header.text() == rest[:lines.position]
    return header, body


def _check(header: Header) -> None:
    demand(header.slots and _ascend([slot.id for slot in header.slots]), "header")
    keys = [key for slot in header.slots for key in (slot.sealing_key, slot.host_key)]
    demand(len(set(keys)) == len(keys), "header")
    demand(header.boxes and _ascend([box.id for box in header.boxes]), "header")
    demand(header.boxes[0].id == METADATA and header.boxes[0].sealed == header.generation, "header")


def _ascend(values: list[bytes]) -> bool:
    return all(a < b for a, b in zip(values, values[1:]))


def _slot(words: list[bytes]) -> Slot:
    demand(len(words) >= 3 and words[1] in (b"reader", b"writer"), "header")
    costs, rest = None, words[3:]
    if words[2] == b"phrase":
        demand(len(words) >= 6, "header")
        costs = (number(words[3], 0, 2**32 - 1), number(words[4], 0, 2**32 - 1), unhex(words[5], 16))
        demand(None not in costs, "header")
        rest = words[6:]
    else:
        demand(words[2] == b"identity", "header")
    demand(len(rest) == 3, "header")
    values = (unhex(words[0], 8), unhex(rest[0], 32), unhex(rest[1], 32), unhex(rest[2]))
    demand(None not in values and len(values[3]) >= 32 + TAG, "header")
    return Slot(values[0], words[1].decode("ascii"), costs, *values[1:])


def _box(words: list[bytes], generation: int) -> Box:
    values = (unhex(words[0], 8), unhex(words[1], 32), number(words[2], 1, generation),
              unhex(words[3], 24), number(words[4], 1024 + TAG, MOST_BYTES))
    demand(None not in values and values[4] % 1024 == TAG, "header")
    return Box(*values)


class _Lines:
    """Goes through the lines in front of the body."""

    def __init__(self, data: bytes):
        self.data, self.position = data, 0

    def begins(self, word: str) -> bool:
        return self.data.startswith(word.encode("ascii") + b" ", self.position)

    def words(self, name: str, count: int | None = None) -> list[bytes]:
        """The words of the next line, which must have this name."""
        end = self.data.find(b"\n", self.position)
        demand(end >= 0 and self.begins(name), "header")
        words = self.data[self.position:end].split(b" ")[1:]
        demand(count is None or len(words) == count, "header")
        self.position = end + 1
        return words

    def hex(self, name: str, size: int) -> bytes:
        value = unhex(self.words(name, 1)[0], size)
        if value is None:
            raise Refusal("damaged", "header")
        return value

    def number(self, name: str, least: int, most: int) -> int:
        value = number(self.words(name, 1)[0], least, most)
        if value is None:
            raise Refusal("damaged", "header")
        return value
