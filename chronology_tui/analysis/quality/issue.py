"""What the quality check says: one issue as data, with its code, its place, the reason and, where it is sure, a fix.

A reason quotes nothing of the case but a short word that the reader must find again, so that it can stand in a log or a count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Self
from uuid import UUID


class QualityCode(StrEnum):
    """What can be wrong with a chronology, in the order in which issues are listed.

    Members are written as (code, label, definition); the definition says when it is raised and becomes the docstring.
    """

    label: str
    """The heading over issues of this code, such as "No action and no reason"."""
    definition: str
    """When it is raised, and why it matters."""

    def __new__(cls, code: str, label: str, definition: str) -> Self:
        """Make a member; the definition becomes its docstring."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.definition = definition
        member.__doc__ = definition
        return member

    # fmt: off
    NO_ACTION = ("no-action", "No action and no reason",
        ("Missed care, or an entry rated moderate or worse, that says neither what was done nor why nothing was (Scottish "
         "National Risk Framework; Wales safeguarding procedures). Not asked of meetings, referrals and other steps that are "
         "themselves what was done, nor where an action was agreed or the summary tells of one."))
    NO_RESPONSE = ("no-family-response", "No family response",
        ("Missed care, a concern raised, or an entry rated moderate or worse, that does not say how the family responded. Not "
         "asked where the entry is not to be shared with carers, or the choice was the young person's own."))
    NO_IMPACT = ("no-impact", "No impact on the child",
        "An entry rated moderate or worse that does not say what it meant for the child, which is what the rating rests on.")
    LONG_SUMMARY = ("long-summary", "Long summary",
        ("A summary of more than 60 words. A chronology is succinct: a very brief note of each event (Scottish National Risk "
         "Framework)."))
    UNRATED = ("unrated", "Not rated",
        ("An entry without a rating, of a kind for which the vocabulary suggests low or worse. Not rated is not the same as no "
         "harm, and unrated entries are left out of what is said about severity."))
    BEFORE_BIRTH = ("before-birth", "Dated before the birth",
        ("An entry that can only be about a born child and whose date lies wholly before the birth. Pregnancy care, the family, "
         "safeguarding steps, strengths and notes may come before."))
    FUTURE_DATE = ("future-date", "Dated in the future",
        "Every day that the date allows lies after today: an event has happened.")
    PLACEHOLDER_DATE = ("placeholder-date", "A date that stands for none",
        "A day that systems write when they know none, such as 1 January 1900.")
    UNCERTAIN_DATE = ("uncertain-date-decides", "An uncertain date decides",
        "Whether a pattern is found depends on where this date falls; the source may say more.")
    DUPLICATE = ("possible-duplicate", "Possible duplicates",
        ("Entries of one day that nothing tells apart: same kind and service with the same or similar words, or a note with the "
         "words of another entry from the same source. They may be two events; patterns count appointments of this sort once."))
    CONFLICT = ("conflicting-accounts", "Accounts that conflict",
        ("Entries that cannot both be right: for one service and day the child was missed and was seen, or the service "
         "cancelled; "
         "or two values of one measure that a day cannot change."))
    DID_NOT_ATTEND = ("did-not-attend", "“Did not attend” of a child",
        ("The words “DNA”, “did not attend”, “failed to attend” or “FTA” in our own words about a child's missed care. A child "
         "who depends on an adult was not brought. Not said of adults, nor of a young person who books for themselves."))
    OPINION = ("opinion-or-blame", "Opinion or blame as fact",
        ("A word that judges a person instead of saying what was seen or said (Leeds: facts, not opinion or contentious matter). "
         "Quotes, the child's own words and what somebody is said to have said are left alone."))
    JARGON = ("jargon", "Short form without a meaning",
        ("A short form in capitals that neither the glossary nor the chronology explains. One issue for each short form, with "
         "every entry that uses it."))
    THIRD_PARTY = ("third-party-named", "A third party is named",
        "A person marked as a third party is named in an entry that bears no handling mark, and so would be shared.")
    ONLY_NEGATIVES = ("only-negatives", "Nothing that goes well",
        "No entry records a strength or a benefit to the child (Plymouth: a chronology includes positives).")
    STARTS_AT_REFERRAL = ("starts-at-referral", "Starts at the latest referral",
        ("Nothing is recorded from before the episode of the latest referral, although the child had been born. A chronology "
         "starts at birth or before (Plymouth) and is never started again at a referral (Ealing)."))
    GAP = ("gap", "A gap",
        ("No entry for longer than 12 months between two entries, or between the birth and the first. Time before the birth does "
         "not count, nor does time that the dates on either side may reach into, nor time that lies wholly in the future."))
    STALE = ("stale", "No recent entry",
        "The child's chronology is being kept, and nothing has been entered about the last 6 months.")
    SOURCE_UNCHECKED = ("source-unchecked", "Source not checked",
        ("Entries rest on a source with which nobody has compared them. One issue for each source. A source that is marked as "
         "not available cannot be checked and is not named here."))
    FATHER_NOT_ASKED = ("father-not-asked", "Father not asked about",
        ("The child's record does not say whether the father is known, and no person is recorded as the father. Missing fathers "
         "are a common fault that reviews name."))
    NAME_SPELT_TWO_WAYS = ("name-spelt-two-ways", "A name spelt in two ways",
        ("Two spellings of one name that differ by one letter or by the order of the names: of the child, of a person on record, "
         "of a professional or of a service. They may be two people."))
    TOO_LONG = ("too-long", "Longer than the pack's page cap",
        "The entries that a pack prints come to more pages than the pack's cap; the number is estimated from their words.")
    CHECK_FAILED = ("check-failed", "A check failed",
        "One check stopped with a fault of the program and says nothing either way. The others ran.")
    # fmt: on


@dataclass(frozen=True, slots=True)
class Fix:
    """A change to one entry that settles an issue, offered only where it is sure; no word inside a quote is ever changed.

    Attributes:
        words: what it does, such as "Write “was not brought” instead of “DNA”".
        values: the new text by column, as ``import`` names columns.
    """

    words: str
    values: Mapping[str, str]

    @classmethod
    def of(cls, words: str, **values: str) -> Fix:
        """Return a fix with an immutable mapping."""
        return cls(words, MappingProxyType(values))


@dataclass(frozen=True, slots=True)
class QualityIssue:
    """One thing to look at.

    Attributes:
        code: what is wrong.
        reason: why, in one plain sentence.
        events: the entries concerned, in order; empty when it is about the whole chronology.
        place: the field that it is about, as ``import`` names columns; ``child``, ``sources`` or empty where it is no column.
        fix: a change to the first of the entries, where one is sure.
        subject: what tells the issue apart from others of its code at its place, such as a short form or a source's identifier.
    """

    code: QualityCode
    reason: str
    events: tuple[UUID, ...] = ()
    place: str = ""
    fix: Fix | None = None
    subject: str = field(default="")
