"""The record: every entry and every field, for the file or for another system. It shows no findings; they are made anew from it.

Restricted and privileged entries stand in it with their marks, so it is for the recording agency and those it may give all.
"""

from __future__ import annotations

from chronology_tui.report.pack import Pack
from chronology_tui.report.sections import agreed, people, record
from chronology_tui.report.selection import from_the_beginning

FULL = Pack(
    name="full",
    label="The full record",
    title="Medical chronology: the record",
    purpose="For {}",
    recipient="the record",
    start=from_the_beginning,
    lists=lambda _: True,
    findings=False,
    withholds=False,
    sections=(record.child, record.entries, agreed.actions, people.disagreements, record.people, record.sources),
)
