"""A program that stops at each of its system calls, so that it can be looked at: ptrace(2)."""

import contextlib
import ctypes
import dataclasses
import errno
import os
import platform
import pty
import signal
import struct
import sys
import termios
import time

from trial import TIME_LIMIT, Wrong

# It stops at thousands of calls, and is looked at each time.
SLOWNESS = 10

LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
LIBC.ptrace.restype = ctypes.c_long

TRACEME, CONT, DETACH, SYSCALL, SETOPTIONS, GET_SYSCALL_INFO = 0, 7, 17, 24, 0x4200, 0x420E
# Calls stop it with 0x80 added to the signal, exec tells of itself, and it dies with us.
OPTIONS = 0x1 | 0x10 | 0x100000
EVENT_EXEC = signal.SIGTRAP | 4 << 8
ENTRY, EXIT = 1, 2

# The calls that this needs to know by name, by machine: asm/unistd.h.
NUMBERS = {
    "x86_64": {0: "read", 7: "poll", 59: "execve", 231: "exit_group", 271: "ppoll", 318: "getrandom"},
    "aarch64": {63: "read", 73: "ppoll", 94: "exit_group", 221: "execve", 278: "getrandom"},
}[platform.machine()]


class ARGUMENTS:
    """Which argument of a call is what."""

    buffer = 0


@dataclasses.dataclass(frozen=True)
class Call:
    """A stop at a system call, before it or behind it."""

    number: int
    name: str
    is_entry: bool
    arguments: tuple
    result: int

    def __str__(self):
        return f"call {self.number} ({self.name})"


class Tracee:
    """A program with its input, its output in files, and perhaps a terminal at which lines are typed."""

    def __init__(self, program, arguments, environment, folder, descriptors=None, typed=None):
        self.words = [str(program), *arguments]
        self.environment = environment
        self.folder = folder
        self.descriptors = dict(descriptors or {})
        self.typed = typed
        self.status = None
        self.shown = b""

    def __str__(self):
        return f"{' '.join(self.words)}: status {self.status}; {self.shown.decode(errors='replace').strip()}"

    def __enter__(self):
        self.controller = self.terminal = None
        if self.typed is not None:
            self.controller, self.terminal = pty.openpty()
        self.output = os.memfd_create("output")
        inputs = {0: os.open("/dev/null", os.O_RDONLY)}
        for number, data in self.descriptors.items():
            inputs[number] = os.memfd_create("input")
            os.write(inputs[number], data)
            os.lseek(inputs[number], 0, os.SEEK_SET)
        self.pid = os.fork()
        if self.pid == 0:
            try:
                self.become(inputs)
            finally:
                os._exit(127)
        for descriptor in inputs.values():
            os.close(descriptor)
        os.waitpid(self.pid, 0)
        self.ptrace(SETOPTIONS, 0, OPTIONS)
        self.memory = os.open(f"/proc/{self.pid}/mem", os.O_RDWR)
        return self

    def become(self, inputs):
        os.chdir(self.folder)
        os.setsid()
        if self.terminal is not None:
            os.close(os.open(os.ttyname(self.terminal), os.O_RDWR))
        for number, descriptor in inputs.items():
            if number != descriptor:
                os.dup2(descriptor, number)
            os.set_inheritable(number, True)
        for number in (1, 2):
            os.dup2(self.output, number)
        LIBC.ptrace(TRACEME, 0, None, None)
        os.execve(self.words[0], self.words, self.environment)

    def __exit__(self, *_):
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.lseek(self.output, 0, os.SEEK_SET)
        self.shown += os.read(self.output, 1 << 20)
        if self.controller is not None:
            os.set_blocking(self.controller, False)
            with contextlib.suppress(BlockingIOError):
                self.shown += os.read(self.controller, 1 << 16)
        for descriptor in (self.memory, self.output, self.controller, self.terminal):
            if descriptor is not None:
                os.close(descriptor)

    def ptrace(self, request, address=None, data=None):
        if LIBC.ptrace(request, self.pid, address, data) < 0:
            raise OSError(ctypes.get_errno(), f"ptrace {request}")

    def write(self, address, data):
        """Changes its memory."""
        os.pwrite(self.memory, data, address)

    def calls(self):
        """Its calls, each before and behind it, up to the end or to where it becomes another program."""
        end = time.monotonic() + SLOWNESS * TIME_LIMIT
        number = 0
        entry = None
        forwarded = 0
        while True:
            self.ptrace(SYSCALL, 0, forwarded)
            forwarded = 0
            _, status = os.waitpid(self.pid, 0)
            if os.WIFEXITED(status) or os.WIFSIGNALED(status):
                self.status = os.waitstatus_to_exitcode(status)
                return
            if time.monotonic() > end:
                raise Wrong(f"{' '.join(self.words)}: did not end within {SLOWNESS * TIME_LIMIT} s")
            if status >> 8 == EVENT_EXEC:
                self.ptrace(DETACH, 0, 0)
                _, status = os.waitpid(self.pid, 0)
                self.status = os.waitstatus_to_exitcode(status)
                return
            if os.WSTOPSIG(status) != signal.SIGTRAP | 0x80:
                forwarded = os.WSTOPSIG(status)
                continue
            stop = self.stop(entry, number)
            if stop.is_entry:
                number += 1
                entry = stop
                self.type_line(stop)
            yield stop

    def stop(self, entry, number):
        buffer = ctypes.create_string_buffer(88)
        self.ptrace(GET_SYSCALL_INFO, len(buffer), ctypes.addressof(buffer))
        operation = buffer.raw[0]
        if operation == ENTRY:
            called, *arguments = struct.unpack_from("<7Q", buffer.raw, 24)
            return Call(number, NUMBERS.get(called, f"{called}"), True, tuple(arguments), 0)
        if operation != EXIT or entry is None:
            raise OSError(errno.EPROTO, "not at a system call")
        result, = struct.unpack_from("<q", buffer.raw, 24)
        return Call(entry.number, entry.name, False, entry.arguments, result)

    def type_line(self, call):
        """Types the next line where it waits for one: what is typed before that is thrown away."""
        if not self.typed or call.name not in ("poll", "ppoll"):
            return
        descriptor, = struct.unpack("<i", os.pread(self.memory, 4, call.arguments[0]))
        try:
            path = os.readlink(f"/proc/{self.pid}/fd/{descriptor}")
        except OSError:
            return
        if path in ("/dev/tty", os.ttyname(self.terminal)) and not self.waiting():
            os.write(self.controller, self.typed.pop(0) + b"\n")

    def waiting(self):
        """How much it has not yet read of what was typed."""
        buffer = ctypes.c_int(0)
        LIBC.ioctl(self.terminal, termios.FIONREAD, ctypes.byref(buffer))
        return buffer.value


if __name__ == "__main__":
    sys.exit("this is what the proofs share, and not one of them")
