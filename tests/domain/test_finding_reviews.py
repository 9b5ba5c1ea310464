"""When a verdict on a finding stands, and when it does not any more: the evidence decides, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import UncertainDate
from chronology_tui.domain.finding_reviews import EvidenceChange, Reviewed, evidence_change, evidence_digest
from chronology_tui.domain.records import Event, FindingReview, MeasurementDetails
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.vocabulary import Verdict
from tests.support.cases import Case, case

LINES = """
    2026-01-14   was_not_brought   @Physiotherapy   #a  !2  "splints outgrown"
    2026-02-11   was_not_brought   @Physiotherapy   #b
    2026-03-01   note              #other                   "a quiet day"
"""
LATER = """
    2026-03-11   was_not_brought   @Physiotherapy   #c
"""
SIBLING = UUID(int=77)


def _case(lines: str = LINES) -> Case:
    return case(lines)


def _review(now: Case, names: str = "a b", **values: object) -> FindingReview:
    evidence = tuple(now.names[name] for name in names.split())
    given_values = {
        "id": UUID(int=5), "child": now.chronology.child.id, "finding": "was-not-brought:physiotherapy",
        "rule": "was-not-brought", "subject": "Physiotherapy", "verdict": Verdict.ACCEPTED, "evidence": evidence,
        "digest": evidence_digest(now.chronology, evidence), "as_of": date(2026, 6, 30),
        "made": datetime(2026, 3, 3, 9, 30, tzinfo=UTC), "by": "J. Field",
    }  # fmt: skip
    return FindingReview.model_validate({**given_values, **values})


def _edited(now: Case, name: str, change: Callable[[Event], Event]) -> Case:
    events = [change(event) if event.id == now.names[name] else event for event in now.chronology.events]
    return Case(Chronology.of(now.chronology.child, events, now.chronology.sources.values()), now.names)


def _titled(now: Case, title: str) -> Case:
    sources = [source.changed(title=title) for source in now.chronology.sources.values()]
    return Case(Chronology.of(now.chronology.child, now.chronology.events, sources), now.names)


def _set(**values: object) -> Callable[[Event], Event]:
    return lambda event: event.changed(**values)


def _with_later(_: Case) -> Case:
    return _case(LINES + LATER)


def _shared(now: Case) -> Case:
    return _edited(now, "a", _set(children=(now.chronology.child.id, SIBLING)))


SAME = EvidenceChange()
WORDS = EvidenceChange(edited=True)


@pytest.mark.parametrize(
    ("said", "after", "evidence", "change"),
    [
        ("nothing happened", lambda now: now, "a b", SAME),
        ("the evidence comes in another order", lambda now: now, "b a", SAME),
        ("an entry came to the evidence", _with_later, "a b c", EvidenceChange(added=1)),
        ("an entry is no evidence any more", lambda now: now.without(now.names["b"]), "a", EvidenceChange(gone=1)),
        ("one came and one went", _with_later, "a c", EvidenceChange(added=1, gone=1)),
        ("an unrelated entry was added", _with_later, "a b", SAME),
        ("an unrelated entry was changed", lambda now: _edited(now, "other", _set(summary="a loud day")), "a b", SAME),
        ("an unrelated entry went", lambda now: now.without(now.names["other"]), "a b", SAME),
        ("the severity of an entry was changed", lambda now: _edited(now, "a", _set(severity=Severity.HIGH)), "a b", WORDS),
        ("an entry was rated", lambda now: _edited(now, "b", _set(severity=Severity.LOW)), "a b", WORDS),
        ("its words were changed", lambda now: _edited(now, "a", _set(summary="splints lost")), "a b", WORDS),
        ("its kind was changed", lambda now: _edited(now, "b", _set(kind="cancelled_by_family")), "a b", WORDS),
        ("its date was moved", lambda now: _edited(now, "b", _set(when=UncertainDate.on(date(2026, 2, 12)))), "a b", WORDS),
        ("the family's answer was added", lambda now: _edited(now, "b", _set(response_note="bus strike")), "a b", WORDS),
        ("its source has another title", lambda now: _titled(now, "School report"), "a b", WORDS),
        ("its source's title is typed otherwise", lambda now: _titled(now, "CLINIC  letters"), "a b", SAME),
        ("it is about a brother too", _shared, "a b", SAME),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value and len(value) > 4 else "",
)  # fmt: skip
def test_a_verdict_stands_while_the_evidence_is_the_same(
    said: str, after: Callable[[Case], Case], evidence: str, change: EvidenceChange
) -> None:
    now = _case()
    given_then = _review(now)
    later = after(now)
    found = evidence_change(given_then, later.chronology, [later.names[name] for name in evidence.split()])
    assert found == change, said
    assert bool(found) == (change != SAME)


def test_order_within_the_day_is_no_part_of_it() -> None:
    now = _case()
    event = now.chronology.event(now.names["a"])
    when = event.when
    moved = _edited(now, "a", _set(when=UncertainDate(when.text, when.qualifier, when.precision, when.earliest, when.latest, 3)))
    assert not evidence_change(_review(now), moved.chronology, _review(now).evidence)


def test_details_of_one_type_are_not_those_of_another() -> None:
    now = _case()
    plain = MeasurementDetails(measure="weight", value=Decimal("16.4"), unit="kg")
    first, second = (_edited(now, "b", _set(details=d)) for d in (plain, plain.changed(value=Decimal("16.5"))))
    digests = {evidence_digest(c.chronology, [c.names["b"]]) for c in (now, first, second)}
    assert len(digests) == 3


@given(st.permutations(["a", "b", "c"]))
def test_the_fingerprint_does_not_depend_on_order_or_doubles(order: list[str]) -> None:
    now = _case(LINES + LATER)
    ids = [now.names[name] for name in order]
    assert evidence_digest(now.chronology, [*ids, ids[0]]) == evidence_digest(now.chronology, sorted(ids))


def test_no_evidence_has_a_fingerprint_too() -> None:
    now = _case()
    nothing = _review(now, "")
    assert not evidence_change(nothing, now.chronology, ())
    assert evidence_change(nothing, now.chronology, [now.names["a"]]) == EvidenceChange(added=1)


@pytest.mark.parametrize(
    ("verdict", "change", "found", "stale", "standing", "dismissed", "words"),
    [
        (Verdict.OPEN, SAME, True, False, Verdict.OPEN, False, "open"),
        (Verdict.OPEN, WORDS, True, False, Verdict.OPEN, False, "open"),
        (Verdict.ACCEPTED, SAME, True, False, Verdict.ACCEPTED, False, "accepted on 3 March 2026 by J. Field"),
        (
            Verdict.ACCEPTED, EvidenceChange(2, 1), True, True, Verdict.OPEN, False,
            "open again: accepted on 3 March 2026 on other evidence (2 entries more, 1 entry fewer), so look again",
        ),
        (Verdict.DISMISSED, SAME, True, False, Verdict.DISMISSED, True, "dismissed on 3 March 2026 by J. Field"),
        (
            Verdict.DISMISSED, WORDS, True, True, Verdict.OPEN, False,
            "open again: dismissed on 3 March 2026 on other evidence (an entry was changed), so look again",
        ),
        (Verdict.DISMISSED, SAME, False, False, Verdict.DISMISSED, False, "dismissed on 3 March 2026 by J. Field"),
    ],
)  # fmt: skip
def test_what_a_review_says_now(
    verdict: Verdict, change: EvidenceChange, found: bool, stale: bool, standing: Verdict, dismissed: bool, words: str
) -> None:
    review = _review(_case(), verdict=verdict, reason="why" if verdict is Verdict.DISMISSED else "", analysis="mine")
    now = Reviewed(review, found, change)
    assert (now.stale, now.standing, now.dismissed, now.words) == (stale, standing, dismissed, words)
    assert (now.verdict, now.analysis, now.by, now.when) == (verdict, "mine", "J. Field", review.made)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"verdict": "dismissed"}, "dismissed with a reason"),
        ({"verdict": "dismissed", "reason": " \n "}, "dismissed with a reason"),
        ({"evidence": (UUID(int=1), UUID(int=1))}, "given twice"),
        ({"digest": "x"}, "pattern"),
        ({"finding": " "}, "must not be empty"),
        ({"made": datetime(2026, 3, 3)}, "no time zone"),  # noqa: DTZ001 - the fault that is looked for
        ({"verdict": "perhaps"}, "accepted"),
    ],
)
def test_a_review_that_cannot_be_is_refused(values: dict[str, Any], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        _review(_case(), **values)
