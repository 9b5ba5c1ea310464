"""The perplexing presentations pack, for a strategy discussion: what was reported beside what was observed, contact by contact.

Guarded: it is not made without the words of the strategy decision that allows it, and each page says that carers must not see it.
It shows no findings: the signs are coded by people, contact by contact, and nothing here speaks of motive.
"""

from __future__ import annotations

from chronology_tui.report.pack import Pack
from chronology_tui.report.presentation import harm_entries, is_contact, whole_record
from chronology_tui.report.sections import background, perplexing
from chronology_tui.report.sections.cover import NOT_FOR_CARERS

PERPLEXING = Pack(
    name="perplexing",
    label="Perplexing presentations, for a strategy discussion",
    title="Perplexing presentations: medical chronology",
    purpose="For {}",
    recipient="the professionals of the strategy discussion",
    sections=(
        perplexing.decision,
        perplexing.child,
        perplexing.signs,
        perplexing.harm,
        perplexing.contacts,
        background.sources,
    ),
    start=whole_record,
    lists=is_contact,
    findings=False,
    names=harm_entries,
    guard=NOT_FOR_CARERS,
    asks="on what day was it decided that this document is made, and who decided?",
)
