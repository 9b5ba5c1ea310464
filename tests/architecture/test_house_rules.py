"""The rules of the house: layers, published schemas, no private words in the repository."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from chronology_tui import __version__
from chronology_tui.services.schemas import SCHEMAS, schema_text

ROOT = Path(__file__).parents[2]


def test_the_arrows_between_layers_point_one_way() -> None:
    script = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache'])"
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_schemas_have_not_drifted(name: str) -> None:
    published = (ROOT / "schemas" / f"{name}.json").read_text(encoding="utf-8")
    assert published == schema_text(name), f"run: chronology schema {name} > schemas/{name}.json"


def test_no_schema_is_left_over() -> None:
    assert {p.stem for p in (ROOT / "schemas").glob("*.json")} == set(SCHEMAS)


def test_the_changelog_knows_this_version() -> None:
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_importing_the_package_reads_no_clock_and_loads_nothing_slow() -> None:
    script = (
        "import sys, chronology_tui.services, chronology_tui.tui.app\n"
        "slow = {'reportlab', 'pikepdf', 'typer', 'arabic_reshaper', 'bidi', 'chronology_tui.report'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_no_machine_path_or_registry_stands_in_a_tracked_file() -> None:
    pattern = re.compile(r"/(?:tmp|work|root|home)/[a-z]|(?:pypi|npmjs)\.(?:org|com)/simple|registry\.npmjs")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if (
            path.suffix in {".py", ".md", ".toml", ".txt", ".json", ".csv", ".tcss", ""}
            and path.is_file()
            and path != Path(__file__)
        ):
            found = pattern.search(path.read_text(encoding="utf-8", errors="ignore"))
            assert found is None, name
