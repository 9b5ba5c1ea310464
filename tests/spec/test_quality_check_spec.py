"""Specification of the quality check: for every code the entries that raise it, and entries that just do not.

``raised`` lists the entries of each issue by name, one text an issue ("" for an issue about the whole chronology); an empty tuple
means that nothing is raised. ``fix`` holds the new values of the first issue's fix.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from chronology_tui.analysis.policy import policy_from_mapping
from chronology_tui.analysis.quality import PageCap, QualityCode, check
from chronology_tui.analysis.quality.registry import CHECKS, Check
from chronology_tui.domain.dates import DateContext, parse_date
from chronology_tui.domain.records import AppointmentDetails, MeasurementDetails, PlannedAction, Source
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.vocabulary import (
    CaseState,
    FamilyResponse,
    FatherKnown,
    Handling,
    Impact,
    PersonKind,
    RelationKind,
)
from tests.support.cases import AS_OF, CHILD
from tests.support.quality_cases import Around, Entry, case_of, entry, issues_of, person

C = QualityCode
MISSED = "2024-03-01 was_not_brought @Physiotherapy #a"
SEEN = "2024-03-01 attended @Physiotherapy #a"
NOTE = "2024-03-01 note #a"
ACTION = PlannedAction.model_validate({"id": "01890000-0000-7000-8000-000000000001", "what": "Ring the family"})
OWN = AppointmentDetails(booked_by_young_person=True)
PLACEHOLDER = parse_date("01/01/1900", DateContext(today=AS_OF))
SIXTY = " ".join(["word"] * 60)


def kg(value: str, unit: str = "kg") -> MeasurementDetails:
    return MeasurementDetails(measure="weight", value=Decimal(value), unit=unit)


@dataclass(frozen=True)
class Row:
    """One row of the table."""

    name: str
    code: QualityCode
    entries: tuple[Entry, ...]
    raised: tuple[str, ...] = ()
    fix: dict[str, str] | None = None
    around: Around = field(default_factory=Around)


def row(
    name: str,
    code: QualityCode,
    *entries: Entry,
    raised: tuple[str, ...] = (),
    fix: dict[str, str] | None = None,
    **around: object,
) -> Row:
    return Row(name, code, entries, raised, fix, Around(**around))  # type: ignore[arg-type]


THIRD = person("Dara Pike", third_party=True, pseudonym="Mother's friend")
NAMELESS = person("Dara Pike", third_party=True)
GP = person("Dr Ada Okafor", kind=PersonKind.PROFESSIONAL, role="GP")
PHYSIO = "2024-03-01 attended @Physiotherapy"
FIVE = tuple(entry(f"2024-0{n}-01 was_not_brought @Physiotherapy") for n in range(1, 6))

COMPLETENESS = (
    row("missed care without an action", C.NO_ACTION, entry(MISSED), raised=("a",)),
    row("missed care, rated as no harm at all", C.NO_ACTION, entry(f"{MISSED} !0")),
    row("missed care with an action", C.NO_ACTION, entry(MISSED, action="Rang Mother.")),
    row("missed care with a reason for none", C.NO_ACTION, entry(MISSED, action="None: seen the next day.")),
    row("missed care with an agreed action", C.NO_ACTION, entry(MISSED, planned=(ACTION,))),
    row("missed care whose summary tells what was done", C.NO_ACTION, entry(f'{MISSED} "No message. New date sent."')),
    row(
        "a follow-up that was missed is no action",
        C.NO_ACTION,
        entry(f'{MISSED} "Planned follow-up, as prescribed."'),
        raised=("a",),
    ),
    row("attended and rated low", C.NO_ACTION, entry(f"{SEEN} !1")),
    row("attended and rated moderate", C.NO_ACTION, entry(f"{SEEN} !2"), raised=("a",)),
    row("a meeting is itself what was done", C.NO_ACTION, entry("2024-03-01 strategy_meeting #a !3")),
    row("a missing episode is not", C.NO_ACTION, entry("2024-03-01 missing_episode #a !3"), raised=("a",)),
    row("not brought, no response recorded", C.NO_RESPONSE, entry(MISSED), raised=("a",)),
    row("no answer is a response", C.NO_RESPONSE, entry(MISSED, family_response=FamilyResponse.NO_RESPONSE)),
    row("a response in words", C.NO_RESPONSE, entry(MISSED, response_note="Mother named the buses.")),
    row("a concern raised without the response", C.NO_RESPONSE, entry("2024-03-01 concern_raised #a"), raised=("a",)),
    row("a letter without a rating", C.NO_RESPONSE, entry("2024-03-01 specialist_contact #a")),
    row("not to be shared with carers", C.NO_RESPONSE, entry(f"{SEEN} !3", handling=(Handling.NOT_FOR_CARERS,))),
    row("the young person's own booking", C.NO_RESPONSE, entry(MISSED, details=OWN)),
    row("a refusal is the response", C.NO_RESPONSE, entry("2024-03-01 treatment_refused #a !3")),
    row("rated moderate without an impact", C.NO_IMPACT, entry(f"{SEEN} !2"), raised=("a",)),
    row("rated low without an impact", C.NO_IMPACT, entry(f"{SEEN} !1")),
    row("no effect is an impact", C.NO_IMPACT, entry(f"{SEEN} !2", impact=Impact.NONE)),
    row("an impact in words", C.NO_IMPACT, entry(f"{SEEN} !2", impact_note="Missed a school day.")),
    row("sixty words", C.LONG_SUMMARY, entry(NOTE, summary=SIXTY)),
    row("sixty-one words", C.LONG_SUMMARY, entry(NOTE, summary=f"{SIXTY} more"), raised=("a",)),
    row("a long quote is the source's own", C.LONG_SUMMARY, entry(NOTE, quote=f"{SIXTY} more")),
    row("not brought, unrated", C.UNRATED, entry(MISSED), raised=("a",)),
    row("not brought, rated as no harm", C.UNRATED, entry(f"{MISSED} !0")),
    row("attended needs no rating", C.UNRATED, entry(SEEN)),
    row("a letter needs no rating", C.UNRATED, entry("2024-03-01 specialist_contact #a")),
)

DATES = (
    row("seen before the birth", C.BEFORE_BIRTH, entry("2014-03-01 gp_contact #a"), raised=("a",)),
    row("a burn a day before the birth", C.BEFORE_BIRTH, entry("2015-05-03 burn #a"), raised=("a",)),
    row("on the day of birth", C.BEFORE_BIRTH, entry("2015-05-04 burn #a")),
    row("a span that reaches the birth", C.BEFORE_BIRTH, entry("2015-05 burn #a")),
    row(
        "pregnancy care",
        C.BEFORE_BIRTH,
        entry("2014-11-01 booking"),
        entry("2015-03-01 review_done"),
        entry("2015-04-01 gp_contact"),
    ),
    row("pregnancy care before the pregnancy", C.BEFORE_BIRTH, entry("2014-01-01 booking #a"), raised=("a",)),
    row("the family's own history", C.BEFORE_BIRTH, entry("2009-01-01 domestic_abuse"), entry("2010-01-01 referral")),
    row("the child is unborn", C.BEFORE_BIRTH, entry("2015-01-01 weight"), child=CHILD.changed(unborn=True)),
    row("no date of birth is known", C.BEFORE_BIRTH, entry("2001-01-01 weight"), child=CHILD.changed(birth=None)),
    row("tomorrow", C.FUTURE_DATE, entry("2026-07-01 attended #a"), raised=("a",)),
    row("today", C.FUTURE_DATE, entry("2026-06-30 attended #a")),
    row("this year, which began", C.FUTURE_DATE, entry("2026 attended #a")),
    row("after a day that is to come", C.FUTURE_DATE, entry(">2027-01-01 attended #a"), raised=("a",)),
    row("undated", C.FUTURE_DATE, entry("- attended #a")),
    row("1 January 1900", C.PLACEHOLDER_DATE, entry(NOTE, when=PLACEHOLDER), raised=("a",), fix={"date": "undated"}),
    row("1 January 1970, from a table", C.PLACEHOLDER_DATE, entry("1970-01-01 note #a"), raised=("a",), fix={"date": "undated"}),
    row("1 January of the child's life", C.PLACEHOLDER_DATE, entry("2020-01-01 note #a")),
    row("a placeholder is not also before the birth", C.BEFORE_BIRTH, entry("1970-01-01 weight #a")),
    row(
        "an uncertain date on which a pattern depends",
        C.UNCERTAIN_DATE,
        entry("2024-01-01 was_not_brought @Physiotherapy"),
        entry("2024-06-01 was_not_brought @ENT"),
        entry("2024-10-01..2025-06-01 was_not_brought @Dentist #a"),
        raised=("a",),
    ),
    row(
        "an uncertain date on which nothing depends",
        C.UNCERTAIN_DATE,
        entry("2024-01-01 was_not_brought @Physiotherapy"),
        entry("2024-06-01 was_not_brought @ENT"),
        entry("2024-03-01..2024-04-01 was_not_brought @Dentist #a"),
    ),
)

DUPLICATES = (
    row(
        "a missed appointment told by two sources",
        C.DUPLICATE,
        entry("2024-03-01 was_not_brought @physio #a src:letter"),
        entry("2024-03-01 was_not_brought @Physiotherapy #b src:record"),
        raised=("a b",),
    ),
    row(
        "at two times of the day",
        C.DUPLICATE,
        entry("2024-03-01 attended @Physiotherapy #a at:09:00"),
        entry("2024-03-01 attended @Physiotherapy #b at:15:00"),
    ),
    row("in two services", C.DUPLICATE, entry(PHYSIO), entry("2024-03-01 attended @Dentist")),
    row("on two days", C.DUPLICATE, entry(PHYSIO), entry("2024-03-02 attended @Physiotherapy")),
    row(
        "on a day that is not certain",
        C.DUPLICATE,
        entry("?2024-03-01 attended @Dentist"),
        entry("?2024-03-01 attended @Dentist"),
    ),
    row(
        "three out of five words the same",
        C.DUPLICATE,
        entry('2024-03-01 note #a "Home visit: food in"'),
        entry('2024-03-01 note #b "Home visit: food low"'),
        raised=("a b",),
    ),
    row("no words the same", C.DUPLICATE, entry('2024-03-01 note "Home visit."'), entry('2024-03-01 note "School rang twice."')),
    row(
        "two values of one day are two measures",
        C.DUPLICATE,
        entry("2024-03-01 weight", details=kg("16.4")),
        entry("2024-03-01 weight", details=kg("16.6")),
    ),
    row(
        "a note with the words of an entry from the same source",
        C.DUPLICATE,
        entry('2024-03-01 burn @ED #a "Scald to the left hand from tea"'),
        entry('2024-03-01 note #b "Scald to the left hand, tea"'),
        raised=("a b",),
    ),
    row(
        "a note with the words of an entry from another source",
        C.DUPLICATE,
        entry('2024-03-01 burn src:x "Scald to the left hand from tea"'),
        entry('2024-03-01 note src:y "Scald to the left hand, tea"'),
    ),
    row(
        "missed and seen on one day",
        C.CONFLICT,
        entry("2024-03-01 was_not_brought @physio #a"),
        entry("2024-03-01 attended @Physiotherapy #b"),
        raised=("a b",),
    ),
    row(
        "missed, and cancelled by the service",
        C.CONFLICT,
        entry("2024-03-01 was_not_brought @physio #a"),
        entry("2024-03-01 cancelled_by_service @physio #b"),
        raised=("a b",),
    ),
    row("missed in one service, seen in another", C.CONFLICT, entry(MISSED), entry("2024-03-01 attended @Dentist #b")),
    row("missed one day, seen the next", C.CONFLICT, entry(MISSED), entry("2024-03-02 attended @Physiotherapy #b")),
    row(
        "two weights of one day",
        C.CONFLICT,
        entry("2024-03-01 weight #a", details=kg("16.4")),
        entry("2024-03-01 weight #b", details=kg("17.0")),
        raised=("a b",),
    ),
    row(
        "two weights within two in a hundred",
        C.CONFLICT,
        entry("2024-03-01 weight", details=kg("16.4")),
        entry("2024-03-01 weight", details=kg("16.7")),
    ),
    row(
        "one weight in two units",
        C.CONFLICT,
        entry("2024-03-01 weight", details=kg("3.42")),
        entry("2024-03-01 weight", details=kg("3420", "g")),
    ),
    row(
        "peak flow changes over a day",
        C.CONFLICT,
        entry("2024-03-01 peak_flow", details=kg("180", "l/min")),
        entry("2024-03-01 peak_flow", details=kg("260", "l/min")),
    ),
)

WORDS = (
    row("DNA alone", C.DID_NOT_ATTEND, entry(MISSED, summary="DNA."), raised=("a",), fix={"summary": "Was not brought."}),
    row(
        "did not attend a named clinic",
        C.DID_NOT_ATTEND,
        entry(MISSED, summary="Did not attend physiotherapy. No message."),
        raised=("a",),
        fix={"summary": "Was not brought to physiotherapy. No message."},
    ),
    row(
        "the child failed to attend",
        C.DID_NOT_ATTEND,
        entry(MISSED, action="Robin failed to attend the review on Monday."),
        raised=("a",),
        fix={"action": "Robin was not brought to the review on Monday."},
    ),
    row(
        "after a colon",
        C.DID_NOT_ATTEND,
        entry(MISSED, summary="Paediatric follow-up: DNA"),
        raised=("a",),
        fix={"summary": "Paediatric follow-up: was not brought"},
    ),
    row(
        "twice in one field is one issue",
        C.DID_NOT_ATTEND,
        entry(MISSED, summary="DNA. FTA."),
        raised=("a",),
        fix={"summary": "Was not brought. Was not brought."},
    ),
    row("a sentence that would not stay one", C.DID_NOT_ATTEND, entry(MISSED, summary="3 DNAs this year"), raised=("a",)),
    row("nobody knows whom “she” is", C.DID_NOT_ATTEND, entry(MISSED, summary="She did not attend."), raised=("a",)),
    row("in a quote", C.DID_NOT_ATTEND, entry(MISSED, quote="DNA")),
    row("in quotation marks", C.DID_NOT_ATTEND, entry(MISSED, summary="Letter headed “DNA”.")),
    row("an adult", C.DID_NOT_ATTEND, entry(NOTE, summary="Mother did not attend the review.")),
    row("a meeting", C.DID_NOT_ATTEND, entry("2024-03-01 conference #a", summary="Did not attend.")),
    row("the young person's own booking", C.DID_NOT_ATTEND, entry(MISSED, summary="DNA", details=OWN)),
    row("genes", C.DID_NOT_ATTEND, entry(NOTE, summary="DNA sample sent. Blood for DNA, genetics to report.")),
    row("part of a word", C.DID_NOT_ATTEND, entry(NOTE, summary="Nurse Edna rang; softas.")),
    row("hostile", C.OPINION, entry(NOTE, summary="Mother was hostile."), raised=("a",)),
    row("two words in one field are one issue", C.OPINION, entry(NOTE, summary="Chaotic home, lazy parents."), raised=("a",)),
    row("in two fields", C.OPINION, entry(NOTE, summary="Chaotic home.", action="Family non-compliant."), raised=("a", "a")),
    row("refuses to engage", C.OPINION, entry(NOTE, response_note="Refuses to engage."), raised=("a",)),
    row("failed to give medicine", C.OPINION, entry(NOTE, summary="Failed to give the evening dose."), raised=("a",)),
    row("failed to attend has its own code", C.OPINION, entry(MISSED, summary="Failed to attend.")),
    row("failed to gain weight is clinical", C.OPINION, entry(NOTE, summary="Failed to gain weight; failing to thrive.")),
    row("obstructive sleep apnoea is clinical", C.OPINION, entry(NOTE, summary="Obstructive sleep apnoea; lazy eye.")),
    row("what somebody said", C.OPINION, entry(NOTE, summary="Mother said the clinic was hostile.")),
    row("denied", C.OPINION, entry(NOTE, summary="Mother was not hostile.")),
    row("said in another sentence", C.OPINION, entry(NOTE, summary="Father said no. He was hostile."), raised=("a",)),
    row("in a quote", C.OPINION, entry(NOTE, quote="Hostile.", child_voice="I am lazy", summary="Wrote “chaotic” on the form.")),
    row("neglect is a category", C.OPINION, entry(NOTE, summary="Child protection plan, neglect. Lazyboy chair.")),
    row(
        "a short form in two entries",
        C.JARGON,
        entry(NOTE, summary="EEG normal."),
        entry("2024-04-01 note #b", action="EEGs asked for."),
        raised=("a b",),
    ),
    row("in the glossary", C.JARGON, entry(NOTE, summary="GP rang CAMHS; both GPs.")),
    row(
        "explained where it is used",
        C.JARGON,
        entry(NOTE, summary="EEG (brain wave test) normal. Had an electrocardiogram (ECG)."),
    ),
    row("initials, numerals, plain words", C.JARGON, entry(NOTE, summary="R.A., RA and M. on stage III, PE at 9 AM, NHS. A&E.")),
    row("a known service", C.JARGON, entry(NOTE, summary="ENT and SLT wrote.")),
    row("the name of a place", C.JARGON, entry(NOTE, summary="Seen at RVI.", place="RVI Newcastle")),
    row("shouting", C.JARGON, entry(NOTE, summary="MOTHER RANG TODAY ABOUT THE VISIT")),
    row("in a quote", C.JARGON, entry(NOTE, quote="XYZ", summary="Wrote “ABC”.")),
)

PEOPLE = (
    row(
        "the full name",
        C.THIRD_PARTY,
        entry(NOTE, summary="Dara Pike was at home."),
        raised=("a",),
        fix={"summary": "Mother's friend was at home."},
        people=(THIRD,),
    ),
    row("the surname with a title", C.THIRD_PARTY, entry(NOTE, summary="Mr Pike was at home."), raised=("a",), people=(THIRD,)),
    row("the surname inside a sentence", C.THIRD_PARTY, entry(NOTE, present="Mother and Pike"), raised=("a",), people=(THIRD,)),
    row("a plain word at the start", C.THIRD_PARTY, entry(NOTE, summary="Pike fishing with school."), people=(THIRD,)),
    row("a plain word", C.THIRD_PARTY, entry(NOTE, summary="They caught a pike."), people=(THIRD,)),
    row("in a quote: no fix", C.THIRD_PARTY, entry(NOTE, quote="Dara Pike hit me"), raised=("a",), people=(THIRD,)),
    row("no pseudonym: no fix", C.THIRD_PARTY, entry(NOTE, summary="Dara Pike rang."), raised=("a",), people=(NAMELESS,)),
    row("marked", C.THIRD_PARTY, entry(NOTE, summary="Dara Pike rang.", handling=(Handling.THIRD_PARTY,)), people=(THIRD,)),
    row("not a third party", C.THIRD_PARTY, entry(NOTE, summary="Dara Pike rang."), people=(person("Dara Pike"),)),
    row(
        "the family's own surname names nobody",
        C.THIRD_PARTY,
        entry(NOTE, summary="Seen with Mrs Ashdown."),
        people=(person("Dara Ashdown", third_party=True),),
    ),
    row("a source that nobody checked", C.SOURCE_UNCHECKED, entry(f"{NOTE} src:letter"), raised=("a",)),
    row("the father is not asked about", C.FATHER_NOT_ASKED, raised=("",)),
    row("asked, and not known", C.FATHER_NOT_ASKED, child=CHILD.changed(father=FatherKnown.UNKNOWN)),
    row("a father on record", C.FATHER_NOT_ASKED, people=(person("Lee Ashdown", relation=RelationKind.FATHER),)),
    row("an uncle on record", C.FATHER_NOT_ASKED, people=(person("Lee Ashdown", relation=RelationKind.RELATIVE),), raised=("",)),
    row(
        "one letter from a person on record",
        C.NAME_SPELT_TWO_WAYS,
        entry(NOTE, professional="Dr Okafer, GP"),
        raised=("a",),
        fix={"professional": "Dr Okafor, GP"},
        people=(GP,),
    ),
    row(
        "in running text, with a title",
        C.NAME_SPELT_TWO_WAYS,
        entry(NOTE, summary="Seen by Dr A. Okafro today."),
        raised=("a",),
        fix={"summary": "Seen by Dr A. Okafor today."},
        people=(GP,),
    ),
    row("another given name", C.NAME_SPELT_TWO_WAYS, entry(NOTE, professional="Dr Ben Okafer"), people=(GP,)),
    row("another role", C.NAME_SPELT_TWO_WAYS, entry(NOTE, professional="Dr A. Okafer, dentist"), people=(GP,)),
    row(
        "given and family name swapped",
        C.NAME_SPELT_TWO_WAYS,
        entry(NOTE, professional="Okafor Ada"),
        raised=("a",),
        fix={"professional": "Ada Okafor"},
        people=(GP,),
    ),
    row(
        "neither on record nor far commoner",
        C.NAME_SPELT_TWO_WAYS,
        entry(NOTE, professional="J. Hartley"),
        entry("2024-04-01 note #b", professional="J. Hartly"),
        raised=("a b",),
    ),
    row(
        "far commoner",
        C.NAME_SPELT_TWO_WAYS,
        *(entry(f"2024-0{n}-02 note", professional="J. Hartley") for n in range(1, 6)),
        entry("2024-07-01 note #b", professional="J. Hartly, nurse"),
        raised=("b",),
        fix={"professional": "J. Hartley, nurse"},
    ),
    row(
        "four letters are too few",
        C.NAME_SPELT_TWO_WAYS,
        entry(NOTE, professional="J. Bell"),
        entry(NOTE[:-3], professional="J. Ball"),
    ),
    row(
        "a final s is another name",
        C.NAME_SPELT_TWO_WAYS,
        entry(NOTE, professional="J. Edward"),
        entry(NOTE[:-3], professional="J. Edwards"),
    ),
    row("two records are two people", C.NAME_SPELT_TWO_WAYS, people=(person("Ada Okafor", 1), person("Ada Okafer", 2))),
    row(
        "the child's name inside a sentence",
        C.NAME_SPELT_TWO_WAYS,
        entry(NOTE, summary="Saw Robyn at school."),
        raised=("a",),
        fix={"summary": "Saw Robin at school."},
    ),
    row(
        "another child of the store",
        C.NAME_SPELT_TWO_WAYS,
        entry(NOTE, summary="Saw Robyn at school."),
        other_children=("Robyn Ashdown",),
    ),
    row("in a quote", C.NAME_SPELT_TWO_WAYS, entry(NOTE, quote="Saw Robyn at school", summary="Wrote “seen with Robyn”.")),
    row("a plain word", C.NAME_SPELT_TWO_WAYS, entry(NOTE, summary="The Rabin bus; a rabin.")),
    row(
        "a service",
        C.NAME_SPELT_TWO_WAYS,
        entry(PHYSIO),
        entry("2024-04-01 attended @Physiotherpay #b"),
        raised=("b",),
        fix={"service": "Physiotherapy"},
    ),
    row("two services", C.NAME_SPELT_TWO_WAYS, entry("2024-03-01 attended @Orthotics"), entry("2024-04-01 attended @Orthoptics")),
    row("two wards", C.NAME_SPELT_TWO_WAYS, entry("2024-03-01 attended @Ward A"), entry("2024-04-01 attended @Ward B")),
)

WHOLE = (
    row("five concerns and nothing that goes well", C.ONLY_NEGATIVES, *FIVE, raised=("",)),
    row("four concerns", C.ONLY_NEGATIVES, *FIVE[:4]),
    row("five letters and no concern", C.ONLY_NEGATIVES, *(entry(f"2024-0{n}-01 specialist_contact") for n in range(1, 6))),
    row("a strength", C.ONLY_NEGATIVES, *FIVE, entry("2024-06-01 protective_factor")),
    row("a benefit", C.ONLY_NEGATIVES, *FIVE, entry("2024-06-01 attended", impact=Impact.BENEFIT)),
    row("starts at the referral", C.STARTS_AT_REFERRAL, entry("2024-02-01 note"), entry("2024-04-01 referral #a"), raised=("a",)),
    row("starts 91 days before", C.STARTS_AT_REFERRAL, entry("2024-01-01 note"), entry("2024-04-01 referral #a")),
    row("starts 90 days before", C.STARTS_AT_REFERRAL, entry("2024-01-02 note"), entry("2024-04-01 referral #a"), raised=("a",)),
    row("an undated entry may be earlier", C.STARTS_AT_REFERRAL, entry("- note"), entry("2024-04-01 referral #a")),
    row("no referral", C.STARTS_AT_REFERRAL, entry("2024-02-01 note")),
    row("born in the same episode", C.STARTS_AT_REFERRAL, entry("2015-05-10 referral")),
    row("a year and a day", C.GAP, entry("2015-05-04 birth #a"), entry("2016-05-05 note #b"), raised=("a b",)),
    row("a year", C.GAP, entry("2015-05-04 birth #a"), entry("2016-05-04 note #b")),
    row("a date that may reach into it", C.GAP, entry("2015-05-04 birth #a"), entry("2016 note"), entry("2017-05-04 note")),
    row("from the birth to the first entry", C.GAP, entry("2017-05-04 note #a"), raised=("a",)),
    row("before the birth", C.GAP, entry("2011-05-04 domestic_abuse"), entry("2015-05-04 birth")),
    row("the referral says it already", C.GAP, entry("2024-04-01 referral")),
    row("no birth date is known", C.GAP, entry("2024-04-01 note"), child=CHILD.changed(birth=None)),
    row("six months ago", C.STALE, entry("2025-12-30 note #a")),
    row("more than six months ago", C.STALE, entry("2025-12-29 note #a"), raised=("a",)),
    row("a stay that reaches the last six months", C.STALE, entry("2025-05-01=2026-05-01 admission")),
    row("finished", C.STALE, entry("2025-01-01 note"), child=CHILD.changed(state=CaseState.FINISHED)),
    row("nothing entered", C.STALE),
    row("within the cap", C.TOO_LONG, entry(NOTE, summary=SIXTY), page_caps=(PageCap("court pack", 1),)),
    row(
        "over the cap",
        C.TOO_LONG,
        *(entry(f"2024-0{n}-01 note", summary=SIXTY) for n in range(1, 6)),
        raised=("",),
        page_caps=(PageCap("court pack", 1), PageCap("family pack", 2), PageCap("key events", 1, frozenset())),
    ),
)

ROWS = (*COMPLETENESS, *DATES, *DUPLICATES, *WORDS, *PEOPLE, *WHOLE)


@pytest.mark.parametrize("expected", ROWS, ids=lambda r: f"{r.code.value}: {r.name}")
def test_each_code_is_raised_where_it_should_be(expected: Row) -> None:
    case = case_of(expected.entries, expected.around.child)
    found = issues_of(expected.code, case.chronology, expected.around)
    assert tuple(case.named(issue.events) for issue in found) == expected.raised
    fixes = [dict(issue.fix.values) if issue.fix else None for issue in found]
    assert (fixes[0] if fixes else None) == expected.fix


@pytest.mark.parametrize("code", [code for code in QualityCode if code is not C.CHECK_FAILED])
def test_every_code_has_rows_that_raise_it_and_rows_that_just_do_not(code: QualityCode) -> None:
    raised = {bool(expected.raised) for expected in ROWS if expected.code is code}
    assert raised == ({True, False} if code is not C.SOURCE_UNCHECKED else {True})  # sources have tests of their own, below
    assert code.definition
    assert code.__doc__ == code.definition


def test_checks_run_in_the_order_of_their_codes() -> None:
    assert [one.code for one in CHECKS] == [code for code in QualityCode if code is not C.CHECK_FAILED]


@pytest.mark.parametrize(
    ("values", "raised"),
    [({}, 1), ({"checked": True}, 0), ({"available": False}, 0), ({"title": "Another title"}, 1)],
    ids=["not checked", "checked", "not available", "renamed"],
)
def test_a_source_is_named_once_with_all_its_entries(values: dict[str, object], raised: int) -> None:
    case = case_of([entry(f"{NOTE} src:letter"), entry("2024-04-01 note #b src:letter")])
    sources = [source.changed(**values) for source in case.chronology.sources.values()]
    chronology = type(case.chronology).of(CHILD, case.chronology.events, sources)
    found = issues_of(C.SOURCE_UNCHECKED, chronology, Around())
    assert [case.named(issue.events) for issue in found] == ["a b"] * raised
    assert all(issue.subject == str(source.id) for issue, source in zip(found, sources, strict=False))


def test_a_source_that_no_entry_names_is_no_issue() -> None:
    unused = Source.model_validate({"id": "01890000-0000-7000-8000-000000000002", "title": "Not used"})
    chronology = type(case_of([]).chronology).of(CHILD, [], [unused])
    assert issues_of(C.SOURCE_UNCHECKED, chronology, Around()) == []


def test_issues_come_by_code_and_then_by_entry() -> None:
    case = case_of([entry("2024-05-01 was_not_brought @Dentist #b"), entry(f'{MISSED} "DNA"')])
    found = [(issue.code.value, case.named(issue.events)) for issue in check(Around().case(case.chronology))]
    assert found[:6] == [
        ("no-action", "a"), ("no-action", "b"), ("no-family-response", "a"), ("no-family-response", "b"),
        ("unrated", "a"), ("unrated", "b"),
    ]  # fmt: skip


def test_the_uncertain_date_names_the_pattern_that_depends_on_it() -> None:
    case = case_of(next(r for r in ROWS if r.code is C.UNCERTAIN_DATE and r.raised).entries)
    (issue,) = issues_of(C.UNCERTAIN_DATE, case.chronology, Around())
    assert "“Was not brought to appointments”" in issue.reason


def test_a_judgement_comes_with_what_to_write_instead() -> None:
    case = case_of([entry(NOTE, summary="Mother was hostile and chaotic.")])
    (issue,) = issues_of(C.OPINION, case.chronology, Around())
    assert issue.reason == "“hostile” (and 1 more) states a judgement as fact: say what was said or done, and to whom."
    assert (issue.place, issue.fix) == ("summary", None)


def test_pages_are_told_by_pack() -> None:
    (expected,) = [r for r in ROWS if r.name == "over the cap"]
    (issue,) = issues_of(C.TOO_LONG, case_of(expected.entries).chronology, expected.around)
    assert issue.subject == "court pack"
    assert "about 2 pages; its cap is 1" in issue.reason


def test_a_check_that_raises_is_named_and_the_others_still_run() -> None:
    def broken(_: object) -> tuple[()]:
        raise RuntimeError("Robin Ashdown")

    case = case_of([entry(MISSED)])
    checks = (Check(C.GAP, broken), *(one for one in CHECKS if one.code is C.NO_ACTION))
    found = check(Around().case(case.chronology), checks=checks)
    assert [issue.code for issue in found] == [C.NO_ACTION, C.CHECK_FAILED]
    assert "The check gap stopped with a fault of the program (RuntimeError)" in found[1].reason
    assert "Robin" not in found[1].reason


def test_a_local_policy_moves_the_thresholds() -> None:
    local = policy_from_mapping(
        {"name": "Northfield", "version": 1, "quality-check": {"expected-from-severity": 3, "stale-months": 1}}
    )
    case = case_of([entry("2026-05-01 attended #a !2")])
    assert [i.code for i in check(Around(policy=local).case(case.chronology)) if i.code in {C.NO_IMPACT, C.STALE}] == [C.STALE]
    assert [i.code for i in check(Around().case(case.chronology)) if i.code in {C.NO_IMPACT, C.STALE}] == [C.NO_IMPACT]


def test_ratings_ask_from_moderate_on() -> None:
    for severity in Severity:
        case = case_of([entry(PHYSIO + " #a", severity=severity)])
        assert bool(issues_of(C.NO_IMPACT, case.chronology, Around())) == (severity >= Severity.MODERATE)


def test_a_fathers_record_of_another_child_says_nothing_of_this_one() -> None:
    other = CHILD.changed(id="01890000-0000-7000-8000-000000000003")
    people = (person("Lee Ashdown", relation=RelationKind.FATHER),)
    assert issues_of(C.FATHER_NOT_ASKED, case_of([], other).chronology, Around(child=other, people=people))
