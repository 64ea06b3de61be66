"""Every verb of every tool with words to give it, for proofs that ask something of all of them."""

import re
import sys

from trial import Wrong

TOOLS = ["d24-vault", "d24-rotate", "d24-egress", "d24-signature", "d24-preflight"]
HEX = "0" * 64

# What a verb is given besides what the table of writes gives it. Standard input is empty.
WORDS = {
    "d24-vault": {
        "get": [["stg", "api-key"]],
        "exec": [["stg", "--", "true"], ["--as", "fd", "stg", "--", "true"], ["stg", "--", "no-such-command"]],
        "show": [[], ["stg"]],
        "check": [[], ["--deep"]],
        "put": [["stg"], ["stg", "--stdin"], ["stg", "--replace"], ["stg", "--file", "/dev/null", "--replace",
                                                                    "--yes"]],
        "init": [[], ["--own"], ["--new-unlock-fd", "0"]],
        "env remove": [["prod"]],
        "slot add": [["--phrase"], ["--phrase", "--own"], ["--phrase", "--new-unlock-fd", "0"]],
        "slot remove": [["reader"], ["second"]],
        "slot phrase": [["phrase"], ["phrase", "--own"], ["phrase", "--new-unlock-fd", "0"]],
        "receive": [[], ["-"], ["/dev/null"]],
        "trust": [["--print-line"], ["--generation", "1"], ["--signer", HEX]],
        "restore": [["--previous"]],
        "completions": [["bash"], ["zsh"], ["fish"]],
    },
    "d24-rotate": {
        "stage": [["stg"], ["prod", "--stdin"]],
        "verify": [["stg"], ["stg", "--receipt", "-"]],
        "promote": [["stg"], ["stg", "--receipt", "-"]],
        "rollback": [["stg"]],
        "retire": [["stg"], ["stg", "--yes"], ["stg", "--probe"]],
        "run": [["stg"], ["stg", "--dry-run"], ["prod", "--stdin"]],
        "ping": [["stg"]],
        "status": [[], ["stg"]],
        "completions": [["bash"], ["zsh"], ["fish"]],
    },
    "d24-egress": {
        "discover": [[], ["--ipv4"], ["--ipv6"], ["--witness", "https://localhost:1/"]],
        "check": [["stg"], ["stg", "--ping"], ["--whitelist", "-"]],
        "whitelist list": [["stg"]],
        "witnesses": [[], ["stg"]],
        "completions": [["bash"], ["zsh"], ["fish"]],
    },
    "d24-signature": {
        "sign": [["stg"], ["stg", "/dev/null"]],
        "verify": [["stg", "--signature", HEX]],
        "control": [["stg", "1"]],
        "notification": [["stg"]],
        "completions": [["bash"], ["zsh"], ["fish"]],
    },
    "d24-preflight": {
        "run": [["stg"], ["--profile", "host"]],
        "list": [[]],
        "explain": [["signed-ping"]],
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
    """What to give to a verb: as the tables say, or for one that they do not know, nothing and an environment."""
    lines = [[], ["stg"], ["--help"]]
    lines += WORDS.get(tool, {}).get(verb, [])
    return [[tool, *verb.split(), *line] for line in lines]


if __name__ == "__main__":
    sys.exit("this is a table that proofs use, and not one of them")
