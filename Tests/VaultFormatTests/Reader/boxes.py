"""What is inside the boxes: a slot's bundle of keys, padded texts, and the records of an environment."""

from dataclasses import dataclass

from header import METADATA, Box, Header, Slot
from primitives import open_box, signing_pair, sub
from refusal import demand

FIELDS = ("api_key", "api_passphrase", "api_signature")
MOST_RECORDS = 10000
STEP = 1024


@dataclass
class Bundle:
    role: int
    vault: bytes
    slot: bytes
    seed: bytes  # of the signer; empty for a reader
    metadata_key: bytes
    environments: list[tuple[bytes, bytes]]  # box id and key
    version: int = 1

    def text(self) -> bytes:
        start = bytes([self.version, self.role]) + self.vault + self.slot + self.seed + self.metadata_key
        return start + b"".join(box + key for box, key in self.environments)


def parse_bundle(text: bytes, header: Header, slot: Slot) -> Bundle:
    """A bundle that is well formed and belongs to this slot of this vault."""
    demand(len(text) >= 26 and text[0] == 1 and text[1] in (0, 1), "bundle")
    start = 26 + 32 * text[1]
    entries = text[start + 32:]
    demand(len(text) >= start + 32 and len(entries) % 40 == 0, "bundle")
    environments = [(entries[at:at + 8], entries[at + 8:at + 40]) for at in range(0, len(entries), 40)]
    ids = [box for box, _ in environments]
    demand(ids == sorted(set(ids)) and METADATA not in ids, "bundle")
    bundle = Bundle(text[1], text[2:18], text[18:26], text[26:start], text[start:start + 32], environments)
    assert bundle.text() == text
    role = ("reader", "writer")[bundle.role]
    demand((role, bundle.vault, bundle.slot) == (slot.role, header.vault, slot.id), "bundle-place")
    if bundle.seed:
        demand(signing_pair(bundle.seed)[0] == header.signer, "signer-seed")
    return bundle


def pad(text: bytes) -> bytes:
    return text + b"\x80" + bytes(-(len(text) + 1) % STEP)


def unpad(padded: bytes) -> bytes:
    text = padded.rstrip(b"\0")
    demand(text.endswith(b"\x80") and pad(text[:-1]) == padded, "padding")
    return text[:-1]


def associated_data(vault: bytes, box: bytes, sealed: int) -> bytes:
    return b"d24-vault 1 box\0" + vault + box + sealed.to_bytes(8, "little")


def open_text(header: Header, body: bytes, box: Box, key: bytes) -> bytes:
    """The text of a box, once the key was seen to be the one that it commits to."""
    demand(sub(key, "d24-vault 1 commitment") == box.commitment, "commitment")
    start = sum(before.length for before in header.boxes[:header.boxes.index(box)])
    data = associated_data(header.vault, box.id, box.sealed)
    ciphertext = body[start:start + box.length]
    padded = open_box(ciphertext, data, box.nonce, sub(key, "d24-vault 1 encryption"))
    demand(padded is not None, "box")
    return unpad(padded)


def parse_records(text: bytes) -> dict[int, dict[str, bytes]]:
    """The three fields of each version."""
    demand(len(text) >= 4, "records")
    count = int.from_bytes(text[:4], "little")
    position = 4 + 9 * count
    demand(count <= MOST_RECORDS and count % 3 == 0 and len(text) >= position, "records")
    versions: dict[int, dict[str, bytes]] = {}
    last = 0
    for index in range(count):
        entry = text[4 + 9 * index:13 + 9 * index]
        version, length = int.from_bytes(entry[:4], "little"), int.from_bytes(entry[5:], "little")
        demand(entry[4] == index % 3 and (version > last if index % 3 == 0 else version == last), "records")
        demand(0 < length <= len(text) - position, "records")
        versions.setdefault(version, {})[FIELDS[entry[4]]] = text[position:position + length]
        position, last = position + length, version
    demand(position == len(text), "records")
    return versions


def records_text(versions: dict[int, dict[str, bytes]]) -> bytes:
    """The other direction: the text of an environment's box."""
    records = [(number, field, versions[number][name])
               for number in sorted(versions) for field, name in enumerate(FIELDS)]
    index = b"".join(number.to_bytes(4, "little") + bytes([field]) + len(value).to_bytes(4, "little")
                     for number, field, value in records)
    return len(records).to_bytes(4, "little") + index + b"".join(value for _, _, value in records)
