"""Areas of health and kinds of event: the field's words, each defined once.

Each kind has a code (stable, used in files), a plain label, short aliases for typed entry, an area, an icon that is one cell
wide in every terminal, a suggested severity (only ever suggested), and a definition that is the member's docstring. The words
follow UK safeguarding practice: "was not brought" rather than "did not attend" for a child who depends on an adult.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Self

from chronology_tui.domain.scales import Severity
from chronology_tui.domain.text import fold


class Area(StrEnum):
    """The part of a child's health or care that an entry is about. Ratings are never added together across areas."""

    APPOINTMENTS = "appointments"
    """Offered appointments and what came of them."""
    URGENT_CARE = "urgent_care"
    """Emergency, out-of-hours and in-patient care."""
    CARE = "care"
    """Primary and specialist care: contacts, tests, diagnoses, therapy."""
    MEDICINES = "medicines"
    """Prescribing, supply, giving and review of medicines."""
    ADVICE = "advice"
    """Health advice and treatment plans, and whether they were followed."""
    PREVENTION = "prevention"
    """Immunisation, health visiting reviews and screening."""
    DENTAL = "dental"
    """Teeth and mouth."""
    GROWTH = "growth"
    """Growth and other measures taken over time."""
    INJURY = "injury"
    """Injuries, symptoms and self-harm."""
    BIRTH = "birth"
    """Pregnancy, birth and the newborn period."""
    SAFEGUARDING = "safeguarding"
    """Concerns raised, referrals, meetings and plans."""
    FAMILY = "family"
    """The family and the household."""
    VOICE = "voice"
    """The child's own words, wishes, and daily life."""
    STRENGTH = "strength"
    """What goes well and protects the child."""
    OTHER = "other"
    """Anything that fits nowhere else; an entry is never forced into an area."""

    @property
    def label(self) -> str:
        """The words shown to a reader."""
        return _AREA_LABELS[self]


_AREA_LABELS = {
    Area.APPOINTMENTS: "Appointments",
    Area.URGENT_CARE: "Urgent care",
    Area.CARE: "Primary and specialist care",
    Area.MEDICINES: "Medicines",
    Area.ADVICE: "Following advice",
    Area.PREVENTION: "Prevention",
    Area.DENTAL: "Dental",
    Area.GROWTH: "Growth and measures",
    Area.INJURY: "Injury and symptoms",
    Area.BIRTH: "Pregnancy and birth",
    Area.SAFEGUARDING: "Safeguarding process",
    Area.FAMILY: "Family and household",
    Area.VOICE: "Child's voice and daily life",
    Area.STRENGTH: "Strength",
    Area.OTHER: "Other",
}

_NO, _NONE, _LOW, _MOD, _HIGH, _CRIT = (
    Severity.NOT_RATED,
    Severity.NONE,
    Severity.LOW,
    Severity.MODERATE,
    Severity.HIGH,
    Severity.CRITICAL,
)


class Kind(StrEnum):
    """What kind of fact an entry records.

    Members are written as (code, label, aliases, area, icon, suggested severity, definition).
    """

    label: str
    """The plain words for a reader, such as "Was not brought"."""
    aliases: tuple[str, ...]
    """Short forms for typed entry, the preferred one first."""
    area: Area
    """The area that an entry of this kind belongs to unless the worker says otherwise."""
    icon: str
    """A mark, one cell wide in every terminal."""
    suggested_severity: Severity
    """A severity to suggest; never filled in without the worker's choice."""
    definition: str
    """What the kind means, in words that a practitioner would accept."""

    def __new__(cls, code: str, label: str, aliases: str, area: Area, icon: str, severity: Severity, definition: str) -> Self:
        """Make a member; the definition becomes its docstring."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.aliases = tuple(aliases.split())
        member.area = area
        member.icon = icon
        member.suggested_severity = severity
        member.definition = definition
        member.__doc__ = definition
        return member

    # fmt: off
    # --- appointments
    ATTENDED = ("attended", "Attended", "att", Area.APPOINTMENTS, "✓", _NONE,
        "The child was brought to an offered appointment, visit or call in time to be seen, and was seen.")
    ATTENDED_LATE = ("attended_late", "Attended late", "attlate", Area.APPOINTMENTS, "✓", _NONE,
        "The child arrived late and was still seen (NHS attendance code 6).")
    LATE_NOT_SEEN = ("late_not_seen", "Late, not seen", "lns latens", Area.APPOINTMENTS, "✗", _LOW,
        "The child arrived too late to be seen (NHS attendance code 7). Missed care, shown apart from not being brought.")
    WAS_NOT_BROUGHT = ("was_not_brought", "Was not brought", "wnb dna notbrought", Area.APPOINTMENTS, "✗", _MOD,
        "A child who depends on an adult was not brought to an offered appointment, without warning (NHS code 3).")
    CANCELLED_BY_FAMILY = ("cancelled_by_family", "Cancelled by family", "cbf canf", Area.APPOINTMENTS, "~", _LOW,
        "The family cancelled the appointment and took no other in its place (NHS code 2).")
    RESCHEDULED_BY_FAMILY = ("rescheduled_by_family", "Rescheduled by family", "rbf resf", Area.APPOINTMENTS, "~", _LOW,
        "The family moved the appointment to another day. Neither attended nor missed.")
    CANCELLED_BY_SERVICE = ("cancelled_by_service", "Cancelled by service", "cbs cans", Area.APPOINTMENTS, "-", _NO,
        "The service cancelled or postponed (NHS code 4). Never counted against a family.")
    NO_ACCESS = ("no_access", "No access at home visit", "nav noaccess", Area.APPOINTMENTS, "✗", _LOW,
        "A professional called at an agreed time and was not let in, or nobody was at home.")
    LEFT_BEFORE_SEEN = ("left_before_seen", "Left before seen", "lbs leftunseen", Area.APPOINTMENTS, "✗", _MOD,
        "The child was brought but taken away before being seen.")
    DECLINED_BY_YOUNG_PERSON = ("declined_by_young_person", "Declined by young person", "dyp", Area.APPOINTMENTS, "~", _NO,
        "A young person who can decide chose not to attend. Their own choice, not the family's omission.")
    DISCHARGED_NON_ATTENDANCE = ("discharged_non_attendance", "Discharged for non-attendance", "dfna", Area.APPOINTMENTS,
        "✗", _MOD,
        "A service closed the child's care because appointments were not kept.")
    # --- urgent care
    EMERGENCY_ATTENDANCE = ("emergency_attendance", "Emergency attendance", "ed ae a&e", Area.URGENT_CARE, "!", _MOD,
        "The child was seen in an emergency department or urgent treatment centre.")
    AMBULANCE = ("ambulance", "Ambulance called", "amb 999", Area.URGENT_CARE, "!", _MOD,
        "An ambulance was called for the child, whether or not it took the child to hospital.")
    OUT_OF_HOURS = ("out_of_hours", "Out-of-hours or 111", "ooh 111", Area.URGENT_CARE, "!", _LOW,
        "Contact with NHS 111 or an out-of-hours doctor.")
    ADMISSION = ("admission", "Admitted", "adm admitted", Area.URGENT_CARE, "!", _HIGH,
        "The child was admitted to a hospital bed; a span gives the length of stay.")
    DISCHARGE = ("discharge", "Discharged from hospital", "dsc", Area.URGENT_CARE, "·", _NO,
        "The child left hospital with the agreement of the clinicians.")
    DISCHARGE_AGAINST_ADVICE = ("discharge_against_advice", "Taken home against advice", "daa sda", Area.URGENT_CARE, "!", _HIGH,
        "The child was taken home although clinicians advised staying.")
    INTENSIVE_CARE = ("intensive_care", "Intensive care", "picu hdu", Area.URGENT_CARE, "!", _CRIT,
        "The child was treated in intensive or high-dependency care.")
    # --- primary and specialist care
    GP_CONTACT = ("gp_contact", "GP contact", "gp", Area.CARE, "·", _NO,
        "The child was seen or discussed with a general practitioner or practice nurse.")
    SPECIALIST_CONTACT = ("specialist_contact", "Specialist contact", "spec", Area.CARE, "·", _NO,
        "Contact with a hospital or community specialist that was not a booked appointment with an outcome.")
    TELEPHONE_CONTACT = ("telephone_contact", "Telephone contact", "tel", Area.CARE, "·", _NO,
        "A telephone or video conversation about the child's health.")
    INVESTIGATION_NORMAL = ("investigation_normal", "Investigation: normal", "invn testn", Area.CARE, "·", _NO,
        "A test whose result was within the expected range.")
    INVESTIGATION_ABNORMAL = ("investigation_abnormal", "Investigation: abnormal", "inva testa", Area.CARE, "·", _NO,
        "A test whose result was outside the expected range.")
    INVESTIGATION_INCONCLUSIVE = ("investigation_inconclusive", "Investigation: inconclusive", "invi testi", Area.CARE, "·", _NO,
        "A test that could not be completed or read.")
    DIAGNOSIS = ("diagnosis", "Diagnosis", "dx", Area.CARE, "·", _NO, "A clinician recorded a diagnosis, or removed one.")
    PROCEDURE = ("procedure", "Procedure", "proc op", Area.CARE, "·", _NO, "An operation or other procedure was done.")
    THERAPY = ("therapy", "Therapy", "ther", Area.CARE, "·", _NO,
        "A session of therapy, such as physiotherapy, speech and language or psychological therapy.")
    CARE_PLAN_GIVEN = ("care_plan_given", "Care plan given", "cplan", Area.CARE, "·", _NO,
        "The family was given a written plan of care, such as an asthma or epilepsy plan.")
    # --- medicines
    PRESCRIBED = ("prescribed", "Prescribed", "rx", Area.MEDICINES, "·", _NO, "A medicine was prescribed.")
    SUPPLIED = ("supplied", "Medicine supplied", "sup dispensed", Area.MEDICINES, "·", _NO,
        "A medicine was collected or delivered. Supplied does not mean given.")
    NOT_COLLECTED = ("not_collected", "Prescription not collected", "ncol", Area.MEDICINES, "✗", _MOD,
        "A prescription was ready and was not collected.")
    DOSE_MISSED = ("dose_missed", "Dose missed", "dosem", Area.MEDICINES, "✗", _MOD,
        "One or more doses were not given when they were due.")
    WRONGLY_GIVEN = ("wrongly_given", "Medicine wrongly given", "wrongmed", Area.MEDICINES, "✗", _MOD,
        "A medicine was given in the wrong dose, way, time or child.")
    STOPPED_BY_FAMILY = ("stopped_by_family", "Medicine stopped by family", "stopmed", Area.MEDICINES, "✗", _MOD,
        "The family stopped a medicine without agreeing it with the prescriber.")
    MEDICINE_REVIEW_DONE = ("medicine_review_done", "Medicine review done", "mrev", Area.MEDICINES, "✓", _NONE,
        "Long-term medicine was reviewed with the family.")
    MEDICINE_REVIEW_MISSED = ("medicine_review_missed", "Medicine review missed", "mrevm", Area.MEDICINES, "✗", _LOW,
        "A review of medicine was due or booked and did not happen.")
    # --- following advice
    ADVICE_GIVEN = ("advice_given", "Advice given", "adv", Area.ADVICE, "·", _NO,
        "A professional gave health advice or explained a plan to the family.")
    ADVICE_FOLLOWED = ("advice_followed", "Advice followed", "advok", Area.ADVICE, "✓", _NONE,
        "The family did what had been advised.")
    ADVICE_NOT_FOLLOWED = ("advice_not_followed", "Advice not followed", "advno", Area.ADVICE, "✗", _MOD,
        "What had been advised was not done; the reason is part of the entry where known.")
    TREATMENT_REFUSED = ("treatment_refused", "Treatment refused", "refus", Area.ADVICE, "✗", _HIGH,
        "A person with parental responsibility refused treatment that was recommended.")
    DELAY_IN_SEEKING_CARE = ("delay_in_seeking_care", "Delay in seeking care", "delay", Area.ADVICE, "✗", _MOD,
        "Care was sought later than the child's condition or earlier advice called for.")
    EQUIPMENT_NOT_USED = ("equipment_not_used", "Equipment or feeding plan not used", "equip", Area.ADVICE, "✗", _MOD,
        "Splints, glasses, hearing aids, monitors, feeds or other aids were not used as agreed.")
    MONITORING_MISSED = ("monitoring_missed", "Monitoring missed or inaccurate", "monm", Area.ADVICE, "✗", _MOD,
        "Checks that the family had agreed to make, such as blood glucose, were not made or not true.")
    CHILD_MANAGING_OWN_CARE = ("child_managing_own_care", "Child left to manage own care", "owncare", Area.ADVICE, "✗", _MOD,
        "The child was left to manage treatment beyond what a child of that age can.")
    # --- prevention
    IMMUNISATION_GIVEN = ("immunisation_given", "Immunisation given", "imm vacc", Area.PREVENTION, "✓", _NONE,
        "A vaccine dose was given.")
    IMMUNISATION_DECLINED = ("immunisation_declined", "Immunisation declined", "immd", Area.PREVENTION, "~", _NO,
        "A vaccine was offered and declined. A choice, listed apart from missed.")
    IMMUNISATION_MISSED = ("immunisation_missed", "Immunisation missed", "immm", Area.PREVENTION, "✗", _LOW,
        "A vaccine was due or booked and was not given, without having been declined.")
    REVIEW_DONE = ("review_done", "Health visiting review done", "hvr", Area.PREVENTION, "✓", _NONE,
        "A health visiting or school nursing review took place.")
    REVIEW_MISSED = ("review_missed", "Health visiting review missed", "hvrm", Area.PREVENTION, "✗", _LOW,
        "A health visiting or school nursing review was offered and did not take place.")
    SCREENING = ("screening", "Screening", "scr", Area.PREVENTION, "·", _NO, "A screening test or its result.")
    VISION = ("vision", "Vision", "vis", Area.PREVENTION, "·", _NO, "Eyesight: test, glasses or concern.")
    HEARING = ("hearing", "Hearing", "hear", Area.PREVENTION, "·", _NO, "Hearing: test, aids or concern.")
    # --- dental
    DENTAL_CHECK = ("dental_check", "Dental check", "dent", Area.DENTAL, "✓", _NONE, "A dental examination took place.")
    DENTAL_TREATMENT = ("dental_treatment", "Dental treatment", "denttx", Area.DENTAL, "·", _NO, "Dental treatment was given.")
    DENTAL_PAIN = ("dental_pain", "Dental pain", "dentpain", Area.DENTAL, "!", _MOD, "The child had pain from teeth or mouth.")
    DENTAL_EXTRACTION_GA = ("dental_extraction_ga", "Dental extraction under anaesthetic", "dentga", Area.DENTAL, "!", _HIGH,
        "Teeth were taken out under general anaesthetic.")
    DENTAL_DECAY = ("dental_decay", "Dental decay noted", "decay", Area.DENTAL, "·", _MOD,
        "A dentist or other professional noted decay.")
    URGENT_DENTAL = ("urgent_dental", "Urgent dental care", "denturg", Area.DENTAL, "!", _MOD,
        "The child needed unplanned dental care.")
    # --- growth and measures
    WEIGHT = ("weight", "Weight", "wt", Area.GROWTH, "·", _NO, "A weight was measured.")
    HEIGHT = ("height", "Height or length", "ht", Area.GROWTH, "·", _NO, "A height or length was measured.")
    HEAD_CIRCUMFERENCE = ("head_circumference", "Head circumference", "ofc hc", Area.GROWTH, "·", _NO,
        "A head circumference was measured.")
    HBA1C = ("hba1c", "HbA1c", "a1c", Area.GROWTH, "·", _NO, "Glycated haemoglobin was measured, in mmol/mol.")
    PEAK_FLOW = ("peak_flow", "Peak flow", "pef", Area.GROWTH, "·", _NO, "Peak expiratory flow was measured.")
    MEASURE = ("measure", "Other measure", "meas", Area.GROWTH, "·", _NO, "Another measure with a value and a unit.")
    # --- injury and symptoms
    INJURY = ("injury", "Injury", "inj", Area.INJURY, "!", _MOD, "An injury other than a bruise or burn.")
    BURN = ("burn", "Burn or scald", "burn", Area.INJURY, "!", _HIGH, "A burn or scald.")
    INGESTION = ("ingestion", "Ingestion", "ingest", Area.INJURY, "!", _HIGH,
        "The child swallowed or breathed in something harmful.")
    BRUISE = ("bruise", "Bruise", "bru", Area.INJURY, "!", _MOD, "A bruise was seen.")
    SYMPTOM_REPORTED = ("symptom_reported", "Symptom reported", "sxr", Area.INJURY, "·", _NO,
        "A carer or the child reported a symptom.")
    SYMPTOM_OBSERVED = ("symptom_observed", "Symptom observed", "sxo", Area.INJURY, "·", _NO,
        "A professional saw or measured a symptom or sign.")
    SELF_HARM = ("self_harm", "Self-harm", "sh", Area.INJURY, "!", _HIGH, "The child harmed themselves or tried to.")
    # --- pregnancy and birth
    BOOKING = ("booking", "Pregnancy booking", "anbook", Area.BIRTH, "·", _NO, "The first midwifery booking appointment.")
    ANTENATAL_ATTENDED = ("antenatal_attended", "Antenatal attended", "anc", Area.BIRTH, "✓", _NONE,
        "An antenatal appointment was kept.")
    ANTENATAL_MISSED = ("antenatal_missed", "Antenatal missed", "anm", Area.BIRTH, "✗", _LOW,
        "An antenatal appointment was not kept.")
    BIRTH = ("birth", "Birth", "born", Area.BIRTH, "*", _NO, "The birth of the child.")
    NEONATAL_STAY = ("neonatal_stay", "Neonatal stay", "nicu scbu", Area.BIRTH, "!", _NO,
        "The newborn stayed in a neonatal unit.")
    # --- safeguarding process
    CONCERN_RAISED = ("concern_raised", "Concern raised with family", "concern", Area.SAFEGUARDING, "»", _NO,
        "A professional told the family of a concern and what needs to change.")
    AGREEMENT = ("agreement", "Agreement with family", "agr", Area.SAFEGUARDING, "»", _NO,
        "The family and professionals agreed what each will do.")
    REFERRAL = ("referral", "Referral made", "ref", Area.SAFEGUARDING, "»", _NO,
        "A referral to children's social care or to another service.")
    REFERRAL_CLOSED = ("referral_closed", "Referral closed, no further action", "nfa", Area.SAFEGUARDING, "»", _NO,
        "A referral was closed with no further action.")
    STRATEGY_MEETING = ("strategy_meeting", "Strategy meeting", "strat", Area.SAFEGUARDING, "»", _NO,
        "A strategy discussion under section 47 of the Children Act 1989.")
    CP_MEDICAL = ("cp_medical", "Child protection medical", "cpmed", Area.SAFEGUARDING, "»", _NO,
        "A child protection medical assessment was considered, offered or done.")
    CONFERENCE = ("conference", "Child protection conference", "icpc conf rcpc", Area.SAFEGUARDING, "»", _NO,
        "An initial or review child protection conference.")
    PLAN_MADE = ("plan_made", "Plan made", "planm", Area.SAFEGUARDING, "»", _NO,
        "A child protection, Child in Need or early help plan was made.")
    PLAN_REVIEWED = ("plan_reviewed", "Plan reviewed", "planrev", Area.SAFEGUARDING, "»", _NO, "A plan was reviewed.")
    CIN_MEETING = ("cin_meeting", "CiN or core group meeting", "cin cg", Area.SAFEGUARDING, "»", _NO,
        "A Child in Need meeting or core group.")
    DISCHARGE_PLANNING = ("discharge_planning", "Discharge planning meeting", "dpm", Area.SAFEGUARDING, "»", _NO,
        "Professionals and family planned the child's discharge from hospital.")
    STEPPED_DOWN = ("stepped_down", "Stepped down", "stepdown", Area.SAFEGUARDING, "»", _NO, "The level of help was reduced.")
    CASE_CLOSED = ("case_closed", "Closed", "clsd", Area.SAFEGUARDING, "»", _NO, "A service closed the case.")
    ESCALATION = ("escalation", "Escalation", "esc", Area.SAFEGUARDING, "»", _NO,
        "A professional disagreement was taken to the next stage.")
    SUPERVISION = ("supervision", "Supervision", "supv", Area.SAFEGUARDING, "»", _NO,
        "The case was discussed in safeguarding supervision.")
    MISSING_EPISODE = ("missing_episode", "Missing episode", "missep", Area.SAFEGUARDING, "!", _NO,
        "The child was reported missing.")
    # --- family and household
    MOVE = ("move", "Move of home", "mov", Area.FAMILY, "·", _NO, "The child's home changed.")
    CHANGE_OF_GP = ("change_of_gp", "Change of GP", "newgp", Area.FAMILY, "·", _NO, "The child's GP practice changed.")
    CHANGE_OF_SCHOOL = ("change_of_school", "Change of school", "newschool", Area.FAMILY, "·", _NO,
        "The child's school or nursery changed.")
    NEW_ADULT = ("new_adult", "New adult in household", "newadult", Area.FAMILY, "·", _NO, "An adult joined the household.")
    CARER_LEFT = ("carer_left", "Carer left", "carerleft", Area.FAMILY, "·", _NO, "A carer left the household.")
    CARER_PHYSICAL_HEALTH = ("carer_physical_health", "Carer's physical health", "cph", Area.FAMILY, "·", _NO,
        "Physical illness or disability of a carer that bears on the child's care.")
    CARER_MENTAL_HEALTH = ("carer_mental_health", "Carer's mental health", "cmh", Area.FAMILY, "·", _NO,
        "Mental ill health of a carer that bears on the child's care.")
    SUBSTANCE_MISUSE = ("substance_misuse", "Substance misuse", "subs", Area.FAMILY, "·", _NO,
        "Misuse of alcohol or drugs in the household.")
    DOMESTIC_ABUSE = ("domestic_abuse", "Domestic abuse", "dv da", Area.FAMILY, "!", _NO,
        "Domestic abuse that the child saw, heard or lived with.")
    BEREAVEMENT = ("bereavement", "Bereavement", "bereaved", Area.FAMILY, "·", _NO, "A death close to the child.")
    IMPRISONMENT = ("imprisonment", "Imprisonment", "impr", Area.FAMILY, "·", _NO,
        "A family member went to or came out of prison.")
    FAMILY_OTHER = ("family_other", "Family: other", "fam", Area.FAMILY, "·", _NO, "Another change in the family or household.")
    # --- child's voice and daily life
    CHILD_WORDS = ("child_words", "Child's words", "cw", Area.VOICE, "“", _NO,
        "What the child said, in the child's own words.")
    WISHES = ("wishes", "Wishes and feelings", "wf", Area.VOICE, "“", _NO,
        "The child's wishes and feelings, however they were shown.")
    CHILD_OBSERVED = ("child_observed", "Observation of the child", "obs", Area.VOICE, "“", _NO,
        "What a professional saw of the child.")
    DAY_IN_LIFE = ("day_in_life", "Day in the life", "dil", Area.VOICE, "“", _NO,
        "An account of what an ordinary day is like for the child.")
    SCHOOL_OBSERVATION = ("school_observation", "School observation", "sch", Area.VOICE, "“", _NO,
        "What school or nursery noticed of the child.")
    # --- strength
    ENGAGEMENT = ("engagement", "Engagement", "eng", Area.STRENGTH, "+", _NONE,
        "The family worked with a service in a way that helped the child.")
    IMPROVEMENT = ("improvement", "Improvement", "imprv", Area.STRENGTH, "+", _NONE,
        "The child's health, care or circumstances improved.")
    PROTECTIVE_FACTOR = ("protective_factor", "Protective factor", "pf", Area.STRENGTH, "+", _NONE,
        "A person, place or skill that protects the child.")
    SUPPORT_ACCEPTED = ("support_accepted", "Support accepted", "sa", Area.STRENGTH, "+", _NONE,
        "The family accepted help that was offered.")
    # --- other
    NOTE = ("note", "Note", "n", Area.OTHER, "·", _NO, "A dated fact that no other kind describes.")
    OTHER = ("other", "Other", "oth", Area.OTHER, "·", _NO, "Anything else; an entry is never forced into a kind.")
    # fmt: on


@cache
def kind_index() -> dict[str, Kind]:
    """Return every code, label and alias, folded, with its kind; no two kinds share one (a test holds this)."""
    index: dict[str, Kind] = {}
    for kind in Kind:
        for name in (kind.value, kind.label, kind.value.replace("_", " "), *kind.aliases):
            index.setdefault(fold(name), kind)
    return index


def kind_for(words: str) -> Kind | None:
    """Return the kind that a code, label or alias names, or None; case and white space do not matter."""
    return kind_index().get(fold(words))
