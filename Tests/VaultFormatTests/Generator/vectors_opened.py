"""Vaults that open, in all shapes; and environments that this slot was not given."""

from catalogue import vector
from draft import Draft, SlotDraft, chosen
from edits import document
from identity import Identity
from sample import SALT, TIME, add_environment, full, person, sample, version

OPENED = "opened"
vector("opened-writer", OPENED, "a writer", draft=full(), opens="stg prod")
vector("opened-reader", OPENED, "a reader of staging", draft=full(), by="host", opens="stg")
vector("opened-reader-of-all", OPENED, "a reader of all environments", draft=full(), by="both",
       opens="stg prod")
vector("opened-phrase", OPENED, "a phrase", by="paper", opens="stg prod")
vector("opened-metadata-alone", OPENED, "no environment at all is opened")
vector("opened-other-order", OPENED, "environments in another order than the metadata's", draft=full(),
       opens="prod stg")


def writer(**names: list[str]) -> Draft:
    """A vault of a writer alone."""
    draft = Draft([person("ops", "writer")], [])
    for name, states in names.items():
        add_environment(draft, name, states)
    return draft


vector("opened-without-environments", OPENED, "no environments", draft=writer())
vector("opened-without-versions", OPENED, "an environment without versions", draft=writer(stg=[]),
       opens="stg")
for state in ("pending", "current", "previous", "retired"):
    vector(f"opened-{state}", OPENED, f"a {state} version alone", draft=writer(stg=[state]), opens="stg")
vector("opened-all-states", OPENED, "a version in each state",
       draft=writer(stg=["retired", "retired", "previous", "current", "pending"]), opens="stg")
vector("opened-retired-without-fingerprints", OPENED,
       "a version that was retired before the keys were renewed",
       document(lambda all: [all["environments"][0]["versions"][0].pop(field) for field in
                             ("api_key", "api_passphrase", "api_signature")]),
       draft=writer(stg=["retired", "current"]), opens="stg")
vector("opened-many", OPENED, "twelve environments",
       draft=writer(**{f"e{number}": ["current"] for number in range(12)}), opens="e0 e11")
vector("opened-box-empty-for-others", OPENED, "a reader of no environment",
       lambda draft: draft.slots.append(person("both", "reader", [])), by="both")


def with_secrets(**fields) -> Draft:
    draft = writer(stg=["current"])
    stg = draft.environment("stg")
    stg.secrets[1] |= fields
    stg.document["versions"] = [version(draft, 1, "current", stg.secrets[1])]
    return draft


def filling(padded: int) -> Draft:
    """Secrets that make the text of the box so long before its padding."""
    draft = with_secrets()
    others = sum(len(value) for value in draft.environment("stg").secrets[1].values()) + 31
    signature = draft.environment("stg").secrets[1]["api_signature"]
    return with_secrets(api_signature=b"x" * (padded - others + len(signature)))


vector("opened-long-secrets", OPENED, "secrets that are longer than tools take them", draft=with_secrets(
    api_key=b"k" * 16384, api_passphrase=b"p" * 16384, api_signature=b"s" * 16384), opens="stg")
vector("opened-short-secrets", OPENED, "secrets of one byte", draft=with_secrets(
    api_key=b"k", api_passphrase=b"p", api_signature=b"s"), opens="stg")
vector("opened-any-bytes", OPENED, "a secret of all bytes that there are", draft=with_secrets(
    api_passphrase=bytes(range(256))), opens="stg")
vector("opened-other-letters", OPENED, "a secret that is not ASCII", draft=with_secrets(
    api_passphrase="pässwörd 🔑".encode("utf-8")), opens="stg")
vector("opened-ends-like-padding", OPENED, "a secret that ends with 0x80 and zeros", draft=with_secrets(
    api_signature=b"s\x80\0\0"), opens="stg")
vector("opened-text-1023", OPENED, "a text with one byte of padding", draft=filling(1023), opens="stg")
vector("opened-text-1024", OPENED, "a text with 1024 bytes of padding", draft=filling(1024), opens="stg")
vector("opened-version-largest", OPENED, "the largest number that a version may have",
       draft=(large := writer(stg=["current"])), opens="stg")
LARGEST = 2**31 - 1
large.environment("stg").secrets = {LARGEST: large.environment("stg").secrets[1]}
large.environment("stg").document["versions"][0]["number"] = LARGEST


def journal(count: int, **more) -> Draft:
    draft = writer(stg=["current"])
    entry = {"time": TIME, "host": "pay-1", "slot": "ops", "action": "stored v1 of stg"}
    draft.journal = {**more, "entries": [{"generation": number, **entry} for number in range(1, count + 1)]}
    return draft


vector("opened-journal-200", OPENED, "as many entries as there may be, and a summary", draft=journal(
    200, summarized={"entries": 41, "first": "2026-01-01T00:00:00Z", "last": TIME}))


def named(name: str) -> Draft:
    draft = sample()
    draft.slot("host").name = name
    return draft


vector("opened-names", OPENED, "a slot whose name has other letters, quotes and control characters",
       draft=named("büro \"1\" \\ \t\x01 \u2028 🔑"))
vector("opened-name-longest", OPENED, "an environment's name of 32 characters",
       draft=writer(**{"e" * 32: ["current"]}), opens="e" * 32)

# --- numbers and times at their ends

for name, comment, changes in [
    ("generation-1", "the first generation", {"generation": 1}),
    ("generation-largest", "the last generation", {"generation": 2**63 - 1}),
    ("time-first", "the first second of the year 0", {"written": b"0000-01-01T00:00:00Z"}),
    ("time-leap-day", "the 29th of February of the year 0", {"written": b"0000-02-29T12:00:00Z"}),
    ("time-leap-century", "the 29th of February 2000", {"written": b"2000-02-29T12:00:00Z"}),
    ("time-last", "the last second of the year 9999", {"written": b"9999-12-31T23:59:59Z"}),
]:
    vector(f"opened-{name}", OPENED, comment, *[
        lambda draft, key=key, value=value: setattr(draft, key, value) for key, value in changes.items()],
        opens="stg")

# --- phrases

LETTERS = "größer als 🔑 und länger"
OTHER_COSTS = (4, 262145, SALT)


def phrase_alone(phrase: str, costs, role="writer", environments=None) -> Draft:
    draft = sample()
    identity = Identity.from_phrase(phrase.encode("utf-8"), costs[0], costs[1], costs[2])
    draft.slots[-1] = SlotDraft("paper", role, identity, environments, costs)
    return draft


vector("opened-phrase-other-letters", OPENED, "a phrase in UTF-8, with other costs, of a reader",
       draft=phrase_alone(LETTERS, OTHER_COSTS, "reader", ["stg"]), phrase=LETTERS, opens="stg")


def two_phrases(draft):
    other = SlotDraft("other", "writer", Identity(chosen("another phrase", 32)), None, (3, 262144, bytes(16)))
    draft.slots.append(other)


vector("opened-phrase-of-two", OPENED, "one of two phrase slots", two_phrases, by="paper", opens="stg")

# --- what is not opened

vector("environment-unknown", "absent no-environment", "an environment that there is not", opens="other")
vector("environment-unknown-to-reader", "absent no-environment", "an environment that there is not",
       by="host", opens="other")
vector("environment-not-given", "not-given environment", "an environment that this slot was not given",
       draft=full(), by="host", opens="prod")
vector("environment-not-given-second", "not-given environment", "the second was not given",
       draft=full(), by="host", opens="stg prod")
vector("environment-none-given", "not-given environment", "a slot without any environment",
       lambda draft: draft.slots.append(person("both", "reader", [])), by="both", opens="stg")
