"""Where the links of a report lead, and whether a writer can set the report at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from chronology_tui.report.document import (
    Block,
    Bullets,
    Cards,
    Facts,
    FindingList,
    Line,
    Paragraph,
    Quote,
    ReportDocument,
    Table,
)


class BrokenLinkError(ValueError):
    """A run links to an anchor that the report does not have: a fault of what built the report."""

    def __init__(self, anchors: Iterable[str]) -> None:
        super().__init__("links without a target: " + ", ".join(sorted(anchors)))


def link_targets(document: ReportDocument) -> frozenset[str]:
    """Return the anchors that links of ``document`` lead to.

    Raises:
        BrokenLinkError: an anchor is missing.
    """
    wanted = frozenset(run.target for line in _lines(document) for run in line if run.target)
    if broken := wanted.difference(document.anchors()):
        raise BrokenLinkError(broken)
    return wanted


def check_tables(document: ReportDocument) -> None:
    """Make sure that every row has a cell for each column.

    Raises:
        ValueError: a table has no columns, or a row the wrong number of cells.
    """
    for table in tables(document):
        wrong = Counter(len(row.cells) for row in table.rows if len(row.cells) != len(table.columns))
        if wrong or not table.columns:
            raise ValueError(f"rows of {sorted(wrong)} cells in a table of {len(table.columns)} columns")


def tables(document: ReportDocument) -> Iterator[Table]:
    """Yield the tables of ``document`` in reading order."""
    for section in document.sections:
        yield from (block for block in section.blocks if isinstance(block, Table))


def _lines(document: ReportDocument) -> Iterator[Line]:
    for section in document.sections:
        for block in section.blocks:
            yield from _block_lines(block)


def _block_lines(block: Block) -> Iterator[Line]:
    match block:
        case Paragraph():
            yield block.line
        case Facts():
            yield from (item.value for item in block.items)
        case Cards():
            yield from (item.body for item in block.items)
        case FindingList():
            yield from (line for item in block.items for line in item.lines)
        case Quote():
            yield block.attribution
        case Bullets():
            yield from block.items
        case Table():
            yield from (line for row in block.rows for cell in row.cells for line in cell.lines)
        case _:
            return
