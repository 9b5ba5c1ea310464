"""Specification of redaction: who is named for whom, and how names are found in the words of an entry."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates.value import UncertainDate
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Child, Event, Person, Relation, Source
from chronology_tui.domain.vocabulary import PersonKind, RelationKind
from chronology_tui.report.redaction import Redacted, Redaction, redact

SAM = Child(
    id=UUID(int=1), name="Sam Tarn", birth=date(2019, 4, 3), nhs_number="9997304241", reference="LA/1234-5",
    family_group="Fellgate family",
)  # fmt: skip
MAY = Child(id=UUID(int=2), name="May Tarn", birth=date(2021, 6, 9), nhs_number="9434765919")
LETTER = Source(id=UUID(int=3), title="Clinic letter")


def person(number: int, name: str, relation: RelationKind | None = None, words: str = "", **values: object) -> Person:
    relations = (Relation(child=SAM.id, kind=relation, words=words),) if relation else ()
    return Person.model_validate({"id": UUID(int=number), "name": name, "relations": relations, **values})


MOTHER = person(11, "Jane Ann Tarn", RelationKind.MOTHER)
FATHER = person(12, "Łukasz O'Fell", RelationKind.FATHER)
FRIEND = person(13, "Siân Beck-Moor", RelationKind.FRIEND, third_party=True)
PARTNER = person(14, "محمد علي", RelationKind.STEP_PARENT, "mother's partner", third_party=True)
GRAN = person(15, "王芳", RelationKind.GRANDPARENT)
UNCLE = person(16, "Will Garth", RelationKind.RELATIVE, "uncle")
DOCTOR = person(17, "Dr Priya Okoro", kind=PersonKind.PROFESSIONAL, role="consultant paediatrician")
VISITOR = person(18, "M. Ghyll", kind=PersonKind.PROFESSIONAL, role="health visitor", agency="Northfield Community Health")
PEOPLE = (MOTHER, FATHER, FRIEND, PARTNER, GRAN, UNCLE, DOCTOR, VISITOR)


def redacted(text: str, level: Redaction, people: tuple[Person, ...] = PEOPLE, **values: object) -> Redacted:
    event = Event.model_validate({
        "id": UUID(int=99), "children": (SAM.id,), "when": UncertainDate.on(date(2024, 3, 14)), "kind": Kind.NOTE,
        "area": Kind.NOTE.area, "source": LETTER.id, "summary": text, **values,
    })  # fmt: skip
    return redact(Chronology.of(SAM, [event], [LETTER]), (), people, (SAM, MAY), level)


def summary(text: str, level: Redaction, people: tuple[Person, ...] = PEOPLE) -> str:
    return redacted(text, level, people).chronology.events[0].summary


LEVELS = (
    # words of the entry, for partners, anonymous
    ("Sam came with Jane Tarn.", "Sam came with Jane Tarn.", "S.T. came with Mother."),
    ("May Tarn came with Łukasz O'Fell.", "M.T. came with Łukasz O'Fell.", "M.T. came with Father."),
    ("Seen by Dr Priya Okoro.", "Seen by Dr Priya Okoro.", "Seen by consultant paediatrician."),
    ("M. Ghyll visited.", "M. Ghyll visited.", "Health visitor visited."),
    ("Will Garth collected him.", "Uncle collected him.", "Uncle collected him."),
    ("Siân Beck-Moor was there.", "Family friend was there.", "Family friend was there."),
    ("His NHS number is 999 730 4241.", "His NHS number is 999 730 4241.", "His NHS number is [NHS number]."),
    ("Her number is 943 476 5919.", "Her number is [NHS number].", "Her number is [NHS number]."),
    ("File la/1234-5 of Fellgate.", "File la/1234-5 of Fellgate.", "File [reference] of [family name]."),
    ("Born 3 April 2019.", "Born 3 April 2019.", "Born [date of birth]."),
    ("DOB 03/04/19", "DOB 03/04/19", "DOB [date of birth]"),
    ("mother dob: 1.2.1990", "mother dob: 1.2.1990", "mother dob: [date of birth]"),
    ("Lives at 12 Mill Lane, LS1 4AB.", "Lives at 12 Mill Lane, LS1 4AB.", "Lives at [address], [postcode]."),
    ("Rang 01632 960123.", "Rang 01632 960123.", "Rang [telephone number]."),
    ("Rang +44 7700 900123 twice.", "Rang +44 7700 900123 twice.", "Rang [telephone number] twice."),
    ("Wrote to clinic@example.org.", "Wrote to clinic@example.org.", "Wrote to [e-mail address]."),
)  # fmt: skip


@pytest.mark.parametrize(("text", "partners", "anonymous"), LEVELS, ids=[row[0] for row in LEVELS])
def test_what_each_reader_sees(text: str, partners: str, anonymous: str) -> None:
    assert summary(text, Redaction.NONE) == text
    assert summary(text, Redaction.PARTNERS) == partners
    assert summary(text, Redaction.FAMILY) == partners
    assert summary(text, Redaction.ANONYMOUS) == anonymous


SPELLINGS = (
    ("Siân Beck-Moor", "Family friend"),
    ("Sian Beck Moor", "Family friend"),
    ("SIÂN BECK-MOOR", "Family friend"),
    ("Sia\u0302n", "Family friend"),
    ("Sian's", "Family friend's"),
    ("Sian’s", "Family friend’s"),
    ("Siân\u00a0Beck\u2011Moor", "Family friend"),
    ("Siân  \n Beck-Moor", "Family friend"),
    ("Si\u00adâ\u200bn", "Family friend"),
    ("S. Beck-Moor", "Family friend"),
    ("S Beck-Moor", "Family friend"),
    ("Beck-Moor, Siân", "Family friend"),
    ("Beck-Moor, S.", "Family friend."),
    ("Mrs Beck-Moor", "Family friend"),
    ("Ms. Moor", "Family friend"),
    ("the Beck-Moors", "the [family name]"),
    ("the Beck-Moors'", "the [family name]'"),
    ("the Beck-Moor family", "the [family name] family"),
    ("sian.beck@example.org", "[e-mail address]"),
    ("beckmoor_s.pdf", "Family friend.pdf"),
    ("sian_beck-moor_2024.docx", "Family friend_2024.docx"),
    ("SianBeckMoor.pdf", "Family friend.pdf"),
    ("محمد علي", "Mother's partner"),
    ("محمد", "Mother's partner"),
    ("ومحمد", "Mother's partner"),
    ("王芳", "Grandparent"),
    ("和王芳说", "和Grandparent说"),
    ("Mr. Garth", "Uncle"),
    ("GARTH", "Uncle"),
    ("Will's", "Uncle's"),
)


@pytest.mark.parametrize(("written", "instead"), SPELLINGS, ids=[repr(row[0]) for row in SPELLINGS])
def test_a_name_is_found_however_it_is_written(written: str, instead: str) -> None:
    assert summary(f"we met {written} today", Redaction.PARTNERS) == f"we met {instead} today"


FATHERS = (
    "Łukasz",
    "Lukasz",
    "łukasz",
    "O'Fell",
    "O’Fell",
    "OFell",
    "o'fell",
    "Mr O’Fell",
    "L. O'Fell",
    "O'Fell, Ł.",
    "O'Fell, Lukasz",
)


@pytest.mark.parametrize("written", FATHERS)
def test_letters_with_strokes_and_apostrophes_of_any_kind(written: str) -> None:
    assert summary(f"we met {written}", Redaction.ANONYMOUS).rstrip(".") == "we met Father"


LEFT = (
    "Annual review. Leeds clinic. Garthdale. Moorland. Tarnish.",
    "He will attend and they may follow.",
    "May 2021, 12 May, 3rd May, in May, since May, May/June, early May.",
    "12 may and MAY 2020",
    "The 王 character alone",
    "5 minute walk, 0.5 mg, 999 or 111",
    "",
    " two  blanks\tand a tab ",
)


@pytest.mark.parametrize("text", LEFT)
@pytest.mark.parametrize("level", Redaction)
def test_other_words_stay_as_they_are(text: str, level: Redaction) -> None:
    found = redacted(text, level, (*PEOPLE, person(19, "Ann Lee", RelationKind.FRIEND)))
    assert found.chronology.events[0].summary == text.strip()
    assert not [look for look in found.to_look_at if look.event]


JUDGED = (
    ("May was seen.", "M.T. was seen."),
    ("Brought by May.", "Brought by M.T."),
    ("May said no.", "M.T. said no."),
    ("Then May, aged 3, woke.", "Then M.T., aged 3, woke."),
    ("Will rang.", "Uncle rang."),
    ("He saw Will at school.", "He saw Uncle at school."),
)


@pytest.mark.parametrize(("text", "expected"), JUDGED, ids=[row[0] for row in JUDGED])
def test_an_ordinary_word_is_a_name_where_it_is_written_as_one(text: str, expected: str) -> None:
    assert summary(text, Redaction.PARTNERS) == expected


@pytest.mark.parametrize("text", ["Will attend on Monday.", "May need a referral.", "Review. Will write again."])
def test_a_verb_that_begins_a_sentence_stays_and_is_listed(text: str) -> None:
    found = redacted(text, Redaction.PARTNERS)
    assert found.chronology.events[0].summary == text
    assert [look.words for look in found.to_look_at] == [text.removeprefix("Review. ").partition(" ")[0]]


def test_what_is_not_sure_is_replaced_and_listed() -> None:
    found = redacted("We told May in person.", Redaction.PARTNERS)
    assert [(change.what, change.instead, change.certain) for change in found.changes if change.event] == [("May", "M.T.", False)]
    assert [(look.where, look.words) for look in found.to_look_at] == [("entry 1, summary", "May")]


SHARED = (
    # one family name of the mother, the child, the sister: the name of who keeps it reveals nothing
    (Redaction.PARTNERS, "The Tarn home. Mrs Tarn rang.", "The Tarn home. Mrs Tarn rang."),
    (Redaction.PARTNERS, "J. Tarn and M. Tarn", "J. Tarn and M.T."),
    (Redaction.ANONYMOUS, "Mrs Tarn rang.", "Mother rang."),
    (Redaction.ANONYMOUS, "The Tarn home and the Tarns.", "The [family name] home and the [family name]."),
    (Redaction.ANONYMOUS, "We rang Tarn.", "We rang Mother."),
    (Redaction.ANONYMOUS, "Jane Tarn and Sam Tarn and May Tarn", "Mother and S.T. and M.T."),
)


@pytest.mark.parametrize(("level", "text", "expected"), SHARED, ids=[f"{row[0]}: {row[1]}" for row in SHARED])
def test_a_family_name_that_several_people_share(level: Redaction, text: str, expected: str) -> None:
    assert summary(text, level) == expected


def test_a_shared_family_name_of_two_adults_is_given_to_neither() -> None:
    people = (MOTHER, person(20, "Rhys Tarn", RelationKind.FATHER))
    assert summary("We rang Tarn.", Redaction.ANONYMOUS, people) == "We rang [family name]."
    assert summary("Mr Tarn rang.", Redaction.ANONYMOUS, people) == "Father rang."
    assert summary("Mrs Tarn rang.", Redaction.ANONYMOUS, people) == "Mother rang."
    assert summary("Dr Tarn rang.", Redaction.ANONYMOUS, people) == "[family name] rang."


def test_a_given_name_of_two_people_is_given_to_neither() -> None:
    people = (person(21, "Rhian Moss", RelationKind.FRIEND), person(22, "Rhian Dale", RelationKind.GRANDPARENT))
    found = redacted("Rhian came, then Rhian Dale.", Redaction.PARTNERS, people)
    assert found.chronology.events[0].summary == "[name] came, then Grandparent."
    assert [look.words for look in found.to_look_at] == ["Rhian"]


def test_a_name_that_somebody_keeps_stays_and_is_listed() -> None:
    people = (MOTHER, person(23, "Jane Moss", RelationKind.FRIEND))
    found = redacted("Jane came with Jane Moss.", Redaction.PARTNERS, people)
    assert found.chronology.events[0].summary == "Jane came with Family friend."
    assert [look.words for look in found.to_look_at] == ["Jane"]


ROLES = (
    (person(30, "Rhian Moss", RelationKind.FRIEND, third_party=True, pseudonym="the lodger"), "the lodger"),
    (person(31, "Rhian Moss", RelationKind.OTHER, "brother's friend"), "Brother's friend"),
    (person(32, "Rhian Moss", RelationKind.OTHER, "Jane's friend"), "A third party"),
    (person(33, "Rhian Moss", RelationKind.FRIEND, pseudonym="Rhian M."), "Family friend"),
    (person(34, "Rhian Moss", third_party=True), "a third party"),
    (person(35, "Rhian Moss", RelationKind.SIBLING), "Sibling"),
    (person(36, "Rhian Moss", RelationKind.MOTHER, third_party=True), "Mother"),
    (person(37, "Dr Rhian Moss", kind=PersonKind.PROFESSIONAL, third_party=True, role="lodger"), "lodger"),
)


@pytest.mark.parametrize(("who", "expected"), ROLES, ids=[row[1] for row in ROLES])
def test_what_stands_for_a_third_party(who: Person, expected: str) -> None:
    level = Redaction.ANONYMOUS if "Jane" in str(who.relations) else Redaction.PARTNERS
    found = redacted("We saw Rhian Moss.", level, (who, MOTHER))
    assert found.people[0].name.lower() == expected.lower()
    assert found.chronology.events[0].summary.lower() == f"we saw {expected}.".lower()


KEPT = (
    person(40, "Rhian Moss", RelationKind.MOTHER),
    person(41, "Rhian Moss", RelationKind.FATHER),
    person(42, "Rhian Moss", RelationKind.STEP_PARENT),
    person(43, "Rhian Moss", RelationKind.CARER, "kinship carer"),
    person(44, "Rhian Moss", kind=PersonKind.PROFESSIONAL),
    person(45, "Rhian Moss", RelationKind.PROFESSIONAL),
)


@pytest.mark.parametrize("who", KEPT, ids=lambda who: who.relations[0].kind if who.relations else who.kind)
def test_who_keeps_the_name_for_partners_and_nobody_does_for_training(who: Person) -> None:
    assert summary("We saw Rhian Moss.", Redaction.PARTNERS, (who,)) == "We saw Rhian Moss."
    assert "Rhian" not in summary("We saw Rhian Moss.", Redaction.ANONYMOUS, (who,))


def test_people_with_one_role_are_told_apart() -> None:
    people = (person(50, "Rhian Moss", RelationKind.GRANDPARENT), person(51, "Owain Dale", RelationKind.GRANDPARENT))
    assert summary("Rhian Moss met Owain Dale.", Redaction.PARTNERS, people) == "Grandparent (1) met Grandparent (2)."


def test_a_sister_recorded_as_a_person_and_as_a_child_is_one() -> None:
    people = (person(52, "May Tarn", RelationKind.SIBLING),)
    assert summary("May Tarn was there.", Redaction.PARTNERS, people) == "M.T. was there."


@pytest.mark.parametrize("text", ["Seen by Mr Quill.", "Seen by Dr. Quill-Reed", "mrs Quill rang"])
def test_a_name_that_nobody_in_the_store_has_is_listed_and_left(text: str) -> None:
    found = redacted(text, Redaction.PARTNERS)
    assert found.chronology.events[0].summary == text
    assert ["Quill" in look.words for look in found.to_look_at] == [True]


def test_a_name_beside_a_known_one_is_listed() -> None:
    found = redacted("We met Siân Quill today.", Redaction.PARTNERS)
    assert found.chronology.events[0].summary == "We met Family friend Quill today."
    assert [look.words for look in found.to_look_at] == ["Siân Quill"]


def test_a_name_in_the_name_of_a_place_becomes_a_neutral_word_and_is_listed() -> None:
    found = redacted("Seen at Garth Lane Surgery.", Redaction.PARTNERS)
    assert found.chronology.events[0].summary == "Seen at [name] Lane Surgery."
    assert [look.words for look in found.to_look_at] == ["Garth"]


def test_a_name_inside_a_longer_word_of_a_file_is_listed() -> None:
    found = redacted("See newgarthletter.pdf", Redaction.PARTNERS)
    assert found.chronology.events[0].summary == "See newgarthletter.pdf"
    assert [look.words for look in found.to_look_at] == ["newgarthletter.pdf"]


def test_a_person_recorded_by_what_they_are_is_no_name() -> None:
    people = (person(60, "Mother", RelationKind.MOTHER), person(61, "Nana Quill", RelationKind.GRANDPARENT))
    text = "Mother rang. Nana and his mother came; Nana Quill stayed; Quill left."
    expected = "Mother rang. Nana and his mother came; Grandparent stayed; Grandparent left."
    assert summary(text, Redaction.ANONYMOUS, people) == expected


def test_professionals_who_are_only_typed_into_entries_become_roles_for_training() -> None:
    found = redacted(
        "Dr Scree rang; K. Rigg too. Scree agreed.", Redaction.ANONYMOUS, (), professional="Dr P. Scree, GP; K. Rigg"
    )
    (event,) = found.chronology.events
    assert event.summary == "GP rang; a professional too. GP agreed."
    assert event.professional == "GP, GP; a professional"
    assert (
        redacted("Dr Scree rang.", Redaction.PARTNERS, (), professional="Dr P. Scree, GP").chronology.events[0].summary
        == "Dr Scree rang."
    )
