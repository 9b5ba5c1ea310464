"""Changing the passphrase of a store, with what follows from it: a new recovery key, a fresh backup, old backups named."""

from __future__ import annotations

from dataclasses import dataclass

from chronology_tui.services.backups import Backup, BackupKind, backup_now, backups_of, opened_by
from chronology_tui.services.casebook import Casebook
from chronology_tui.services.errors import BackupNotMade, BackupsUnknown
from chronology_tui.services.recovery_keys import change_passphrase


@dataclass(frozen=True, slots=True)
class PassphraseChanged:
    """What a change of the passphrase did.

    Attributes:
        recovery_key: the new one, which is not shown when the value is printed; the old one opens the store no more.
        backup: the first backup with the new passphrase; None when none was made.
        old_backups: those that still open with the old passphrase, the oldest first.
        notices: what went wrong afterwards and does not undo the change, one plain line each.
    """

    recovery_key: str
    backup: Backup | None
    old_backups: tuple[Backup, ...]
    notices: tuple[str, ...]

    def __repr__(self) -> str:
        return f"PassphraseChanged(backup={self.backup!r}, old_backups={self.old_backups!r})"


def renew_passphrase(casebook: Casebook, passphrase: str) -> PassphraseChanged:
    """Give the store another passphrase, make a backup with it, and find the backups that open with the old one.

    Raises:
        BadPassphrase: empty, or with characters that cannot be typed again; nothing was changed.
        StoreReadOnly, StoreNotWritten, StoreInUse, StoreDamaged: the old passphrase still holds.
    """
    database = casebook.ledger.database
    with casebook.ledger.lock:
        old = database.key.copy()
        try:
            recovery_key = change_passphrase(casebook, passphrase)
            notices: list[str] = []
            try:
                there = () if casebook.is_demo else backups_of(database.mark)
            except BackupsUnknown as error:
                there = ()
                notices.append(str(error))
            still = tuple(one for one in there if opened_by(one, old))
        finally:
            old.forget()
        made = None
        if not casebook.is_demo:
            try:
                made = backup_now(casebook, kind=BackupKind.PASSPHRASE)
            except BackupNotMade as error:
                notices.append(f"The passphrase was changed, and no backup with the new one was made: {error.why}.")
    return PassphraseChanged(recovery_key, made, still, tuple(notices))
