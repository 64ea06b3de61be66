#!/usr/bin/env python3
"""Lets the disk fail every verb that writes: in each call that touches its files, and by being full, read-only or
too small.

    Tests/Proofs/faults.py [--share tenth] [--seed N] [--only 'env add' [--at fsync:1]] [--tools FOLDER]

A failure before the vault's rename leaves the old file byte by byte, and no temporary file. One after it is 17,
says that the new file is in place, and it is.
"""

import os
import subprocess
import sys

from program import Proof, Tally, drawn_share, wanted, work
from tracing import call_at, injecting
from trial import Wrong
from views import Expected, check_taken_away
from writes import WRITES, named, temporary_files

IN_PLACE = b"the new file is in place"
INPUT_OUTPUT = 17
# Calls whose failure must never pass: without them nothing is written, or it is not on the disk.
CHANGING = {"write", "fsync", "rename", "link", "mkdir", "fchmod", "fchown"}
# Where there are no hard links, a copy is made, and that is no failure.
NO_LINKS = "EPERM"


def errors(call):
    """What goes wrong in a call: the error, as strace has it; RETVAL is a success that is none."""
    if call.name == "openat" and "O_CREAT" in call.text:
        return ["error=ENOSPC", "error=EROFS", "error=EACCES"]
    if call.name == "write":
        # One of them claims to have written what it has not.
        return ["error=EIO", "error=ENOSPC", f"retval={written(call)}"]
    if call.name == "link":
        return ["error=EIO", f"error={NO_LINKS}"]
    if call.name == "rename":
        return ["error=EIO", "error=ENOSPC"]
    return ["error=EIO"]


def written(call):
    return int(call.text.rpartition(" = ")[2].split()[0])


def faults(trial, name, options):
    """All faults of one verb."""
    write = named(name)
    tally = Tally()
    expected = Expected(trial, write)
    trial.restore(expected.state)
    calls = write.traced(trial)
    points = [(call, error) for call in calls if call.touches() for error in errors(call)]
    if options.at:
        points = [(call, error) for call, error in points if call.point == options.at]
        if not points:
            raise Wrong(f"has no call {options.at} that touches its files")
    renames = [index for index, call in enumerate(calls) if call.label.endswith(", ~/vault/vault)")
               and call.name == "rename"]
    for call, error in drawn_share(points, options, write.name, part=40 if write.is_slow else 10):
        is_late = bool(renames) and calls.index(call) > renames[0]
        guarded(tally, write, f"{error} at {call.point}, {call.label}", trial, options, call.point,
                lambda: inject(trial, write, expected, call, error, is_late))
    if not options.at:
        for kind in drawn_share(list(MEDIA), options, write.name, "media"):
            guarded(tally, write, kind, trial, options, None,
                    lambda: MEDIA[kind](trial, write, expected, tally))
    tally.counts["verbs"] += 1
    return tally


def guarded(tally, write, what, trial, options, point, fault):
    """One fault, its result in the tally."""
    try:
        tally.counts[fault()] += 1
    except Wrong as wrong:
        at = f" --at {point}" if point else ""
        tally.failures.append(
            f"{' '.join(write.command(trial))}\n    {what}: {wrong}\n"
            f"    again: Tests/Proofs/faults.py --seed {options.seed} --only '{write.name}'{at}")


def inject(trial, write, expected, call, error, is_late):
    trial.restore(expected.state)
    before, trace = injecting(trial, call.name, f"{error}:when={call.number}", write.strace)
    outcome = write.run(trial, before=before)
    found = call_at(trial, trace, call.number)
    if found is None or found.label != call.label or "INJECTED" not in found.text:
        return "missed"
    result = judge(trial, write, expected, outcome)
    if call.name == "link" and NO_LINKS in error:
        if result != "done":
            raise Wrong(f"without hard links, {outcome}")
        previous = trial.host.vault.with_name("vault.previous")
        if previous.read_bytes() != expected.vault:
            raise Wrong("without hard links, the previous file is not what was replaced")
        return result
    changes = call.name in CHANGING or (call.name == "openat" and "O_CREAT" in call.text)
    # Where the vault is not this user's to write, its lock is not either, and none is needed.
    if write.spares_vault and call.paths == ("~/vault/vault.lock",) and error in ("error=EACCES", "error=EROFS"):
        return result
    if changes and (result == "done" or outcome.status != INPUT_OUTPUT):
        raise Wrong(f"{'it passed' if result == 'done' else 'not 17'}: {outcome}")
    if is_late and changes and result != "in place":
        raise Wrong(f"after the rename, {result}: {outcome}")
    return result


def judge(trial, write, expected, outcome):
    """Holds what is there against how the tool ended. Answers "done", "refused" or "in place"."""
    left = temporary_files(trial.host)
    if left:
        raise Wrong(f"left behind: {' '.join(left)}; {outcome}")
    now = trial.host.vault.read_bytes() if trial.host.vault.exists() else None
    says_in_place = IN_PLACE in outcome.stderr
    if outcome.status == 0:
        check_view(trial, write, expected.after, expected, outcome)
        return "done"
    if outcome.status < 0 or not outcome.stderr:
        raise Wrong(f"ended without a word: {outcome}")
    if write.spares_vault:
        if now != expected.vault:
            raise Wrong(f"the vault was changed: {outcome}")
        if says_in_place:
            check_view(trial, write, expected.after, expected, outcome)
            return "in place"
        check_view(trial, write, expected.before, expected, outcome)
        return "refused"
    if now == expected.vault:
        if says_in_place and not is_about_identity(trial, outcome):
            raise Wrong(f"says that the new file is in place, which it is not: {outcome}")
        if not write.again or write.replaces_worthless:
            check_view(trial, write, expected.before, expected, outcome)
        else:
            check_again(trial, write, expected)
        return "refused"
    if not says_in_place or outcome.status != INPUT_OUTPUT:
        raise Wrong(f"the new file is in place, and it does not say so with 17: {outcome}")
    if write.unpinned_between:
        check_again(trial, write, expected)
    else:
        check_view(trial, write, expected.after, expected, outcome)
    if write.takes_away:
        check_taken_away(trial, write)
    return "in place"


def is_about_identity(trial, outcome):
    """Whether the file that is in place is the identity, which `init` makes before the vault."""
    return str(trial.host.identity).encode() in outcome.stderr


def check_view(trial, write, wanted_view, expected, outcome):
    view = expected.view(trial, write)
    if view != wanted_view:
        raise Wrong(f"{outcome}; and then {view.difference(wanted_view)}")


def check_again(trial, write, expected):
    """Given again, it comes to its end."""
    outcome = write.run(trial)
    if outcome.status not in write.again:
        raise Wrong(f"given again, {outcome}")
    check_view(trial, write, expected.after, expected, outcome)


# Media that fail by themselves

def full(trial, write, expected, tally):
    """A filesystem with room for some pages more, from none to as many as it takes: a short write, then ENOSPC."""
    results = []
    for pages in range(64):
        with Mounted(trial, "size=16m") as mounted:
            trial.restore(expected.state)
            mounted.fill(pages)
            outcome = write.run(trial)
            mounted.empty()
            results.append(judge(trial, write, expected, outcome))
        if results[-1] == "done":
            break
        if outcome.status != INPUT_OUTPUT:
            raise Wrong(f"with {pages} pages left, not 17: {outcome}")
        tally.counts["full disks"] += 1
    else:
        raise Wrong("never done, however much room there is")
    return results[0]


def no_inodes(trial, write, expected, tally):
    """A filesystem on which no file can be made any more, or only a few."""
    for inodes in range(32):
        with Mounted(trial, "size=16m,nr_inodes=200") as mounted:
            trial.restore(expected.state)
            mounted.use_inodes(inodes)
            outcome = write.run(trial)
            mounted.empty()
            result = judge(trial, write, expected, outcome)
        if result == "done":
            return result
        if outcome.status != INPUT_OUTPUT:
            raise Wrong(f"with {inodes} inodes left, not 17: {outcome}")
        tally.counts["full disks"] += 1
    raise Wrong("never done, however many files may be made")


def read_only(trial, write, expected, tally):
    """A filesystem that is mounted read-only."""
    with Mounted(trial, "size=16m") as mounted:
        trial.restore(expected.state)
        mounted.remount("ro")
        outcome = write.run(trial)
        mounted.remount("rw")
        result = judge(trial, write, expected, outcome)
    if result != "refused" or outcome.status != INPUT_OUTPUT:
        raise Wrong(f"read-only, {outcome}")
    return result


def limited(trial, write, expected, tally):
    """A limit on the size of files, in the middle of the pin and of the vault: a short write, then EFBIG."""
    result = None
    for size in (1, 150, 2000):
        trial.restore(expected.state)
        # The soft limit: the hard one cannot be raised again, and need not be.
        outcome = write.run(trial, before=("prlimit", f"--fsize={size}:", "--"))
        result = judge(trial, write, expected, outcome)
        if result == "done" and size < 150:
            raise Wrong(f"files of {size} bytes at most, and yet {outcome}")
        if result != "done" and outcome.status != INPUT_OUTPUT:
            raise Wrong(f"files of {size} bytes at most, not 17: {outcome}")
        tally.counts["limits"] += 1
    return result


MEDIA = {"a full disk": full, "no inodes": no_inodes, "read-only": read_only, "a limit on files": limited}


class Mounted:
    """A filesystem in memory over the host's folder, for as long as this lasts."""

    def __init__(self, trial, options):
        self.trial = trial
        self.options = options

    def __enter__(self):
        self.path = self.trial.root / "host"
        self.path.mkdir(exist_ok=True)
        command(["mount", "-t", "tmpfs", "-o", f"mode=0755,{self.options}", "d24-trial", self.path])
        return self

    def __exit__(self, *_):
        command(["umount", self.path])

    def fill(self, pages):
        """Leaves room for so many pages."""
        size = os.sysconf("SC_PAGE_SIZE")
        with open(self.path / "filler", "wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(1 << 16))
            except OSError:
                pass
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                pass
            file.truncate(file.tell() - file.tell() % size - pages * size)

    def use_inodes(self, left):
        folder = self.path / "filler"
        folder.mkdir()
        made = []
        try:
            while True:
                path = folder / str(len(made))
                path.touch()
                made.append(path)
        except OSError:
            pass
        for path in made[:left]:
            path.unlink()

    def empty(self):
        command(["rm", "-rf", self.path / "filler"])

    def remount(self, mode):
        command(["mount", "-o", f"remount,{mode}", self.path])


def command(words):
    subprocess.run(words, check=True)


def run(options):
    # What takes several steps is the same as other verbs one after the other.
    writes = wanted([write for write in WRITES if not write.reads and not write.steps], options, "verb")
    writes = sorted(writes, key=lambda write: not write.is_slow)
    tally = work(options, [(faults, (write.name, options)) for write in writes])
    counts = tally.counts
    number = counts["refused"] + counts["in place"] + counts["done"]
    if counts["missed"] * 50 > number:
        tally.failures.append(f"{counts['missed']} points were not reached")
    line = (f"{number} faults in {counts['verbs']} verbs: {counts['refused']} left the old vault, "
            f"{counts['in place']} said that the new one is in place, {counts['done']} did no harm; "
            f"{counts['full disks']} full disks, {counts['limits']} limits; {counts['missed']} points not reached")
    return tally.failures, line


if __name__ == "__main__":
    Proof("faults", sys.modules[__name__].__doc__.splitlines()[0], points=True).main(run)
