"""Colours that can be read, in colour and in grey, and marks that differ in form."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from chronology_tui.domain.scales import Severity
from chronology_tui.report.document import Lane, LifeLine, MonthBar
from chronology_tui.report.pdf import theme
from chronology_tui.report.pdf.operators import drawing_operators, number
from chronology_tui.report.pdf.shapes import Box, Disc, Drawing, Polygon, Stroke, gauge, level_bars
from chronology_tui.report.pdf.theme import Colour
from tests.report.pdf.recording import laid_out
from tests.report.pdf.sample_figures import life_line
from tests.report.pdf.samples import report


def luminance(colour: Colour) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


GROUNDS = (theme.WHITE, theme.HEAD_GROUND, theme.GROUP_GROUND)
INKS = (theme.INK, theme.QUIET_INK, theme.LABEL_INK, theme.HEADING_INK, theme.LINK_INK, *theme.LEVEL.values())


def test_contrast_is_worked_out_right() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert contrast(theme.colour("#777777"), theme.WHITE) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_every_text_can_be_read(ink: Colour, ground: Colour) -> None:
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("severity", list(Severity))
def test_the_word_of_a_severity_can_be_read_on_its_tint(severity: Severity) -> None:
    look = theme.SEVERITY[severity]
    assert contrast(look.word, look.tint) >= 4.5
    assert contrast(look.word, theme.WHITE) >= 4.5


def test_severities_keep_their_order_on_a_grey_print() -> None:
    rated = [theme.SEVERITY[severity] for severity in (Severity.LOW, Severity.MODERATE, Severity.HIGH, Severity.CRITICAL)]
    for lower, higher in pairwise(rated):
        assert luminance(lower.mark) > 1.4 * luminance(higher.mark)
        assert luminance(lower.tint) > luminance(higher.tint) + 0.02
    assert luminance(theme.PALE_BAR) > 1.4 * luminance(rated[0].mark)


@pytest.mark.parametrize("severity", list(Severity))
def test_a_gauge_has_as_many_full_boxes_as_steps(severity: Severity) -> None:
    shapes = gauge(severity).shapes
    assert len(shapes) == 4
    full = [shape for shape in shapes if isinstance(shape, Box) and shape.fill == theme.SEVERITY[severity].mark]
    assert len(full) == max(0, severity)
    assert (severity is Severity.NOT_RATED) == all(isinstance(shape, Stroke) for shape in shapes)


@pytest.mark.parametrize("bars", [1, 2, 3])
def test_a_level_has_as_many_full_bars_as_it_says(bars: int) -> None:
    shapes = level_bars("consider", bars).shapes
    assert sum(isinstance(shape, Box) and shape.fill is not None for shape in shapes) == bars
    assert len(shapes) == 3


def test_a_strength_is_a_plus() -> None:
    assert all(isinstance(shape, Stroke) for shape in level_bars("strength", 0).shapes)


def life(*months: MonthBar, lanes: tuple[Lane, ...] = ()) -> tuple[Drawing, list[str]]:
    """Return the drawing of a life-line and the words in it."""
    recorder = laid_out(report(LifeLine("caption", "alternative", months, lanes)))
    drawing = max((drawn.drawing for drawn in recorder.drawings), key=lambda each: len(each.shapes))
    return drawing, [text.text for text in recorder.texts if text.tag == "figure"]


def test_bars_are_as_high_as_entries_and_coloured_by_concern() -> None:
    months = (
        MonthBar(2024, 1, 4, 0, Severity.NONE),
        MonthBar(2024, 2, 8, 4, Severity.HIGH),
        MonthBar(2024, 3, 2, 2, Severity.CRITICAL),
    )
    drawing, words = life(*months)
    boxes = [shape for shape in drawing.shapes if isinstance(shape, Box)]
    pale = [box for box in boxes if box.fill == theme.PALE_BAR]
    assert [round(box.height / pale[1].height, 2) for box in pale] == [0.5, 1.0, 0.25]
    (high,) = [box for box in boxes if box.fill == theme.SEVERITY[Severity.HIGH].mark]
    assert high.height == pytest.approx(pale[1].height / 2)
    (critical,) = [box for box in boxes if box.fill == theme.SEVERITY[Severity.CRITICAL].mark]
    assert critical.height == pytest.approx(pale[2].height)
    assert sum(isinstance(shape, Polygon) for shape in drawing.shapes) == 1, "the critical month has a mark above it"
    assert any("8" in text for text in words)
    assert {"2024", "entries without a rated concern", "highest concern: high", "critical"} <= set(words)


def test_the_days_of_a_lane_lie_below_their_months() -> None:
    months = (MonthBar(2023, 1, 1, 0, Severity.NONE), MonthBar(2024, 12, 1, 0, Severity.NONE))
    lane = Lane("Missed", "strong", (date(2023, 1, 1), date(2024, 1, 1), date(2024, 12, 31)))
    drawing, words = life(*months, lanes=(lane,))
    boxes = [shape for shape in drawing.shapes if isinstance(shape, Box)]
    dots = [shape for shape in drawing.shapes if isinstance(shape, Disc)]
    assert len(dots) == 3
    assert abs(dots[0].x - boxes[0].x) < 3
    assert dots[1].x == pytest.approx((dots[0].x + dots[2].x) / 2, abs=2)
    assert dots[2].x <= boxes[-1].x + boxes[-1].width + 2
    assert "Missed" in words


def test_levels_differ_in_form_on_their_lanes() -> None:
    forms = set()
    for level in ("strong", "consider", "note", "strength"):
        drawing, _ = life(MonthBar(2024, 1, 1, 0, Severity.NONE), lanes=(Lane("x", level, (date(2024, 1, 9),)),))
        mark = drawing.shapes[-1]
        forms.add((type(mark), getattr(mark, "fill", None) == theme.WHITE))
    assert len(forms) == 4


def test_every_lane_is_drawn_even_if_they_need_further_pages() -> None:
    recorder = laid_out(report(life_line(6, 120)))
    labels = [text for text in recorder.texts if text.tag == "figure" and text.x == 46]
    assert len(labels) == 120
    assert len(recorder.figures) >= 3


def test_numbers_are_short_and_never_minus_nought() -> None:
    assert [number(value) for value in (1.0, 1.504, -0.001, 0.1)] == ["1", "1.5", "0", "0.1"]


def test_every_shape_has_operators() -> None:
    shapes = (
        Box(0, 0, 2, 1, fill=theme.INK),
        Box(0, 0, 2, 1, edge=theme.INK, radius=5),
        Stroke(((0, 0), (1, 1), (2, 0)), theme.INK),
        Polygon(((0, 0), (1, 1), (2, 0)), fill=theme.INK, edge=theme.INK),
        Disc(1, 1, 1, fill=theme.INK),
        Disc(1, 1, 1),
    )
    last = [drawing_operators(Drawing((shape,))).split()[-1] for shape in shapes]
    assert last == ["f", "S", "S", "B", "f", "n"]


def test_every_page_has_its_marking_and_its_number(sample_files: dict[str, Path]) -> None:
    with pikepdf.open(sample_files["lying"]) as pdf:
        total = len(pdf.pages)
        for index, page in enumerate(pdf.pages, start=1):
            content = b"".join(stream.read_bytes() for stream in page.Contents)
            header, footer = (content.index(b"/Subtype/" + part) for part in (b"Header", b"Footer"))
            assert b"(OFFICIAL-SENSITIVE) Tj" in content[header : header + 250]
            assert b"version 3" in content[footer:]
            assert f"(Page {index} of {total}) Tj".encode() in content[footer:]
            assert [float(edge) for edge in page.MediaBox] == [0, 0, 841.89, 595.28]
