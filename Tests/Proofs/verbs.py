"""Every verb of every tool with words to give it, for proofs that ask something of all of them."""

import re
import sys

from trial import Wrong
from writes import WRITES

TOOLS = ["d24-vault", "d24-rotate", "d24-egress", "d24-signature", "d24-preflight"]
HEX = "0" * 64
# Of a word, the folder that is made anew before each trial.
HOST = "HOST"
USAGE = 2
INTERNAL_ERROR = 70
# What --help says, on one line, of the option of the verbs that change a vault under its lock. Only
# `d24-rotate ping`, which may end an override, has none: nothing asks for its row.
WAITS_FOR_WRITERS = re.compile(r"^  --wait TIME .*for other writers", re.MULTILINE)
# The end of a line within the text of an option, as --help wraps it.
CONTINUATION = re.compile(r"\n {4,}")

# What a verb is given besides what the table of writes gives it. Standard input is empty.
WORDS = {
    "d24-vault": {
        "get": [["stg", "api-key"]],
        "exec": [["stg", "--", "true"], ["--as", "fd", "stg", "--", "true"], ["stg", "--", "no-such-command"]],
        "check": [["--deep"]],
        "put": [["stg", "--stdin"], ["stg", "--replace"], ["stg", "--file", "/dev/null", "--replace", "--yes"]],
        "init": [["--own"], ["--new-unlock-fd", "0"]],
        "env remove": [["prod"]],
        "slot add": [["--phrase"], ["--phrase", "--own"], ["--phrase", "--new-unlock-fd", "0"]],
        "slot remove": [["reader"], ["second"]],
        "slot phrase": [["phrase"], ["phrase", "--own"], ["phrase", "--new-unlock-fd", "0"]],
        "receive": [["-"], ["/dev/null"]],
        "trust": [["--print-line"], ["--generation", "1"], ["--signer", HEX]],
        "restore": [["--previous"]],
        "scan": [["-"], ["/dev/null"], [HOST]],
        "completions": [["bash"], ["zsh"], ["fish"]],
    },
    "d24-rotate": {
        "stage": [["prod", "--stdin"]],
        "verify": [["stg", "--receipt", "-"]],
        "promote": [["stg", "--receipt", "-"]],
        "retire": [["stg", "--yes"], ["stg", "--probe"]],
        "run": [["stg", "--dry-run"], ["prod", "--stdin"]],
        "completions": [["bash"], ["zsh"], ["fish"]],
    },
    "d24-egress": {
        "discover": [["--ipv4"], ["--ipv6"], ["--witness", "https://localhost:1/"]],
        "check": [["stg", "--ping"], ["--whitelist", "-"]],
        "whitelist list": [["stg", "--panel"]],
        "whitelist import": [["stg", "-"], ["stg", "--replace", "/dev/null"]],
        "completions": [["bash"], ["zsh"], ["fish"]],
    },
    "d24-signature": {
        "sign": [["stg", "/dev/null"]],
        "batch": [["stg", "/dev/null"], ["stg", "--null"], ["stg", "--files", "/dev/null"]],
        "verify": [["stg", "--signature", HEX]],
        "diagnose": [["stg", "--signature", HEX], ["stg", "--notification"]],
        "control": [["stg", "1"]],
        "notification": [["stg", "--http"]],
        "request": [["stg", f"{HOST}/request"], ["stg", f"{HOST}/request", "--external-id", "1"]],
        "completions": [["bash"], ["zsh"], ["fish"]],
    },
    "d24-preflight": {
        "run": [["--profile", "host"]],
        "explain": [["signed-ping"]],
        "verify-report": [["-"], ["/dev/null"]],
        "completions": [["bash"], ["zsh"], ["fish"]],
    },
}


def verbs(trial, tool):
    """The verbs that a tool says it has."""
    outcome = trial.run([tool, "--help"], trial.host.environment())
    section = outcome.stdout.decode().partition("\nverbs:\n")[2].partition("\n\n")[0]
    found = re.findall(r"^  ([a-z][a-z-]*(?: [a-z-]+)?)(?:  |$)", section, re.MULTILINE)
    if not found:
        raise Wrong(f"{tool} --help names no verb")
    return found


def command_lines(trial, tool, verb):
    """What to give to a verb: nothing, an environment, and what the table has for it."""
    lines = [[], ["stg"], ["--help"], *WORDS[tool].get(verb, [])]
    return [[tool, *verb.split(), *(word.replace(HOST, str(trial.host.folder)) for word in line)] for line in lines]


def check_tables(trial, prepare):
    """That each verb has, in this state, something to do, and that each that changes a vault is among the writes."""
    written = []
    for write in WRITES:
        write.prepare(trial)
        written.append(" ".join(write.command(trial)) + " ")
    for tool in TOOLS:
        found = verbs(trial, tool)
        unknown = WORDS[tool].keys() - found
        if unknown:
            raise Wrong(f"verbs.py has words for what is no verb of {tool}: {', '.join(sorted(unknown))}")
        for verb in found:
            if any(line.startswith(f"{tool} {verb} ") for line in written):
                continue
            page = trial.run([tool, *verb.split(), "--help"], trial.host.environment()).stdout.decode()
            if WAITS_FOR_WRITERS.search(CONTINUATION.sub(" ", page)):
                raise Wrong(f"{tool} {verb} changes the vault, and writes.py has no row for it")
            # The longest first, for those with nothing to say ask the network.
            if not any(is_understood(trial, line, prepare) for line in reversed(command_lines(trial, tool, verb))):
                raise Wrong(f"{tool} {verb} understands nothing of what verbs.py gives it")


def is_understood(trial, line, prepare):
    if line[-1] == "--help":
        return False
    prepare(trial)
    status = trial.run(line, trial.host.environment(), reveals=True).status
    if status < 0 or status == INTERNAL_ERROR:
        raise Wrong(f"{' '.join(line)} ended with {status}")
    return status != USAGE


if __name__ == "__main__":
    sys.exit("this is a table that proofs use, and not one of them")
