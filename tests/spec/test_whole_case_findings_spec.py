"""Specification: what an experienced named nurse would expect of whole cases, and how every finding on them must read.

Each case names every finding that is there, rule by rule: found with its level, looked at and not found, and not assessable. The
comments say why. The words are then held, over all rules and all cases, to what a parent and a judge could both read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from chronology_tui.analysis.finding import Analysis, Certainty, Finding, Level, Outcome
from chronology_tui.analysis.registry import RULES
from chronology_tui.analysis.wording import NOT_REASSURANCE, TITLE_LENGTH
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.kinds import Area
from chronology_tui.domain.records import Child
from chronology_tui.services import create_casebook, open_demo
from tests.conftest import PASSPHRASE
from tests.support.cases import CHILD, case
from tests.support.clock import FixedDayClock

FILES = Path(__file__).parent.parent / "data" / "cases"
AS_OF = date(2026, 6, 30)
STRONG, CONSIDER, NOTE, STRENGTH = Level.STRONG, Level.CONSIDER, Level.NOTE, Level.STRENGTH

ASTHMA = """
    2015-05-04 birth @Maternity
    2024-09-10 dental_check @Dentist seen
    2025-02-03 prescribed @GP med:salbutamol reliever
    2025-03-03 attended @Asthma clinic seen
    2025-03-11 dental_check @Dentist seen
    2025-06-02 attended @Asthma clinic seen
    2025-06-20 injury @School site:knee mobile "Fell in the playground; school saw it"
    2025-07-01 supplied @Pharmacy med:beclometasone days:30
    2025-07-30 supplied @Pharmacy med:beclometasone days:30
    2025-08-04 prescribed @GP med:salbutamol reliever
    2025-08-28 supplied @Pharmacy med:beclometasone days:30
    2025-09-01 cancelled_by_service @Asthma clinic
    2025-09-09 dental_check @Dentist seen
    2025-09-15 attended @Asthma clinic seen
    2025-09-27 supplied @Pharmacy med:beclometasone days:30
    2025-10-01 medicine_review_done @GP med:beclometasone "Asthma review: technique good"
    2025-10-01 care_plan_given @GP "Written asthma plan"
    2025-10-28 supplied @Pharmacy med:beclometasone days:30
    2025-11-15 emergency_attendance @Emergency department reason:wheeze-with-a-cold onset:2025-11-15 "Home the same day"
    2025-11-17 attended @GP seen "Review within two working days"
    2025-11-26 supplied @Pharmacy med:beclometasone days:30
    2025-12-01 improvement @GP "No school missed this term"
    2025-12-27 supplied @Pharmacy med:beclometasone days:30
    2026-02-02 prescribed @GP med:salbutamol reliever
    2026-03-02 attended @Asthma clinic seen
    2026-03-10 dental_check @Dentist seen
    2026-04-20 was_not_brought @Asthma clinic "Mother rang the next day: chickenpox"
    2026-05-11 attended @Asthma clinic seen
"""
TEENAGER = """
    2025-07-10 attended @Diabetes clinic seen "Came with mother"
    2025-09-11 was_not_brought @Diabetes clinic own "Robin sent the nurse a text: decided not to come"
    2025-11-13 was_not_brought @Diabetes clinic own
    2026-01-15 cancelled_by_family @Diabetes clinic own "Robin rang to cancel"
    2026-02-03 treatment_refused @Diabetes clinic "Robin declined an insulin pump and understood the choice"
    2026-02-20 dose_missed @School med:insulin "Robin refused the injection at lunch"
    2026-03-12 was_not_brought @Diabetes clinic own
    2026-03-20 dose_missed @School med:insulin "The young person refused the injection"
    2026-04-02 emergency_attendance @Emergency department reason:high-glucose "Brought by mother"
    2026-04-02 left_before_seen @Emergency department own "Robin left before being seen; the nurse rang mother"
    2026-04-20 attended @GP seen
    2026-05-01 child_managing_own_care @School "Counts carbohydrate and injects alone, as agreed with the clinic"
    2026-05-14 attended @Diabetes clinic seen "Came alone"
"""
BABY = """
    2026-02-01 birth @Maternity
    2026-02-12 review_done @Health visiting seen "New birth visit"
    2026-03-20 review_done @GP seen "Six to eight week review"
    2026-04-01 immunisation_given @GP
    2026-05-05 bruise @Health visiting site:cheek still seen "Bruise on the left cheek, 1 cm; mother does not know how"
    2026-05-05 referral @Children's social care "Referred under the local procedure"
    2026-05-06 cp_medical @Paediatrics seen
"""
MOVED = """
    2024-07-01 attended @Eye clinic seen
    2024-09-02 move "Moved to Millford"
    2024-09-10 change_of_gp "Registered at Millford Surgery"
    2025-01-13 cancelled_by_service @Eye clinic
    2025-03-10 cancelled_by_service @Eye clinic
    2025-05-12 cancelled_by_service @Eye clinic
    2025-06-02 move "The landlord sold the house: moved to Harrow Road"
    2025-06-16 change_of_school "Started at Harrow Road Primary"
    2025-07-14 was_not_brought @Eye clinic "The letter had gone to the old address"
    2025-07-28 attended @Eye clinic seen
    2025-10-06 cancelled_by_service @Eye clinic
    2025-11-10 rescheduled_by_family @Eye clinic notice:10
    2025-12-08 attended @Eye clinic seen
    2026-02-09 cancelled_by_service @Eye clinic
    2026-04-13 attended @Eye clinic seen
    2026-05-04 attended @GP seen
"""


@dataclass(frozen=True)
class Expected:
    """What is found (rule, subject, level), and which rules looked without finding; every other rule cannot be assessed."""

    found: tuple[tuple[str, str, Level], ...]
    not_found: tuple[str, ...]


EXPECTED = {
    "asthma": Expected(
        found=(
            # A well-kept child: what stands out is what goes well, though one appointment was missed (chickenpox).
            ("sustained-engagement", "Asthma clinic", STRENGTH),
            ("sustained-engagement", "Dentist", STRENGTH),
            ("protective-factors", "", STRENGTH),
        ),
        not_found=(
            "was-not-brought", "cancelled-by-family",  # one missed, none cancelled; the service's own cancellation never counts
            "missed-after-urgent-care",  # seen within 2 working days of the attendance
            "discharged-not-seen",
            "supply-gap", "doses-missed",  # the preventer was collected every month
            "reliever-overuse",  # 3 in a year is on the threshold, which is more than 3
            "review-overdue", "frequent-emergency", "left-before-care-complete", "delayed-presentation", "advice-not-followed",
            "child-managing-own-care",
            "repeated-injury",  # one grazed knee of a child of 10
            "contact-fading",
        ),
    ),
    "teenager": Expected(
        found=(
            # At 15, as agreed with the clinic: worth knowing, no more. None of Robin's own choices counts against the family.
            ("child-managing-own-care", "", NOTE),
        ),
        not_found=(
            # Each of these names the young person's choices that it left out, and that the health need remains.
            "was-not-brought", "cancelled-by-family", "doses-missed", "advice-not-followed", "left-before-care-complete",
            "missed-after-urgent-care", "discharged-not-seen", "frequent-emergency", "delayed-presentation", "contact-fading",
            "sustained-engagement",
        ),
    ),
    "baby": Expected(
        found=(
            # One bruise is enough in a baby who cannot yet move about: the local procedure the same day.
            ("repeated-injury", "", STRONG),
        ),
        not_found=("contact-fading", "closed-and-referred-again", "start-again"),
    ),
    "moved": Expected(
        found=(
            # Two moves within a year: letters go astray. Five cancellations by the clinic are the service's own.
            ("frequent-moves", "", NOTE),
        ),
        not_found=(
            "was-not-brought",  # one, after a letter to the old address
            "cancelled-by-family",  # one moved, with ten days' notice
            "discharged-not-seen", "left-before-care-complete", "contact-fading", "sustained-engagement",
        ),
    ),
    "three missed clinics": Expected(
        found=(
            ("was-not-brought", "Orthopaedics", STRONG),  # 2 of 2 in a row, within 5 over both services in 10 weeks
            ("was-not-brought", "Paediatrics", STRONG),  # 3 of 3, after a dangerous heart rhythm
            ("discharged-not-seen", "Orthopaedics", CONSIDER),  # the closing stands in the words of the second missed one
            # The admission is dated only "before 2.6.08": it may have been just before, so no more than a note.
            ("missed-after-urgent-care", "", NOTE),
            ("start-again", "", NOTE),  # nothing surely earlier than 3 months before the referral
        ),
        not_found=(
            "cancelled-by-family", "repeat-admission", "left-before-care-complete", "delayed-presentation",
            "closed-and-referred-again", "sustained-engagement",
        ),
    ),
    "demonstration": Expected(
        found=(
            ("was-not-brought", "", STRONG),
            ("was-not-brought", "Physiotherapy", STRONG),  # 9 of 17, 3 in a row, one of them on the plan last week
            ("was-not-brought", "Epilepsy clinic", STRONG),  # the review after a seizure among them
            ("was-not-brought", "Orthotics", STRONG),  # outgrown splints; late and not seen counts, and is said apart
            ("was-not-brought", "Speech and language therapy", NOTE),  # 2 in a row only if "early 2022" fell before February
            ("child-managing-own-care", "", STRONG),  # a child of 6 draws up his own anti-seizure dose
            ("missed-after-urgent-care", "", CONSIDER),  # clinic and home visit after the seizure of November 2025
            ("supply-gap", "Levetiracetam", CONSIDER),  # 69 days without, in two stretches
            ("doses-missed", "", CONSIDER),  # one entry is enough for an anti-seizure medicine
            ("advice-not-followed", "", CONSIDER),  # splints not worn: they rub, and then are outgrown
            ("engagement-around-meetings", "", CONSIDER),
            ("escalation", "", CONSIDER),
            ("chronicity", "", CONSIDER),
            ("cluster", "", NOTE),  # November 2025 to January 2026
            ("drift", "", CONSIDER),  # what stands open is for services to do
            ("cancelled-by-family", "", NOTE),  # two, each with a day's notice and its reason
            ("closed-and-referred-again", "", NOTE),
            ("cumulative-vulnerability", "", NOTE),
            ("sustained-engagement", "Dentist", STRENGTH),  # nine in a row
            ("sustained-engagement", "Epilepsy clinic", STRENGTH),  # five in a row before it got harder
            ("protective-factors", "", STRENGTH),
        ),
        not_found=(
            "discharged-not-seen",  # closed once by physiotherapy, and seen there again
            "review-overdue", "frequent-emergency", "left-before-care-complete", "delayed-presentation",
            "repeat-admission",  # two, nearly two years apart
            "repeated-injury",  # one cut, seen to happen, that fits
            "contact-fading", "frequent-moves", "start-again",
        ),
    ),
}  # fmt: skip
"""Every other rule cannot be assessed: its records were not asked for, or are not there."""


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Chronology, Analysis]]:
    """Return each case with its analysis."""
    small = {
        "asthma": case(ASTHMA, child=CHILD.changed(conditions=("Asthma",))),
        "teenager": case(TEENAGER, child=CHILD.changed(birth=date(2010, 5, 4), conditions=("Type 1 diabetes",))),
        "baby": case(BABY, child=CHILD.changed(birth=date(2026, 2, 1))),
        "moved": case(MOVED),
    }
    read = {name: (c.chronology, c.analysed(as_of=AS_OF)) for name, c in small.items()}
    store = tmp_path_factory.mktemp("three") / "case.chron"
    with create_casebook(store, PASSPHRASE, FixedDayClock(date(2008, 9, 30))) as book:
        child = book.save_child(Child(id=book.ledger.new_id(), name="K", birth=date(1996, 2, 1)))
        book.import_table(child.id, FILES / "three-missed-clinics.csv", map_file=FILES / "three-missed-clinics.map.toml")
        read["three missed clinics"] = (book.chronology(child.id), book.analyse(child.id))
    with open_demo() as demo:
        (sam,) = demo.children()
        read["demonstration"] = (demo.chronology(sam.id), demo.analyse(sam.id))
    return read


@pytest.mark.parametrize("name", EXPECTED)
def test_each_case_shows_what_a_named_nurse_would_expect(cases: dict[str, tuple[Chronology, Analysis]], name: str) -> None:
    _, analysis = cases[name]
    expected = EXPECTED[name]
    assert {(f.rule, f.subject, f.level) for f in analysis.found} == set(expected.found)
    assert sorted(f.rule for f in analysis.of(Outcome.NOT_FOUND)) == sorted(expected.not_found)
    spoken = {rule for rule, _, _ in expected.found} | set(expected.not_found)
    assert {f.rule for f in analysis.of(Outcome.NOT_ASSESSABLE)} == {rule.id for rule in RULES} - spoken
    assert not analysis.of(Outcome.FAILED)


def test_only_what_hangs_on_an_uncertain_date_says_so(cases: dict[str, tuple[Chronology, Analysis]]) -> None:
    loose = {
        (name, f.rule, f.subject)
        for name, (_, analysis) in cases.items()
        for f in analysis.found
        if f.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES
    }
    assert loose == {
        ("demonstration", "was-not-brought", "Speech and language therapy"),
        ("three missed clinics", "missed-after-urgent-care", ""),
        ("three missed clinics", "start-again", ""),
    }


BLAME = re.compile(
    r"\b(?:failed to|failing|refus\w+|neglect\w*|DNA|did not attend|non-?complian\w*|disengag\w*|chaotic|overuse|excuse\w*"
    r"|blam\w*|unfit|poor parent\w*|left to manage)\b",
    re.IGNORECASE,
)
OWN_REFUSAL = re.compile(r"\b(?:young person's|child's or young person's) own refusal\b")


def _findings(cases: dict[str, tuple[Chronology, Analysis]]) -> Iterator[Finding]:
    for _, analysis in cases.values():
        yield from analysis.findings


def test_no_word_blames(cases: dict[str, tuple[Chronology, Analysis]]) -> None:
    for f in _findings(cases):
        words = [
            f.title, f.detail, f.explanation, *f.missing, *f.alternatives, *f.questions, *f.considerations,
            *(badge.text for badge in f.badges), *(item.why for item in f.excluded),
        ]  # fmt: skip
        for text in words:
            assert not BLAME.search(OWN_REFUSAL.sub("", text)), (f.rule, text)


def test_a_child_is_not_brought_and_a_young_person_chooses(cases: dict[str, tuple[Chronology, Analysis]]) -> None:
    missed = [f for f in _findings(cases) if f.rule == "was-not-brought" and f.found]
    assert len(missed) == 7
    assert all(re.search(r"\bnot brought\b", f.explanation) for f in missed)
    _, teenager = cases["teenager"]
    words = {f.rule: f.explanation for f in teenager.findings}
    for rule in ("was-not-brought", "doses-missed", "advice-not-followed", "left-before-care-complete"):
        assert "own" in words[rule], rule
        assert "the health need remains" in words[rule], rule


def test_not_found_never_reads_as_reassurance(cases: dict[str, tuple[Chronology, Analysis]]) -> None:
    for f in _findings(cases):
        if f.outcome is Outcome.NOT_FOUND:
            caveat = "This says nothing against the family" if f.family == "strength" else NOT_REASSURANCE
            assert caveat in f.explanation, f.rule
            assert not re.search(r"\b(?:safe|fine|no concerns?|reassuring|well cared)\b", f"{f.title} {f.explanation}"), f.rule


def test_not_assessable_says_what_to_ask_for_and_of_whom(cases: dict[str, tuple[Chronology, Analysis]]) -> None:
    people = re.compile(
        r"\b(?:GP|pharmacy|hospitals?|services?|social care|family|clinician|lead professional|school|department)\b"
    )
    for f in _findings(cases):
        if f.outcome is Outcome.NOT_ASSESSABLE:
            assert f.missing, f.rule
            assert all(" ask " in text and people.search(text) for text in f.missing), (f.rule, f.missing)


def test_every_finding_comes_with_what_a_reader_needs(cases: dict[str, tuple[Chronology, Analysis]]) -> None:
    for f in _findings(cases):
        assert f.thresholds, f.rule
        assert all(t.name and t.unit and t.source for t in f.thresholds), f.rule
        if f.found:
            assert min(len(f.alternatives), len(f.questions), len(f.considerations), len(f.sources)) >= 1, f.rule
            assert all(question.endswith("?") for question in f.questions), f.rule


SAID = {
    "was-not-brought": ("missed", "offered"),
    "cancelled-by-family": ("cancelled_or_moved", "arranged", "attended", "missed"),
    "missed-after-urgent-care": ("missed", "days", "record_urgent_contacts"),
    "discharged-not-seen": ("missed_before",),
    "supply-gap": ("days", "days_covered", "not_collected"),
    "doses-missed": ("entries", "not_collected"),
    "advice-not-followed": ("entries", "most_in_window_surest", "window_months"),
    "child-managing-own-care": ("entries", "youngest_years"),
    "repeated-injury": ("injuries", "explanation_not_recorded"),
    "engagement-around-meetings": ("near_kept", "near", "later_kept", "later", "meetings"),
    "frequent-moves": ("changes_surest", "entries", "home", "gp", "school", "window_months"),
    "closed-and-referred-again": ("closed", "referrals", "window_months"),
    "escalation": ("days", "first_median_gap_days", "last_median_gap_days"),
    "chronicity": ("months_surest", "moderate_months_surest", "months", "entries", "areas", "record_concerns",
                   "longest_respite_days", "closures", "closures_followed_by_concern"),
    "cluster": ("days_with_concern", "entries", "window_days", "rest_days", "rest_days_with_concern"),
    "drift": ("actions", "overdue", "carried_over", "reviews", "done"),
    "start-again": ("history_widest",),
    "cumulative-vulnerability": ("together",),
    "sustained-engagement": ("attended_in_a_row", "record_offered", "record_attended"),
    "protective-factors": ("strengths", "in_last_12_months", "family_agreed"),
}  # fmt: skip
"""The counts that an explanation must say, besides what it may leave out."""


def test_the_counts_of_a_finding_are_in_its_sentences(cases: dict[str, tuple[Chronology, Analysis]]) -> None:
    for f in _findings(cases):
        if not f.found:
            continue
        said = set(re.findall(r"\d[\d,]*(?:\.\d+)?", f.explanation))
        for measure in SAID[f.rule]:
            value = f.measures[measure]
            assert isinstance(value, int | float), (f.rule, measure)
            alone = value == 1 and len(f.evidence) == 1  # "It is from the last 12 months."
            assert not value or alone or f"{value:,g}" in {number.rstrip(",") for number in said}, (f.rule, measure, value)
        assert re.search(r"\b(?:19|20)\d\d\b|months", f.explanation), f.rule


def test_titles_fit_a_narrow_panel(cases: dict[str, tuple[Chronology, Analysis]]) -> None:
    for f in _findings(cases):
        assert len(f.title) <= TITLE_LENGTH, f.title
        assert len(f.detail) <= 48, f.detail


OVERLAP = re.compile(
    r"also stand in|some of these among them|not further|read from the words of a missed appointment|may rest on the same entries"
)
"""How a finding says that it looks at entries of another one."""


def test_findings_on_the_same_entries_do_not_read_as_two_concerns(cases: dict[str, tuple[Chronology, Analysis]]) -> None:
    process = {Area.SAFEGUARDING}
    for chronology, analysis in cases.values():
        concerns = [f for f in analysis.found if f.level is not STRENGTH]
        of = {f.key: {e for e in f.evidence if chronology.event(e).area not in process} for f in concerns}
        for one, other in permutations(concerns, 2):
            if of[one.key] and of[one.key] <= of[other.key]:
                assert OVERLAP.search(one.explanation) or OVERLAP.search(other.explanation), (one.key, other.key)
