"""Errors that a user can cause or mend: one class per cause, each builds its own message.

Every message is one plain line: what happened, why, and what to do. Messages never hold case data (a summary, a name);
they may hold a path or a date as typed by the person at the keyboard. ``exit_code`` follows the table in the README
(interface contract): 2 wrong usage, 3 wrong passphrase or locked, 4 unreadable or damaged input with nothing changed,
5 the store is in use.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the ``chronology`` command: a stable contract for scripts."""

    DONE = 0
    """Done."""
    ISSUES = 1
    """Done, with issues to look at (``check``; ``import`` with skipped rows)."""
    USAGE = 2
    """Wrong usage."""
    LOCKED = 3
    """Wrong passphrase, or no passphrase to be had."""
    UNREADABLE = 4
    """Unreadable or damaged input, or an output that could not be written; nothing was changed."""
    IN_USE = 5
    """The store is in use by another program."""
    BUG = 70
    """A fault of the program itself."""


class ChronologyError(Exception):
    """Base of all errors that are told to the user in one line; anything else that escapes is a bug."""

    exit_code: ExitCode = ExitCode.UNREADABLE


class UsageError(ChronologyError):
    """The command or the form was filled in wrongly."""

    exit_code = ExitCode.USAGE


class OutputNotWritten(ChronologyError):
    """Standard output goes to a file that takes no more."""

    def __init__(self, why: str | None) -> None:
        super().__init__(
            f"The output could not be written: {why or 'the disk reported a fault'}. "
            "What the command saved is safe; make room or send the output elsewhere, and look before running it again."
        )


class OutputClosed(Exception):
    """The reader of our output, such as ``head``, has seen enough: no fault.

    It is no ``BrokenPipeError``, which the argument parser would turn into exit code 1.
    """
