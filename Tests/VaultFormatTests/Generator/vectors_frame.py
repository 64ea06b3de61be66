"""Steps 1 to 4 and 7: size, magic, digest, version; the signature; and the pins of step 6."""

from catalogue import vector
from draft import chosen
from edits import (
    ending, file, flipped, header, line, pinned, replaced, setting, swapped, to, without_last, word,
)
from header import MOST_BYTES
from primitives import signing_pair
from sample import PEOPLE, TIME, sample

OTHER_SEED = chosen("other signer", 32)
OTHER = signing_pair(OTHER_SEED)
ORDER = 2**252 + 27742317777372353535851937790883648493


def frame(name, check, comment, *changes, **how):
    vector(f"frame-{name}", f"damaged {check}", comment, *changes, **how)


def zeros(total: int) -> dict:
    """Zero bytes behind the body that make the file so long, and that the digest covers."""
    draft = sample()
    added = total - len(draft.file())
    draft.edit_body = ending(bytes(added))
    draft.edit_file = without_last(added)
    return {"draft": draft, "zeros": added}


frame("too-large", "too-large", "one byte more than 4 MiB", **zeros(MOST_BYTES + 1))
frame("largest", "body-length", "4 MiB are not too large; the body is longer than it says",
      **zeros(MOST_BYTES))

# --- magic; the digest is right, over whatever stands there

for name, comment, magic in [
    ("magic-upper-case", "another word", b"D24-vault 1\n"),
    ("magic-of-a-pin", "a file of another kind", b"d24-trust 1\n"),
    ("byte-order-mark", "a byte-order mark in front", b"\xef\xbb\xbfd24-vault 1\n"),
    ("newline-in-front", "an empty line in front", b"\nd24-vault 1\n"),
    ("version-two-spaces", "two spaces in front of the version", b"d24-vault  1\n"),
    ("version-missing", "no version", b"d24-vault \n"),
    ("version-leading-zero", "version 01", b"d24-vault 01\n"),
    ("version-signed", "version +1", b"d24-vault +1\n"),
    ("version-trailing-space", "a space behind the version", b"d24-vault 1 \n"),
    ("version-carriage-return", "a carriage return behind the version", b"d24-vault 1\r\n"),
    ("version-0", "there is no version 0", b"d24-vault 0\n"),
    ("version-ten-digits", "a version beyond 999999999", b"d24-vault 1000000000\n"),
    ("version-64-bits", "2^64 + 1, which some take for 1", b"d24-vault 18446744073709551617\n"),
]:
    frame(name, "not-a-vault", comment, setting("magic", magic))

frame("empty", "not-a-vault", "nothing at all", file(to(b"")))
frame("first-line-without-end", "not-a-vault", "the end of the file within the first line",
      file(lambda data: data[:11]))
frame("first-line-alone", "frame", "the first line and nothing else", file(lambda data: data[:12]))

# --- the lines of digest and signature

for name, comment, edit in [
    ("digest-missing", "no line for the digest", line(b"digest ", to(b""))),
    ("digest-twice", "the line of the digest twice", line(b"digest ", lambda found: 2 * found)),
    ("digest-upper-case", "hex in capitals", word(b"digest ", 1, bytes.upper)),
    ("digest-short", "a digest of 63 bytes", word(b"digest ", 1, without_last(2))),
    ("digest-long", "a digest of 65 bytes", word(b"digest ", 1, ending(b"00"))),
    ("digest-trailing-space", "a space behind the digest", word(b"digest ", 1, ending(b" "))),
    ("digest-carriage-return", "a carriage return behind the digest", word(b"digest ", 1, ending(b"\r"))),
    ("signature-missing", "no line for the signature", line(b"signature ", to(b""))),
    ("signature-upper-case", "hex in capitals", word(b"signature ", 1, bytes.upper)),
    ("signature-short", "a signature of 63 bytes", word(b"signature ", 1, without_last(2))),
    ("signature-long", "a signature of 65 bytes", word(b"signature ", 1, ending(b"00"))),
    ("signature-first", "signature in front of digest", swapped(b"digest ", b"signature ")),
    ("ends-within", "the end of the file within the signature", lambda data: data[:200]),
]:
    frame(name, "frame", comment, file(edit))

for name, comment, edit in [
    ("digest-changed", "a digest of zeros", word(b"digest ", 1, to(b"0" * 128))),
    ("cut", "the last byte is missing", without_last(1)),
    ("extended", "one byte more at the end", ending(b"\0")),
    ("header-changed", "the generation is another", word(b"generation ", 1, to(b"8"))),
    ("body-changed", "one bit of the last byte", flipped(-1)),
    ("version-changed", "the version is covered by the digest", replaced(b"vault 1\n", b"vault 2\n")),
    ("ends-after", "nothing behind the frame", lambda data: b"\n".join(data.split(b"\n")[:3]) + b"\n"),
]:
    frame(name, "digest", comment, file(edit))

# --- versions to come

NEWER = setting("magic", b"d24-vault 2\n")
vector("version-newer", "newer version", "version 2, and everything else right", NEWER)
vector("version-largest", "newer version", "version 999999999", setting("magic", b"d24-vault 999999999\n"))
vector("version-newer-other-text", "newer version", "version 2, which may have anything behind the frame",
       NEWER,
       setting("header_and_body", lambda: (b"something else altogether", b"")))
vector("version-newer-unsigned", "newer version", "version 2 comes before the signature", NEWER,
       setting("edit_signature", flipped(0)))
vector("version-newer-other-pin", "newer version", "version 2 comes before the pin", NEWER,
       pin=pinned(vault=bytes(16)))
vector("version-newer-digest", "damaged digest", "version 2 with a digest that is wrong", NEWER,
       setting("edit_digest", flipped(0)))
vector("version-newer-frame", "damaged frame", "version 2 has the frame of version 1", NEWER,
       file(line(b"signature ", to(b""))))

# --- pins


def pin(name, expect, comment, *changes, **how):
    vector(f"pin-{name}", expect, comment, *changes, **how)


def seen(generation: int, digest: bytes | None = None):
    """Pinned when it was seen in this generation with this digest, or with the file's own."""
    def made(draft):
        own = bytes.fromhex(draft.file().split(b"\n")[1].split(b" ")[1].decode("ascii"))
        return pinned(seen=(generation, digest or own, TIME.encode("ascii")))(draft)
    return made


def by_next(generation: int):
    return lambda draft: pinned(signer=OTHER[0], next=draft.signer,
                                seen=(generation, bytes(64), TIME.encode("ascii")))(draft)


pin("same", "opened", "the very file that was seen last", pin=seen(7), opens="stg")
pin("after", "opened", "a later generation than was seen", pin=seen(6, bytes(64)), opens="stg")
pin("by-next", "opened", "by the next signer, whose generations begin anew", pin=by_next(100), opens="stg")
pin("by-the-former", "opened", "by the present signer, while a next one is known",
    pin=pinned(next=OTHER[0]), opens="stg")
pin("by-the-former-older", "untrusted older", "an older one by the present signer, while a next one is known",
    pin=lambda draft: pinned(next=OTHER[0], seen=(8, bytes(64), TIME.encode("ascii")))(draft))
pin("other-vault", "untrusted vault", "another vault was pinned", pin=pinned(vault=bytes(16)))
pin("other-signer", "untrusted signer", "another signer was pinned", pin=pinned(signer=OTHER[0]))
pin("neither-signer", "untrusted signer", "neither the signer nor the next one",
    pin=pinned(signer=OTHER[0], next=bytes(32)))
pin("older", "untrusted older", "an older generation than was seen", pin=seen(8, bytes(64)))
pin("diverged", "untrusted diverged", "the same generation with another digest", pin=seen(7, bytes(64)))
pin("before-signature", "untrusted older", "the pin comes before the signature",
    setting("edit_signature", flipped(0)), pin=seen(8, bytes(64)))
pin("after-header", "damaged header", "the header comes before the pin",
    header(word(b"vault ", 1, bytes.upper)),
    pin=pinned(vault=bytes(16)))


def line_of(vault: bytes, signer: bytes) -> bytes:
    return PEOPLE["ops"].line() + f"\nvault {vault.hex()} {signer.hex()}\n".encode("ascii")


SAMPLE = sample()
pin("line", "opened", "the identity's file pins the vault too", identity=line_of(SAMPLE.vault, SAMPLE.signer),
    opens="stg")
pin("line-first", "opened", "its lines in the other order, with a comment and an empty line",
    identity=b"# made for the vectors\n\n" + line_of(SAMPLE.vault, SAMPLE.signer).split(b"\n")[1] + b"\n"
    + PEOPLE["ops"].line() + b"\n", opens="stg")
pin("line-of-another-vault", "untrusted vault", "the identity's file pins another vault than the pin",
    identity=line_of(bytes(16), SAMPLE.signer))
pin("line-of-another-signer", "untrusted signer", "the identity's file pins another signer than the pin",
    identity=line_of(SAMPLE.vault, OTHER[0]))

# --- signature


def signature(name, comment, *changes):
    vector(f"signature-{name}", "damaged signature", comment, *changes)


def by_a_point_that_signs_all(draft):
    """The neutral point as the key: by the equation alone, that point and 0 are a signature of anything."""
    neutral = bytes([1]) + bytes(31)
    draft.signer = neutral
    draft.edit_signature = to(neutral + bytes(32))


def above_the_order(found: bytes) -> bytes:
    """The same signature with the group's order added to its second half, which RFC 8032 has refused."""
    return found[:32] + (int.from_bytes(found[32:], "little") + ORDER).to_bytes(32, "little")


signature("changed", "one bit of it", setting("edit_signature", flipped(0)))
signature("zero", "nothing but zeros", setting("edit_signature", to(bytes(64))))
signature("by-another", "by another signer than the header names", setting("signer_secret", OTHER[1]))
signature("of-another-label", "of a statement that is not a vault",
          setting("edit_signed", replaced(b"d24-vault signature 1", b"d24-receipt signature 1")))
signature("without-nul", "the label runs into the digest", setting("edit_signed", replaced(b"\0", b"")))
signature("of-the-digest-alone", "no label", setting("edit_signed", lambda signed: signed[-64:]))
signature("of-hex", "of the digest in hex", setting("edit_signed", lambda signed:
          signed[:-64] + signed[-64:].hex().encode("ascii")))
signature("of-another-state", "of the vault as it was before", setting("edit_signed", lambda signed:
          signed[:-64] + chosen("an older digest", 64)))
signature("above-the-order", "written in a way that RFC 8032 does not have",
          setting("edit_signature", above_the_order))
signature("of-small-order", "by a key under which anything is signed", by_a_point_that_signs_all)
