#!/usr/bin/env python3
"""Crashes the tools while they hold secrets: nothing is printed, and no core is left.

    Tests/Proofs/crashes.py [--share tenth] [--seed N] [--only get] [--tools FOLDER]

With every signal by which a program goes wrong, at calls drawn by the seed after the vault was read, with Swift's
crash reporter switched on and no limit on cores. And of every verb: signals, core limit and dumpable flag are set
before it opens anything of the host's, or reads what it was given.
"""

import dataclasses
import os
import random
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Callable

from program import Proof, Tally, drawn_share, wanted, work
from states import asking_here, credential
from tracing import STRACE, STRACE_FIRST, call_at, injecting, parse, parse_threads, record
from trial import CREDENTIALS, Wrong
from verbs import TOOLS, command_lines, verbs

# Those that end a program with a core file if nobody prevents it.
FATAL = ["SIGSEGV", "SIGBUS", "SIGILL", "SIGFPE", "SIGABRT", "SIGTRAP", "SIGQUIT", "SIGSYS", "SIGXCPU"]
# These two have to be errors of write, and not the end.
SURVIVED = ["SIGXFSZ", "SIGPIPE"]
# And these end it as they do any program.
ORDINARY = ["SIGTERM", "SIGINT", "SIGHUP"]
# By which a user, or a service manager, asks for the end: a program may say first how far it has come.
TELLING = ["SIGTERM", "SIGINT"]
# At how many calls each signal is sent to each command.
POINTS = 8
UNPROTECTED = "unprotected"
EXCHANGE = "exchange"
COULD_NOT_TELL = 3
REPORTER = "enable=yes,color=no,interactive=no,timeout=5s"
# What the runtime may catch, and hand to its reporter.
CAUGHT = ["SIGSEGV", "SIGBUS", "SIGILL", "SIGFPE", "SIGABRT", "SIGTRAP", "SIGQUIT"]


@dataclasses.dataclass(frozen=True)
class Holder:
    """A command that holds secrets."""

    name: str
    command: list
    descriptors: Callable = lambda trial: None
    reveals: bool = False
    # The status with which it ends when it is told to, once it has begun to listen for that.
    interrupted: int = None


HOLDERS = [
    Holder("get", ["d24-vault", "get", "stg", "api-signature"], reveals=True),
    Holder("exec", ["d24-vault", "exec", "stg", "--", "true"]),
    Holder("exec --as fd", ["d24-vault", "exec", "--as", "fd", "stg", "--", "true"]),
    Holder("show", ["d24-vault", "show"]),
    Holder("put", ["d24-vault", "put", "stg", "--replace", "--yes", "--fd", str(CREDENTIALS)],
           lambda trial: {CREDENTIALS: credential(trial, "d")}),
    Holder("reseal", ["d24-vault", "reseal", "--new-signer"]),
    Holder("stage", ["d24-rotate", "stage", "stg", "--replace", "--stdin"],
           lambda trial: {0: credential(trial, "d")}),
    Holder("promote", ["d24-rotate", "promote", "stg", "--force", "rehearsal"]),
    Holder("sign", ["d24-signature", "sign", "stg", "/dev/null"]),
    Holder("control", ["d24-signature", "control", "stg", "1"]),
    Holder("ping", ["d24-rotate", "ping", "stg"]),
    Holder("check --ping", ["d24-egress", "check", "stg", "--ping"]),
    Holder("run", ["d24-preflight", "run", "stg"], interrupted=3),
]


def with_cores(trial, *before):
    """What to put before a tool so that cores are limited by nothing but itself."""
    return ("prlimit", "--core=unlimited:unlimited", "--", *before)


def run_holder(trial, holder, before):
    return trial.host.run(*holder.command, reveals=holder.reveals, descriptors=holder.descriptors(trial),
                          before=with_cores(trial, *before), SWIFT_BACKTRACE=REPORTER)


def crashes(trial, name, options):
    """All crashes of one command."""
    holder = next(holder for holder in HOLDERS if holder.name == name)
    tally = Tally()
    asking_here(trial)
    start = trial.save()
    undisturbed, calls = record(trial, lambda before: run_holder(trial, holder, before), STRACE_FIRST)
    read = max(index for index, call in enumerate(calls)
               if call.name == "read" and call.paths == ("~/vault/vault",))
    # Up to the end of the tool, or to where it becomes another program.
    ends = [index for index, call in enumerate(calls) if call.name == "execve" and index > read]
    held = [call for call in calls[read:(ends or [len(calls)])[0]] if call.name not in ("exit_group", "exit")]
    pairs = []
    for name_of_signal in FATAL + SURVIVED + ORDINARY:
        generator = random.Random(f"{options.seed} {holder.name} {name_of_signal}")
        points = POINTS if options.share == "whole" else 1
        calls_for_it = held
        if name_of_signal in SURVIVED:
            # Before it becomes another program, the tool gives back what it found.
            given_back = [index for index, call in enumerate(held)
                          if f"({name_of_signal}, {{sa_handler=SIG_DFL" in call.text]
            calls_for_it = held[:(given_back or [len(held)])[0]]
        pairs += [(name_of_signal, call) for call in generator.sample(calls_for_it, min(points, len(calls_for_it)))]
    for name_of_signal, call in pairs:
        trial.restore(start)
        try:
            crash(trial, holder, name_of_signal, call, undisturbed, tally)
        except Wrong as wrong:
            tally.failures.append(f"{' '.join(holder.command)}\n    {name_of_signal} at {call.point}: {wrong}\n"
                                  f"    again: Tests/Proofs/crashes.py --seed {options.seed} --only '{name}'")
    return tally


def crash(trial, holder, name_of_signal, call, undisturbed, tally):
    number = getattr(signal, name_of_signal)
    before, trace = injecting(trial, call.name, f"signal={name_of_signal}:when={call.number}", STRACE_FIRST)
    files = set(debris(trial))
    outcome = run_holder(trial, holder, before)
    found = call_at(trial, trace, call.number)
    if found is None or found.label != call.label:
        tally.counts["missed"] += 1
        return
    check_nothing_left(trial, files, outcome)
    if name_of_signal in SURVIVED:
        if outcome.status != undisturbed.status:
            raise Wrong(f"did not go on: {outcome}")
        tally.counts["survived"] += 1
        return
    if name_of_signal in TELLING and holder.interrupted is not None and outcome.status == holder.interrupted:
        tally.counts["crashes"] += 1
        return
    if outcome.status != -number:
        raise Wrong(f"did not end by it: {outcome}")
    tally.counts["crashes"] += 1


def check_nothing_left(trial, files, outcome):
    """No file that was not there, and no report; a warning may have been said, but not what memory or registers
    hold."""
    left = sorted(set(debris(trial)) - files)
    for name in left:
        (trial.scratch / name).unlink()
    if left:
        raise Wrong(f"left {' '.join(left)}")
    if re.search(rb"[Cc]rash|[Bb]acktrace|Thread \d|Registers|0x[0-9a-f]{8}", outcome.stderr + outcome.stdout):
        raise Wrong(f"a report was printed: {outcome}")


def debris(trial):
    """Files that a crash may leave: in the folder it is in, and in that of temporary files, which is the same."""
    for folder, _, files in os.walk(trial.scratch):
        for name in files:
            if name not in ("trace", "injected"):
                yield os.path.relpath(os.path.join(folder, name), trial.scratch)


def unprotected(trial, options):
    """That the proof would see what it looks for: a program that does not prevent it leaves a core, and a tool that
    crashes before it prevents it is reported on."""
    tally = Tally()
    asking_here(trial)
    core = subprocess.run([*with_cores(trial), "sh", "-c", "kill -SEGV $$"], cwd=trial.scratch, check=False,
                          stderr=subprocess.DEVNULL)
    if core.returncode != -signal.SIGSEGV:
        raise Wrong(f"a shell did not crash: {core.returncode}")
    if list(debris(trial)):
        for name in debris(trial):
            (trial.scratch / name).unlink()
        tally.counts["cores seen"] += 1
    else:
        with open("/proc/sys/kernel/core_pattern") as file:
            print(f"crashes: notice: cores go elsewhere on this machine ({file.read().strip()}), so that none is "
                  "left is not seen", flush=True)
    holder = HOLDERS[0]
    _, calls = record(trial, lambda before: run_holder(trial, holder, before), STRACE_FIRST)
    caught = [index for index, call in enumerate(calls)
              if call.name == "rt_sigaction" and "SIGSEGV, {sa_handler=0x" in call.text]
    if not caught:
        print("crashes: notice: the runtime of these tools catches no signal, so there is no report", flush=True)
        return tally
    point = calls[caught[-1] + 1]
    before, _ = injecting(trial, point.name, f"signal=SIGSEGV:when={point.number}", STRACE_FIRST)
    outcome = run_holder(trial, holder, before)
    if re.search(rb"[Cc]rash|[Bb]acktrace|Thread \d", outcome.stderr + outcome.stdout):
        tally.counts["reports seen"] += 1
    else:
        print("crashes: notice: this machine has no crash reporter, so that none is let in is not seen", flush=True)
    return tally


# The process in which a request is sent

def exchange(trial, options):
    """The process that a tool starts for a request, which holds it: it crashes at its own calls, and the tool says
    that it could not tell."""
    tally = Tally()
    asking_here(trial)
    command = ["d24-rotate", "ping", "stg"]
    trace = trial.scratch / "trace"

    def traced(before, trace):
        outcome = trial.host.run(*command, before=with_cores(trial, *before), SWIFT_BACKTRACE=REPORTER)
        with open(trace, errors="replace") as file:
            return outcome, parse_threads(file, trial.host.folder)

    outcome, threads = traced((*STRACE, trace), trace)
    if outcome.status != COULD_NOT_TELL:
        raise Wrong(f"undisturbed, {outcome}")
    own, *others = threads.values()
    begins = [(calls, index) for calls in others for index, call in enumerate(calls)
              if call.name == "execve" and "/proc/self/exe" in call.text]
    if len(begins) != 1:
        raise Wrong(f"{len(begins)} processes were started for a ping")
    calls, begin = begins[0]
    check_begin(calls[begin + 1:])
    tally.counts["begins"] += 1
    given = next(index for index, call in enumerate(calls) if call.name == "read" and "(0<" in call.text)
    # Calls that the tool never makes, so that nothing happens to it.
    known = {call.name for call in own}
    # And of each name the first: how often a thread waits is not always the same.
    held = [call for thread in others for call in (thread[given:] if thread is calls else thread)
            if call.name not in known and call.number == 1]
    if not any(call.name == "connect" for call in held):
        raise Wrong("nothing was sent by another process")
    for name_of_signal in FATAL:
        generator = random.Random(f"{options.seed} exchange {name_of_signal}")
        points = POINTS if options.share == "whole" else 1
        for call in generator.sample(held, min(points, len(held))):
            before, trace_of_it = injecting(trial, call.name, f"signal={name_of_signal}:when={call.number}")
            files = set(debris(trial))
            outcome, threads = traced(before, trace_of_it)
            if not any(len([found for found in thread if found.name == call.name]) >= call.number
                       for thread in threads.values()):
                tally.counts["missed"] += 1
                continue
            check_nothing_left(trial, files, outcome)
            if outcome.status != COULD_NOT_TELL:
                tally.failures.append(f"{name_of_signal} at {call.point} of the exchange: {outcome}")
            tally.counts["crashes"] += 1
    return tally


# Before anything is opened

def begins(trial, tool, options):
    """The beginning of every verb of a tool."""
    tally = Tally()
    lines = [command for verb in verbs(trial, tool) for command in command_lines(trial, tool, verb)
             if "--help" not in command]
    for command in drawn_share(lines, options, "begins", tool):
        asking_here(trial)
        trace = trial.scratch / "trace"
        trial.host.run(*command, reveals=True, before=(*STRACE, trace), SWIFT_BACKTRACE=REPORTER)
        with open(trace, errors="replace") as file:
            calls = parse(file, trial.host.folder)
        try:
            check_begin(calls)
        except Wrong as wrong:
            tally.failures.append(f"{' '.join(command)}: {wrong}")
            continue
        tally.counts["begins"] += 1
    return tally


def check_begin(calls):
    """Every setting comes before the first call that has to do with the host's folder or reads standard input."""
    first = next((index for index, call in enumerate(calls)
                  if call.touches() or (call.name == "read" and "(0<" in call.text)),
                 len(calls))
    begin = calls[:first]
    for name in CAUGHT:
        last = [call for call in begin if call.name == "rt_sigaction" and f"({name}, {{" in call.text]
        if not last or "SIG_DFL" not in last[-1].text.split("{", 1)[1].split(",")[0]:
            raise Wrong(f"{name} may be caught when {describe(calls, first)}")
    for name in SURVIVED:
        if not any(call.name == "rt_sigaction" and f"({name}, {{sa_handler=SIG_IGN" in call.text for call in begin):
            raise Wrong(f"{name} is not ignored when {describe(calls, first)}")
    if not any(call.name in ("prlimit64", "setrlimit") and "RLIMIT_CORE, {rlim_cur=0," in call.text
               for call in begin):
        raise Wrong(f"cores are not limited when {describe(calls, first)}")
    if not any(call.name == "prctl" and "PR_SET_DUMPABLE, SUID_DUMP_DISABLE" in call.text for call in begin):
        raise Wrong(f"it may be dumped when {describe(calls, first)}")


def describe(calls, first):
    return f"it calls {calls[first].label}" if first < len(calls) else "it ends"


@dataclasses.dataclass(frozen=True)
class Named:
    name: str


def run(options):
    # The hard limit is raised by prlimit, which root may do.
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    names = [holder.name for holder in HOLDERS] + [UNPROTECTED, EXCHANGE] + [f"begin of {tool}" for tool in TOOLS]
    tasks = []
    for item in wanted([Named(name) for name in names], options, "command"):
        if item.name == UNPROTECTED:
            tasks.append((unprotected, (options,)))
        elif item.name == EXCHANGE:
            tasks.append((exchange, (options,)))
        elif item.name.startswith("begin of "):
            tasks.append((begins, (item.name.removeprefix("begin of "), options)))
        else:
            tasks.append((crashes, (item.name, options)))
    tally = work(options, tasks)
    counts = tally.counts
    number = counts["crashes"] + counts["survived"]
    if counts["missed"] * 20 > number:
        tally.failures.append(f"{counts['missed']} points were not reached")
    line = (f"{counts['crashes']} crashes of {len(HOLDERS) + 1} programs and {counts['survived']} signals survived: "
            f"no report, no core, no secret; {counts['begins']} beginnings in order; "
            f"{counts['missed']} points not reached; seen without protection: {counts['cores seen']} core, "
            f"{counts['reports seen']} report")
    return tally.failures, line


if __name__ == "__main__":
    Proof("crashes", sys.modules[__name__].__doc__.splitlines()[0]).main(run)
