"""The demonstration is encrypted, the same in every run, and gone afterwards; the gallery has not drifted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from chronology_tui.report.packs import PACKS
from chronology_tui.services import open_casebook, open_demo
from chronology_tui.services.demo import DEMO_DAY, fill_demo
from chronology_tui.services.gallery import build_gallery
from tests.conftest import PASSPHRASE

EXPORTS = Path(__file__).parents[2] / "exports"


def test_the_demonstration_leaves_nothing_behind() -> None:
    demo = open_demo()
    folder = demo.path.parent
    assert not demo.path.read_bytes().startswith(b"SQLite format 3")
    assert demo.is_demo
    assert demo.today() == DEMO_DAY
    demo.close()
    assert not folder.exists()


def test_the_demonstration_is_the_same_in_every_run() -> None:
    with open_demo() as first, open_demo() as second:
        assert first.history_head() == second.history_head()
        (child,) = first.children()
        assert first.chronology(child.id).events == second.chronology(child.id).events


def test_a_demonstration_store_for_commands_stays(tmp_path: Path) -> None:
    fill_demo(tmp_path / "demo.chron", PASSPHRASE).close()
    with open_casebook(tmp_path / "demo.chron", PASSPHRASE) as kept:
        (child,) = kept.children()
        assert len(kept.chronology(child.id)) > 100


@pytest.mark.parametrize("pack", PACKS)
def test_the_gallery_has_not_drifted(tmp_path: Path, pack: str) -> None:
    build_gallery(tmp_path, {pack})
    made, kept = (tmp_path / f"demo-{pack}.pdf").read_bytes(), (EXPORTS / f"demo-{pack}.pdf").read_bytes()
    assert made == kept, "run: python -m chronology_tui.services.gallery exports"


def test_the_gallery_is_the_same_in_another_process(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from chronology_tui.services.gallery import build_gallery; build_gallery(Path(sys.argv[1]))"
    )
    made = []
    for seed in ("0", "4711"):
        folder = tmp_path / seed
        folder.mkdir()
        subprocess.run([sys.executable, "-c", script, str(folder)], check=True, env={"PYTHONHASHSEED": seed, "PATH": ""})
        made.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert made[0] == made[1]
    assert made[0].keys() == {f"demo-{pack}.pdf" for pack in PACKS}
