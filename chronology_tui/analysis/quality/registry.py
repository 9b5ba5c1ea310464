"""The checks, in the order of their codes. A later check is one function, one code and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from chronology_tui.analysis.quality import (
    completeness,
    dates,
    duplicates,
    jargon,
    missed_words,
    names,
    people,
    whole,
    words,
)
from chronology_tui.analysis.quality.context import QualityContext
from chronology_tui.analysis.quality.issue import QualityCode, QualityIssue


@dataclass(frozen=True, slots=True)
class Check:
    """One check: the code of its issues and a pure function that finds them, in any order."""

    code: QualityCode
    find: Callable[[QualityContext], Iterable[QualityIssue]]


CHECKS: tuple[Check, ...] = (
    Check(QualityCode.NO_ACTION, completeness.no_action),
    Check(QualityCode.NO_RESPONSE, completeness.no_response),
    Check(QualityCode.NO_IMPACT, completeness.no_impact),
    Check(QualityCode.LONG_SUMMARY, completeness.long_summary),
    Check(QualityCode.UNRATED, completeness.unrated),
    Check(QualityCode.BEFORE_BIRTH, dates.before_birth),
    Check(QualityCode.FUTURE_DATE, dates.future_date),
    Check(QualityCode.PLACEHOLDER_DATE, dates.placeholder_date),
    Check(QualityCode.UNCERTAIN_DATE, dates.uncertain_date),
    Check(QualityCode.DUPLICATE, duplicates.possible_duplicates),
    Check(QualityCode.CONFLICT, duplicates.conflicting_accounts),
    Check(QualityCode.DID_NOT_ATTEND, missed_words.did_not_attend),
    Check(QualityCode.OPINION, words.opinion_or_blame),
    Check(QualityCode.JARGON, jargon.unexplained),
    Check(QualityCode.THIRD_PARTY, people.third_party_named),
    Check(QualityCode.ONLY_NEGATIVES, whole.only_negatives),
    Check(QualityCode.STARTS_AT_REFERRAL, whole.starts_at_referral),
    Check(QualityCode.GAP, whole.gaps),
    Check(QualityCode.STALE, whole.stale),
    Check(QualityCode.SOURCE_UNCHECKED, people.sources_unchecked),
    Check(QualityCode.FATHER_NOT_ASKED, people.father_not_asked),
    Check(QualityCode.NAME_SPELT_TWO_WAYS, names.spelt_two_ways),
    Check(QualityCode.TOO_LONG, whole.too_long),
)
"""Every check, in order."""
