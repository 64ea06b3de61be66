"""States of a host that verbs begin from: each is made once, kept in memory and put back."""

import sys

from trial import NEW_PHRASE

OLD_PHRASE = b"old phrase of twenty\n"
SECOND_PHRASE = b"new phrase of twenty\n"


def state(prepare):
    """Makes a state once, and puts it back afterwards."""
    def enter(trial):
        trial.enter(prepare)
    return enter


@state
def nothing(trial):
    trial.clear()


@state
def bare(trial):
    """A vault with stg, and no credential yet."""
    trial.clear()
    trial.host.must("d24-vault", "init", "--no-phrase", "--name", "host")


@state
def usual(trial):
    """Credentials in stg and prod; a reader of stg and a second writer; an address on the whitelist."""
    bare(trial)
    host = trial.host
    put(trial, "stg", "a")
    host.must("d24-vault", "env", "add", "prod", "--kind", "production", "--base-url",
              "https://api.directa24.com")
    put(trial, "prod", "b")
    for name in ["reader", "second", "third"]:
        trial.party(name).must("d24-vault", "identity", "new")
    host.must("d24-vault", "slot", "add", trial.party("reader").recipient(), "--name", "reader", "--env",
              "stg")
    host.must("d24-vault", "slot", "add", trial.party("second").recipient(), "--name", "second", "--role",
              "writer")
    host.must("d24-egress", "whitelist", "add", "stg", "203.0.113.7")


def put(trial, environment, name):
    trial.host.must("d24-vault", "put", environment, "--stdin", descriptors={0: credential(trial, name)})


def credential(trial, name):
    return trial.credentials[name].lines


@state
def with_phrase(trial):
    usual(trial)
    trial.host.must("d24-vault", "slot", "add", "--phrase", "--new-unlock-fd", NEW_PHRASE,
                    descriptors={NEW_PHRASE: OLD_PHRASE})
    write_once_more(trial)


def write_once_more(trial):
    """So that the previous file has what is to be taken away, too."""
    trial.host.must("d24-vault", "env", "set", "prod", "--scan-path", "/opt")


@state
def asking_here(trial):
    """Where D24 and the witnesses would be on this host, which has none."""
    with_phrase(trial)
    trial.host.must("d24-vault", "env", "set", "stg", "--base-url", "https://localhost:1", "--witness",
                    "https://localhost:2/", "--witness", "https://localhost:3/", "--witness",
                    "https://localhost:4/")
    stage(trial, "c")


@state
def staged(trial):
    usual(trial)
    stage(trial, "c")


@state
def staged_for_a_while(trial):
    staged(trial)
    write_once_more(trial)


def stage(trial, name):
    trial.host.must("d24-rotate", "stage", "stg", "--stdin", descriptors={0: credential(trial, name)})


@state
def rotated(trial):
    """v1 previous, v2 current."""
    staged(trial)
    trial.host.must("d24-rotate", "promote", "stg", "--force", "rehearsal")


@state
def rotated_alone(trial):
    """As before, and D24 is where nobody listens."""
    rotated(trial)
    trial.host.must("d24-vault", "env", "set", "stg", "--base-url", "https://localhost:1")


@state
def usual_here(trial):
    """stg is at the stand-in, whose panel has keys that the vault does not know yet."""
    usual(trial)
    trial.host.must("d24-vault", "env", "set", "stg", "--base-url", trial.d24("c"))
    trial.host.must("d24-vault", "env", "add", "far", "--kind", "staging", "--base-url", "https://far.example.com")


@state
def staged_here(trial):
    usual_here(trial)
    stage(trial, "c")


def proven_here(trial):
    """Made anew each time: a verification is valid for minutes only."""
    staged_here(trial)
    trial.d24("c")
    trial.host.must("d24-rotate", "verify", "stg")


@state
def rotated_here(trial):
    """v1 previous, v2 current, at the stand-in."""
    staged_here(trial)
    trial.host.must("d24-rotate", "promote", "stg", "--force", "rehearsal")


def rotated_back_here(trial):
    """As before, but the panel has the previous keys again."""
    rotated_here(trial)
    trial.d24("a")


def rotated_for_good_here(trial):
    """As before, and the panel has the current keys."""
    rotated_here(trial)
    trial.d24("c")


def staged_and_asked(trial):
    staged_here(trial)
    trial.d24("c")


def new_in_the_panel(trial):
    usual_here(trial)
    trial.d24("c")


@state
def rotated_and_staged(trial):
    """v1 previous, v2 current, v3 pending; two promotions in a row that are forced would be refused."""
    usual(trial)
    trial.host.must("d24-vault", "put", "stg", "--replace", "--yes", "--stdin", descriptors={0: credential(trial, "c")})
    stage(trial, "d")


@state
def other_host(trial):
    """A vault of another host, with files of its generations; this host has an identity and a slot there."""
    trial.clear()
    other = trial.party("other")
    other.must("d24-vault", "init", "--no-phrase", "--name", "other")
    other.must("d24-vault", "put", "stg", "--stdin", descriptors={0: credential(trial, "a")})
    trial.host.must("d24-vault", "identity", "new")
    other.must("d24-vault", "slot", "add", trial.host.recipient(), "--name", "host", "--role", "writer")
    files = []
    for number in range(4):
        files.append(other.vault.read_bytes())
        other.must("d24-vault", "env", "add", f"from-other-{number}", "--kind", "staging", "--base-url",
                   f"https://other-{number}.example.com")
    trial.inputs["files"] = files
    trial.inputs["signer"] = f"{other.header('vault')}:{other.header('signer')}"


@state
def receiver(trial):
    """The first of those files has been received."""
    other_host(trial)
    trial.host.must("d24-vault", "receive", "--signer", trial.inputs["signer"],
                    descriptors={0: trial.inputs["files"][0]})


@state
def unpinned(trial):
    """The vault is in place, as rsync would bring it, and this host knows nothing of it."""
    other_host(trial)
    trial.host.vault.parent.mkdir()
    trial.host.vault.write_bytes(trial.inputs["files"][0])


@state
def behind(trial):
    """A newer file was copied into place than the pin knows."""
    receiver(trial)
    trial.host.vault.write_bytes(trial.inputs["files"][1])


@state
def rolled_back(trial):
    """An older file is in place than the pin knows."""
    usual(trial)
    old = trial.host.vault.read_bytes()
    trial.host.must("d24-vault", "env", "set", "stg", "--scan-path", "/later")
    trial.host.vault.write_bytes(old)


@state
def damaged(trial):
    """Half of the vault is gone; what the last write replaced is there."""
    usual(trial)
    data = trial.host.vault.read_bytes()
    trial.host.vault.write_bytes(data[:len(data) // 2])


@state
def next_in_place(trial):
    """The vault in place is by another signer, whom the pin does not know yet."""
    usual(trial)
    pin = {
        path.name: path.read_bytes() for path in trial.host.trust.iterdir() if path.is_file()}
    trial.host.must("d24-vault", "reseal", "--new-signer")
    for name, data in pin.items():
        (trial.host.trust / name).write_bytes(data)


if __name__ == "__main__":
    sys.exit("these are states that proofs begin from, and not a proof")
