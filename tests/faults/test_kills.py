"""A process that is killed 300 times while it works: nothing acknowledged is lost, no half change is seen, verify is clean.

The same by hand, with other numbers: ``python tests/faults/run.py --kills 3000 --seed 7``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("SIGKILL and fork", allow_module_level=True)

from tests.faults.run import Totals, run, run_lane
from tests.faults.scenarios import names

KILLS = 300
SEED = 1


@pytest.fixture
def own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The lanes set these for themselves; in a test that runs one in its own process they are put back."""
    for name in ("XDG_STATE_HOME", "XDG_DATA_HOME", "CHRONOLOGY_BACKUPS"):
        monkeypatch.setenv(name, str(tmp_path))


def test_killed_300_times(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    totals = run(KILLS, SEED, tmp_path)
    with capsys.disabled():
        print("", *totals.lines, sep="\n")
    assert totals.kills.total() == KILLS
    assert totals.found.everything == []
    # The harness must really hit: most kills in the middle of an operation, and some in the middle of each kind.
    assert totals.middle.total() >= KILLS * 0.7
    assert all(totals.middle[name] for name in names())
    # Some of what was hit must be there afterwards and some not, or the kills all came too early or too late.
    assert totals.took_effect.total() >= KILLS * 0.02
    assert totals.middle.total() - totals.took_effect.total() >= KILLS * 0.3
    assert totals.acknowledged > KILLS


@pytest.mark.usefixtures("own_environment")
class TestTheHarnessCanFail:
    """Each store with a fault put in on purpose is found out (``tests/faults/broken.py``)."""

    def found(self, tmp_path: Path, kinds: list[str], broken: str) -> Totals:
        return run_lane(tmp_path, kinds, SEED, broken)

    def test_a_change_that_is_acknowledged_before_it_is_committed(self, tmp_path: Path) -> None:
        assert self.found(tmp_path, ["add", "edit", "import"] * 2, "commits_later").found.lost

    def test_an_import_or_bulk_edit_in_two_transactions(self, tmp_path: Path) -> None:
        assert self.found(tmp_path, ["import", "bulk edit"] * 8, "commits_in_two").found.half

    def test_a_log_in_plain_text(self, tmp_path: Path) -> None:
        assert self.found(tmp_path, ["add", "edit"], "keeps_a_log").found.leaks

    def test_an_export_that_is_written_in_place(self, tmp_path: Path) -> None:
        found = self.found(tmp_path, ["export text", "export bundle", "export pdf"] * 4, "exports_in_place").found
        assert found.half

    def test_a_passphrase_that_is_changed_in_the_file_itself(self, tmp_path: Path) -> None:
        found = self.found(tmp_path, ["passphrase"] * 12, "rekeys_without_copy").found
        assert found.lost or found.faults
