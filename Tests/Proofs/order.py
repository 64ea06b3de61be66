#!/usr/bin/env python3
"""Looks at the order of calls in every write: what has to be on the disk is there before what rests on it.

    Tests/Proofs/order.py [--share tenth] [--seed N] [--only 'env add'] [--tools FOLDER]

fsync of the new file < reading it back < rename < fsync of the folder < the pin, which is replaced in the same
way; a new signer alone goes into the pin before. What takes something away removes the previous file, and brings
that to the disk, before the rename. Nothing is ever written in place.
"""

import sys

from program import Proof, Tally, wanted, work
from trial import Wrong
from writes import WRITES, named

VAULT = "~/vault/vault"
PIN = "~/trust/PIN"
IDENTITY = "~/identity"


class Trace:
    """Finding calls, and saying what was expected where they are not found."""

    def __init__(self, calls):
        self.calls = calls

    def all(self, name, *paths, text=""):
        return [index for index, call in enumerate(self.calls)
                if call.name == name and call.paths == paths and text in call.text and not call.failed]

    def one(self, name, *paths, text="", after=-1, before=None):
        """The place of the only such call between two others."""
        found = [index for index in self.all(name, *paths, text=text)
                 if index > after and (before is None or index < before)]
        if len(found) != 1:
            where = "" if after < 0 else f" after {self.calls[after].label}"
            where += "" if before is None else f" before {self.calls[before].label}"
            raise Wrong(f"{len(found)} times {name}({', '.join(paths)}){where}, not once")
        return found[0]

    def first(self, name, *paths, text="", after=-1, before):
        """The place of the first such call between two others."""
        found = [index for index in self.all(name, *paths, text=text) if after < index < before]
        if not found:
            raise Wrong(f"no {name}({', '.join(paths)}) after {self.calls[after].label} "
                        f"before {self.calls[before].label}")
        return found[0]


def replacements(trace, path):
    """Each time that a file was replaced, checked: the places of the rename and of the folder's fsync."""
    temporary = f"{path}.new"
    folder = path.rpartition("/")[0]
    found = []
    begin = -1
    for rename in trace.all("rename", temporary, path):
        made = trace.one("openat", temporary, text="O_WRONLY|O_CREAT|O_EXCL", after=begin, before=rename)
        if "O_NOFOLLOW" not in trace.calls[made].text:
            raise Wrong(f"{temporary} is made where a link may point")
        written = [index for index in trace.all("write", temporary) if made < index < rename]
        if not written:
            raise Wrong(f"nothing was written to {temporary}")
        trace.first("fchmod", temporary, after=made, before=written[0])
        synced = trace.one("fsync", temporary, after=made, before=rename)
        if synced < written[-1]:
            raise Wrong(f"{temporary} was written to after its fsync")
        again = trace.first("openat", temporary, text="O_RDONLY", after=synced, before=rename)
        trace.first("read", temporary, after=again, before=rename)
        # The fsync of the folder comes before anything else changes there.
        settled = trace.first("fsync", folder, after=rename, before=len(trace.calls) - 1)
        found.append((rename, settled))
        begin = rename
    return found


def check_nothing_in_place(trace):
    """Only temporary files are written to, and only those are made that are locks or temporary."""
    for call in trace.calls:
        if call.failed or not call.touches():
            continue
        if call.name in ("write", "pwrite64", "writev", "ftruncate", "truncate", "fallocate") \
                and not call.paths[0].endswith(".new"):
            raise Wrong(f"{call.label} writes in place")
        if call.name == "openat" and ("O_WRONLY" in call.text or "O_RDWR" in call.text) \
                and not call.paths[0].endswith((".new", ".lock")):
            raise Wrong(f"{call.label} opens for writing in place")


def check_lock(trace, path, rename):
    """The lock is taken before what is replaced is read for the last time, and let go of at the very end."""
    taken = trace.one("flock", f"{path}.lock", text="LOCK_EX")
    if taken > rename:
        raise Wrong(f"{path} was replaced before its lock was taken")
    released = trace.all("flock", f"{path}.lock", text="LOCK_UN")
    if released and released[0] < rename:
        raise Wrong(f"the lock of {path} was let go of before the rename")
    return taken, released[0] if released else len(trace.calls)


def check_vault(write, trace, pins):
    renames = trace.all("rename", f"{VAULT}.new", VAULT)
    if write.spares_vault:
        if renames:
            raise Wrong("the vault was replaced")
        return
    found = replacements(trace, VAULT)
    if len(found) != 1:
        raise Wrong(f"the vault was replaced {len(found)} times")
    rename, settled = found[0]
    taken, released = check_lock(trace, VAULT, rename)
    existed = trace.all("openat", VAULT, text="O_RDONLY")
    if existed and not any(taken < index < rename for index in existed):
        raise Wrong("the vault was not read again under its lock")
    if released < settled:
        raise Wrong("the lock was let go of before the folder was on the disk")
    earlier = [index for index, _ in pins if index < settled]
    later = [index for index, _ in pins if index > settled]
    if len(earlier) != (1 if write.signer_changes else 0):
        raise Wrong(f"the pin was replaced {len(earlier)} times before the vault was on the disk")
    if any(index > rename for index in earlier):
        raise Wrong("the pin was replaced between the vault's rename and the fsync of its folder")
    if len(later) != 1:
        raise Wrong(f"the pin was replaced {len(later)} times after the vault was on the disk")
    check_previous(write, trace, taken, rename, existed)


def check_previous(write, trace, taken, rename, existed):
    previous = f"{VAULT}.previous"
    kept = trace.all("rename", f"{previous}.link", previous)
    removed = [index for index, call in enumerate(trace.calls)
               if call.name == "unlink" and call.paths in ((previous,), (f"{previous}.link",))
               and taken < index < rename]
    if write.replaces_worthless:
        if kept or removed:
            raise Wrong("what is no vault has taken the place of the previous file")
    elif write.takes_away:
        if kept:
            raise Wrong("what takes away keeps the previous file")
        if not existed:
            return
        if len({trace.calls[index].paths for index in removed}) < 2:
            raise Wrong("the previous file and its preparation were not both removed before the rename")
        trace.first("fsync", "~/vault", after=max(removed), before=rename)
    elif existed:
        if len(kept) != 1 or kept[0] > rename:
            raise Wrong("the previous file was not put aside before the rename")
        trace.one("link", VAULT, f"{previous}.link", after=taken, before=kept[0])


def check(trial, name):
    """The order of one verb."""
    write = named(name)
    tally = Tally()
    write.prepare(trial)
    calls = write.traced(trial)
    trace = Trace(calls)
    check_nothing_in_place(trace)
    pins = replacements(trace, PIN)
    for rename, _ in pins:
        locked = [index for index in trace.all("flock", f"{PIN}.lock", text="LOCK_EX") if index < rename]
        if not locked:
            raise Wrong("the pin was replaced without its lock")
        # It may not be there yet, which is an answer too.
        if not any(call.name == "openat" and call.paths == (PIN,) for call in calls[locked[-1]:rename]):
            raise Wrong("the pin was not read under its lock")
    identities = replacements(trace, IDENTITY)
    check_vault(write, trace, pins)
    if not pins and not identities:
        raise Wrong("nothing was replaced")
    tally.counts["verbs"] += 1
    tally.counts["files"] += len(pins) + len(identities) + len(trace.all("rename", f"{VAULT}.new", VAULT))
    return tally


def run(options):
    # What takes several steps is the same as other verbs one after the other.
    writes = wanted([write for write in WRITES if not write.steps], options, "verb")
    tally = work(options, [(check, (write.name,)) for write in writes])
    counts = tally.counts
    line = f"{counts['files']} files replaced by {counts['verbs']} verbs, each in order"
    return tally.failures, line


if __name__ == "__main__":
    Proof("order", sys.modules[__name__].__doc__.splitlines()[0]).main(run)
