"""The sentences of the rule "was not brought": read by a named nurse, by a parent, and in court.

They say what is recorded, with numerator, denominator and time; they never say why it happened, and blame nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chronology_tui.analysis.appointments import Appointment, Role, ServiceCare
from chronology_tui.analysis.attendance import MISSED_KINDS, Offers, Window, kinds_missed
from chronology_tui.analysis.finding import Measure
from chronology_tui.analysis.limits import WNB_IN_A_ROW, WNB_IN_WINDOW, WNB_SINGLE, WNB_WINDOW_MONTHS
from chronology_tui.analysis.own_choice import OWN_HEALTH
from chronology_tui.analysis.reach import Runs
from chronology_tui.analysis.rule import RuleContext
from chronology_tui.analysis.wording import NOT_REASSURANCE, day_words, joined, listed, many, titled, was
from chronology_tui.domain.kinds import Kind

ONLY_GP = "All sources of these entries read as GP records, where missed hospital and clinic appointments are rarely coded."
DENTAL_RATE = "For comparison: 10.8% of community dental appointments were missed in a published count of 1,238 children."


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentences are made from.

    Attributes:
        context: chronology, policy, day looked back from.
        service: the service, or None over all services.
        evidence: the counted entries; window the days they stand in; every all appointments among which they stand.
        rows, missed: rows in a row, as places in ``missed``.
        measures: the numbers of the finding.
        certain: whether a threshold is met in every reading of uncertain dates.
        elsewhere: evidence that stands in the finding of a service too.
    """

    context: RuleContext
    service: ServiceCare | None
    evidence: tuple[Appointment, ...]
    window: Window
    every: tuple[Appointment, ...]
    rows: Runs
    missed: tuple[Appointment, ...]
    measures: Mapping[str, Measure]
    certain: bool
    elsewhere: frozenset[int]

    def number(self, name: str) -> int:
        """Return a count among the measures."""
        value = self.measures[name]
        return value if isinstance(value, int) else 0

    @property
    def only_kind(self) -> Kind | None:
        """The kind of all the evidence, or None when it is mixed."""
        kinds = {a.event.kind for a in self.evidence}
        return next(iter(kinds)) if len(kinds) == 1 else None

    @property
    def what(self) -> str:
        """The words for one such appointment, such as "physiotherapy appointment"."""
        return f"{self.service.spoken} appointment" if self.service else "appointment"

    @property
    def several(self) -> str:
        """The words for all that were offered: "physiotherapy appointments", or for the only one "physiotherapy appointment"."""
        return self.what if self.number("offered") == 1 else f"{self.what}s"


def title(told: Told) -> str:
    """Return the title of a finding in one service: "Not brought to 5 of 8 physiotherapy appointments in 10 months"."""
    return titled(_counted(told, told.several), *_time(told))


def whole_title(told: Told) -> str:
    """Return the title over all services: "Not brought to 4 of 11 appointments in 3 services in 8 months"."""
    services = len({a.service for a in told.evidence if a.service})
    within = f" in {many(services, 'service')}" if services else ""
    return titled(_counted(told, f"{told.several}{within}"), *_time(told))


def _counted(told: Told, several: str) -> str:
    share = f"{told.number('missed'):,} of {told.number('offered'):,} {several}"
    match told.only_kind:
        case Kind.WAS_NOT_BROUGHT:
            return f"Not brought to {share}"
        case Kind.LATE_NOT_SEEN:
            return f"Arrived too late to be seen at {share}"
        case Kind.NO_ACCESS:
            return f"No access at {share}"
        case Kind.ANTENATAL_MISSED:
            return f"{share} not kept"
        case _:
            return f"{share} missed"


def _time(told: Told) -> tuple[str, str]:
    loose = sum(not a.reach.sure for a in told.evidence)
    span = told.window.span
    within = f" on {day_words(told.window.start)}" if span == "one day" else f" in {span}" if told.window.dated else ""
    return within, f" ({loose:,} with an uncertain date)" if loose else ""


def detail(told: Told) -> str:
    """Return the short second line: "Physiotherapy · 10 months"."""
    if told.service:
        return f"{told.service.name} · {told.window.span}"
    services = len({a.service for a in told.evidence if a.service})
    return f"{many(services, 'service') if services else 'no service named'} · {told.window.span}"


def explanation(told: Told) -> str:
    """Return what is recorded in plain sentences."""
    sentences = (
        _lead(told),
        _approximate(told),
        _row(told),
        _dense(told),
        _alone(told),
        *_offers(told),
        _denominator(told),
        *_record(told),
        _dates(told),
        *_caveats(told),
    )
    return " ".join(filter(None, sentences))


def _lead(told: Told) -> str:
    missed, offered = told.number("missed"), told.number("offered")
    when = told.window.between if told.window.dated else "on record"
    antenatal = told.service is not None and told.service.antenatal
    if told.only_kind is Kind.WAS_NOT_BROUGHT:
        if offered == 1:
            return f"The child was not brought to the one {told.what} offered {when}."
        all_of = "either of the 2" if offered == 2 else f"any of the {offered:,}"
        which = all_of if missed == offered else f"{missed:,} of the {offered:,}"
        return f"The child was not brought to {which} {told.several} offered {when}."
    verb = "kept" if antenatal else "missed"
    was_not = "not " if antenatal else ""
    how = "" if antenatal else f": {_kinds(told)}"
    if offered == 1:
        return f"The one {told.what} offered {when} was {was_not}{verb}{how}."
    which = f"None of the {offered:,}" if antenatal and missed == offered else f"{missed:,} of the {offered:,}"
    if antenatal and missed == offered:
        return f"{which} {told.several} offered {when} was kept."
    return f"{which} {told.several} offered {when} {'was' if missed == 1 else 'were'} {was_not}{verb}{how}."


def _kinds(told: Told) -> str:
    counts = kinds_missed(told.evidence)
    return listed((words, counts[kind]) for kind, (_, words) in MISSED_KINDS.items())


def _approximate(told: Told) -> str:
    if not told.window.dated:
        return "None of the missed ones has a usable date."
    return "" if told.window.exact else "The first or the last of them has no certain day, so the time is approximate."


def _row(told: Told) -> str:
    longest = max(told.rows.sure, key=lambda row: (len(row), row), default=())
    if len(longest) < told.context.policy.count(WNB_IN_A_ROW):
        return ""
    seen = "kept" if told.service and told.service.antenatal else "attended"
    if len(longest) == len(told.evidence):
        which = "Both" if len(longest) == 2 else f"All {len(longest):,}"
        return f"{which} are in a row: no {seen} appointment is recorded between them."
    first, last = told.missed[longest[0]].reach, told.missed[longest[-1]].reach
    begins = ("" if first.exact else "about ") + day_words(date.fromordinal(first.first))
    ends = ("" if last.exact else "about ") + day_words(date.fromordinal(last.last))
    days = f", from {begins} to {ends},"
    return f"{len(longest):,} of them are in a row{days} with no {seen} appointment recorded between."


def _dense(told: Told) -> str:
    months = many(told.number("window_months"), "month")
    own, whole = told.number("most_in_window_surest"), told.number("all_services_most_in_window_surest")
    sentences = []
    if own >= told.context.policy.count(WNB_IN_WINDOW):
        sentences.append(f"The most missed in any {months} is {own:,}.")
    if told.service and not told.service.antenatal and whole > own:
        sentences.append(f"Taking all services together, {whole:,} were missed within {months}, some of these among them.")
    return " ".join(sentences)


def _alone(told: Told) -> str:
    plan = sum(a.on_plan for a in told.evidence)
    maybe = sum(a.maybe_on_plan and not a.on_plan for a in told.evidence)
    critical = told.number("critical_care")
    if len(told.evidence) == 1:
        return " ".join(filter(None, (
            "It was missed while the child was on a child protection plan." if plan else "",
            "It may have been missed while the child was on a child protection plan." if maybe else "",
            "The care is marked as critical." if critical else "",
        )))  # fmt: skip
    return " ".join(filter(None, (
        f"{was(plan)} missed while the child was on a child protection plan." if plan else "",
        f"{maybe:,} may have been missed while the child was on a child protection plan." if maybe else "",
        f"{was(critical)} for care that is marked as critical." if critical else "",
    )))  # fmt: skip


def _offers(told: Told) -> tuple[str, ...]:
    ids = {a.place for a in told.evidence}
    inside = [a for a in told.every if a.place in ids or (told.window.holds(a) and a.role is not Role.MISSED)]
    return Offers.of(inside).sentences(missed="not kept" if told.service and told.service.antenatal else "missed")


def _denominator(told: Told) -> str:
    if told.number("attended"):
        return ""
    kept = "kept" if told.service and told.service.antenatal else "attended"
    scope = "at all" if not told.number("record_attended") else "in this time"
    return f"The record holds no {kept} {told.what}s {scope}, so the number offered may be incomplete."


def _record(told: Told) -> tuple[str, ...]:
    """Return what came after, and the whole record, so that the reader sees care that was kept as well."""
    if not told.window.dated:
        return ()
    kept = "kept" if told.service and told.service.antenatal else "attended"
    later = [a for a in told.every if a.reach.first > told.window.last]
    seen = sum(a.role is Role.SEEN for a in later)
    missed = sum(a.role is Role.MISSED for a in later)
    if seen or missed:
        since = f"Since then: {listed(((kept, seen), ('missed', missed)))}."
    else:
        since = f"No later {told.what} is recorded."
    whole = ""
    if told.number("record_attended") and told.number("record_offered") > told.number("offered"):
        whole = (
            f"Over the whole record, {told.number('record_attended'):,} of {told.number('record_offered'):,} offered were {kept}."
        )
    return since, whole


def _dates(told: Told) -> str:
    months = many(told.number("window_months"), "month")

    def reading(which: str) -> str:
        row = f"{told.number(f'longest_row_{which}'):,} in a row and " if told.service else ""
        return f"{row}{told.number(f'most_in_window_{which}'):,} in any {months}"

    if not told.certain:
        return (
            "Whether the threshold is met depends on uncertain dates: in the surest reading there are at most"
            f" {reading('surest')}; in the widest, {reading('widest')}."
        )
    if reading("surest") != reading("widest"):
        return f"If the uncertain dates fall in the widest way, there are {reading('widest')}; the finding stands either way."
    return ""


def _caveats(told: Told) -> tuple[str, ...]:
    read = sum(a.named_by_summary for a in told.evidence)
    unnamed = sum(not a.service for a in told.evidence)
    shared = len(told.elsewhere)
    of_dentist = told.service is not None and told.service.name == "Dentist"
    return (
        f"{shared:,} of these also stand in the findings of single services." if shared else "",
        f"For {many(read, 'entry', 'entries')} the service is read from the words of the entry." if read else "",
        f"{many(unnamed, 'entry names', 'entries name')} no service, so none can be read as in a row." if unnamed else "",
        DENTAL_RATE if of_dentist else "",
        ONLY_GP if told.context.only_gp_sources else "",
    )


def not_found_words(context: RuleContext, offers: Offers, measures: Mapping[str, Measure]) -> str:
    """Return what was looked at, and that it is no reassurance."""
    policy = context.policy
    services = measures["services"]
    looked = f"{many(len(context.care.all), 'entry', 'entries')} on appointments"
    if isinstance(services, int) and services:
        looked += f" in {many(services, 'service')}"
    row, most = measures["longest_row_widest"], measures["all_services_most_in_window_widest"]
    months = many(policy.count(WNB_WINDOW_MONTHS), "month")
    kinds = kinds_missed(context.care.with_role(Role.MISSED))
    how = listed((words, kinds[kind]) for kind, (_, words) in MISSED_KINDS.items())
    thresholds = joined((
        f"{policy.count(WNB_IN_A_ROW)} in a row in one service", f"{policy.count(WNB_IN_WINDOW)} in any {months}",
        f"{policy.count(WNB_SINGLE)} on a child protection plan or in critical care",
    )).replace(" and ", " or ")  # fmt: skip
    sentences = (
        f"Looked at {looked}.",
        *offers.sentences(),
        f"Missed: {how}." if offers.missed > 1 else "",
        f"At most {row} in a row in one service and {most} in any {months}; the threshold is {thresholds}."
        if offers.missed
        else f"None of them is recorded as missed; the threshold is {thresholds}.",
        OWN_HEALTH if offers.own_choice else "",
        ONLY_GP if context.only_gp_sources else "",
        NOT_REASSURANCE,
    )
    return " ".join(filter(None, sentences))
