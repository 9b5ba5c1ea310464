"""User text is data: brackets, links, control, bidirectional, wide and combining characters in every widget and dialogue.

Nothing may crash, be read as markup, steer the terminal or push a column out of line.
"""

from __future__ import annotations

import asyncio
from datetime import date
from uuid import uuid4

from hypothesis import example, given, settings
from hypothesis import strategies as st
from textual.widgets import Input

from chronology_tui.analysis.finding import (
    Analysis,
    Badge,
    Certainty,
    Excluded,
    Finding,
    Level,
    Outcome,
    Summary,
    Threshold,
)
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import DateContext
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Child, Source
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.typed_line import LineContext, LineReading, read_line
from chronology_tui.tui.glyphs import UNICODE
from chronology_tui.tui.modals.entry import EntryScreen
from chronology_tui.tui.modals.finding import FindingScreen
from chronology_tui.tui.widgets.case_header import CaseHeader
from chronology_tui.tui.widgets.insight import insight_blocks
from chronology_tui.tui.widgets.page import Page
from chronology_tui.tui.widgets.says import Says
from chronology_tui.tui.widgets.timeline import Timeline
from chronology_tui.tui.widgets.typed_line import TypedLine
from tests.tui.invented import CHILD, SOURCE, TODAY, event
from tests.tui.screens import One, assert_harmless, screen_text
from tests.tui.test_wrapping import PIECES

NASTY = (
    "[/] [on red]file[/on red] [link=https://example.org]x[/link] \x1b[2J\x07 \u202eevil\u202c "
    "王芳 e\u0301 👨\u200d👩 {0} %s \t end"
)
hostile = st.one_of(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join), st.text(min_size=1, max_size=60))
WITH_ONE = settings(max_examples=8, deadline=None)


def case(text: str) -> tuple[Chronology, Analysis]:
    words = text if text.strip() else "x"
    source = Source(id=SOURCE.id, title=f"T{words}")
    child = Child(id=CHILD.id, name=f"N{words}", birth=CHILD.birth)
    more = {"service": text, "quote": text, "child_voice": text, "action": text, "impact_note": text, "professional": text}
    entries = [
        event(date(2024, 3, n), Kind.WAS_NOT_BROUGHT, text, severity=Severity.HIGH, key=n == 2, page=text, notes=text, **more)
        for n in (1, 2, 3)
    ]
    chronology = Chronology.of(child, entries, [source])
    finding = Finding(
        rule="r", version=1, family=f"f{text}", subject=text, outcome=Outcome.FOUND, title=text, explanation=text,
        level=Level.STRONG, detail=text, evidence=tuple(e.id for e in entries),
        excluded=(Excluded(entries[0].id, text), Excluded(uuid4(), text)),
        thresholds=(Threshold(text, 3, text, text),), certainty=Certainty.DEPENDS_ON_UNCERTAIN_DATES,
        uncertain_events=(entries[1].id,), alternatives=(text,), questions=(text,), considerations=(text,), sources=(text,),
        missing=(text,), badges=(Badge(entries[1].id, text),),
    )  # fmt: skip
    summary = Summary(text, text, text, 1, 1, 1, 3, 3, 3, 0, 1, None, None, {}, "high", None, ())
    return chronology, Analysis(TODAY, text, summary, (finding,))


def read(text: str, source: str, page: str) -> LineReading:
    return read_line(text, LineContext(DateContext(today=TODAY, birth=CHILD.birth), source, page=page))


async def show_everywhere(text: str) -> None:
    chronology, analysis = case(text)
    timeline = Timeline()
    app = One(timeline)
    async with app.run_test(size=(90, 24)) as pilot:
        header, line = CaseHeader(), TypedLine(read)
        await app.mount(header, before=0)
        await app.mount(line)
        await app.mount(Says(text))
        header.show(chronology, TODAY, demo=False)
        timeline.show(chronology)
        timeline.show_findings(analysis.found, analysis.badges)
        line.source = text
        line.input.value = f"14/3/24 wnb {text}"
        await pilot.pause()
        assert_harmless(app)
        line.tell(text, "bad")
        app.notify(text, markup=False)
        await pilot.pause()
        assert_harmless(app)
        await app.push_screen(EntryScreen(chronology.events[1], chronology))
        await pilot.pause()
        assert_harmless(app)
        app.pop_screen()
        await app.push_screen(FindingScreen(analysis.findings[0], chronology))
        await pilot.pause()
        assert_harmless(app)
        app.screen.query_one(Page).show(insight_blocks(analysis, timeline.lanes, UNICODE))
        await pilot.pause()
        assert_harmless(app)


@WITH_ONE
@given(hostile)
@example(NASTY)
@example("[/")
@example("[on red]")
def test_any_text_in_every_widget_is_shown_harmlessly(text: str) -> None:
    asyncio.run(show_everywhere(text))


async def test_brackets_are_shown_as_typed() -> None:
    chronology, analysis = case("[on red]file[/on red] [/] end")
    timeline = Timeline()
    app = One(timeline)
    async with app.run_test(size=(120, 40)) as pilot:
        timeline.show(chronology)
        timeline.show_findings(analysis.found, analysis.badges)
        await pilot.pause()
        assert "[on red]file[/on red] [/] end" in screen_text(app)
        await app.push_screen(FindingScreen(analysis.findings[0], chronology))
        await pilot.pause()
        assert screen_text(app).count("[on red]file[/on red] [/] end") >= 5


async def test_pasted_lines_are_kept_whole_on_one_line() -> None:
    line = TypedLine(read)
    app = One(line)
    async with app.run_test(size=(100, 24)) as pilot:
        line.input.focus()
        await pilot.pause()
        line.input.put_in_as_one("14/3/24 wnb physio;\nsecond letter\x1b[31m\tunanswered")
        await pilot.pause()
        assert app.query_one(Input).value == "14/3/24 wnb physio; second letter [31m unanswered"
        assert_harmless(app)
