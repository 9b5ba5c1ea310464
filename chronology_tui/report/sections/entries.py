"""Sections of facts: the entries listed, the digest of what came before."""

from __future__ import annotations

from collections.abc import Iterable

from chronology_tui.domain.records import Event
from chronology_tui.report.background import digest, outside
from chronology_tui.report.case import Case
from chronology_tui.report.document import Block, Section
from chronology_tui.report.entries import entry_table, short_table
from chronology_tui.report.sections.common import quiet, text
from chronology_tui.report.wording import LISTED, LISTED_KEY, capital, day_words, many

EARLIER_NOTE = "What is rated high or critical is told in full, the others in short: what happened, and who says so."


def key_entries(case: Case) -> Iterable[Section]:
    """The significant entries of the period as rows of facts, then in short every other entry that the document names."""
    until = f" to {day_words(case.end)}" if case.end < case.request.as_of else ""
    yield Section(f"Key entries from {day_words(case.start)}{until}", _entries(case))
    others = [event for event in case.events if event.id in case.shown and not _in_time(case, event)]
    if others:
        table = short_table(case, "Entries outside this period that this document names, by year", others)
        heading = "Other entries that this document names" if until else "Earlier entries that this document names"
        yield Section(heading, (quiet(EARLIER_NOTE), table))


def _in_time(case: Case, event: Event) -> bool:
    return event.when.is_undated or case.in_period(event)


def earlier(case: Case) -> Iterable[Section]:
    """A digest of what lies outside the period."""
    table = digest(case)
    return (Section(capital(outside(case)), (table,)),) if table else ()


def _entries(case: Case) -> tuple[Block, ...]:
    named = [event for event in case.events if event.id in case.shown]
    shown = [event for event in named if _in_time(case, event)]
    if not named:
        return (text("No entry is listed: none in this period is significant, and no finding rests on one."),)
    if not shown:
        return (text("No entry of this period is listed: none is significant, and no finding rests on one."),)
    undated = sum(event.when.is_undated for event in shown)
    in_period = [event for event in case.events if case.in_period(event) and not event.when.is_undated]
    others = sum(event.id not in case.shown for event in in_period)
    earlier, other = len(named) - len(shown), "other entry" if case.end < case.request.as_of else "earlier entry"
    words = [LISTED_KEY if case.request.key_only else LISTED]
    if undated:
        words.append(f"{many(undated, 'undated entry')} come first." if undated > 1 else "1 undated entry comes first.")
    if earlier:
        words.append(f"{many(earlier, other)} named by this document {'follows' if earlier == 1 else 'follow'} in short.")
    if others:
        words.append(f"{many(others, 'other entry')} of this period {'is' if others == 1 else 'are'} not listed.")
    caption = f"Key entries from {day_words(case.start)} to {day_words(case.end)}, by year"
    return (quiet(" ".join(words)), entry_table(case, caption, shown))
