#!/usr/bin/env python3
"""Runs every verb of every tool without a terminal and without a network: each ends within two seconds.

    Tests/Proofs/hangs.py [--share tenth] [--seed N] [--only 'no vault'] [--tools FOLDER]

In a session of its own with an empty standard input; with no vault, with a vault, and with pipes that nobody writes
to in the place of vault, identity and pin; with the network unreachable, and with connections refused. And no verb is
missing in the tables by which proofs know what to run.
"""

import ctypes
import dataclasses
import fcntl
import os
import select
import socket
import struct
import subprocess
import sys
import time

from program import Proof, Tally, drawn_share, wanted, work
from states import asking_here, nothing, with_phrase
from trial import Outcome, Wrong
from verbs import TOOLS, check_tables, command_lines, verbs
from writes import WRITES

LIMIT = 2
# Those that ask somebody in the network, where nobody answers.
ASKING = [["d24-rotate", "ping", "stg"], ["d24-egress", "discover"], ["d24-egress", "check", "stg"],
          ["d24-preflight", "run", "stg"]]
WITHOUT_NETWORK = ["unreachable", "refused"]
COULD_NOT_TELL = 3


LIBC = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNET = 0x40000000


@dataclasses.dataclass(frozen=True)
class Named:
    name: str


def timed(trial, command, descriptors, asks=False, **variables):
    """Runs a tool, which has to end in time; one that asks the network, with the status for not knowing."""
    outcome = run_in_session(trial, command, descriptors, variables)
    if outcome is None:
        raise Wrong(f"{' '.join(command)}: did not end within {LIMIT} s")
    if outcome.status < 0:
        raise Wrong(f"did not end by itself: {outcome}")
    if asks and outcome.status != COULD_NOT_TELL:
        raise Wrong(f"not {COULD_NOT_TELL}: {outcome}")
    trial.check_silent(outcome, reveals=command[1] in ("get", "exec"))


def run_in_session(trial, command, descriptors, variables):
    tool = trial.tools / command[0]
    kept = []
    stdin = os.open(os.devnull, os.O_RDONLY)
    for number, data in (descriptors or {}).items():
        file = os.memfd_create("input")
        os.write(file, data)
        os.lseek(file, 0, os.SEEK_SET)
        if number == 0:
            os.dup2(file, stdin)
        else:
            os.dup2(file, number)
            kept.append(number)
        os.close(file)
    stdout, stderr = os.memfd_create("stdout"), os.memfd_create("stderr")
    begin = time.monotonic()
    process = subprocess.Popen(
        [str(tool), *map(str, command[1:])], env=trial.host.environment(**variables), stdin=stdin,
        stdout=stdout, stderr=stderr, pass_fds=kept, cwd=trial.scratch, start_new_session=True)
    try:
        if not ends_in_time(process.pid, begin):
            process.kill()
            process.wait()
            return None
        return Outcome(command, process.wait(), *map(everything, (stdout, stderr)))
    finally:
        for number in [stdin, stdout, stderr, *kept]:
            os.close(number)


def everything(file):
    os.lseek(file, 0, os.SEEK_SET)
    with open(file, "rb", closefd=False) as stream:
        return stream.read()


def ends_in_time(pid, begin):
    """Waits for the end of a process. For how long it had to wait for a processor is not its fault."""
    descriptor = os.pidfd_open(pid)
    try:
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        limit = LIMIT
        while True:
            ended = poll.poll(max(0, (begin + limit - time.monotonic()) * 1000))
            # In nanoseconds: running, and ready to run; still to be read when it has ended, until it is waited for.
            with open(f"/proc/{pid}/schedstat") as file:
                waited = int(file.read().split()[1]) / 1e9
            if time.monotonic() - begin - waited <= LIMIT:
                if ended:
                    return True
                limit = LIMIT + waited + 0.01
            else:
                return False
    finally:
        os.close(descriptor)


def hangs(trial, name, tool, options):
    """All verbs of one tool in one state."""
    tally = Tally()
    # The loopback interface is this worker's own.
    if LIBC.unshare(CLONE_NEWNET) != 0:
        raise Wrong("no network namespace to be had")
    lines = [command for verb in verbs(trial, tool) for command in command_lines(trial, tool, verb)]
    for command in drawn_share(lines, options, name, tool):
        variables = STATES[name](trial)
        for line in (command, with_json(command)):
            try:
                timed(trial, line, None, name in WITHOUT_NETWORK and command in ASKING, **variables)
                tally.counts["runs"] += 1
            except Wrong as wrong:
                tally.failures.append(f"{name}: {wrong}\n    again: Tests/Proofs/hangs.py --only '{name}'")
    return tally


def writes(trial, options):
    """The verbs that write, doing what they are for."""
    tally = Tally()
    for write in drawn_share(WRITES, options, "writes"):
        write.prepare(trial)
        try:
            timed(trial, write.command(trial), write.descriptors(trial))
            tally.counts["runs"] += 1
        except Wrong as wrong:
            tally.failures.append(f"{wrong}\n    again: Tests/Proofs/hangs.py --only writes")
    return tally


def tables(trial, options):
    """The tables of verbs and of writes, against what the tools say that they have."""
    check_tables(trial, asking_here)
    return Tally()


def with_json(command):
    """What comes after -- is another program's."""
    at = command.index("--") if "--" in command else len(command)
    return [*command[:at], "--json", *command[at:]]


# States

def no_vault(trial):
    nothing(trial)
    return {}


def unreachable(trial):
    """The network has no interface that is up."""
    set_loopback(False)
    with_phrase(trial)
    return {}


def refused(trial):
    """Whatever is asked for refuses the connection."""
    set_loopback(True)
    asking_here(trial)
    return {}


def pipe_as_vault(trial):
    with_phrase(trial)
    return {"D24_VAULT": pipe(trial)}


def pipe_as_identity(trial):
    with_phrase(trial)
    return {"D24_IDENTITY": pipe(trial)}


def pipe_as_pin(trial):
    with_phrase(trial)
    for path in trial.host.trust.glob("?" * 32):
        path.unlink()
        os.mkfifo(path)
    return {}


def pipe(trial):
    """A pipe to which nobody writes."""
    path = trial.host.folder / "pipe"
    os.mkfifo(path, 0o600)
    return path


STATES = {place.__name__.replace("_", " "): place for place in (
    no_vault, unreachable, refused, pipe_as_vault, pipe_as_identity, pipe_as_pin)}


def set_loopback(is_up):
    """Of the namespace that this proof runs in."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        flags = 0x1 if is_up else 0  # IFF_UP
        fcntl.ioctl(control, 0x8914, struct.pack("16sh14x", b"lo", flags))  # SIOCSIFFLAGS


def run(options):
    together = {"tables": tables, "writes": writes}
    names = [Named(name) for name in [*together, *STATES]]
    tasks = []
    # The verbs that write come first: a worker that has been in a network of its own does not reach the stand-in.
    for name in [item.name for item in wanted(names, options, "state")]:
        if name in together:
            tasks.append((together[name], (options,)))
        else:
            tasks += [(hangs, (name, tool, options)) for tool in TOOLS]
    tally = work(options, tasks)
    return tally.failures, f"{tally.counts['runs']} runs of {len(TOOLS)} tools, each within {LIMIT} s"


if __name__ == "__main__":
    Proof("hangs", sys.modules[__name__].__doc__.splitlines()[0]).main(run)
