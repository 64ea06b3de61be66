"""Why a vault is not opened."""

#: What a refusal means, and the exit status that all tools have for it.
STATUSES = {
    "absent": 10,  # there is no such environment
    "stranger": 11,  # wrong identity or unlock phrase
    "damaged": 12,
    "untrusted": 13,  # rolled back, diverged, or not the vault that was meant
    "newer": 18,
    "not-given": 19,  # not an environment of this slot
}


class Refusal(Exception):
    """A kind, which has an exit status, and a word that says which check it was."""

    def __init__(self, kind: str, check: str):
        super().__init__(f"{kind} {check}")
        self.kind, self.check, self.status = kind, check, STATUSES[kind]


def demand(condition: object, check: str, kind: str = "damaged") -> None:
    """Refuses the vault unless the condition holds."""
    if not condition:
        raise Refusal(kind, check)
