"""A vault in the making: everything in it is right, but for what a vector puts in the place of something.

Only for test vectors. What must be random in a vault is the hash of a label here, the key pair of a sealed
box too, so that the same vector comes out byte for byte whenever it is made: nobody may seal a real secret
so.
"""

import copy
import json
from dataclasses import dataclass, field
from typing import Callable

from boxes import Bundle, associated_data, pad, records_text
from header import METADATA, Box, Header, Slot
from identity import Identity, Pin
from nacl import bindings
from primitives import blake2b, sealing_pair, signing_pair, sub

Edit = Callable[[bytes], bytes]


def chosen(label: str, size: int) -> bytes:
    """Bytes that stand for random ones."""
    return blake2b(f"d24 test vector: {label}".encode("utf-8"), size)


def unchanged(data: bytes) -> bytes:
    return data


@dataclass
class BoxDraft:
    label: str
    id: bytes
    text: bytes = b""
    sealed: int | None = None  # the generation, if it is another than the vault's

    def __post_init__(self):
        self.key = chosen(f"key of {self.label}", 32)
        self.committed = self.key
        self.nonce = chosen(f"nonce of {self.label}", 24)
        self.pad, self.edit_data, self.edit_ciphertext = pad, unchanged, unchanged
        self.encryption_key: bytes | None = None

    def seal(self, vault: bytes, generation: int) -> tuple[Box, bytes]:
        sealed = generation if self.sealed is None else self.sealed
        data = self.edit_data(associated_data(vault, self.id, sealed))
        key = self.encryption_key or sub(self.key, "d24-vault 1 encryption")
        ciphertext = self.edit_ciphertext(bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(
            self.pad(self.text), data, self.nonce, key))
        commitment = sub(self.committed, "d24-vault 1 commitment")
        return Box(self.id, commitment, sealed, self.nonce, len(ciphertext)), ciphertext


@dataclass
class SlotDraft:
    name: str
    role: str
    identity: Identity
    environments: list[str] | None = None  # None is all
    costs: tuple[int, int, bytes] | None = None

    def __post_init__(self):
        self.id = chosen(f"slot of {self.name}", 8)
        self.sealing_key, self.host_key = self.identity.sealing_key, self.identity.host_key
        self.sealed_to = self.sealing_key
        self.edit_bundle: Callable[[Bundle], Bundle] = lambda bundle: bundle
        self.edit_text, self.edit_box = unchanged, unchanged

    def seal(self, bundle: Bundle) -> Slot:
        text = self.edit_text(self.edit_bundle(bundle).text())
        box = self.edit_box(sealed_box(text, self.sealed_to, f"box of {self.name}"))
        return Slot(self.id, self.role, self.costs, self.sealing_key, self.host_key, box)

    def document(self) -> dict:
        given = {} if self.environments is None else {"environments": list(self.environments)}
        return {"id": self.id.hex(), "name": self.name, **given}


def sealed_box(text: bytes, public: bytes, label: str) -> bytes:
    """crypto_box_seal, with a key pair that is the label's."""
    ephemeral, secret = sealing_pair(chosen(label, 32))
    shared = bindings.crypto_box_beforenm(public, secret)
    return ephemeral + bindings.crypto_secretbox(text, blake2b(ephemeral + public, 24), shared)


@dataclass
class EnvironmentDraft:
    document: dict
    box: BoxDraft
    secrets: dict[int, dict[str, bytes]] = field(default_factory=dict)


@dataclass
class Draft:
    slots: list[SlotDraft]
    environments: list[EnvironmentDraft]
    generation: int = 7
    written: bytes = b"2026-11-23T15:04:05Z"
    journal: dict = field(default_factory=lambda: {"entries": []})

    def __post_init__(self):
        self.vault = chosen("vault", 16)
        self.signer, self.signer_secret = signing_pair(self.signer_seed)
        self.metadata = BoxDraft("metadata", METADATA)
        self.edit_document: Callable[[dict], object] = lambda document: None
        self.edit_text = self.edit_header = self.edit_body = self.edit_file = unchanged
        self.edit_digest = self.edit_signature = self.edit_signed = unchanged
        self.magic = b"d24-vault 1\n"

    signer_seed = chosen("signer", 32)

    def slot(self, name: str) -> SlotDraft:
        return next(slot for slot in self.slots if slot.name == name)

    def environment(self, name: str) -> EnvironmentDraft:
        return next(each for each in self.environments if each.document["name"] == name)

    def fingerprint(self, secret: bytes) -> str:
        return blake2b(secret, 16, sub(self.metadata.key, "d24-vault 1 fingerprint")).hex()

    def pin(self) -> Pin:
        return Pin(self.vault, self.signer)

    def document(self) -> dict:
        self.slots.sort(key=lambda slot: slot.id)
        document = {
            "environments": [each.document for each in self.environments],
            "slots": [slot.document() for slot in self.slots],
            "journal": self.journal,
        }
        document = copy.deepcopy(document)
        self.edit_document(document)
        return document

    def metadata_text(self) -> bytes:
        text = json.dumps(self.document(), ensure_ascii=False, separators=(",", ":"))
        return self.edit_text(text.encode("utf-8"))

    def bundle(self, slot: SlotDraft) -> Bundle:
        entries = sorted((each.box.id, each.box.key) for each in self.environments
                         if slot.role == "writer" or slot.environments is None
                         or each.document["name"] in slot.environments)
        seed = self.signer_seed if slot.role == "writer" else b""
        return Bundle(1 if seed else 0, self.vault, slot.id, seed, self.metadata.key, entries)

    def header_and_body(self) -> tuple[bytes, bytes]:
        self.metadata.text = self.metadata_text()
        for each in self.environments:
            each.box.text = each.box.text or records_text(each.secrets)
        drafts = [self.metadata, *sorted((each.box for each in self.environments), key=lambda box: box.id)]
        sealed = [box.seal(self.vault, self.generation) for box in drafts]
        slots = [slot.seal(self.bundle(slot)) for slot in self.slots]
        boxes = [box for box, _ in sealed]
        header = Header(self.vault, self.generation, self.written, self.signer, slots, boxes)
        return self.edit_header(header.text()), self.edit_body(b"".join(text for _, text in sealed))

    def file(self) -> bytes:
        rest = b"".join(self.header_and_body())
        digest = self.edit_digest(blake2b(self.magic + rest, 64))
        signed = self.edit_signed(b"d24-vault signature 1\0" + digest)
        signature = self.edit_signature(bindings.crypto_sign(signed, self.signer_secret)[:64])
        frame = f"digest {digest.hex()}\nsignature {signature.hex()}\n".encode("ascii")
        return self.edit_file(self.magic + frame + rest)
