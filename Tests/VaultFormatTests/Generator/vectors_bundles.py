"""Steps 8 and 9 to the bundle: whose slot it is, what a phrase may cost, and the keys in the slot."""

from dataclasses import replace

from catalogue import vector
from draft import SlotDraft, chosen, sealed_box
from edits import ending, flipped, to, without_last
from identity import Identity
from sample import COSTS, PEOPLE, PHRASE, SALT, full, person, sample
from vectors_frame import OTHER, OTHER_SEED


def slot(name: str, **values):
    """Sets members of a slot."""
    def change(draft):
        for key, value in values.items():
            setattr(draft.slot(name), key, value)
    return change


# --- whose slot

vector("slot-stranger", "stranger identity", "an identity without a slot", by="stranger")
vector("slot-other-host-key", "stranger identity", "one of both public keys is another's",
       slot("ops", host_key=chosen("a host key", 32)))
vector("slot-other-sealing-key", "stranger identity", "one of both public keys is another's",
       slot("ops", sealing_key=chosen("a sealing key", 32)))
vector("phrase-wrong", "stranger phrase", "a phrase that makes no slot's keys", phrase=PHRASE.upper())
vector("phrase-with-space", "stranger phrase", "a space behind it is part of a phrase", phrase=PHRASE + " ")
vector("phrase-without-slot", "stranger phrase", "a phrase, and no phrase slot",
       lambda draft: draft.slots.remove(draft.slot("paper")), by="paper")
vector("phrase-other-salt", "stranger phrase", "the phrase with another salt",
       slot("paper", costs=(*COSTS[:2], bytes(16))), by="paper")


def costs(name, comment, operations, memory):
    vector(f"phrase-{name}", "damaged costs", comment, slot("paper", costs=(operations, memory, SALT)),
           by="paper")


costs("operations-0", "no pass at all", 0, 262144)
costs("operations-below", "a pass fewer than are wanted", 2, 262144)
costs("operations-above", "a pass more than are allowed", 11, 262144)
costs("operations-largest", "as many passes as can be written", 2**32 - 1, 262144)
costs("memory-0", "no memory at all", 3, 0)
costs("memory-below", "1 KiB less than is wanted", 3, 262143)
costs("memory-above", "1 KiB more than is allowed", 3, 1048577)
costs("memory-largest", "as much memory as can be written, which nobody has", 3, 2**32 - 1)
costs("both-largest", "what would take for ever", 2**32 - 1, 2**32 - 1)



def other_phrase(before: bool):
    """Another phrase slot, whose costs are out of range, in front of the phrase's own or behind it."""
    def change(draft):
        own = draft.slot("paper")
        other = SlotDraft("other", "writer", Identity(chosen("another phrase", 32)), None, (2, 262144, SALT))
        other.id = bytes(8) if before else b"\xff" * 8
        assert (other.id < own.id) == before
        draft.slots.append(other)
    return change


vector("phrase-costs-of-another-before", "damaged costs", "phrase slots are looked at in their order",
       other_phrase(before=True), by="paper")
vector("phrase-costs-of-another-behind", "opened", "a phrase slot that needs not be tried",
       other_phrase(before=False), by="paper", opens="stg")
vector("phrase-costs-are-no-concern", "opened", "an identity runs no Argon2, whatever a phrase slot says",
       slot("paper", costs=(0, 0, SALT)), opens="stg")
vector("phrase-slot-by-identity", "opened", "the seed that the phrase makes, in the file of an identity",
       identity=PEOPLE["paper"].line() + b"\n", opens="stg")

# --- the box of the slot


def slot_box(name, comment, *changes, **how):
    vector(f"slot-box-{name}", "damaged slot-box", comment, *changes, **how)


slot_box("tag", "one bit of the tag", slot("ops", edit_box=flipped(32)))
slot_box("text", "one bit of the ciphertext", slot("ops", edit_box=flipped(-1)))
slot_box("key", "one bit of the key that it was sealed with", slot("ops", edit_box=flipped(0)))
slot_box("key-of-small-order", "sealed with the key 0, with which all agree",
         slot("ops", edit_box=lambda box: bytes(32) + box[32:]))
slot_box("longer", "a byte more", slot("ops", edit_box=ending(b"\0")))
slot_box("shorter", "a byte fewer", slot("ops", edit_box=without_last(1)))
slot_box("shortest", "as short as can be written", slot("ops", edit_box=lambda box: box[:48]))
slot_box("of-another", "sealed to another's key", slot("ops", sealed_to=person("host", "reader").sealing_key))


def copied(draft):
    """The box of one slot in another's line."""
    draft.slot("host").edit_box = lambda box: sealed_box(
        draft.bundle(draft.slot("ops")).text(), draft.slot("ops").sealed_to, "box of ops")


slot_box("copied", "the box of another slot", copied, by="host")
vector("slot-box-of-others-damaged", "opened", "what another slot holds is of no concern",
       slot("ops", edit_box=lambda box: bytes(48)), by="host", opens="stg")

# --- bundles


def bundle(name, comment, change=None, text=None, of="ops", check="bundle", draft=None):
    values = {"edit_bundle": change} if change else {"edit_text": text}
    vector(f"bundle-{name}", f"damaged {check}", comment, slot(of, **values), by=of, draft=draft)


bundle("empty", "nothing", text=to(b""))
bundle("version-0", "a version of bundles that there is not", lambda own: replace(own, version=0))
bundle("version-2", "a version of bundles that there is not", lambda own: replace(own, version=2))
bundle("role-unknown", "a role that there is not", lambda own: replace(own, role=2))
bundle("cut-start", "the end within the slot's id", text=lambda text: text[:25])
bundle("cut-seed", "the end within the seed", text=lambda text: text[:57])
bundle("cut-key", "the end within the metadata's key", text=lambda text: text[:89])
bundle("cut-key-of-reader", "the end within the metadata's key", text=lambda text: text[:57], of="host")
bundle("cut-entry", "the end within an environment's key", text=without_last(1))
bundle("cut-entry-id", "the end within an environment's box id", text=without_last(35))
bundle("longer", "a byte behind the last entry", text=ending(b"\0"))
bundle("entries-descend", "environments in the other order",
       lambda own: replace(own, environments=own.environments[::-1]))
bundle("entry-twice", "an environment twice",
       lambda own: replace(own, environments=[own.environments[0], *own.environments]))
bundle("reader-in-writers-slot", "a reader's bundle in a writer's slot",
       lambda own: replace(own, role=0, seed=b""), check="bundle-place")
bundle("writer-in-readers-slot", "a writer's bundle in a reader's slot",
       lambda own: replace(own, role=1, seed=OTHER_SEED), of="host", check="bundle-place")
bundle("role-without-seed", "a writer's bundle with a reader's length",
       text=lambda text: text[:26] + text[58:])
bundle("other-vault", "a bundle of another vault",
       lambda own: replace(own, vault=chosen("another vault", 16)), check="bundle-place")
bundle("other-slot", "a bundle of another slot",
       lambda own: replace(own, slot=chosen("another slot", 8)), check="bundle-place")
bundle("other-seed", "the seed of a signer that the header does not name",
       lambda own: replace(own, seed=OTHER_SEED), check="signer-seed")
vector("bundle-former-seed", "damaged signer-seed",
       "signed by the signer that the header names, which this is not",
       lambda draft: (setattr(draft, "signer", OTHER[0]), setattr(draft, "signer_secret", OTHER[1])))
vector("bundle-former-seed-of-others", "opened", "which seed another slot holds is of no concern",
       lambda draft: (setattr(draft, "signer", OTHER[0]), setattr(draft, "signer_secret", OTHER[1])),
       by="host", opens="stg")

# --- which keys are in it

EXTRA = (chosen("box of none", 8), chosen("key of none", 32))


def with_entries(change):
    return lambda own: replace(own, environments=sorted(change(own.environments)))


def entry(draft, name):
    box = draft.environment(name).box
    return box.id, box.key


bundle("writer-lacks", "a writer without the key of an environment", with_entries(lambda own: own[1:]),
       check="keys")
bundle("writer-lacks-all", "a writer without the key of any environment", with_entries(lambda own: []),
       check="keys")
bundle("writer-more", "a writer with the key of an environment that there is not",
       with_entries(lambda own: [*own, EXTRA]), check="keys")
bundle("reader-lacks", "a reader without a key that it was given", with_entries(lambda own: []), of="host",
       check="keys")
bundle("reader-more", "a reader with the key of an environment that it was not given",
       with_entries(lambda own: [*own, entry(sample(), "prod")]), of="host", check="keys")
bundle("reader-other", "a reader with the key of another environment than it was given",
       with_entries(lambda own: [entry(sample(), "prod")]), of="host", check="keys")
bundle("reader-of-all-lacks", "a reader of all environments without the key of one",
       with_entries(lambda own: own[1:]), of="both", check="keys", draft=full())
bundle("entry-of-metadata", "an entry with the id of the metadata's box",
       with_entries(lambda own: [*own, (bytes(8), bytes(32))]))
