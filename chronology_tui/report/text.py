"""The plain-text writer: the same words as the PDF in the same order, for screen readers and for pasting.

Lines are at most :data:`WIDTH` characters unless one word is longer. A table becomes one block for each row, each value after its
column's heading, so that a row makes sense when it is read out. Streams: nothing but the line in hand is held.
"""

from __future__ import annotations

from collections.abc import Iterator

from chronology_tui.report.document import (
    Block,
    Bullets,
    Cards,
    Chart,
    Facts,
    FindingList,
    LifeLine,
    Paragraph,
    Quote,
    ReportDocument,
    Ribbon,
    Row,
    Subheading,
    Table,
)
from chronology_tui.report.reading import document_words, plain

__all__ = ["WIDTH", "document_words", "write_text"]

WIDTH = 100
"""Longest line, in characters."""


def write_text(document: ReportDocument) -> Iterator[str]:
    """Yield the document as plain text, line by line, each with its line end."""
    meta = document.meta
    if meta.marking:
        yield from _paragraph(meta.marking)
        yield "\n"
    yield from _paragraph(meta.title)
    yield from _paragraph(meta.subtitle)
    for section in document.sections:
        yield "\n\n"
        yield from _paragraph(section.heading)
        for block in section.blocks:
            yield "\n"
            yield from _block(block)
    yield "\n"
    yield from _paragraph(meta.footer)
    if meta.marking:
        yield from _paragraph(meta.marking)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from _paragraph(plain(block.line))
        case Facts():
            for fact in block.items:
                yield from _paragraph(f"{fact.label}: {plain(fact.value)}")
        case Cards():
            for card in block.items:
                yield from _paragraph(f"{card.label}: {card.headline}")
                yield from _paragraph(plain(card.body), "  ")
        case FindingList():
            yield from _findings(block)
        case Quote():
            yield from _paragraph(block.words)
            yield from _paragraph(plain(block.attribution), "  ")
        case Bullets():
            for item in block.items:
                yield from _paragraph(plain(item), "  ", first="- ")
        case Table():
            yield from _table(block)
        case LifeLine() | Ribbon() | Chart():
            yield from _paragraph(block.caption)
            yield from _paragraph(block.alternative)
        case Subheading():
            yield from _paragraph(block.text)


def _findings(block: FindingList) -> Iterator[str]:
    for n, item in enumerate(block.items):
        if n:
            yield "\n"
        yield from _paragraph(f"{item.level.capitalize()}: {item.title}")
        for line in item.lines:
            yield from _paragraph(plain(line), "  ")


def _table(table: Table) -> Iterator[str]:
    yield from _paragraph(table.caption)
    yield from _paragraph(f"Each row gives: {', '.join(column.heading for column in table.columns)}.")
    group = ""
    for row in table.rows:
        yield "\n"
        if row.group != group:
            group = row.group
            yield from _paragraph(group)
            yield "\n"
        yield from _row(table, row)


def _row(table: Table, row: Row) -> Iterator[str]:
    for n, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        label, first = (f"{column.heading}: ", "  ") if n else (f"{column.heading} ", "")
        for line in cell.lines:
            yield from _paragraph(label + plain(line), "    ", first=first)
            label, first = "", "    "


def _paragraph(text: str, indent: str = "", *, first: str | None = None) -> Iterator[str]:
    """Yield ``text`` folded at :data:`WIDTH`; a longer word keeps a line to itself, whole."""
    line, empty = (indent if first is None else first), True
    for word in text.split():
        if empty:
            line += word
            empty = False
        elif len(line) + 1 + len(word) <= WIDTH:
            line += f" {word}"
        else:
            yield f"{line}\n"
            line = indent + word
    if not empty:
        yield f"{line}\n"
