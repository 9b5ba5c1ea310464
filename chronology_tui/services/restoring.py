"""Putting a backup in the place of a store, without ever losing the store that was there.

The backup is copied beside the store, brought up to date, and looked over page by page and change by change, before anything is
touched. Then the old file keeps a second, dated name and the copy takes the place in one step. SQLite reads a journal into
whatever file it finds beside it; where one lies beside the old store, the old store moves to its dated name with its journals
first. Whenever the program is stopped, the old or the restored store stands under the name whole, or no file does and both are
there under other names.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from chronology_tui import __version__
from chronology_tui.domain.text import counted
from chronology_tui.services.clock import Clock, SystemClock
from chronology_tui.services.errors import NothingRestored
from chronology_tui.services.ledger import holder, instant
from chronology_tui.services.opening import Wait, counted_attempt
from chronology_tui.store.copying import CopyFacts
from chronology_tui.store.database import Access, Database
from chronology_tui.store.durable import beside, remove_part, sync_file, sync_folder, take_new_name, take_place
from chronology_tui.store.errors import (
    NotAStore,
    StoreDamaged,
    StoreMissing,
    StoreNotWritten,
    StoreTooNew,
    WrongPassphrase,
)
from chronology_tui.store.keys import StoreKey, key_of, salt_of
from chronology_tui.store.lock import WriterLock
from chronology_tui.store.migrations import LATEST
from chronology_tui.store.repository import Repository
from chronology_tui.store.strays import has_strays
from chronology_tui.store.verification import Fault

RULE = "A backup opens with the passphrase (or recovery key) that was in force when it was made"
_KEPT = ".kept-"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did.

    Attributes:
        store: the file that was restored.
        kept: where the store is that was there before; None when there was none.
        facts: what the backup holds.
        faults: what is wrong with it; empty unless they were allowed.
    """

    store: Path
    kept: Path | None
    facts: CopyFacts
    faults: tuple[Fault, ...]


def restore_backup(
    backup: Path,
    store: Path,
    secret: str | StoreKey,
    clock: Clock | None = None,
    *,
    despite_faults: bool = False,
    wait: Wait | None = None,
) -> Restored:
    """Put ``backup`` in the place of ``store``, which is kept under a dated name beside it.

    Args:
        backup: the backup; it is not changed.
        store: where to restore to; there may be a file or not.
        secret: the passphrase that was in force when the backup was made, or the raw key that its recovery key stands for.
        clock: tells the time for the dated name.
        despite_faults: restore a backup too whose pages are whole and whose records or history were edited from outside.
        wait: called with seconds after several wrong passphrases; sleeps when None.

    Raises:
        NothingRestored: the backup is missing, does not open, belongs to another store or is damaged; or the disk is full.
        StoreInUse: another program holds the store; the message says who.
    """
    clock = clock or SystemClock()
    place = store.resolve()
    _require_sense(backup, store, place)
    lock = WriterLock(place, holder(instant(clock)))
    lock.take()
    part = place.with_name(f".{place.name[:200]}.part")  # removed by the next opening, should this be killed
    try:
        with _told(store, backup):
            remove_part(part)  # left by a program that was killed
            _remove_aliases(place)
            try:
                with counted_attempt(backup, *([wait] if wait else [])):
                    facts, faults = _checked_copy(backup, part, secret, clock)
                if faults and not despite_faults:
                    raise NothingRestored(store, _fault_words(backup, faults))
                kept = _take_over(part, place, clock)
            finally:
                remove_part(part)
    finally:
        lock.drop()
    return Restored(store, kept, facts, faults)


def _require_sense(backup: Path, store: Path, place: Path) -> None:
    if not backup.exists():
        raise NothingRestored(store, f"there is no backup at {backup}")
    if place.exists() and backup.samefile(place):
        raise NothingRestored(store, "the backup and the store are the same file")
    if place.is_dir():
        raise NothingRestored(store, "it is a folder; name the file to restore to")
    if not place.parent.is_dir():
        raise NothingRestored(store, f"there is no folder {place.parent}")
    if has_strays(backup):
        raise NothingRestored(
            store, f"another program left files beside {backup} that would be read into it; copy the backup alone to a new folder"
        )
    with suppress(NotAStore, StoreMissing):  # a store that is cut short or gone is what a restore is for
        try:
            mine = salt_of(backup)
        except NotAStore:
            raise NothingRestored(store, f"{backup} is not a chronology store, or is cut short") from None
        if salt_of(place) != mine:
            raise NothingRestored(
                store, "the backup belongs to another store, or the beginning of the file is damaged; restore to a new name"
            )


def _checked_copy(backup: Path, part: Path, secret: str | StoreKey, clock: Clock) -> tuple[CopyFacts, tuple[Fault, ...]]:
    """Copy the backup to ``part``, bring the copy up to date, and look all of it over."""
    key = key_of(backup, secret)
    with closing(Database(backup, key.copy(), Access.READ)) as source:
        facts = source.copy_to(part)
    with closing(Database(part, key, Access.WRITE)) as copy:
        if facts.version < LATEST:
            copy.update(facts.version, now=instant(clock), program=__version__)
        with copy.reading() as session:
            return facts, Repository(session).faults()


def _fault_words(backup: Path, faults: tuple[Fault, ...]) -> str:
    count = counted(len(faults), "fault")
    return (
        f"{count} found in {backup} by the check that verify makes ({faults[0].code}: {faults[0].where}); choose another backup, "
        "or restore it all the same with --despite-faults"
    )


@contextmanager
def _told(store: Path, backup: Path) -> Iterator[None]:
    try:
        yield
    except WrongPassphrase:
        raise NothingRestored(store, f"it does not open {backup}. {RULE}", wrong_secret=True) from None
    except (StoreDamaged, NotAStore):
        raise NothingRestored(store, f"{backup} is damaged; choose another backup") from None
    except StoreTooNew as error:
        raise NothingRestored(store, f"the backup is of a newer version. {error}") from None
    except StoreNotWritten as error:
        raise NothingRestored(store, error.why) from None
    except OSError as error:
        raise NothingRestored(store, error.strerror or "the disk reported a fault") from None


# --- taking the place


def _take_over(part: Path, place: Path, clock: Clock) -> Path | None:
    """Let ``part`` take the place, and return where what was there is kept; the order of the steps is what makes it safe."""
    sides = beside(place)
    if not place.exists():
        kept = _kept_name(place, clock) if sides else None
        for side in sides:  # journals without their store: no use to the restored one
            side.rename(_side_of(kept or place, side, place))
        take_new_name(part, place)
        return kept
    kept = _kept_name(place, clock)
    if not sides:
        _second_name(place, kept)
        try:
            take_place(part, place)
        except OSError:
            kept.unlink(missing_ok=True)
            raise
        return kept
    for side in sides:
        _second_name(side, _side_of(kept, side, place))
    place.rename(kept)  # from here on nothing is called ``place`` until the restored store is
    sync_folder(place.parent)
    for side in sides:
        side.unlink()
    sync_folder(place.parent)
    take_new_name(part, place)
    return kept


def _second_name(path: Path, name: Path) -> None:
    """Give a file a second name, by a copy where the file system knows no hard links; whole before it has the name."""
    try:
        name.hardlink_to(path)
    except FileExistsError:
        raise
    except OSError:
        part = name.with_name(f".{name.name[:200]}.part")
        try:
            shutil.copyfile(path, part)
            shutil.copymode(path, part)
            sync_file(part)
            part.rename(name)
        finally:
            part.unlink(missing_ok=True)
    sync_folder(name.parent)


def _kept_name(place: Path, clock: Clock) -> Path:
    """Return a dated name beside ``place`` that nothing has, such as ``case.kept-20240314T091500Z.chron``."""
    moment = f"{clock.now():%Y%m%dT%H%M%SZ}"
    for count in range(1, 1000):
        again = f"-{count}" if count > 1 else ""
        name = place.with_name(f"{place.stem[:180]}{_KEPT}{moment}{again}{place.suffix}")
        if not name.exists() and not beside(name):
            return name
    raise OSError("no name is free")


def _side_of(kept: Path, side: Path, place: Path) -> Path:
    return kept.with_name(kept.name + side.name[len(place.name) :])


def _remove_aliases(place: Path) -> None:
    """Remove second names that a restore gave to the store and was killed before the store made way for the backup.

    Two names for one open store are a danger to it: SQLite would look for its journal under either.
    """
    if not place.exists():
        return
    start = f"{place.stem[:180]}{_KEPT}"
    for entry in os.scandir(place.parent):
        if entry.name.startswith(start) and entry.is_file() and Path(entry.path).samefile(place):
            Path(entry.path).unlink()
