"""A real pseudo-terminal with a screen in memory, to drive the program as a person would."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

KEYS = {
    "down": "\x1b[B", "up": "\x1b[A", "right": "\x1b[C", "left": "\x1b[D", "pagedown": "\x1b[6~", "pageup": "\x1b[5~",
    "home": "\x1b[H", "end": "\x1b[F", "enter": "\r", "escape": "\x1b", "tab": "\t", "ctrl+q": "\x11", "ctrl+p": "\x10",
    "ctrl+e": "\x05", "ctrl+u": "\x15", "ctrl+s": "\x13", "f2": "\x1bOQ", "f3": "\x1bOR", "slash": "/", "question_mark": "?",
}  # fmt: skip

_NO_BARS = dict.fromkeys(map(ord, "▁▂▃▄▅▆▇█"), " ")


class Terminal:
    """Runs ``command`` on a pseudo-terminal of ``columns`` by ``rows`` cells."""

    def __init__(self, command: Sequence[str], columns: int, rows: int, environ: Mapping[str, str] | None = None) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.started = time.perf_counter()
        self.exit_code: int | None = None
        self.received = bytearray()
        """Everything that the program has sent to the terminal."""
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            # The size and the colours are those of this terminal; readline sets COLUMNS behind Python's back, so the
            # environment is handed over whole.
            inherited = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES", "NO_COLOR"}}
            given = {**inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(environ or {})}
            os.execvpe(command[0], list(command), given)  # noqa: S606 - the command under test, no shell

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def pump(self, quiet: float, limit: float) -> float | None:
        """Read until ``quiet`` seconds pass without output; return when the last byte came, or None when none did."""
        last, end = None, time.perf_counter() + limit
        while time.perf_counter() < end:
            if not select.select([self._fd], [], [], quiet)[0]:
                break
            try:
                data = os.read(self._fd, 65536)
            except OSError:
                break
            if not data:
                break
            last = time.perf_counter()
            if b"\x1b[?2026$p" in data:  # answer what a real terminal would answer
                os.write(self._fd, b"\x1b[?2026;2$y")
            if b"\x1b[6n" in data:
                os.write(self._fd, b"\x1b[1;1R")
            self._feed(data)
        return last

    def _feed(self, data: bytes) -> None:
        self.received += data
        # pyte does not know private CSI with '>', '<' or '=' and would print their tails.
        self._stream.feed(data.replace(b"\x1b[>", b"\x1b[?").replace(b"\x1b[<", b"\x1b[?").replace(b"\x1b[=", b"\x1b[?"))

    @property
    def text(self) -> str:
        return "\n".join(self.screen.display)

    def wait_for(self, text: str, limit: float = 30.0) -> float | None:
        """Wait until ``text`` is on the screen; return the seconds since the start, or None when it never came."""
        end = time.perf_counter() + limit
        while time.perf_counter() < end:
            self.pump(quiet=0.005, limit=0.05)
            if text in self.text:
                return time.perf_counter() - self.started
        return None

    def send(self, *keys: str) -> None:
        """Press keys, by name or as text."""
        for key in keys:
            os.write(self._fd, KEYS.get(key, key).encode())

    def press(self, key: str) -> float | None:
        """Press a key; return the milliseconds until the last byte of what it painted, or None when it painted nothing."""
        sent = time.perf_counter()
        self.send(key)
        return self._painted(sent)

    def resize(self, columns: int, rows: int) -> float | None:
        """Change the size of the window; return the milliseconds until every word was where it stayed.

        A program may paint the same again, or put its scroll bar right, for longer.
        """
        self.screen.resize(rows, columns)
        sent = time.perf_counter()
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        shown: list[tuple[float, str]] = []
        for at, data in self._burst(first=0.5, quiet=0.5):
            self._feed(data)
            shown.append((at, self.text.translate(_NO_BARS)))
        stayed = None
        for at, text in reversed(shown):
            if text != shown[-1][1]:
                break
            stayed = (at - sent) * 1000
        return stayed

    def _painted(self, sent: float) -> float | None:
        """Return the milliseconds from ``sent`` to the last byte of the burst that is painted then."""
        burst = self._burst(first=0.5, quiet=0.03)
        self._feed(b"".join(data for _, data in burst))
        return (burst[-1][0] - sent) * 1000 if burst else None

    def _burst(self, first: float, quiet: float) -> list[tuple[float, bytes]]:
        """Return what comes, and when, from within ``first`` seconds on until nothing does for ``quiet`` seconds.

        Nothing is laid out on the screen in memory meanwhile: that takes longer than painting it.
        """
        came: list[tuple[float, bytes]] = []
        wait = first
        while select.select([self._fd], [], [], wait)[0]:
            data = os.read(self._fd, 65536)
            came.append((time.perf_counter(), data))
            wait = quiet
        return came

    @property
    def memory(self) -> float:
        """MiB of memory that the program holds now."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024

    @property
    def cpu(self) -> float:
        """Seconds of processor time that the program has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def wait_exit(self, limit: float = 20.0) -> int | None:
        """Wait for the program to end; return its exit code."""
        end = time.perf_counter() + limit
        while self.exit_code is None and time.perf_counter() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.exit_code = os.waitstatus_to_exitcode(status)
            else:
                self.pump(quiet=0.01, limit=0.05)
        return self.exit_code

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    @property
    def echoes(self) -> bool:
        """Whether the terminal shows what is typed and reads it by lines, as a shell expects it to."""
        local = termios.tcgetattr(self._fd)[3]
        return bool(local & termios.ECHO and local & termios.ICANON)

    def hang_up(self) -> None:
        """Close the terminal under the program, as closing its window does."""
        os.close(self._fd)
        self._fd = os.open(os.devnull, os.O_RDONLY)

    def close(self) -> None:
        """End the program."""
        if self.exit_code is None:
            os.kill(self.pid, signal.SIGTERM)
            if self.wait_exit(2.0) is None:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
        os.close(self._fd)
