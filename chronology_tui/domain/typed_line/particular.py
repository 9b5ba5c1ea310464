"""What the kind asks of the rest of the line: medicine and dose, days supplied, due dates, the service, what is still missing."""

from __future__ import annotations

import re

from chronology_tui.domain.care_services import recognise_service
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import ImmunisationDetails, MeasurementDetails, MedicineDetails, ReviewDetails
from chronology_tui.domain.text import fold
from chronology_tui.domain.typed_line.measures import MEASURED
from chronology_tui.domain.typed_line.reading import Part, Planned
from chronology_tui.domain.typed_line.working import Working, shown

_IMMUNISATIONS = frozenset({Kind.IMMUNISATION_GIVEN, Kind.IMMUNISATION_DECLINED, Kind.IMMUNISATION_MISSED})
_REVIEWS = frozenset({Kind.REVIEW_DONE, Kind.REVIEW_MISSED})
_NAMED_MEDICINE = frozenset({
    Kind.PRESCRIBED, Kind.SUPPLIED, Kind.NOT_COLLECTED, Kind.DOSE_MISSED, Kind.WRONGLY_GIVEN, Kind.STOPPED_BY_FAMILY,
})  # fmt: skip
_STRENGTH = re.compile(r"\d[\d.,/]*(?:mg|mcg|micrograms?|g|ml|units?|%|iu|mmol)(?:/[\w.]+)?[,;.]?", re.IGNORECASE)
_FORMS = frozenset({
    "capsule", "capsules", "cream", "drops", "emollient", "gel", "inhaler", "inhalers", "injection", "liquid", "lotion",
    "ointment", "patch", "patches", "pen", "pens", "sachet", "sachets", "spray", "suppositories", "suspension", "syrup", "tablet",
    "tablets",
})  # fmt: skip
_FREQUENCY = frozenset({"bd", "daily", "mane", "nocte", "od", "prn", "qds", "stat", "tds"})
_NOT_A_MEDICINE = frozenset({
    "a", "again", "all", "and", "another", "any", "at", "both", "by", "carer", "child", "child's", "collected", "course",
    "dad", "dose", "doses", "each", "every", "extra", "family", "father", "for", "further", "given", "gp", "he", "her", "his",
    "in", "issue", "issued", "last", "late", "less", "medication", "medicine", "medicines", "missed", "mother", "mum", "new",
    "no", "not", "of", "on", "one", "only", "or", "out", "parents", "pharmacist", "pharmacy", "prescription", "rang",
    "refill", "refused", "repeat", "said", "same", "second", "she", "some", "stopped", "supply", "the", "their", "they",
    "third", "three", "to", "two", "usual", "was", "were", "with", "without",
})  # fmt: skip
_MEDICINE_WORDS = 4
_HEAD = re.compile(r"[^;:,.]{2,60}")


def take_service(line: Working, kind: Kind | None) -> None:
    """Understand the service of an appointment from its words when no ``@service`` was typed."""
    if kind is None or kind.area is not Area.APPOINTMENTS or "service" in line.fields:
        return
    words = line.leading_words(8)
    if not words or line.is_verbatim(words[0].start()):
        return
    start, stop = words[0].start(), words[-1].end()
    head = _HEAD.match(line.free, start, stop)
    typed = head[0].rstrip() if head else ""
    after = line.free[start + len(typed) : stop].lstrip()[:1] if head else ""
    service = recognise_service(typed) if not after or after in ";:,." else None
    if service is not None and (fold(typed) == fold(service) or " " not in typed):
        line.fields["service"] = service
        end = start + len(typed)
        line.take(start, end + (line.free[end : end + 1] in {";", ":", ","}), Part.SERVICE, f"service: {service}")
        return
    service = recognise_service(line.free)
    if service is not None:
        line.fields["service"] = service  # the words stay in the summary


def take_medicine(line: Working, kind: Kind | None) -> None:
    """Fill the details of a medicine. Its name is read from the words, where they stay, only before a strength or a form."""
    if kind is None or kind.area is not Area.MEDICINES:
        _give_back(line)
        return
    values: dict[str, object] = {}
    if line.medicine:
        values["medicine"] = line.medicine
    elif kind in _NAMED_MEDICINE:
        values.update(_named_medicine(line))
    if line.days_supplied is not None:
        values["days_supplied"] = line.days_supplied
    if line.due is not None and not line.owner:
        values["due"] = line.due
    if values:
        line.fields["details"] = MedicineDetails.model_validate(values)


def _give_back(line: Working) -> None:
    """Put marks that only medicines have back among the words of another kind."""
    given = [span for span in line.spans if span.part is Part.MEDICINE]
    if not given:
        return
    line.spans = [span for span in line.spans if span.part is not Part.MEDICINE]
    pieces, last = [], 0
    for span in given:
        pieces += [line.free[last : span.start], line.text[span.start : span.end]]
        last = span.end
    line.free = "".join((*pieces, line.free[last:]))
    typed = line.text[given[0].start : given[0].end]
    line.hint(f"{shown(typed)} stays in the words: it belongs to kinds of medicines, such as rx or sup")


def _named_medicine(line: Working) -> dict[str, object]:
    """Return the medicine and dose that the first words name: at most four words and then a strength, a form, or ``x28d``."""
    words = line.leading_words(_MEDICINE_WORDS + 3)
    name: list[int] = []
    dose: list[int] = []
    for place, word in enumerate(words):
        typed = word[0]
        plain = fold(typed.rstrip(",;:."))
        if _STRENGTH.fullmatch(typed):
            dose = [place]
            following = words[place + 1 : place + 2]
            if typed[-1] not in ",;" and following and fold(following[0][0].rstrip(",;.")) in _FREQUENCY:
                dose.append(place + 1)
            break
        if plain in _NOT_A_MEDICINE or not plain.replace("-", "").isalpha() or len(name) == _MEDICINE_WORDS:
            return {}
        name.append(place)
        if plain in _FORMS or typed[-1] in ",;:.":
            break
    sure = bool(dose) or (name and fold(words[name[-1]][0].rstrip(",;:.")) in _FORMS and len(name) > 1)
    if not sure and line.days_supplied is not None and name and len(name) <= 2:
        sure = len(name) == len(words) or words[name[-1]][0][-1] in ",;:."
    if not sure or not name:
        return {}
    for place in (*name, *dose):
        what = "dose" if place in dose else "medicine"
        line.meanings[words[place].start()] = (Part.MEDICINE, f"{what}; stays in the summary")
    named = {"medicine": " ".join(words[n][0] for n in name).rstrip(",;:.")}
    return {**named, "dose": " ".join(words[n][0] for n in dose).rstrip(",;:.")} if dose else {**named}


def take_due(line: Working, kind: Kind | None, summary: str) -> Planned | None:
    """Give a due date to the details of the kind where they have one; else return what was agreed to be done.

    With ``due:`` or ``owner:`` the text of ``action:`` is what is to be done, not what was done.
    """
    if line.due is None and not line.owner:
        return None
    if not line.owner:
        if kind in _IMMUNISATIONS:
            line.fields["details"] = ImmunisationDetails(due=line.due)
            return None
        if kind in _REVIEWS:
            line.fields["details"] = ReviewDetails(due=line.due)
            return None
        if kind is not None and kind.area is Area.MEDICINES:
            return None
    what = line.fields.pop("action", "")
    if not what:
        line.hint('say what is to be done: action:"…"')
    return Planned(what or summary or (kind or Kind.NOTE).label, line.owner, line.due)


def missing(line: Working, kind: Kind, summary: str) -> tuple[str, ...]:
    """Return what a good entry of ``kind`` still lacks, in a fixed order."""
    details = line.fields.get("details")
    wanted = {
        "service": kind.area is Area.APPOINTMENTS and "service" not in line.fields,
        "value with unit": kind in MEASURED and not isinstance(details, MeasurementDetails),
        "days supplied": kind is Kind.SUPPLIED and getattr(details, "days_supplied", None) is None,
        "child's words": kind is Kind.CHILD_WORDS
        and "child_voice" not in line.fields
        and '"' not in summary
        and "“" not in summary,
        "what happened": not summary and kind not in MEASURED and (kind.area is not Area.APPOINTMENTS),
        "severity": kind.suggested_severity > 0 and "severity" not in line.fields,
        "source": not line.source,
    }
    return tuple(name for name, lacks in wanted.items() if lacks)
