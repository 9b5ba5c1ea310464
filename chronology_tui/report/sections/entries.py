"""Sections of facts: the entries listed, the digest of what came before."""

from __future__ import annotations

from collections.abc import Iterable

from chronology_tui.report.background import digest
from chronology_tui.report.case import Case
from chronology_tui.report.document import Block, Section
from chronology_tui.report.entries import entry_table
from chronology_tui.report.sections.common import quiet, text
from chronology_tui.report.wording import LISTED, LISTED_KEY, day_words, many


def key_entries(case: Case) -> Iterable[Section]:
    """The significant entries of the period with every entry that the document names, as rows of facts."""
    return (Section(f"Key entries from {day_words(case.start)}", _entries(case)),)


def earlier(case: Case) -> Iterable[Section]:
    """A digest of the years before the period."""
    table = digest(case)
    return (Section(f"Before {day_words(case.start)}", (table,)),) if table else ()


def _entries(case: Case) -> tuple[Block, ...]:
    shown = [event for event in case.events if event.id in case.shown]
    if not shown:
        return (text("No entry is listed: none in this period is significant, and no finding rests on one."),)
    undated = sum(event.when.is_undated for event in shown)
    in_period = [event for event in case.events if case.in_period(event) and not event.when.is_undated]
    others = sum(event.id not in case.shown for event in in_period)
    earlier = len(shown) - undated - sum(event.id in case.shown for event in in_period)
    words = [LISTED_KEY if case.request.key_only else LISTED]
    if undated:
        words.append(f"{many(undated, 'undated entry')} come first." if undated > 1 else "1 undated entry comes first.")
    if earlier:
        words.append(f"{many(earlier, 'earlier entry')} named by this document {'is' if earlier == 1 else 'are'} included.")
    if others:
        words.append(f"{many(others, 'other entry')} of this period {'is' if others == 1 else 'are'} not listed.")
    caption = f"Key entries from {day_words(case.start)} to {day_words(case.end)}, by year"
    return (quiet(" ".join(words)), entry_table(case, caption, shown))
