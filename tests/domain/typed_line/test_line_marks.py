"""Marks: each anywhere in the line, in quotes where it has spaces, kept as words where it is none or comes twice."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files
from uuid import UUID

import pytest

from chronology_tui.domain.dates import DateContext
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import ImmunisationDetails, MedicineDetails, PlannedAction, ReviewDetails
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.typed_line import LineContext, LineReading, Part, event_fields, read_line
from chronology_tui.domain.vocabulary import Handling

DATES = DateContext(today=date(2026, 11, 20), birth=date(2019, 4, 3))
SIBLINGS = ("Ava Lark", "Sam Brook", "Sam Tern", "Bo-Mae Lark", "J.T.", "Síle Lark")


def read(rest: str) -> LineReading:
    return read_line(f"14/3/24 {rest}", LineContext(DATES, "Letter", SIBLINGS))


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ('by:"Dr Lark"', "professional", "Dr Lark"),
        ("by:“Dr Lark”", "professional", "Dr Lark"),
        ("BY:Lark", "professional", "Lark"),
        ("by:Lark;", "professional", "Lark"),
        ('voice:"he said \\"no\\" twice"', "child_voice", 'he said "no" twice'),
        ('voice:"a \\\\ b"', "child_voice", "a \\ b"),
        ('voice:"!3 +Ava [/b] %s {x}"', "child_voice", "!3 +Ava [/b] %s {x}"),
        ("action:rang action:wrote", "action", "rang; wrote"),
        ('@"physio"', "service", "physio"),
        ("@physio,", "service", "Physiotherapy"),
        ('impact:"splints outgrown"', "impact_note", "splints outgrown"),
        ('response:"asked for texts"', "response_note", "asked for texts"),
        ("#third-party", "handling", (Handling.THIRD_PARTY,)),
        ("#Third_Party #restricted #thirdparty", "handling", (Handling.THIRD_PARTY, Handling.RESTRICTED)),
        ("#not-for-carers.", "handling", (Handling.NOT_FOR_CARERS,)),
        ("#privileged", "handling", (Handling.PRIVILEGED,)),
        ("#pp12 #pp3 #pp3", "presentation", (3, 12)),
        ("!3;", "severity", Severity.HIGH),
    ],
)
def test_values_of_marks(typed: str, field: str, value: object) -> None:
    for rest in (f"{typed} seen again", f"seen {typed} again", f"seen again {typed}"):
        reading = read(f"n {rest}")
        assert reading.fields[field] == value
        assert reading.summary.replace(";", "").replace(",", "") == "seen again"


@pytest.mark.parametrize(
    "words",
    [
        "wow!2", "!5", "!33", "~0", "#tibia fractured", "# key", "@3pm", "@14:30", "@7", "a@b.org", "x28", "x99999d", "2x28d",
        "+ve urine",
        "+++", "++", "src:", "p: 4", "+2", 'voice:""', "#pp13", "#pp0", "bys:x", "ımpact:x",
        '"marks in quotes: !3 @physio +Ava src:x"',
    ],
)  # fmt: skip
def test_what_is_no_mark_stays_words(words: str) -> None:
    reading = read(f"rx: {words}")
    assert reading.summary == words
    assert not set(reading.fields) - {"details"}


@pytest.mark.parametrize(
    ("typed", "summary"),
    [
        ("\\!3 \\~2 \\@home \\#key \\+Ava \\src:x \\x28d", "!3 ~2 @home #key +Ava src:x x28d"),
        ("\\\\!3", "\\!3"),
        ("\\\\server\\share \\o/", "\\\\server\\share \\o/"),
    ],
)
def test_a_back_slash_keeps_a_mark_as_words(typed: str, summary: str) -> None:
    reading = read(f"n {typed}")
    assert reading.summary == summary
    assert not reading.fields
    assert not reading.siblings


@pytest.mark.parametrize(
    ("typed", "kept", "words"),
    [
        ("!3 !2", ("severity", Severity.HIGH), "!2"),
        ("@physio @OT", ("service", "Physiotherapy"), "@OT"),
        ("impact:harm impact:none", ("impact", "harm"), "impact:none"),
        ("response:agreed response:declined", ("family_response", "agreed"), "response:declined"),
        ("~1 ~1", ("likelihood", 1), ""),
    ],
)
def test_what_can_be_given_once_counts_once_and_the_rest_stays(typed: str, kept: tuple[str, object], words: str) -> None:
    reading = read(f"n {typed}")
    assert reading.fields[kept[0]] == kept[1]
    assert reading.summary == words
    assert bool(words) == any("twice" in hint for hint in reading.hints)


def test_the_first_source_counts_and_pages_are_joined() -> None:
    reading = read('gp seen src:letter src:"other letter" src:LETTER p:2 p:4')
    assert (reading.source, reading.page, reading.summary) == ("letter", "2; 4", 'seen src:"other letter"')


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ('src:"clinic letter', "not closed"),
        ('voice:"he said "no""', "inside quotes"),
        ("src: letter", "without a blank"),
        ("by:Dr Lark", 'by:"Dr Lark"'),
        ("#restrict", "is not a mark"),
        ("#pp13", "is not a mark"),
        ("due:31/9/24", "September has 30 days"),
        ("x28d", "kinds of medicines"),
    ],
)
def test_slips_are_questioned(typed: str, said: str) -> None:
    assert any(said in hint for hint in read(f"gp seen {typed}").hints)


@pytest.mark.parametrize("typed", ["by:Dr", "by:HV !2", "#tibia", 'src:"a b"', "+ve", "owner:HV action:rang"])
def test_what_is_right_is_not_questioned(typed: str) -> None:
    assert read(f"gp seen {typed}").hints == ()


def test_an_open_quotation_mark_takes_the_rest_while_it_is_being_typed() -> None:
    reading = read('wnb physio; second src:"clinic let')
    assert (reading.source, reading.summary) == ("clinic let", "second")


def test_a_comma_after_a_mark_parts_the_words_around_it() -> None:
    assert read("n first !2; second, src:x; third").summary == "first; second, third"


@pytest.mark.parametrize(
    ("typed", "names", "summary"),
    [
        ("+Ava", ("Ava Lark",), ""),
        ("+ava; seen", ("Ava Lark",), "seen"),
        ("+AL", ("Ava Lark",), ""),
        ("+a.l.", ("Ava Lark",), ""),
        ('+"ava lark" seen', ("Ava Lark",), "seen"),
        ("+Sam Brook's cough", ("Sam Brook",), "cough"),
        ("+Sam Tern +Ava +Sam Tern", ("Sam Tern", "Ava Lark"), ""),
        ("+bo-mae +bml", ("Bo-Mae Lark",), ""),
        ("+JT +J.T.", ("J.T.",), ""),
        ("+síle", ("Síle Lark",), ""),
        ("+Ava's birthday", ("Ava Lark",), "birthday"),
    ],
)
def test_a_sibling_is_named(typed: str, names: tuple[str, ...], summary: str) -> None:
    reading = read(f"n {typed}")
    assert (reading.siblings, reading.summary) == (names, summary)
    assert names[0] in reading.said


@pytest.mark.parametrize(
    ("typed", "said"), [("+Sam coughing", "fits 2 children: Sam Brook, Sam Tern"), ("+Zoë", "the other children are")]
)
def test_a_sibling_who_is_not_one_child_stays_words(typed: str, said: str) -> None:
    reading = read(f"n {typed}")
    assert (reading.siblings, reading.summary) == ((), typed)
    assert any(said in hint for hint in reading.hints)


def test_without_other_children_a_plus_stays_words() -> None:
    reading = read_line("14/3/24 n +Ava", LineContext(DATES, "Letter"))
    assert reading.summary == "+Ava"
    assert any("no other child" in hint for hint in reading.hints)


@pytest.mark.parametrize(
    ("rest", "details"),
    [
        ("rx levetiracetam 250mg bd x28d", ("levetiracetam", "250mg bd", 28)),
        ("rx levetiracetam 100mg/ml, 2ml twice daily", ("levetiracetam", "100mg/ml", None)),
        ("sup salbutamol inhaler x4w; one for school", ("salbutamol inhaler", "", 28)),
        ("sup melatonin x28/7", ("melatonin", "", 28)),
        ("ncol insulin pens x2/52", ("insulin pens", "", 14)),
        ("sup repeat, late x28d", ("", "", 28)),
        ('rx med:"oral steroids" 3 day course', ("oral steroids", "", None)),
    ],
)
def test_medicines(rest: str, details: tuple[str, str, int | None]) -> None:
    reading = read(rest)
    found = reading.fields["details"]
    assert isinstance(found, MedicineDetails)
    assert (found.medicine, found.dose, found.days_supplied) == details


@pytest.mark.parametrize(
    "rest",
    [
        "ncol repeat not collected; pharmacy rang twice", "rx given by nurse", "rx none needed",
        "dosem evening dose missed twice",
        "rx mother asked for an inhaler", "sup collected late", "rx two inhalers", "stopmed because of side effects",
    ],
)  # fmt: skip
def test_no_medicine_is_invented(rest: str) -> None:
    assert "details" not in read(rest).fields


def test_the_name_of_a_medicine_stays_in_the_words() -> None:
    reading = read("rx levetiracetam 250mg bd x28d")
    assert reading.summary == "levetiracetam 250mg bd"
    assert [s.part for s in reading.spans][2:] == [Part.MEDICINE] * 4


@pytest.mark.parametrize("rest", ["sup inhaler x2m", "gp seen x28d", "gp seen med:insulin"])
def test_marks_of_medicines_elsewhere_and_months_stay_words(rest: str) -> None:
    reading = read(rest)
    assert reading.summary == rest.split(" ", 1)[1]
    assert reading.hints


@pytest.mark.parametrize(
    ("rest", "details"),
    [
        ("rx insulin pens due:+4w", MedicineDetails),
        ("mrev done at home due:1/9/24", MedicineDetails),
        ("immm MMR due:1/3/24", ImmunisationDetails),
        ("hvrm two year review due:April 2021", ReviewDetails),
    ],
)
def test_due_fills_the_details_that_have_it(
    rest: str, details: type[MedicineDetails | ImmunisationDetails | ReviewDetails]
) -> None:
    reading = read(rest)
    found = reading.fields["details"]
    assert isinstance(found, details)
    assert found.due is not None
    assert reading.planned is None
    assert "due" in reading.said


@pytest.mark.parametrize(
    ("rest", "what", "owner", "day"),
    [
        ('ref physio action:"letter to GP" due:+2w owner:"school nurse"', "letter to GP", "school nurse", date(2024, 3, 28)),
        ("cin review splints due:1/5/24", "review splints", "", date(2024, 5, 1)),
        ("gp seen action:recall owner:HV", "recall", "HV", None),
        ("rx insulin action:recall owner:GP due:1/5/24", "recall", "GP", date(2024, 5, 1)),
        ("strat due:1/5/24", "Strategy meeting", "", date(2024, 5, 1)),
        ("strat action:medical due:1/12/26", "medical", "", date(2026, 12, 1)),
    ],
)
def test_other_due_dates_and_owners_make_an_agreed_action(rest: str, what: str, owner: str, day: date | None) -> None:
    reading = read(rest)
    planned = reading.planned
    assert planned is not None
    assert (planned.what, planned.owner, planned.due.earliest if planned.due else None) == (what, owner, day)
    assert "action" not in reading.fields
    assert f"agreed: {what}" in reading.said


def test_an_agreed_action_becomes_a_record_or_else_words() -> None:
    reading = read('ref physio action:"letter to GP" due:28/3/24 owner:HV')
    assert event_fields(reading)["action"] == "Agreed: letter to GP (HV, due 28 March 2024)"
    assert "planned" not in event_fields(reading)
    made = event_fields(reading, lambda: UUID(int=7))
    assert "action" not in made
    (action,) = made["planned"]
    assert isinstance(action, PlannedAction)
    assert (action.id, action.what, action.owner) == (UUID(int=7), "letter to GP", "HV")


def test_a_due_date_before_the_entry_and_an_inherited_year_are_questioned() -> None:
    assert any("before the entry" in hint for hint in read("ref action:x due:1/3/24").hints)
    assert any("2024 is taken from the date of this entry" in hint for hint in read('ref action:x due:"3 June"').hints)


@pytest.mark.parametrize(
    ("rest", "missing"),
    [
        ("wnb", ("service", "severity")),
        ("wnb physio !2", ()),
        ("att physio", ()),
        ("wt", ("value with unit",)),
        ("sup inhaler", ("days supplied",)),
        ("cw at school", ("child's words",)),
        ('cw "I like it"', ()),
        ("gp", ("what happened",)),
        ("he was late", ()),
        ("inj", ("what happened", "severity")),
    ],
)
def test_what_a_good_entry_lacks_is_said_and_never_stops_it(rest: str, missing: tuple[str, ...]) -> None:
    reading = read(rest)
    assert reading.missing == missing
    assert reading.complete


def test_a_missing_source_is_missing() -> None:
    assert read_line("14/3/24 gp seen", LineContext(DATES)).missing == ("source",)


def test_every_part_and_kind_word_is_said() -> None:
    line = "sup insulin pens x28d !3 +Ava #restricted #pp3 #key src:letter"
    assert read(line).said == (
        "Thu 14 March 2024 · 4y 11m · medicine supplied · insulin pens · 28 days supplied · high · key event · also Ava Lark · "
        "restricted · signs 3 · source: letter"
    )
    assert read(line).kind is Kind.SUPPLIED


PAGE = (files("chronology_tui.help") / "typed-line.md").read_text(encoding="utf-8")
EXAMPLES = [
    code
    for row in re.findall(r"^\| `.*\|$", PAGE.split("## Examples")[0], re.MULTILINE)
    for code in re.findall(r"`([^`]+)`", row)
]


@pytest.mark.parametrize("mark", [code for code in EXAMPLES if not code.endswith(":") and code not in {"@", "+"}])
def test_every_mark_of_the_manual_is_understood(mark: str) -> None:
    reading = read(f"sup seen {mark}")
    assert reading.summary == "seen"
    assert {span.part for span in reading.spans} - {Part.DATE, Part.KIND, Part.WORDS}


@pytest.mark.parametrize("measure", re.findall(r"`((?:3/4/24 )?(?:meas|wt) \S.*?)`", PAGE))
def test_every_measure_of_the_manual_is_understood(measure: str) -> None:
    assert read(measure.removeprefix("3/4/24 ")).missing == ()
