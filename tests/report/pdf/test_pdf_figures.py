"""The appointment ribbon and the chart: marks told apart by form, none hidden, names that do not touch, all inside the frame."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology_tui.domain.scales import Severity
from chronology_tui.report.document import (
    Axis,
    Chart,
    LifeLine,
    Look,
    MonthBar,
    Outcome,
    Paragraph,
    Ribbon,
    RibbonLane,
    RibbonMark,
    Series,
    SeriesKind,
    Subheading,
)
from chronology_tui.report.pdf import theme
from chronology_tui.report.pdf.blocks import Setter
from chronology_tui.report.pdf.chart import apart
from chronology_tui.report.pdf.figure import FigureWords, TimeAxis
from chronology_tui.report.pdf.fonts import Typefaces
from chronology_tui.report.pdf.ribbon import spread
from chronology_tui.report.pdf.shapes import Box, Disc, Polygon, Shape, Stroke
from chronology_tui.report.pdf.wrap import Wrapper
from tests.report.pdf.recording import Recorder, laid_out
from tests.report.pdf.sample_figures import chart, ribbon
from tests.report.pdf.samples import plain, report
from tests.report.pdf.test_pdf_structure import every

DAY = date(2020, 1, 1)
WORDS = FigureWords(Setter(Wrapper(Typefaces())))


def words(recorder: Recorder) -> list[str]:
    """Return the words in figures."""
    return [text.text.strip() for text in recorder.texts if text.tag == "figure"]


def shapes(recorder: Recorder) -> tuple[Shape, ...]:
    """Return the shapes of the largest drawing."""
    return max((drawn.drawing.shapes for drawn in recorder.drawings), key=len)


def contacts(*outcomes: Outcome, apart: int = 60) -> Ribbon:
    """Return a ribbon of one service with contacts of these outcomes, some days apart."""
    marks = tuple(RibbonMark(DAY + timedelta(days=apart * number), outcome) for number, outcome in enumerate(outcomes))
    return Ribbon("caption", "alternative", DAY, date(2022, 12, 31), (RibbonLane("Service", marks),))


def form(shape: Shape) -> tuple[str, bool, int]:
    """Return the form of a shape, without its colour."""
    return type(shape).__name__, getattr(shape, "fill", None) == theme.WHITE, len(getattr(shape, "points", ()))


def mark_forms(outcome: Outcome) -> tuple[tuple[str, bool, int], ...]:
    """Return the forms that one contact adds to an empty ribbon."""
    empty, one = (shapes(laid_out(report(contacts(*outcomes)))) for outcomes in ((), (outcome,)))
    return tuple(form(shape) for shape in one if shape not in empty)


def test_every_outcome_has_a_form_of_its_own_without_colour() -> None:
    forms = {mark_forms(outcome) for outcome in Outcome}
    assert len(forms) == len(Outcome)
    assert () not in forms
    assert mark_forms(Outcome.ATTENDED) == (("Disc", False, 0),)
    assert mark_forms(Outcome.MISSED) == (("Stroke", False, 2),) * 2
    assert mark_forms(Outcome.FAMILY) == (("Polygon", True, 4),)
    assert mark_forms(Outcome.SERVICE) == (("Box", True, 0),)


def test_every_contact_has_one_mark() -> None:
    block = ribbon(400)
    count = Counter(mark.outcome for lane in block.lanes for mark in lane.marks)
    found = Counter(map(type, shapes(laid_out(report(block)))))
    assert sum(count.values()) == 400
    assert found[Disc] == count[Outcome.ATTENDED] + count[Outcome.LATE]
    assert found[Polygon] == count[Outcome.LATE] + count[Outcome.FAMILY] + count[Outcome.OTHER]
    assert found[Box] == count[Outcome.SERVICE] + 6, "and the grounds of every other lane"


def test_the_key_names_only_what_is_there() -> None:
    shown = words(laid_out(report(contacts(Outcome.MISSED, Outcome.ATTENDED, Outcome.MISSED))))
    assert [word for word in shown if word in set(Outcome)] == ["attended", "not brought"]
    assert not set(Outcome) & set(words(laid_out(report(contacts()))))
    assert set(Outcome) <= set(words(laid_out(report(ribbon(400)))))


def test_kept_appointments_stand_above_the_line_and_all_others_below() -> None:
    axis = TimeAxis(2020 * 12, 36, 0, 300)
    placed = spread(contacts(*Outcome).lanes[0].marks, axis, 6)
    assert {mark.outcome for mark in placed if mark.level >= 0} == {Outcome.ATTENDED, Outcome.LATE}
    assert all(mark.level in {0, -1} for mark in placed)


@given(st.lists(st.tuples(st.integers(0, 1000), st.sampled_from(Outcome)), max_size=120))
def test_marks_that_have_room_are_not_drawn_over_one_another(drawn: list[tuple[int, Outcome]]) -> None:
    marks = [RibbonMark(DAY + timedelta(days=day), outcome) for day, outcome in drawn]
    axis = TimeAxis(2020 * 12, 36, 0, 300)
    placed = spread(marks, axis, 6.0)
    assert Counter(mark.outcome for mark in placed) == Counter(outcome for _, outcome in drawn)
    assert placed == spread(marks[::-1], axis, 6.0)
    crowded = any(sum(abs(this - other) < 45 for other, _ in drawn) > 5 for this, _ in drawn)
    for level in {mark.level for mark in placed}:
        places = sorted(mark.x for mark in placed if mark.level == level)
        assert crowded or all(later - earlier >= 5.99 for earlier, later in pairwise(places))
    days = sorted(axis.day(mark.day) for mark in marks)
    moved = [at - day for at, day in zip(sorted(mark.x for mark in placed), days, strict=True)]
    assert crowded or all(-0.01 <= each <= 12.01 for each in moved)


def test_marks_of_a_crowded_year_are_all_to_be_seen() -> None:
    block = ribbon(400)
    axis = TimeAxis.of([block.first, block.last], 120, 500, WORDS)
    assert axis is not None
    for lane in block.lanes:
        at = [(mark.level, round(mark.x, 2)) for mark in spread(lane.marks, axis, 6.1)]
        for level in {level for level, _ in at}:
            places = sorted(x for each, x in at if each == level)
            assert all(later - earlier > 3 for earlier, later in pairwise(places)), lane.label


def test_a_ribbon_and_a_life_line_of_the_same_years_name_the_same_years() -> None:
    months = (MonthBar(2009, 9, 1, 0, Severity.NONE), MonthBar(2024, 8, 1, 0, Severity.NONE))
    life = words(laid_out(report(LifeLine("caption", "alternative", months, ()))))
    line = words(laid_out(report(replace(ribbon(400), first=date(2009, 9, 1), lanes=(RibbonLane("", ()),)))))
    years = [word for word in life if word.isdigit() and len(word) == 4]
    assert len(years) > 5
    assert [word for word in line if word.isdigit()][-3:] == years[-3:]


@pytest.mark.parametrize("look", list(Look))
def test_names_of_services_are_whole_unless_they_are_very_long(look: Look) -> None:
    shown = " ".join(words(laid_out(report(ribbon(40), look=look))))
    assert "…" not in shown
    assert all(lane.label in shown for lane in ribbon(40).lanes)
    cut = words(laid_out(report(Ribbon("c", "a", DAY, DAY, (RibbonLane("word " * 60, ()),)), look=look)))
    assert any(word.endswith("…") for word in cut)


def test_lanes_that_do_not_fit_go_on_with_their_years_and_key() -> None:
    lanes = tuple(RibbonLane(f"Service {number}", contacts(*Outcome).lanes[0].marks) for number in range(90))
    recorder = laid_out(report(replace(contacts(), lanes=lanes)))
    assert len(recorder.figures) >= 3
    pages = {page for page, _ in recorder.figures}
    for page in pages:
        shown = [text.text.strip() for text in recorder.texts if text.page == page and text.tag == "figure"]
        assert "2021" in shown
        assert set(Outcome) <= set(shown)
    assert sum(text.text.startswith("Service ") for text in recorder.texts) == 90


def test_figures_are_tagged_with_their_words_and_places(sample_files: dict[str, Path]) -> None:
    with pikepdf.open(sample_files["figures"]) as pdf:
        found = every(pdf, "Figure")
        alternatives = [str(figure["/Alt"]) for figure in found]
        assert alternatives[0].startswith("Appointments with 12 services over 15 years")
        assert sum(alternative.startswith("A chart of") for alternative in alternatives) == 5
        for figure in found:
            left, bottom, right, top = (float(value) for value in figure["/A"]["/BBox"])
            assert 45 < left < right < 550
            assert 45 < bottom < top < 800


def line(label: str, *points: tuple[float, float], kind: SeriesKind = SeriesKind.POINTS) -> Series:
    """Return a series."""
    return Series(label, points, kind)


def graph(*series: Series) -> Chart:
    """Return a chart of ten by ten."""
    ticks = tuple((float(number), str(number)) for number in range(0, 11, 2))
    return Chart("caption", "alternative", Axis("Age", 0, 10, ticks), Axis("Weight", 0, 10, ticks), series)


def test_series_of_points_differ_in_form_and_are_named_below() -> None:
    empty = shapes(laid_out(report(graph())))

    def marks_of(number: int) -> tuple[tuple[str, bool, int], ...]:
        series = [line(str(index), *([(5.0, 5.0)] if index == number else [])) for index in range(4)]
        return tuple(form(shape) for shape in shapes(laid_out(report(graph(*series)))) if shape not in empty)

    marks = [marks_of(number) for number in range(4)]
    assert len(set(marks)) == 4
    shown = words(laid_out(report(graph(line("This child", (1, 1)), line("Sibling", (2, 2)), line("Nobody")))))
    assert "This child" in shown
    assert "Sibling" in shown
    assert "Nobody" not in shown


def rounded(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return places to a hundredth of a point."""
    return [(round(x, 2), round(y, 2)) for x, y in places]


def frame(drawn: tuple[Shape, ...]) -> tuple[float, float, float, float]:
    """Return left, top, right and foot of the frame of a chart: its two axes are drawn as one line."""
    (axes,) = [shape for shape in drawn if isinstance(shape, Stroke) and len(shape.points) == 3 and shape.line == 0.8]
    (left, top), (_, foot), (right, _) = axes.points
    return left, top, right, foot


def test_a_point_stands_where_its_numbers_say_and_is_joined_to_the_next() -> None:
    drawn = shapes(laid_out(report(graph(line("This child", (0, 0), (5, 10), (10, 5))))))
    left, top, right, foot = frame(drawn)
    discs = [(shape.x, shape.y) for shape in drawn if isinstance(shape, Disc)]
    middle = (left + right) / 2
    assert rounded(discs) == rounded([(left, foot), (middle, top), (right, (top + foot) / 2)])
    (joined,) = [shape for shape in drawn if isinstance(shape, Stroke) and shape.line == 1.1]
    assert rounded(joined.points) == rounded(discs)


def test_what_lies_beyond_the_axes_is_cut_at_the_frame() -> None:
    outside = line("out", (-10, -10), (20, 20), (20, 5), (-5, 5), kind=SeriesKind.CURVE)
    drawn = shapes(laid_out(report(graph(outside, line("far", (11, 5), (5, 5), (5, 12))))))
    left, top, right, foot = frame(drawn)
    for shape in drawn:
        if isinstance(shape, Stroke) and shape.line in {0.7, 1.1}:
            assert all(left - 0.01 <= x <= right + 0.01 and top - 0.01 <= y <= foot + 0.01 for x, y in shape.points)
    assert sum(isinstance(shape, Disc) for shape in drawn) == 1
    (diagonal, level) = [shape for shape in drawn if isinstance(shape, Stroke) and shape.line == 0.7]
    assert rounded(diagonal.points) == rounded([(left, foot), (right, top)])
    assert {round(y, 2) for _, y in level.points} == {round((top + foot) / 2, 2)}


@pytest.mark.parametrize("look", list(Look))
def test_names_of_curves_stand_at_their_right_ends_in_order_and_apart(look: Look) -> None:
    recorder = laid_out(report(chart(), look=look))
    names = ("0.4th", "2nd", "9th", "25th", "50th", "75th", "91st", "98th", "99.6th")
    places = [next(text for text in recorder.texts if text.text == name) for name in names]
    assert len({text.x for text in places}) == 1
    size = theme.theme_of(look).figure.size
    assert all(lower.y - higher.y >= size for lower, higher in pairwise(places))
    _, (left, _, right, _) = recorder.figures[0]
    assert all(left < text.x and text.x + text.width <= right + 0.01 for text in places)


@given(st.lists(st.floats(0, 100), max_size=30).map(sorted), st.floats(1, 12))
def test_places_are_moved_as_little_as_needed(wanted: list[float], least: float) -> None:
    found = apart(wanted, least, 0, 100)
    assert len(found) == len(wanted)
    assert all(later - earlier >= least - 1e-6 for earlier, later in pairwise(found))
    if (len(wanted) - 1) * least <= 100:
        assert all(-1e-6 <= place <= 100 + 1e-6 for place in found)
    if all(later - earlier >= least for earlier, later in pairwise(wanted)):
        assert found == pytest.approx(wanted)


@pytest.mark.parametrize("look", list(Look))
def test_names_of_ticks_do_not_touch(look: Look) -> None:
    ticks = tuple((month / 10, f"{month} months") for month in range(101))
    recorder = laid_out(report(replace(graph(), across=Axis("Age", 0, 10, ticks), up=Axis("Up", 0, 10, ticks)), look=look))
    named = [text for text in recorder.texts if text.text.endswith("months")]
    assert len(named) > 5
    level = Counter(text.y for text in named).most_common(1)[0][0]
    across = sorted((text for text in named if text.y == level), key=lambda text: text.x)
    assert all(this.x + this.width < after.x for this, after in pairwise(across))
    up = sorted(text.y for text in named if text.y != level)
    assert all(later - earlier >= 0.85 * across[0].size for earlier, later in pairwise(up))


def test_a_chart_stays_whole_and_with_its_heading() -> None:
    for filler in range(0, 54, 3):
        recorder = laid_out(report(Paragraph(plain("line\n" * filler + "line")), Subheading("Growth"), chart()))
        ((page, (_, top, _, foot)),) = recorder.figures
        heading = next(text for text in recorder.texts if text.text == "Growth")
        assert heading.page == page
        assert foot - top == pytest.approx(290, abs=5)


@pytest.mark.parametrize("filler", range(0, 48, 3))
def test_a_caption_stands_on_the_page_of_its_figure(filler: int) -> None:
    for block in (chart(), ribbon(40, 3, 4)):
        recorder = laid_out(report(Paragraph(plain("line\n" * filler + "line")), Subheading("Growth"), block))
        ((page, (_, _, _, foot)),) = recorder.figures
        caption = next(text for text in recorder.texts if text.text.startswith(block.caption[:20]))
        assert caption.page == page
        assert foot < caption.y < foot + 16
