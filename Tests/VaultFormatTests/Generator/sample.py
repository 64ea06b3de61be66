"""The people and the vaults that the vectors are about."""

from draft import BoxDraft, Draft, EnvironmentDraft, SlotDraft, chosen
from identity import Identity

PHRASE = "a phrase of the vectors, for nothing else"
SALT = chosen("salt", 16)
COSTS = (3, 262144, SALT)
TIME = "2026-11-01T08:30:00Z"

PEOPLE = {name: Identity(chosen(f"identity of {name}", 32)) for name in ("ops", "host", "both", "stranger")}
PEOPLE["paper"] = Identity.from_phrase(PHRASE.encode("utf-8"), *COSTS[:2], SALT)


def triple(environment: str, number: int) -> dict[str, bytes]:
    return {
        "api_key": f"key-{environment}-{number}".encode(),
        "api_passphrase": f"pass-{environment}-{number}".encode(),
        "api_signature": chosen(f"signature {environment} {number}", 20).hex().encode(),
    }


def version(draft: Draft, number: int, state: str, fields: dict[str, bytes] | None) -> dict:
    fingerprints = {name: draft.fingerprint(value) for name, value in (fields or {}).items()}
    return {"number": number, "state": state, "created": TIME, "changed": TIME, **fingerprints}


def add_environment(draft: Draft, name: str, states: list[str], production: bool = False) -> EnvironmentDraft:
    """Adds an environment whose versions from 1 on have these states."""
    secrets = {number: triple(name, number) for number in range(1, len(states) + 1)}
    box = BoxDraft(f"environment {name}", chosen(f"box of {name}", 8))
    document = {
        "name": name,
        "kind": "production" if production else "staging",
        "base_url": "https://api.directa24.com" if production else "https://api-stg.directa24.com",
        "authentication": "both",
        "box": box.id.hex(),
        "witnesses": [],
        "scan_paths": [],
        "whitelist": [],
        "versions": [version(draft, each, states[each - 1], secrets[each]) for each in secrets],
    }
    live = {number: fields for number, fields in secrets.items() if states[number - 1] != "retired"}
    draft.environments.append(EnvironmentDraft(document, box, live))
    return draft.environments[-1]


def person(name: str, role: str, environments: list[str] | None = None) -> SlotDraft:
    return SlotDraft(name, role, PEOPLE[name], environments, COSTS if name == "paper" else None)


def sample() -> Draft:
    """A writer, a reader of staging alone, and a phrase; two environments. As small as it can be."""
    draft = Draft([person("ops", "writer"), person("host", "reader", ["stg"]), person("paper", "writer")], [])
    add_environment(draft, "stg", ["current"])
    add_environment(draft, "prod", [], production=True)
    return draft


def full() -> Draft:
    """The sample with everything in its metadata that there can be, and a reader of all environments."""
    draft = Draft([person("ops", "writer"), person("host", "reader", ["stg"]), person("both", "reader")], [])
    add_environment(draft, "stg", ["previous", "current"])
    add_environment(draft, "prod", ["current"], production=True)
    stg = draft.environment("stg").document
    versions = stg.pop("versions")
    del stg["scan_paths"], stg["whitelist"]
    stg |= {
        "witnesses": ["https://ip.example.net/", "https://192.0.2.7:8443/address"],
        "notification_url": "https://shop.example.net/d24",
        "scan_paths": ["/srv/shop", "/var/log/größe"],
        "whitelist": [
            {"network": "203.0.113.7", "note": "NAT gateway", "added": TIME},
            {"network": "2001:db8::/64", "note": "Büro \u2013 \"second\" \\ line\nnext", "added": TIME,
             "expires": "2027-01-01T00:00:00Z"},
        ],
        "versions": versions,
    }
    versions[0]["override"] = {"rule": "forced", "reason": "D24 was down", "time": TIME}
    versions[1]["verification"] = {
        "verdict": "accepted", "http_status": 200, "code": 0, "signature": "proven",
        "base_url": "https://api-stg.directa24.com", "authentication": "both", "host": "pay-1", "time": TIME}
    draft.journal = {
        "summarized": {"entries": 3, "first": "2026-10-01T00:00:00Z", "last": TIME},
        "entries": [
            {"generation": 6, "time": TIME, "host": "pay-1", "slot": "ops", "action": "promoted v2 of stg"}],
    }
    return draft
