"""A command run bare and through `d24-vault exec`, in the same circumstances."""

import subprocess
import sys

from trial import TIME_LIMIT, Wrong


class Side:
    """The command bare, or through exec; everything else is the same."""

    def __init__(self, trial, options=None):
        self.trial = trial
        self.options = options

    @property
    def is_bare(self):
        return self.options is None

    def line(self, command):
        if self.is_bare:
            return list(command)
        return [str(self.trial.tools / "d24-vault"), "exec", *self.options, "stg", "--", *command]

    def start(self, command, prepare=None, environment=None, **options):
        """Starts it. `prepare` runs in the new process before it becomes the tool or the command."""
        found = self.trial.host.environment(PATH="/usr/bin:/bin") if environment is None else environment
        return subprocess.Popen(
            self.line(command), env=found, cwd=self.trial.scratch, preexec_fn=prepare, restore_signals=False,
            **({"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options))

    def run(self, command, prepare=None, environment=None, **options):
        process = self.start(command, prepare, environment, **options)
        try:
            stdout, stderr = process.communicate(timeout=TIME_LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Wrong(f"{command} did not end") from None
        return process.returncode, stdout, stderr


def sides(trial):
    return Side(trial), Side(trial, []), Side(trial, ["--as", "fd"])


def same(trial, what, command, prepare=None, reduce=lambda outcome: outcome, **options):
    """Runs a command bare and through exec, both ways, and expects the same of them."""
    bare, *through = sides(trial)
    expected = reduce(bare.run(command, prepare, **options))
    for side in through:
        found = reduce(side.run(command, prepare, **options))
        if found != expected:
            raise Wrong(f"{what}, exec {' '.join(side.options)}: {found} and not {expected}")
    return expected


if __name__ == "__main__":
    sys.exit("this is what the proof of exec compares, and not a proof")
