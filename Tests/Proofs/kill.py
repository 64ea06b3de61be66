#!/usr/bin/env python3
"""Kills every verb that writes at every system call that touches vault, lock, pin or identity, and at 50 others.

    Tests/Proofs/kill.py [--share tenth] [--seed N] [--only 'env add' [--at rename:1]] [--tools FOLDER]

Afterwards the vault opens as exactly before or after, two further writes succeed, and if something was taken
away, then either the old vault stands or nothing in the folder opens for the party it was taken from.
"""

import random
import signal
import sys

from program import Proof, Tally, drawn_share, wanted, work
from tracing import injecting, last_call
from trial import Wrong
from views import Expected, check_taken_away
from writes import WRITES, named

# Calls that have nothing to do with the vault at which a write is killed too.
OTHERS = 50
# Where each kill costs seconds.
SLOW_OTHERS = 5
SLOW_PART = 40


def points(write, calls, options):
    """The calls at which to kill: those that touch the host's folder, the one after the last of them, and
    some others."""
    touching = [call for call in calls if call.touches()]
    others = [call for call in calls if not call.touches() and call.name != "execve"]
    last = calls.index(touching[-1])
    after = [call for call in calls[last + 1:] if call in others][:1]
    rest = [call for call in others if call not in after]
    generator = random.Random(f"{options.seed} others {write.name}")
    drawn = generator.sample(rest, min(len(rest), SLOW_OTHERS if write.is_slow else OTHERS))
    if options.at:
        found = [call for call in calls if call.point == options.at]
        if not found:
            raise Wrong(f"has no call {options.at}")
        return found
    return drawn_share(touching + after + sorted(drawn, key=calls.index), options, write.name,
                       part=SLOW_PART if write.is_slow else 10)


def kill_or_again(trial, write, expected, call):
    """One kill, tried three times: where a verb waits for its network, its calls are not always the same."""
    for _ in range(3):
        state = kill_at(trial, write, expected, call)
        if state != "missed":
            break
    return state


def kill(trial, name, options):
    """All kills of one verb."""
    write = named(name)
    tally = Tally()
    expected = Expected(trial, write)
    trial.restore(expected.state)
    calls = write.traced(trial)
    tally.counts["verbs"] += 1
    for call in points(write, calls, options):
        try:
            tally.counts[kill_or_again(trial, write, expected, call)] += 1
        except Wrong as wrong:
            tally.counts["lost"] += 1
            tally.failures.append(
                f"{' '.join(write.command(trial))}\n    killed at {call.point}, {call.label}: {wrong}\n"
                f"    again: Tests/Proofs/kill.py --seed {options.seed} --only '{name}' --at {call.point}")
    return tally


def kill_at(trial, write, expected, call):
    """One kill. Answers "before", "after" or "between", or that the point was not reached."""
    trial.restore(expected.state)
    before, trace = injecting(trial, call.name, f"signal=SIGKILL:when={call.number}", write.strace)
    outcome = write.run(trial, before=before)
    if outcome.status == 0:
        return "missed"
    if outcome.status != -signal.SIGKILL:
        raise Wrong(f"not killed: {outcome}")
    if last_call(trial, trace).label != call.label:
        return "missed"
    state = judge(trial, write, expected)
    if write.again:
        # It ends what it began, or finds everything done.
        outcome = write.run(trial)
        if outcome.status not in write.again:
            raise Wrong(f"given again, {outcome}")
        view = expected.view(trial, write)
        if view != expected.after:
            raise Wrong(f"given again, it did not come to its end: {view.difference(expected.after)}")
        write.further(trial, expected.after.environments())
    elif write.afterwards is not None:
        give_again(trial, write, expected, state)
        write.further(trial, expected.after.environments())
    else:
        write.further(trial, (expected.before if state == "before" else expected.after).environments())
    return state


def give_again(trial, write, expected, state):
    """The same command once more: it comes to its end, or says that it has been there."""
    outcome = write.run(trial)
    if outcome.status not in (write.afterwards if state == "after" else (0,)):
        raise Wrong(f"left as {state} and given again, {outcome}")
    if state == "before":
        view = expected.view(trial, write)
        if view != expected.after:
            raise Wrong(f"given again, it did not come to its end: {view.difference(expected.after)}")
    view = expected.view(trial, write)
    if not view.opens() or view.current() != expected.after.current():
        raise Wrong("given again, the keys in use are not those that it ends with")


def judge(trial, write, expected):
    """Which state the kill left, if it is one that may be."""
    # What the vault's file says comes first: looking at it may raise the pin, and changes nothing else.
    view = expected.view(trial, write)
    if view == expected.before:
        return "before"
    if view == expected.after:
        if write.takes_away:
            check_taken_away(trial, write)
        return "after"
    if view in expected.between:
        return "between"
    if write.unpinned_between and (view.unpinned or not trial.host.vault.exists()):
        return "between"
    raise Wrong(f"neither before ({view.difference(expected.before)}) nor after "
                f"({view.difference(expected.after)})")


def run(options):
    writes = sorted(wanted(WRITES, options, "verb"), key=lambda write: not write.is_slow)
    tally = work(options, [(kill, (write.name, options)) for write in writes])
    counts = tally.counts
    kills = counts["before"] + counts["after"] + counts["between"]
    if counts["missed"] * 50 > kills:
        tally.failures.append(f"{counts['missed']} points were not reached")
    if not options.only and not (counts["before"] and counts["after"]):
        tally.failures.append("not both states were seen")
    line = (f"{kills} kills of {counts['verbs']} verbs, {counts['before']} left it as before and "
            f"{counts['after']} as after, {counts['between']} in between, {counts['lost']} lost, "
            f"{2 * kills} further writes; {counts['missed']} points not reached")
    return tally.failures, line


if __name__ == "__main__":
    Proof("kill", sys.modules[__name__].__doc__.splitlines()[0], points=True).main(run)
