"""Tools that run beside a proof, and waiting for what they do."""

import contextlib
import os
import re
import subprocess
import sys
import time

from trial import TIME_LIMIT, Outcome, Wrong


class Running:
    """A tool that was started and is not waited for yet."""

    def __init__(self, host, command, before=(), **variables):
        tool = host.trial.tools / command[0]
        self.trial = host.trial
        self.command = command
        # Those that it takes out are secrets all the same.
        self.keys = self.trial.keys()
        self.process = subprocess.Popen(
            [*map(str, before), str(tool), *command[1:]], env=host.environment(**variables),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=host.trial.scratch)

    def end(self):
        """Its exit status, and what it said, in which there is no secret."""
        try:
            stdout, stderr = self.process.communicate(timeout=TIME_LIMIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise Wrong(f"{self.command} did not end") from None
        outcome = Outcome(self.command, self.process.returncode, stdout, stderr)
        self.trial.check_silent(outcome, reveals=False, before=self.keys)
        return self.process.returncode, stderr.decode(errors="replace").strip()


def wait_until(condition):
    """Waits for something that comes by itself."""
    deadline = time.monotonic() + TIME_LIMIT
    while not condition():
        if time.monotonic() > deadline:
            raise Wrong("what was waited for never came")
        os.sched_yield()


def wait_until_stopped(tracer, trace):
    """The tool that a tracer runs, once it was stopped; None if it ended."""
    found = None

    def stopped():
        nonlocal found
        if tracer.poll() is not None:
            return True
        found = trace.exists() and re.search(rb"^(\d+) .*stopped by SIGSTOP", trace.read_bytes(), re.MULTILINE)
        return found

    wait_until(stopped)
    return int(found[1]) if found else None


def children(pid):
    with contextlib.suppress(OSError):
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            return [int(word) for word in file.read().split()]
    return []


def is_pausing(pid):
    """Whether a process, or one that it started, sleeps before it asks for a lock again."""
    for process in [pid, *children(pid)]:
        with contextlib.suppress(OSError):
            with open(f"/proc/{process}/wchan") as file:
                if "nanosleep" in file.read():
                    return True
    return False


if __name__ == "__main__":
    sys.exit("this is how proofs wait for tools, and not one of them")
