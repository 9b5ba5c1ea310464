"""A text in the worker's own editor: a private file that is plain text while the editor is open, and is wiped afterwards.

The file lies in a folder that only its owner can enter: in memory where the system offers such a place for each user
(``XDG_RUNTIME_DIR``), else in the temporary folder. Everything that the editor left in that folder is written over and removed.
A folder of a run that was killed is cleared away by the next one.
"""

from __future__ import annotations

import os
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from chronology_tui.domain.text import MAX_TEXT
from chronology_tui.errors import ChronologyError, ExitCode

_PREFIX = "chronology-edit-"


class EditorRefused(ChronologyError):
    """No editor could be opened, or what it left cannot be read; the text is as it was."""

    exit_code = ExitCode.USAGE


def editor_command(environ: Mapping[str, str] | None = None) -> list[str]:
    """Return the command of the worker's editor: ``$VISUAL``, else ``$EDITOR``.

    Raises:
        EditorRefused: neither names a program that is there.
    """
    environ = os.environ if environ is None else environ
    named = environ.get("VISUAL", "").strip() or environ.get("EDITOR", "").strip()
    if not named:
        raise EditorRefused("There is no editor to open: set VISUAL or EDITOR to one, such as EDITOR=nano, and start again.")
    try:
        command = shlex.split(named, posix=sys.platform != "win32")
    except ValueError:
        command = []
    if not command or shutil.which(command[0], path=environ.get("PATH")) is None:
        raise EditorRefused("The editor that VISUAL or EDITOR names is not on this computer. Set it to one that is.")
    return command


def edited_outside(text: str, command: list[str], run: Callable[[list[str]], int] | None = None) -> str:
    """Return a text as the worker's editor left it; see the module for what becomes of the file.

    Args:
        text: the text to begin with.
        command: of :func:`editor_command`.
        run: runs the editor with the file's name and returns its exit code.

    Raises:
        EditorRefused: the editor failed, or left no text that can be read; the text is to stay as it was.
    """
    try:
        with _private_folder() as folder:
            file = folder / "text.txt"
            handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, stat.S_IRUSR | stat.S_IWUSR)
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="") as writing:
                writing.write(text + ("" if text.endswith("\n") or not text else "\n"))
            code = (run or _run)([*command, str(file)])
            if code:
                raise EditorRefused(f"The editor ended with a fault (code {code}), so the text stays as it was.")
            if file.stat().st_size > 4 * MAX_TEXT:
                raise EditorRefused("The editor left a text that is too long to keep, so the text stays as it was.")
            left = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise EditorRefused("The editor left a text that is not UTF-8, so the text stays as it was.") from None
    except OSError as error:
        raise EditorRefused(f"The editor could not be used ({error.strerror}), so the text stays as it was.") from None
    return left if text.endswith("\n") else left.removesuffix("\n")


def _run(command: list[str]) -> int:
    return subprocess.run(command, check=False).returncode  # noqa: S603 - the worker's own editor


@contextmanager
def _private_folder() -> Iterator[Path]:
    """Yield a folder that only its owner can enter; all that is in it is wiped at the end."""
    base = place_of_files()
    for stray in base.glob(f"{_PREFIX}*"):
        if _is_left(stray):
            _wipe(stray)
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=base))
    try:
        yield folder
    finally:
        _wipe(folder)


def place_of_files(environ: Mapping[str, str] | None = None) -> Path:
    """Return where the file lies while the editor is open."""
    environ = os.environ if environ is None else environ
    runtime = Path(environ.get("XDG_RUNTIME_DIR") or "")
    if runtime.is_absolute() and runtime.is_dir() and os.access(runtime, os.W_OK | os.X_OK):
        return runtime
    return Path(tempfile.gettempdir())


def _is_left(folder: Path) -> bool:
    """Whether a folder belongs to a run of this user that has ended."""
    number = folder.name.removeprefix(_PREFIX).partition("-")[0]
    if not hasattr(os, "getuid") or not number.isdecimal() or folder.is_symlink():
        return False
    with suppress(OSError):
        if folder.stat().st_uid != os.getuid():
            return False
        try:
            os.kill(int(number), 0)
        except ProcessLookupError:
            return True
    return False


def _wipe(folder: Path) -> None:
    """Write over every file in a folder, then remove it."""
    with suppress(OSError):
        for file in folder.rglob("*"):
            if file.is_file() and not file.is_symlink():
                with file.open("r+b") as writing:
                    writing.write(bytes(file.stat().st_size))
                    writing.flush()
                    os.fsync(writing.fileno())
    shutil.rmtree(folder, ignore_errors=True)
