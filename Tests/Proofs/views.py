"""Looking at a host's vault before and after a write, and at what somebody can still have from its files."""

import hashlib
import json
import re
import sys

from states import OLD_PHRASE
from trial import PHRASE, Wrong, header
from writes import check_tidy, found_a_vault


class View:
    """What can be seen of a host's vault, in a form that two runs of one command have in common.

    Times are left out. Values that are random, such as ids, keys and fingerprints, are numbered in the order
    in which they come; those that were there before a write keep their names, so that "the same" stays so.
    """

    RANDOM = re.compile(r"d24-recipient-1[\w-]+|\b[0-9a-f]{16,128}\b")
    TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

    def __init__(self, trial, write, names=None):
        self.names = dict(names or {})
        self.unpinned = False
        host = trial.host
        self.parts = []
        for verb in ("check", "show", "env list", "slot list", "log"):
            outcome = host.run("d24-vault", *verb.split(), "--json")
            data = outcome.stdout if outcome.status == 0 else b""
            if verb == "slot list" and data:
                # Slots come in the order of their ids, which are random.
                slots = sorted(json.loads(data)["slots"], key=lambda slot: slot["name"])
                data = json.dumps(slots, indent=1).encode()
            self.add(verb, outcome.status, data)
            if verb == "check" and outcome.status == 0:
                self.unpinned = not json.loads(outcome.stdout)["pinned"]
        # All three fields in one run.
        outcome = host.run("d24-vault", "exec", "stg", "--", "env", reveals=True)
        self.add("exec", outcome.status, b"\n".join(sorted(
            line for line in outcome.stdout.splitlines() if line.startswith(b"D24_"))))
        if write.spares_vault and not host.vault.exists():
            outcome = host.run("d24-vault", "identity", "recipient")
            self.add("identity", outcome.status, outcome.stdout)
        for name in ("reader", "second", *write.lets_in):
            if trial.party(name).identity.exists() and host.vault.exists():
                outcome = probe(trial, host.vault.read_bytes(), "get", "stg", "api-key",
                                identity=trial.party(name).identity)
                self.add(f"{name} gets api-key", outcome.status, outcome.stdout)
        self.add_pin(host, write)

    def add(self, label, status, data):
        text = self.TIME.sub("TIME", data.decode(errors="replace"))
        self.parts.append((label, status, self.RANDOM.sub(self.name, text)))

    def add_pin(self, host, write):
        pin = host.pin()
        if pin is None:
            self.parts.append(("pin", 0, "none"))
            return
        pin.pop("written", None)
        if write.signer_changes:
            # A new signer that is put there beforehand, and whose vault was not put in place, does no harm.
            pin.pop("next", None)
        if host.vault.exists() and self.parts[0][1] == 0:
            seen = {name: host.header(name) for name in ("vault", "signer", "generation", "digest")}
            if {name: pin.get(name) for name in seen} != seen:
                raise Wrong(f"the vault was read, and the pin does not tell of it: {pin}")
        self.add("pin", 0, json.dumps(pin, indent=1).encode())

    def name(self, match):
        return self.names.setdefault(match[0], f"random-{len(self.names) + 1}")

    def __eq__(self, other):
        return self.parts == other.parts

    def opens(self):
        """Whether the vault is trusted and can be read."""
        read = ("check", "show", "env list", "slot list", "log")
        return not self.unpinned and all(status == 0 for label, status, _ in self.parts if label in read)

    def current(self):
        """The keys that a program would get."""
        return next(text for label, _, text in self.parts if label == "exec")

    def environments(self):
        """Names of the environments, in order."""
        part = next(text for label, _, text in self.parts if label == "show")
        return [entry["name"] for entry in json.loads(part)["environments"]] if part else []

    def difference(self, other):
        """The first thing in which two differ, in a line."""
        for mine, theirs in zip(self.parts, other.parts):
            if mine == theirs:
                continue
            if mine[1] != theirs[1]:
                return f"{mine[0]} has status {mine[1]} and not {theirs[1]}"
            lines = zip(mine[2].splitlines(), theirs[2].splitlines())
            for ours, other_line in lines:
                if ours != other_line:
                    return f"{mine[0]} says {ours.strip()!r} and not {other_line.strip()!r}"
            return f"{mine[0]} is of another length"
        return "another number of parts"


def probe(trial, vault, *verb, identity, descriptors=None):
    """Runs a verb on a vault's bytes, wherever they come from, as somebody who takes their word for who signed
    them."""
    folder = trial.scratch / "probe"
    folder.mkdir(exist_ok=True)
    path = folder / "vault"
    path.write_bytes(vault)
    lines = header(vault)
    environment = trial.host.environment(
        D24_VAULT=path, D24_TRUST=folder / "trust",
        D24_SIGNER=f"vault {lines.get('vault', '')} {lines.get('signer', '')}")
    if identity is None:
        del environment["D24_IDENTITY"]
    else:
        environment["D24_IDENTITY"] = str(identity)
    return trial.run(["d24-vault", *verb], environment, reveals=True, descriptors=descriptors)


def had_by_the_removed(trial, write):
    """What a party from whom the write takes something can still have from any file in the vault's folder."""
    had = []
    for path in sorted(trial.host.vault.parent.iterdir()):
        data = path.read_bytes()
        if not data:
            continue
        for name in write.shut_out:
            if probe(trial, data, "show", identity=trial.party(name).identity).status == 0:
                had.append(f"{path.name} opens for {name}")
        for environment, version, secret in write.erased:
            outcome = probe(trial, data, "get", environment, "api-signature", "--credential", version,
                            identity=trial.host.identity)
            if outcome.stdout == trial.credentials[secret].signature.encode():
                had.append(f"{path.name} has {environment} {version}")
        if write.changes_phrase:
            outcome = probe(trial, data, "show", "--unlock-fd", PHRASE, identity=None,
                            descriptors={PHRASE: OLD_PHRASE})
            if outcome.status == 0:
                had.append(f"{path.name} opens with the old phrase")
    return had


def check_taken_away(trial, write):
    """After a write that takes away: nothing in the folder opens for the removed, and nothing older is there."""
    had = had_by_the_removed(trial, write)
    if had:
        raise Wrong(f"taken away, and yet: {'; '.join(had)}")
    older = [name for name in ("vault.previous", "vault.previous.link")
             if (trial.host.vault.parent / name).exists()]
    if older:
        raise Wrong(f"taken away, and yet there is {' '.join(older)}")


class Expected:
    """The states before and after a write, found by running it once undisturbed."""

    def __init__(self, trial, write):
        write.prepare(trial)
        # Not saved again: what looking at it changes, a pin that is raised, is part of what a trial begins with.
        self.state = trial.save()
        self.seen = {}
        self.before = View(trial, write)
        self.vault = trial.host.vault.read_bytes() if trial.host.vault.exists() else None
        if write.shut_out or write.erased or write.changes_phrase:
            had = had_by_the_removed(trial, write)
            for name in ("vault", "vault.previous"):
                if not any(entry.startswith(name + " ") for entry in had):
                    raise Wrong(f"{write.name} takes away what nobody had in {name}: that would prove nothing")
        trial.restore(self.state)
        self.between = []
        for step in write.steps[:-1]:
            trial.host.must("d24-rotate", *step, descriptors=write.descriptors(trial))
            self.between.append(View(trial, write, self.before.names))
        trial.restore(self.state)
        outcome = write.run(trial)
        if outcome.status != 0:
            raise Wrong(f"undisturbed, {outcome}")
        self.after = View(trial, write, self.before.names)
        if self.before == self.after and not write.reads:
            raise Wrong(f"{write.name} changes nothing")
        for view, must_open in ((self.before, not write.again), (self.after, write.further is not found_a_vault)):
            if must_open and not view.opens():
                raise Wrong(f"undisturbed, {write.name} begins or ends with a vault that does not open")
        if write.takes_away:
            check_taken_away(trial, write)
        check_tidy(trial.host)

    def view(self, trial, write):
        """What is to be seen now.

        Tools that find the same bytes at the same paths say the same, so they are asked once, if looking changed
        nothing.
        """
        found = trial.save()
        key = hashlib.blake2b(repr(sorted(found.items())).encode()).digest()
        if key in self.seen:
            return self.seen[key]
        view = View(trial, write, self.before.names)
        if trial.save() == found:
            self.seen[key] = view
        return view


if __name__ == "__main__":
    sys.exit("this is how proofs look at a vault, and not one of them")
