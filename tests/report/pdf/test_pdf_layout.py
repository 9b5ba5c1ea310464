"""Where things stand: inside the margins, headings with what they head, rows whole, cards level."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology_tui.domain.scales import Severity
from chronology_tui.report.document import (
    Block,
    Bullets,
    Card,
    Cards,
    Cell,
    Column,
    ColumnKind,
    FindingItem,
    FindingList,
    Paragraph,
    Quote,
    ReportDocument,
    Row,
    Section,
    Table,
)
from chronology_tui.report.pdf.blocks import Setter
from chronology_tui.report.pdf.column_widths import column_widths
from chronology_tui.report.pdf.fonts import Typefaces
from chronology_tui.report.pdf.shapes import Box
from chronology_tui.report.pdf.wrap import Wrapper
from tests.report.pdf.recording import LYING, PAGE, Recorder, laid_out
from tests.report.pdf.samples import COLUMNS, SAMPLES, chronology_rows, long_rows, meta, plain, referral, report


def sections(*heights: int) -> ReportDocument:
    """Return a report of sections with so many lines of text each."""
    return ReportDocument(
        meta(),
        tuple(
            Section(f"Heading {index}", (Paragraph(plain("line\n" * (lines - 1) + "line")),))
            for index, lines in enumerate(heights)
        ),
    )


def assert_inside(recorder: Recorder) -> None:
    """Check that nothing is written outside the margins."""
    assert recorder.texts
    for text in recorder.texts:
        page = LYING if recorder.lying[text.page] else PAGE
        assert text.x >= page.left - 0.01, text
        assert text.x + text.width <= page.right + 0.5, text
        assert page.top < text.y, text
        assert text.y <= page.bottom, text


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_written_outside_the_margins(name: str) -> None:
    document = SAMPLES[name]()
    recorder = laid_out(document)
    assert_inside(recorder)
    for number, (left, top, right, bottom) in recorder.figures:
        page = LYING if recorder.lying[number] else PAGE
        assert page.left <= left < right <= page.right + 0.01
        assert page.top - 0.01 <= top < bottom <= page.bottom + 0.01


@pytest.mark.parametrize("name", SAMPLES)
def test_lines_do_not_overlap(name: str) -> None:
    document = SAMPLES[name]()
    recorder = laid_out(document)
    at: dict[tuple[int, float], list[float]] = {}
    for text in recorder.texts:
        if text.tag != "figure":
            at.setdefault((text.page, round(text.x, 1)), []).append(text.y)
    for lines in at.values():
        assert all(later - earlier > 7 for earlier, later in pairwise(sorted(lines)))


@settings(max_examples=60)
@given(st.lists(st.integers(1, 60), min_size=2, max_size=8))
def test_a_heading_is_never_the_last_on_its_page(heights: list[int]) -> None:
    recorder = laid_out(sections(*heights))
    for this, following in pairwise(recorder.texts):
        if this.tag == "H2":
            assert this.page == following.page


@settings(max_examples=60)
@given(st.integers(0, 52), st.sampled_from(["table", "cards", "quote", "finding", "bullets", "lead-in"]))
def test_a_heading_stays_with_any_block(filler: int, kind: str) -> None:
    choices: dict[str, tuple[Block, ...]] = {
        "table": (Table("t", COLUMNS, chronology_rows(97, 2)),),
        "cards": (Cards((Card("Label", "Headline", plain("body " * 40)),)),),
        "quote": (Quote("words " * 60, plain("somebody")),),
        "finding": (FindingList((FindingItem("strong", 3, "Title", (plain("detail " * 90),), "finding-1"),)),),
        "bullets": (Bullets((plain("point " * 30), plain("point"))),),
        "lead-in": (Paragraph(plain("As follows:")), Bullets((plain("point " * 30), plain("point")))),
    }
    lines = Paragraph(plain("line\n" * filler + "line"))
    recorder = laid_out(ReportDocument(meta(), (Section("First", (lines,)), Section("Second", choices[kind]))))
    place = next(index for index, text in enumerate(recorder.texts) if text.text.startswith("Second"))
    after = recorder.texts[place + 1 :]
    assert after[0].page == recorder.texts[place].page
    if kind == "table":
        first_row = next(text for text in after if text.text == "97")
        assert first_row.page == recorder.texts[place].page
    if kind == "lead-in":
        assert after[1].page == recorder.texts[place].page


@pytest.mark.parametrize("lines", range(40, 70))
@pytest.mark.parametrize("kind", ["finding", "quote", "cards", "row"])
def test_a_heading_is_not_left_behind_by_a_block_almost_as_high_as_a_page(lines: int, kind: str) -> None:
    words = "line\n" * lines + "line"
    row = Row(
        (Cell((plain("1"),)), *(Cell((plain("x"),)) for _ in range(2)), Cell((plain(words),)), Cell(()), Cell(())), group="2024"
    )
    choices: dict[str, Block] = {
        "finding": FindingList((FindingItem("strong", 3, "Title", (plain(words),), "finding-1"),)),
        "quote": Quote(words, plain("somebody")),
        "cards": Cards((Card("Label", "Headline", plain(words)),)),
        "row": Table("t", COLUMNS, (row,)),
    }
    filler = Paragraph(plain("line\nline"))
    recorder = laid_out(ReportDocument(meta(), (Section("First", (filler,)), Section("Second", (choices[kind],)))))
    heading = next(text for text in recorder.texts if text.text == "Second")
    below = [text for text in recorder.texts if text.page == heading.page and text.y > heading.y]
    assert any(text.text.strip().strip("“”") in {"line", "Title"} for text in below)


@settings(max_examples=40)
@given(st.lists(st.integers(1, 700), min_size=1, max_size=40))
def test_rows_that_fit_on_a_page_are_never_split(lengths: list[int]) -> None:
    rows = tuple(
        Row(
            (
                Cell((plain(f"n{number}"),)),
                *(Cell((plain("x"),)) for _ in range(2)),
                Cell((plain("word " * length),)),
                Cell((plain("GP"),)),
                Cell((plain("low"),), Severity.LOW),
            ),
            group=str(number // 5),
        )
        for number, length in enumerate(lengths)
    )
    recorder = laid_out(report(Table("t", COLUMNS, rows)))
    pages: dict[int, set[int]] = {}
    lines: dict[int, int] = {}
    for text in recorder.texts:
        if text.tag in {"TD", "TH"} and text.size == 8.8:
            pages.setdefault(text.element, set()).add(text.page)
            lines[text.element] = lines.get(text.element, 0) + 1
    for element, on in pages.items():
        assert len(on) == 1 or lines[element] > 50


def test_a_row_higher_than_a_page_goes_on_over_the_pages() -> None:
    words = " ".join(f"word{index}" for index in range(1500))
    row = Row(
        (
            Cell((plain("1"),)),
            Cell((plain("today"),)),
            Cell((plain("4y"),)),
            Cell((plain(words),)),
            Cell(()),
            Cell((plain("low"),), Severity.LOW),
        )
    )
    recorder = laid_out(report(Table("t", COLUMNS, (row,))))
    event = [text for text in recorder.texts if text.text.startswith("word")]
    assert len({text.page for text in event}) >= 3
    assert " ".join(text.text.strip() for text in event) == words
    for page in range(2, recorder.page + 1):
        on_page = [text.text for text in recorder.texts if text.page == page and text.tag == "repeated"]
        assert on_page == [column.heading for column in COLUMNS]


def test_a_group_heading_stays_with_its_first_row() -> None:
    rows = chronology_rows(1, 120)
    recorder = laid_out(report(Table("t", COLUMNS, rows)))
    texts = recorder.texts
    groups = [index for index, text in enumerate(texts) if text.tag == "TH" and text.text in {row.group for row in rows}]
    assert len(groups) > 5
    assert all(texts[index].page == texts[index + 1].page for index in groups)


def test_cards_side_by_side_are_equally_high() -> None:
    cards = Cards(tuple(Card("Label", "Headline", plain("word " * length)) for length in (3, 60, 20, 5)))
    recorder = laid_out(report(cards))
    frames = [(drawn.y, shape) for drawn in recorder.drawings for shape in drawn.drawing.shapes if isinstance(shape, Box)]
    boxes = [box for _, box in frames]
    assert len(boxes) == 4
    assert len({box.height for box in boxes[:3]}) == 1
    assert len({y for y, _ in frames[:3]}) == 1
    assert len({box.width for box in boxes}) == 1


def test_a_paragraph_does_not_leave_a_single_line_behind() -> None:
    for filler in range(30, 56):
        recorder = laid_out(report(Paragraph(plain("line\n" * filler + "line")), Paragraph(plain("last " * 120))))
        pages = [text.page for text in recorder.texts if text.text.startswith("last")]
        for page in set(pages):
            assert pages.count(page) > 1


@pytest.mark.parametrize(("width", "part"), [(503.0, 0.38), (750.0, 0.45)])
def test_the_event_column_is_the_widest(width: float, part: float) -> None:
    shared = column_widths(Table("t", COLUMNS, chronology_rows(1, 50)), Setter(Wrapper(Typefaces())), width)
    assert sum(shared.widths) == pytest.approx(width)
    assert shared.widths[3] == max(shared.widths)
    assert shared.widths[3] >= part * width
    assert shared.stacked == (width < 600)


@given(st.lists(st.sampled_from(ColumnKind), min_size=1, max_size=12), st.integers(0, 3))
def test_columns_of_any_kind_fill_the_width(kinds: list[ColumnKind], words: int) -> None:
    columns = tuple(Column("Heading " * words, kind) for kind in kinds)
    row = Row(tuple(Cell((plain("some words " * (words * 5)),)) for _ in kinds))
    shared = column_widths(Table("t", columns, (row,)), Setter(Wrapper(Typefaces())), 503)
    assert sum(shared.widths) == pytest.approx(503)
    assert all(width > 0 for width in shared.widths)


def test_a_section_that_asks_for_a_page_gets_one() -> None:
    recorder = laid_out(referral())
    heading = next(text for text in recorder.texts if text.text.startswith("Significant events"))
    assert heading.y < PAGE.top + 20
    assert heading.page > 1


def test_layout_takes_time_in_proportion_to_the_rows() -> None:
    few, many = (laid_out(report(Table("t", COLUMNS, long_rows(count)))) for count in (200, 400))
    assert len(many.texts) == pytest.approx(2 * len(few.texts), rel=0.1)
