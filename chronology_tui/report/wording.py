"""The fixed words of reports, in plain British English, and the small grammar that joins them to data.

Facts are stated, never blamed on anybody; "was not brought" is the word for a child who depends on an adult; a pattern that was
not found is never called reassuring. User text passes through :func:`said` and is never read as mark-up or as a format string.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from chronology_tui.analysis.finding import Level
from chronology_tui.domain import dates, text
from chronology_tui.domain.care_services import CARE_SERVICES
from chronology_tui.domain.dates.words import MONTH_NAMES
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.text import fold, one_line
from chronology_tui.domain.vocabulary import (
    Basis,
    ChildSeen,
    FamilyResponse,
    Handling,
    Impact,
    PlanCategory,
    StatusKind,
)

# ------------------------------------------------------------------------------------------------------------ small grammar


def said(words: str) -> str:
    """Return user text as one visible line."""
    if words.isascii() and words.isprintable() and "  " not in words:
        return words.strip()  # most text is so already: a pack of 20,000 entries asks 300,000 times
    return one_line(words)


def sentence(words: str) -> str:
    """Return ``words`` with a full stop unless they already end in a mark that closes a sentence."""
    return f"{words}." if words and words[-1] not in ".!?…:;”\"’'" else words


def capital(words: str) -> str:
    """Return ``words`` with the first letter in upper case and the rest as it is."""
    return words[:1].upper() + words[1:]


many = text.counted
"""Return a number with its noun: "1 entry", "2 entries", "1,200 months"."""
times = text.times
listed = text.listed


def in_sentence(service: str) -> str:
    """Return a service's name as it stands inside a sentence: a known one without its capital, any other as it was written."""
    return service[:1].lower() + service[1:] if fold(service) in _KNOWN_SERVICES and service[1:2].islower() else service


_KNOWN_SERVICES = frozenset(fold(service.name) for service in CARE_SERVICES)


day_words = dates.day_words
"""Return a calendar day as it is printed, such as "3 April 2021"."""


def length_words(days: int) -> str:
    """Return a length of time in days, weeks, months or years, rounded down to two figures that a reader can hold.

    Months are counted as 30.44 days, years as 365.25; the words are for reading, never for a threshold.
    """
    if days < 21:
        return many(days, "day")
    if days < 92:
        return many(days // 7, "week")
    if days < 731:
        return many(int(days / 30.44), "month")
    return many(int(days / 365.25), "year")


def month_words(year: int, month: int) -> str:
    """Return a month such as "May 2024"."""
    return f"{MONTH_NAMES[month - 1]} {year}"


def letters(index: int) -> str:
    """Return the name of the finding at ``index`` from 0: A … Z, then AA, AB and so on."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def nhs_words(number: str) -> str:
    """Return an NHS number in its printed form, 3-3-4 digits (NHS Data Dictionary)."""
    return f"{number[:3]} {number[3:6]} {number[6:]}"


# --------------------------------------------------------------------------------------------------------------- vocabulary

STATUS_WORDS: Mapping[StatusKind, str] = MappingProxyType(
    {
        StatusKind.PROTECTION_PLAN: "Child protection plan",
        StatusKind.CHILD_IN_NEED: "Child in Need plan",
        StatusKind.LOOKED_AFTER: "Looked after",
        StatusKind.EARLY_HELP: "Early help plan",
    }
)

CATEGORY_WORDS: Mapping[PlanCategory, str] = MappingProxyType(
    {
        PlanCategory.NEGLECT: "neglect",
        PlanCategory.PHYSICAL: "physical abuse",
        PlanCategory.EMOTIONAL: "emotional abuse",
        PlanCategory.SEXUAL: "sexual abuse",
    }
)

RESPONSE_WORDS: Mapping[FamilyResponse, str] = MappingProxyType(
    {
        FamilyResponse.AGREED: "agreed",
        FamilyResponse.ACCEPTED_WITH_DIFFICULTY: "accepted, with difficulty",
        FamilyResponse.MINIMISED: "described it as less serious than professionals did",
        FamilyResponse.DECLINED: "declined",
        FamilyResponse.AGREED_NO_FOLLOW_THROUGH: "agreed, and what was agreed did not happen",
        FamilyResponse.NO_RESPONSE: "no answer was received",
    }
)

IMPACT_WORDS: Mapping[Impact, str] = MappingProxyType(
    {
        Impact.NONE: "no effect on the child",
        Impact.HARM: "harm to the child",
        Impact.BENEFIT: "benefit to the child",
    }
)

SEEN_WORDS: Mapping[ChildSeen, str] = MappingProxyType(
    {
        ChildSeen.NO: "Child not seen.",
        ChildSeen.SEEN_AND_SPOKEN_TO: "Child seen and spoken to.",
        ChildSeen.SEEN_ALONE: "Child seen alone.",
    }
)

BASIS_WORDS: Mapping[Basis, str] = MappingProxyType(
    {
        Basis.REPORTED_BY_CARER: "reported by carer",
        Basis.REPORTED_BY_CHILD: "reported by the child",
        Basis.THIRD_PARTY: "reported by somebody else",
    }
)

HANDLING_WORDS: Mapping[Handling, str] = MappingProxyType(
    {
        Handling.THIRD_PARTY: "information about somebody other than the child and carers",
        Handling.NOT_FOR_CARERS: "not to be shared with carers",
    }
)

LIKELIHOOD_WORDS: Mapping[Likelihood, str] = MappingProxyType(
    {
        Likelihood.UNLIKELY: "unlikely",
        Likelihood.POSSIBLE: "possible",
        Likelihood.LIKELY: "likely",
        Likelihood.HAPPENING: "already happening or almost certain",
    }
)

LEVEL_BARS: Mapping[Level, int] = MappingProxyType({Level.STRONG: 3, Level.CONSIDER: 2, Level.NOTE: 1, Level.STRENGTH: 0})

SEVERITY_BY_WORD: Mapping[str, Severity] = MappingProxyType({severity.word: severity for severity in Severity})

HEADLINES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.ATTENDED: "Attended {}",
        Kind.ATTENDED_LATE: "Attended {} late",
        Kind.LATE_NOT_SEEN: "Arrived late at {}, not seen",
        Kind.WAS_NOT_BROUGHT: "Not brought to {}",
        Kind.CANCELLED_BY_FAMILY: "{} cancelled by family",
        Kind.RESCHEDULED_BY_FAMILY: "{} moved to another day by family",
        Kind.CANCELLED_BY_SERVICE: "{} cancelled by the service",
        Kind.NO_ACCESS: "No access at home visit by {}",
        Kind.LEFT_BEFORE_SEEN: "Left {} before being seen",
        Kind.DECLINED_BY_YOUNG_PERSON: "{} declined by young person",
        Kind.DISCHARGED_NON_ATTENDANCE: "Discharged by {} for non-attendance",
        Kind.ADMISSION: "Admitted to {}",
        Kind.DISCHARGE: "Discharged from {}",
        Kind.REFERRAL: "Referral made: {}",
    }
)
"""Headlines that name the service inside the sentence; every other kind reads "label: service"."""

NEEDS: Mapping[str, str] = MappingProxyType(
    {
        "attendance": "To be brought to the health care that is offered",
        "medicines": "To have medicines supplied, given and reviewed as prescribed",
        "urgent care": "Planned care, so that less care is needed in an emergency",
        "delay": "Care that is sought in time",
        "advice": "Treatment and care at home as advised",
        "prevention": "The immunisations and health reviews offered at this age",
        "dental": "Dental checks and treatment, and freedom from dental pain",
        "growth": "Growth and health measures that are followed and acted on",
        "injury": "Safety and supervision, and each injury explained",
        "engagement": "Health care that lasts between meetings, from services that stay in touch",
        "presentation": "One agreed account of symptoms, led by one clinician",
        "voice": "To be seen and heard, and for those who know the child to be asked",
        "course": "A plan that changes the course, with dates and owners",
        "context": "Support for the carers and the household, so that the child's care is met",
    }
)
"""What a child needs, by the family of the finding that shows the need may be unmet (families as in the rule catalogue)."""

PROMPTS_NOT_PROOF = (
    "These are prompts for professional judgement, not proof and not a diagnosis. Fixed rules make them from the entries listed; "
    "they say nothing about why. Unless a finding says otherwise, it stands whichever way uncertain dates fall."
)

DENSITY_CAVEAT = "Recording becomes denser after a referral: more entries may mean closer watching, not more events."

NOT_REASSURANCE = "That a pattern was not found is not reassurance: it speaks only of what was recorded and could be seen."

DISMISSED_NOT_SHOWN = "What the worker has dismissed is not counted here: see how many findings that is at the end."

ALWAYS_UNKNOWN = (
    "Who lives with the child, who holds parental responsibility, and what part the father and the wider family play are not "
    "held as facts in this chronology. They need to be asked."
)

LISTED = (
    "The rows hold what was recorded and where it comes from. Listed are entries that are marked as key or rated moderate or "
    "worse, decisions of the safeguarding process, the child's voice, strengths, and every entry that this document names."
)

LISTED_KEY = (
    "The rows hold what was recorded and where it comes from. Listed are entries that are marked as key, and every entry that "
    "this document names."
)

GLOSSARY: Mapping[str, str] = MappingProxyType(
    {
        "A&E": "accident and emergency department",
        "ADHD": "attention deficit hyperactivity disorder",
        "ASQ": "Ages and Stages questionnaire, on a young child's development",
        "BCG": "vaccine against tuberculosis",
        "BD": "twice a day",
        "BMI": "body mass index",
        "CAMHS": "child and adolescent mental health services",
        "CCN": "community children's nurse",
        "CDC": "child development centre",
        "CHC": "continuing health care",
        "CiN": "Child in Need (section 17, Children Act 1989)",
        "CIN": "Child in Need (section 17, Children Act 1989)",
        "CP": "child protection",
        "CPAP": "breathing support by a mask that keeps the airways open",
        "CPP": "child protection plan",
        "CRP": "blood test for inflammation or infection",
        "CSC": "children's social care",
        "CT": "computed tomography, a scan made with X-rays",
        "CXR": "chest X-ray",
        "CYP": "children and young people",
        "DKA": "diabetic ketoacidosis, a dangerous lack of insulin",
        "DLA": "disability living allowance",
        "DOB": "date of birth",
        "DSL": "designated safeguarding lead",
        "DVA": "domestic violence and abuse",
        "ECG": "electrocardiogram, a tracing of the heart's rhythm",
        "ED": "emergency department",
        "EDD": "expected date of delivery",
        "EEG": "electroencephalogram, a tracing of the brain's activity",
        "EHCP": "education, health and care plan",
        "EHE": "elective home education",
        "ENT": "ear, nose and throat",
        "EPO": "emergency protection order",
        "EWO": "education welfare officer",
        "FBC": "full blood count, a blood test",
        "FGM": "female genital mutilation",
        "FII": "fabricated or induced illness",
        "FNP": "family nurse partnership",
        "GCS": "Glasgow coma scale, a score of consciousness",
        "GORD": "gastro-oesophageal reflux disease",
        "GP": "general practitioner",
        "HbA1c": "blood test of average glucose over about three months",
        "HDU": "high-dependency unit",
        "HIE": "hypoxic ischaemic encephalopathy, harm to the brain from lack of oxygen around birth",
        "HV": "health visitor",
        "ICB": "integrated care board",
        "ICPC": "initial child protection conference",
        "IDVA": "independent domestic violence adviser",
        "IRO": "independent reviewing officer",
        "LAC": "looked-after child",
        "LADO": "local authority designated officer",
        "MAR": "medicine administration record",
        "MARAC": "multi-agency risk assessment conference",
        "MASH": "multi-agency safeguarding hub",
        "MDT": "multidisciplinary team",
        "MMR": "measles, mumps and rubella vaccine",
        "MRI": "magnetic resonance imaging, a scan made without X-rays",
        "NAI": "non-accidental injury",
        "NFA": "no further action",
        "NGT": "nasogastric tube, a feeding tube through the nose",
        "NICU": "neonatal intensive care unit",
        "NIPE": "newborn and infant physical examination",
        "OFC": "occipitofrontal circumference, the size of the head",
        "OOH": "out of hours",
        "OPA": "outpatient appointment",
        "OPD": "outpatient department",
        "OT": "occupational therapy",
        "PCV": "pneumococcal conjugate vaccine",
        "PEG": "feeding tube through the wall of the stomach",
        "PICU": "paediatric intensive care unit",
        "PLO": "Public Law Outline",
        "PRN": "when needed, of a medicine",
        "QDS": "four times a day",
        "ROP": "retinopathy of prematurity, an eye disease of babies born early",
        "RSV": "respiratory syncytial virus",
        "SALT": "speech and language therapy",
        "SCBU": "special care baby unit",
        "SDQ": "strengths and difficulties questionnaire",
        "SENCO": "special educational needs co-ordinator",
        "SEND": "special educational needs and disability",
        "SGO": "special guardianship order",
        "SUDI": "sudden unexpected death in infancy",
        "SW": "social worker",
        "TAC": "team around the child",
        "TAF": "team around the family",
        "TB": "tuberculosis",
        "TDS": "three times a day",
        "TPN": "total parenteral nutrition, feeding into a vein",
        "USS": "ultrasound scan",
        "UTI": "urinary tract infection",
        "WNB": "was not brought",
        "YOT": "youth offending team",
        "YP": "young person",
    }
)
"""Short forms explained at the end of a document when its words hold them; one that has two common meanings is not here."""

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9&]*")


def glossary_for(words: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the short forms among ``words``, each with its meaning, in alphabetical order."""
    used = {word for line in set(words) for word in _WORD.findall(line) if word in GLOSSARY}
    return tuple((word, GLOSSARY[word]) for word in sorted(used, key=str.casefold))
