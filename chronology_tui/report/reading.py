"""The words of a document in reading order, as every writer must say them; what repeats on each page is not among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chronology_tui.report.document import (
    Block,
    Bullets,
    Cards,
    Chart,
    Facts,
    FindingList,
    LifeLine,
    Line,
    Paragraph,
    Quote,
    ReportDocument,
    Ribbon,
    Section,
    Subheading,
    Table,
)


def plain(line: Line) -> str:
    """Return the words of a line as one string."""
    return "".join(run.text for run in line)


def document_lines(document: ReportDocument) -> Iterator[str]:
    """Yield the words of a document, one string for each line, cell line, label or heading, in reading order.

    Title and subtitle come first. The marking and the footer repeat on every page and are not among them; nor are the caption of
    a table and the alternative text of a figure, which are read out and not printed.
    """
    yield document.meta.title
    yield document.meta.subtitle
    yield from section_lines(document.sections)


def document_words(document: ReportDocument) -> list[str]:
    """Return every word of a document in reading order: what :func:`document_lines` yields, split at white space."""
    return [word for line in document_lines(document) for word in line.split()]


def section_lines(sections: Iterable[Section]) -> Iterator[str]:
    """Yield the words of sections, heading first."""
    for section in sections:
        yield section.heading
        for block in section.blocks:
            yield from block_lines(block)


def block_lines(block: Block) -> Iterator[str]:
    """Yield the words of a block."""
    match block:
        case Paragraph():
            yield plain(block.line)
        case Facts():
            for fact in block.items:
                yield fact.label
                yield plain(fact.value)
        case Cards():
            for card in block.items:
                yield card.label
                yield card.headline
                yield plain(card.body)
        case FindingList():
            for item in block.items:
                yield item.level
                yield item.title
                yield from map(plain, item.lines)
        case Quote():
            yield block.words
            yield plain(block.attribution)
        case Bullets():
            yield from map(plain, block.items)
        case Table():
            yield from table_lines(block)
        case LifeLine() | Ribbon() | Chart():
            yield block.caption
        case Subheading():
            yield block.text


def table_lines(table: Table) -> Iterator[str]:
    """Yield the words of a table: headings once, then rows with a group's heading where it changes."""
    for column in table.columns:
        yield column.heading
    group = ""
    for row in table.rows:
        if row.group != group:
            group = row.group
            yield group
        for cell in row.cells:
            yield from map(plain, cell.lines)
