"""Backups: made by themselves and on demand, checked by opening, kept on a rolling schedule, never a reason to stop working."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology_tui.services import Access, create_casebook, open_casebook, open_demo
from chronology_tui.services.backups import (
    SPECIAL_FOR,
    Backup,
    BackupKind,
    backup_name,
    backup_now,
    backups_at,
    backups_folder,
    backups_of,
    keep_closing_backup,
    read_name,
    to_drop,
)
from chronology_tui.services.errors import BackupBeforeUpdateNotMade, BackupNotMade, BackupsUnknown, UsageError
from chronology_tui.services.trust import verify_store
from chronology_tui.store.database import Database
from chronology_tui.store.errors import StoreNotWritten
from chronology_tui.store.keys import StoreKey, salt_of
from tests.conftest import PASSPHRASE

NOON = datetime(2024, 3, 14, 12, tzinfo=UTC)  # a Thursday
STORED = Path(__file__).parents[1] / "data" / "stores" / "version-1.chron"


@dataclass
class SetClock:
    """A clock that a test sets."""

    moment: datetime = NOON

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()

    def on(self, moment: datetime) -> SetClock:
        self.moment = moment
        return self


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def store(tmp_path: Path, clock: SetClock) -> Path:
    path = tmp_path / "case.chron"
    create_casebook(path, PASSPHRASE, clock).close()
    return path


def change(store: Path, clock: SetClock, words: str, closing: bool = False) -> None:
    """Add a source, as a day's work."""
    with open_casebook(store, PASSPHRASE, clock) as casebook:
        casebook.add_sources(({"title": words},))
        if closing:
            assert keep_closing_backup(casebook) == ()


def titles(backup: Backup) -> list[str]:
    with open_casebook(backup.path, PASSPHRASE, access=Access.READ) as casebook:
        assert verify_store(casebook) == ()
        return sorted(source.title for source in casebook.sources())


# --- names


def test_a_name_tells_moment_kind_changes_and_head_and_no_more(tmp_path: Path) -> None:
    name = backup_name(datetime(2024, 3, 14, 9, 15, 0, 7000, UTC), BackupKind.DAILY, 128, "0f3a9c4d" * 8)
    assert name == "20240314T091500007Z-daily-128-0f3a9c4d.chron"
    assert read_name(tmp_path / name) == Backup(
        tmp_path / name, datetime(2024, 3, 14, 9, 15, 0, 7000, UTC), BackupKind.DAILY, 128, "0f3a9c4d"
    )


@given(
    made=st.timedeltas(timedelta(0), timedelta(days=300_000)).map(lambda later: datetime(2000, 1, 1, tzinfo=UTC) + later),
    kind=st.sampled_from(BackupKind),
    changes=st.integers(0, 10**12),
    head=st.text("0123456789abcdef", min_size=64, max_size=64),
)
def test_a_name_is_read_as_it_was_written(made: datetime, kind: BackupKind, changes: int, head: str) -> None:
    known = read_name(Path(backup_name(made, kind, changes, head)))
    assert known is not None
    assert (known.kind, known.changes, known.head) == (kind, changes, head[:8])
    assert timedelta(0) <= made - known.made < timedelta(milliseconds=1)


@pytest.mark.parametrize(
    "name",
    [
        "case.chron", ".new.part", "20240314T091500007Z-daily-128-0f3a9c4d.chron.part", "20240314T091500007Z-daily-128-0f3a9c4d",
        "20241314T091500007Z-daily-128-0f3a9c4d.chron", "20240314T091500007Z-hourly-128-0f3a9c4d.chron",
        "20240314T091500007Z-daily-128-0f3a9c4D.chron", "٢٠٢٤0314T091500007Z-daily-128-0f3a9c4d.chron",
    ],
)  # fmt: skip
def test_other_files_are_no_backups(name: str) -> None:
    assert read_name(Path(name)) is None


# --- the schedule


def daily(*moments: datetime, kind: BackupKind = BackupKind.DAILY) -> list[Backup]:
    return [Backup(Path(backup_name(m, kind, n, "0" * 64)), m, kind, n, "0" * 8) for n, m in enumerate(moments)]


def kept(backups: Iterable[Backup], now: datetime) -> list[datetime]:
    there = list(backups)
    dropped = to_drop(there, now)
    assert set(dropped) <= set(there)
    return [one.made for one in there if one not in dropped]


def back(days: float, hour: int = 12) -> datetime:
    return NOON.replace(hour=hour) - timedelta(days=days)


def test_of_each_day_the_newest_is_kept() -> None:
    morning, noon, evening = (NOON.replace(hour=hour) for hour in (8, 12, 20))
    assert kept(daily(morning, noon, evening), evening) == [evening]


def test_seven_days_and_four_weeks_are_kept_of_a_backup_every_day() -> None:
    every_day = daily(*(back(n) for n in range(60, -1, -1)))
    assert [(NOON - moment).days for moment in kept(every_day, NOON)] == [
        18,
        11,
        6,
        5,
        4,
        3,
        2,
        1,
        0,
    ]  # fmt: skip - the Sundays of the two weeks before those that the seven days reach into, then seven days


def test_days_and_weeks_without_a_backup_do_not_count() -> None:
    assert kept(daily(*(back(40 * n) for n in range(6, -1, -1))), NOON) == [back(40 * n) for n in range(6, -1, -1)]
    assert kept(daily(*(back(40 * n) for n in range(9, -1, -1))), NOON) == [back(40 * n) for n in range(6, -1, -1)]


def test_the_week_turns_between_sunday_and_monday_also_over_the_new_year() -> None:
    sunday, monday = datetime(2024, 12, 29, 23, 59, tzinfo=UTC), datetime(2024, 12, 30, tzinfo=UTC)
    new_year = datetime(2025, 1, 1, 12, tzinfo=UTC)  # in the same ISO week as that Monday
    later = [new_year + timedelta(days=n) for n in range(30, 37)]
    assert kept(daily(sunday, monday, new_year, *later), later[-1])[:2] == [sunday, new_year]


@pytest.mark.parametrize("kind", [BackupKind.UPDATE, BackupKind.PASSPHRASE])
def test_those_before_an_update_or_after_a_new_passphrase_are_kept_for_a_year(kind: BackupKind) -> None:
    old, just, new = NOON - SPECIAL_FOR - timedelta(seconds=1), NOON - SPECIAL_FOR, NOON
    assert kept([*daily(old, just, kind=kind), *daily(new)], NOON) == [just, new]


def test_those_that_a_person_asked_for_are_never_dropped_and_stand_for_no_day() -> None:
    asked = daily(back(900), back(2), NOON, kind=BackupKind.MANUAL)
    assert kept([*asked, *daily(back(2, 8), back(0, 8))], NOON) == [*(b.made for b in asked), back(2, 8), back(0, 8)]


@pytest.mark.parametrize("kind", BackupKind)
def test_the_newest_of_all_is_never_dropped(kind: BackupKind) -> None:
    assert to_drop(daily(back(4000), kind=kind), NOON) == ()


def test_within_a_day_what_holds_more_is_newer_whatever_the_clock_said() -> None:
    early, late = daily(NOON, NOON - timedelta(hours=3))
    assert late.changes > early.changes
    assert to_drop([early, late], NOON) == (early,)


def test_a_backup_from_the_future_stands_for_no_day_and_is_left_alone() -> None:
    future = [NOON + timedelta(days=400 + n) for n in range(9)]
    days = [back(n) for n in range(6, -1, -1)]
    assert kept(daily(*days, *future), NOON) == [*days, *future]


@given(st.lists(st.integers(0, 400 * 24), unique=True, max_size=60))
def test_thinning_keeps_at_most_eleven_and_again_drops_nothing(hours: list[int]) -> None:
    there = daily(*(NOON - timedelta(hours=n) for n in sorted(hours, reverse=True)))
    left = [one for one in there if one not in to_drop(there, NOON)]
    assert len(left) <= 11
    assert to_drop(left, NOON) == ()
    assert not there or there[-1] in left


# --- made by themselves


def test_an_empty_store_makes_no_backup(store: Path, clock: SetClock) -> None:
    open_casebook(store, PASSPHRASE, clock).close()
    assert backups_at(store) == ()


def test_opening_makes_one_backup_a_day_and_only_after_a_change(store: Path, clock: SetClock) -> None:
    change(store, clock, "Monday's letter")
    change(store, clock, "another letter")  # backs up what was there when it was opened
    assert [titles(one) for one in backups_at(store)] == [["Monday's letter"]]
    change(store, clock, "a third")
    assert len(backups_at(store)) == 1
    open_casebook(store, PASSPHRASE, clock.on(NOON + timedelta(days=1))).close()
    open_casebook(store, PASSPHRASE, clock.on(NOON + timedelta(days=2))).close()
    assert [(one.kind, titles(one)) for one in backups_at(store)] == [
        (BackupKind.DAILY, ["Monday's letter"]),
        (BackupKind.DAILY, ["Monday's letter", "a third", "another letter"]),
    ]


def test_reading_makes_no_backup(store: Path, clock: SetClock) -> None:
    change(store, clock, "letter")
    with open_casebook(store, PASSPHRASE, clock, access=Access.READ) as casebook:
        assert keep_closing_backup(casebook) == ()
    assert backups_at(store) == ()


def test_closing_replaces_the_backup_of_the_day(store: Path, clock: SetClock) -> None:
    change(store, clock, "one", closing=True)
    change(store, clock.on(NOON + timedelta(hours=3)), "two", closing=True)
    assert [titles(one) for one in backups_at(store)] == [["one", "two"]]
    with open_casebook(store, PASSPHRASE, clock) as casebook:
        before = backups_at(store)
        keep_closing_backup(casebook)  # nothing was changed
    assert backups_at(store) == before


def test_a_month_of_work_leaves_the_schedule(store: Path, clock: SetClock) -> None:
    for day in range(20):
        change(store, clock.on(NOON + timedelta(days=day)), f"day {day}", closing=True)
    there = backups_at(store)
    assert [(clock.moment - one.made).days for one in there] == [16, 9, 6, 5, 4, 3, 2, 1, 0]
    assert len(titles(there[-1])) == 20


def test_backups_are_private_and_bear_no_case_data(store: Path, clock: SetClock) -> None:
    change(store, clock, "Zebrafinch letter", closing=True)
    (backup,) = backups_at(store)
    assert b"Zebrafinch" not in backup.path.read_bytes()
    assert "case" not in str(backup.path.relative_to(backups_folder()))
    if sys.platform != "win32":
        assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(backup.path.parent.stat().st_mode) == 0o700


def test_backups_stay_together_wherever_the_store_is_moved(store: Path, tmp_path: Path, clock: SetClock) -> None:
    change(store, clock, "one", closing=True)
    (tmp_path / "elsewhere").mkdir()
    moved = store.rename(tmp_path / "elsewhere" / "northfield.chron")
    change(moved, clock.on(NOON + timedelta(days=1)), "two", closing=True)
    assert [len(titles(one)) for one in backups_at(moved)] == [1, 2]
    create_casebook(store, PASSPHRASE, clock).close()
    assert backups_at(store) == ()


def test_a_copy_that_went_its_own_way_takes_no_backup_of_the_store_away(store: Path, tmp_path: Path, clock: SetClock) -> None:
    change(store, clock, "shared")
    copy = tmp_path / "copy.chron"
    copy.write_bytes(store.read_bytes())
    change(store, clock, "mine", closing=True)
    change(copy, clock, "another", closing=True)
    assert sorted(titles(one) for one in backups_at(store)) == [["another", "shared"], ["mine", "shared"]]


def test_the_folder_can_be_chosen(store: Path, tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHRONOLOGY_BACKUPS", str(tmp_path / "stick"))
    change(store, clock, "one", closing=True)
    (backup,) = backups_at(store)
    assert backup.path.is_relative_to(tmp_path / "stick")


def test_the_demonstration_makes_no_backup() -> None:
    with open_demo() as casebook:
        assert keep_closing_backup(casebook) == ()
        with pytest.raises(UsageError, match="demonstration"):
            backup_now(casebook)
        assert backups_of(casebook.ledger.database.mark) == ()
    assert not backups_folder().exists()


# --- when it goes wrong


def full(self: Database, out: Path) -> None:
    out.write_bytes(b"half a backup")
    raise StoreNotWritten(out, "the disk is full")


@pytest.mark.parametrize("block", ["full", "file in the way", "folder is a file"])
def test_a_backup_that_cannot_be_made_stops_nobody_and_is_told(
    store: Path, tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch, block: str
) -> None:
    change(store, clock, "letter")
    if block == "full":
        monkeypatch.setattr(Database, "copy_to", full)
    else:
        (tmp_path / "file").write_text("in the way")
        monkeypatch.setenv("CHRONOLOGY_BACKUPS", str(tmp_path / "file" / ("deeper" if block == "file in the way" else "")))
    with open_casebook(store, PASSPHRASE, clock) as casebook:
        (notice,) = casebook.notices
        assert notice.startswith("The backup of today was not made: ")
        assert "chronology backup" in notice
        casebook.add_sources(({"title": "work goes on"},))
        assert keep_closing_backup(casebook) != ()
    if block == "full":
        assert list((backups_folder()).glob("*/*.chron")) == []
        assert list((backups_folder()).glob("*/*.part*")) == []


def test_a_damaged_store_makes_no_backup_and_drops_none(store: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(9):
        change(store, clock.on(NOON + timedelta(days=day)), f"{day} " + "words " * 300, closing=True)
    before = backups_at(store)
    change(store, clock.on(NOON + timedelta(days=20)), "the last")
    data = bytearray(store.read_bytes())
    data[len(data) // 2] ^= 1
    store.write_bytes(data)
    with open_casebook(store, PASSPHRASE, clock) as casebook:
        notices = keep_closing_backup(casebook)
    assert "verify" in "".join((*notices, *casebook.notices))
    assert backups_at(store) == before


_KILLED = """
import os, signal, sys
from pathlib import Path
from chronology_tui.services import open_casebook
from chronology_tui.services.backups import keep_closing_backup
from tests.conftest import PASSPHRASE
nth, seen = int(sys.argv[2]), 0
def hook(event, arguments):
    global seen
    if armed and event in {"os.link", "os.rename", "os.remove", "open"} and ".part" in str(arguments[0]):
        seen += 1
        if seen == nth:
            os.kill(os.getpid(), signal.SIGKILL)
armed = False
sys.addaudithook(hook)
with open_casebook(Path(sys.argv[1]), PASSPHRASE) as casebook:
    casebook.add_sources(({"title": f"killed at {nth}"},))
    armed = True
    keep_closing_backup(casebook)
    armed = False
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_a_kill_at_any_step_leaves_no_half_backup_for_a_whole_one(store: Path) -> None:
    change(store, SetClock(), "letter")
    finished = False
    for nth in range(1, 60):
        ran = subprocess.run(
            [sys.executable, "-c", _KILLED, str(store), str(nth)], check=False, env={**os.environ, "PYTHONPATH": "."}
        )
        assert ran.returncode in {0, -9}
        for backup in backups_at(store):
            assert titles(backup)
        if ran.returncode == 0:
            finished = True
            break
    assert finished
    assert nth > 3
    (folder,) = backups_folder().iterdir()
    assert [path.name for path in folder.iterdir() if ".part" in path.name] == []


# --- before an update


def test_a_store_of_an_earlier_version_is_backed_up_before_it_is_brought_up_to_date(tmp_path: Path, clock: SetClock) -> None:
    store = tmp_path / "old.chron"
    store.write_bytes(STORED.read_bytes())
    with open_casebook(store, PASSPHRASE, clock) as casebook:
        entries = {child.name: len(casebook.chronology(child.id)) for child in casebook.children()}
    (backup,) = [one for one in backups_at(store) if one.kind is BackupKind.UPDATE]
    assert _version(backup.path) == 1
    copy = tmp_path / "again.chron"
    copy.write_bytes(backup.path.read_bytes())
    with open_casebook(copy, PASSPHRASE, clock) as casebook:
        assert {child.name: len(casebook.chronology(child.id)) for child in casebook.children()} == entries


def test_without_that_backup_there_is_no_update(tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "old.chron"
    store.write_bytes(STORED.read_bytes())
    with monkeypatch.context() as broken:
        broken.setattr(Database, "copy_to", full)
        for access in Access:
            with pytest.raises(BackupBeforeUpdateNotMade, match="the disk is full") as refused:
                open_casebook(store, PASSPHRASE, clock, access=access)
            assert refused.value.exit_code == 4
    assert store.read_bytes() == STORED.read_bytes()
    open_casebook(store, PASSPHRASE, clock).close()


def _version(path: Path) -> int:
    database = Database(path, StoreKey.derive(PASSPHRASE, salt_of(path)), Access.READ)
    try:
        return database.version()
    finally:
        database.close()


# --- on demand


@pytest.mark.parametrize("access", Access)
def test_a_backup_on_demand(store: Path, clock: SetClock, access: Access) -> None:
    change(store, clock, "letter")
    with open_casebook(store, PASSPHRASE, clock, access=access) as casebook:
        first, second = backup_now(casebook), backup_now(casebook)
    manual = [one for one in backups_at(store) if one.kind is BackupKind.MANUAL]
    assert manual == [first, second]
    assert first.made < second.made
    assert titles(second) == ["letter"]


def test_a_backup_to_a_place_of_ones_own(store: Path, tmp_path: Path, clock: SetClock) -> None:
    change(store, clock, "letter")
    (tmp_path / "stick").mkdir()
    with open_casebook(store, PASSPHRASE, clock) as casebook:
        made = backup_now(casebook, tmp_path / "copy.chron")
        assert made.path == tmp_path / "copy.chron"
        assert titles(made) == ["letter"]
        on_stick = backup_now(casebook, tmp_path / "stick")
        assert on_stick.path.parent == tmp_path / "stick"
        assert read_name(on_stick.path) == on_stick
    assert [p.name for p in tmp_path.rglob("*") if ".part" in p.name] == []


@pytest.mark.parametrize(
    "block",
    [
        lambda out: out.write_text("mine"),
        lambda out: out.symlink_to(out.parent / "nowhere"),
        lambda out: out.with_name(f"{out.name}-journal").write_text("of another file"),
    ],
    ids=["a file", "a link to nothing", "a journal of another file"],
)
def test_a_backup_never_writes_over_anything(
    store: Path, tmp_path: Path, clock: SetClock, block: Callable[[Path], object]
) -> None:
    out = tmp_path / "out.chron"
    block(out)
    before = _there(tmp_path)
    with open_casebook(store, PASSPHRASE, clock) as casebook, pytest.raises((UsageError, BackupNotMade), match="out"):
        backup_now(casebook, out)
    assert _there(tmp_path) == before


def _there(folder: Path) -> dict[str, tuple[int, ...]]:
    """What says that a file is the same and was not written to; merely looking at a link changes its time of access."""
    found = {path.name: path.lstat() for path in folder.iterdir() if path.name.startswith("out")}
    return {name: (stat.st_ino, stat.st_mode, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns) for name, stat in found.items()}


def test_a_backup_into_a_missing_folder_or_onto_a_full_disk(
    store: Path, tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_casebook(store, PASSPHRASE, clock) as casebook:
        with pytest.raises(BackupNotMade, match="No such file"):
            backup_now(casebook, tmp_path / "none" / "x.chron")
        monkeypatch.setattr(Database, "copy_to", full)
        with pytest.raises(BackupNotMade, match="disk is full"):
            backup_now(casebook, tmp_path / "x.chron")
    assert [p.name for p in tmp_path.iterdir() if "x.chron" in p.name] == []


def test_the_backups_of_a_missing_store_cannot_be_told_and_the_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BackupsUnknown) as unknown:
        backups_at(tmp_path / "gone.chron")
    assert str(backups_folder()) in str(unknown.value)


def test_other_files_in_the_folder_are_passed_over(store: Path, clock: SetClock) -> None:
    change(store, clock, "one", closing=True)
    (backup,) = backups_at(store)
    (backup.path.parent / "notes.txt").write_text("not mine")
    assert backups_at(store) == (replace(backup),)
    change(store, clock.on(NOON + timedelta(days=90)), "two", closing=True)
    assert (backup.path.parent / "notes.txt").read_text() == "not mine"
