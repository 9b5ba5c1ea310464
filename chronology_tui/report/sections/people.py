"""Sections of the people: professionals and agencies, and their disagreements."""

from __future__ import annotations

from collections.abc import Iterable

from chronology_tui.report.case import Case
from chronology_tui.report.document import Block, Section
from chronology_tui.report.people import agencies, disagreements_table, professionals_table
from chronology_tui.report.sections.common import quiet, text
from chronology_tui.report.wording import listed

NOT_ALL = "Professionals who are named only in the words of entries are not listed here."


def professionals(case: Case) -> Iterable[Section]:
    """Who works with the child, and which agencies the record comes from."""
    table, named = professionals_table(case), agencies(case)
    blocks: list[Block] = [table] if table else [text("No professional is recorded as a person of this chronology.")]
    if named:
        blocks.append(text(f"Agencies of these people and of the sources seen: {listed(named)}."))
    return (Section("Professionals", (*blocks, quiet(NOT_ALL))),)


def disagreements(case: Case) -> Iterable[Section]:
    """Professional disagreements up to the day and how far they were taken; nothing where none is recorded."""
    table = disagreements_table(case)
    return (Section("Professional disagreements", (table,)),) if table else ()
