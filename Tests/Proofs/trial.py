"""A host of its own for a proof: vault, identities and pins in a folder, tools that are run on them, and what
is to be seen there afterwards.

A proof prepares states of that folder, keeps them in memory, and puts one back before each trial, always at the
same path: pins are named after the path of their vault.
"""

import base64
import contextlib
import dataclasses
import json
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

from secrets_of import keys_of

ROOT = Path(__file__).resolve().parent.parent.parent
# No run of a tool takes so long, even on a busy machine; one that does hangs.
TIME_LIMIT = 60

FIELDS = ["api-key", "api-passphrase", "api-signature"]
# Where descriptors are put that tools are told to read; far above those that Python uses.
CREDENTIALS = 201
PHRASE = 202
NEW_PHRASE = 203


class Wrong(Exception):
    """Something is not as it has to be; the text says what."""


@dataclasses.dataclass(frozen=True)
class Outcome:
    """How a run of a tool ended. A signal is negative, as subprocess has it."""

    command: list
    status: int
    stdout: bytes
    stderr: bytes

    def __str__(self):
        text = f"{' '.join(map(str, self.command))}: status {self.status}"
        for name, data in (("stdout", self.stdout), ("stderr", self.stderr)):
            if data:
                text += f"; {name}: {data.decode(errors='replace').strip()}"
        return text


@dataclasses.dataclass(frozen=True)
class Credential:
    """A triple whose values occur nowhere else, so that they can be searched for."""

    key: str
    passphrase: str
    signature: str

    @staticmethod
    def made(generator, name):
        def value(part, digits):
            return f"sentinel-{name}-{part}-{generator.getrandbits(4 * digits):0{digits}x}"

        return Credential(value("k", 8), value("p", 8), value("s", 32))

    @property
    def lines(self):
        return (f"D24_API_KEY={self.key}\nD24_API_PASSPHRASE={self.passphrase}\n"
                f"D24_API_SIGNATURE={self.signature}\n").encode()

    @property
    def values(self):
        return [self.key.encode(), self.passphrase.encode(), self.signature.encode()]


def content(path):
    """What lies in a folder: each path below it with its mode, and the bytes of files."""
    found = {}
    for folder, folders, files in os.walk(path):
        for name in sorted(folders):
            full = os.path.join(folder, name)
            found[os.path.relpath(full, path)] = (os.stat(full).st_mode & 0o7777, None)
        for name in sorted(files):
            full = os.path.join(folder, name)
            with open(full, "rb") as file:
                found[os.path.relpath(full, path)] = (os.fstat(file.fileno()).st_mode & 0o7777, file.read())
    return found


def put_content(path, found):
    """Makes a folder, which may be a mount point, hold exactly this."""
    os.makedirs(path, exist_ok=True)
    for name in os.listdir(path):
        full = os.path.join(path, name)
        if os.path.isdir(full):
            shutil.rmtree(full)
        else:
            os.unlink(full)
    for name, (mode, data) in found.items():
        full = os.path.join(path, name)
        if data is None:
            os.mkdir(full)
        else:
            descriptor = os.open(full, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            os.write(descriptor, data)
            os.close(descriptor)
        os.chmod(full, mode)


class Host:
    """One host's folder: `vault/vault`, `trust` and `identity`."""

    def __init__(self, trial, name):
        self.trial = trial
        self.folder = trial.root / name
        self.vault = self.folder / "vault" / "vault"
        self.trust = self.folder / "trust"
        self.identity = self.folder / "identity"

    def environment(self, **more):
        return {
            "PATH": os.environ["PATH"], "HOME": str(self.folder), "TMPDIR": str(self.trial.scratch),
            "SWIFT_BACKTRACE": "enable=no", "D24_VAULT": str(self.vault),
            "D24_IDENTITY": str(self.identity), "D24_TRUST": str(self.trust),
        } | {name: str(value) for name, value in more.items()}

    def run(self, *command, reveals=False, descriptors=None, before=(), **more):
        """Runs a tool as this host; see ``Trial.run``."""
        return self.trial.run(command, self.environment(**more), reveals=reveals, descriptors=descriptors,
                              before=before)

    def must(self, *command, status=0, **options):
        """Runs a tool that has to end with this status, or one of these."""
        outcome = self.run(*command, **options)
        wanted = [status] if isinstance(status, int) else status
        if outcome.status not in wanted:
            raise Wrong(f"{outcome}; expected {wanted}")
        return outcome

    def json(self, *command, **options):
        return json.loads(self.must(*command, "--json", **options).stdout)

    def recipient(self):
        return self.must("d24-vault", "identity", "recipient").stdout.decode().strip()

    def header(self, name):
        return header(self.vault.read_bytes())[name]

    def pin(self):
        """The lines of this host's pin, as a dictionary; None where there is none."""
        if not self.trust.is_dir():
            return None
        files = [path for path in self.trust.iterdir() if re.fullmatch("[0-9a-f]{32}", path.name)]
        if not files:
            return None
        if len(files) > 1:
            raise Wrong(f"more than one pin: {files}")
        lines = files[0].read_text().splitlines()
        return dict(line.split(" ", 1) for line in lines)


def header(vault):
    """The lines at the beginning of a vault that stand there once, as a dictionary."""
    found = {}
    for line in vault.split(b"\nbody ", 1)[0].splitlines():
        name, _, value = line.decode().partition(" ")
        found.setdefault(name, value)
    return found


class Trial:
    """A folder for trials, at a path that stays, with everything that a worker needs."""

    def __init__(self, root, tools, seed):
        self.root = Path(root)
        self.tools = Path(tools)
        self.seed = seed
        self.scratch = self.root / "scratch"
        self.host = Host(self, "host")
        self.inputs = {}
        self.sentinels = []
        self.phrases = set()
        self.states = {}
        self.panel = self.root / "panel"
        self.base_url = None
        self.root.mkdir(parents=True, exist_ok=True)
        self.scratch.mkdir(exist_ok=True)
        generator = random.Random(f"{seed} secrets")
        self.credentials = {name: self.secret(generator, name) for name in ["a", "b", "c", "d"]}

    def secret(self, generator, name):
        credential = Credential.made(generator, name)
        self.sentinels += credential.values
        return credential

    def party(self, name):
        """Another host, which knows nothing of the vault yet."""
        return Host(self, f"parties/{name}")

    def d24(self, name):
        """The base URL of a stand-in for D24 whose panel has this credential; it serves until this process ends."""
        self.panel.write_bytes(self.credentials[name].lines)
        self.panel.chmod(0o600)
        if self.base_url is None:
            authority = Path(os.environ["D24_TEST_AUTHORITY"])
            serving = subprocess.Popen(
                [ROOT / "scripts" / "standin", "--credentials", self.panel, "--certificate", authority / "server.pem",
                 "--key", authority / "server.key", "--die-with-parent"], stdout=subprocess.PIPE)
            line = serving.stdout.readline().decode()
            found = re.search(r"https://localhost:\d+", line)
            if found is None:
                raise Wrong(f"the stand-in said {line!r}")
            self.base_url = found[0]
        return self.base_url

    def run(self, command, environment, reveals=False, descriptors=None, before=()):
        """Runs a tool, by its name, and looks for secrets in what it prints; see ``check_silent``.

        `descriptors` maps numbers to what can be read from them; `before` is put before the tool's path, such
        as strace and its options. Standard input is empty unless it is among the descriptors.
        """
        tool = self.tools / command[0]
        words = [*map(str, before), str(tool), *map(str, command[1:])]
        keys = self.keys()
        with contextlib.ExitStack() as stack:
            kept = []
            stdin = subprocess.DEVNULL
            for number, data in (descriptors or {}).items():
                if number in (PHRASE, NEW_PHRASE):
                    self.phrases.add(data.strip())
                file = os.memfd_create("input")
                os.write(file, data)
                os.lseek(file, 0, os.SEEK_SET)
                if number == 0:
                    stdin = file
                    stack.callback(os.close, file)
                    continue
                os.dup2(file, number)
                os.close(file)
                stack.callback(os.close, number)
                kept.append(number)
            process = subprocess.Popen(
                words, env=environment, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                pass_fds=kept, cwd=self.scratch)
            try:
                stdout, stderr = process.communicate(timeout=TIME_LIMIT)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                raise Wrong(f"{' '.join(words)}: did not end within {TIME_LIMIT} s") from None
        outcome = Outcome(list(command), process.returncode, stdout, stderr)
        self.check_silent(outcome, reveals, keys)
        return outcome

    def check_silent(self, outcome, reveals, before=None):
        """No secret is in what was printed, nor a key that was there `before`; standard output may have credentials
        where they were asked for."""
        printed = outcome.stdout + outcome.stderr
        for sentinel in self.sentinels:
            if sentinel in (outcome.stderr if reveals else printed):
                raise Wrong(f"{' '.join(map(str, outcome.command))}: a secret was printed")
        for name, key in ((before or {}) | self.keys()).items():
            if any(form in printed for form in forms(key)):
                raise Wrong(f"{' '.join(map(str, outcome.command))}: the {name} was printed")

    def keys(self):
        """Phrases that were handed over, and the keys of all who are here and of the host's vault."""
        parties = [Host(self, path.relative_to(self.root)) for path in sorted((self.root / "parties").glob("*"))]
        phrases = {f"phrase {number}": phrase for number, phrase in enumerate(sorted(self.phrases))}
        return phrases | keys_of([self.host, *parties], self.host.vault)

    # States

    def save(self):
        """Everything that trials change, in memory."""
        return content(self.host.folder)

    def restore(self, state):
        put_content(self.host.folder, state)

    def enter(self, prepare):
        """Has what `prepare` makes, which is called once and then remembered."""
        name = prepare.__name__
        if name not in self.states:
            prepare(self)
            self.states[name] = content(self.host.folder), content(self.root / "parties"), dict(self.inputs)
        host, parties, inputs = self.states[name]
        put_content(self.host.folder, host)
        put_content(self.root / "parties", parties)
        self.inputs = dict(inputs)

    def clear(self):
        """Nothing is left but the folder of the host."""
        for name in ["host", "parties"]:
            shutil.rmtree(self.root / name, ignore_errors=True)
            (self.root / name).mkdir()
        self.inputs = {}


def forms(key):
    """A key as it is, and as programs print one."""
    return [key, key.hex().encode(), base64.b64encode(key).rstrip(b"="), base64.urlsafe_b64encode(key).rstrip(b"=")]


if __name__ == "__main__":
    sys.exit("this is what the proofs share, and not one of them")
