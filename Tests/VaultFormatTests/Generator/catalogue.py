"""What a vector is, and how one is written."""

import json
from dataclasses import dataclass
from typing import Callable

from draft import Draft
from header import MOST_BYTES
from identity import Pin, parse_identity_file, parse_pin
from reading import Opened, read
from refusal import STATUSES, Refusal
from secrets_told import secrets_told
from sample import PEOPLE, PHRASE, sample

Change = Callable[[Draft], object]


@dataclass
class Vector:
    """One vault, how it is opened, and what must come of it."""

    name: str
    expect: str  # "opened", or a kind of refusal and the check that refuses
    comment: str
    draft: Draft
    identity: bytes | None
    phrase: str | None
    pin: Pin
    opens: tuple[str, ...]
    zeros: int

    def text(self) -> bytes:
        """The file: a header of lines, an empty line, and the vault, which zero bytes may have to follow."""
        data = self.draft.file()
        padded = data + bytes(self.zeros)
        opened = self._prove(padded)
        lines = [f"comment: {self.comment}", f"expect: {self.expect}"]
        lines.append(f"status: {STATUSES.get(self.expect.split()[0], 0)}")
        if self.identity is not None:
            lines += [f"identity: {line}" for line in self.identity.decode("ascii").splitlines()]
        else:
            lines.append(f"phrase: {self.phrase}")
        lines += [f"pin: {line}" for line in self.pin.text().decode("ascii").splitlines()]
        lines += [f"open: {name}" for name in self.opens]
        if opened is not None:
            lines += self._told(opened)
        if self.zeros:
            lines.append(f"zeros: {self.zeros}")
        return "".join(line + "\n" for line in lines).encode("utf-8") + b"\n" + data

    def _prove(self, data: bytes) -> Opened | None:
        """That the reader judges so."""
        pins, unlock = [parse_pin(self.pin.text())], (self.phrase or "").encode("utf-8")
        try:
            if self.identity is not None:
                unlock, pin = parse_identity_file(self.identity)
                pins += [pin] if pin is not None else []
            opened = read(data[:MOST_BYTES + 1], unlock, pins, list(self.opens))
        except Refusal as refusal:
            assert str(refusal) == self.expect, f"{self.name}: {refusal}, not {self.expect}"
            return None
        assert self.expect == "opened", f"{self.name}: opened, not {self.expect}"
        assert opened.text == self.draft.metadata.text
        assert opened.secrets == {name: self.draft.environment(name).secrets for name in self.opens}
        return opened

    @staticmethod
    def _told(opened: Opened) -> list[str]:
        """What is in it: the slot, the metadata as they are, and the BLAKE2b-256 of each secret."""
        metadata = json.dumps(opened.document, separators=(",", ":"))
        lines = [f"slot: {opened.slot.id.hex()} {opened.slot.role}", f"metadata: {metadata}"]
        return lines + [f"secret: {secret}" for secret in secrets_told(opened)]


CATALOGUE: dict[str, Vector] = {}


def vector(name: str, expect: str, comment: str, *changes: Change, draft: Draft | None = None,
           by: str = "ops",
           identity: bytes | None = None, phrase: str | None = None, opens: str = "", zeros: int = 0,
           pin: Callable[[Draft], Pin] = Draft.pin) -> None:
    """Adds a vector: the sample or another draft, with changes, opened by one of the people or as is said."""
    assert name not in CATALOGUE, name
    draft = draft or sample()
    for change in changes:
        change(draft)
    if by == "paper" and phrase is None:
        phrase = PHRASE
    if phrase is None and identity is None:
        identity = PEOPLE[by].line() + b"\n"
    CATALOGUE[name] = Vector(name, expect, comment, draft, identity, phrase, pin(draft), tuple(opens.split()),
                             zeros)
