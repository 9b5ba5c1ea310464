"""Completion: what may stand at the cursor, the names in use first; what is accepted is read as it was meant."""

from __future__ import annotations

import ast
from datetime import date
from importlib.resources import files
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import DateContext, UncertainDate
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import Child, Event, Source
from chronology_tui.domain.typed_line import (
    SOURCE_NOT_RECORDED,
    Known,
    LineContext,
    LineReading,
    Suggestion,
    complete,
    known_from,
    meanings,
    read_line,
)
from chronology_tui.domain.typed_line.marks import NAMED, TAGS

KNOWN = Known(
    services=("Eye clinic, Northfield", "Physiotherapy", "Sleep clinic", "Asthma"),
    sources=("Clinic letter", "GP record print-out", "Élan report", 'Letter "final"'),
    people=("Dr Siân Lark", "school nurse", "Ms Brook"),
    carers=("Nana", "Father"),
    children=("Ava Lark", "Sam Brook", "Sam Tern"),
    kinds=(Kind.GP_CONTACT, Kind.WAS_NOT_BROUGHT),
)


def offered(line: str, known: Known = KNOWN) -> list[str]:
    """Return the texts that are offered where ``|`` stands."""
    return [suggestion.text for suggestion in at(line, known)]


def at(line: str, known: Known = KNOWN) -> tuple[Suggestion, ...]:
    return complete(line.replace("|", "", 1), line.index("|"), known)


def accepted(line: str, choice: int = 0) -> str:
    """Return the line with a suggestion put in its place."""
    typed = line.replace("|", "", 1)
    suggestion = at(line)[choice]
    return typed[: suggestion.start] + suggestion.text + typed[suggestion.end :]


def read(line: str) -> LineReading:
    return read_line(line, LineContext(DateContext(today=date(2024, 8, 30), birth=date(2019, 4, 3)), "Letter", KNOWN.children))


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("|", "today"),
        ("y|", "yesterday"),
        ("und|", "undated"),
        ("14/3/24 |", "gp"),
        ("14/3/24 wn|", "wnb"),
        ("14/3/24 was not b|", "wnb"),
        ("14/3/24 brought|", "wnb"),
        ("14/3/24 ph|", "cph"),
        ("14/3/24 10:30 emerg|", "ed"),
        ("2/7/24 9/7/24 adm|", "adm"),
        ("March 2024 Discharged from|", "dsc"),
        ("14/3/24 wnb @|", '@"Eye clinic, Northfield"'),
        ("14/3/24 wnb @ph|", "@Physiotherapy"),
        ("14/3/24 wnb @nor|", '@"Eye clinic, Northfield"'),
        ("14/3/24 wnb @slt|", '@"Speech and language therapy"'),
        ("14/3/24 wnb @PAED|", "@Paediatrics"),
        ('14/3/24 wnb @"sleep c|', '@"Sleep clinic"'),
        ("14/3/24 wnb @asth|", '@"Asthma"'),
        ("14/3/24 wnb phy|", "@Physiotherapy"),
        ("14/3/24 gp seen src:|", 'src:"Clinic letter"'),
        ("14/3/24 gp seen src:print|", 'src:"GP record print-out"'),
        ("14/3/24 gp seen src:elan|", 'src:"Élan report"'),
        ('14/3/24 gp seen src:"clinic l|', 'src:"Clinic letter"'),
        ("14/3/24 gp seen SRC:fin|", 'src:"Letter \\"final\\""'),
        ("14/3/24 gp seen by:sian|", 'by:"Dr Siân Lark"'),
        ("14/3/24 gp seen with:|", "with:Nana"),
        ("14/3/24 gp seen by:nan|", "by:Nana"),
        ("14/3/24 gp seen +a|", "+Ava"),
        ("14/3/24 gp seen +te|", '+"Sam Tern"'),
        ("14/3/24 gp seen !|", "!0"),
        ("14/3/24 gp seen !hi|", "!3"),
        ("14/3/24 gp seen ~|", "~1"),
        ("14/3/24 gp seen ~lik|", "~3"),
        ("14/3/24 gp seen #|", "#key"),
        ("14/3/24 gp seen #carers|", "#not-for-carers"),
        ("14/3/24 gp seen #pp1|", "#pp1"),
        ("14/3/24 gp seen impact:h|", "impact:harm"),
        ("14/3/24 gp seen response:no |", ""),
        ("14/3/24 gp seen response:no_r|", "response:no_response"),
        ("14/3/24 gp seen due:|", "due:tomorrow"),
        ("14/3/24 gp seen sr|", "src:"),
        ("14/3/24 gp seen re|", "response:"),
        ("14/3/24 gp seen zz|", ""),
        ("31/9/24 wn|", ""),
        ("wnb ph|", ""),
        ("14/3/24|", ""),
        ("14/3/24 gp p:|", ""),
    ],
)
def test_what_comes_first(line: str, first: str) -> None:
    assert (offered(line) or [""])[0] == first


def test_names_in_use_come_before_common_ones_and_none_comes_twice() -> None:
    texts = offered("14/3/24 wnb @s|")
    assert texts[0] == '@"Sleep clinic"'
    assert '@"Speech and language therapy"' in texts
    assert len(texts) == len(set(texts)) <= 8
    assert offered("14/3/24 wnb @physio|") == ["@Physiotherapy"]


def test_beginnings_come_before_later_words() -> None:
    known = Known(sources=("Old letter", "Letter from school"))
    assert offered("14/3/24 gp src:le|", known)[:2] == ['src:"Letter from school"', 'src:"Old letter"']


def test_kinds_in_use_come_first_and_are_explained() -> None:
    assert offered("14/3/24 |")[:2] == ["gp", "wnb"]
    wnb = at("14/3/24 wnb|")[0]
    assert (wnb.label, wnb.detail) == ("Was not brought", Kind.WAS_NOT_BROUGHT.definition)


@pytest.mark.parametrize(
    ("line", "result"),
    [
        ("14/3/24 wnb @ph|sio !2 x", "14/3/24 wnb @Physiotherapy !2 x"),
        ('14/3/24 wnb src:"cli|nic" !2', '14/3/24 wnb src:"Clinic letter" !2'),
        ('14/3/24 wnb src:"cli| !2 voice:"a b"', '14/3/24 wnb src:"Clinic letter" !2 voice:"a b"'),
        ("14/3/24 was not b| physio", "14/3/24 wnb physio"),
    ],
)
def test_only_the_part_at_the_cursor_is_replaced(line: str, result: str) -> None:
    assert accepted(line) == result


@pytest.mark.parametrize("line", ['14/3/24 n voice:"at @home|', '14/3/24 n voice:"!|', "14/3/24 n a@|", "14/3/24 n x!|"])
def test_nothing_is_offered_inside_a_quotation_or_a_word(line: str) -> None:
    assert offered(line) == []


NAME = (
    st.text(alphabet=st.sampled_from("abé S-.'\"\\,;@!1“”#+"), min_size=1, max_size=12)
    .map(lambda n: " ".join(n.split()))
    .filter(bool)
)


@given(NAME, st.sampled_from(["src:", "by:", "with:", "@"]))
def test_what_is_accepted_is_read_as_it_was_meant(name: str, lead: str) -> None:
    known = Known(services=(name,), sources=(name,), people=(name,), carers=(name,))
    text = complete(f"14/3/24 n {lead}", len(f"14/3/24 n {lead}"), known)[0].text
    reading = read(f"14/3/24 n {text} seen")
    found = {
        "src:": reading.source,
        "by:": reading.fields.get("professional"),
        "with:": reading.fields.get("brought_by"),
        "@": reading.service,
    }
    assert (found[lead], reading.summary) == (name, "seen")


@pytest.mark.parametrize("child", KNOWN.children)
def test_a_child_that_is_accepted_is_that_child(child: str) -> None:
    line = f"14/3/24 n +{child.rsplit(maxsplit=1)[-1]}|"
    assert read(accepted(line)).siblings == (child,)


def _definitions(module: str, name: str) -> dict[str, str]:
    """Return the sentence under each member of an enum, by value."""
    tree = ast.parse((files("chronology_tui.domain") / module).read_text(encoding="utf-8"))
    body = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name).body
    found = {}
    for member, text in pairwise(body):
        if isinstance(member, ast.Assign) and isinstance(text, ast.Expr):
            found[str(ast.literal_eval(member.value))] = ast.literal_eval(text.value)
    return found


def test_the_definitions_are_those_of_the_vocabulary() -> None:
    severity, likelihood = _definitions("scales.py", "Severity"), _definitions("scales.py", "Likelihood")
    assert tuple(severity[str(n)] for n in range(5)) == meanings.SEVERITY_MEANINGS
    assert tuple(likelihood[str(n)] for n in range(1, 5)) == meanings.LIKELIHOOD_MEANINGS
    assert _definitions("vocabulary.py", "Impact") == meanings.IMPACT_MEANINGS
    assert _definitions("vocabulary.py", "FamilyResponse") == meanings.RESPONSE_MEANINGS
    handling = {key.replace("_", "-"): text for key, text in _definitions("vocabulary.py", "Handling").items()}
    assert handling == {key: text for key, text in meanings.TAG_MEANINGS.items() if key != "key"}
    assert set(meanings.MARK_MEANINGS) == set(NAMED)
    assert set(meanings.TAG_MEANINGS) | {f"pp{n}" for n in range(1, 13)} == set(TAGS)


SOURCES = [Source(id=UUID(int=n), title=title) for n, title in enumerate(["Letter", "Record", SOURCE_NOT_RECORDED, "Unused"])]
CHILD = Child(id=UUID(int=99), name="T.C.")


def _event(number: int, service: str = "", source: int = 0, by: str = "", brought: str = "", kind: Kind = Kind.NOTE) -> Event:
    return Event(
        id=UUID(int=1000 + number), children=(CHILD.id,), when=UncertainDate.on(date(2024, 3, 14)), kind=kind, area=Area.OTHER,
        source=SOURCES[source].id, service=service, professional=by, brought_by=brought,
    )  # fmt: skip


def test_known_names_come_by_frequency_and_recency() -> None:
    events = [_event(n, "Old", 1, by="Dr A", brought="Nana", kind=Kind.GP_CONTACT) for n in range(3)]
    events += [_event(200 + n, "New", 0, by="Dr B") for n in range(2)]
    known = known_from(Chronology.of(CHILD, events, SOURCES), ["Ava Lark"])
    assert known == Known(
        services=("Old", "New"), sources=("Record", "Letter", "Unused"), people=("Dr A", "Dr B"), carers=("Nana",),
        children=("Ava Lark",),
        kinds=(Kind.GP_CONTACT, Kind.NOTE),
    )  # fmt: skip
    aged = events + [_event(1000 + n, "Other", 2) for n in range(300)] + [_event(2000 + n, "New", 0) for n in range(2)]
    assert known_from(Chronology.of(CHILD, aged, SOURCES)).services == ("Other", "New", "Old")


def test_nothing_is_known_of_an_empty_chronology() -> None:
    assert known_from(Chronology.of(CHILD, [], [])) == Known()
    assert offered("14/3/24 wnb @physi|", Known())[0] == "@Physiotherapy"


# --- after an entry that came before

AFTER = DateContext(today=date(2024, 8, 30), birth=date(2019, 4, 3), previous=UncertainDate.on(date(2023, 5, 20)))


def dates_after(typed: str, context: DateContext | None = AFTER) -> list[str]:
    """Return the dates that are offered for what stands at the start of the line."""
    return [suggestion.text for suggestion in complete(typed, len(typed), KNOWN, context)]


@pytest.mark.parametrize(
    ("typed", "offers"),
    [
        ("14/3", ["14/3/2023", "14/3/2024", "14/3/2022"]),
        ("14.3", ["14/3/2023", "14/3/2024", "14/3/2022"]),
        ("143", ["14/3/2023", "14/3/2024", "14/3/2022"]),
        ("1403", ["14/3/2023", "14/3/2024", "14/3/2022"]),
        ("14", ["14/5/2023", "14/6/2023", "14/4/2023"]),
        ("s", ["20/5/2023"]),
        ("same", ["20/5/2023"]),
    ],
)
def test_a_few_digits_are_a_date_in_the_year_of_the_entry_before(typed: str, offers: list[str]) -> None:
    assert dates_after(typed) == offers


def test_digits_that_run_together_in_two_ways_are_offered_both_ways() -> None:
    assert dates_after("111")[:2] == ["11/1/2023", "1/11/2023"]


def test_a_day_that_is_not_in_the_calendar_is_not_offered() -> None:
    assert dates_after("31/4") == []
    assert dates_after("29/2") == ["29/2/2024"]
    assert dates_after("9931") == []


def test_no_day_before_birth_or_after_today_is_offered() -> None:
    assert dates_after("1/12") == ["1/12/2023", "1/12/2022"]
    born = DateContext(today=date(2024, 8, 30), birth=date(2022, 7, 1), previous=UncertainDate.on(date(2022, 9, 1)))
    assert dates_after("14/3", born) == ["14/3/2023"]


def test_without_an_entry_before_no_year_is_offered() -> None:
    assert dates_after("14/3", DateContext(today=date(2024, 8, 30))) == []
    assert dates_after("14/3", None) == []
    undated = DateContext(today=date(2024, 8, 30), previous=UncertainDate.undated())
    assert dates_after("14/3", undated) == []


def test_a_date_that_is_no_single_day_comes_again_as_it_is_written() -> None:
    month = read_line("March 2023 gp seen", LineContext(DateContext(today=date(2024, 8, 30)), "Letter")).when
    assert month is not None
    (text,) = dates_after("s", DateContext(today=date(2024, 8, 30), previous=month))
    assert text == "March 2023"
    assert read(f"{text} gp seen").when == month


def test_digits_are_offered_as_a_date_only_where_the_line_begins() -> None:
    assert not any("2023" in text for text in dates_after("14/3/23 gp 143"))


@pytest.mark.parametrize(
    ("typed", "first"),
    [("gp", "GP print-out"), ("aud", "Audiology letter"), ("dis", "Discharge summary"), ("physio", "Physiotherapy letter")],
)
def test_titles_that_sources_commonly_have_come_after_those_in_use(typed: str, first: str) -> None:
    known = Known(sources=(f"{typed} notes of the clerk",))
    assert offered(f"14/3/24 gp src:{typed}|", known)[:2] == [f'src:"{typed} notes of the clerk"', f'src:"{first}"']


def test_a_common_title_that_is_in_use_is_offered_once() -> None:
    known = Known(sources=("gp PRINT-OUT",))

    assert [text.casefold() for text in offered('14/3/24 gp src:"gp pri|', known)] == ['src:"gp print-out"']
