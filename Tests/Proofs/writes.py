"""Every verb that writes, as a table: the state it starts from, its words, and what it takes from whom.

The proofs of kills, faults and order go through this table.
"""

import dataclasses
import hashlib
import json
import re
import sys
from collections.abc import Callable

from tracing import STRACE, STRACE_FIRST
from trial import CREDENTIALS, NEW_PHRASE, PHRASE, Wrong, header

OLD_PHRASE = b"old phrase of twenty\n"
SECOND_PHRASE = b"new phrase of twenty\n"


# Prepared states

def state(prepare):
    """Makes a state once, and puts it back afterwards."""
    def enter(trial):
        trial.enter(prepare)
    return enter


@state
def nothing(trial):
    trial.clear()


@state
def bare(trial):
    """A vault with stg, and no credential yet."""
    trial.clear()
    trial.host.must("d24-vault", "init", "--no-phrase", "--name", "host")


@state
def usual(trial):
    """Credentials in stg and prod; a reader of stg and a second writer; an address on the whitelist."""
    bare(trial)
    host = trial.host
    put(trial, "stg", "a")
    host.must("d24-vault", "env", "add", "prod", "--kind", "production", "--base-url",
              "https://api.directa24.com")
    put(trial, "prod", "b")
    for name in ["reader", "second", "third"]:
        trial.party(name).must("d24-vault", "identity", "new")
    host.must("d24-vault", "slot", "add", trial.party("reader").recipient(), "--name", "reader", "--env",
              "stg")
    host.must("d24-vault", "slot", "add", trial.party("second").recipient(), "--name", "second", "--role",
              "writer")
    host.must("d24-egress", "whitelist", "add", "stg", "203.0.113.7")


def put(trial, environment, name):
    trial.host.must("d24-vault", "put", environment, "--stdin", descriptors={0: credential(trial, name)})


def credential(trial, name):
    return trial.credentials[name].lines


@state
def with_phrase(trial):
    usual(trial)
    trial.host.must("d24-vault", "slot", "add", "--phrase", "--new-unlock-fd", NEW_PHRASE,
                    descriptors={NEW_PHRASE: OLD_PHRASE})
    write_once_more(trial)


def write_once_more(trial):
    """So that the previous file has what is to be taken away, too."""
    trial.host.must("d24-vault", "env", "set", "prod", "--scan-path", "/opt")


@state
def asking_here(trial):
    """Where D24 and the witnesses would be on this host, which has none."""
    with_phrase(trial)
    trial.host.must("d24-vault", "env", "set", "stg", "--base-url", "https://localhost:1", "--witness",
                    "https://localhost:2/", "--witness", "https://localhost:3/", "--witness",
                    "https://localhost:4/")
    stage(trial, "c")


@state
def staged(trial):
    usual(trial)
    stage(trial, "c")


@state
def staged_for_a_while(trial):
    staged(trial)
    write_once_more(trial)


def stage(trial, name):
    trial.host.must("d24-rotate", "stage", "stg", "--stdin", descriptors={0: credential(trial, name)})


@state
def rotated(trial):
    """v1 previous, v2 current."""
    staged(trial)
    trial.host.must("d24-rotate", "promote", "stg", "--force", "rehearsal")


@state
def usual_here(trial):
    """stg is at the stand-in, whose panel has keys that the vault does not know yet."""
    usual(trial)
    trial.host.must("d24-vault", "env", "set", "stg", "--base-url", trial.d24("c"))
    trial.host.must("d24-vault", "env", "add", "far", "--kind", "staging", "--base-url", "https://far.example.com")


@state
def staged_here(trial):
    usual_here(trial)
    stage(trial, "c")


def proven_here(trial):
    """Made anew each time: a verification is valid for minutes only."""
    staged_here(trial)
    trial.d24("c")
    trial.host.must("d24-rotate", "verify", "stg")


@state
def rotated_here(trial):
    """v1 previous, v2 current, at the stand-in."""
    staged_here(trial)
    trial.host.must("d24-rotate", "promote", "stg", "--force", "rehearsal")


def rotated_back_here(trial):
    """As before, but the panel has the previous keys again."""
    rotated_here(trial)
    trial.d24("a")


def rotated_for_good_here(trial):
    """As before, and the panel has the current keys."""
    rotated_here(trial)
    trial.d24("c")


def staged_and_asked(trial):
    staged_here(trial)
    trial.d24("c")


def new_in_the_panel(trial):
    usual_here(trial)
    trial.d24("c")


@state
def rotated_and_staged(trial):
    """v1 previous, v2 current, v3 pending; two promotions in a row that are forced would be refused."""
    usual(trial)
    trial.host.must("d24-vault", "put", "stg", "--replace", "--yes", "--stdin", descriptors={0: credential(trial, "c")})
    stage(trial, "d")


@state
def other_host(trial):
    """A vault of another host, with files of its generations; this host has an identity and a slot there."""
    trial.clear()
    other = trial.party("other")
    other.must("d24-vault", "init", "--no-phrase", "--name", "other")
    other.must("d24-vault", "put", "stg", "--stdin", descriptors={0: credential(trial, "a")})
    trial.host.must("d24-vault", "identity", "new")
    other.must("d24-vault", "slot", "add", trial.host.recipient(), "--name", "host", "--role", "writer")
    files = []
    for number in range(4):
        files.append(other.vault.read_bytes())
        other.must("d24-vault", "env", "add", f"from-other-{number}", "--kind", "staging", "--base-url",
                   f"https://other-{number}.example.com")
    trial.inputs["files"] = files
    trial.inputs["signer"] = f"{other.header('vault')}:{other.header('signer')}"


@state
def receiver(trial):
    """The first of those files has been received."""
    other_host(trial)
    trial.host.must("d24-vault", "receive", "--signer", trial.inputs["signer"],
                    descriptors={0: trial.inputs["files"][0]})


@state
def unpinned(trial):
    """The vault is in place, as rsync would bring it, and this host knows nothing of it."""
    other_host(trial)
    trial.host.vault.parent.mkdir()
    trial.host.vault.write_bytes(trial.inputs["files"][0])


@state
def behind(trial):
    """A newer file was copied into place than the pin knows."""
    receiver(trial)
    trial.host.vault.write_bytes(trial.inputs["files"][1])


@state
def rolled_back(trial):
    """An older file is in place than the pin knows."""
    usual(trial)
    old = trial.host.vault.read_bytes()
    trial.host.must("d24-vault", "env", "set", "stg", "--scan-path", "/later")
    trial.host.vault.write_bytes(old)


@state
def damaged(trial):
    """Half of the vault is gone; what the last write replaced is there."""
    usual(trial)
    data = trial.host.vault.read_bytes()
    trial.host.vault.write_bytes(data[:len(data) // 2])


@state
def next_in_place(trial):
    """The vault in place is by another signer, whom the pin does not know yet."""
    usual(trial)
    pin = {
        path.name: path.read_bytes() for path in trial.host.trust.iterdir() if path.is_file()}
    trial.host.must("d24-vault", "reseal", "--new-signer")
    for name, data in pin.items():
        (trial.host.trust / name).write_bytes(data)


# What has to hold afterwards

def write_on(trial, names):
    """Two further writes, and everything that was there is still there."""
    host = trial.host
    for name in ["further-one", "further-two"]:
        host.must("d24-vault", "env", "add", name, "--kind", "staging", "--base-url",
                  f"https://{name}.example.com")
    found = environment_names(host)
    if found != names + ["further-one", "further-two"]:
        raise Wrong(f"after two further writes there are {found}, not {names} and two more")
    check_tidy(host)


def receive_on(trial, _):
    """Two further files are received."""
    for data in trial.inputs["files"][2:]:
        trial.host.must("d24-vault", "receive", descriptors={0: data})
        if trial.host.vault.read_bytes() != data:
            raise Wrong("what was received further is not in place")
    check_tidy(trial.host)


def found_a_vault(trial, _):
    """With the identity that is there now, a vault is made and written twice."""
    trial.host.must("d24-vault", "init", "--no-phrase", "--name", "host")
    write_on(trial, ["stg"])


def environment_names(host):
    return [environment["name"] for environment in host.json("d24-vault", "show")["environments"]]


def temporary_files(host):
    """What a write that ended must not leave."""
    return [str(path.relative_to(host.folder)) for path in sorted(host.folder.rglob("*"))
            if path.name.endswith((".new", ".link"))]


def check_tidy(host):
    left = temporary_files(host)
    if left:
        raise Wrong(f"left behind: {' '.join(left)}")


# The table

@dataclasses.dataclass(frozen=True)
class Write:
    name: str
    words: Callable
    prepare: Callable = usual
    descriptors: Callable = lambda trial: None
    # Statuses with which the same command may end when it is given again after a kill, where nothing can be
    # written before it has finished.
    again: tuple = ()
    # The vault may be in place while the pin is not yet made; the command given again ends that.
    unpinned_between: bool = False
    further: Callable = write_on
    # Nothing older may stay in the folder.
    takes_away: bool = False
    # What is replaced is no vault any more, so the older file beside it stays.
    replaces_worthless: bool = False
    # Parties that can open something now, beside those that always could.
    lets_in: tuple = ()
    # Parties that cannot open anything any more.
    shut_out: tuple = ()
    # (environment, version, credential) that cannot be had any more.
    erased: tuple = ()
    # The old unlock phrase opens nothing any more.
    changes_phrase: bool = False
    signer_changes: bool = False
    # Each run derives a key from a phrase, which takes long.
    is_slow: bool = False
    # A verb for reading, which raises the pin.
    reads: bool = False
    # It asks D24, in a process of its own, which a proof leaves alone.
    asks: bool = False
    # What it does one after the other, as (words, whether the keys are given), where each may be what a kill leaves.
    steps: tuple = ()
    # With what the same command may end when it is given again after it came to its end; before that it ends with 0.
    afterwards: tuple = None
    # Writes the pin, or an identity, and no vault.
    spares_vault: bool = False

    def command(self, trial):
        return [*map(str, self.words(trial))]

    @property
    def strace(self):
        return STRACE_FIRST if self.asks else STRACE

    def run(self, trial, before=(), **options):
        return trial.host.run(*self.command(trial), descriptors=self.descriptors(trial), before=before,
                              **options)


def stdin(name):
    return lambda trial: {0: credential(trial, name)}


def words(*fixed):
    return lambda trial: fixed


WRITES = [
    Write("init", words("d24-vault", "init", "--no-phrase", "--name", "host"), prepare=nothing,
          again=(0, 14), unpinned_between=True),
    Write("init with a phrase",
          words("d24-vault", "init", "--name", "host", "--new-unlock-fd", NEW_PHRASE), prepare=nothing,
          descriptors=lambda trial: {NEW_PHRASE: SECOND_PHRASE}, again=(0, 14), unpinned_between=True,
          is_slow=True),
    Write("put", words("d24-vault", "put", "stg", "--fd", CREDENTIALS), prepare=bare,
          descriptors=lambda trial: {CREDENTIALS: credential(trial, "a")}),
    Write("put --replace", words("d24-vault", "put", "stg", "--replace", "--yes", "--stdin"),
          descriptors=stdin("c")),
    Write("env add", words("d24-vault", "env", "add", "late", "--kind", "staging", "--base-url",
                           "https://late.example.com")),
    Write("env set", words("d24-vault", "env", "set", "stg", "--authentication", "basic", "--scan-path",
                           "/srv")),
    Write("env remove", words("d24-vault", "env", "remove", "prod", "--yes"), takes_away=True,
          erased=(("prod", "current", "b"), ("prod", "v1", "b"))),
    Write("identity new", words("d24-vault", "identity", "new"), prepare=nothing, again=(0, 14),
          further=found_a_vault, spares_vault=True),
    Write("slot add", lambda trial: ("d24-vault", "slot", "add", trial.party("third").recipient(), "--name",
                                     "third", "--env", "prod"), lets_in=("third",)),
    Write("slot add a writer", lambda trial: ("d24-vault", "slot", "add", trial.party("third").recipient(),
                                              "--name", "third", "--role", "writer"), lets_in=("third",)),
    Write("slot add more", lambda trial: ("d24-vault", "slot", "add", trial.party("reader").recipient(),
                                          "--name", "reader", "--env", "prod")),
    Write("slot add --phrase", words("d24-vault", "slot", "add", "--phrase", "--new-unlock-fd", NEW_PHRASE),
          descriptors=lambda trial: {NEW_PHRASE: SECOND_PHRASE}, is_slow=True),
    Write("slot remove a reader", words("d24-vault", "slot", "remove", "reader", "--yes"),
          takes_away=True, shut_out=("reader",)),
    Write("slot remove a writer", words("d24-vault", "slot", "remove", "second", "--yes"),
          takes_away=True, shut_out=("second",), signer_changes=True),
    Write("slot remove of one's own",
          lambda trial: ("d24-vault", "slot", "remove", "second", "--yes", "--identity",
                         trial.party("second").identity, "--read-back-identity", trial.host.identity),
          takes_away=True, shut_out=("second",), signer_changes=True),
    Write("slot phrase", words("d24-vault", "slot", "phrase", "phrase", "--new-unlock-fd", NEW_PHRASE),
          prepare=with_phrase, descriptors=lambda trial: {NEW_PHRASE: SECOND_PHRASE}, takes_away=True,
          changes_phrase=True, is_slow=True),
    Write("slot phrase --compromised",
          words("d24-vault", "slot", "phrase", "phrase", "--compromised", "--new-unlock-fd", NEW_PHRASE),
          prepare=with_phrase, descriptors=lambda trial: {NEW_PHRASE: SECOND_PHRASE}, takes_away=True,
          changes_phrase=True, signer_changes=True, is_slow=True),
    Write("reseal", words("d24-vault", "reseal"), takes_away=True),
    Write("reseal --new-signer", words("d24-vault", "reseal", "--new-signer"), takes_away=True,
          signer_changes=True),
    Write("restore --previous", words("d24-vault", "restore", "--previous", "--yes")),
    Write("restore a damaged vault", words("d24-vault", "restore", "--previous", "--yes"), prepare=damaged,
          again=(0,), replaces_worthless=True),
    Write("receive", words("d24-vault", "receive"), prepare=receiver,
          descriptors=lambda trial: {0: trial.inputs["files"][1]}, further=receive_on, takes_away=True),
    Write("receive --signer", lambda trial: ("d24-vault", "receive", "--signer", trial.inputs["signer"]),
          prepare=other_host, descriptors=lambda trial: {0: trial.inputs["files"][0]}, again=(0,),
          unpinned_between=True, further=receive_on, takes_away=True),
    Write("trust a signer",
          lambda trial: ("d24-vault", "trust", "--yes", "--signer", trial.host.header("signer")),
          prepare=unpinned, again=(0,), spares_vault=True),
    Write("trust a next signer",
          words("d24-vault", "trust", "--yes", "--signer", "6a" * 31 + "5e"), spares_vault=True),
    Write("trust the signer in place",
          lambda trial: ("d24-vault", "trust", "--yes", "--signer", trial.host.header("signer")),
          prepare=next_in_place, again=(0,), spares_vault=True),
    Write("trust --generation",
          lambda trial: ("d24-vault", "trust", "--yes", "--generation", trial.host.header("generation")),
          prepare=rolled_back, again=(0,), spares_vault=True),
    Write("show", words("d24-vault", "show"), prepare=behind, reads=True, spares_vault=True),
    Write("stage", words("d24-rotate", "stage", "stg", "--stdin"), descriptors=stdin("c")),
    Write("stage --replace", words("d24-rotate", "stage", "stg", "--replace", "--stdin"),
          prepare=staged_for_a_while,
          descriptors=stdin("d"), takes_away=True, erased=(("stg", "pending", "c"), ("stg", "v2", "c"))),
    Write("promote", words("d24-rotate", "promote", "stg", "--force", "rehearsal"), prepare=staged),
    Write("promote and retire", words("d24-rotate", "promote", "stg", "--force", "rehearsal"),
          prepare=rotated_and_staged, takes_away=True, erased=(("stg", "previous", "a"), ("stg", "v1", "a"))),
    Write("rollback", words("d24-rotate", "rollback", "stg", "--force", "rehearsal"), prepare=rotated),
    Write("retire", words("d24-rotate", "retire", "stg", "--yes"), prepare=rotated, takes_away=True,
          erased=(("stg", "previous", "a"), ("stg", "v1", "a"))),
    Write("abort", words("d24-rotate", "abort", "stg"), prepare=staged_for_a_while, takes_away=True,
          erased=(("stg", "pending", "c"), ("stg", "v2", "c"))),
    Write("verify", words("d24-rotate", "verify", "stg"), prepare=staged_and_asked, asks=True, afterwards=(0,)),
    Write("promote what was proven", words("d24-rotate", "promote", "stg"), prepare=proven_here, afterwards=(14,)),
    Write("rollback with a ping", words("d24-rotate", "rollback", "stg"), prepare=rotated_back_here, asks=True,
          afterwards=(1,)),
    Write("retire with a probe", words("d24-rotate", "retire", "stg", "--probe", "--yes"),
          prepare=rotated_for_good_here, asks=True, takes_away=True,
          erased=(("stg", "previous", "a"), ("stg", "v1", "a")), afterwards=(0,)),
    Write("run", words("d24-rotate", "run", "stg", "--stdin"), prepare=new_in_the_panel, descriptors=stdin("c"),
          asks=True, afterwards=(0,),
          steps=(("stage", "stg", "--stdin"), ("verify", "stg"), ("promote", "stg"))),
    Write("whitelist add", words("d24-egress", "whitelist", "add", "stg", "203.0.113.8")),
    Write("whitelist remove", words("d24-egress", "whitelist", "remove", "stg", "203.0.113.7")),
]


# Looking at a state

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
    sys.exit("this is a table that proofs use, and not one of them")
