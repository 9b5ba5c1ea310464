"""What can go wrong with a store, one class per cause, each building its own message."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from chronology_tui.errors import ChronologyError, ExitCode

if TYPE_CHECKING:
    from chronology_tui.store.lock import Holder


class StoreError(ChronologyError):
    """Base of the errors of a store."""


class StoreMissing(StoreError):
    """There is no file at the path. A store is never made in place of a missing one."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is no store at {path}. Check the path, or make one with: chronology init {path}")


class StoreExists(StoreError):
    """A store was to be made where a file already is."""

    exit_code = ExitCode.USAGE

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} already exists and was left as it is. Choose another name for the new store.")


class NotAStore(StoreError):
    """The file cannot be a store, whatever the passphrase."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} is not a chronology store: {why}. Nothing was changed.")


class WrongPassphrase(StoreError):
    """The passphrase does not open the file."""

    exit_code = ExitCode.LOCKED

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The passphrase does not open {path}. Check capital letters and keyboard layout and try again; "
            "if the passphrase is surely right, the file is damaged or is not a chronology store."
        )


class PassphraseNeeded(StoreError):
    """No passphrase was given and none may be asked for."""

    exit_code = ExitCode.LOCKED

    def __init__(self, why: str) -> None:
        super().__init__(f"{why} Give one with --passphrase-file FILE or the variable CHRONOLOGY_PASSPHRASE_FILE.")


class PlainBuild(StoreError):
    """The SQLite library has no encryption."""

    def __init__(self) -> None:
        super().__init__(
            "The installed SQLite library has no encryption (SQLCipher), so no store is opened or made. "
            "Install the package again in a fresh environment: pip install --force-reinstall sqlcipher3"
        )


class StoreTooNew(StoreError):
    """A newer version of the program made or upgraded the store."""

    def __init__(self, path: Path, version: int, known: int, program: str) -> None:
        super().__init__(
            f"{path} has store version {version}, made by chronology {program}; this program knows versions up to {known}. "
            "Install the newer chronology to open it. Nothing was changed."
        )


class StoreDamaged(StoreError):
    """The passphrase is right and the content cannot be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} is damaged: {why}. Nothing was changed; restore it from a backup.")


class StoreInUse(StoreError):
    """Another program holds the store."""

    exit_code = ExitCode.IN_USE

    def __init__(self, path: Path, holder: Holder | None = None) -> None:
        who = f"held by {holder.words}" if holder else "in use by another program"
        super().__init__(f"{path} is {who}. Close it there and try again; nothing was changed.")
        self.path = path
        self.holder = holder


class StoreClosed(StoreError):
    """Something was asked of a store that was closed or locked meanwhile."""

    exit_code = ExitCode.LOCKED

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} was closed or locked meanwhile, so nothing was read or changed. Open it again.")


class StoreReadOnly(StoreError):
    """A change was asked of a store that was opened for reading only."""

    exit_code = ExitCode.IN_USE

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is open for reading only, so nothing was changed. Open it for writing to change it.")


class StoreNeedsUpdate(StoreError):
    """A store of an earlier version cannot be brought up to date because it cannot be written to."""

    def __init__(self, path: Path, version: int, known: int) -> None:
        super().__init__(
            f"{path} has store version {version} and this program works with version {known}: it must be brought up to date "
            "once, and cannot be written to. Copy it to a place where you may write, and open it there."
        )


class StoreNotWritten(StoreError):
    """A change could not be written; the transaction was rolled back."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"The change could not be written to {path}: {why}. Nothing was changed; make room or check the disk and retry."
        )
        self.why = why


class RecordMoved(StoreError):
    """A record was to be changed that is no longer what the caller had read."""

    exit_code = ExitCode.USAGE

    def __init__(self) -> None:
        super().__init__("The record was changed meanwhile, so nothing was changed. Look at it again and repeat the change.")


class RecordStillNeeded(StoreError):
    """A record was to be deleted, or one to be written, and another record or none answers for it."""

    exit_code = ExitCode.USAGE

    def __init__(self) -> None:
        super().__init__("Another record still refers to it, so nothing was changed.")
