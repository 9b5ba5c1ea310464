"""Backups of a store: encrypted with its own key, checked by opening them, kept in a folder of the user on a rolling schedule.

Where: ``backups`` in the local data folder of the user, or the folder that ``CHRONOLOGY_BACKUPS`` names; in it one folder for
each store by its mark, so that the backups of a store stay together wherever the store is moved. A name holds no case data: the
moment, the kind, how many changes the store held and how the head of its history begins.

How long: of the daily ones the newest of each of the last 7 days, and of each of the last 4 weeks, that have one; those made
before an update or after a change of the passphrase for a year; those that a person asked for are theirs to remove. Nothing
is ever dropped that is not contained in the history of the store as it stands, so a copy that went its own way, or a store that
was put back to an earlier state, takes no backup of the other away.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path

from chronology_tui.errors import ChronologyError
from chronology_tui.services.errors import BackupBeforeUpdateNotMade, BackupNotMade, BackupsUnknown, UsageError
from chronology_tui.services.ledger import holder
from chronology_tui.store.database import Access, Database
from chronology_tui.store.durable import beside, remove_part, take_new_name
from chronology_tui.store.errors import NotAStore, StoreDamaged, StoreInUse, StoreMissing, StoreNotWritten, WrongPassphrase
from chronology_tui.store.keys import StoreKey, salt_of, store_mark
from chronology_tui.store.lock import WriterLock
from chronology_tui.store.repository import Repository

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook

ENVIRONMENT = "CHRONOLOGY_BACKUPS"
DAYS = 7
WEEKS = 4
SPECIAL_FOR = timedelta(days=365)
"""How long a backup is kept that was made before an update or after a change of the passphrase."""
_HEAD = 8
"""How many digits of the head of the history a name holds."""
_NAME = re.compile(r"(\d{8}T\d{9}Z)-([a-z]+)-(\d{1,18})-([0-9a-f]{8})\.chron", re.ASCII)
_PART = ".new.part"


class BackupKind(StrEnum):
    """Why a backup was made."""

    DAILY = "daily"
    """By the program, once a day and when a changed store was closed."""
    UPDATE = "update"
    """By the program, before it brought a store of an earlier version up to date."""
    PASSPHRASE = "passphrase"  # noqa: S105 - a word, no secret
    """By the program, after the passphrase was changed: the first that opens with the new one."""
    MANUAL = "manual"
    """Because a person asked for it; the program never removes it."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup, as its name tells it.

    Attributes:
        path: the file.
        made: moment in UTC.
        kind: why it was made.
        changes: how many changes the history of the store held.
        head: the first 8 hexadecimal digits of the head of its history.
    """

    path: Path
    made: datetime
    kind: BackupKind
    changes: int
    head: str


def backup_name(made: datetime, kind: BackupKind, changes: int, head: str) -> str:
    """Return the name of a backup file, such as ``20240314T091500000Z-daily-128-0f3a9c4d.chron``."""
    moment = made.astimezone(UTC)
    return f"{moment:%Y%m%dT%H%M%S}{moment.microsecond // 1000:03}Z-{kind}-{changes}-{head[:_HEAD]}.chron"


def read_name(path: Path) -> Backup | None:
    """Return what the name of a backup file says, or None when it is the name of something else."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        made = datetime.strptime(match[1], "%Y%m%dT%H%M%S%fZ").replace(tzinfo=UTC)
        return Backup(path, made, BackupKind(match[2]), int(match[3]), match[4])
    except ValueError:  # no such day, or a kind that a later version makes
        return None


def backups_folder() -> Path:
    """Return the folder that holds the backups of all stores."""
    named = os.environ.get(ENVIRONMENT, "")
    return Path(named).expanduser().absolute() if named else user_data_path("chronology", roaming=False) / "backups"


def backups_of(mark: str) -> tuple[Backup, ...]:
    """Return the backups of the store that has this mark, the oldest first.

    Raises:
        BackupsUnknown: the folder cannot be read.
    """
    folder = backups_folder() / mark
    try:
        found = [read_name(path) for path in folder.iterdir()]
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise BackupsUnknown(backups_folder(), error.strerror or "the folder cannot be read") from None
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (one.made, one.path.name)))


def backups_at(store: Path) -> tuple[Backup, ...]:
    """Return the backups of the store at a path, the oldest first; no passphrase is needed for that.

    Raises:
        BackupsUnknown: there is no store at the path, or the folder cannot be read.
        NotAStore: the file at the path cannot be a store.
    """
    try:
        mark = store_mark(salt_of(store))
    except StoreMissing:
        raise BackupsUnknown(backups_folder(), f"there is no store at {store} to tell its backups by") from None
    return backups_of(mark)


def backups_folder_of(store: Path) -> Path:
    """Return the folder that holds, or would hold, the backups of the store at a path.

    Raises:
        StoreMissing, NotAStore: there is no store at the path.
    """
    return backups_folder() / store_mark(salt_of(store))


def opened_by(backup: Backup, key: StoreKey) -> bool:
    """Tell whether a key opens a backup, without looking at its content."""
    database = Database(backup.path, key.copy(), Access.READ)
    try:
        database.version()
    except ChronologyError:
        return False
    finally:
        database.close()
    return True


def to_drop(backups: Iterable[Backup], now: datetime) -> tuple[Backup, ...]:
    """Return the backups that the schedule no longer keeps, in their order; never the newest of all.

    Days and ISO weeks are those of UTC. A day or week without a backup does not count towards the 7 and the 4 (as in restic and
    borg). A backup from the future was made by a clock that was wrong: it stands for no day and is left alone.
    """
    past = sorted((one for one in backups if one.made <= now + timedelta(days=1)), key=_age, reverse=True)
    daily = [one for one in past if one.kind is BackupKind.DAILY]
    kept = {
        *past[:1],
        *_newest_of_each(daily, lambda one: one.made.astimezone(UTC).date(), DAYS),
        *_newest_of_each(daily, lambda one: one.made.astimezone(UTC).isocalendar()[:2], WEEKS),
    }
    special = {BackupKind.UPDATE, BackupKind.PASSPHRASE}
    late = [one for one in past if one.kind in special and now - one.made > SPECIAL_FOR]
    return tuple(sorted({*daily, *late} - kept, key=_age))


def _age(backup: Backup) -> tuple[date, int, datetime]:
    """Return what orders backups: the day, and within it how much the store held, whatever the clock said."""
    return backup.made.astimezone(UTC).date(), backup.changes, backup.made


def _newest_of_each(newest_first: Iterable[Backup], span: Callable[[Backup], object], count: int) -> tuple[Backup, ...]:
    first: dict[object, Backup] = {}
    for one in newest_first:
        first.setdefault(span(one), one)
    return tuple(first.values())[:count]


def keep_daily_backup(database: Database, now: datetime) -> tuple[str, ...]:
    """Make the backup of the day when there is none yet and the store holds a change that is in none; thin out the older ones.

    Returns:
        What the worker should know: nothing, or why there is no backup of today. It never raises for a fault of the disk.
    """
    return _keep(database, now, once_a_day=True)


def keep_closing_backup(casebook: Casebook) -> tuple[str, ...]:
    """Make the backup of the day anew when the store was changed since the last one; as :func:`keep_daily_backup`."""
    if casebook.is_demo or casebook.read_only:
        return ()
    with casebook.ledger.lock:
        return _keep(casebook.ledger.database, casebook.ledger.clock.now(), once_a_day=False)


def backup_before_update(database: Database, version: int, now: datetime) -> None:
    """Make a backup of a store of an earlier version before it is brought up to date.

    Raises:
        BackupBeforeUpdateNotMade: the update must not begin.
    """
    try:
        _make(database, BackupKind.UPDATE, now)
    except BackupNotMade as error:
        raise BackupBeforeUpdateNotMade(database.path, f"{error.why} (version {version})") from None


def backup_now(casebook: Casebook, out: Path | None = None, kind: BackupKind = BackupKind.MANUAL) -> Backup:
    """Make a backup in the folder of the store's backups, or at ``out``: a new file, or a folder that is there.

    Raises:
        UsageError: ``out`` is there already, or this is the demonstration, which keeps nothing.
        BackupNotMade: the disk is full, the folder is missing or cannot be written to; no part of it was left behind.
    """
    if casebook.is_demo:
        raise UsageError("The demonstration keeps nothing, so it makes no backup.")
    with casebook.ledger.lock:
        database, now = casebook.ledger.database, casebook.ledger.clock.now()
        if out is None:
            return _make(database, kind, now)
        if out.is_dir():
            with _told(out):
                return _write(database, kind, now, out, out / f".{database.mark}.part")
        return _write_as(database, kind, now, out)


# --- making one


def _make(database: Database, kind: BackupKind, now: datetime) -> Backup:
    """Make a backup in the folder of the store's backups, one program at a time."""
    folder = backups_folder() / database.mark
    with _told(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = WriterLock(folder / "backups", holder(now.astimezone(UTC).isoformat()))
        lock.take()
        try:
            return _write(database, kind, now, folder, folder / _PART)
        finally:
            lock.drop()


def _write(database: Database, kind: BackupKind, now: datetime, folder: Path, part: Path) -> Backup:
    remove_part(part)  # left by a program that was killed
    try:
        facts = database.copy_to(part)
        made = now.replace(microsecond=now.microsecond // 1000 * 1000)  # what a name tells
        while True:
            path = folder / backup_name(made, kind, facts.changes, facts.head)
            try:
                take_new_name(part, path)
            except FileExistsError:
                made += timedelta(milliseconds=1)
            else:
                break
    finally:
        remove_part(part)
    return Backup(path, made, kind, facts.changes, facts.head[:_HEAD])


def _write_as(database: Database, kind: BackupKind, now: datetime, out: Path) -> Backup:
    if out.exists() or out.is_symlink():
        raise _taken(out)
    with _told(out):
        for side in beside(out):  # it would be read into the backup when that is opened
            raise BackupNotMade(out, f"{side.name} lies there and belongs to another file; move it away or choose another name")
        part = out.with_name(f".{out.name[:200]}.part")
        remove_part(part)
        try:
            facts = database.copy_to(part)
            take_new_name(part, out)
        except FileExistsError:
            raise _taken(out) from None
        finally:
            remove_part(part)
    return Backup(out, now, kind, facts.changes, facts.head[:_HEAD])


def _taken(out: Path) -> UsageError:
    return UsageError(f"{out} already exists and was left as it is. Choose another name for the backup.")


@contextmanager
def _told(where: Path) -> Iterator[None]:
    """Turn what goes wrong with a copy into one error that says why."""
    try:
        yield
    except StoreInUse:
        raise BackupNotMade(where, "another program is at work on the store or its backups at this moment") from None
    except StoreNotWritten as error:
        raise BackupNotMade(where, error.why) from None
    except (StoreDamaged, WrongPassphrase, NotAStore):
        why = "the store or its copy does not pass its check; look the store over with: chronology verify STORE"
        raise BackupNotMade(where, why) from None
    except OSError as error:
        raise BackupNotMade(where, error.strerror or "the disk reported a fault") from None


# --- the schedule


def _keep(database: Database, now: datetime, *, once_a_day: bool) -> tuple[str, ...]:
    try:
        there = backups_of(database.mark)
        with _told(database.path), database.reading() as session:
            repository = Repository(session)
            changes, head = repository.history_place()
            own = [one for one in there if repository.digest_at(one.changes)[:_HEAD] == one.head]
        if changes == 0 or any((one.changes, one.head) == (changes, head[:_HEAD]) for one in own):
            return ()
        today = now.astimezone(UTC).date()
        if once_a_day and any(one.made.astimezone(UTC).date() == today for one in own):
            return ()
        made = _make(database, BackupKind.DAILY, now)
    except (BackupNotMade, BackupsUnknown) as error:
        why = error.why if isinstance(error, BackupNotMade) else f"{backups_folder()} cannot be read"
        return (f"The backup of today was not made: {why}. Make one in another place with: chronology backup STORE OUT",)
    stuck = 0
    for old in to_drop([*own, made], now):
        try:
            old.path.unlink(missing_ok=True)
        except OSError:
            stuck += 1
    return (f"{stuck} old backups in {made.path.parent} could not be removed.",) if stuck else ()
