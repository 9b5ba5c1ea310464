"""The three looks: which type each sets, that nothing is smaller than promised, and tables that can still be read."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from textwrap import dedent

import pikepdf
import pytest

from chronology_tui.report.document import Look, Table
from chronology_tui.report.pdf.blocks import Setter
from chronology_tui.report.pdf.column_widths import ColumnWidths, column_widths
from chronology_tui.report.pdf.fonts import Typefaces
from chronology_tui.report.pdf.theme import Palette, TextStyle, theme_of
from chronology_tui.report.pdf.wrap import Wrapper
from tests.report.pdf.recording import laid_out
from tests.report.pdf.samples import COLUMNS, SAMPLES, chronology_rows, court, referral

REPOSITORY = Path(__file__).parents[3]
LEAST = {Look.COURT: 12.0, Look.LARGE: 14.0}
LOOKED = [name for name, sample in SAMPLES.items() if sample().meta.look in LEAST]


def sizes(file: Path) -> set[float]:
    """Return every size of type that any page sets."""
    with pikepdf.open(file) as pdf:
        content = b"\n".join(stream.read_bytes() for page in pdf.pages for stream in page.Contents)
    assert not re.search(rb"(?<![\d.])(\S+ ){4}0?\.\d+ 0 Tm", content)
    return {float(size) for size in re.findall(rb"/\w+ ([\d.]+) Tf", content)}


def shared(look: Look, width: float) -> ColumnWidths:
    """Return how a table of six columns is shared out."""
    theme = theme_of(look)
    setter = Setter(Wrapper(Typefaces(theme.face)), theme)
    return column_widths(Table("t", COLUMNS, chronology_rows(1, 50)), setter, width)


@pytest.mark.parametrize("name", LOOKED)
def test_nothing_is_printed_below_the_least_size_of_its_look(sample_files: dict[str, Path], name: str) -> None:
    found = sizes(sample_files[name])
    assert min(found) >= LEAST[SAMPLES[name]().meta.look]


def test_samples_of_both_looks_hold_every_kind_of_block() -> None:
    for look in LEAST:
        kinds = {
            type(block).__name__
            for name in LOOKED
            if (document := SAMPLES[name]()).meta.look is look
            for section in document.sections
            for block in section.blocks
        }
        assert {"Paragraph", "Facts", "Cards", "FindingList", "Quote", "Bullets", "Table", "LifeLine", "Ribbon", "Chart"} <= kinds
        assert "Subheading" in kinds


def test_the_check_of_sizes_can_fail(sample_files: dict[str, Path]) -> None:
    assert min(sizes(sample_files["referral"])) < 9


@pytest.mark.parametrize("look", list(Look))
def test_every_style_has_room_between_its_lines(look: Look) -> None:
    theme = theme_of(look)
    styles = [getattr(theme, field.name) for field in fields(theme)]
    texts = [style.plain if isinstance(style, Palette) else style for style in styles if isinstance(style, Palette | TextStyle)]
    assert len(texts) >= 19
    assert all(1.18 <= text.leading / text.size <= 1.6 for text in texts)
    assert all(text.size >= LEAST.get(look, 7.5) for text in texts)


def test_large_print_sets_running_text_at_16_points() -> None:
    assert theme_of(Look.LARGE).body.plain.size == 16
    sizes_of_words = {text.size for text in laid_out(referral(look=Look.LARGE)).texts if text.text.startswith("Four physio")}
    assert sizes_of_words == {16}


@pytest.mark.parametrize(
    ("name", "face"), [("court", "LiberationSans"), ("large", "AtkinsonHyperlegible"), ("referral", "Atkinson")]
)
def test_each_look_has_its_face(sample_files: dict[str, Path], name: str, face: str) -> None:
    with pikepdf.open(sample_files[name]) as pdf:
        fonts = [str(item["/FontName"]) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item]
    assert fonts
    assert all(face in font for font in fonts)


@pytest.mark.parametrize("name", ["referral", "large", "court"])
def test_only_the_face_that_is_asked_for_is_read(name: str) -> None:
    code = dedent(
        f"""
        import io, sys
        from tests.report.pdf.samples import SAMPLES
        read = set()
        sys.addaudithook(lambda event, given: read.add(str(given[0])) if event == "open" else None)
        from chronology_tui.report.pdf import write_pdf
        write_pdf(SAMPLES[{name!r}](), io.BytesIO())
        print([face for face in ("Atkinson", "Liberation") if any(face in path for path in read)])
        """
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    assert done.stdout.strip() == ("['Liberation']" if name == "court" else "['Atkinson']")


def test_columns_stand_side_by_side_where_there_is_room() -> None:
    for look, width in ((Look.STANDARD, 503), (Look.STANDARD, 750), (Look.COURT, 750), (Look.LARGE, 750)):
        assert shared(look, width).strips == (0, 1, 2, 3, 4, 5), look


@pytest.mark.parametrize("look", [Look.COURT, Look.LARGE])
def test_narrow_columns_stand_below_each_other_where_the_event_would_be_squeezed(look: Look) -> None:
    found = shared(look, 503)
    assert found.strips == (0, 0, 0, 1, 2, 2)
    assert sum(found.widths) == pytest.approx(503)
    assert found.widths[1] >= theme_of(look).narrowest
    assert found.widths[1] == max(found.widths)


def test_the_four_columns_of_a_court_stand_side_by_side_with_dates_on_one_line() -> None:
    texts = [text for text in laid_out(court()).texts if text.tag in {"TH", "TD"}]
    assert len({text.x for text in texts if text.page == 2}) == 4
    assert any(re.fullmatch(r"\d\d [A-Z][a-z]{2} \d{4}", text.text) for text in texts)


def test_cells_below_each_other_are_read_in_the_order_of_columns_and_do_not_touch() -> None:
    recorder = laid_out(referral(look=Look.LARGE))
    row = [text for text in recorder.texts if text.tag in {"TH", "TD", "Link"} and text.page == recorder.page]
    last = max(index for index, text in enumerate(row) if text.text == "119")
    texts = [text.text.strip() for text in row[last:]]
    assert texts[:3] == ["119", "12 Nov 2024", "5y 3m"]
    assert texts[-2:] == ["HV record", "not rated"]
    for place in {text.x for text in row}:
        column = sorted(text.y for text in row if text.x == place)
        assert all(later - earlier >= 14 for earlier, later in pairwise(column))


def test_a_gauge_below_a_source_stands_below_its_word() -> None:
    recorder = laid_out(referral(look=Look.LARGE))
    words = [text for text in recorder.texts if text.text == "critical" and text.tag == "TD"]
    gauges = [drawn for drawn in recorder.drawings if len(drawn.drawing.shapes) == 4]
    assert words
    for word in words:
        assert any(drawn.page == word.page and drawn.x == word.x and 0 < drawn.y - word.y < 10 for drawn in gauges)
