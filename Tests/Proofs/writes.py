"""Every verb that writes, as a table: the state it starts from, its words, and what it takes from whom.

The proofs of kills, faults and order go through this table.
"""

import dataclasses
import sys
from collections.abc import Callable

from states import (
    SECOND_PHRASE, bare, behind, credential, damaged, new_in_the_panel, next_in_place, nothing, other_host, proven_here,
    receiver, rolled_back, rotated, rotated_alone, rotated_and_staged, rotated_back_here, rotated_for_good_here,
    staged, staged_and_asked, staged_for_a_while, unpinned, usual, with_phrase)
from tracing import STRACE, STRACE_FIRST, record
from trial import CREDENTIALS, NEW_PHRASE, Wrong


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
    # A verb for reading, which raises the pin or ends an override on its way, and where it cannot answers all the
    # same.
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

    def traced(self, trial):
        """The calls that it makes in the state that is there, when nothing disturbs it."""
        outcome, calls = record(trial, lambda before: self.run(trial, before=before), self.strace)
        if outcome.status != 0:
            raise Wrong(f"traced, {outcome}")
        return calls


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
    Write("rollback", words("d24-rotate", "rollback", "stg", "--force", "rehearsal"), prepare=rotated_alone, asks=True),
    Write("retire", words("d24-rotate", "retire", "stg", "--yes"), prepare=rotated, takes_away=True,
          erased=(("stg", "previous", "a"), ("stg", "v1", "a"))),
    Write("abort", words("d24-rotate", "abort", "stg"), prepare=staged_for_a_while, takes_away=True,
          erased=(("stg", "pending", "c"), ("stg", "v2", "c"))),
    Write("verify", words("d24-rotate", "verify", "stg"), prepare=staged_and_asked, asks=True, afterwards=(0,)),
    Write("ping ends an override", words("d24-rotate", "ping", "stg"), prepare=rotated_for_good_here, asks=True,
          afterwards=(0,), reads=True),
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
    Write("whitelist import", words("d24-egress", "whitelist", "import", "stg", "--replace", "-"),
          descriptors=lambda trial: {0: b"203.0.113.8\n203.0.113.64/28 # pool\n"}),
]


def named(name):
    return next(write for write in WRITES if write.name == name)


if __name__ == "__main__":
    sys.exit("this is a table that proofs use, and not one of them")
