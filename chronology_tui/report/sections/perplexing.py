"""Sections of the perplexing presentations form: the decision that allows it, the signs, the contacts, harm to the child."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Event
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.vocabulary import Impact
from chronology_tui.report.case import Case
from chronology_tui.report.document import Block, Bullets, Fact, Facts, Run, Section, Tone
from chronology_tui.report.opening import child_facts
from chronology_tui.report.presentation import (
    CONTACTS_COUNT,
    INVESTIGATIONS,
    contact_table,
    harm_table,
    is_contact,
    records_harm,
    school_missed,
    sign_key,
    sign_table,
    uncoded_words,
)
from chronology_tui.report.sections.common import quiet, text
from chronology_tui.report.wording import capital, day_words, listed, many, said

RCPCH = (
    "Royal College of Paediatrics and Child Health, Perplexing presentations / fabricated or induced illness in children, 2021"
)
CAUTIONS = (
    (
        "Not to be shared with carers. ",
        "Carers are not told of this concern before a strategy decision; follow what was decided.",
    ),
    ("Signs are indicators, not evidence. ", "No number of them proves anything, and each can have another explanation."),
    (
        "Look at harm to the child, not at motive. ",
        "This document says nothing of why anybody did anything, and should not be used to say so.",
    ),
    (
        "An unexplained symptom may be an illness not yet recognised. ",
        "A child may have a condition that is confirmed as well as a presentation that is perplexing.",
    ),
)
NOT_CODED_NOTE = "Where nobody has coded a contact, that is said. It does not mean that there was no concern."
_CARE_COUNTED = (
    ("Procedures", {Kind.PROCEDURE, Kind.DENTAL_EXTRACTION_GA}),
    ("Admissions to hospital", {Kind.ADMISSION}),
    ("Intensive care", {Kind.INTENSIVE_CARE}),
    ("Emergency attendances", {Kind.EMERGENCY_ATTENDANCE}),
    ("Medicines prescribed", {Kind.PRESCRIBED}),
)


def decision(case: Case) -> Iterable[Section]:
    """The decision that allows this document, and how to read it."""
    request = case.request
    facts = (
        ("Strategy decision", said(request.strategy_decision)),
        ("Completed by", said(request.prepared_by) or "not recorded"),
        ("Completed on", day_words(request.as_of)),
        ("Purpose", said(request.purpose)),
    )
    blocks = (
        Facts(tuple(Fact(label, (Run(words),)) for label, words in facts if words)),
        Bullets(tuple((Run(lead, Tone.STRONG), Run(words)) for lead, words in CAUTIONS)),
        quiet(f"After: {RCPCH}."),
    )
    return (Section("Before you read this", blocks),)


def child(case: Case) -> Iterable[Section]:
    """Who the child is."""
    return (Section("The child", (child_facts(case),)),)


def signs(case: Case) -> Iterable[Section]:
    """Which contacts count, and the key of the signs with the contacts that each is coded for."""
    contacts = _contacts(case)
    if not contacts:
        return (Section("Signs", (text("No contact is recorded. This says nothing about the child."), quiet(CONTACTS_COUNT))),)
    coded = sum(bool(event.presentation) for event in contacts)
    if not coded:
        blocks = (text(uncoded_words(contacts)), sign_key(), quiet(NOT_CODED_NOTE), quiet(CONTACTS_COUNT))
        return (Section("Signs", blocks),)
    words = f"{many(len(contacts), 'contact')} {'is' if len(contacts) == 1 else 'are'} listed; {coded:,} with at least one sign."
    return (Section("Signs", (text(words), sign_table(case, contacts), quiet(NOT_CODED_NOTE), quiet(CONTACTS_COUNT))),)


def contacts(case: Case) -> Iterable[Section]:
    """Every contact, with what was reported apart from what was observed, on pages that lie on their side."""
    events = _contacts(case)
    if not events:
        return ()
    caption = f"Contacts from {day_words(case.start)} to {day_words(case.end)}, what was reported beside what was observed"
    return (Section("Contacts: reported, observed, result, action", (contact_table(case, caption, events),), landscape=True),)


def harm(case: Case) -> Iterable[Section]:
    """Harm to the child: what is recorded of it, investigations and procedures, school missed."""
    events = [event for event in case.events if event.id in case.shown and _in_time(case, event)]
    missed = [event for event in events if school_missed(event)]
    blocks: list[Block] = [Facts(tuple(_care(case))), *_school(case, missed)]
    rows = [event for event in events if records_harm(event) or (school_missed(event) and not is_contact(event))]
    if rows:
        blocks.append(harm_table(case, rows))
    else:
        words = "No entry records harm to the child or is rated high or critical. Harm that nobody wrote down is not here."
        blocks.append(text(words))
    blocks.append(quiet("Investigations, procedures, treatment and time away from school can harm a child by themselves."))
    return (Section("Harm to the child", tuple(blocks)),)


def _care(case: Case) -> Iterable[Fact]:
    events = [event for event in case.events if _in_time(case, event)]
    ratings = Counter(event.severity for event in events)
    rated = [f"{severity.word} {ratings[severity]:,}" for severity in sorted(Severity, reverse=True) if ratings[severity]]
    harmed = sum(event.impact is Impact.HARM for event in events)
    kinds = Counter(event.kind for event in events)
    results = [f"{kind.label.partition(': ')[2]} {kinds[kind]:,}" for kind in Kind if kind in INVESTIGATIONS and kinds[kind]]
    tests = sum(kinds[kind] for kind in INVESTIGATIONS)
    yield _fact("Recorded as harm", many(harmed, "entry"))
    yield _fact("Severity of entries", capital(", ".join(rated)) or "no entries")
    yield _fact("Investigations", f"{tests:,} ({listed(results)})" if tests else "none recorded")
    for label, counted in _CARE_COUNTED:
        number = sum(kinds[kind] for kind in counted)
        if number:
            yield _fact(label, f"{number:,}")


def _fact(label: str, words: str) -> Fact:
    return Fact(label, (Run(words),))


def _school(case: Case, missed: list[Event]) -> list[Block]:
    if not missed:
        return [text("Time missed from school is not recorded. It needs to be asked.")]
    word = "entry " if len(missed) == 1 else "entries "
    from_case = case.numbers(event.id for event in missed)
    return [Bullets(((Run("Time missed from school", Tone.STRONG), Run(f" is spoken of in {word}"), *from_case, Run(".")),))]


def _contacts(case: Case) -> list[Event]:
    return [event for event in case.events if event.id in case.shown and is_contact(event) and _in_time(case, event)]


def _in_time(case: Case, event: Event) -> bool:
    return event.when.is_undated or case.in_period(event)
