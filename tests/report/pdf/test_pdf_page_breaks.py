"""Where pages end: what belongs together stays together, and nothing small stands alone at the top of the next page."""

from __future__ import annotations

import pytest

from chronology_tui.report.document import (
    Block,
    Bullets,
    Column,
    ColumnKind,
    Fact,
    Facts,
    FindingItem,
    FindingList,
    Paragraph,
    ReportDocument,
    Row,
    Section,
    Table,
)
from chronology_tui.report.pdf.blocks import Setter
from chronology_tui.report.pdf.column_widths import column_widths
from chronology_tui.report.pdf.fonts import Typefaces
from chronology_tui.report.pdf.theme import LARGE, STANDARD, Theme
from chronology_tui.report.pdf.wrap import Wrapper
from tests.report.pdf.recording import Recorder, laid_out
from tests.report.pdf.sample_parts import cell, meta, plain

NOTE = Paragraph(plain("A note that closes what stands above it."), quiet=True)
PLACES = range(34, 54)
"""Lines above a block that bring it to every place around the foot of the page."""


def below(lines: int, *blocks: Block, heading: str = "") -> Recorder:
    """Return what is drawn for blocks that follow so many lines."""
    above = Section("Above", (Paragraph(plain("line\n" * (lines - 1) + "line")),))
    return laid_out(ReportDocument(meta(), (above, Section(heading, blocks))))


def page_of(recorder: Recorder, words: str) -> int:
    """Return the page on which the first line that begins so stands."""
    return next(text.page for text in recorder.texts if text.text.startswith(words))


@pytest.mark.parametrize("lines", PLACES)
def test_facts_stay_together_below_their_heading_with_the_note_that_follows(lines: int) -> None:
    facts = Facts(tuple(Fact(f"Label {n}", plain(f"value {n}")) for n in range(6)))
    recorder = below(lines, facts, NOTE, heading="Facts")
    pages = {page_of(recorder, words) for words in ("Facts", "Label 0", "Label 5", "value 5", "A note")}
    assert len(pages) == 1


@pytest.mark.parametrize("lines", PLACES)
@pytest.mark.parametrize("kind", ["bullets", "table", "findings"])
def test_a_short_note_is_never_alone_on_the_next_page(lines: int, kind: str) -> None:
    columns = (Column("No.", ColumnKind.NUMBER), Column("What", ColumnKind.TEXT))
    blocks: dict[str, Block] = {
        "bullets": Bullets(tuple(plain(f"point {n}") for n in range(8))),
        "table": Table("Rows", columns, tuple(Row((cell(plain(str(n))), cell(plain(f"point {n}")))) for n in range(8))),
        "findings": FindingList(tuple(FindingItem("note", 1, f"point {n}", (), f"finding-{n}") for n in range(8))),
    }
    recorder = below(lines, blocks[kind], NOTE)
    assert page_of(recorder, "A note") == page_of(recorder, "point 7")


@pytest.mark.parametrize("lines", PLACES)
def test_the_last_point_of_a_list_is_never_alone_on_the_next_page(lines: int) -> None:
    recorder = below(lines, Bullets(tuple(plain(f"point {n}") for n in range(8))))
    assert page_of(recorder, "point 7") == page_of(recorder, "point 6")


@pytest.mark.parametrize("lines", PLACES)
def test_three_lines_are_never_parted(lines: int) -> None:
    recorder = below(lines, Paragraph(plain("one\ntwo\nthree")))
    assert page_of(recorder, "one") == page_of(recorder, "three")


@pytest.mark.parametrize("lines", PLACES)
def test_headings_of_a_table_do_not_stand_above_one_low_row_only(lines: int) -> None:
    columns = (Column("No.", ColumnKind.NUMBER), Column("What", ColumnKind.TEXT))
    rows = tuple(Row((cell(plain(str(n))), cell(plain(f"row {n}")))) for n in range(30))
    recorder = below(lines, Table("Rows", columns, rows), heading="Rows of it")
    assert page_of(recorder, "Rows of it") == page_of(recorder, "row 1")


@pytest.mark.parametrize("lines", PLACES)
def test_a_long_finding_goes_on_over_the_page_and_leaves_no_half_empty_one(lines: int) -> None:
    words = tuple(plain(f"detail {n}") for n in range(24))
    recorder = below(lines, FindingList((FindingItem("strong", 3, "A long finding", words, "finding-a"),)), heading="Findings")
    assert page_of(recorder, "Findings") == page_of(recorder, "A long finding") == page_of(recorder, "detail 2")
    first = [text for text in recorder.texts if text.page == 1 and text.tag != "repeated"]
    assert max(text.y for text in first) > 794 - 170  # what stands together is less than this high


def test_a_short_finding_is_never_parted() -> None:
    for lines in PLACES:
        details = tuple(plain(f"detail {n}") for n in range(5))
        recorder = below(lines, FindingList((FindingItem("strong", 3, "A finding", details, "finding-a"),)))
        assert page_of(recorder, "A finding") == page_of(recorder, "detail 4")


# ----------------------------------------------------------------------------------------------------- the widths of columns


def widths(table: Table, width: float, theme: Theme = STANDARD) -> tuple[float, ...]:
    """Return how a table shares a width."""
    setter = Setter(Wrapper(Typefaces(theme.face)), theme)
    shared = column_widths(table, setter, width)
    assert sum(shared.widths) == pytest.approx(width)
    return tuple(shared.widths[strip] for strip in shared.strips)


@pytest.mark.parametrize("theme", [STANDARD, LARGE])
def test_a_text_column_that_holds_little_leaves_its_room_to_those_that_hold_much(theme: Theme) -> None:
    columns = (Column("No.", ColumnKind.NUMBER), Column("Much", ColumnKind.TEXT), Column("Little", ColumnKind.TEXT))
    rows = tuple(Row((cell(plain(str(n))), cell(plain("many words " * 30)), cell(plain("no")))) for n in range(5))
    _, much, little = widths(Table("T", columns, rows), 500, theme)
    assert much > 1.7 * little
    assert little > 60  # and yet it stays a column that can be read


def test_columns_whose_words_fit_on_one_line_are_given_that_line() -> None:
    columns = (Column("Agency", ColumnKind.TEXT), Column("Sources", ColumnKind.TEXT))
    row = Row(
        (cell(plain("Northfield Community Health")), cell(plain("2 discharge summaries, 2 letters, 2 records and 1 visit")))
    )
    recorder = laid_out(ReportDocument(meta(), (Section("", (Table("T", columns, (row,)),)),)))
    assert "Northfield Community Health" in [text.text for text in recorder.texts]


def test_dates_stand_on_one_line_where_the_words_have_room_enough() -> None:
    columns = (Column("No.", ColumnKind.NUMBER), Column("Date", ColumnKind.DATE), Column("What", ColumnKind.TEXT))
    rows = tuple(Row((cell(plain(str(n))), cell(plain("20 September 2022")), cell(plain("words " * 40)))) for n in range(3))
    recorder = laid_out(ReportDocument(meta(), (Section("", (Table("T", columns, rows),)),)))
    assert [text.text for text in recorder.texts].count("20 September 2022") == 3
