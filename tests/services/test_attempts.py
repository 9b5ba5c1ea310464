"""Wrong passphrases slow down who tries them at this machine, and never shut anybody out."""

from __future__ import annotations

import json
import os
import stat
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology_tui.services.attempts import Attempts, attempts_of_user
from chronology_tui.services.clock import SteppingClock

START = datetime(2024, 8, 30, 9, tzinfo=UTC)
STORE = Path("invented", "tarn.chron")
OTHER = Path("invented", "fell.chron")


class HandClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def attempts(tmp_path: Path, clock: HandClock) -> Attempts:
    return Attempts(tmp_path / "state", clock)


def fail(attempts: Attempts, times: int, store: Path = STORE) -> None:
    for _ in range(times):
        attempts.failed(store)


def content(tmp_path: Path) -> dict[str, dict[str, object]]:
    loaded: dict[str, dict[str, object]] = json.loads((tmp_path / "state" / "attempts.json").read_text(encoding="ascii"))
    return loaded


def put(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "state").mkdir(exist_ok=True)
    (tmp_path / "state" / "attempts.json").write_bytes(raw)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (1, 0), (2, 0), (3, 1), (4, 2), (5, 4), (6, 8), (7, 16), (8, 30), (9, 30), (40, 30)],
)
def test_the_wait_doubles_from_the_third_failure_on_and_stops_at_half_a_minute(
    attempts: Attempts, failures: int, seconds: float
) -> None:
    fail(attempts, failures)
    assert attempts.wait_seconds(STORE) == seconds


def test_the_wait_runs_from_the_last_failure(attempts: Attempts, clock: HandClock) -> None:
    fail(attempts, 6)
    clock.move(seconds=3)
    assert attempts.wait_seconds(STORE) == 5
    clock.move(seconds=5)
    assert attempts.wait_seconds(STORE) == 0
    attempts.failed(STORE)
    assert attempts.wait_seconds(STORE) == 16


def test_success_is_a_fresh_start_and_leaves_no_trace(attempts: Attempts, tmp_path: Path) -> None:
    fail(attempts, 5)
    attempts.succeeded(STORE)
    assert attempts.wait_seconds(STORE) == 0
    assert content(tmp_path) == {}
    fail(attempts, 2)
    assert attempts.wait_seconds(STORE) == 0


def test_success_without_failures_writes_nothing(attempts: Attempts, tmp_path: Path) -> None:
    attempts.succeeded(STORE)
    assert not (tmp_path / "state").exists()


def test_each_store_has_its_own_count(attempts: Attempts) -> None:
    fail(attempts, 4)
    fail(attempts, 3, OTHER)
    assert (attempts.wait_seconds(STORE), attempts.wait_seconds(OTHER)) == (2, 1)
    attempts.succeeded(STORE)
    assert (attempts.wait_seconds(STORE), attempts.wait_seconds(OTHER)) == (0, 1)


def test_the_count_outlives_the_program(attempts: Attempts, tmp_path: Path, clock: HandClock) -> None:
    fail(attempts, 4)
    assert Attempts(tmp_path / "state", clock).wait_seconds(STORE) == 2


def test_one_store_is_one_store_however_its_path_is_written(
    attempts: Attempts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    attempts.failed(Path("case.chron"))
    attempts.failed(tmp_path / "case.chron")
    attempts.failed(tmp_path / "folder" / ".." / "case.chron")
    assert attempts.wait_seconds(Path("case.chron")) == 1


def test_the_file_holds_a_digest_a_count_and_a_moment_and_nothing_else(attempts: Attempts, tmp_path: Path) -> None:
    fail(attempts, 2)
    ((key, entry),) = content(tmp_path).items()
    assert len(key) == 64
    assert set(key) <= set("0123456789abcdef")
    assert entry == {"failures": 2, "last": "2024-08-30T09:00:00+00:00"}
    raw = (tmp_path / "state" / "attempts.json").read_bytes()
    assert b"tarn" not in raw
    assert b"invented" not in raw


def test_the_file_is_private_and_written_whole(attempts: Attempts, tmp_path: Path) -> None:
    fail(attempts, 3)
    assert [p.name for p in (tmp_path / "state").iterdir()] == ["attempts.json"]
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "state" / "attempts.json").stat().st_mode) == 0o600
        assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700


def test_moments_are_kept_in_utc(tmp_path: Path) -> None:
    summer = timezone(timedelta(hours=1))
    attempts = Attempts(tmp_path / "state", lambda: datetime(2024, 8, 30, 10, tzinfo=summer))
    fail(attempts, 3)
    assert [entry["last"] for entry in content(tmp_path).values()] == ["2024-08-30T09:00:00+00:00"]
    assert attempts.wait_seconds(STORE) == 1


def test_failures_of_last_month_are_forgotten(attempts: Attempts, tmp_path: Path, clock: HandClock) -> None:
    fail(attempts, 9)
    clock.move(days=31)
    fail(attempts, 1, OTHER)
    assert len(content(tmp_path)) == 1
    fail(attempts, 2)
    assert attempts.wait_seconds(STORE) == 0


@pytest.mark.parametrize("back", [{"seconds": 1}, {"hours": 5}, {"days": 29}, {"days": 4_000}])
def test_a_clock_that_was_set_back_keeps_nobody_waiting(attempts: Attempts, clock: HandClock, back: dict[str, float]) -> None:
    fail(attempts, 9)
    clock.move(**{unit: -by for unit, by in back.items()})
    assert attempts.wait_seconds(STORE) == 0
    fail(attempts, 9)
    assert attempts.wait_seconds(STORE) == 30


def entry(failures: object = 9, last: object = START.isoformat()) -> dict[str, object]:
    return {"failures": failures, "last": last}


@pytest.mark.parametrize(
    "made",
    [
        entry(failures=-3), entry(failures=0), entry(failures=2.5), entry(failures="9"), entry(failures=None), entry(failures=[]),
        entry(last=""), entry(last="yesterday"), entry(last=None), entry(last=7), entry(last="2024-08-30T09:00:00"),
        entry(last="0001-01-01T00:00:00+14:00"), entry(last="9999-12-31T23:59:59-14:00"), {}, [], None, 9, "x",
    ],
)  # fmt: skip
def test_an_entry_that_we_did_not_write_counts_as_no_failures(attempts: Attempts, tmp_path: Path, made: object) -> None:
    attempts.failed(STORE)
    (key,) = content(tmp_path)
    put(tmp_path, json.dumps({key: made}).encode())
    assert attempts.wait_seconds(STORE) == 0
    fail(attempts, 3)
    assert attempts.wait_seconds(STORE) == 1


def test_an_absurd_count_waits_no_longer_than_any_other(attempts: Attempts, tmp_path: Path) -> None:
    attempts.failed(STORE)
    (key,) = content(tmp_path)
    put(tmp_path, json.dumps({key: entry(failures=int("9" * 4_000))}).encode())
    assert attempts.wait_seconds(STORE) == 30
    attempts.failed(STORE)
    assert attempts.wait_seconds(STORE) == 30


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"{", b"null", b"[]", b"[1]", b'"x"', b"\xff\xfe", b"\x00" * 100, b"9" * 9_000, b"[" * 60_000, b" " * 100_000,
        b'{"a": NaN}', b'{"\\ud800": {"failures": 9, "last": "2024-08-30T09:00:00+00:00"}}',
    ],
)  # fmt: skip
def test_a_damaged_or_huge_file_counts_as_no_failures_and_is_replaced(attempts: Attempts, tmp_path: Path, raw: bytes) -> None:
    put(tmp_path, raw)
    assert attempts.wait_seconds(STORE) == 0
    attempts.succeeded(STORE)
    fail(attempts, 3)
    assert attempts.wait_seconds(STORE) == 1
    assert len(content(tmp_path)) == 1


@given(raw=st.binary(max_size=300))
def test_no_content_stops_anybody(tmp_path: Path, raw: bytes) -> None:
    attempts = Attempts(tmp_path / "state", HandClock())
    put(tmp_path, raw)
    assert attempts.wait_seconds(STORE) == 0
    attempts.failed(STORE)
    attempts.succeeded(STORE)
    assert content(tmp_path) == {}


def test_a_file_too_large_to_be_ours_is_not_believed(attempts: Attempts, tmp_path: Path) -> None:
    fail(attempts, 9)
    file = tmp_path / "state" / "attempts.json"
    put(tmp_path, file.read_bytes() + b" " * 100_000)
    assert attempts.wait_seconds(STORE) == 0


def test_the_file_stays_small_however_many_stores_are_tried(attempts: Attempts, tmp_path: Path, clock: HandClock) -> None:
    filler = {f"{n:064x}": entry(last=(START - timedelta(hours=1)).isoformat()) for n in range(450)}
    put(tmp_path, json.dumps(filler).encode())
    clock.move(seconds=1)
    fail(attempts, 3)
    assert len(content(tmp_path)) <= 200
    assert attempts.wait_seconds(STORE) == 1


def test_a_state_folder_that_cannot_be_made_stops_nobody(tmp_path: Path, clock: HandClock) -> None:
    (tmp_path / "file").write_bytes(b"in the way")
    for folder in (tmp_path / "file", tmp_path / "file" / "state"):
        attempts = Attempts(folder, clock)
        fail(attempts, 9)
        assert attempts.wait_seconds(STORE) == 0
        attempts.succeeded(STORE)
    assert (tmp_path / "file").read_bytes() == b"in the way"


def test_a_folder_in_place_of_the_file_stops_nobody(attempts: Attempts, tmp_path: Path) -> None:
    (tmp_path / "state" / "attempts.json").mkdir(parents=True)
    fail(attempts, 9)
    assert attempts.wait_seconds(STORE) == 0


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a user whom a read-only folder holds up")
def test_a_state_folder_that_cannot_be_written_stops_nobody(attempts: Attempts, tmp_path: Path) -> None:
    fail(attempts, 3)
    (tmp_path / "state").chmod(0o500)
    try:
        fail(attempts, 9)
        assert attempts.wait_seconds(STORE) == 1
    finally:
        (tmp_path / "state").chmod(0o700)


@pytest.mark.parametrize("store", ["\x00", "x\udcff", "x" * 5_000, ""])
def test_any_path_can_be_asked_about(attempts: Attempts, store: str) -> None:
    fail(attempts, 3, Path(store))
    assert attempts.wait_seconds(Path(store)) == 1


def test_the_attempts_of_the_user_are_kept_in_the_state_folder_of_the_user() -> None:
    attempts = attempts_of_user(SteppingClock(START))
    fail(attempts, 4)
    assert 1.9 < attempts_of_user(SteppingClock(START + timedelta(milliseconds=10))).wait_seconds(STORE) <= 2
