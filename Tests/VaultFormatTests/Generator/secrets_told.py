"""The secrets of an opened vault as a vector's header tells them."""

from boxes import FIELDS
from primitives import blake2b
from reading import Opened


def secrets_told(opened: Opened) -> list[str]:
    """Environment, version, state, field, and the BLAKE2b-256 of the secret, whose fingerprint is right."""
    lines = []
    for environment in opened.document["environments"]:
        secrets = opened.secrets.get(environment["name"], {})
        for version in environment["versions"]:
            for field in FIELDS if version["number"] in secrets else ():
                secret = secrets[version["number"]][field]
                assert version[field] == opened.fingerprint(secret)
                words = (environment["name"], str(version["number"]), version["state"], field)
                lines.append(" ".join((*words, blake2b(secret, 32).hex())))
    return lines
