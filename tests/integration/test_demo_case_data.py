"""What the invented case of the demonstration promises: it reads without a question, and shows what the product is for."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from itertools import pairwise

import pytest
from dateutil.easter import easter

from chronology_tui.analysis.finding import Analysis, Certainty, Level, Outcome
from chronology_tui.analysis.registry import RULES
from chronology_tui.domain.care_services import service_key
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import DateContext, Precision, Qualifier, UncertainDate, parse_date
from chronology_tui.domain.ids import IdMaker
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import SUMMARY_ADVISED_WORDS, Child, HouseholdRisk, Vulnerability
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.vocabulary import (
    Basis,
    ChildSeen,
    ContactMode,
    FamilyResponse,
    Handling,
    Impact,
    SourceKind,
    StatusKind,
)
from chronology_tui.services import open_demo

Row = dict[str, str]

TODAY = date(2026, 11, 20)
BIRTH = date(2019, 4, 3)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
COLUMNS = (
    "date,time,kind,service,place,summary,quote,source,page,basis,professional,brought_by,present,child_seen,child_voice,impact,"
    "impact_note,action,family_response,response_note,severity,likelihood,key,measure,value,unit,handling,medicine,days_supplied,"
    "onset,site,explanation,mobility,critical,notice_days,mode,reason,nights,planned,booked_by_young_person"
)
MISSED = {Kind.WAS_NOT_BROUGHT, Kind.LATE_NOT_SEEN, Kind.NO_ACCESS}
KEPT = {Kind.ATTENDED, Kind.ATTENDED_LATE}
ANY_DAY = {
    Kind.EMERGENCY_ATTENDANCE, Kind.ADMISSION, Kind.AMBULANCE, Kind.BIRTH, Kind.NEONATAL_STAY, Kind.DOMESTIC_ABUSE, Kind.MOVE,
}  # fmt: skip
"""What happens on Saturdays, Sundays and bank holidays too."""
OPEN_ALL_WEEK = {"", "Children's ward", "Emergency department", "Maternity"}


def _table(name: str) -> list[Row]:
    text = (files("chronology_tui.demo") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


ROWS = _table("case.csv")
CODES = {kind.value: kind for kind in Kind}
SOURCES = _table("sources.csv")
ACTIONS = _table("actions.csv")
WHEN = [parse_date(row["date"], DateContext(today=TODAY, birth=BIRTH)) for row in ROWS]


def _child() -> Child:
    data = tomllib.loads((files("chronology_tui.demo") / "child.toml").read_text(encoding="utf-8"))
    return Child.model_validate({"id": IdMaker().new(NOON), **data})


def _kind(row: Row) -> Kind:
    return CODES[row["kind"]]


def _of(*kinds: Kind) -> list[tuple[UncertainDate, Row]]:
    return [(when, row) for when, row in zip(WHEN, ROWS, strict=True) if _kind(row) in kinds]


def test_columns_are_those_that_import_speaks() -> None:
    header = (files("chronology_tui.demo") / "case.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header == COLUMNS
    assert all(None not in row and None not in row.values() for row in ROWS), "a row has too many or too few cells"


@pytest.mark.parametrize(
    ("column", "codes"),
    [("basis", Basis), ("child_seen", ChildSeen), ("impact", Impact), ("family_response", FamilyResponse),
     ("handling", Handling), ("mode", ContactMode)],
)  # fmt: skip
def test_codes_are_of_the_vocabulary(column: str, codes: type[Basis]) -> None:
    used = {row[column] for row in ROWS} - {""}
    assert used
    assert used <= {str(code) for code in codes}


def test_scales_and_flags_are_valid() -> None:
    assert {row["severity"] for row in ROWS} == {"", *(str(int(s)) for s in Severity if s.rated)}, "all severities, and not rated"
    assert {row["likelihood"] for row in ROWS} <= {"", *(str(int(x)) for x in Likelihood if x.rated)}
    for flag in ("key", "critical", "planned", "booked_by_young_person"):
        assert {row[flag] for row in ROWS} <= {"", "yes"}
    assert all(re.fullmatch(r"|([01]\d|2[0-3]):[0-5]\d", row["time"]) for row in ROWS)
    assert all(re.fullmatch(r"\d*", row[c]) for row in ROWS for c in ("notice_days", "nights"))


def test_about_160_entries_over_seven_years() -> None:
    assert 150 <= len(ROWS) <= 170
    dated = [when.earliest for when in WHEN if when.earliest]
    years = Counter(day.year for day in dated)
    assert all(years[year] >= 5 for year in range(2019, 2027))
    assert max(dated) > TODAY - timedelta(days=21), "the story reaches the fixed day of the demonstration"


def test_every_date_lies_in_pregnancy_or_life() -> None:
    for when, row in zip(WHEN, ROWS, strict=True):
        if when.is_undated:
            continue
        assert when.earliest is not None, row["date"]
        assert when.latest is not None, row["date"]
        assert BIRTH - timedelta(weeks=40) <= when.earliest <= when.latest <= TODAY, row["date"]
        if when.earliest < BIRTH:
            assert _kind(row) in {Kind.BOOKING, Kind.REVIEW_DONE}, row


def test_rows_stand_in_order_of_time() -> None:
    dated = [when.sort_key[:2] for when in WHEN]
    out_of_order = [ROWS[n + 1]["date"] for n, (a, b) in enumerate(pairwise(dated)) if b < a]
    assert out_of_order == []


def test_no_clinic_on_a_weekend_or_a_bank_holiday() -> None:
    for when, row in zip(WHEN, ROWS, strict=True):
        if not when.is_certain_day or _kind(row) in ANY_DAY or row["service"] in OPEN_ALL_WEEK:
            continue
        day = when.earliest
        assert day is not None
        assert day.weekday() < 5, row["date"]
        assert day not in _bank_holidays(day.year), row["date"]


def _bank_holidays(year: int) -> set[date]:
    """Return the bank holidays in England that fall on the same rule each year."""
    first_of_may, last_of_may, last_of_august = date(year, 5, 1), date(year, 5, 31), date(year, 8, 31)
    return {
        date(year, 1, 1), date(year, 12, 25), date(year, 12, 26),
        easter(year) - timedelta(days=2), easter(year) + timedelta(days=1),
        first_of_may + timedelta(days=-first_of_may.weekday() % 7),
        last_of_may - timedelta(days=last_of_may.weekday()), last_of_august - timedelta(days=last_of_august.weekday()),
    }  # fmt: skip


def test_dates_are_written_in_many_ways() -> None:
    assert {w.qualifier for w in WHEN} >= {
        Qualifier.EXACT, Qualifier.ABOUT, Qualifier.SPAN, Qualifier.UNCERTAIN, Qualifier.UNDATED,
    }  # fmt: skip
    assert {w.precision for w in WHEN} >= {Precision.DAY, Precision.WEEK, Precision.MONTH, Precision.SEASON}
    assert sum(w.is_undated for w in WHEN) == 2
    assert sum(w.is_certain_day for w in WHEN) > 0.85 * len(WHEN)


def test_an_admission_lasts_as_many_nights_as_its_dates() -> None:
    admissions = _of(Kind.ADMISSION)
    assert len(admissions) == 2
    for when, row in admissions:
        assert when.earliest is not None
        assert when.latest is not None
        assert (when.latest - when.earliest).days == int(row["nights"])
        assert row["severity"] == "4"


def test_sources_are_listed_and_every_row_names_one() -> None:
    titles = [row["title"] for row in SOURCES]
    assert len(set(titles)) == len(titles)
    assert {row["kind"] for row in SOURCES} <= set(SourceKind)
    assert {row["checked"] for row in SOURCES} | {row["available"] for row in SOURCES} == {"yes", "no"}
    used = {row["source"] for row in ROWS}
    assert used <= set(titles)
    not_seen = {row["title"] for row in SOURCES if row["available"] == "no"}
    assert not_seen == {"School nursing record", "Optician"}
    assert used == set(titles) - not_seen, "sources that were seen are used, those that were not cannot be"
    spoken = {"Telephone call with Nana", "Mother's account"}
    assert all(row["page"] for row in ROWS if row["source"] not in spoken)


def test_summaries_say_something_and_are_brief() -> None:
    lengths = [len(row["summary"].split()) for row in ROWS]
    assert min(lengths) >= 1
    assert max(lengths) <= SUMMARY_ADVISED_WORDS
    assert max(lengths) > 25, "texts of different length"
    assert len({(row["date"], row["kind"], row["service"], row["summary"]) for row in ROWS}) == len(ROWS), "a row stands twice"


def test_words_of_the_field_are_kept() -> None:
    text = "\n".join(cell for row in ROWS for cell in row.values()).casefold()
    for blame in ("did not attend", "dna", "failed to", "non-compliant", "disengaged", "refuses to", "chaotic", "poor parenting"):
        assert not re.search(rf"\b{re.escape(blame)}\b", text), blame


def test_care_is_missed_in_at_least_four_services_and_kept_in_them_too() -> None:
    missed = {service_key(row["service"]) for _, row in _of(*MISSED)}
    kept = {service_key(row["service"]) for _, row in _of(*KEPT)}
    assert len(missed) >= 4
    assert len(missed & kept) >= 4, "a fair account holds the appointments that were kept"
    assert len(_of(*KEPT)) > len(_of(*MISSED))


def test_physiotherapy_has_a_run_of_missed_appointments_among_kept_ones() -> None:
    physio = _of(*MISSED, *KEPT, Kind.CANCELLED_BY_FAMILY, Kind.CANCELLED_BY_SERVICE)
    outcomes = [_kind(row) for _, row in physio if row["service"] == "Physiotherapy"]
    runs = "".join("m" if k in MISSED else "k" if k in KEPT else "c" for k in outcomes)
    assert re.search("km{3}k", runs), runs
    assert re.search("mcm", runs), "a cancellation by the service between two missed ones"
    assert runs.count("k") >= 10, runs


def test_cancellations_have_their_notice_and_their_cause() -> None:
    by_family = [row for _, row in _of(Kind.CANCELLED_BY_FAMILY)]
    assert len(by_family) >= 3
    assert all(row["notice_days"] == "1" and row["reason"] for row in by_family)
    assert len(_of(Kind.CANCELLED_BY_SERVICE)) >= 3
    assert len(_of(Kind.NO_ACCESS)) >= 3
    assert all(row["mode"] == "home_visit" for _, row in _of(Kind.NO_ACCESS))


def test_strengths_stand_on_many_rows() -> None:
    benefit = [row for row in ROWS if row["impact"] == Impact.BENEFIT]
    strengths = [row for row in ROWS if _kind(row).area is Area.STRENGTH]
    assert len(strengths) >= 4
    assert len(benefit) >= 30
    assert len(benefit) > len([row for row in ROWS if row["impact"] == Impact.HARM])
    dental = [when.earliest for when, _ in _of(Kind.DENTAL_CHECK)]
    assert len(dental) >= 8
    later = [day for day in dental if day and day > date(2021, 9, 1)]
    assert max((b - a).days for a, b in pairwise(later)) <= 366, "dental care is kept up"


def test_the_child_is_heard_at_several_ages() -> None:
    heard = [(when, row) for when, row in zip(WHEN, ROWS, strict=True) if row["child_voice"]]
    ages = {(when.earliest - BIRTH).days // 365 for when, _ in heard if when.earliest}
    assert len(heard) >= 7
    assert ages >= {3, 4, 5, 6, 7}
    assert any(row["child_seen"] == ChildSeen.SEEN_ALONE for _, row in heard)


def test_father_and_nana_are_in_the_story() -> None:
    assert sum("Father" in row["brought_by"] for row in ROWS) >= 6
    assert sum("Nana" in row["brought_by"] for row in ROWS) >= 10
    assert max(
        when.earliest for when, row in zip(WHEN, ROWS, strict=True) if "Father" in row["brought_by"] and when.earliest
    ) > date(2026, 6, 1)


def test_barriers_are_named_and_help_is_offered() -> None:
    text = " ".join(f"{row['summary']} {row['reason']} {row['action']} {row['response_note']}" for row in ROWS)
    for barrier in ("old address", "Two buses", "Taxi", "shift", "texts"):
        assert barrier in text, barrier
    missed = [row for _, row in _of(*MISSED)]
    assert all(row["action"] for row in missed), "each missed appointment says what was done"


def test_the_child_and_the_plans() -> None:
    child = _child()
    assert (child.name, child.initials, child.birth, child.sex.value) == ("Sam Tarn", "S.T.", BIRTH, "male")
    assert child.nhs_number.startswith("999"), "the range that is kept for tests"
    plan = child.status_on(TODAY, StatusKind.PROTECTION_PLAN)
    assert plan is not None
    assert (plan.start, plan.category.value, plan.end) == (date(2026, 3, 3), "neglect", None)
    assert child.status_on(date(2025, 6, 1), StatusKind.CHILD_IN_NEED) is not None
    assert child.status_on(TODAY, StatusKind.CHILD_IN_NEED) is None
    days = {when.earliest: row for when, row in _of(Kind.CONFERENCE, Kind.PLAN_MADE)}
    assert {status.start for status in child.statuses} <= set(days), "each plan begins with an entry"


def test_growth_is_plausible() -> None:
    weights = [(when.earliest, float(row["value"])) for when, row in _of(Kind.WEIGHT)]
    assert len(weights) >= 8
    assert all(b[1] > a[1] for a, b in pairwise(weights))
    for day, kilograms in weights:
        assert day is not None
        years = (day - BIRTH).days / 365.25
        # Wide bounds around the 0.4th to 99.6th centiles for boys (UK-WHO): a slip of the decimal point, not a diagnosis.
        assert 2.4 + 1.9 * years <= kilograms <= 5.5 + 4.5 * years + 5, (day, kilograms)
    assert all(row["unit"] == "kg" and row["measure"] == "weight" for _, row in _of(Kind.WEIGHT))
    assert all(row["unit"] == "cm" and row["measure"] == "height" for _, row in _of(Kind.HEIGHT))


@pytest.fixture(scope="module")
def read() -> tuple[Chronology, Analysis]:
    """Return the case as the demonstration opens it, with its analysis."""
    with open_demo() as casebook:
        (child,) = casebook.children()
        return casebook.chronology(child.id), casebook.analyse(child.id)


def test_every_row_becomes_an_entry(read: tuple[Chronology, Analysis]) -> None:
    chronology, _ = read
    assert len(chronology) == len(ROWS)
    assert not [event for event in chronology.events if event.notes], "no cell was kept as a note because it was not understood"


def test_patterns_are_found_where_the_story_has_them(read: tuple[Chronology, Analysis]) -> None:
    chronology, analysis = read
    found = {f.subject: f for f in analysis.found if f.rule == "was-not-brought"}
    assert set(found) >= {"Physiotherapy", "Epilepsy clinic", "Orthotics", "Speech and language therapy"}
    assert "Dentist" not in found
    physio = found["Physiotherapy"]
    assert physio.level is Level.STRONG
    assert physio.measures["longest_row_surest"] == 3
    assert all(chronology.event(e).kind in MISSED for e in physio.evidence)
    assert Kind.CANCELLED_BY_SERVICE in {chronology.event(x.event).kind for x in physio.excluded}


def test_one_finding_depends_on_an_uncertain_date_and_is_only_a_note(read: tuple[Chronology, Analysis]) -> None:
    chronology, analysis = read
    (loose,) = [f for f in analysis.found if f.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES]
    assert (loose.rule, loose.level) == ("was-not-brought", Level.NOTE)
    assert [chronology.event(e).when.text for e in loose.uncertain_events] == ["early 2022"]


def test_summary_speaks_of_every_axis(read: tuple[Chronology, Analysis]) -> None:
    _, analysis = read
    summary = analysis.summary
    assert summary.areas_touched >= 6
    assert 6 <= summary.concern_months < 12, "there were good months in the last year, and they show"
    assert summary.by_severity["critical"] == 2
    assert summary.by_severity["none"] > 30
    assert summary.undated == 2


def test_agreed_actions_belong_to_entries_and_some_are_still_open(read: tuple[Chronology, Analysis]) -> None:
    chronology, analysis = read
    entries = {(row["date"], row["kind"]) for row in ROWS}
    assert all((row["date"], row["kind"]) in entries for row in ACTIONS)
    actions = [action for event in chronology.events for action in event.planned]
    assert len(actions) == len(ACTIONS)
    assert sum(action.done is not None for action in actions) == 5, "most of what was agreed was done"
    owners = {action.owner for action in actions if action.done is None}
    assert not owners & {"Mother", "Father", "Nana"}, "what is open is for services to do: a fair account says so"
    (drift,) = [f for f in analysis.found if f.rule == "drift"]
    assert (drift.measures["overdue"], drift.measures["carried_over"], drift.measures["actions"]) == (2, 1, 9)


def test_supplies_with_days_run_out_where_the_story_says_so(read: tuple[Chronology, Analysis]) -> None:
    _, analysis = read
    (gap,) = [f for f in analysis.found if f.rule == "supply-gap"]
    # 28 days from 30 December 2023, from 8 April 2024, from 18 November, from 20 December 2025 and from 28 January 2026.
    assert [badge.text for badge in gap.badges] == [
        f"{days} days without supply" for days in (16, 27, 4, 11, 11)
    ]  # fmt: skip


def test_every_family_of_rules_has_something_to_show(read: tuple[Chronology, Analysis]) -> None:
    _, analysis = read
    shown = {f.family for f in analysis.findings if f.outcome in {Outcome.FOUND, Outcome.NOT_FOUND}}
    assert shown == {rule.family for rule in RULES}
    assert [f.rule for f in analysis.of(Outcome.NOT_ASSESSABLE)] == ["reliever-overuse"], "left on purpose: Sam has no asthma"


def test_vulnerabilities_and_household_risks_follow_the_story() -> None:
    child = _child()
    items: list[tuple[str, Vulnerability | HouseholdRisk]] = [(item.kind.value, item) for item in child.vulnerabilities]
    items += [(item.kind.value, item) for item in child.household_risks]
    holding = [kind for kind, item in items if item.active_on(TODAY)]
    assert holding == ["ongoing_health_need", "disability", "poverty"]
    starts = {(when.earliest, _kind(row)) for when, row in zip(WHEN, ROWS, strict=True)}
    began = {kind: item.start for kind, item in items}
    for kind, entry in (
        ("ongoing_health_need", Kind.DIAGNOSIS), ("disability", Kind.ATTENDED), ("mental_ill_health", Kind.CARER_MENTAL_HEALTH),
        ("poverty", Kind.ADMISSION), ("domestic_abuse", Kind.DOMESTIC_ABUSE),
    ):  # fmt: skip
        assert (began[kind], entry) in starts, kind
