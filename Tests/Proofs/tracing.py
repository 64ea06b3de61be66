"""System calls of a tool: recorded once, then used as the points at which to disturb an identical run.

A point is a call's name and how many of that name came before, `fsync:2` being the second fsync: that is how
strace counts what it injects into, for each thread on its own.
"""

import dataclasses
import re
import sys

# Descriptors with their paths, and no data: paths are printed in full all the same.
STRACE = ("strace", "-f", "-y", "-s", "0", "-o")
# Of the first thread only: where a process of our own makes calls too, which are not to be met.
STRACE_FIRST = ("strace", "-y", "-s", "0", "-o")
LINE = re.compile(r"(?:(?P<pid>\d+) +)?(?P<name>[a-z_0-9]+)\((?P<rest>.*)")
CURRENT = re.compile(r"\bAT_FDCWD<[^>]*>")
PATH = re.compile(r'"(/[^"]*)"|<(/[^>]*)>')


@dataclasses.dataclass(frozen=True)
class Call:
    """A system call in a trace."""

    name: str
    # Which of its name, from 1.
    number: int
    # The paths in its arguments and of its descriptors, those in the host's folder relative to it; a pin is
    # called PIN.
    paths: tuple
    text: str

    @property
    def point(self):
        return f"{self.name}:{self.number}"

    @property
    def label(self):
        return f"{self.name}({', '.join(self.paths)})"

    @property
    def failed(self):
        return " = -1 " in self.text

    def touches(self):
        """Whether it has to do with the host's folder: vault, lock, pin, identity, and the folders they are in."""
        return self.name != "execve" and any(path.startswith("~") for path in self.paths)


def relative(path, folder):
    path = path.removesuffix(" (deleted)")
    if path == folder:
        path = "~"
    elif path.startswith(folder + "/"):
        path = "~" + path[len(folder):]
    return re.sub(r"(?<=/trust/)[0-9a-f]{32}", "PIN", path)


def parse_threads(lines, folder):
    """The calls of each thread, whose calls strace counts apart: a dictionary in the order of their first calls."""
    counts = {}
    threads = {}
    for line in lines:
        match = LINE.match(line.rstrip())
        if match is None:
            continue
        thread, name = match["pid"], match["name"]
        counts[thread, name] = counts.get((thread, name), 0) + 1
        # What is answered, such as the descriptor of a file that was opened, is not there when killed.
        arguments = match["rest"].removesuffix(" <unfinished ...>").rsplit(") = ", 1)[0]
        paths = tuple(relative(a or b, str(folder)) for a, b in PATH.findall(CURRENT.sub("", arguments)))
        threads.setdefault(thread, []).append(Call(name, counts[thread, name], paths, line.strip()))
    return threads


def parse(lines, folder):
    """The calls of the first thread."""
    return next(iter(parse_threads(lines, folder).values()), [])


def record(trial, run, strace=STRACE):
    """The calls of a run. `run` gets what to put before the tool, and answers its outcome."""
    trace = trial.scratch / "trace"
    outcome = run((*strace, trace))
    with open(trace, errors="replace") as file:
        calls = parse(file, trial.host.folder)
    return outcome, calls


def injecting(trial, name, what, strace=STRACE):
    """What to put before a tool so that `what` happens in calls of that name, and the trace of these calls."""
    trace = trial.scratch / "injected"
    # Stopping at no other calls is twice as fast, and then strace sends no signals.
    fast = () if what.startswith("signal=") or strace is not STRACE else ("--seccomp-bpf",)
    return (*strace, trace, *fast, "-e", f"trace={name}", "-e", f"inject={name}:{what}"), trace


def last_call(trial, trace):
    """The last call of a trace that `injecting` had written."""
    with open(trace, errors="replace") as file:
        calls = parse(file, trial.host.folder)
    return calls[-1] if calls else None


def call_at(trial, trace, number):
    with open(trace, errors="replace") as file:
        calls = parse(file, trial.host.folder)
    return calls[number - 1] if len(calls) >= number else None


if __name__ == "__main__":
    sys.exit("this is what the proofs share, and not one of them")
