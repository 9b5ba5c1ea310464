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


class VulnerabilityKind(StrEnum):
    """What makes a child depend more on others, or harder to see (Norfolk, Calderdale and Oxfordshire reviews)."""

    NEWBORN = "newborn"
    """In the first 28 days of life."""
    PREMATURE = "premature"
    """Born before 37 completed weeks."""
    DISABILITY = "disability"
    """A physical, sensory or learning disability."""
    ONGOING_HEALTH_NEED = "ongoing_health_need"
    """A long-term condition that needs regular care or medicine."""
    NON_VERBAL = "non_verbal"
    """The child does not use speech to tell what happens."""
    TEENAGER = "teenager"
    """A young person who is expected to manage more than they can."""
    IN_CARE = "in_care"
    """Looked after, or a care leaver."""
    YOUNG_CARER = "young_carer"
    """Cares for somebody else."""
    HOME_EDUCATED = "home_educated"
    """Not seen daily at a school or nursery."""
    OTHER = "other"
    """Another vulnerability, named in the note."""


class HouseholdRiskKind(StrEnum):
    """What in a household bears on a child's care. A description of circumstances, never of a person's worth."""

    DOMESTIC_ABUSE = "domestic_abuse"
    """Domestic abuse, present or past."""
    SUBSTANCE_MISUSE = "substance_misuse"
    """Misuse of alcohol or drugs."""
    MENTAL_ILL_HEALTH = "mental_ill_health"
    """Mental ill health of a carer."""
    PHYSICAL_ILL_HEALTH = "physical_ill_health"
    """Physical illness or disability of a carer."""
    LEARNING_DISABILITY = "learning_disability"
    """A learning disability of a carer."""
    POVERTY = "poverty"
    """Too little money for food, heating, transport or medicine."""
    HOUSING = "housing"
    """Homelessness, overcrowding or an unsafe home."""
    ISOLATION = "isolation"
    """No family or friends to help."""
    YOUNG_PARENT = "young_parent"
    """A parent who was under 20 at the birth."""
    IMPRISONMENT = "imprisonment"
    """A carer in prison."""
    OTHER = "other"
    """Another risk, named in the note."""


class FatherKnown(StrEnum):
    """Whether the father is known. Always asked: missing fathers are a common fault of chronologies."""

    KNOWN = "known"
    """Known to the worker."""
    UNKNOWN = "unknown"
    """Asked, and not known."""
    NOT_ASKED = "not_asked"
    """Nobody has asked yet."""


class CaseState(StrEnum):
    """Whether a chronology is being kept."""

    ACTIVE = "active"
    """Being kept."""
    FINISHED = "finished"
    """Closed; the worker is asked to purge it when the system of record has it."""
    REOPENED = "reopened"
    """Kept again after having been closed."""
    PURGED = "purged"
    """Removed; only this mark is left."""


class PersonKind(StrEnum):
    """Whether a person acts as family or in a professional role."""

    FAMILY = "family"
    """Family, friend or neighbour."""
    PROFESSIONAL = "professional"
    """Acting in a professional role; normally not redacted."""


class RelationKind(StrEnum):
    """What a person is to a child."""

    MOTHER = "mother"
    """Mother."""
    FATHER = "father"
    """Father."""
    STEP_PARENT = "step_parent"
    """A parent's husband, wife or partner."""
    GRANDPARENT = "grandparent"
    """Grandparent."""
    SIBLING = "sibling"
    """Brother, sister, half or step sibling."""
    CARER = "carer"
    """Foster carer, kinship carer or guardian."""
    RELATIVE = "relative"
    """Another relative."""
    FRIEND = "friend"
    """A friend or neighbour of the family."""
    PROFESSIONAL = "professional"
    """A professional who works with the child."""
    OTHER = "other"
    """Another relation, named in the worker's words."""


class PartTaken(StrEnum):
    """A person's part in an event."""

    BROUGHT_CHILD = "brought_child"
    """Brought the child."""
    PRESENT = "present"
    """Was there."""
    PROFESSIONAL = "professional"
    """The professional who saw, recorded or acted."""
    REPORTED = "reported"
    """Reported the fact."""
    MENTIONED = "mentioned"
    """Is spoken of in the entry."""


class Explanation(StrEnum):
    """How the explanation given for an injury fits it, as a clinician recorded it."""

    NOT_RECORDED = "not_recorded"
    """The source does not say."""
    CONSISTENT = "consistent"
    """A clinician found it to fit."""
    INCONSISTENT = "inconsistent"
    """A clinician found that it does not fit, or it changed."""
    NONE_GIVEN = "none_given"
    """No explanation was given."""


class Mobility(StrEnum):
    """How far a child could move about alone; bruising in a child not yet mobile needs an answer (NICE CG89)."""

    NOT_RECORDED = "not_recorded"
    """The source does not say."""
    NOT_MOBILE = "not_mobile"
    """Not yet rolling, crawling or cruising."""
    MOBILE = "mobile"
    """Rolling, crawling, cruising or walking."""


class EscalationStage(StrEnum):
    """How far a professional disagreement was taken."""

    PRACTITIONERS = "practitioners"
    """Between the practitioners."""
    MANAGERS = "managers"
    """Between their managers."""
    SENIOR_MANAGERS = "senior_managers"
    """Between heads of service, or named and designated professionals."""
    PARTNERSHIP = "partnership"
    """Before the safeguarding partnership."""


class Verdict(StrEnum):
    """What the worker says of a finding: a judgement of the worker, kept apart from the facts."""

    OPEN = "open"
    """No verdict was given, or it was taken back."""
    ACCEPTED = "accepted"
    """The worker takes the finding as standing for this child."""
    DISMISSED = "dismissed"
    """The worker does not take the finding as standing for this child, for the reason given."""
