"""Properties that hold of every case: links lead somewhere, nothing is lost, nothing leaks, the text says every word in order."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chronology_tui.analysis.finding import Certainty, Finding, Level, Outcome
from chronology_tui.domain.dates.value import Precision, Qualifier, UncertainDate
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Event
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.text import visible
from chronology_tui.domain.vocabulary import FamilyResponse, Handling
from chronology_tui.report.builder import build_report
from chronology_tui.report.request import ReportRequest
from chronology_tui.report.selection import WITHHELD
from chronology_tui.report.text import WIDTH, document_words, write_text

if TYPE_CHECKING:
    from tests.report.conftest import CaseKit, Reader

HOSTILE = st.sampled_from(
    ["", "plain words", "<b>&amp;</b>", "{0} %s", "a\x1b[2J\u202eb", "line\nline\ttab", "Siân محمد 王芳", "x" * 150, "\ud800"]
)
DAYS = st.dates(date(2010, 1, 1), date(2024, 12, 31))


@st.composite
def dates(draw: st.DrawFn) -> UncertainDate:
    day, width = draw(DAYS), timedelta(days=draw(st.integers(0, 900)))
    match draw(st.sampled_from(["undated", "day", "before", "after", "between", "span"])):
        case "undated":
            return UncertainDate.undated(draw(HOSTILE))
        case "before":
            return UncertainDate("", Qualifier.BEFORE, Precision.DAY, None, day)
        case "after":
            return UncertainDate("", Qualifier.AFTER, Precision.DAY, day, None)
        case "between":
            return UncertainDate("", Qualifier.BETWEEN, Precision.DAY, day, day + width)
        case "span":
            return UncertainDate("", Qualifier.SPAN, Precision.DAY, day, day + width)
    return UncertainDate.on(day)


@st.composite
def requests(draw: st.DrawFn, kit: CaseKit) -> ReportRequest:
    """Draw a case of up to 12 entries with up to 4 findings over any of them."""
    events = [
        kit.event(
            n,
            draw(dates()),
            draw(st.sampled_from(Kind)),
            severity=draw(st.sampled_from(Severity)),
            likelihood=draw(st.sampled_from(Likelihood)),
            summary=draw(HOSTILE),
            service=draw(HOSTILE),
            child_voice=draw(HOSTILE),
            action=draw(HOSTILE),
            family_response=draw(st.sampled_from(FamilyResponse)),
            key=draw(st.booleans()),
            handling=tuple(draw(st.lists(st.sampled_from(Handling), max_size=1))),
        )
        for n in range(draw(st.integers(0, 12)))
    ]
    # A rule looks back from the day: entries that can only lie later are evidence of nothing.
    past = [event for event in events if event.when.earliest is None or event.when.earliest <= kit.as_of]
    findings = [draw(finding(kit, past, n)) for n in range(draw(st.integers(0, 4)))]
    birth = draw(st.none() | DAYS)
    return kit.request(events, findings, child=kit.child.changed(birth=birth))


@st.composite
def finding(draw: st.DrawFn, kit: CaseKit, events: list[Event], n: int) -> Finding:
    some = st.lists(st.sampled_from(events), unique_by=lambda event: event.id) if events else st.just([])
    level = draw(st.none() | st.sampled_from(Level))
    return kit.finding(
        f"title {n}",
        draw(some),
        level,
        subject=draw(HOSTILE),
        excluded=tuple(kit.left_out(event, draw(HOSTILE)) for event in draw(some)),
        outcome=Outcome.FOUND if level else draw(st.sampled_from([Outcome.NOT_FOUND, Outcome.NOT_ASSESSABLE, Outcome.FAILED])),
        certainty=draw(st.sampled_from(Certainty)),
        uncertain_events=tuple(event.id for event in draw(some)),
        alternatives=(draw(HOSTILE),),
        questions=(draw(HOSTILE),),
    )


def cases(kit: CaseKit, data: st.DataObject) -> ReportRequest:
    return data.draw(requests(kit))


EXAMPLES = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@EXAMPLES
@given(data=st.data())
def test_every_link_leads_to_one_place(kit: CaseKit, read: Reader, data: st.DataObject) -> None:
    document = build_report(cases(kit, data))
    anchors = list(document.anchors())
    assert len(anchors) == len(set(anchors))
    assert {run.target for run in read.runs(document) if run.target} <= set(anchors)


@EXAMPLES
@given(data=st.data())
def test_every_shared_finding_is_shown_with_all_it_names_in_the_table(kit: CaseKit, read: Reader, data: st.DataObject) -> None:
    request = cases(kit, data)
    document = build_report(request)
    withheld = {event.id for event in request.chronology.events if WITHHELD.intersection(event.handling)}
    named = {f.key + f.title: {*f.evidence, *f.uncertain_events, *(x.event for x in f.excluded)} for f in request.analysis.found}
    shared = [events for events in named.values() if not events & withheld]
    full = [item for s in document.sections if s.heading == "Findings in full" for item in getattr(s.blocks[0], "items", ())]
    assert len(read.findings(document)) == len(full) == len(shared)
    numbers = {int(anchor.removeprefix("entry-")) for anchor in document.anchors() if anchor.startswith("entry-")}
    assert {request.chronology.number(event) for events in shared for event in events} <= numbers
    said = {n for item in full for line in item.lines for n in (run.target for run in line) if n[:6] == "entry-"}
    assert {f"entry-{request.chronology.number(event)}" for events in shared for event in events} == said
    assert not numbers & {request.chronology.number(event) for event in withheld}


@EXAMPLES
@given(data=st.data())
def test_the_text_says_every_word_in_order_and_nothing_steers_a_reader(kit: CaseKit, data: st.DataObject) -> None:
    request = cases(kit, data)
    document = build_report(request)
    lines = list(write_text(document))
    assert build_report(request) == document
    text = "".join(lines)
    assert visible(text) == text
    assert all(line.endswith("\n") and (len(line) <= WIDTH + 1 or len(line.split()) <= 2) for line in lines)
    heard = iter(_bare(text.split()))
    missing = [word for word in _bare(document_words(document)) if word not in heard]
    assert not missing


def _bare(words: list[str]) -> list[str]:
    """Return words without the marks that the text writer sets around labels, empty ones left out, in one case."""
    return [bare for word in words if (bare := re.sub(r"^\W+|\W+$", "", word).casefold())]
