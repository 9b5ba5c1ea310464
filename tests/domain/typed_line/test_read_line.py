"""The typed line: what each form is read as. Words are never lost; nothing is invented; reading never fails."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology_tui.domain.dates import DateContext
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import AppointmentDetails, MeasurementDetails
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.typed_line import SOURCE_NOT_RECORDED, LineContext, LineReading, Part, event_fields, read_line
from chronology_tui.domain.vocabulary import FamilyResponse, Impact

CONTEXT = LineContext(DateContext(today=date(2024, 8, 30), birth=date(2019, 4, 3)))


def read(line: str, source: str = "") -> LineReading:
    return read_line(line, LineContext(CONTEXT.dates, source))


@pytest.mark.parametrize(
    ("line", "kind", "service", "summary", "severity"),
    [
        ("14/3/24 wnb physiotherapy; second missed !2 src:letter", Kind.WAS_NOT_BROUGHT, "Physiotherapy", "second missed", 2),
        ("14/3/24 wnb @physio second letter unanswered !3", Kind.WAS_NOT_BROUGHT, "Physiotherapy", "second letter unanswered", 3),
        ('14/3/24 att @"Eye clinic, Northfield" glasses given', Kind.ATTENDED, "Eye clinic, Northfield", "glasses given", -1),
        ("2-9 Jul 2024 adm seizures; level below range !4", Kind.ADMISSION, "", "seizures; level below range", 4),
        ("March 2024 was not brought physio", Kind.WAS_NOT_BROUGHT, "Physiotherapy", "", -1),
        ("about 2023 mother says he was often tired", Kind.NOTE, "", "mother says he was often tired", -1),
        ("14/3/24 Ed said he was hungry", Kind.NOTE, "", "Ed said he was hungry", -1),
        ("14/3/24 ED fall from sofa", Kind.EMERGENCY_ATTENDANCE, "", "fall from sofa", -1),
        ("14/3/24 gp, ear infection", Kind.GP_CONTACT, "", "ear infection", -1),
        ("undated n knee problem known", Kind.NOTE, "", "knee problem known", -1),
        ("14/3/24 seen with a bruise", Kind.NOTE, "", "seen with a bruise", -1),
    ],
)
def test_date_kind_service_words_and_severity(line: str, kind: Kind, service: str, summary: str, severity: int) -> None:
    reading = read(line)
    assert (reading.kind, reading.service, reading.summary, int(reading.severity)) == (kind, service, summary, severity)
    assert reading.complete


def test_every_mark_is_understood_anywhere_in_the_line() -> None:
    reading = read(
        '14/3/24 wnb !3 @physio ~4 src:"clinic letter" p:2 by:"A. Physio" with:Nana voice:"it hurts" impact:harm '
        'action:"letter sent" response:declined #key splints outgrown'
    )
    assert dict(reading.fields) == {
        "severity": Severity.HIGH,
        "likelihood": Likelihood.HAPPENING,
        "service": "Physiotherapy",
        "professional": "A. Physio",
        "brought_by": "Nana",
        "child_voice": "it hurts",
        "impact": Impact.HARM,
        "action": "letter sent",
        "family_response": FamilyResponse.DECLINED,
        "key": True,
    }
    assert (reading.source, reading.page, reading.summary) == ("clinic letter", "2", "splints outgrown")


@pytest.mark.parametrize(
    ("line", "measure"),
    [
        ("14/3/24 wt 8.2kg", ("weight", "8.2", "kg")),
        ("14/3/24 ht 85.5 cm at clinic", ("height or length", "85.5", "cm")),
        ("14/3/24 a1c 71mmol/mol", ("HbA1c", "71", "mmol/mol")),
    ],
)
def test_a_measure_is_read_with_its_unit(line: str, measure: tuple[str, str, str]) -> None:
    details = event_fields(read(line))["details"]
    assert isinstance(details, MeasurementDetails)
    assert (details.measure, str(details.value), details.unit) == measure


def test_a_measure_of_another_kind_stays_words() -> None:
    assert read("14/3/24 wt 85 cm").summary == "85 cm"
    assert read("14/3/24 gp weighed 8.2kg").summary == "weighed 8.2kg"


def test_an_appointment_has_details_and_other_kinds_have_none() -> None:
    assert isinstance(event_fields(read("14/3/24 wnb @physio"))["details"], AppointmentDetails)
    assert "details" not in event_fields(read("14/3/24 gp seen"))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("wnb physio", "start with a date"),
        ("31/02/2024 wnb physio", "February"),
        ("14/3/24", "say what happened"),
        ("", "nothing typed"),
    ],
)
def test_what_stops_saving_is_said(line: str, problem: str) -> None:
    reading = read(line)
    assert not reading.complete
    assert problem in "; ".join(reading.problems)


def test_the_source_of_the_entry_before_is_kept_and_a_missing_one_is_asked_for() -> None:
    assert read("14/3/24 gp seen", source="GP record").source == "GP record"
    assert read("14/3/24 gp seen src:letter", source="GP record").source == "letter"
    asked = read("14/3/24 gp seen")
    assert asked.source == SOURCE_NOT_RECORDED
    assert asked.complete
    assert any("source" in hint for hint in asked.hints)


def test_marks_that_are_not_marks_stay_words() -> None:
    assert read("14/3/24 n wow!2 ~9 !7 a@b.org # key src: p:").summary == "wow!2 ~9 !7 a@b.org # key src: p:"


def test_the_live_reading_says_weekday_age_kind_and_severity() -> None:
    assert read("14/3/24 wnb @physio !3 src:letter").said == (
        "Thu 14 March 2024 · 4y 11m · was not brought · Physiotherapy · high · source: letter"
    )


LINES = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            ["14/3/24", "wnb", "!2", "~3", "@physio", "src:x", 'voice:"a b"', "physio;", "words", "8kg", "#key", '"', "p:2"]
        ),
        max_size=12,
    ).map(" ".join),
)


@given(LINES)
def test_reading_never_fails_and_spans_cover_all_that_was_typed(line: str) -> None:
    reading = read(line)
    covered = [False] * len(line)
    last = 0
    for span in reading.spans:
        assert last <= span.start < span.end <= len(line)
        last = span.end
        covered[span.start : span.end] = [True] * (span.end - span.start)
    assert not [c for c, done in zip(line, covered, strict=True) if not done and not c.isspace()]


WORDS = ["splints", "outgrown", "mother", "rang", "seven", "(twice)", "[note]", "it's", "%s", "{x}", "<b>", "№5", "siân"]


@given(st.lists(st.sampled_from(WORDS), min_size=1))
def test_no_word_is_lost(words: list[str]) -> None:
    assert read("14/3/24 gp " + " ".join(words)).summary.split() == words


def test_a_line_that_is_too_long_is_refused_and_not_cut() -> None:
    reading = read("14/3/24 n " + "x" * 200_000)
    assert not reading.complete
    assert "longest" in reading.said


def test_spans_name_their_part() -> None:
    line = "14/3/24 wnb @physio second !3"
    parts = {line[s.start : s.end]: s.part for s in read(line).spans}
    assert parts == {
        "14/3/24": Part.DATE, "wnb": Part.KIND, "@physio": Part.SERVICE, "second": Part.WORDS, "!3": Part.SEVERITY,
    }  # fmt: skip


# --- the page of the entry before


@pytest.mark.parametrize(
    ("line", "page"),
    [
        ("14/3/24 gp seen", "3"),
        ("14/3/24 gp seen p:4", "4"),
        ("14/3/24 gp seen p:-", ""),
        ("14/3/24 gp seen src:print-out", "3"),
        ("14/3/24 gp seen src:PRINT-OUT", "3"),
        ("14/3/24 gp seen src:letter", ""),
        ("14/3/24 gp seen src:letter p:1", "1"),
    ],
)
def test_a_page_is_kept_with_its_source_until_another_is_typed(line: str, page: str) -> None:
    reading = read_line(line, LineContext(CONTEXT.dates, "print-out", page="3"))
    assert reading.page == page
    assert event_fields(reading)["page"] == page
    assert reading.summary == "seen"
    assert reading.said.endswith(f", page {page}" if page else reading.source)


def test_a_page_without_a_source_is_not_kept() -> None:
    assert read_line("14/3/24 gp seen", LineContext(CONTEXT.dates, "", page="3")).page == ""
