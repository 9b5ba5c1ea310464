"""Verdicts on findings, and the worker's own analysis of them: judgement, kept apart from the facts.

A child has one review of a finding; changing it is a change in the history like any other. A verdict stands only while the
evidence is what it was when it was given: see :mod:`chronology_tui.domain.finding_reviews`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chronology_tui.domain.finding_reviews import Reviewed, evidence_change, evidence_digest
from chronology_tui.domain.records import FindingReview
from chronology_tui.domain.text import clean, fold
from chronology_tui.domain.vocabulary import Verdict
from chronology_tui.services.errors import InvalidRecord, UsageError
from chronology_tui.services.ledger import valid

if TYPE_CHECKING:
    from chronology_tui.analysis.finding import Analysis, Finding
    from chronology_tui.analysis.policy import Policy
    from chronology_tui.services.casebook import Casebook

__all__ = ["Reviewed", "Verdict", "kept_reviews", "key_named", "review", "reviews_of", "write_analysis"]


def review(
    casebook: Casebook,
    child_id: UUID,
    finding_key: str,
    verdict: Verdict,
    reason: str = "",
    analysis: str | None = None,
    as_of: date | None = None,
    policy: Policy | None = None,
    *,
    seen: Sequence[UUID] | None = None,
    draft: UUID | None = None,
) -> FindingReview:
    """Give a verdict on a finding, and return the review as it then is.

    Args:
        casebook: the store.
        child_id: whom the finding is about.
        finding_key: its key.
        verdict: what the worker says of it.
        reason: why; required where the finding is dismissed.
        analysis: the worker's own analysis; what was written before stays when None.
        as_of: the day the finding looks back from; today when None.
        policy: the thresholds it was found with; those of the program when None.
        seen: the evidence that the worker was shown, where the finding was shown before.
        draft: what the words were typed as; it goes in the same transaction.

    Raises:
        ChildUnknown: the store holds no such child.
        InvalidRecord: the reason is missing, or a text is too long; nothing was changed.
        UsageError: nothing of that key is found, or its evidence is not what was seen; nothing was changed.
    """
    if verdict is Verdict.DISMISSED and not clean(reason):
        raise InvalidRecord("Reason: a finding is dismissed with a reason. Say in a few words why it does not stand.")
    key = clean(finding_key)
    with casebook.ledger.lock:
        looked = casebook.analyse(child_id, as_of, policy)
        finding = next((f for f in looked.found if clean(f.key) == key), None)
        before = kept_reviews(casebook, child_id).get(key)
        values: dict[str, Any] = {"verdict": verdict, "reason": reason}
        if analysis is not None:
            values["analysis"] = analysis
        if finding is not None:
            if seen is not None and set(seen) != set(finding.evidence):
                raise UsageError("The evidence has changed since it was shown, so no verdict was kept. Look again.")
            values |= _evidence(casebook, child_id, finding, looked)
        elif before is None or verdict is not Verdict.OPEN:
            raise _not_found()
        return _keep(casebook, child_id, key, before, values, draft)


def write_analysis(
    casebook: Casebook,
    child_id: UUID,
    finding_key: str,
    analysis: str,
    as_of: date | None = None,
    policy: Policy | None = None,
    *,
    draft: UUID | None = None,
) -> FindingReview:
    """Write the worker's own analysis of a finding; a verdict that was given stays as it is, with the evidence it was given on.

    Raises:
        ChildUnknown: the store holds no such child.
        InvalidRecord: the text is too long; nothing was changed.
        UsageError: nothing of that key is found, and it was not reviewed before; nothing was changed.
    """
    key = clean(finding_key)
    with casebook.ledger.lock:
        before = kept_reviews(casebook, child_id).get(key)
        values: dict[str, Any] = {"analysis": analysis}
        if before is None:
            looked = casebook.analyse(child_id, as_of, policy)
            finding = next((f for f in looked.found if clean(f.key) == key), None)
            if finding is None:
                raise _not_found()
            values |= _evidence(casebook, child_id, finding, looked)
        return _keep(casebook, child_id, key, before, values, draft)


def _not_found() -> UsageError:
    return UsageError(
        "That finding is not among what is found, so there is nothing to judge. What is found is listed by: chronology patterns"
    )


def _evidence(casebook: Casebook, child_id: UUID, finding: Finding, looked: Analysis) -> dict[str, Any]:
    evidence = tuple(dict.fromkeys(finding.evidence))
    return {
        "rule": finding.rule, "subject": finding.subject, "evidence": evidence,
        "digest": evidence_digest(casebook.chronology(child_id), evidence), "policy": looked.policy, "as_of": looked.as_of,
    }  # fmt: skip


_SUBSTANCE = ("verdict", "reason", "evidence", "digest", "policy")
"""A verdict that differs in none of these is the one that was given before, whatever day it is."""


def _keep(
    casebook: Casebook, child_id: UUID, key: str, before: FindingReview | None, values: Mapping[str, Any], draft: UUID | None
) -> FindingReview:
    """Write a review, unless it says what is there already; a new verdict has its own moment and name."""
    ledger = casebook.ledger
    given = {"made": ledger.clock.now(), "by": ledger.actor}
    if before is None:
        after = valid(FindingReview, {"id": ledger.new_id(), "child": child_id, "finding": key, **values, **given})
    else:
        after = valid(FindingReview, {**dict(before), **values})
        if any(getattr(after, name) != getattr(before, name) for name in _SUBSTANCE):
            after = after.changed(**given)
        else:
            after = before.changed(analysis=after.analysis)
    if after == before and draft is None:
        return after
    with casebook.writing() as writing:
        if before is None:
            writing.repository.add([after], writing.stamp)
        elif after != before:
            writing.repository.change(before, after, writing.stamp)
        if draft is not None:
            writing.repository.drop_drafts(draft)
    return after


def kept_reviews(casebook: Casebook, child_id: UUID) -> Mapping[str, FindingReview]:
    """Return the reviews about a child by the key of their finding, as they were given."""
    with casebook.ledger.reading() as repository:
        return MappingProxyType({r.finding: r for r in repository.all(FindingReview) if r.child == child_id})


def reviews_of(casebook: Casebook, child_id: UUID, analysis: Analysis) -> Mapping[str, Reviewed]:
    """Return what the reviews about a child say of an analysis of the child, by the key of the finding.

    A review of what the analysis does not find is among them, marked so: it is kept for when the finding comes back.
    """
    with casebook.ledger.lock:
        kept = kept_reviews(casebook, child_id)
        if not kept:
            return MappingProxyType({})
        chronology = casebook.chronology(child_id)
        found: dict[str, Reviewed] = {}
        for finding in analysis.found:
            given = kept.get(clean(finding.key))
            if given is not None and finding.key not in found:
                there = tuple(event for event in finding.evidence if event in chronology.numbers)
                found[finding.key] = Reviewed(given, change=evidence_change(given, chronology, there), evidence=there)
        names = {clean(key) for key in found}
        found |= {key: Reviewed(given, found=False) for key, given in kept.items() if key not in names}
    return MappingProxyType(found)


def key_named(wanted: str, keys: Iterable[str]) -> str:
    """Return the key that is ``wanted``, or the only one that begins with it; upper and lower case are alike.

    Raises:
        UsageError: none does, or several do.
    """
    known = list(dict.fromkeys(keys))
    needle = fold(wanted)
    found = [key for key in known if fold(key) == needle] or [key for key in known if needle and fold(key).startswith(needle)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{len(found)} findings begin so: give more of the key. The keys are listed by: chronology patterns")
    raise UsageError("No finding has that key, and none begins so. The keys are listed by: chronology patterns")
