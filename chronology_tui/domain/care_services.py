"""Which health service words name: so that "physio", "Physiotherapy" and "physiotherapy clinic" count as one.

The table holds the services that children in the UK commonly meet, each with the stems by which letters and print-outs name it.
Recognition is cautious: words that name two services, or none, are left alone, since a wrong service would make a false run of
missed appointments. Only a service is recognised, never an illness: "asthma clinic" is one, "asthma" is not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from chronology_tui.domain.text import fold, one_line


@dataclass(frozen=True, slots=True)
class CareService:
    """A known service.

    Attributes:
        name: the display name, such as "Orthopaedics".
        spoken: its words before "appointments" in running text, such as "orthopaedic".
        phrases: how it is named: words, each exact or, with a star, the beginning of a word.
        whole: short forms that name it only when they are all that is written, since they mean other things in a sentence.
    """

    name: str
    spoken: str
    phrases: tuple[str, ...]
    whole: tuple[str, ...] = ()


def _service(name: str, phrases: str, whole: str = "", spoken: str = "") -> CareService:
    split = [phrase.strip() for phrase in phrases.split(",")]
    return CareService(name, spoken or name.lower(), tuple(split), tuple(filter(None, (w.strip() for w in whole.split(",")))))


CARE_SERVICES: tuple[CareService, ...] = (
    # --- general and community
    _service("Paediatrics", "paed, paeds, paediatric*, pediatric*, children's clinic", spoken="paediatric"),
    _service("Community paediatrics", "community paediatric*, community paed, community paeds, community pediatric*",
             spoken="community paediatric"),
    _service("Child development centre", "child development centre, child development clinic, child development team", "cdc"),
    _service("Neurodevelopmental service", "neurodevelopmental*, neurodisability, autism assessment*, autism clinic,"
             " adhd clinic"),
    _service("GP", "gp, gp's, general practi*, practice nurs*, gp surgery, gp practice", "doctor, doctor's", spoken="GP"),
    _service("Health visiting", "health visit*, hv, hv's", "0-19, 0-19 service, 0–19 service"),
    _service("School nursing", "school nurs*", "sn"),
    _service("Community nursing", "community nurs*, children's nurs*, children's community nurs*, ccn, ccns, outreach nurs*",
             spoken="community nursing"),
    _service("Family nurse partnership", "family nurse*, fnp"),
    _service("Immunisation clinic", "immunisation clinic, immunisation team, immunisations clinic, vaccination clinic,"
             " vaccination team"),
    _service("Midwifery", "midwi*, community midwi*"),
    _service("Antenatal clinic", "antenatal clinic, ante natal clinic"),
    _service("Maternity", "maternity"),
    _service("Neonatal follow-up", "neonatal follow*, neonatal clinic, neonatal outreach", spoken="neonatal follow-up"),
    # --- therapies
    _service("Physiotherapy", "physio, physios, physiotherap*"),
    _service("Occupational therapy", "occupational therap*, ot, ots"),
    _service("Speech and language therapy", "speech and language*, speech language*, speech therap*, slt, salt clinic,"
             " salt team", "salt, s&lt"),
    _service("Dietetics", "dietetic*, dietician*, dietitian*", spoken="dietitian"),
    _service("Orthotics", "orthotic*, orthotist*, splint clinic"),
    _service("Podiatry", "podiatr*, chiropod*"),
    _service("Wheelchair service", "wheelchair service*, wheelchair clinic, wheelchair assessment*"),
    _service("Play therapy", "play therap*"),
    _service("Feeding clinic", "feeding clinic, feeding team"),
    # --- mental health
    _service("CAMHS", "camhs, child and adolescent mental health*, children and young people's mental health*, cypmhs,"
             " cyp mental health*",
             spoken="CAMHS"),
    _service("Psychology", "psychology, psychologist*"),
    _service("Psychiatry", "psychiatry, psychiatrist*"),
    _service("Counselling", "counselling, counsellor*"),
    # --- teeth, eyes, ears
    _service("Dentist", "dentist*, dental*, community dental*", spoken="dental"),
    _service("Orthodontics", "orthodontic*, orthodontist*", spoken="orthodontic"),
    _service("Ophthalmology", "ophthalm*, eye clinic, eye hospital, eye department", "eyes"),
    _service("Orthoptics", "orthoptic*, orthoptist*", spoken="orthoptic"),
    _service("Optician", "optician*, optometr*"),
    _service("Audiology", "audiolog*, hearing clinic, hearing aid clinic"),
    _service("ENT", "ent, ear nose and throat, ear nose throat, otolaryng*", spoken="ENT"),
    # --- hospital specialties
    _service("Orthopaedics", "orthopaed*, orthoped*, t&o, trauma and orthop*, fracture clinic, hip clinic", "ortho, orthop",
             spoken="orthopaedic"),
    _service("Cardiology", "cardiology, cardiologist*, cardiac clinic, heart clinic"),
    _service("Neurology", "neurology, neurologist*"),
    _service("Epilepsy clinic", "epilepsy clinic*, epilepsy nurs*, epilepsy service, epilepsy team", "epilepsy"),
    _service("Neurosurgery", "neurosurg*", spoken="neurosurgical"),
    _service("Respiratory clinic", "respiratory clinic*, respiratory nurs*, respiratory team, respiratory service,"
             " respiratory follow*,"
             " respiratory consultant*, respiratory physician*, chest clinic", "respiratory"),
    _service("Asthma clinic", "asthma clinic*, asthma nurs*", "asthma"),
    _service("Sleep clinic", "sleep clinic, sleep service"),
    _service("Allergy clinic", "allergy clinic*, allergy nurs*, allergy service, allergist*", "allergy"),
    _service("Dermatology", "dermatolog*, skin clinic, eczema clinic, eczema nurs*", "derm"),
    _service("Diabetes clinic", "diabetes clinic*, diabetic clinic*, diabetes nurs*, diabetes team,"
             " diabetes service", "diabetes"),
    _service("Endocrinology", "endocrinolog*, endocrine clinic", "endocrine"),
    _service("Gastroenterology", "gastroenterology, gastroenterologist*, gastro clinic", "gastro"),
    _service("Renal clinic", "nephrolog*, renal clinic, renal team, kidney clinic", "renal"),
    _service("Urology", "urology, urologist*"),
    _service("Continence service", "continence clinic, continence service, continence nurs*, continence team, enuresis clinic,"
             " bladder and bowel*, bowel and bladder*", "continence"),
    _service("Haematology", "haematolog*, hematolog*, sickle cell clinic", "haem"),
    _service("Oncology", "oncology, oncologist*"),
    _service("Rheumatology", "rheumatolog*"),
    _service("Immunology", "immunology, immunologist*"),
    _service("Genetics", "genetics, geneticist*, genetic clinic, genetic counsel*"),
    _service("Metabolic clinic", "metabolic clinic, metabolic team", "metabolic"),
    _service("Paediatric surgery", "paediatric surg*, pediatric surg*, surgical clinic, surgical outpatient*, surgical follow*",
             spoken="paediatric surgery"),
    _service("Plastic surgery", "plastic surg*, burns clinic", "plastics"),
    _service("Cleft clinic", "cleft clinic, cleft team, cleft service", "cleft"),
    _service("Gynaecology", "gynaecolog*", spoken="gynaecology"),
    _service("Sexual health clinic", "sexual health clinic, sexual health service"),
    _service("Palliative care", "palliative care*, hospice"),
    _service("Radiology", "radiology, x ray department, imaging department, ultrasound department"),
    _service("Phlebotomy", "phlebotom*, blood test clinic"),
    _service("Emergency department", "emergency department, emergency dept, a&e, a e, accident and emergency,"
             " casualty", "ed, ae, a and e"),
    _service("Urgent treatment centre", "urgent treatment centre, urgent care centre, minor injur* unit,"
             " walk in centre", "utc, miu"),
)  # fmt: skip
"""The services that are known by name. Where one phrase is the beginning of a longer one, the longer one is meant."""

_BY_NAME = MappingProxyType({fold(service.name): service for service in CARE_SERVICES})

_WORD = re.compile(r"[^\W_]+(?:['&][^\W_]+)*")
_GENERAL = {"Paediatrics", "Community paediatrics"}
"""Services whose name is also a describing word: "paediatric physiotherapy" is physiotherapy."""
_BETWEEN = {"consultant", "specialist", "outpatient", "outpatients", "clinic", "s"}
_GENERIC = {
    "appointment", "appointments", "clinic", "clinics", "department", "dept", "follow", "out", "outpatient", "outpatients",
    "patient", "patients", "service", "services", "session", "sessions", "team", "the", "unit", "up",
}  # fmt: skip
"""Words that say nothing about which service it is."""

_Phrase = tuple[tuple[str, ...], CareService]


def _index() -> dict[str, tuple[_Phrase, ...]]:
    """Return the phrases by the first three letters of their first word, the longest phrase first."""
    index: dict[str, list[_Phrase]] = defaultdict(list)
    for service in CARE_SERVICES:
        for phrase in (*service.phrases, service.name.lower()):
            words = tuple(phrase.replace("-", " ").split())
            index[words[0].rstrip("*")[:3]].append((words, service))
    return {start: tuple(sorted(phrases, key=lambda p: (-len(p[0]), p[0]))) for start, phrases in index.items()}


_INDEX = MappingProxyType(_index())
_WHOLE = MappingProxyType({fold(short): service for service in CARE_SERVICES for short in service.whole})


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text).replace("’", "'"))


def _fits(stem: str, word: str) -> bool:
    return word.startswith(stem[:-1]) if stem.endswith("*") else word == stem


def _named(words: list[str]) -> Iterator[tuple[CareService, int, int]]:
    """Yield each service that the words name, with the place of its first word and of the word after it."""
    place = 0
    while place < len(words):
        for stems, service in _INDEX.get(words[place][:3], ()):
            end = place + len(stems)
            if end <= len(words) and all(_fits(stem, word) for stem, word in zip(stems, words[place:end], strict=True)):
                yield service, place, end
                place = end
                break
        else:
            place += 1


def _only_service(text: str) -> CareService | None:
    whole = _WHOLE.get(fold(text))
    if whole is not None:
        return whole
    words = _words(text)
    found = list(_named(words))
    specific = []
    for n, (service, _, end) in enumerate(found):
        if service.name in _GENERAL and n + 1 < len(found) and set(words[end : found[n + 1][1]]) <= _BETWEEN:
            continue  # "paediatric orthopaedic clinic": the word describes the service that follows it
        specific.append(service)
    return specific[0] if specific and all(service is specific[0] for service in specific) else None


def recognise_service(words: str) -> str | None:
    """Return the display name of the one known service that ``words`` name, or None when they name none or several.

    "Paediatric follow-up: did not attend" gives "Paediatrics"; "Orthopaedic appointment changed by family" gives
    "Orthopaedics"; "Physiotherapist wrote to the GP" names two and gives None.
    """
    service = _only_service(words)
    return service.name if service else None


def service_key(text: str) -> str:
    """Return what two names of one service have in common, for counting; never for display. Empty when no service is named.

    A known service gives its folded display name. Other names are folded, and words that say nothing ("clinic", "team") are
    left out unless nothing else is there.
    """
    service = _only_service(text)
    if service is not None:
        return fold(service.name)
    words = _words(text)
    return " ".join(word for word in words if word not in _GENERIC) or " ".join(words) or fold(text)


def spoken_service(name: str) -> str:
    """Return a service's words before "appointments" in running text: "physiotherapy", "ENT"; as typed when unknown."""
    known = _BY_NAME.get(fold(name))
    return known.spoken if known else one_line(name)
