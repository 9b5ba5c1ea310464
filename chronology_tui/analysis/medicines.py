"""Which medicine an entry is about: so that "Keppra 250 mg" and "levetiracetam liquid" count as one.

Names are one only where that is sure: the same words once strength, form and frequency are left out, or a brand of the table
below and its substance. All other names stay apart. The table is for counting entries, never for prescribing: two brands of one
substance need not be exchangeable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from chronology_tui.domain.records import Event, MedicineDetails
from chronology_tui.domain.text import fold, one_line

SEIZURES = "an anti-seizure medicine"
INSULIN = "insulin"

_KNOWN: tuple[tuple[str, str, str], ...] = (
    # substance, brands that hold it and nothing else, why one missed dose is dangerous
    ("levetiracetam", "keppra desitrend", SEIZURES),
    ("sodium valproate", "epilim episenta", SEIZURES),
    ("carbamazepine", "tegretol", SEIZURES),
    ("oxcarbazepine", "trileptal", SEIZURES),
    ("lamotrigine", "lamictal", SEIZURES),
    ("topiramate", "topamax", SEIZURES),
    ("clobazam", "frisium perizam tapclob", SEIZURES),
    ("phenobarbital", "phenobarbitone", SEIZURES),
    ("phenytoin", "epanutin", SEIZURES),
    ("ethosuximide", "zarontin", SEIZURES),
    ("lacosamide", "vimpat", SEIZURES),
    ("vigabatrin", "sabril kigabeq", SEIZURES),
    ("zonisamide", "zonegran", SEIZURES),
    ("insulin aspart", "novorapid fiasp", INSULIN),
    ("insulin lispro", "humalog", INSULIN),
    ("insulin glargine", "lantus toujeo", INSULIN),
    ("insulin detemir", "levemir", INSULIN),
    ("insulin degludec", "tresiba", INSULIN),
    ("insulin", "", INSULIN),
    ("salbutamol", "ventolin salamol airomir", ""),
    ("terbutaline", "bricanyl", ""),
    ("beclometasone", "clenil qvar", ""),
    ("fluticasone", "flixotide", ""),
    ("montelukast", "singulair", ""),
    ("midazolam", "buccolam epistatus", ""),
    ("macrogol", "movicol laxido cosmocol", ""),
    ("methylphenidate", "concerta equasym medikinet ritalin", ""),
    ("melatonin", "circadin slenyto", ""),
)
_SUBSTANCE: Mapping[str, str] = MappingProxyType(
    {name: substance for substance, brands, _ in _KNOWN for name in (substance, *brands.split())}
)
_CRITICAL: Mapping[str, str] = MappingProxyType({substance: why for substance, _, why in _KNOWN if why})
_RELIEVERS = frozenset({"salbutamol", "terbutaline"})
_NAMES = re.compile(
    rf"(?<![\w-])(?:{'|'.join(re.escape(name) for name in sorted(_SUBSTANCE, key=lambda n: (-len(n), n)))})(?![\w-])"
)
_STRENGTH = re.compile(
    r"(?<!\w)\d[\d.,]*\s*(?:mg|mcg|micrograms?|milligrams?|g|ml|units?|%|iu|mmol)?(?:\s*/\s*[\d.]*\s*(?:mg|mcg|g|ml|dose|puff|actuation)s?)?"
    r"(?!\w)"
)
_FORM = frozenset({
    "bd", "capsule", "capsules", "cream", "daily", "dose", "doses", "drops", "elixir", "inhaler", "inhalers", "liquid", "mane",
    "mr", "nocte", "od", "ointment", "oral", "patch", "patches", "prn", "puffs", "qds", "sachet", "sachets", "solution", "spray",
    "sugar-free", "suspension", "syrup", "tablet", "tablets", "tds", "the",
})  # fmt: skip
_NOT_INHALED = re.compile(r"(?<!\w)(?:nebul\w*|neb|nebs|syrup|liquid|oral|tablets?|injection|infusion|intravenous|iv)(?!\w)")
_NUMBERS = MappingProxyType({"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6})
_INHALERS = re.compile(
    r"(?<![\w/.])(?P<n>[1-9]|1\d|one|two|three|four|five|six)(?: x)? (?:(?:new|more|further|extra|reliever|blue|salbutamol"
    r"|ventolin|salamol|airomir|bricanyl|terbutaline) )*inhalers?(?!\w)"
    r"|(?<!\w)(?:inhalers?|salbutamol|ventolin|salamol|airomir|bricanyl|terbutaline) ?x ?(?P<m>[1-9]|1\d)(?![\w.])"
)


@dataclass(frozen=True, slots=True)
class Medicine:
    """A medicine that an entry names.

    Attributes:
        key: what its names have in common. name: its words for a reader.
        critical: why a single missed dose is dangerous, by the table; empty when the table does not say.
    """

    key: str
    name: str
    critical: str


def medicine_named(name: str) -> Medicine | None:
    """Return the medicine of a name as written in its own field, or None when nothing but a strength or form is there."""
    folded = fold(name)
    known = _known(folded)
    if known is not None:
        return known
    words = [word.strip(".,;:()") for word in _STRENGTH.sub(" ", folded).split()]
    key = " ".join(word for word in words if word and word not in _FORM)
    return Medicine(key, one_line(name), "") if key else None


def _known(folded: str) -> Medicine | None:
    """Return the one substance of the table that the words name, or None when they name none or several."""
    found = {_SUBSTANCE[match[0]] for match in _NAMES.finditer(folded)}
    if len(found) != 1:
        return None
    substance = found.pop()
    return Medicine(substance, substance, _CRITICAL.get(substance, ""))


def medicine_of(event: Event) -> Medicine | None:
    """Return the medicine that an entry is about: by its own field, or else the one medicine of the table in its words."""
    details = event.details if isinstance(event.details, MedicineDetails) else None
    if details is not None and details.medicine:
        return medicine_named(details.medicine)
    return _known(fold(event.summary)) if event.summary else None


def marked_critical(event: Event) -> bool:
    """Whether the worker marked the medicine as critical."""
    return isinstance(event.details, MedicineDetails) and event.details.critical


def is_reliever(event: Event) -> bool:
    """Whether an entry is about a reliever inhaler: so marked, or salbutamol or terbutaline that is not said to be no inhaler."""
    if isinstance(event.details, MedicineDetails) and event.details.reliever:
        return True
    medicine = medicine_of(event)
    if medicine is None or medicine.key not in _RELIEVERS:
        return False
    return _NOT_INHALED.search(fold(_all_words(event))) is None


def inhalers(event: Event) -> int | None:
    """Return how many inhalers the words of an entry give, or None when they do not say, or give two numbers."""
    read = {_number(match["n"] or match["m"]) for match in _INHALERS.finditer(fold(_all_words(event)))}
    return read.pop() if len(read) == 1 else None


def _number(text: str) -> int:
    return _NUMBERS[text] if text in _NUMBERS else int(text)


def _all_words(event: Event) -> str:
    details = event.details if isinstance(event.details, MedicineDetails) else None
    return " ; ".join(filter(None, (details.medicine, details.dose, event.summary) if details else (event.summary,)))


def by_medicine(events: Iterable[Event]) -> tuple[dict[str, tuple[Medicine, list[Event]]], list[Event]]:
    """Return entries by medicine in order of their first entry, and those that name none."""
    groups: dict[str, tuple[Medicine, list[Event]]] = {}
    unnamed: list[Event] = []
    for event in events:
        medicine = medicine_of(event)
        if medicine is None:
            unnamed.append(event)
        else:
            groups.setdefault(medicine.key, (medicine, []))[1].append(event)
    return groups, unnamed
