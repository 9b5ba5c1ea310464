"""The small closed lists that describe an entry or a child, each member defined in words that a practitioner would accept."""

from __future__ import annotations

from enum import StrEnum


class Basis(StrEnum):
    """How the fact is known. Reliance on one reporter is itself something that a chronology should show."""

    OBSERVED = "observed"
    """A professional saw or heard it."""
    RECORDED = "recorded"
    """A clinician recorded it in the course of care."""
    REPORTED_BY_CARER = "reported_by_carer"
    """A parent or carer said so."""
    REPORTED_BY_CHILD = "reported_by_child"
    """The child said so."""
    THIRD_PARTY = "third_party"
    """Somebody else said so."""
    NOT_KNOWN = "not_known"
    """The source does not say how it is known."""


class ChildSeen(StrEnum):
    """Whether the child was seen at the event."""

    NOT_RECORDED = "not_recorded"
    """The source does not say."""
    NO = "no"
    """The child was not seen."""
    SEEN = "seen"
    """The child was seen."""
    SEEN_AND_SPOKEN_TO = "seen_and_spoken_to"
    """The child was seen and spoken to."""
    SEEN_ALONE = "seen_alone"
    """The child was seen without a parent or carer in the room."""


class Impact(StrEnum):
    """What the event did to the child."""

    UNKNOWN = "unknown"
    """The effect on the child is not recorded."""
    NONE = "none"
    """The event had no effect on the child."""
    HARM = "harm"
    """The event harmed the child or withheld something the child needed."""
    BENEFIT = "benefit"
    """The event did the child good."""


class FamilyResponse(StrEnum):
    """How the family responded to what was said or offered; a description of one occasion, never of a person."""

    UNKNOWN = "unknown"
    """Not recorded."""
    AGREED = "agreed"
    """The family agreed."""
    ACCEPTED_WITH_DIFFICULTY = "accepted_with_difficulty"
    """The family accepted and named what made it hard."""
    MINIMISED = "minimised"
    """The family described the matter as less serious than the professionals did."""
    DECLINED = "declined"
    """The family declined."""
    AGREED_NO_FOLLOW_THROUGH = "agreed_no_follow_through"
    """The family agreed, and what was agreed did not happen."""
    NO_RESPONSE = "no_response"
    """No answer was received."""


class Handling(StrEnum):
    """Who may see an entry; entries so marked are left out of packs for others, and counted."""

    THIRD_PARTY = "third_party"
    """Holds information about somebody other than the child and carers."""
    RESTRICTED = "restricted"
    """Not to be shared outside the recording agency without agreement."""
    PRIVILEGED = "privileged"
    """Legally privileged."""
    NOT_FOR_CARERS = "not_for_carers"
    """Not to be shared with carers, for example before a strategy decision."""


class SourceKind(StrEnum):
    """What kind of document or contact a fact comes from."""

    LETTER = "letter"
    """A letter between professionals or to the family."""
    RECORD = "record"
    """A record or print-out of a record."""
    PHONE_CALL = "phone_call"
    """A telephone call."""
    VISIT = "visit"
    """A visit or meeting at which the worker was present."""
    DISCHARGE_SUMMARY = "discharge_summary"
    """A hospital discharge summary."""
    FAMILY_REPORT = "family_report"
    """A report by the family."""
    EMAIL = "email"
    """An e-mail."""
    REPORT = "report"
    """A report written for a meeting or court."""
    OTHER = "other"
    """Another kind of source, or not known."""


class Sex(StrEnum):
    """Sex as growth charts need it; recorded, never required."""

    FEMALE = "female"
    """Female."""
    MALE = "male"
    """Male."""
    NOT_KNOWN = "not_known"
    """Not known, or not recorded."""


class StatusKind(StrEnum):
    """A legal or service status of the child, with dates."""

    PROTECTION_PLAN = "protection_plan"
    """Subject of a child protection plan (in Scotland: on the child protection register)."""
    CHILD_IN_NEED = "child_in_need"
    """A Child in Need plan under section 17 of the Children Act 1989."""
    LOOKED_AFTER = "looked_after"
    """Looked after by a local authority."""
    EARLY_HELP = "early_help"
    """An early help or team-around-the-child plan."""


class PlanCategory(StrEnum):
    """The category of harm under which a child protection plan is made."""

    NEGLECT = "neglect"
    """Neglect."""
    PHYSICAL = "physical"
    """Physical abuse."""
    EMOTIONAL = "emotional"
    """Emotional abuse."""
    SEXUAL = "sexual"
    """Sexual abuse."""
    NOT_RECORDED = "not_recorded"
    """Not recorded, or not applicable."""


class ContactMode(StrEnum):
    """How an appointment was to take place. All of them count (NHS Borders; Public Health Wales)."""

    IN_PERSON = "in_person"
    """Face to face at a clinic, ward, surgery or school."""
    TELEPHONE = "telephone"
    """By telephone."""
    VIDEO = "video"
    """By video."""
    HOME_VISIT = "home_visit"
    """A visit to the home."""
    NOT_RECORDED = "not_recorded"
    """The source does not say."""
