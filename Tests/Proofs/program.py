"""What every proof has around it: options, a place of its own, workers, and the line of counts at the end."""

import argparse
import collections
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

from trial import ROOT, Trial, Wrong

INSIDE = "D24_PROOF_PLACE"


class Proof:
    """A proof: a name, and tasks that workers take in turn."""

    def __init__(self, name, description, points=False):
        self.name = name
        self.parser = argparse.ArgumentParser(prog=name, description=description)
        add = self.parser.add_argument
        add("--tools", type=Path, default=ROOT / ".build" / "debug", help="the folder that has the tools")
        add("--share", choices=["whole", "tenth"], default="whole", help="how much to do")
        add("--seed", type=int, help="what draws the share (default: from the commit)")
        add("--jobs", type=int, default=os.cpu_count(), help="workers at a time (default: processors)")
        add("--only", metavar="NAME", help="nothing but what has this name")
        if points:
            add("--at", metavar="CALL:N", help="nothing but the Nth call of that name; needs --only")

    def main(self, run):
        """Parses, enters a place of its own, runs and reports. `run` gets the options, and answers counts and
        what failed."""
        options = self.parser.parse_args()
        options.tools = options.tools.resolve()
        if options.seed is None:
            options.seed = default_seed()
        if getattr(options, "at", None) and not options.only:
            self.parser.error("--at needs --only")
        if not (options.tools / "d24-vault").exists():
            sys.exit(f"{self.name}: error: no d24-vault in {options.tools}; run swift build")
        # Who started us may have it ignore what a terminal sends, which the tools would inherit.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for number in [signal.SIGHUP, signal.SIGQUIT]:
            signal.signal(number, signal.SIG_DFL)
        if INSIDE not in os.environ:
            sys.exit(enter())
        options.place = Path(os.environ[INSIDE])
        # Debris of a crash is to be seen, not to be prevented by the limit that we happen to have.
        begin = time.monotonic()
        failures, line = run(options)
        for failure in failures:
            print(f"{self.name}: FAILED: {failure}", file=sys.stderr)
        seconds = time.monotonic() - begin
        failed = f"{len(failures)} FAILED, " if failures else ""
        print(f"{self.name}: {failed}{line} ({options.share}, seed {options.seed}, {seconds:.0f} s)", flush=True)
        sys.exit(1 if failures else 0)


def default_seed():
    """The commit as a number: the share changes with every change, and can be had again."""
    found = subprocess.run(["git", "-C", ROOT, "rev-parse", "HEAD"], capture_output=True, check=False)
    return int(found.stdout[:8], 16) if found.returncode == 0 else int(time.strftime("%Y%m%d"))


def enter():
    """Runs this program again in namespaces of its own: on a filesystem in memory that ends with it, with a network
    that is nothing but the loopback interface, and with an authority of our own that is trusted there."""
    if os.geteuid() != 0:
        sys.exit("root is needed, for mounts and namespaces of the proof's own")
    place = tempfile.mkdtemp(prefix="d24-proof-")
    # Others may look into it: a service user is one of those who open the vault.
    os.chmod(place, 0o755)
    inside = 'mount -t tmpfs -o mode=0755 d24-proof "$0" && exec "$@"'
    try:
        return subprocess.run(
            [ROOT / "scripts" / "with-test-authority", "--offline", ROOT / ".build" / "test-authority", "sh", "-c",
             inside, place, sys.executable, *sys.argv], env=os.environ | {INSIDE: place}, check=False).returncode
    finally:
        shutil.rmtree(place, ignore_errors=True)


def drawn_share(items, options, *what, part=10):
    """All items, or for a tenth one of each `part`, drawn by the seed: at least one, and in their order."""
    if options.share == "whole" or not items:
        return list(items)
    generator = random.Random(f"{options.seed} {' '.join(map(str, what))}")
    chosen = sorted(generator.sample(range(len(items)), max(1, round(len(items) / part))))
    return [items[index] for index in chosen]


class Tally:
    """Counts, and what failed."""

    def __init__(self):
        self.counts = collections.Counter()
        self.failures = []

    def add(self, other):
        self.counts.update(other.counts)
        self.failures += other.failures


# A worker has its trial, at a path of its own, for all its tasks.
_trial = None


def _begin(place, tools, seed, numbers):
    global _trial
    # All paths are equally long, so that tools ask the system equally often.
    _trial = Trial(Path(place) / f"worker-{numbers.get():03d}", tools, seed)


def _work(task):
    function, arguments = task
    name = arguments[0] if isinstance(arguments[0], str) else function.__name__.replace("_", " ")
    try:
        return function(_trial, *arguments)
    except Wrong as wrong:
        tally = Tally()
        tally.failures.append(f"{name}: {wrong}")
        return tally
    except Exception:
        tally = Tally()
        tally.failures.append(f"{name}: {traceback.format_exc()}")
        return tally


def work(options, tasks):
    """Does all tasks, each a function and its arguments after the trial, in as many workers as there may be."""
    numbers = multiprocessing.Queue()
    for number in range(options.jobs):
        numbers.put(number)
    tally = Tally()
    with multiprocessing.Pool(
            options.jobs, _begin, (options.place, options.tools, options.seed, numbers)) as pool:
        for part in pool.imap_unordered(_work, tasks):
            tally.add(part)
    return tally


def wanted(items, options, kind):
    """Those of the named items that --only leaves."""
    if options.only is None:
        return items
    found = [item for item in items if item.name == options.only]
    if not found:
        sys.exit(f"there is no {kind} {options.only!r}; there are: {', '.join(item.name for item in items)}")
    return found


if __name__ == "__main__":
    sys.exit("this is what the proofs share, and not one of them")
