"""Steps 9 and 10: commitments, the ciphertext of the boxes, and their padding."""

from nacl import bindings

from boxes import associated_data, records_text
from catalogue import vector
from draft import chosen
from edits import body, flipped, header, to, word
from primitives import sub
from salamander import twice_sealed
from sample import full, sample, version

METADATA_LINE, LAST = b"box 0{16}", -1
ENCRYPTION_KEY = sub(sample().metadata.key, "d24-vault 1 encryption")
STG_KEY, PROD_KEY = (sample().environment(name).box.key for name in ("stg", "prod"))


def box(name: str | None, **values):
    """Sets members of the box of an environment, or of the metadata."""
    def change(draft):
        for key, value in values.items():
            setattr(draft.metadata if name is None else draft.environment(name).box, key, value)
    return change


def both(kind, check, name, comment, opens="stg", **values):
    """A vector about the metadata's box, and one about an environment's."""
    vector(f"{kind}-{name}-metadata", f"damaged {check}", comment, box(None, **values))
    vector(f"{kind}-{name}", f"damaged {check}", comment, box("stg", **values), opens=opens)


# --- commitments

both("commitment", "commitment", "other-key", "the commitment to another key",
     committed=chosen("other key", 32))
vector("commitment-flipped", "damaged commitment", "one bit of it",
       header(word(METADATA_LINE, 2, lambda digits: bytes([digits[0] ^ 1]) + digits[1:])))
vector("commitment-exchanged", "damaged commitment", "two environments with each other's commitment",
       box("stg", committed=PROD_KEY), box("prod", committed=STG_KEY), opens="stg")
vector("commitment-of-others", "opened", "an environment that is not opened commits to another key",
       box("prod", committed=bytes(32)), opens="stg")


def other_key_given(to_metadata):
    def change(draft):
        def edit(bundle):
            if to_metadata:
                bundle.metadata_key = bytes(32)
            else:
                bundle.environments = [(id, bytes(32)) for id, _ in bundle.environments]
            return bundle
        draft.slot("host").edit_bundle = edit
    return change


vector("commitment-other-key-given-metadata", "damaged commitment",
       "the slot holds another key of the metadata",
       other_key_given(True), by="host")
vector("commitment-other-key-given", "damaged commitment", "the slot holds another key of the environment",
       other_key_given(False), by="host", opens="stg")
vector("commitment-of-the-subkey", "damaged commitment",
       "the key of the encryption in place of the commitment",
       header(word(METADATA_LINE, 2, to(ENCRYPTION_KEY.hex().encode("ascii")))))

# --- one box that opens under two keys: the commitment lets one of them do so

SECOND_KEY = chosen("the second key", 32)
VALUES = 4 + 3 * 9
FREE = 64  # where the two blocks are that the construction takes: within the first value


def salamander(draft):
    """The box of staging opens under its own key and under another, which the slot of `host` was given."""
    stg = draft.environment("stg")
    stg.secrets = {1: {"api_key": bytes(96), "api_passphrase": b"pass", "api_signature": b"signature"}}
    keys = [sub(key, "d24-vault 1 encryption") for key in (stg.box.key, SECOND_KEY)]
    data = associated_data(draft.vault, stg.box.id, draft.generation)
    text = stg.box.pad(records_text(stg.secrets))
    ciphertext = twice_sealed(text, FREE, data, stg.box.nonce, *keys)
    stg.box.edit_ciphertext = lambda usual: ciphertext
    # What became of the two blocks in the text is part of the first value.
    opened = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(ciphertext, data, stg.box.nonce, keys[0])
    stg.secrets[1]["api_key"] = opened[VALUES:VALUES + 96]
    stg.box.text = records_text(stg.secrets)
    stg.document["versions"] = [version(draft, 1, "current", stg.secrets[1])]

    def edit(bundle):
        bundle.environments = [(id, SECOND_KEY) for id, _ in bundle.environments]
        return bundle
    draft.slot("host").edit_bundle = edit


def committed_to_second(draft):
    draft.environment("stg").box.committed = SECOND_KEY


vector("two-keys-first", "opened", "the box opens under two keys: the one that is committed to", salamander,
       opens="stg")
vector("two-keys-second", "damaged commitment", "the box opens under two keys: the other one", salamander,
       by="host", opens="stg")
vector("two-keys-exchanged", "damaged commitment", "the box opens under two keys, and commits to the second",
       salamander, committed_to_second, opens="stg")

# --- ciphertext

both("box", "box", "text", "one bit of the ciphertext", edit_ciphertext=flipped(0))
both("box", "box", "tag", "one bit of the tag", edit_ciphertext=flipped(LAST))
both("box", "box", "other-vault", "sealed for another vault",
     edit_data=lambda data: data[:16] + bytes(16) + data[32:])
both("box", "box", "other-box", "sealed for another box",
     edit_data=lambda data: data[:32] + b"\1" * 8 + data[40:])
both("box", "box", "earlier", "sealed in an earlier generation than its line says",
     edit_data=lambda data: data[:40] + (6).to_bytes(8, "little"))
both("box", "box", "most-significant-first", "the generation with its bytes turned round",
     edit_data=lambda data: data[:40] + data[:39:-1])
both("box", "box", "without-nul", "the label runs into the vault's id",
     edit_data=lambda data: data[:15] + data[16:])
both("box", "box", "no-data", "no associated data", edit_data=to(b""))
vector("box-bare-key", "damaged box", "sealed with the metadata's key itself",
       box(None, encryption_key=sample().metadata.key))
vector("box-nonce", "damaged box", "one bit of the nonce",
       header(word(METADATA_LINE, 4, lambda digits: bytes([digits[0] ^ 1]) + digits[1:])))
vector("box-carried-over", "opened", "a box that was sealed in an earlier generation", box("stg", sealed=3),
       opens="stg")
vector("box-line-later", "damaged box", "a carried-over box whose line says that it is new",
       box("stg", sealed=3), header(word(b"box (?!0{16})\\S+ \\S+ 3", 3, to(b"7"))), opens="stg")


def bodies_exchanged(found: bytes) -> bytes:
    return found[:-2080] + found[-1040:] + found[-2080:-1040]


vector("box-exchanged", "damaged box", "the ciphertexts of two environments, each in the place of the other",
       body(bodies_exchanged), opens="stg")
vector("box-of-others-damaged", "opened", "an environment that is not opened is damaged",
       box("prod", edit_ciphertext=flipped(0)), opens="stg")
vector("box-of-others-damaged-opened", "damaged box", "the first environment is right, the second damaged",
       box("prod", edit_ciphertext=flipped(0)), draft=full(), opens="stg prod")

# --- padding

both("padding", "padding", "missing", "zeros, and no 0x80", pad=lambda text: text.ljust(1024, b"\0"))
both("padding", "padding", "other-byte", "0x81 in place of 0x80",
     pad=lambda text: (text + b"\x81").ljust(1024, b"\0"))
both("padding", "padding", "not-zero", "a byte behind the 0x80 that is not zero",
     pad=lambda text: (text + b"\x80").ljust(1023, b"\0") + b"\1")
both("padding", "padding", "too-long", "a whole step of zeros too many",
     pad=lambda text: (text + b"\x80").ljust(2048, b"\0"))
both("padding", "padding", "zeros", "nothing but zeros", pad=lambda text: bytes(1024))
