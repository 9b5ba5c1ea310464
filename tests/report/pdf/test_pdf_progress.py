"""How far the writing has come, stopping it, and being told that there are too many pages."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import pytest

from chronology_tui.report.document import Paragraph, ReportDocument, Table
from chronology_tui.report.pdf import write_pdf
from tests.report.pdf.conftest import made
from tests.report.pdf.samples import COLUMNS, long_report, long_rows, plain, referral, report


def told(document: ReportDocument) -> list[float]:
    """Return what is told while a report is written."""
    parts: list[float] = []
    write_pdf(document, io.BytesIO(), parts.append)
    return parts


@pytest.mark.parametrize("rows", [0, 1, 7, 99, 100, 101, 950])
def test_progress_rises_from_nothing_to_all_in_about_a_hundred_steps(rows: int) -> None:
    parts = told(long_report(rows))
    assert (parts[0], parts[-1]) == (0.0, 1.0)
    assert all(earlier < later for earlier, later in pairwise(parts))
    assert len(parts) <= 100


def test_progress_is_in_proportion_to_rows() -> None:
    rows = 500
    parts = told(long_report(rows))
    assert len(parts) >= 95
    assert max(later - earlier for earlier, later in pairwise(parts)) < 0.04
    halves = told(report(Table("t", COLUMNS, long_rows(rows // 2)), *(Paragraph(plain("words")) for _ in range(rows // 2))))
    assert len(halves) == pytest.approx(len(parts), abs=2)


def test_telling_changes_nothing_in_the_file() -> None:
    out = io.BytesIO()
    write_pdf(referral(), out, lambda _: None)
    assert out.getvalue() == made(referral())


def test_what_is_raised_while_being_told_stops_the_writing() -> None:
    class Cancelled(Exception):
        pass

    parts: list[float] = []

    def tell(part: float) -> None:
        parts.append(part)
        if part >= 0.5:
            raise Cancelled

    out = io.BytesIO()
    with pytest.raises(Cancelled):
        write_pdf(long_report(400), out, tell)
    assert 0.5 <= parts[-1] < 0.55
    assert len(out.getvalue()) < 0.8 * len(made(long_report(400)))


@pytest.mark.parametrize(("cap", "too_many"), [(None, False), (4, False), (100, False), (3, True), (1, True)])
def test_more_pages_than_the_reader_accepts_are_told(cap: int | None, *, too_many: bool) -> None:
    document = referral()
    written = write_pdf(replace(document, meta=replace(document.meta, page_cap=cap)), io.BytesIO())
    assert written.pages == 4
    issues = [issue for issue in written.issues if issue.code == "page-cap"]
    assert bool(issues) == too_many
    for issue in issues:
        assert issue.message.startswith(f"The document has 4 pages; the limit set is {cap}: ")
        assert "\n" not in issue.message
