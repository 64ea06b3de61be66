"""Step 5: there is one way to write the lines in front of the body. Digest and signature are always right."""

from catalogue import vector
from draft import BoxDraft, EnvironmentDraft
from edits import (
    beginning, body, ending, header, line, replaced, setting, swapped, to, without_last, word,
)


ROWS = b"vault ", b"generation ", b"written ", b"signer ", b"slot ", b"box ", b"body "
PHRASE = rb"slot \S+ \S+ phrase"
IDENTITY = rb"slot \S+ \S+ identity"
ENVIRONMENT = b"box (?!0{16})"


def refused(name, comment, *changes, check="header", **how):
    vector(f"header-{name}", f"damaged {check}", comment, *changes, **how)


# --- lines

for row in ROWS:
    name = row[:-1].decode("ascii")
    if name not in ("slot", "box"):
        refused(f"{name}-missing", f"no {name} line", header(line(row, to(b""))))
    refused(f"{name}-twice", f"a {name} line twice", header(line(row, lambda found: 2 * found)),
            check="body-length" if name == "body" else "header")
    refused(f"{name}-trailing-space", f"a space behind the {name} line",
            header(line(row, replaced(b"\n", b" \n"))))

for row in (b"written ", b"slot "):
    name = row[:-1].decode("ascii")
    refused(f"{name}-two-spaces", f"two spaces in the {name} line", header(line(row, replaced(b" ", b"  "))))
    refused(f"{name}-leading-space", f"a space in front of the {name} line",
            header(line(row, beginning(b" "))))
    refused(f"{name}-tab", f"a tab in the {name} line", header(line(row, replaced(b" ", b"\t"))))
    refused(f"{name}-upper-case", f"the name of the {name} line in capitals",
            header(word(row, 0, bytes.upper)))

refused("carriage-returns", "carriage returns in front of all newlines",
        header(lambda text: text.replace(b"\n", b"\r\n")))
refused("nothing", "nothing behind the frame", setting("header_and_body", lambda: (b"", b"")))
refused("ends-within-line", "the end of the file within a line",
        setting("edit_body", to(b"")), header(lambda text: text[:text.index(b"written ") + 10]))
refused("without-body", "no body line, and no body", setting("edit_body", to(b"")),
        header(line(b"body ", to(b""))))
refused("empty-line", "an empty line", header(line(b"signer ", ending(b"\n"))))
refused("unknown-line", "a line that there is not", header(line(b"signer ", ending(b"comment none\n"))))
refused("unknown-line-before-body", "a line that there is not, behind the boxes",
        header(line(b"body ", beginning(b"comment none\n"))))
refused("generation-first", "the generation in front of the vault",
        header(swapped(b"vault ", b"generation ")))
refused("signer-before-time", "the signer in front of the time", header(swapped(b"written ", b"signer ")))
refused("slot-before-signer", "a slot in front of the signer", header(swapped(b"signer ", b"slot ")))
refused("box-before-slot", "a box in front of a slot", header(swapped(b"slot ", b"box ")))
refused("box-behind-body", "a box behind the line of the body", header(swapped(b"box ", b"body ")),
        check="body-length")
refused("slots-descend", "two slots in the other order", header(swapped(b"slot ", b"slot ")))
refused("boxes-descend", "two boxes in the other order", header(swapped(ENVIRONMENT, b"box ")))
refused("metadata-second", "the metadata's box is not the first", header(swapped(b"box 0{16}", b"box ")))
refused("metadata-missing", "no box for the metadata", header(line(b"box 0{16}", to(b""))))
refused("boxes-missing", "no boxes at all", setting("edit_body", to(b"")),
        header(lambda text: b"".join(each for each in text.splitlines(True) if not each.startswith(b"bo"))
               + b"body 0\n"))
refused("slots-missing", "no slots", setting("slots", []))


def box_twice(draft):
    stg = draft.environment("stg")
    twin = BoxDraft("twin", stg.box.id)
    draft.environments.append(EnvironmentDraft(dict(stg.document, name="twin"), twin))


def slot_twice(draft):
    draft.slot("paper").id = draft.slot("host").id


refused("box-id-twice", "two boxes with one id", box_twice)
refused("slot-id-twice", "two slots with one id", slot_twice)

# --- hex

HEX = [
    ("vault", b"vault ", 1), ("signer", b"signer ", 1), ("slot-id", b"slot ", 1), ("salt", PHRASE, 6),
    ("sealing-key", IDENTITY, 4), ("host-key", IDENTITY, 5), ("slot-box", IDENTITY, 6),
    ("box-id", ENVIRONMENT, 1),
    ("commitment", b"box ", 2), ("nonce", b"box ", 4),
]
for name, pattern, index in HEX:
    refused(f"{name}-capitals", "hex in capitals", header(word(pattern, index, bytes.upper)))
    refused(f"{name}-not-hex", "a letter that is none of hex",
            header(word(pattern, index, lambda digits: b"g" + digits[1:])))
    if name != "slot-box":
        refused(f"{name}-short", "a byte too few", header(word(pattern, index, without_last(2))))
        refused(f"{name}-long", "a byte too many", header(word(pattern, index, ending(b"00"))))
refused("slot-box-odd", "half a byte at the end", header(word(IDENTITY, 6, without_last(1))))
refused("slot-box-short", "47 bytes, fewer than a sealed box of nothing has",
        header(word(IDENTITY, 6, lambda digits: digits[:94])))

# --- numbers

NUMBERS = [
    ("generation", b"generation ", 1), ("operations", PHRASE, 4), ("memory", PHRASE, 5),
    ("sealed", b"box ", 3),
    ("length", b"box ", 5), ("body", b"body ", 1),
]
for name, pattern, index in NUMBERS:
    refused(f"{name}-leading-zero", "a zero in front", header(word(pattern, index, beginning(b"0"))))
    refused(f"{name}-plus", "a sign in front", header(word(pattern, index, beginning(b"+"))))
    refused(f"{name}-minus", "a number below zero", header(word(pattern, index, beginning(b"-"))))
    refused(f"{name}-empty", "no number", header(word(pattern, index, to(b""))))
    refused(f"{name}-64-bits", "2^64 more, which some take for the number itself",
            header(word(pattern, index, lambda found: b"%d" % (int(found) + 2**64))))
    refused(f"{name}-hex", "a number in hex", header(word(pattern, index, lambda found: b"%#x" % int(found))))

refused("generation-0", "generations begin with 1", setting("generation", 0))
refused("generation-largest-and-1", "2^63", setting("generation", 2**63))
refused("generation-long", "a thousand digits", header(word(b"generation ", 1, to(b"7" * 1000))))
refused("operations-32-bits", "2^32", header(word(PHRASE, 4, to(b"4294967296"))))
refused("memory-32-bits", "2^32", header(word(PHRASE, 5, to(b"4294967296"))))


def sealed(box, generation):
    def change(draft):
        (draft.metadata if box is None else draft.environment(box).box).sealed = generation
    return change


refused("sealed-0", "sealed in generation 0", sealed("stg", 0))
refused("sealed-later", "sealed in a generation that is not yet", sealed("stg", 8))
refused("sealed-metadata-earlier", "metadata that were not sealed in this generation", sealed(None, 6))

# --- time

for name, comment, time in [
    ("month-0", "month 0", b"2026-00-23T15:04:05Z"), ("month-13", "month 13", b"2026-13-23T15:04:05Z"),
    ("day-0", "day 0", b"2026-11-00T15:04:05Z"), ("day-31", "the 31st of November", b"2026-11-31T15:04:05Z"),
    ("no-leap-year", "the 29th of February in a year that has none", b"2025-02-29T15:04:05Z"),
    ("no-leap-century", "the 29th of February 2100", b"2100-02-29T15:04:05Z"),
    ("hour-24", "hour 24", b"2026-11-23T24:00:00Z"), ("minute-60", "minute 60", b"2026-11-23T15:60:05Z"),
    ("leap-second", "a leap second", b"2026-12-31T23:59:60Z"),
    ("small-t", "a small t", b"2026-11-23t15:04:05Z"),
    ("small-z", "a small z", b"2026-11-23T15:04:05z"), ("no-zone", "no zone", b"2026-11-23T15:04:05"),
    ("offset", "an offset in place of Z", b"2026-11-23T15:04:05+00:00"),
    ("fraction", "a fraction of a second", b"2026-11-23T15:04:05.5Z"),
    ("year-10000", "a year of five digits", b"10000-11-23T15:04:05Z"),
    ("year-short", "a year of three digits", b"999-11-23T15:04:05Z"),
    ("space-inside", "a space in place of T", b"2026-11-23 15:04:05Z"),
    ("letter-inside", "a letter in place of a digit", b"2026-11-2xT15:04:05Z"),
]:
    refused(f"time-{name}", comment, setting("written", time))

# --- slots

refused("role-unknown", "a role that there is not", header(word(IDENTITY, 2, to(b"admin"))))
refused("kind-unknown", "a kind of slot that there is not", header(word(IDENTITY, 3, to(b"token"))))
refused("slot-word-missing", "a slot without its box",
        header(line(IDENTITY, lambda text: text.rsplit(b" ", 1)[0] + b"\n")))
refused("slot-word-too-many", "one word more", header(line(IDENTITY, replaced(b"\n", b" 00\n"))))
refused("slot-alone", "nothing but the name and the id",
        header(line(b"slot ", lambda text: text[:21] + b"\n")))
refused("phrase-without-salt", "a phrase slot without its salt", header(
    line(PHRASE, lambda text: b" ".join(word for at, word in enumerate(text.split(b" ")) if at != 6))))
refused("box-word-missing", "a box without its length",
        header(line(b"box ", lambda text: text.rsplit(b" ", 1)[0] + b"\n")))
refused("box-word-too-many", "one word more", header(line(b"box ", replaced(b"\n", b" 0\n"))))


def same_key(name, of, other):
    """One public key in two places; the box is sealed to the slot's former key."""
    def change(draft):
        setattr(draft.slot("host"), name, getattr(draft.slot(of), other))
    return change


refused("sealing-key-twice", "two slots with one sealing key", same_key("sealing_key", "ops", "sealing_key"))
refused("host-key-twice", "two slots with one host key", same_key("host_key", "ops", "host_key"))
refused("key-of-both-kinds", "one slot's host key is another's sealing key",
        same_key("host_key", "ops", "sealing_key"))
refused("key-twice-in-slot", "a slot's host key is its own sealing key",
        same_key("host_key", "host", "sealing_key"))

# --- lengths


def length(value: bytes):
    return header(word(b"box ", 5, to(value)))


refused("length-0", "a box of no bytes", length(b"0"))
refused("length-tag-alone", "a box that is a tag and no text", length(b"16"))
refused("length-without-tag", "a multiple of 1024", length(b"1024"))
refused("length-below", "a byte fewer than it takes", length(b"1039"))
refused("length-above", "a byte more than it takes", length(b"1041"))
refused("length-beyond-the-file", "more than a file may have", length(b"9007199254741008"), check="header")
refused("body-sum", "the lengths are right, their sum is not", header(word(b"body ", 1, to(b"5200"))),
        check="body-length")
refused("body-other-lengths", "the sum is right, the lengths are not",
        header(word(ENVIRONMENT, 5, to(b"2064"))), check="body-length")
refused("body-longer", "one byte behind the body", body(ending(b"\0")), check="body-length")
refused("body-shorter", "one byte of the body is missing", body(without_last(1)), check="body-length")
refused("body-of-nothing", "no body", setting("edit_body", to(b"")), check="body-length")
refused("body-newline", "a newline behind the body", body(ending(b"\n")), check="body-length")


