"""The Markdown writer: the words of a report as CommonMark with GFM tables, for pasting into systems that take it.

No text of a user is ever read as Markdown or HTML, in CommonMark, GFM or on the sites that turn addresses, names and ``:codes:``
into links and pictures. The file holds no HTML, no picture and no link at all. Links between findings and entries are left out
on purpose: a row of a GFM table can only be a target by an HTML anchor, and the ids that programs give to headings differ, so
that such links lead nowhere in most of them. The numbers of entries and the letters of findings stand in the words.

Everything between two line ends is one block or one row; nothing but the line in hand is held.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from chronology_tui.report.document import (
    Block,
    Bullets,
    Cards,
    Cell,
    Chart,
    Facts,
    FindingList,
    LifeLine,
    Line,
    Paragraph,
    Quote,
    ReportDocument,
    Ribbon,
    Row,
    Run,
    Subheading,
    Table,
    Tone,
)
from chronology_tui.report.links import check_tables
from chronology_tui.report.shown import shown

# What begins or ends a span, an entity, an attribute or a cell wherever it stands.
_ALWAYS = re.compile(r"[\\`*_\[\]<>&|~#^${}]")
# What makes a block of a line when it stands first: bullets, rules, setext underlines, definitions, title blocks, lists.
_LINE_START = re.compile(r"^(?:([-+=:%(])|(\d{1,9}|[A-Za-z]|[ivxlcdm]{1,8})([.)])(?=\s|$))", re.IGNORECASE)
# Bare addresses: a full stop before two letters or after "www", and two slashes, as GFM and linkify programs look for them.
_ADDRESS = re.compile(r"(?<=\w)\.(?=[^\W\d_]{2})|(?<=www)\.|/(?=/)", re.IGNORECASE)
# An at sign makes an e-mail link or a mention, a pair of colons a picture, after escapes have been taken away (cmark-gfm and
# GitHub look at the finished text): only a code span stops them, so the sign alone is set as one.
_AFTERWARDS = re.compile(r"(?:@|(?<!\d):(?=[\w+-]+:)|:(?=[\w+-]*[A-Za-z+-][\w+-]*:))+")
_BOLD = frozenset({Tone.STRONG, Tone.LABEL})


def write_markdown(document: ReportDocument) -> Iterator[str]:
    """Yield the document as Markdown, line by line, each with its line end.

    Raises:
        ValueError: a table has no columns, or a row the wrong number of cells.
    """
    check_tables(document)
    meta = document.meta
    lines = (
        _paragraph(meta.marking, Tone.STRONG),
        _heading(1, meta.title),
        _paragraph(meta.subtitle),
    )
    for line in lines:
        yield from line
    for section in document.sections:
        yield from _heading(2, section.heading)
        level = 3
        for block in section.blocks:
            level = 4 if isinstance(block, Subheading) else level
            yield from _block(block, level)
    if shown(meta.footer + meta.marking).strip():
        yield "***\n\n"
    yield from _paragraph(meta.footer)
    yield from _paragraph(meta.marking, Tone.STRONG)


def _block(block: Block, level: int) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from _own_line(_line(block.line))
        case Facts():
            yield from _list(_labelled(fact.label, fact.value) for fact in block.items)
        case Cards():
            for card in block.items:
                yield from _own_line(_line((Run(f"{_label(card.label)} {card.headline}", Tone.STRONG),)))
                yield from _own_line(_line(card.body))
        case FindingList():
            for item in block.items:
                yield from _heading(level, f"{_label(item.level.capitalize())} {item.title}")
                yield from _list(map(_line, item.lines))
        case Quote():
            yield from _quote(block)
        case Bullets():
            yield from _list(map(_line, block.items))
        case Table():
            yield from _table(block)
        case LifeLine() | Ribbon() | Chart():
            yield from _paragraph(block.caption)
            yield from _paragraph(block.alternative)
        case Subheading():
            yield from _heading(3, block.text)


def _label(text: str) -> str:
    return f"{text}:" if shown(text).strip() else ""


def _labelled(label: str, value: Line) -> str:
    return _line((Run(_label(label), Tone.LABEL), Run(" "), *value))


def _heading(level: int, text: str) -> Iterator[str]:
    yield from _own_line(_line((Run(text),)), f"{'#' * level} ")


def _paragraph(text: str, tone: Tone = Tone.PLAIN) -> Iterator[str]:
    yield from _own_line(_line((Run(text, tone),)))


def _own_line(line: str, opening: str = "") -> Iterator[str]:
    if line:
        yield f"{opening}{line}\n\n"


def _list(items: Iterable[str]) -> Iterator[str]:
    empty = True
    for item in items:
        if item:
            empty = False
            yield f"- {item}\n"
    if not empty:
        yield "\n"


def _quote(quote: Quote) -> Iterator[str]:
    parts = [line for line in (_line((Run(quote.words),)), _line(quote.attribution)) if line]
    for index, part in enumerate(parts):
        yield f"> {part}\n>\n" if index + 1 < len(parts) else f"> {part}\n\n"


def _table(table: Table) -> Iterator[str]:
    yield from _paragraph(table.caption, Tone.STRONG)
    yield _cells(_line((Run(column.heading),)) for column in table.columns)
    yield _cells("---" for _ in table.columns)
    group = ""
    for row in table.rows:
        begins = row.group if row.group != group else ""
        group = row.group
        yield _row(row, begins)
    yield "\n"


def _row(row: Row, group: str) -> str:
    first, *rest = row.cells
    lead = Run(group, Tone.STRONG) if shown(group).strip() else None
    return _cells((_cell(first, lead), *map(_cell, rest)))


def _cell(cell: Cell, lead: Run | None = None) -> str:
    """Return the lines of a cell in one, since a GFM cell has only one; ``lead`` stands before them."""
    lines = ((lead,), *cell.lines) if lead else cell.lines
    return _line(tuple(run for line in lines for run in (*line, Run(" "))))


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _line(line: Line) -> str:
    """Return a line of runs as Markdown without line ends, white space folded, strong words between asterisks."""
    runs = [run for run in line if run.text]
    groups = groupby(runs, key=lambda run: run.tone in _BOLD)
    pieces = [(bold, shown("".join(run.text for run in same))) for bold, same in groups]
    parts: list[tuple[bool, str]] = []
    for index, (bold, text) in enumerate(pieces):
        before = pieces[index - 1][1][-1:] if index else ""
        after = pieces[index + 1][1][:1] if index + 1 < len(pieces) else ""
        parts += _strong(text, before, after) if bold else ((False, text),)
    # What stands side by side is escaped as one, since an address or a code span may reach from one run into the next.
    marked = "".join(
        f"**{_escape(words)}**" if bold else _escape(words)
        for bold, same in groupby(parts, key=lambda part: part[0])
        if (words := "".join(text for _, text in same))
    )
    return _guard_start(" ".join(marked.split()))


def _strong(text: str, before: str, after: str) -> tuple[tuple[bool, str], ...]:
    """Return ``text`` in parts that are bold or not: not where these neighbours would keep asterisks from being read."""
    inner = text.strip()
    start = text.find(inner)
    lead, tail = text[:start], text[start + len(inner) :]
    opens = inner[:1].isalnum() or bool(lead) or not before or before.isspace()
    closes = inner[-1:].isalnum() or bool(tail) or not after or after.isspace()
    return ((False, lead), (bool(inner) and opens and closes, inner), (False, tail))


def _escape(text: str) -> str:
    """Return ``text`` so that it is shown as it stands inside a line, a heading or a cell, with white space folded."""
    text = " ".join(f"|{shown(text)}|".split())[1:-1]
    if text.isalnum():
        return text
    parts: list[str] = []
    place = 0
    for match in _AFTERWARDS.finditer(text):
        parts += (_escape_plain(text[place : match.start()]), f"`{match[0]}`")
        place = match.end()
    parts.append(_escape_plain(text[place:]))
    return "".join(parts)


def _escape_plain(text: str) -> str:
    return _ADDRESS.sub(lambda match: "\\" + match[0], _ALWAYS.sub(lambda match: "\\" + match[0], text))


def _guard_start(line: str) -> str:
    """Escape what would make a list, a rule or a heading of a line that begins with it."""
    return _LINE_START.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", line)
