#!/usr/bin/env python3
"""Looks through the memory of the tools at each of their system calls: no secret is outside of locked pages.

    Tests/Proofs/memory.py [--share tenth] [--seed N] [--only get] [--tools FOLDER]

A secret is what a vault or an identity is opened with, every key made from it, and every credential. Each command runs
twice with the same random numbers, which this program puts into its memory: once to learn what secrets it makes, once
to look for them.

What is in ordinary memory all the same: a phrase's seed as long as Argon2 is at work, since libsodium has it there and
wipes it. The process of an exchange is not looked at: HTTP takes API Key and API Passphrase in ordinary memory only, and
so it has no more than those, and ends with its answer. Symbols are bound before the
tool starts, as they are in release binaries: a symbol that is bound when it is first called saves the registers on the
stack, with what the call before has left in them.
"""

import dataclasses
import os
import random
import re
import sys
from collections.abc import Callable

from program import Proof, Tally, drawn_share, wanted, work
from ptrace import ARGUMENTS, Tracee
from secrets_of import secrets_of
from states import OLD_PHRASE, SECOND_PHRASE, credential, nothing, staged, state, with_phrase
from trial import Wrong
from writes import WRITES

# Parts of a secret that are searched for: a piece that was left over is enough.
WINDOW = 16
STEP = 8
PAGE = 4096
# No other block is as large as Argon2's.
ARGON2 = 64 << 20
UNPROTECTED = "unprotected"


@dataclasses.dataclass(frozen=True)
class Command:
    name: str
    words: Callable
    prepare: Callable = staged
    descriptors: Callable = lambda trial: None
    # What is typed at a terminal, line by line.
    typed: Callable = lambda trial: None
    opens: bool = True


def words(*fixed):
    return lambda trial: fixed


@state
def phrase_alone(trial):
    """The host has lost its identity."""
    with_phrase(trial)
    trial.host.identity.unlink()


def entered(name):
    return lambda trial: trial.credentials[name].values


COMMANDS = [
    Command("get", words("d24-vault", "get", "stg", "api-signature")),
    Command("get --json", words("d24-vault", "get", "stg", "api-key", "--json")),
    Command("get with a phrase", words("d24-vault", "get", "stg", "api-key", "--unlock-fd", "202"), prepare=with_phrase,
            descriptors=lambda trial: {202: OLD_PHRASE}),
    Command("get with a phrase at a terminal", words("d24-vault", "get", "stg", "api-key"), prepare=phrase_alone,
            typed=lambda trial: [OLD_PHRASE.strip()]),
    Command("show", words("d24-vault", "show")),
    Command("check --deep", words("d24-vault", "check", "--deep")),
    Command("exec", words("d24-vault", "exec", "stg", "--", "true")),
    Command("exec --as fd", words("d24-vault", "exec", "--as", "fd", "stg", "--", "true")),
    Command("identity recipient", words("d24-vault", "identity", "recipient")),
    Command("put at a terminal", words("d24-vault", "put", "stg", "--replace", "--yes"), typed=entered("d")),
    Command("init at a terminal", words("d24-vault", "init", "--name", "host"), prepare=nothing,
            typed=lambda trial: [b"y"]),
    Command("stage at a terminal", words("d24-rotate", "stage", "stg", "--replace"),
            typed=lambda trial: [b"y", *entered("d")(trial)]),
    Command("sign", words("d24-signature", "sign", "stg", "/dev/null")),
    Command("batch", words("d24-signature", "batch", "stg", "/dev/null")),
    Command("diagnose", words("d24-signature", "diagnose", "stg", "--signature", "0" * 64, "/dev/null")),
    Command("request", lambda trial: ("d24-signature", "request", "stg", trial.host.folder / "request",
                                      "--external-id", "1")),
    Command("scan", words("d24-vault", "scan", "/dev/null")),
    Command("verify", words("d24-signature", "verify", "stg", "--signature", "0" * 64, "/dev/null")),
    Command("control", words("d24-signature", "control", "stg", "1")),
    Command("notification", words("d24-signature", "notification", "stg"),
            descriptors=lambda trial: {0: b"external_id=1&control=" + b"0" * 64}),
] + [Command(write.name, write.words, write.prepare, write.descriptors, opens=not write.spares_vault)
     for write in WRITES]


class Memory:
    """The memory of a process, and what was found in it."""

    def __init__(self, secrets):
        self.windows = [(name, secret[start:start + WINDOW]) for name, secret in sorted(secrets.items())
                        for start in [*range(0, len(secret) - WINDOW, STEP), max(0, len(secret) - WINDOW)]]
        self.seen = {}
        self.found = {}
        self.locked = 0
        self.looks = 0

    def look(self, pid):
        """What lies outside of locked pages: names of secrets, and where."""
        present = {}
        with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
            for line in maps:
                start, end, name = mapping(line)
                if start is None:
                    continue
                if end - start >= ARGON2:
                    return []
                try:
                    data = os.pread(memory.fileno(), end - start, start)
                except OSError:
                    continue
                present[start, end] = name, data
                if self.seen.get((start, end), (None, None))[1] == data:
                    continue
                self.search(start, end, data)
        self.looks += 1
        for gone in self.seen.keys() - present.keys():
            self.found.pop(gone, None)
        self.seen = present
        return self.outside(pid)

    def search(self, start, end, data):
        """Looks where something has changed since the last time."""
        old = self.seen.get((start, end), (None, b""))[1]
        found = {place: name for place, name in self.found.get((start, end), {}).items()
                 if data[place:place + WINDOW] == old[place:place + WINDOW]}
        for begin, finish in changes(old, data):
            for name, window in self.windows:
                place = data.find(window, begin, finish)
                while place >= 0:
                    found[place] = name
                    place = data.find(window, place + 1, finish)
        self.found[start, end] = found

    def outside(self, pid):
        places = [(start + place, name) for (start, _), found in self.found.items() for place, name in found.items()]
        if not places:
            return []
        locked = locked_ranges(pid)
        outside = [(address, name) for address, name in places
                   if not any(start <= address < end for start, end in locked)]
        self.locked += len(places) - len(outside)
        return [f"{name} at {address:x} in {self.name(address)}" for address, name in outside]

    def name(self, address):
        return next((name or "memory" for (start, end), (name, _) in self.seen.items() if start <= address < end), "?")


def mapping(line):
    """Where a mapping begins and ends; None for one that cannot be read, or holds a file as it is on the disk."""
    place, permissions, _, _, inode, *name = line.split(maxsplit=5)
    name = name[0].strip() if name else ""
    if "r" not in permissions or ("w" not in permissions and inode != "0") or name.startswith(("[v", "[uprobes")):
        return None, None, None
    start, end = (int(word, 16) for word in place.split("-"))
    return start, end, name


def changes(old, new):
    """Ranges of `new` in which something may stand that was not there before."""
    begin = None
    for page in range(0, len(new), PAGE):
        if new[page:page + PAGE] != old[page:page + PAGE]:
            begin = page if begin is None else begin
        elif begin is not None:
            yield max(0, begin - WINDOW), page + WINDOW
            begin = None
    if begin is not None:
        yield max(0, begin - WINDOW), len(new)


def locked_ranges(pid):
    """What the kernel says it has locked: `lo` in proc(5)."""
    ranges = []
    with open(f"/proc/{pid}/smaps") as file:
        for line in file:
            place = re.match("([0-9a-f]+)-([0-9a-f]+) ", line)
            if place:
                bounds = int(place[1], 16), int(place[2], 16)
            elif line.startswith("VmFlags:") and "lo" in line.split():
                ranges.append(bounds)
    return ranges


def watch(trial, command, visit):
    """Runs a command with random numbers of the seed, and has `visit` look at it at each of its calls."""
    numbers = random.Random(f"{trial.seed} {command.name}")
    environment = trial.host.environment(LD_BIND_NOW=1)
    path, *arguments = map(str, command.words(trial))
    typed = command.typed(trial)
    tracee = Tracee(trial.tools / path, arguments, environment, trial.scratch, command.descriptors(trial),
                    None if typed is None else [*typed])
    with tracee:
        for call in tracee.calls():
            if call.is_entry:
                visit(tracee.pid, call)
            elif call.name == "getrandom" and call.result > 0:
                tracee.write(call.arguments[ARGUMENTS.buffer], numbers.randbytes(call.result))
    return tracee


def look(trial, name, options):
    """Looks at one command."""
    command = next(command for command in COMMANDS if command.name == name)
    tally = Tally()
    command.prepare(trial)
    start = trial.save()
    known = [line.strip() for line in (OLD_PHRASE, SECOND_PHRASE)]
    secrets = secrets_of(trial, known)
    learned = watch(trial, command, lambda pid, call: None)
    if learned.status not in (0, 1):
        raise Wrong(f"{name}: {learned}")
    known += re.findall(rb"\b[0-9a-z]{4}(?:-[0-9a-z]{4}){4}\b", learned.shown)
    secrets |= secrets_of(trial, known)
    after = secrets_of(trial, known)
    trial.restore(start)

    memory = Memory(secrets)
    generator = random.Random(f"{options.seed} {name}")
    outside = {}

    def visit(pid, call):
        # The end, and becoming another program, are always looked at.
        if options.share == "whole" or call.name in ("exit_group", "execve") or generator.random() < 0.1:
            for place in memory.look(pid):
                outside.setdefault(place, str(call))

    outcome = watch(trial, command, visit)
    if outcome.status != learned.status or secrets_of(trial, known) != after:
        raise Wrong(f"{name} did not come out as before, so that its secrets were not known: {outcome}")
    if command.opens and options.share == "whole" and memory.locked == 0:
        raise Wrong(f"{name}: no secret was found in locked pages either")
    for place, call in sorted(outside.items()):
        tally.failures.append(f"{name}: {place}, first at {call}")
    tally.counts.update(commands=1, looks=memory.looks, locked=memory.locked, secrets=len(secrets))
    return tally


def unprotected(trial, options):
    """That the proof would see what it looks for: a shell that reads a credential has it in ordinary memory."""
    tally = Tally()
    staged(trial)
    command = Command("a shell", words("/bin/sh", "-c", "read -r line && true"),
                      descriptors=lambda trial: {0: credential(trial, "a")})
    memory = Memory({"the API Key": trial.credentials["a"].values[0]})
    found = []
    watch(trial, command, lambda pid, call: found.extend(memory.look(pid)))
    if not found:
        raise Wrong("a shell's ordinary memory was not seen to hold what it read")
    tally.counts["unprotected seen"] += 1
    return tally


@dataclasses.dataclass(frozen=True)
class Named:
    name: str


def run(options):
    names = [Named(command.name) for command in drawn_share(COMMANDS, options, "commands", part=4)]
    if options.only is not None:
        names = [Named(command.name) for command in COMMANDS]
    tasks = [(unprotected, (options,)) if item.name == UNPROTECTED else (look, (item.name, options))
             for item in wanted([*names, Named(UNPROTECTED)], options, "command")]
    tally = work(options, tasks)
    counts = tally.counts
    return tally.failures, (f"{counts['commands']} commands, looked at {counts['looks']} times for {counts['secrets']} "
                            f"secrets, which were {counts['locked']} times in locked pages; "
                            f"seen without protection: {counts['unprotected seen']}")


if __name__ == "__main__":
    Proof("memory", sys.modules[__name__].__doc__.splitlines()[0]).main(run)
