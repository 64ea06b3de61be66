"""Ways to put something in the place of what is right."""

import re
from typing import Callable

from catalogue import Change
from draft import Draft, Edit


def setting(name: str, value: object) -> Change:
    return lambda draft: setattr(draft, name, value)


def header(edit: Edit) -> Change:
    """Changes the text of the header; digest and signature are made after it."""
    return setting("edit_header", _seen(edit))


def file(edit: Edit) -> Change:
    """Changes the finished file; digest and signature stay as they are."""
    return setting("edit_file", _seen(edit))


def body(edit: Edit) -> Change:
    return setting("edit_body", _seen(edit))


def text(edit: Edit) -> Change:
    """Changes the text of the metadata."""
    return setting("edit_text", _seen(edit))


def document(edit: Callable[[dict], object]) -> Change:
    """Changes the metadata before they become text."""
    return setting("edit_document", edit)


def _seen(edit: Edit) -> Edit:
    """The edit, which must change something."""
    def seen(data: bytes) -> bytes:
        changed = edit(data)
        assert changed != data
        return changed
    return seen


def replaced(old: bytes, new: bytes) -> Edit:
    """One text for another, where it stands first."""
    def edit(data: bytes) -> bytes:
        assert old in data, old
        return data.replace(old, new, 1)
    return edit


def line(pattern: bytes, edit: Edit) -> Edit:
    """Changes the first line that begins so."""
    def edited(data: bytes) -> bytes:
        match = re.search(rb"^" + pattern + rb".*\n", data, re.MULTILINE)
        return data[:match.start()] + edit(match.group()) + data[match.end():]
    return edited


def word(pattern: bytes, index: int, edit: Edit) -> Edit:
    """Changes one word of the first line that begins so; the name of the line is word 0."""
    def edited(found: bytes) -> bytes:
        words = found[:-1].split(b" ")
        words[index] = edit(words[index])
        return b" ".join(words) + b"\n"
    return line(pattern, edited)


def swapped(first: bytes, second: bytes) -> Edit:
    """Two lines that stand one behind the other, and begin so, change places."""
    def edit(data: bytes) -> bytes:
        both = re.compile(rb"^(" + first + rb".*\n)(" + second + rb".*\n)", re.MULTILINE)
        return both.sub(rb"\2\1", data, count=1)
    return edit


def to(value: bytes) -> Edit:
    return lambda found: value


def ending(value: bytes) -> Edit:
    return lambda found: found + value


def beginning(value: bytes) -> Edit:
    return lambda found: value + found


def without_last(count: int) -> Edit:
    return lambda found: found[:-count]


def flipped(index: int) -> Edit:
    """One bit of one byte."""
    def edit(data: bytes) -> bytes:
        changed = bytearray(data)
        changed[index] ^= 1
        return bytes(changed)
    return edit


def pinned(**values: object) -> Callable[[Draft], object]:
    """The pin with something else in it, by its member's name."""
    def pin(draft: Draft):
        changed = draft.pin()
        for name, value in values.items():
            setattr(changed, name, value)
        return changed
    return pin
