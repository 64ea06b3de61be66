"""Reads a vault in the ten steps of the page, in their order."""

from dataclasses import dataclass

from boxes import Bundle, open_text, parse_bundle, parse_records
from header import METADATA, MOST_BYTES, Header, Slot, parse_frame, parse_header
from identity import Identity, Pin
from metadata import parse_document
from primitives import blake2b, open_sealed, sub, verifies
from refusal import Refusal, demand

OPERATIONS = range(3, 10 + 1)
MEMORY = range(262144, 1048576 + 1)


@dataclass
class Opened:
    header: Header
    digest: bytes
    slot: Slot
    text: bytes  # of the metadata
    document: dict
    fingerprint_key: bytes
    secrets: dict[str, dict[int, dict[str, bytes]]]  # by environment, version and field

    def fingerprint(self, secret: bytes) -> str:
        return blake2b(secret, 16, self.fingerprint_key).hex()


def read(data: bytes, unlock: Identity | bytes, pins: list[Pin], names: list[str] | None = None) -> Opened:
    """Opens a vault with an identity or an unlock phrase, and in it these environments, or all it may."""
    demand(len(data) <= MOST_BYTES, "too-large")
    frame = parse_frame(data)
    demand(frame.version != 0, "not-a-vault")
    demand(frame.version == 1, "version", "newer")
    header, body = parse_header(frame.rest)
    for pin in pins:
        pin.judge(header.vault, header.signer, header.generation, frame.digest)
    signed = b"d24-vault signature 1\0" + frame.digest
    demand(verifies(frame.signature, signed, header.signer), "signature")
    slot, identity = _find_slot(header, unlock)
    text = open_sealed(slot.box, identity.sealing_key, identity.sealing_secret)
    demand(text is not None, "slot-box")
    bundle = parse_bundle(text, header, slot)
    text = open_text(header, body, header.boxes[0], bundle.metadata_key)
    document = parse_document(text)
    given = _agreed(header, slot, bundle, document)
    opened = Opened(header, frame.digest, slot, text, document,
                    sub(bundle.metadata_key, "d24-vault 1 fingerprint"), {})
    for name in given if names is None else names:
        opened.secrets[name] = _open_environment(opened, body, bundle, given, name)
    return opened


def _find_slot(header: Header, unlock: Identity | bytes) -> tuple[Slot, Identity]:
    """Step 8."""
    if isinstance(unlock, Identity):
        for slot in header.slots:
            if _owns(unlock, slot):
                return slot, unlock
        raise Refusal("stranger", "identity")
    for slot in header.slots:
        if slot.costs is not None:
            operations, memory, salt = slot.costs
            demand(operations in OPERATIONS and memory in MEMORY, "costs")
            identity = Identity.from_phrase(unlock, operations, memory, salt)
            if _owns(identity, slot):
                return slot, identity
    raise Refusal("stranger", "phrase")


def _owns(identity: Identity, slot: Slot) -> bool:
    return (identity.sealing_key, identity.host_key) == (slot.sealing_key, slot.host_key)


def _agreed(header: Header, slot: Slot, bundle: Bundle, document: dict) -> list[str]:
    """The end of step 9: the names of the environments that the slot was given, and has the keys of."""
    boxes = {bytes.fromhex(each["box"]): each["name"] for each in document["environments"]}
    demand([each["id"] for each in document["slots"]] == [each.id.hex() for each in header.slots], "slots")
    demand(sorted(boxes) == [box.id for box in header.boxes if box.id != METADATA], "boxes")
    described = document["slots"][header.slots.index(slot)]
    given = list(boxes.values())
    if slot.role == "reader":
        given = [name for name in given if name in described.get("environments", given)]
    ids = [box for box, name in boxes.items() if name in given]
    demand([box for box, _ in bundle.environments] == sorted(ids), "keys")
    return given


def _open_environment(opened: Opened, body: bytes, bundle: Bundle, given: list[str], name: str) -> dict:
    """Step 10."""
    environments = {each["name"]: each for each in opened.document["environments"]}
    demand(name in environments, "no-environment", "absent")
    demand(name in given, "environment", "not-given")
    id = bytes.fromhex(environments[name]["box"])
    box = next(box for box in opened.header.boxes if box.id == id)
    records = parse_records(open_text(opened.header, body, box, dict(bundle.environments)[id]))
    live = [each["number"] for each in environments[name]["versions"] if each["state"] != "retired"]
    demand(sorted(records) == live, "versions")
    return records
