"""Sections of the record itself: the child, every entry, agreed actions, people, disagreements, sources."""

from __future__ import annotations

from collections.abc import Iterable

from chronology_tui.report.case import Case
from chronology_tui.report.document import Section
from chronology_tui.report.opening import guard
from chronology_tui.report.record import RecordWriter, child_record, people_record, sources_record
from chronology_tui.report.sections.common import quiet, text
from chronology_tui.report.wording import day_words, many

EVERYTHING = "Every field that an entry holds is printed; what it does not hold is not."
MARKED_TOO = "Entries marked restricted or privileged are included: see the handling of each."
"""Said where nothing is redacted: a record that is redacted is for somebody else, and those entries are left out and counted."""


def child(case: Case) -> Iterable[Section]:
    """Every fact recorded of the child."""
    return (Section("Child and family", (*guard(case), child_record(case))),)


def entries(case: Case) -> Iterable[Section]:
    """Every entry of the period with every field."""
    shown = [event for event in case.events if event.id in case.shown]
    if not shown:
        return (Section("Entries", (text("No entry is recorded in this period."),)),)
    words = [EVERYTHING] if case.request.redaction else [EVERYTHING, MARKED_TOO]
    undated = sum(event.when.is_undated for event in shown)
    if undated:
        words.append(f"{many(undated, 'undated entry')} {'comes' if undated == 1 else 'come'} first.")
    others = len(case.events) - len(shown)
    if others:
        words.append(f"{many(others, 'other entry')} {'was' if others == 1 else 'were'} not asked for and not listed.")
    caption = f"Every entry from {day_words(case.start)} to {day_words(case.end)}, by year"
    table = RecordWriter(case).table(caption, shown)
    return (Section("Entries", (quiet(" ".join(words)), table), landscape=True),)


def people(case: Case) -> Iterable[Section]:
    """Everybody who is recorded as a person."""
    table = people_record(case)
    blocks = (table,) if table else (text("Nobody is recorded as a person of this chronology."),)
    return (Section("People", blocks),)


def sources(case: Case) -> Iterable[Section]:
    """Every source in full."""
    table = sources_record(case)
    blocks = (table,) if table else (text("No source is recorded."),)
    return (Section("Sources", blocks),)
