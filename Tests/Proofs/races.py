#!/usr/bin/env python3
"""Lets writers and readers run into each other.

    Tests/Proofs/races.py [--share tenth] [--seed N] [--only READS] [--tools FOLDER]

Of 32 writers at once, each with a change of its own, as many changes survive as writers succeeded, and the others
are told so with 14; with --wait all succeed. Readers never fail while the vault is rewritten, and never lower the
pin. Of 20 promotions at once one succeeds, and while keys are promoted one after the other nobody gets a mixture of
two. A writer that waited while a change of signer was killed does not lock the host out.
"""

import dataclasses
import fcntl
import os
import re
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial

from program import Proof, Tally, drawn_share, wanted, work
from running import Running, is_pausing, wait_until, wait_until_stopped
from states import behind, receiver, staged, usual
from tracing import STRACE, injecting, parse, record
from trial import Credential, Wrong, header
from writes import check_tidy, environment_names, named

WRITERS = 32
READS = 10_000
PROMOTERS = 20
PROMOTIONS = 1_000
CONFLICT = 14
INPUT_OUTPUT = 17


def add(name, *more):
    return ["d24-vault", "env", "add", name, "--kind", "staging", "--base-url", f"https://{name}.example.com",
            *more]


def together(over, needed, background):
    """Runs functions, each in a thread. When those that are needed have returned, or one has failed, `over` is set, by
    which the others end; what a thread raised is raised here."""
    def guarded(function):
        try:
            function()
        except Exception:
            over.set()
            raise

    with ThreadPoolExecutor(len(needed) + len(background)) as threads:
        first = [threads.submit(guarded, function) for function in needed]
        others = [threads.submit(guarded, function) for function in background]
        wait(first)
        over.set()
        for future in first + others:
            future.result()


def writers(trial, options):
    """32 writers at once: with and without --wait."""
    tally = Tally()
    for number in range(1 if options.share == "tenth" else 5):
        usual(trial)
        names = [f"race-{number}-{index:02d}" for index in range(WRITERS)]
        ended = {running: running.end() for running in [Running(trial.host, add(name)) for name in names]}
        won = sorted(running.command[3] for running, (status, _) in ended.items() if status == 0)
        for running, (status, text) in ended.items():
            if status not in (0, CONFLICT):
                raise Wrong(f"{running.command[3]}: status {status}: {text}")
        survived = sorted(name for name in environment_names(trial.host) if name in names)
        if survived != won:
            raise Wrong(f"{len(won)} succeeded and {len(survived)} changes survived: {won} and {survived}")
        if not won:
            raise Wrong("nobody succeeded")
        check_tidy(trial.host)
        tally.counts["won"] += len(won)
        tally.counts["lost"] += len(ended) - len(won)

        usual(trial)
        before = int(trial.host.header("generation"))
        for running in [Running(trial.host, add(name, "--wait", "30s")) for name in names]:
            status, text = running.end()
            if status != 0:
                raise Wrong(f"with --wait, {running.command[3]}: status {status}: {text}")
        survived = [name for name in environment_names(trial.host) if name in names]
        if sorted(survived) != names:
            raise Wrong(f"with --wait all succeeded and {len(survived)} changes survived")
        after = int(trial.host.header("generation"))
        if after != before + WRITERS:
            raise Wrong(f"{WRITERS} changes made {after - before} generations")
        check_tidy(trial.host)
        tally.counts["waited"] += WRITERS
    return tally


def reads(trial, options):
    """Readers against a vault that is rewritten all the time: two with the writer's pin, two with their own, which
    nobody but they raise. Neither pin goes down."""
    usual(trial)
    tally = Tally()
    aside = trial.root / "aside"
    signer = f"vault {trial.host.header('vault')} {trial.host.header('signer')}"
    trial.host.must("d24-vault", "trust", "--yes", "--signer", signer.split()[2], D24_TRUST=aside)
    number = READS // 10 if options.share == "tenth" else READS
    over = threading.Event()
    rewritten = []

    def rewrite():
        """Each time another kind of write: one that keeps the previous file, and one that drops it."""
        while not over.is_set():
            index = len(rewritten)
            command = ["reseal"] if index % 8 == 7 else ["env", "set", "stg", "--scan-path", f"/srv/{index}"]
            trial.host.must("d24-vault", *command)
            rewritten.append(index)

    def read(trust, count):
        for index in range(count):
            if over.is_set():
                return
            command = ["get", "stg", "api-key"] if index % 2 else ["show"]
            outcome = trial.host.must("d24-vault", *command, reveals=True, D24_TRUST=trust)
            if outcome.stderr:
                raise Wrong(outcome)

    def watch():
        """Generations of each pin, as often as they can be read."""
        highest = {}
        while not over.is_set():
            for trust in (trial.host.trust, aside):
                for path in trust.glob("?" * 32):
                    found = int(re.search(r"^generation (\d+)$", path.read_text(), re.MULTILINE)[1])
                    if found < highest.get(path, 0):
                        raise Wrong(f"the pin in {trust.name} went from {highest[path]} to {found}")
                    highest[path] = found

    trusts = (trial.host.trust, trial.host.trust, aside, aside)
    together(over, [partial(read, trust, number // 4) for trust in trusts], [rewrite, watch])
    if len(rewritten) < number / 50:
        raise Wrong(f"{number} reads met {len(rewritten)} writes only")
    tally.counts["reads"] += number
    tally.counts["rewritten"] += len(rewritten)
    return tally


def stopped_readers(trial, options):
    """A reader that stands still at each call that has to do with the pin, while the vault goes on and another
    reader raises the pin: when it goes on, it does not lower it."""
    tally = Tally()
    receiver(trial)
    files = trial.inputs["files"]
    behind(trial)
    _, calls = record(trial, lambda before: trial.host.run("d24-vault", "show", before=before))
    start = next(index for index, call in enumerate(calls) if call.label.endswith("~/vault/vault)"))
    points = [call for call in calls[start:] if call.touches()]
    if not any(call.name == "rename" for call in points):
        raise Wrong("a reader that was behind did not raise the pin")
    newest = int(header(files[2])["generation"])
    for call in drawn_share(points, options, "stopped readers"):
        behind(trial)
        before, trace = injecting(trial, call.name, f"signal=SIGSTOP:when={call.number}")
        trace.unlink(missing_ok=True)
        slow = Running(trial.host, ["d24-vault", "show"], before=before)
        stopped = wait_until_stopped(slow.process, trace)
        if stopped is None:
            slow.end()
            tally.counts["missed"] += 1
            continue
        try:
            incoming = trial.host.vault.with_name("incoming")
            incoming.write_bytes(files[2])
            os.replace(incoming, trial.host.vault)
            other = Running(trial.host, ["d24-vault", "show"])
            # The one that stands still may hold the pin's lock, for which the other then waits.
            wait_until(lambda: other.process.poll() is not None
                       or is_pausing(other.process.pid))
        finally:
            os.kill(stopped, signal.SIGCONT)
        for name, running in (("that stood still", slow), ("that did not", other)):
            status, text = running.end()
            if status != 0 or text:
                raise Wrong(f"{call.label}: the reader {name}: status {status}: {text}")
        now = int(trial.host.pin()["generation"])
        if now != newest:
            raise Wrong(f"{call.label}: the pin is at {now}, though generation {newest} was read")
        tally.counts["stopped"] += 1
    if tally.counts["missed"] * 10 > tally.counts["stopped"]:
        raise Wrong(f"{tally.counts['missed']} times a reader did not stand still")
    return tally


def promoters(trial, options):
    """20 promotions of the same keys at once: one succeeds."""
    tally = Tally()
    for _ in range(1 if options.share == "tenth" else 10):
        staged(trial)
        running = [Running(trial.host, ["d24-rotate", "promote", "stg", "--force", f"operator {number}"])
                   for number in range(PROMOTERS)]
        ended = [process.end() for process in running]
        statuses = sorted(status for status, _ in ended)
        if statuses != [0] + [CONFLICT] * (PROMOTERS - 1):
            raise Wrong(f"of {PROMOTERS} promotions at once: {ended}")
        key = trial.host.must("d24-vault", "get", "stg", "api-key", reveals=True).stdout
        previous = trial.host.must("d24-vault", "get", "stg", "api-key", "--credential", "previous",
                                   reveals=True).stdout
        if [key.decode(), previous.decode()] != [trial.credentials[name].key for name in "ca"]:
            raise Wrong("promoted once, and the keys are not the new and the old ones")
        check_tidy(trial.host)
        tally.counts["promoters"] += PROMOTERS - 1
    return tally


def promotions(trial, options):
    """New keys are staged and promoted one after the other; two readers always get keys that belong together, and
    never older ones than before."""
    usual(trial)
    tally = Tally()
    number = PROMOTIONS // 10 if options.share == "tenth" else PROMOTIONS
    # The number of the keys is all that a reader has to recognise.
    made = [Credential(f"sentinel-{index}-k", f"sentinel-{index}-p", f"sentinel-{index}-s" + "0" * 20)
            for index in range(1, number + 1)]
    over = threading.Event()
    seen = []

    def promote():
        for credential in made:
            if over.is_set():
                return
            trial.host.must("d24-rotate", "stage", "stg", "--stdin", descriptors={0: credential.lines})
            trial.host.must("d24-rotate", "promote", "stg", "--force", "race")
            trial.host.must("d24-rotate", "retire", "stg", "--yes")

    def read():
        newest = 0
        while not over.is_set():
            outcome = trial.host.run("d24-vault", "exec", "stg", "--", "env", reveals=True)
            found = re.findall(rb"^D24_API_\w+=sentinel-(a|\d+)-", outcome.stdout, re.MULTILINE)
            if outcome.status != 0 or outcome.stderr or len(found) != 3 or len(set(found)) != 1:
                raise Wrong(f"status {outcome.status}, keys {found}, {outcome.stderr.decode(errors='replace')}")
            index = 0 if found[0] == b"a" else int(found[0])
            if index < newest:
                raise Wrong(f"keys {index} after {newest}")
            newest = index
            seen.append(index)

    together(over, [promote], [read, read])
    if len(set(seen)) * 3 < number:
        raise Wrong(f"{number} promotions, and readers met {len(set(seen))} of them only")
    tally.counts["promotions"] += number
    tally.counts["keys read"] += len(seen)
    return tally


@dataclasses.dataclass(frozen=True)
class Race:
    name: str
    run: Callable


def waiting_writers(trial, options):
    """A change of signer is killed after the rename, when a second one has read the vault and waits for the lock.
    The second is killed too, at each call up to its end, or its disk fails: the host is not locked out."""
    tally = Tally()
    write = named("reseal --new-signer")
    write.prepare(trial)
    calls = write.traced(trial)
    rename = next(index for index, call in enumerate(calls)
                  if call.name == "rename" and call.label.endswith(", ~/vault/vault)"))
    killed_at = next(call for call in calls[rename + 1:] if call.touches())
    # The state that the first one leaves.
    write.prepare(trial)
    start = trial.save()
    before, _ = injecting(trial, killed_at.name, f"signal=SIGKILL:when={killed_at.number}")
    if write.run(trial, before=before).status != -signal.SIGKILL:
        raise Wrong("the first change was not killed")
    left = trial.save()
    # The second, undisturbed, to know its calls.
    words = [*write.command(trial), "--wait", "30s"]
    trace = trial.scratch / "second"
    second_calls = second_writer(trial, words, start, left, (*STRACE, trace), trace)
    taken = next(index for index, call in enumerate(second_calls)
                 if call.name == "flock" and "LOCK_EX" in call.text and not call.failed)
    # How often it opens the lock's file is not always the same.
    points = [call for call in second_calls[taken:] if call.touches() and call.name in
              ("write", "fsync", "rename", "unlink", "link")]
    for call in drawn_share(points, options, "waiting writers"):
        for what, status in (("signal=SIGKILL", -signal.SIGKILL), ("error=EIO", INPUT_OUTPUT)):
            before, trace = injecting(trial, call.name, f"{what}:when={call.number}")
            second_writer(trial, words, start, left, before, trace, status)
            outcome = trial.host.run("d24-vault", "get", "stg", "api-key", reveals=True)
            if outcome.status != 0:
                raise Wrong(f"{what} at {call.point}, {call.label} of a second change of signer: {outcome}")
            trial.host.must(*add("further-one"))
            trial.host.must(*add("further-two"))
            tally.counts["second writers"] += 1
    return tally


def second_writer(trial, words, start, left, before, trace, status=0):
    """Runs a writer that reads one state, waits for the lock, finds another when it has it, and ends with `status`."""
    trial.restore(start)
    path = trial.host.vault.with_name("vault.lock")
    lock = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = Running(trial.host, words, before=before)
        # Then it has read everything that it reads before it waits.
        wait_until(lambda: second.process.poll() is not None or is_pausing(second.process.pid))
        for name, (_, data) in left.items():
            path = trial.host.folder / name
            if data is not None and not name.endswith(".lock"):
                path.write_bytes(data)
        for name in start:
            if name not in left:
                (trial.host.folder / name).unlink()
    finally:
        os.close(lock)
    ended = second.end()
    if ended[0] != status:
        raise Wrong(f"a second change of signer ended with {ended} and not {status}")
    with open(trace, errors="replace") as file:
        return parse(file, trial.host.folder)


RACES = [Race("reads", reads), Race("promotions", promotions), Race("promoters", promoters),
         Race("waiting writers", waiting_writers),
         Race("stopped readers", stopped_readers), Race("writers", writers)]


def race(trial, name, options):
    return next(race for race in RACES if race.name == name).run(trial, options)


def run(options):
    tally = work(options, [(race, (item.name, options)) for item in wanted(RACES, options, "race")])
    counts = tally.counts
    line = (f"{counts['won']} of {counts['won'] + counts['lost']} writers won and as many changes survived, "
            f"{counts['waited']} of {counts['waited']} that waited; {counts['reads']} reads met "
            f"{counts['rewritten']} writes; {counts['stopped']} readers stood still, "
            f"{counts['second writers']} second changes of signer; {counts['promoters']} second promotions were told "
            f"of the first, {counts['keys read']} triples read during {counts['promotions']} promotions")
    return tally.failures, line


if __name__ == "__main__":
    Proof("races", sys.modules[__name__].__doc__.splitlines()[0]).main(run)
