"""What holds for every line: nothing typed is lost, nothing raises, nothing takes long, hostile text stays text."""

from __future__ import annotations

import time
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology_tui.domain.dates import DateContext
from chronology_tui.domain.records import Event
from chronology_tui.domain.text import clean
from chronology_tui.domain.typed_line import MAX_LINE, Known, LineContext, LineReading, Part, complete, event_fields, read_line

CONTEXT = LineContext(
    DateContext(today=date(2024, 8, 30), birth=date(2019, 4, 3)), "Letter", ("Ava Lark", "Sam Brook", "Sam Tern")
)

PIECES = [
    "14/3/24", "2/7/24", "9/7/24", "March 2024", "10:30", "at 1430 hrs", ",", ";", ":", "-", "wnb", "rx", "wt", "meas", "burn",
    "admitted",
    "Ed", "said", "of", "not", "other", "!2", "!2;", "~3", "@physio", '@"sleep clinic"', "src:x", 'src:"a b"', 'voice:"a b', '"',
    '"quoted !3"',
    "physio;", "words", "8.2kg", "38.2", "x28d", "x2m", "#key", "#restricted", "#pp3", "#tibia", "+Ava", "+Sam", "+Sam Tern",
    "due:1/9/24",
    "due:zz", "owner:HV", "action:rang", "p:2", "by:Dr", "Lark", "\\!3", "\\", "med:insulin", "temp", "250mg", "bd",
    "impact:harm",
    "impact:none", "[/b]", "%s", "{x}", "\u202eabc", "\ud800", "\x00", "🙂", "שלום", "ﬁ", "é", "\x1b[31m", "\u2028", "“a b”",
    "src:“a b”",
]  # fmt: skip
LINES = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))


def read(line: str) -> LineReading:
    return read_line(line, CONTEXT)


@given(LINES)
def test_every_typed_character_is_in_one_span(line: str) -> None:
    reading = read(line)
    covered = [False] * len(line)
    last = 0
    for span in reading.spans:
        assert last <= span.start < span.end <= len(line)
        assert span.meaning
        last = span.end
        covered[span.start : span.end] = [True] * (span.end - span.start)
    assert not [c for c, done in zip(line, covered, strict=True) if not done and not c.isspace()]


@given(LINES)
def test_the_line_can_be_put_together_again_from_its_spans(line: str) -> None:
    parts = [line[span.start : span.end] for span in read(line).spans]
    assert "".join("".join(parts).split()) == "".join(line.split())


@given(LINES)
def test_the_summary_is_the_words_in_order(line: str) -> None:
    reading = read(line)
    stays = [
        line[s.start : s.end]
        for s in reading.spans
        if s.part is Part.WORDS or s.meaning.endswith("stays in the summary")
    ]  # fmt: skip
    wanted = clean(" ".join(stays)).split()
    found = reading.summary.split()
    assert len(found) == len(wanted)
    for word, typed in zip(found, wanted, strict=True):
        assert word.rstrip(",;") == typed.removeprefix("\\").rstrip(",;") or word.rstrip(",;") == typed.rstrip(",;")


@given(LINES)
def test_a_complete_line_makes_a_record(line: str) -> None:
    reading = read(line)
    if reading.complete:
        event = Event.model_validate({"id": uuid4(), "children": (uuid4(),), "source": uuid4(), **event_fields(reading, uuid4)})
        assert event.kind is reading.kind
        assert event.summary == reading.summary


@given(LINES, st.integers(min_value=-1, max_value=220))
def test_completion_never_fails_and_changes_only_its_own_stretch(line: str, cursor: int) -> None:
    known = Known(services=("Sleep clinic",), sources=("Clinic letter",), people=("Dr Lark",), children=("Ava Lark",))
    for suggestion in complete(line, cursor, known):
        assert 0 <= suggestion.start <= max(0, min(cursor, len(line))) <= suggestion.end <= len(line)
        assert suggestion.text
        assert suggestion.label


@given(LINES)
def test_reading_is_a_function_of_the_line(line: str) -> None:
    assert read(line) == read(line)


HOSTILE = [
    "[/markup]", "[bold]x[/bold]", "%s %d", "{x} {0}", "<b>x</b>", "\u202egnal\u202c", "🙂🙃", "שלום עולם", "مرحبا", "a\x1b[31mb",
    "\x00", "\ud800", "'; --",
    "=cmd()", "$(x)",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_as_text(text: str) -> None:
    assert read(f"14/3/24 n {text}").summary == clean(" ".join(text.split()))
    quoted = read(f'14/3/24 n seen voice:"{text}" by:"{text}" src:"{text}"')
    assert (quoted.fields["child_voice"], quoted.source) == (clean(text), clean(text))


@pytest.mark.parametrize("start", ["", "14/3/24 ", "14/3/24 wnb ", "14/3/24 meas ", "14/3/24 rx ", "14/3/24 attended "])
@pytest.mark.parametrize(
    "piece",
    [
        "!1 !2 ",
        '"a b" ',
        '"',
        'src:"\\" ',
        "+Sam ",
        "due:1/1/24 ",
        "x28d ",
        "(8.2kg) ",
        "\\!3 ",
        "x, ",
        "#restrict ",
        " ",
        "a b c d ",
        "-",
        "é",
    ],
)
def test_the_longest_line_of_noise_is_read_at_once(start: str, piece: str) -> None:
    line = (start + piece * MAX_LINE)[:MAX_LINE]
    begun = time.perf_counter()
    read(line)
    complete(line, len(line), Known())
    assert time.perf_counter() - begun < 3


@pytest.mark.parametrize("piece", ["x", "!1 ", '"', "\\", "14/3/24 "])
def test_a_megabyte_is_refused_at_once(piece: str) -> None:
    line = (piece * 1_000_000)[:1_000_000]
    begun = time.perf_counter()
    assert not read(line).complete
    assert complete(line, len(line), Known()) == ()
    assert time.perf_counter() - begun < 0.2
