#!/usr/bin/env python3
"""Holds `d24-vault exec` against the same command run bare, in everything that a command can find out.

    Tests/Proofs/exec.py [--share tenth] [--seed N] [--only statuses] [--tools FOLDER]

Process id, exit statuses, death by signals, stopping and going on; descriptors, signal mask and dispositions, limits,
credentials of the process, arguments and environment. The secrets are in the environment or in sealed files, and
never in arguments.
"""

import dataclasses
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import exec_secrets
from exec_sides import same, sides
from program import Proof, Tally, drawn_share, wanted, work
from states import usual
from trial import TIME_LIMIT, Wrong

# What a process can find out about its descriptors. Python opens none that stay.
DESCRIPTORS = """
import fcntl, json, os
found = {}
for number in range(1024):
    try:
        status = os.fstat(number)
    except OSError:
        continue
    try:
        offset = os.lseek(number, 0, os.SEEK_CUR)
    except OSError:
        offset = None
    found[number] = [status.st_dev, status.st_ino, fcntl.fcntl(number, fcntl.F_GETFL),
                     fcntl.fcntl(number, fcntl.F_GETFD), offset]
report = os.open(os.environ["REPORT"], os.O_WRONLY)
os.write(report, json.dumps(found).encode())
"""

# Of /proc/self/status, what is not of the moment.
STATUS_LINES = ("Umask", "Uid", "Gid", "Groups", "ShdPnd", "SigPnd", "SigBlk", "SigIgn", "SigCgt", "CapInh", "CapPrm",
                "CapEff", "CapBnd", "CapAmb", "NoNewPrivs", "Seccomp", "Cpus_allowed", "PPid", "NSpgid", "NSsid")

# What is compared

def process_id(trial, options, tally):
    for side in sides(trial):
        process = side.start(["sh", "-c", "echo $$"])
        stdout, _ = process.communicate(timeout=TIME_LIMIT)
        if stdout.decode().strip() != str(process.pid):
            raise Wrong(f"process {process.pid} became {stdout}")
        tally.counts["comparisons"] += 1


def statuses(trial, options, tally):
    for number in drawn_share(range(256), options, "statuses"):
        ended = same(trial, f"exit {number}", ["sh", "-c", f"exit {number}"])
        if ended[0] != number:
            raise Wrong(f"exit {number} ended with {ended[0]}")
        tally.counts["comparisons"] += 1


def deaths(trial, options, tally):
    """By every signal that there is, sent by itself and from outside."""
    stopping = {signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU}
    signals = sorted(signal.valid_signals() - stopping)
    for number in drawn_share(signals, options, "deaths"):
        status = same(trial, f"kill -{number}", ["sh", "-c", f"kill -{int(number)} $$; echo on"],
                      default_signals)[0]
        is_harmless = number in (signal.SIGCHLD, signal.SIGURG, signal.SIGWINCH, signal.SIGCONT)
        if status != (0 if is_harmless else -number):
            raise Wrong(f"kill -{number} ended with {status}")
        expected = None
        for side in sides(trial):
            process = side.start(["sh", "-c", "echo ready; exec cat"], default_signals, stdin=subprocess.PIPE)
            # Its own signal comes after this line, when it has become the command.
            process.stdout.readline()
            process.send_signal(number)
            stdout, _ = process.communicate(b"", timeout=TIME_LIMIT)
            if expected is None:
                expected = process.returncode
            if process.returncode != expected:
                raise Wrong(f"signal {number} from outside: {process.returncode} and not {expected}")
        tally.counts["comparisons"] += 2


def default_signals():
    """No signal is ignored or blocked; Python begins with two of them ignored."""
    signal.pthread_sigmask(signal.SIG_SETMASK, set())
    for number in signal.valid_signals():
        set_disposition(number, signal.SIG_DFL)


def set_disposition(number, disposition):
    try:
        signal.signal(number, disposition)
    except (OSError, ValueError):
        pass  # SIGKILL and SIGSTOP


def stopping(trial, options, tally):
    """It stops, by itself and from outside, is seen to, and goes on.

    In a group of its own: whoever is in ours stops only as long as somebody of our session, outside of our group, waits
    for one of us, and a shell that started us in the background may be gone (POSIX: an orphaned process group).
    """
    for number in (signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU):
        for side in sides(trial):
            process = side.start(["sh", "-c", f"kill -{int(number)} $$; exit 7"], default_signals,
                                 process_group=0)
            expect_stop(process, number)
            process.send_signal(signal.SIGCONT)
            expect_end(process, 7)
            process = side.start(["sh", "-c", "echo ready; read line; exit 8"], default_signals,
                                 stdin=subprocess.PIPE, process_group=0)
            process.stdout.readline()
            process.send_signal(number)
            expect_stop(process, number)
            process.send_signal(signal.SIGCONT)
            process.stdin.write(b"on\n")
            process.stdin.flush()
            expect_end(process, 8)
            process.stdin.close()
            tally.counts["comparisons"] += 2


def expect_stop(process, number):
    deadline = time.monotonic() + TIME_LIMIT
    found = None
    while found is None:
        if time.monotonic() > deadline:
            process.kill()
            raise Wrong(f"signal {number} did not stop it")
        found = os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT | os.WNOHANG)
        os.sched_yield()
    if found.si_code != os.CLD_STOPPED or found.si_status != number:
        raise Wrong(f"signal {number} did not stop it: {found}")


def expect_end(process, status):
    process.stdout.close()
    process.stderr.close()
    if process.wait(timeout=TIME_LIMIT) != status:
        raise Wrong(f"stopped and continued, it ended with {process.returncode}")


def descriptors(trial, options, tally):
    """Those that are open, with what they are open on, how, and where they stand."""
    report = trial.scratch / "report"
    files = []
    for number in range(4):
        path = trial.scratch / f"file-{number}"
        path.write_bytes(b"0123456789")
        files.append(path)
    tables = {
        "the standard ones": lambda: None,
        "no standard input": lambda: os.close(0),
        "no standard output": lambda: os.close(1),
        "no standard error": lambda: os.close(2),
        "none at all": lambda: [os.close(number) for number in (0, 1, 2)],
        "more": lambda: open_more(files, (3, 4, 9, 100)),
        "many": lambda: open_more(files, range(3, 40)),
        "more, and no standard input": lambda: (os.close(0), open_more(files, (5, 6))),
        "output to be appended": lambda: os.dup2(os.open(files[0], os.O_WRONLY | os.O_APPEND), 1),
        "all the same": lambda: [os.dup2(os.open(files[1], os.O_RDWR), number) for number in (0, 1, 2)],
    }
    for name, prepare in tables.items():
        found = []
        for side in sides(trial):
            report.write_bytes(b"")
            environment = trial.host.environment(PATH=os.environ["PATH"], REPORT=report)
            # Nothing of this proof's own, not even to hear of a failure.
            for path in files:
                path.write_bytes(b"0123456789")
            with open(os.devnull, "r+b") as null:
                status, _, _ = side.run([sys.executable, "-I", "-c", DESCRIPTORS], prepare, environment,
                                        stdin=null, stdout=null, stderr=null, close_fds=True)
            if status != 0:
                raise Wrong(f"{name}: status {status}")
            found.append(json.loads(report.read_text()))
        bare, env, as_files = found
        if env != bare:
            raise Wrong(f"{name}: {env} and not {bare}")
        more = [number for number in as_files if number not in bare]
        if len(more) != 3 or {number: as_files[number] for number in bare} != bare:
            raise Wrong(f"{name}, --as fd: {as_files} and not {bare} with three more")
        if any(as_files[number][4] != 0 for number in more):
            raise Wrong(f"{name}: a secret's file does not stand at its beginning")
        tally.counts["comparisons"] += 2


def open_more(files, numbers):
    for index, number in enumerate(numbers):
        file = os.open(files[index % len(files)], os.O_RDWR)
        os.lseek(file, index % 10, os.SEEK_SET)
        os.dup2(file, number)
        os.set_inheritable(number, True)
        if file != number:
            os.close(file)


def signals(trial, options, tally):
    """Which are ignored and which are blocked, for each alone and for some together."""
    generator = random.Random(f"{options.seed} signals")
    everything = sorted(int(number) for number in signal.valid_signals()
                        if number not in (signal.SIGKILL, signal.SIGSTOP))
    sets = [[], everything] + [[number] for number in everything]
    sets += [sorted(generator.sample(everything, generator.randrange(2, 20))) for _ in range(20)]
    for chosen in [[], [signal.SIGPIPE]] + drawn_share(sets, options, "signals"):
        for ignored, blocked in ((chosen, []), ([], chosen), (chosen, chosen)):
            found = same(trial, f"ignored {ignored}, blocked {blocked}", ["cat", "/proc/self/status"],
                         lambda: set_signals(ignored, blocked), reduce=signal_lines)
            if int(found["SigIgn"], 16) != bits(ignored) or int(found["SigBlk"], 16) != bits(blocked):
                raise Wrong(f"bare, ignored {ignored} and blocked {blocked} were {found}")
            tally.counts["comparisons"] += 1


def set_signals(ignored, blocked):
    default_signals()
    for number in ignored:
        set_disposition(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


def bits(numbers):
    return sum(1 << (number - 1) for number in numbers)


def signal_lines(outcome):
    return {name: value for name, value in status_lines(outcome).items() if name.startswith("Sig")}


def status_lines(outcome):
    status, stdout, stderr = outcome
    if status != 0:
        raise Wrong(f"status {status}: {stderr}")
    lines = dict(line.split(":", 1) for line in stdout.decode().splitlines())
    found = {name: lines[name].strip() for name in STATUS_LINES if name in lines}
    for name in ("NSpgid", "NSsid"):
        if found[name] == lines["Pid"].strip():
            found[name] = "its own"
    return found


def process(trial, options, tally):
    """Limits, the core limit above all; umask, priority, groups and the rest of what the system tells."""
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    settings = {
        "as it is": lambda: None,
        "no cores": lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, hard)),
        "small cores": lambda: resource.setrlimit(resource.RLIMIT_CORE, (12345, hard)),
        "all cores": lambda: resource.setrlimit(resource.RLIMIT_CORE, (hard, hard)),
        "cores for good": lambda: resource.setrlimit(resource.RLIMIT_CORE, (4096, 4096)),
        "other limits": lambda: (resource.setrlimit(resource.RLIMIT_NOFILE, (500, 600)),
                                 resource.setrlimit(resource.RLIMIT_MEMLOCK, (1 << 20, 1 << 20)),
                                 resource.setrlimit(resource.RLIMIT_STACK, (1 << 22, 1 << 23))),
        "a mask": lambda: os.umask(0o137),
        "nice": lambda: os.nice(5),
        "a session": os.setsid,
        "a group": lambda: os.setpgid(0, 0),
        "one processor": lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}),
    }
    for name, prepare in settings.items():
        same(trial, name, ["cat", "/proc/self/status"], prepare, reduce=status_lines)
        same(trial, name, ["cat", "/proc/self/limits"], prepare)
        same(trial, name, ["sh", "-c", "nice; pwd; ulimit -Sc; ulimit -Hc; cat /proc/self/oom_score_adj "
                           "/proc/self/personality"], prepare)
        dumpable = same(trial, name, [sys.executable, "-I", "-c",
                                      "import ctypes; print(ctypes.CDLL(None).prctl(3))"], prepare)
        if dumpable[1] != b"1\n":
            raise Wrong(f"{name}: bare, it may not be dumped")
        tally.counts["comparisons"] += 4


def not_run(trial, options, tally):
    """What cannot be executed, by the statuses that shells give."""
    (trial.scratch / "plain").write_text("echo never")
    (trial.scratch / "without-a-first-line").write_text("echo never")
    (trial.scratch / "of-nobody").write_text("#!/no/such/interpreter\n")
    (trial.scratch / "empty").write_text("")
    for name in ("without-a-first-line", "of-nobody", "empty"):
        (trial.scratch / name).chmod(0o755)
    table = {
        127: [["no-such-command"], ["./no-such-command"], ["/no/such/command"], [""], ["./of-nobody"],
              ["plain/below-a-file"]],
        126: [["./plain"], ["."], ["/"], ["./without-a-first-line"], ["./empty"]],
    }
    for status, commands in table.items():
        for command in commands:
            for side in sides(trial)[1:]:
                found, stdout, stderr = side.run(command)
                if found != status or stdout or not stderr.startswith(b"d24-vault: error: "):
                    raise Wrong(f"{command}: {found} and not {status}: {stdout + stderr}")
                tally.counts["comparisons"] += 1


@dataclasses.dataclass(frozen=True)
class Part:
    name: str
    compare: Callable


PARTS = [Part(function.__name__.replace("_", " "), function) for function in (
    signals, deaths, statuses, process, descriptors, stopping, exec_secrets.arguments, exec_secrets.environment,
    exec_secrets.files, not_run, process_id)]


def part(trial, name, options):
    tally = Tally()
    usual(trial)
    next(part for part in PARTS if part.name == name).compare(trial, options, tally)
    tally.counts["parts"] += 1
    return tally


def run(options):
    tally = work(options, [(part, (item.name, options)) for item in wanted(PARTS, options, "part")])
    return tally.failures, (f"{tally.counts['comparisons']} comparisons in {tally.counts['parts']} parts: exec is as "
                            "if the command had been run bare")


if __name__ == "__main__":
    Proof("exec", sys.modules[__name__].__doc__.splitlines()[0]).main(run)
