"""What the import says of a file: its columns, its first rows as they would be entries, what to look at. Pure, no screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from chronology_tui.domain.dates import format_date
from chronology_tui.domain.records import Event
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.text import counted, one_line
from chronology_tui.services.import_checks import ColumnUse, ImportCheck, Issue, IssueCode, ReadColumn, SortedRow
from chronology_tui.tui.glyphs import Glyphs
from chronology_tui.tui.modals.import_words import FATES, IN_NOTES, ISSUES, LEFT_OUT
from chronology_tui.tui.theme import severity_role
from chronology_tui.tui.widgets.insight import BLANK, heading
from chronology_tui.tui.widgets.page import Block
from chronology_tui.tui.widgets.wrapping import fit, pad

if TYPE_CHECKING:
    from chronology_tui.services import ImportReport

FIRST_ROWS = 100
"""Rows that are shown as they would be entries."""
MOST_ISSUES = 500
"""Issues of one kind that are shown one by one."""
_HEADING = 26
"""Cells for the heading of a column."""
_ROW = 10
"""Cells for the number of a row."""
_WORDS = 300
"""Characters of a text that are shown."""
_SAMPLE = 60
_SAID_ABOVE = ": kept in the notes of the entry"
"""What the heading says already."""


def entries(number: int) -> str:
    """Return a number of entries in words."""
    return counted(number, "entry", "entries")


# ---------------------------------------------------------------------- columns


def column_blocks(check: ImportCheck) -> Iterator[Block]:
    """Yield each column with what it was taken for and a sample; the target is its place."""
    for n, column in enumerate(check.columns):
        name = pad(fit(one_line(column.heading) or f"(column {n + 1})", _HEADING - 1), _HEADING)
        words, role = meaning_of(column)
        yield Block(words, role, ((name, "text bold"),), target=str(n))
        yield Block(fit(one_line(column.sample), _SAMPLE) or "(nothing in the first rows)", "mute", indent=2, target=str(n))


def meaning_of(column: ReadColumn) -> tuple[str, str]:
    """Return what a column was taken for, in words, and the role that they are painted with."""
    match column.use:
        case ColumnUse.FIELD:
            return column.field.replace("_", " "), "good"
        case ColumnUse.CONTINUES:
            return f"goes on with {column.field.replace('_', ' ')}", "good"
        case ColumnUse.LEFT_OUT:
            return LEFT_OUT, "mute"
        case _:
            return IN_NOTES, "look"


# ---------------------------------------------------------------------- rows


def row_blocks(rows: Sequence[SortedRow], glyphs: Glyphs) -> Iterator[Block]:
    """Yield the first rows as they would be entries: date as understood, kind, severity, words; with what becomes of each."""
    for row in rows[:FIRST_ROWS]:
        number = pad(f"row {row.row:,}", _ROW)
        fate, role = FATES[row.fate]
        event = row.event
        if event is None:
            yield Block(fate, role, ((number, "accent"),), target=str(row.row))
            continue
        said = f"{_date_words(event)} · {one_line(event.headline)}"
        yield Block(fit(said, _WORDS), f"{role} bold", ((number, "accent"),), target=str(row.row))
        yield Block(
            " · ".join(filter(None, (_severity_words(event.severity, glyphs), fate))) or glyphs.unrated,
            severity_role(event.severity) if not fate else role,
            indent=_ROW,
            target=str(row.row),
        )
        for words in _texts(event):
            yield Block(fit(words, _WORDS), "text", indent=_ROW, target=str(row.row))
        yield Block(fit(f"source: {one_line(row.source)}", _WORDS), "mute", indent=_ROW, target=str(row.row))
    if len(rows) > FIRST_ROWS:
        yield Block(f"and {counted(len(rows) - FIRST_ROWS, 'row')} more, read in the same way", "mute", indent=0)


def _date_words(event: Event) -> str:
    """Return the date as it was understood, with the words that it was read from where they differ."""
    said = one_line(format_date(event.when))
    typed = one_line(event.when.text)
    day = f"{said}, read from “{fit(typed, 30)}”" if typed and typed != said else said
    return f"{day} at {event.at:%H:%M}" if event.at is not None else day


def _severity_words(severity: Severity, glyphs: Glyphs) -> str:
    if not severity.rated:
        return "severity not rated"
    return f"{glyphs.full * severity.value}{glyphs.empty * (4 - severity.value)} {severity.value} {severity.word}"


def _texts(event: Event) -> list[str]:
    quote = f"“{one_line(event.quote)}”" if event.quote else ""
    voice = f"child's words: {one_line(event.child_voice)}" if event.child_voice else ""
    notes = f"notes: {one_line(event.notes)}" if event.notes else ""
    return [words for words in (one_line(event.summary), quote, voice, notes) if words]


# ---------------------------------------------------------------------- issues


def issue_blocks(report: ImportReport, glyphs: Glyphs) -> Iterator[Block]:
    """Yield every issue under what to do about it, the heaviest kinds first."""
    first = True
    by_code: dict[IssueCode, list[Issue]] = {}
    for issue in report.issues:
        by_code.setdefault(issue.code, []).append(issue)
    for code, (title, what_to_do, role) in ISSUES.items():
        issues = by_code.get(code, [])
        if not issues:
            continue
        if not first:
            yield BLANK
        first = False
        yield heading(f"{title} · {len(issues):,}")
        yield Block(what_to_do, "mute")
        for issue in issues[:MOST_ISSUES]:
            yield _issue_block(issue, role, glyphs, in_table=not report.records)
        if len(issues) > MOST_ISSUES:
            yield Block(f"and {len(issues) - MOST_ISSUES:,} more of this kind", "mute", indent=2)
    if first:
        yield Block("Nothing to look at: every cell was read as it stands.", "good")


def _issue_block(issue: Issue, role: str, glyphs: Glyphs, *, in_table: bool) -> Block:
    where = f"row {issue.row:,}" if in_table else f"{one_line(issue.column)} {issue.row:,}"
    if in_table and issue.column:
        where += f", {fit(one_line(issue.column), 40)}"
    read = f" Read: “{one_line(issue.value)}”" if issue.value else ""
    message = one_line(issue.message).removesuffix(_SAID_ABOVE)
    return Block(f"{where}: {message}{'' if message.endswith('.') else '.'}{read}", role, ((f" {glyphs.point} ", "mute"),))


# ---------------------------------------------------------------------- what it comes to


def counts_words(check: ImportCheck) -> tuple[str, str]:
    """Return what the import would come to, in one line, and its role."""
    report = check.report
    if report is None:
        lacking = " and none is the ".join(check.lacking)
        return f"No column is the {lacking}. Choose it: arrows to the column, then Enter.", "bad"
    parts = [f"Would add {entries(len(report.added))}"]
    parts += [f"{count.added:,} {count.name}" for count in report.records if count.name != "events" and count.added]
    parts += [f"{len(report.duplicates):,} there already"] if report.duplicates else []
    parts += [f"{report.skipped:,} not added"] if report.skipped else []
    return f"{'; '.join(parts)}. Nothing is written yet.", "text bold"


def bundle_blocks(check: ImportCheck) -> Iterator[Block]:
    """Yield what a record bundle holds: the children whom it is about, and the number of records of each kind."""
    yield heading("A RECORD BUNDLE")
    about = ", ".join(map(one_line, check.children)) or "no child"
    yield Block(f"It says itself whom it is about: {about}.", "text")
    yield BLANK
    for count in check.report.records if check.report is not None else ():
        if count.added or count.there:
            there = f", {count.there:,} there already" if count.there else ""
            yield Block(f"{count.added:,} new{there}", "text", ((pad(count.name, 18), "mute"),))


def result_blocks(report: ImportReport, dates: Sequence[str], glyphs: Glyphs) -> Iterator[Block]:
    """Yield what came of the import: how much, where it is, how to take it back, what was not added."""
    point = ((f" {glyphs.point} ", "mute"),)
    added = [f"{count.added:,} {count.name}" for count in report.records if count.name != "events" and count.added]
    if not report.added and not added:
        yield Block("Nothing was added: all of it is there already, or could not be read.", "look bold")
    else:
        yield Block(f"{entries(len(report.added))}{''.join(f', {more}' for more in added)} added.", "good bold")
        if dates:
            yield Block(" to ".join(dict.fromkeys(dates)), indent=2)
        yield BLANK
        yield Block("u on the main screen takes all of it back, in one step; ctrl+y brings it in again.", "text", point)
        if report.added:
            yield Block("Enter goes to the first of the new entries; f shows them alone.", "text", point)
    if report.duplicates:
        yield Block(f"{entries(len(report.duplicates))} there already, not added again.", "text", point)
    if report.skipped:
        yield Block(f"{counted(report.skipped, 'row')} not added; see below why.", "look", point)
    if any(ISSUES[issue.code][2] != "mute" for issue in report.issues):
        yield BLANK
        yield from issue_blocks(report, glyphs)
