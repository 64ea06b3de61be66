"""What `d24-vault exec` hands over beside what the command would have had: the parts of that proof about secrets."""

import ctypes
import fcntl
import json
import subprocess
import sys

from exec_sides import Side, same, sides
from trial import FIELDS, Wrong

VARIABLES = {"api-key": "D24_API_KEY", "api-passphrase": "D24_API_PASSPHRASE", "api-signature": "D24_API_SIGNATURE"}
BASE_URL = "https://api-stg.directa24.com"

FILES = """
import fcntl, json, os, sys
found = {}
for name in ("API_KEY", "API_PASSPHRASE", "API_SIGNATURE"):
    path = os.environ[f"D24_{name}_FILE"]
    number = int(path.removeprefix("/proc/self/fd/"))
    found[name] = [os.read(number, 4096).decode(), open(path).read(), open(path).read(),
                   fcntl.fcntl(number, fcntl.F_GET_SEALS), number]
    try:
        os.pwrite(number, b"x", 0)
        found[name].append("writable")
    except PermissionError:
        pass
print(json.dumps(found))
"""


def arguments(trial, options, tally):
    """Words as they are, and nothing secret among them, of the tool's own process either."""
    lists = [[], [b""], [b"a b", b"*", b"$HOME", b"'", b'"', b"\\"], [b"\xff\xfe", b"\x01", b"\n"], [b"--", b"--json"],
             [b"--as", b"fd", b"stg"], [b"x" * 100_000], [b"%d" % number for number in range(1000)]]
    for words in lists:
        same(trial, f"{words[:3]}", ["cat", "/proc/self/cmdline", *[b"./" + word for word in words]],
             reduce=lambda outcome: outcome[:2])
        printed = same(trial, f"{words[:3]}", ["printf", "%s|", *words])
        if printed[1] != b"|".join(words) + b"|":
            raise Wrong(f"{words[:3]} became {printed[1][:80]}")
        tally.counts["comparisons"] += 2
    trace = trial.scratch / "arguments"
    for side in sides(trial)[1:]:
        line = ["strace", "-f", "-v", "-s", "100000", "-e", "trace=execve", "-o", trace, *side.line(["true"])]
        subprocess.run(line, env=trial.host.environment(), stdin=subprocess.DEVNULL, check=True)
        text = trace.read_bytes()
        calls = [line for line in text.splitlines() if b"execve(" in line]
        if len(calls) < 2:
            raise Wrong(f"{len(calls)} calls of execve")
        for call in calls:
            # The environment follows the arguments, from the second list on.
            arguments_of_call = call.split(b"], [")[0]
            for sentinel in trial.sentinels:
                if sentinel in arguments_of_call:
                    raise Wrong("a secret is in the arguments")
            is_last = call is calls[-1]
            if is_last and not side.options and trial.credentials["a"].values[0] not in call:
                raise Wrong("the last execve does not show the environment: the trace proves nothing")
            if side.options and any(sentinel in call for sentinel in trial.sentinels):
                raise Wrong("with --as fd, a secret is in the environment")
        tally.counts["comparisons"] += 1


def environment(trial, options, tally):
    """The command's is ours without what was meant for the tool, and with the secrets."""
    host = trial.host
    plain = {"PATH": "/usr/bin:/bin", "HOME": "/nowhere", "EMPTY": "", "COLOUR": "red", "_": "x", "d24_lower": "kept",
             "D2": "kept", "XD24_A": "kept", "LINES": "a\nb", "D24": "kept", "CREDENTIALS_DIRECTORY_X": "kept"}
    inputs = host.environment() | {
        "D24_SIGNER": f"vault {host.header('vault')} {host.header('signer')}", "D24_API_KEY": "old",
        "D24_API_KEY_FILE": "/old", "D24_BASE_URL": "https://old.example.com", "D24_": "old", "D24_UNLOCK": "old",
        "D24_PROOF": "old", "CREDENTIALS_DIRECTORY": str(trial.scratch),
    }
    given = {name: value for name, value in inputs.items()
             if name.startswith("D24_") or name == "CREDENTIALS_DIRECTORY"}
    values = dict(zip(FIELDS, (trial.credentials["a"].key, trial.credentials["a"].passphrase,
                               trial.credentials["a"].signature)))
    secrets = {VARIABLES[field]: value for field, value in values.items()} | {"D24_BASE_URL": BASE_URL}
    renamed = dict(secrets)
    renamed["LOGIN"] = renamed.pop("D24_API_KEY")
    for extra, wanted_secrets in (([], secrets), (["--name", "api-key=LOGIN"], renamed),
                                  (["--name", "api-key=COLOUR"], {"COLOUR": values["api-key"]} | {
                                      name: value for name, value in secrets.items() if name != "D24_API_KEY"})):
        found = block(Side(trial, extra), plain | given)
        if sorted(found) != sorted((plain | wanted_secrets).items()):
            differing = sorted(name for name, _ in set(found) ^ set((plain | wanted_secrets).items()))
            raise Wrong(f"exec {' '.join(extra)}: otherwise than expected are {', '.join(differing)}")
        tally.counts["comparisons"] += 1
    found = dict(block(Side(trial, ["--as", "fd"]), plain | given))
    names = set(plain) | {"D24_BASE_URL"} | {f"{name}_FILE" for name in VARIABLES.values()}
    if set(found) != names:
        raise Wrong(f"--as fd: {sorted(set(found) ^ names)}")
    tally.counts["comparisons"] += 1
    odd_environment(trial, tally, plain | given, secrets)


def block(side, environment_of_tool):
    """The child's environment, entry by entry, so that a name that occurs twice is seen."""
    status, stdout, stderr = side.run(["cat", "/proc/self/environ"], environment=environment_of_tool)
    if status != 0:
        raise Wrong(f"status {status}: {stderr}")
    return [tuple(entry.decode().split("=", 1)) for entry in stdout.split(b"\0")[:-1]]


def odd_environment(trial, tally, variables, secrets):
    """Entries that no shell would make: names twice, no equals sign, no UTF-8."""
    entries = [f"{name}={value}".encode() for name, value in variables.items()]
    entries += [b"D24_API_KEY=older", b"D24_API_KEY=oldest", b"TWICE=1", b"TWICE=2", b"NOT_UTF8=\xff\xfe",
                b"NO_EQUALS", b"=EMPTY_NAME"]
    side = Side(trial, [])
    line = [word if isinstance(word, bytes) else word.encode()
            for word in side.line(["cat", "/proc/self/environ"])]
    libc = ctypes.CDLL(None)

    def become():
        argv = (ctypes.c_char_p * (len(line) + 1))(*line, None)
        envp = (ctypes.c_char_p * (len(entries) + 1))(*entries, None)
        libc.execve(line[0], argv, envp)

    status, stdout, stderr = side.run(["true"], become)
    if status != 0:
        raise Wrong(f"with odd entries, status {status}: {stderr}")
    found = stdout.split(b"\0")[:-1]
    for name, value in secrets.items():
        mine = [entry for entry in found if entry.startswith(name.encode() + b"=")]
        if mine != [f"{name}={value}".encode()]:
            raise Wrong(f"with odd entries, {name} is there {len(mine)} times, or with another value")
    ours = [entry for entry in found if entry.startswith(b"D24_")]
    if len(ours) != len(secrets):
        raise Wrong(f"with odd entries, {len(ours)} begin with D24_")
    if b"NOT_UTF8=\xff\xfe" not in found:
        raise Wrong("a value that is not UTF-8 was not handed on")
    tally.counts["comparisons"] += 1


def files(trial, options, tally):
    """With --as fd: three sealed files, each to be read again and again."""
    side = Side(trial, ["--as", "fd"])
    status, stdout, stderr = side.run([sys.executable, "-I", "-c", FILES])
    if status != 0:
        raise Wrong(f"status {status}: {stderr}")
    values = dict(zip(("API_KEY", "API_PASSPHRASE", "API_SIGNATURE"), (
        trial.credentials["a"].key, trial.credentials["a"].passphrase, trial.credentials["a"].signature)))
    found = json.loads(stdout)
    seals = fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE
    for name, value in values.items():
        first, second, third, sealed, number, *writable = found[name]
        if [first, second, third] != [value] * 3:
            raise Wrong(f"{name} reads otherwise than it was stored")
        if sealed & seals != seals or writable:
            raise Wrong(f"{name} is not sealed: {sealed:#x}")
        if number < 3:
            raise Wrong(f"{name} is descriptor {number}")
        tally.counts["comparisons"] += 1


if __name__ == "__main__":
    sys.exit("these are parts of the proof of exec, and not a proof")
