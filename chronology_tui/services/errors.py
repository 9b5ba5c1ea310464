"""Errors that the user can cause or mend, from all services, in one place for the command line and the screen."""

from __future__ import annotations

from pathlib import Path

from chronology_tui.domain.dates import DateRefused
from chronology_tui.errors import ChronologyError, ExitCode, UsageError
from chronology_tui.importing.candidates import UnreadableFile
from chronology_tui.importing.mapping import BadMap
from chronology_tui.store.errors import (
    NotAStore,
    PassphraseNeeded,
    PlainBuild,
    StoreDamaged,
    StoreExists,
    StoreInUse,
    StoreMissing,
    StoreNotWritten,
    StoreTooNew,
    WrongPassphrase,
)

__all__ = [
    "BadMap", "BadPassphrase", "BadPolicy", "ChildUnknown", "ChronologyError", "DateRefused", "ExitCode", "FileExists",
    "FileNotWritten", "InvalidRecord", "LineRefused", "NotAStore", "PassphraseNeeded", "PlainBuild", "StoreDamaged",
    "StoreExists", "StoreInUse", "StoreMissing", "StoreNotWritten", "StoreTooNew", "UnreadableFile", "UsageError",
    "WrongPassphrase",
]  # fmt: skip


class ChildUnknown(UsageError):
    """No child, or more than one, answers to what was given."""

    def __init__(self, wanted: str, names: tuple[str, ...]) -> None:
        if not names:
            message = "The store holds no child yet. Add one with: chronology child add STORE --name NAME --dob DATE"
        elif wanted:
            message = f"No one child answers to {wanted!r}. The store holds: {', '.join(names)}."
        else:
            message = f"The store holds {len(names)} children: say which with --child. They are: {', '.join(names)}."
        super().__init__(message)


class LineRefused(UsageError):
    """The typed line cannot be saved as an entry; nothing of it was lost."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("Not added: " + "; ".join(problems) + ".")
        self.problems = problems


class InvalidRecord(UsageError):
    """A value does not fit its field."""


class BadPassphrase(UsageError):
    """The passphrase cannot be used to make a store."""


class RecoveryKeyNotOfStore(ChronologyError):
    """A recovery key, rightly typed, does not open the store."""

    exit_code = ExitCode.LOCKED

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"The recovery key does not open {path}: {why}. Nothing was changed.")


class CannotUndo(UsageError):
    """There is nothing to undo or redo, or it would take away what is still needed."""


class BadPolicy(ChronologyError):
    """The policy file cannot be used."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"The policy file {name} cannot be used: {why}.")


class FileExists(UsageError):
    """An export would write over a file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} already exists and was left as it is. Choose another name, or allow writing over it with --overwrite."
        )


class FileNotWritten(ChronologyError):
    """An export could not be written; no half file was left."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} could not be written: {why}. No part of it was left behind.")
