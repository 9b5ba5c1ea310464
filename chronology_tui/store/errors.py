"""What can go wrong with a store, one class per cause, each building its own message."""

from __future__ import annotations

from pathlib import Path

from chronology_tui.errors import ChronologyError, ExitCode


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

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is in use by another program. Close it there and try again; nothing was changed.")


class StoreNotWritten(StoreError):
    """A change could not be written; the transaction was rolled back."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"The change could not be written to {path}: {why}. Nothing was changed; make room or check the disk and retry."
        )
