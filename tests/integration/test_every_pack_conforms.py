"""Every pack is PDF/UA-1 and PDF/A-2a by the real veraPDF, from an empty case to a large one, in every script and every look.

That the validator notices what is wrong is tested beside the writer (``tests/report/pdf/test_pdf_conformance.py``).
"""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from chronology_tui.report.document import Look
from chronology_tui.report.packs import PACKS
from chronology_tui.services import Casebook
from tests.support.pack_exports import ordinary, store_of, terse, written
from tests.support.verapdf import FLAVOURS, Verdict, validate

Files = dict[str, Path]
pytestmark = pytest.mark.pdf


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Every pack of a case without entries and of a case with one."""
    files: Files = {}
    for entries in (0, 1):
        folder = tmp_path_factory.mktemp(f"case-{entries}")
        with store_of(folder, entries, ordinary) as book:
            files |= {f"{name}, {entries}": path for name, path in written(book, folder / "out", tuple(PACKS)).items()}
    return files


@pytest.fixture(scope="module")
def middling(full_case: Casebook, small_case: Casebook, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Every pack of a case of 200 entries with everything in them; and every pack in each look."""
    folder = tmp_path_factory.mktemp("case-200")
    files = {f"{name}, 200": path for name, path in written(full_case, folder / "own", tuple(PACKS)).items()}
    large = written(small_case, folder / "large", tuple(PACKS), look=Look.LARGE, key_only=True)
    court = written(small_case, folder / "court", tuple(PACKS), look=Look.COURT, key_only=True)
    files |= {f"{name}, large": path for name, path in large.items()}
    return files | {f"{name}, court's look": path for name, path in court.items()}


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Every pack of a case of 2,000 entries."""
    folder = tmp_path_factory.mktemp("case-2000")
    with store_of(folder, 2000, terse, eventful=40) as book:
        return {f"{name}, 2000": path for name, path in written(book, folder / "out", tuple(PACKS)).items()}


@pytest.fixture(scope="module")
def verdicts(few: Files, middling: Files, many: Files) -> dict[tuple[str, str], Verdict]:
    """What the validator says of all of them, started once."""
    files = few | middling | many
    found = validate(list(files.values()))
    return {(name, flavour): found[path, flavour] for name, path in files.items() for flavour in FLAVOURS}


CASES = [f"{pack}, {size}" for pack in PACKS for size in ("0", "1", "200", "2000", "large", "court's look")]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("flavour", FLAVOURS)
def test_every_pack_conforms(verdicts: dict[tuple[str, str], Verdict], case: str, flavour: str) -> None:
    verdict = verdicts[case, flavour]
    assert verdict.examples == {}
    assert verdict.compliant
    assert verdict.assertions > 1000


def test_what_was_validated_is_what_it_is_said_to_be(few: Files, middling: Files, many: Files) -> None:
    """Long entries do run over pages, every script is there, and the large case is large."""

    def pages(path: Path) -> int:
        with pikepdf.open(path) as pdf:
            return len(pdf.pages)

    assert all(pages(few[f"{pack}, 0"]) <= 6 for pack in PACKS)
    assert all(pages(middling[f"{pack}, 200"]) >= 25 for pack in PACKS)
    assert all(pages(middling[f"{pack}, large"]) > 5 for pack in PACKS)
    assert pages(many["full, 2000"]) > 80
    with pikepdf.open(middling["full, 200"]) as pdf:
        fonts = {str(item.FontName) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/FontName" in item}
    assert {name for name in ("Hyperlegible", "Arabic", "Fallback") if any(name in font for font in fonts)} == {
        "Hyperlegible", "Arabic", "Fallback",
    }, fonts  # fmt: skip
