"""From a child and choices to what is exported: what may be shared with this recipient, analysed as it is shared, and built.

Everything that must not be seen is taken out first, from the records, before any rule or section reads them; a last net goes over
the finished document. So no writer can show what was taken out: it does not have it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

from chronology_tui import __version__
from chronology_tui.analysis.engine import analyse
from chronology_tui.analysis.finding import Analysis
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.finding_reviews import Reviewed
from chronology_tui.domain.records import Disagreement, Person
from chronology_tui.domain.vocabulary import Handling
from chronology_tui.report.builder import build_report
from chronology_tui.report.document import ReportDocument
from chronology_tui.report.packs import PACKS
from chronology_tui.report.redaction import Redacted, Redaction, redact, redact_document
from chronology_tui.report.request import LeftOut, ReportRequest
from chronology_tui.report.selection import narrowed, shareable
from chronology_tui.services.belonging import people_around
from chronology_tui.services.errors import UsageError
from chronology_tui.services.export_choices import ExportChoices
from chronology_tui.services.policies import policy_in_force
from chronology_tui.services.reviews import kept_reviews, reviews_of

if TYPE_CHECKING:
    from chronology_tui.report.pack import Pack
    from chronology_tui.services.casebook import Casebook

DEFAULT_PACK = "referral"

REDACTION_WORDS: Mapping[Redaction, str] = MappingProxyType(
    {
        Redaction.NONE: "",
        Redaction.PARTNERS: "for professionals: other adults stand by their role, other children by initials",
        Redaction.FAMILY: (
            "for the family: other adults stand by their role, other children by initials; entries that are not for carers or "
            "hold information about others are left out"
        ),
        Redaction.ANONYMOUS: "anonymous: the child stands by initials, everybody else by their role; what identifies is left out",
    }
)
"""What a redaction did, for the reader and for the record of exports; empty for nothing."""


@dataclass(frozen=True)
class Shared:
    """What of a chronology is shared by an export.

    Attributes:
        whole: the chronology as it is in the store.
        siblings: those of the other children, as they are in the store.
        redacted: what may be shared, with what was changed and left out.
        chronology: the entries that may be shared, of the areas chosen; numbers are those of the whole.
        left_out: what was left out, counted.
        redaction: for whom what is redacted.
        day: the day that the export speaks of.
        head: head of the history that it is made from.
        marks: the marks of further entries that the pack itself leaves out.
    """

    whole: Chronology
    siblings: tuple[Chronology, ...]
    redacted: Redacted
    chronology: Chronology
    left_out: tuple[LeftOut, ...]
    redaction: Redaction
    day: date
    head: str
    marks: AbstractSet[Handling] = frozenset()

    @property
    def withheld(self) -> tuple[tuple[Chronology, int], ...]:
        """Each chronology that something is shared of, with the number of entries left out for their handling marks."""
        return tuple(
            (whole, len(whole) - len(shareable(seen, self.marks)))
            for whole, seen in ((self.whole, self.redacted.chronology), *zip(self.siblings, self.redacted.siblings, strict=True))
        )


@dataclass(frozen=True)
class Prepared:
    """A document that is ready to be written, with what it was made from."""

    document: ReportDocument
    request: ReportRequest
    shared: Shared


def pack_named(name: str) -> Pack:
    """Return the pack of a name; the referral pack when empty.

    Raises:
        UsageError: there is none.
    """
    pack = PACKS.get(name or DEFAULT_PACK)
    if pack is None:
        raise UsageError(f"There is no pack {name!r} in this version. The packs are: {', '.join(PACKS)}.")
    return pack


def share(casebook: Casebook, child_id: UUID, choices: ExportChoices, redaction: Redaction, *, withhold: bool) -> Shared:
    """Return what of a chronology may be shared.

    Raises:
        ChildUnknown: the store holds no such child.
    """
    with casebook.ledger.lock:
        chronology, head = casebook.chronology(child_id), casebook.content_head()
        siblings = tuple(casebook.chronology(other) for other in choices.siblings if other != child_id)
        with casebook.ledger.reading() as repository:
            people = repository.all(Person)
        children = casebook.children()
    redacted = redact(chronology, siblings, people, children, redaction, withhold=withhold)
    left_out = _left_out(redacted, redaction)
    shared = redacted.chronology
    if choices.areas:
        shared = narrowed(shared, lambda event: event.area in choices.areas)
        others = len(redacted.chronology) - len(shared)
        left_out.append(LeftOut(others, "entry of other areas of health", "entries of other areas of health"))
    return Shared(chronology, siblings, redacted, shared, tuple(left_out), redaction, choices.as_of or casebook.today(), head)


def _left_out(redacted: Redacted, redaction: Redaction) -> list[LeftOut]:
    """Count what was left out; for the family all together, since a mark of its own would tell what is hidden."""
    out = redacted.left_out
    if redaction is Redaction.FAMILY:
        return [LeftOut(out.total, "entry that is not for this reader", "entries that are not for this reader")]
    return [LeftOut(out.restricted, "entry marked restricted or privileged", "entries marked restricted or privileged")]


def prepare(casebook: Casebook, child_id: UUID, choices: ExportChoices) -> Prepared:
    """Build the document that was chosen.

    Raises:
        ChildUnknown: the store holds no such child.
        UsageError: no such pack, an empty period, or the pack asks for something that was not given.
    """
    pack = pack_named(choices.pack)
    redaction = choices.redaction or Redaction(pack.redaction)
    # The record holds restricted and privileged entries for the recording agency; redacted, it is for somebody else.
    withhold = pack.withholds or redaction is not Redaction.NONE
    shared = share(casebook, child_id, choices, redaction, withhold=withhold)
    shared = replace(shared, marks=pack.selection.marks)
    sweep = shared.redacted.sweep
    child = shared.whole.child
    request = ReportRequest(
        chronology=shared.chronology,
        # What may not be shared is no evidence in a shared document either: the pack counts it and shows nothing of it.
        analysis=analyse(shareable(shared.chronology, shared.marks), policy_in_force(), shared.day),
        as_of=shared.day,
        pack=pack.name,
        marking=_first(choices.marking, child.marking, "OFFICIAL-SENSITIVE"),
        prepared_by=choices.prepared_by,
        recipient=choices.recipient,
        purpose=sweep.text(choices.purpose),
        sharing_basis=sweep.text(_first(choices.sharing_basis, child.sharing_basis, "")),
        store_head=shared.head,
        from_day=choices.from_day,
        program_version=__version__,
        to_day=choices.to_day,
        areas=choices.areas,
        key_only=choices.key_only,
        numbering=choices.numbering,
        look=choices.look,
        page_cap=choices.page_cap,
        siblings=tuple(_of_areas(sibling, choices) for sibling in shared.redacted.siblings),
        people=_people(shared),
        disagreements=_disagreements(casebook, shared),
        redaction=REDACTION_WORDS[redaction],
        left_out=shared.left_out,
        births=redaction.shows_birth,
        strategy_decision=choices.strategy_decision,
    )
    request = replace(request, reviews=_reviews(casebook, child_id, shared, request.analysis))
    document = redact_document(build_report(request), sweep)
    return Prepared(document, request, shared)


def _people(shared: Shared) -> tuple[Person, ...]:
    """Return the people around the children of the document: a store may hold other families, and none of them is named here."""
    shown = (shared.chronology, *shared.redacted.siblings)
    events = (event for one in shown for event in shareable(one, shared.marks).events)
    return people_around(shared.redacted.people, events, {one.child.id for one in shown})


def _of_areas(chronology: Chronology, choices: ExportChoices) -> Chronology:
    return narrowed(chronology, lambda event: event.area in choices.areas) if choices.areas else chronology


def _first(chosen: str | None, own: str, otherwise: str) -> str:
    """Return what was chosen, even if it is nothing; else the child's own, else the pack's."""
    return chosen if chosen is not None else own or otherwise


def _disagreements(casebook: Casebook, shared: Shared) -> tuple[Disagreement, ...]:
    with casebook.ledger.reading() as repository:
        kept = [one for one in repository.all(Disagreement) if one.child == shared.whole.child.id]
    sweep = shared.redacted.sweep
    return tuple(
        one.changed(with_whom=sweep.text(one.with_whom), about=sweep.text(one.about), outcome=sweep.text(one.outcome))
        for one in sorted(kept, key=lambda one: (one.raised.sort_key, one.id))
    )


def _reviews(casebook: Casebook, child_id: UUID, shared: Shared, analysis: Analysis) -> Mapping[str, Reviewed]:
    """Return what the worker says of the findings of ``analysis``, by their key there.

    A verdict is on the finding as the worker sees it, with the entries that may not be shared. Where a name in its subject was
    redacted the finding has another key; it is the one of the same rule on the same entries.
    """
    if not kept_reviews(casebook, child_id):
        return MappingProxyType({})
    whole = casebook.analyse(child_id, shared.day)
    reviews = dict(reviews_of(casebook, child_id, whole))
    if shared.redaction is not Redaction.NONE:
        keys = {(finding.rule, finding.evidence): finding.key for finding in whole.findings}
        for finding in analysis.findings:
            other = keys.get((finding.rule, finding.evidence))
            if finding.key not in reviews and other in reviews:
                reviews[finding.key] = reviews[other]
    sweep = shared.redacted.sweep
    return MappingProxyType({key: _swept(reviewed, sweep.text) for key, reviewed in reviews.items()})


def _swept(reviewed: Reviewed, sweep: Callable[[str], str]) -> Reviewed:
    given = reviewed.review
    return replace(reviewed, review=given.changed(reason=sweep(given.reason), analysis=sweep(given.analysis), by=sweep(given.by)))
