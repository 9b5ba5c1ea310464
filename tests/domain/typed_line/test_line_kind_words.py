"""Names and ordinary words never become a kind silently; what was meant as a kind is one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology_tui.domain.dates import DateContext
from chronology_tui.domain.kinds import Kind, kind_index
from chronology_tui.domain.typed_line import LineContext, LineReading, Part, read_line
from chronology_tui.domain.typed_line.kind_words import ORDINARY, VERBAL


def read(rest: str) -> LineReading:
    return read_line(f"14/3/24 {rest}", LineContext(DateContext(today=date(2026, 11, 20), birth=date(2019, 4, 3)), "Letter"))


NAMES = [
    "Ed said he was hungry", "Nav said he was hungry", "Dil came with his aunt", "Da brought him", "Sa looked tired",
    "N said he was hungry", "SA said she was hungry", "DA brought him", "PF was tired", "CG rang", "da said he would come",
    "Eng likes school", "Adm", "Esc is his cousin", "Nicu was there", "A child spoke", "SH is worried",
]  # fmt: skip


@pytest.mark.parametrize("words", NAMES)
def test_names_and_initials_stay_words(words: str) -> None:
    reading = read(words)
    assert (reading.kind, reading.summary) == (Kind.NOTE, words)


@pytest.mark.parametrize(
    ("words", "kind", "summary"),
    [
        ("ED fall from sofa", Kind.EMERGENCY_ATTENDANCE, "fall from sofa"),
        ("ed fall from sofa", Kind.EMERGENCY_ATTENDANCE, "fall from sofa"),
        ("WNB physio", Kind.WAS_NOT_BROUGHT, ""),
        ("Wnb physio", Kind.WAS_NOT_BROUGHT, ""),
        ("GP rang mother", Kind.GP_CONTACT, "rang mother"),
        ("da police called", Kind.DOMESTIC_ABUSE, "police called"),
        ("DA police called", Kind.DOMESTIC_ABUSE, "police called"),
        ("CIN, plan agreed", Kind.CIN_MEETING, "plan agreed"),
        ("A&E fall", Kind.EMERGENCY_ATTENDANCE, "fall"),
    ],
)
def test_codes_are_kinds(words: str, kind: Kind, summary: str) -> None:
    reading = read(words)
    assert (reading.kind, reading.summary) == (kind, summary)


GOES_ON = [
    ("Burn to left hand", Kind.BURN),
    ("burn on left hand", Kind.BURN),
    ("Bruise left knee", Kind.BRUISE),
    ("Move to Leeds", Kind.MOVE),
    ("Note from school says he was late", Kind.NOTE),
    ("Note left on the door", Kind.NOTE),
    ("Move to Northfield planned", Kind.MOVE),
    ("admitted to ward 3", Kind.ADMISSION),
    ("Discharge from hospital by taxi", Kind.DISCHARGE),
    ("prescribed by the GP", Kind.PRESCRIBED),
    ("born at 28 weeks", Kind.BIRTH),
    ("Hearing test normal", Kind.HEARING),
    ("Referral to CAMHS", Kind.REFERRAL),
    ("note that he was late", Kind.NOTE),
]


@pytest.mark.parametrize(("words", "kind"), GOES_ON)
def test_an_ordinary_word_that_the_sentence_goes_on_with_stays_though_the_kind_is_understood(words: str, kind: Kind) -> None:
    reading = read(words)
    assert reading.kind is kind
    assert reading.summary == words


@pytest.mark.parametrize(
    ("words", "kind", "summary"),
    [
        ("note rang back", Kind.NOTE, "rang back"),
        ("bruise left knee", Kind.BRUISE, "left knee"),
        ("burn: left hand", Kind.BURN, "left hand"),
        ("Delay, then rash", Kind.DELAY_IN_SEEKING_CARE, "then rash"),
        ("999 called by mother", Kind.AMBULANCE, "called by mother"),
        ("Prescribed amoxicillin", Kind.PRESCRIBED, "amoxicillin"),
        ("Attended physio", Kind.ATTENDED, ""),
        ("admitted seizures", Kind.ADMISSION, "seizures"),
    ],
)
def test_a_word_that_was_typed_as_a_kind_is_its_name_alone(words: str, kind: Kind, summary: str) -> None:
    reading = read(words)
    assert (reading.kind, reading.summary) == (kind, summary)


OTHER_SENSES = [
    "Weight of evidence suggests harm", "Weight loss noted", "Height restriction on the ride", "Other children present",
    "Closed fracture of radius", "closed door to visitors", "Birth mother present", "birth certificate seen",
    "Admitted to smoking in the house", "admitted that she forgot", "Discharge from ear", "Discharge summary received",
    "Attended school with a bruise", "attended by ambulance", "Delay in theatre list", "delay to surgery",
    "Conference call with GP",
    "no access to records", "bruise not seen", "Screening declined by mother", "Referral not made", "Supervision order made",
    "Advice followed by letter", "cans of lager found", "Carer left a message", "hearing voices", "Hearing that he was ill",
    "vision of the future", "Measure to be taken", "Booking of transport", "Plan to review", "Review done by GP",
    "Improvement needed in attendance", "Improvement not seen", "dent in wall", "obs stable", "Concern that he is thin",
    "concern about his weight",
]  # fmt: skip


@pytest.mark.parametrize("words", OTHER_SENSES)
def test_a_word_in_another_sense_is_no_kind(words: str) -> None:
    reading = read(words)
    assert (reading.kind, reading.summary) == (Kind.NOTE, words)


@pytest.mark.parametrize("name", sorted((ORDINARY | VERBAL) - {"advice followed"}))
def test_an_ordinary_word_names_its_kind_alone_with_a_sign_or_a_mark(name: str) -> None:
    kind = kind_index()[name]
    for ending in ("", ":", ";", ",", " -", " !2"):
        reading = read(f"{name}{ending}")
        assert (reading.kind, reading.summary) == (kind, ""), ending
    assert read(f"{name}: seen").summary == "seen"


def test_the_lists_name_kinds_that_exist() -> None:
    assert set(kind_index()) >= ORDINARY | VERBAL
    assert not ORDINARY & VERBAL


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Dna physio", "type “dna”"),
        ("Concern that he is thin", "stays in the words here"),
        ("Burn to left hand", "begin with “n”"),
        ("Closed fracture of radius", "type “clsd”"),
        ("imm declined", "is that right?"),
        ("1430 wnb physio", "not right after the date"),
        ("pf 210", "pef"),
    ],
)
def test_a_doubtful_reading_is_questioned(words: str, said: str) -> None:
    assert any(said in hint for hint in read(words).hints)


@pytest.mark.parametrize("words", ["wnb physio", "ed fall", "burn: left hand", "Note from school", "he was late", "Ed said no"])
def test_a_plain_reading_is_not(words: str) -> None:
    assert read(words).hints == ()


def test_a_kind_that_stays_is_coloured_as_a_kind() -> None:
    line = "14/3/24 Burn to hand"
    parts = {line[s.start : s.end]: (s.part, s.meaning) for s in read("Burn to hand").spans}
    assert parts["Burn"] == (Part.KIND, "Burn or scald; stays in the summary")
    assert parts["hand"][0] is Part.WORDS


@pytest.mark.parametrize(
    ("typed", "summary"), [("\\burn cream", "burn cream"), ('"Burn" cream', '"Burn" cream'), ("n burn", "burn")]
)
def test_a_back_slash_quotes_or_n_keep_a_word_a_word(typed: str, summary: str) -> None:
    reading = read(typed)
    assert (reading.kind, reading.summary) == (Kind.NOTE, summary)


def test_words_that_a_mark_parts_are_not_one_kind() -> None:
    assert read("was not !2 brought").kind is Kind.NOTE


@pytest.mark.parametrize("kind", list(Kind))
def test_every_code_label_and_alias_names_its_kind(kind: Kind) -> None:
    for name in (kind.value, kind.label, kind.label.replace("'", "’"), *kind.aliases):
        assert read(name).kind is kind, name
        assert read(f"{name}: seen by them").kind is kind, name


@given(
    st.sampled_from(sorted(kind_index())),
    st.lists(st.sampled_from(["of", "that", "not", "to", "red", "Sam", "8.2kg", "4"]), max_size=5),
)
def test_the_words_after_a_kind_are_all_kept(name: str, words: list[str]) -> None:
    reading = read(" ".join([name, *words]))
    said = reading.summary.split()
    measured = str(reading.fields.get("details", ""))
    kept = [word for word in words if word in said or (word in {"8.2kg", "4"} and "measurement" in measured)]
    assert kept == words
    assert reading.kind is kind_index()[name] or reading.summary.casefold().startswith(name)
