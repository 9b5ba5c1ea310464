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
    RecordMoved,
    StoreDamaged,
    StoreExists,
    StoreInUse,
    StoreMissing,
    StoreNeedsUpdate,
    StoreNotWritten,
    StoreReadOnly,
    StoreTooNew,
    WrongPassphrase,
)

__all__ = [
    "BackupBeforeUpdateNotMade",
    "BackupNotMade",
    "BackupsUnknown",
    "BadMap",
    "BadPassphrase",
    "BadPolicy",
    "BadRecoveryKeyFile",
    "CannotUndo",
    "ChildUnknown",
    "ChronologyError",
    "DateRefused",
    "ExitCode",
    "ExportCancelled",
    "ExportProtected",
    "FileExists",
    "FileNotWritten",
    "HeldForWriting",
    "InvalidRecord",
    "LineRefused",
    "NewPassphraseNeeded",
    "NotAStore",
    "NothingRestored",
    "PassphraseNeeded",
    "PlainBuild",
    "RecordMoved",
    "RecoveryKeyNotOfStore",
    "SearchNotReady",
    "StoreDamaged",
    "StoreExists",
    "StoreInUse",
    "StoreMissing",
    "StoreNeedsUpdate",
    "StoreNotWritten",
    "StoreReadOnly",
    "StoreTooNew",
    "UnreadableFile",
    "UsageError",
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


class SearchNotReady(ChronologyError):
    """The search index is not what this version of the program needs, and the store could only be opened for reading."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} cannot be searched yet: its search index must be made first, and the store is open for reading only. "
            "Open it once for writing, then search again; nothing was changed."
        )


class BadPassphrase(UsageError):
    """The passphrase cannot be used to make a store."""


class RecoveryKeyNotOfStore(ChronologyError):
    """A recovery key, rightly typed, does not open the store."""

    exit_code = ExitCode.LOCKED

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"The recovery key does not open {path}: {why}. Nothing was changed.")


class BackupNotMade(ChronologyError):
    """A backup could not be made.

    Attributes:
        why: in the middle of a sentence.
    """

    def __init__(self, where: Path, why: str) -> None:
        super().__init__(f"No backup was made at {where}: {why}. The store is as it was.")
        self.why = why


class BackupBeforeUpdateNotMade(ChronologyError):
    """A store of an earlier version is not brought up to date without a backup."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} was made by an earlier version and must be brought up to date, and the backup that comes first could not be "
            f"made: {why}. Nothing was changed; make room, or name another folder with the setting CHRONOLOGY_BACKUPS."
        )


class BackupsUnknown(ChronologyError):
    """The backups of a store cannot be told."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(f"The backups cannot be listed: {why}. They are kept in {folder}, in one folder for each store.")


class NothingRestored(ChronologyError):
    """A backup was not put in the place of a store."""

    def __init__(self, store: Path, why: str, *, wrong_secret: bool = False) -> None:
        super().__init__(f"{store} was not restored and is as it was: {why}.")
        if wrong_secret:
            self.exit_code = ExitCode.LOCKED


class NewPassphraseNeeded(ChronologyError):
    """A new passphrase is needed and none is to be had."""

    exit_code = ExitCode.LOCKED

    def __init__(self, option: str) -> None:
        super().__init__(f"A new passphrase is needed and there is no terminal to ask for it. Give one with {option} FILE.")


class BadRecoveryKeyFile(UsageError):
    """The file of a recovery key cannot be read, or may not be written."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"The recovery key file {path} cannot be used: {why}. Nothing was changed.")


class ExportProtected(ChronologyError):
    """An exported file is protected, and its password was not given or is another."""

    exit_code = ExitCode.LOCKED

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is protected, and the password is missing or not the right one. Give the file whose first line is its "
            "password with --password-file."
        )


class HeldForWriting(ChronologyError):
    """Another program holds the store, and the command needs it for a reason that is not plain to see."""

    exit_code = ExitCode.IN_USE


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


class ExportCancelled(ChronologyError):
    """The worker stopped an export while it was being written: nothing is left of it."""

    def __init__(self) -> None:
        super().__init__("The export was stopped. No part of it was left behind, and nothing was recorded.")


class ImportCancelled(ChronologyError):
    """The worker stopped an import before it was written: nothing was changed."""

    def __init__(self) -> None:
        super().__init__("The import was stopped. Nothing was added.")
