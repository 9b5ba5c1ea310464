"""The quality check and the reflective questions of one child: what goes with the chronology is gathered here, and fixes applied.

A fix is applied only where the same issue with the same fix still stands when it is applied, so that a text that was changed
meanwhile is never written over. All fixes of one call are one user action: one step of undo.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from dateutil.relativedelta import relativedelta

from chronology_tui.analysis.finding import Analysis
from chronology_tui.analysis.limits import QUALITY_COURT_PAGES
from chronology_tui.analysis.policy import Policy
from chronology_tui.analysis.quality import Fix, PageCap, QualityCase, QualityCode, QualityIssue, check
from chronology_tui.analysis.quality.registry import CHECKS, Check
from chronology_tui.analysis.questions import Reflection, reflect
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.records import Event
from chronology_tui.report.wording import GLOSSARY
from chronology_tui.services.editing import edit_each
from chronology_tui.services.errors import RecordMoved, UsageError
from chronology_tui.services.people import people
from chronology_tui.services.policies import policy_in_force

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook

COURT_MONTHS = 24
"""Months before the day of the check whose entries a chronology for the family court holds in full, beside key entries of any
date (Public Law Outline practice: the last two years plus key incidents, older history digested)."""

USEFUL_FIRST: tuple[QualityCode, ...] = (
    # The program itself, then what must not go out as it is.
    QualityCode.CHECK_FAILED, QualityCode.THIRD_PARTY, QualityCode.OPINION, QualityCode.DID_NOT_ATTEND,
    # What may make the chronology or its patterns wrong.
    QualityCode.CONFLICT, QualityCode.DUPLICATE, QualityCode.BEFORE_BIRTH, QualityCode.FUTURE_DATE, QualityCode.PLACEHOLDER_DATE,
    QualityCode.UNCERTAIN_DATE, QualityCode.NAME_SPELT_TWO_WAYS,
    # What a reader will ask.
    QualityCode.NO_ACTION, QualityCode.NO_IMPACT, QualityCode.NO_RESPONSE, QualityCode.UNRATED, QualityCode.FATHER_NOT_ASKED,
    QualityCode.STARTS_AT_REFERRAL, QualityCode.ONLY_NEGATIVES, QualityCode.GAP, QualityCode.STALE, QualityCode.SOURCE_UNCHECKED,
    # How it reads.
    QualityCode.JARGON, QualityCode.LONG_SUMMARY, QualityCode.TOO_LONG,
)  # fmt: skip
"""Every code in the order in which people are shown the issues, the most useful to settle first."""

NOT_ALL = "The check looks for what it knows. That it finds nothing does not make a chronology complete or right."


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check said of a chronology.

    Attributes:
        chronology: what was checked.
        as_of: the day that was taken as today.
        policy: the thresholds in force.
        issues: what there is to look at, the most useful first, then in the order of the chronology.
    """

    chronology: Chronology
    as_of: date
    policy: Policy
    issues: tuple[QualityIssue, ...]

    @property
    def groups(self) -> tuple[tuple[QualityCode, tuple[QualityIssue, ...]], ...]:
        """The issues by code, in order."""
        groups: dict[QualityCode, list[QualityIssue]] = {}
        for issue in self.issues:
            groups.setdefault(issue.code, []).append(issue)
        return tuple((code, tuple(issues)) for code, issues in groups.items())

    @property
    def fixable(self) -> tuple[QualityIssue, ...]:
        """The issues that have a sure fix."""
        return tuple(issue for issue in self.issues if issue.fix is not None)


def checked(casebook: Casebook, child_id: UUID, as_of: date | None = None, policy: Policy | None = None) -> Checked:
    """Check a child's chronology and return what was checked with what there is to look at.

    Args:
        casebook: the open store.
        child_id: whose chronology.
        as_of: the day that is taken as today; today when None. Entries after it are in the future.
        policy: the thresholds to check by; those in force when None.

    Raises:
        ChildUnknown: the store holds no such child.
    """
    case = _case(casebook, child_id, as_of, policy)
    order = {code: place for place, code in enumerate(USEFUL_FIRST)}
    issues = sorted(check(case), key=lambda issue: order[issue.code])
    return Checked(case.chronology, case.as_of, case.policy, tuple(issues))


def check_chronology(
    casebook: Casebook, child_id: UUID, as_of: date | None = None, policy: Policy | None = None
) -> tuple[QualityIssue, ...]:
    """Return what there is to look at in a child's chronology; see :func:`checked`."""
    return checked(casebook, child_id, as_of, policy).issues


OF_THE_WHOLE = frozenset({
    QualityCode.GAP, QualityCode.STALE, QualityCode.ONLY_NEGATIVES, QualityCode.STARTS_AT_REFERRAL, QualityCode.SOURCE_UNCHECKED,
    QualityCode.FATHER_NOT_ASKED, QualityCode.TOO_LONG,
})  # fmt: skip
"""What is said of a chronology or a source rather than of one entry."""


def remarks_on(
    casebook: Casebook, chronology: Chronology, analysis: Analysis, event_id: UUID, as_of: date | None = None
) -> tuple[QualityIssue, ...]:
    """Return what the check says of one entry of a chronology that need not be in the store yet, the most useful first.

    Args:
        casebook: the open store.
        chronology: with the entry.
        analysis: what the patterns say of that chronology.
        event_id: which entry.
        as_of: the day that is taken as today; today when None.
    """
    case = _case(casebook, chronology.child.id, as_of, None, (chronology, analysis))
    order = {code: place for place, code in enumerate(USEFUL_FIRST)}
    found = check(case, checks=tuple(one for one in CHECKS if one.code not in OF_THE_WHOLE))
    return tuple(sorted((issue for issue in found if event_id in issue.events), key=lambda issue: order[issue.code]))


def reflections(
    casebook: Casebook, child_id: UUID, as_of: date | None = None, policy: Policy | None = None
) -> tuple[Reflection, ...]:
    """Return the reflective questions that are asked of a child, each with the entries that bear on it, as at ``as_of``."""
    day = as_of or casebook.today()
    with casebook.ledger.lock:
        chronology, analysis = casebook.chronology(child_id), casebook.analyse(child_id, day, policy)
    return reflect(chronology, analysis, day)


def apply_fix(casebook: Casebook, child_id: UUID, issue: QualityIssue, policy: Policy | None = None) -> Event:
    """Apply the fix of one issue and return the entry as it is now; see :func:`apply_fixes`."""
    (event,) = apply_fixes(casebook, child_id, [issue], policy)
    return event


def apply_fixes(
    casebook: Casebook, child_id: UUID, issues: Sequence[QualityIssue], policy: Policy | None = None
) -> tuple[Event, ...]:
    """Apply the fixes of some issues in one user action and return the entries as they are now, in order of the issues.

    Args:
        casebook: the open store.
        child_id: whose chronology was checked.
        issues: as the check gave them, each with a fix. Several may be about one text: all of them are applied to it.
        policy: the thresholds that the check was made with.

    Raises:
        UsageError: an issue has no fix; nothing was changed.
        RecordMoved: an issue does not stand any more as it did, such as since its entry was changed; nothing was changed.
        InvalidRecord: a new text does not fit its field; nothing was changed.
    """
    fixes = {_key(issue): issue.fix for issue in issues}
    if not fixes or None in fixes.values():
        raise UsageError("There is no sure fix for that, so nothing was changed. Change the entry itself.")
    with casebook.ledger.lock:
        values = _values(_case(casebook, child_id, None, policy), fixes)
        return edit_each(casebook, child_id, values)


def place_words(issue: QualityIssue, chronology: Chronology) -> str:
    """Return what an issue is about beside its entries: a field, a source by its title, the child's record; else nothing."""
    if issue.place == "sources":
        source = next((source for source in chronology.sources.values() if str(source.id) == issue.subject), None)
        return "source" if source is None else f"source “{source.title}”"
    return "the child's record" if issue.place == "child" else issue.place.replace("_", " ")


def done_words(fix: Fix) -> str:
    """Return what a fix did: "Wrote “was not brought” instead of “DNA”"."""
    verb, _, rest = fix.words.partition(" ")
    return f"Wrote {rest}" if verb == "Write" else f"Done: {fix.words}"


_Key = tuple[QualityCode, tuple[UUID, ...], str, str]


def _key(issue: QualityIssue) -> _Key:
    """Return what tells an issue apart from every other of a check."""
    return issue.code, issue.events, issue.place, issue.subject


def _case(
    casebook: Casebook,
    child_id: UUID,
    as_of: date | None,
    policy: Policy | None,
    read: tuple[Chronology, Analysis] | None = None,
) -> QualityCase:
    """Return everything that the check reads, as it is in the store at one moment; ``read`` stands in for what is read of it."""
    day, policy = as_of or casebook.today(), policy or policy_in_force()
    with casebook.ledger.lock:
        around = people(casebook)
        others = tuple(child.name for child in casebook.children() if child.id != child_id)
        chronology, analysis = read or (casebook.chronology(child_id), casebook.analyse(child_id, day, policy))
    # Siblings share entries, so those around them may stand in this chronology too; another family's people are left out.
    family = {child_id}.union(*(event.children for event in chronology.events))
    related = tuple(one for one in around if not one.relations or any(relation.child in family for relation in one.relations))
    return QualityCase(chronology, analysis, day, related, others, GLOSSARY, policy, _page_caps(chronology, day, policy))


def _page_caps(chronology: Chronology, day: date, policy: Policy) -> tuple[PageCap, ...]:
    first = day - relativedelta(months=COURT_MONTHS)
    printed = frozenset(event.id for event in chronology.events if event.key or event.when.possibly_within(first, day))
    return (PageCap("court chronology", policy.count(QUALITY_COURT_PAGES), printed),)


def _values(case: QualityCase, fixes: Mapping[_Key, Fix | None]) -> dict[UUID, dict[str, str]]:
    """Return the new texts by entry and column.

    Two fixes of one text are each made for the text as it stands. So the first is taken, the text with it is checked again, and
    the second is taken from what the check says then; where nothing is left for it to settle, the first did.

    Raises:
        RecordMoved: an issue does not stand any more as it did.
    """
    checks = tuple(one for one in CHECKS if one.code in {code for code, *_ in fixes})
    standing = _standing(case, checks)
    if any(standing.get(key) != fix for key, fix in fixes.items()):
        raise RecordMoved
    values: dict[UUID, dict[str, str]] = {}
    left = list(fixes)
    while left:
        changed: dict[UUID, dict[str, str]] = {}
        waiting: list[_Key] = []
        for key in left:
            fix = standing.get(key)
            if fix is None:
                continue
            texts = changed.setdefault(key[1][0], {})
            if texts.keys() & fix.values.keys():
                waiting.append(key)
            else:
                texts.update(fix.values)
        for event_id, texts in changed.items():
            values.setdefault(event_id, {}).update(texts)
        left = waiting
        if left:
            case = replace(case, chronology=_with(case.chronology, changed))
            standing = _standing(case, checks)
    return values


def _standing(case: QualityCase, checks: Iterable[Check]) -> dict[_Key, Fix]:
    return {_key(issue): issue.fix for issue in check(case, checks=checks) if issue.fix is not None}


def _with(chronology: Chronology, texts: Mapping[UUID, Mapping[str, str]]) -> Chronology:
    """Return the chronology with other texts; the columns of fixes are fields of an entry."""
    changed = {event_id: chronology.event(event_id).changed(**own) for event_id, own in texts.items()}
    return chronology.followed(changed, chronology.sources.values())
