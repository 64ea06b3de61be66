"""The JSON document of the metadata: parsed strictly, then checked against the page's tables."""

import ipaddress
import json
import re
import unicodedata
from typing import Any, Callable

from primitives import is_time
from refusal import Refusal, demand

DEEPEST = 32
Check = Callable[[Any], None]


def parse_document(text: bytes) -> dict:
    """Well formed, or damaged; no member but the listed ones, or newer; each value right, or damaged."""
    try:
        document = json.loads(
            text.decode("utf-8"), object_pairs_hook=_object, parse_constant=_refuse, parse_int=_integer)
        json.dumps(document, ensure_ascii=False).encode("utf-8")  # finds single surrogates
        demand(_depth(document) <= DEEPEST, "json")
    except (ValueError, RecursionError):
        raise Refusal("damaged", "json") from None
    METADATA(document)
    return document


def _object(pairs: list[tuple[str, Any]]) -> dict:
    demand(len(dict(pairs)) == len(pairs), "json")
    return dict(pairs)


def _refuse(name: str) -> None:
    raise Refusal("damaged", "json")


def _integer(digits: str) -> int | float:
    """A number of more than 64 bits and a minus zero are JSON, but no number that a member may have."""
    if len(digits) > 20 or digits == "-0" or not -2**63 <= int(digits) < 2**63:
        return 0.0
    return int(digits)


def _depth(value: Any) -> int:
    if isinstance(value, (dict, list)):
        inner = value.values() if isinstance(value, dict) else value
        return 1 + max(map(_depth, inner), default=0)
    return 0


# --- checks of values: each refuses what it does not like


def _members(*listed: tuple[str, Check]) -> Check:
    """An object with these members in this order; a name that ends in ? may be left out."""
    checks = {name.rstrip("?"): check for name, check in listed}
    required = [name for name, _ in listed if not name.endswith("?")]

    def check(value: Any) -> None:
        demand(isinstance(value, dict), "metadata")
        demand(all(name in checks for name in value), "member", "newer")
        demand(all(name in value for name in required), "metadata")
        demand(list(value) == [name for name in checks if name in value], "member", "newer")
        for name, member in value.items():
            checks[name](member)
    return check


def _array(element: Check, most: int | None = None) -> Check:
    def check(value: Any) -> None:
        demand(isinstance(value, list) and (most is None or len(value) <= most), "metadata")
        for each in value:
            element(each)
    return check


def _number(least: int = 0, most: int = 2**63 - 1) -> Check:
    def check(value: Any) -> None:
        demand(type(value) is int and least <= value <= most, "metadata")
    return check


def _string(pattern: str = r"(?s:.*)") -> Check:
    def check(value: Any) -> None:
        demand(isinstance(value, str) and re.fullmatch(pattern, value), "metadata")
    return check


def _one_of(*values: str) -> Check:
    return _string("|".join(values))


def _time(value: Any) -> None:
    demand(isinstance(value, str) and is_time(value.encode("utf-8")), "metadata")


def _both(first: Check, second: Callable[[Any], object]) -> Check:
    """What the first takes, if the second is true of it."""
    def check(value: Any) -> None:
        first(value)
        demand(second(value), "metadata")
    return check


def _is_base_url(text: str) -> bool:
    """https, a name or an address in its one spelling, and a port unless it is 443."""
    match = re.fullmatch(r"https://([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::([1-9][0-9]{0,4}))?", text)
    if match is None or match.group(2) is not None and not 443 != int(match.group(2)) < 65536:
        return False
    host = match.group(1)
    try:
        if host.startswith("["):
            return str(ipaddress.IPv6Address(host[1:-1])) == host[1:-1]
        if host.split(".")[-1][:1].isdigit():
            return str(ipaddress.IPv4Address(host)) == host
    except ValueError:
        return False
    label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
    return len(host) <= 253 and re.fullmatch(rf"{label}(?:\.{label})*", host) is not None


def distinct(values: list) -> bool:
    return len(set(values)) == len(values)


def _versions_fit(versions: list[dict]) -> bool:
    numbers = [version["number"] for version in versions]
    states = [version["state"] for version in versions if version["state"] != "retired"]
    return numbers == sorted(set(numbers)) and distinct(states)


def _fingerprints_fit(version: dict) -> bool:
    there = [name in version for name in FINGERPRINTS]
    return all(there) or (version["state"] == "retired" and not any(there))


def _document_fits(document: dict) -> bool:
    names = [environment["name"] for environment in document["environments"]]
    given = [slot.get("environments", []) for slot in document["slots"]]
    return (distinct(names)
            and distinct([environment["box"] for environment in document["environments"]])
            # What looks the same is the same to those who type it.
            and distinct([unicodedata.normalize("NFC", slot["name"]) for slot in document["slots"]])
            and all(distinct(each) and set(each) <= set(names) for each in given))


# --- the page's tables

FINGERPRINTS = ("api_key", "api_passphrase", "api_signature")
_ID, _FINGERPRINT = _string("[0-9a-f]{16}"), _string("[0-9a-f]{32}")
_NAME = _string("[a-z][a-z0-9-]{0,31}")
_BASE_URL = _both(_string(), _is_base_url)
_WHOLE = _number(-2**63)
_AUTHENTICATION = _one_of("both", "body", "basic")

VERIFICATION = _members(
    ("verdict", _string()), ("http_status?", _WHOLE), ("code?", _WHOLE), ("signature", _string()),
    ("base_url", _BASE_URL), ("authentication", _AUTHENTICATION), ("host", _string()), ("time", _time))
OVERRIDE = _members(("rule", _one_of("unproven", "forced")), ("reason", _string()), ("time", _time))
VERSION = _both(_members(
    ("number", _number(1, 2**31 - 1)), ("state", _one_of("pending", "current", "previous", "retired")),
    ("created", _time), ("changed", _time), *((f"{name}?", _FINGERPRINT) for name in FINGERPRINTS),
    ("verification?", VERIFICATION), ("override?", OVERRIDE)), _fingerprints_fit)
WHITELIST_ENTRY = _members(
    ("network", _string()), ("note", _string()), ("added", _time), ("expires?", _time))
ENVIRONMENT = _members(
    ("name", _NAME), ("kind", _one_of("staging", "production")), ("base_url", _BASE_URL),
    ("authentication", _AUTHENTICATION), ("box", _ID), ("witnesses", _array(_string())),
    ("notification_url?", _string()), ("scan_paths", _array(_string())),
    ("whitelist", _array(WHITELIST_ENTRY)), ("versions", _both(_array(VERSION), _versions_fit)))
SLOT = _members(("id", _ID), ("name", _string("(?s:.+)")), ("environments?", _array(_NAME)))
ENTRY = _members(
    ("generation", _number()), ("time", _time), ("host", _string()), ("slot", _string()),
    ("action", _string()))
SUMMARY = _members(("entries", _number(1)), ("first", _time), ("last", _time))
JOURNAL = _members(("summarized?", SUMMARY), ("entries", _array(ENTRY, 200)))
METADATA = _both(
    _members(("environments", _array(ENVIRONMENT)), ("slots", _array(SLOT)), ("journal", JOURNAL)),
    _document_fits)
