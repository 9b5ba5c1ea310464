"""The body of the Word file, streamed: each block of a report in paragraphs of real styles, each section with its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from chronology_tui.report.document import (
    Block,
    Bullets,
    Cards,
    Chart,
    Facts,
    FindingItem,
    FindingList,
    LifeLine,
    Paragraph,
    Quote,
    ReportDocument,
    Ribbon,
    Section,
    Subheading,
    Table,
)
from chronology_tui.report.docx import theme
from chronology_tui.report.docx.markup import Bookmarks, level_gauge, line_runs, paragraph, text_runs
from chronology_tui.report.docx.tables import Room, table_parts
from chronology_tui.report.reading import plain
from chronology_tui.report.shown import shown

_PAGE_BREAK_BEFORE = "<w:pageBreakBefore/>"


@dataclass(frozen=True, slots=True)
class Body:
    """Writes the body of one document.

    Attributes:
        document: the report.
        bookmarks: where links lead.
        pages: section properties as mark-up, by whether the pages lie.
        done: called after each row of a table.
    """

    document: ReportDocument
    bookmarks: Bookmarks
    pages: Mapping[bool, str]
    done: Callable[[], None]

    def parts(self) -> Iterator[str]:
        """Yield the mark-up between the tags of the body."""
        meta, sections = self.document.meta, self.document.sections
        yield paragraph("Title", text_runs(meta.title), meta.title)
        if shown(meta.subtitle).strip():
            yield paragraph("Subtitle", text_runs(meta.subtitle), meta.subtitle)
        for index, section in enumerate(sections):
            turned = index > 0 and sections[index - 1].landscape != section.landscape
            yield from self._section(section, fresh_page=section.new_page and not turned)
            following = sections[index + 1] if index + 1 < len(sections) else None
            if following is not None and following.landscape != section.landscape:
                yield f'<w:p><w:pPr><w:pStyle w:val="AfterTable"/>{self.pages[section.landscape]}</w:pPr></w:p>'
        yield self.pages[bool(sections) and sections[-1].landscape]

    def _section(self, section: Section, *, fresh_page: bool) -> Iterator[str]:
        marks = self.bookmarks.marks(section.anchor)
        properties = _PAGE_BREAK_BEFORE if fresh_page else ""
        yield paragraph("Heading1", marks + text_runs(section.heading), section.heading, properties=properties)
        below = 2
        for block in section.blocks:
            if isinstance(block, Subheading):
                below = 3
            yield from self._block(block, below, landscape=section.landscape)

    def _block(self, block: Block, level: int, *, landscape: bool) -> Iterator[str]:
        match block:
            case Paragraph():
                yield paragraph("Note" if block.quiet else "Normal", line_runs(block.line, self.bookmarks), plain(block.line))
            case Facts():
                yield from self._facts(block)
            case Cards():
                yield from self._cards(block)
            case FindingList():
                for item in block.items:
                    yield from self._finding(item, level)
            case Quote():
                yield paragraph("Quote", text_runs(block.words), block.words)
                yield paragraph("QuoteSource", line_runs(block.attribution, self.bookmarks), plain(block.attribution))
            case Bullets():
                for line in block.items:
                    yield paragraph("ListBullet", line_runs(line, self.bookmarks), plain(line))
            case Table():
                size = theme.TYPE[self.document.meta.look].table
                room = Room(theme.text_width(landscape=landscape), theme.text_height(landscape=landscape), size)
                yield from table_parts(block, room, self.bookmarks, self.done)
            case LifeLine() | Ribbon() | Chart():
                yield paragraph("Caption", text_runs(block.caption), block.caption)
                yield paragraph("FigureDescription", text_runs(block.alternative), block.alternative)
            case Subheading():
                yield paragraph("Heading2", self.bookmarks.marks(block.anchor) + text_runs(block.text), block.text)

    def _facts(self, block: Facts) -> Iterator[str]:
        for fact in block.items:
            label = text_runs(fact.label, '<w:rStyle w:val="Label"/>')
            value = line_runs(fact.value, self.bookmarks)
            yield paragraph("Fact", f"{label}<w:r><w:tab/></w:r>{value}", fact.label)

    def _cards(self, block: Cards) -> Iterator[str]:
        for card in block.items:
            yield paragraph("CardLabel", text_runs(card.label), card.label)
            yield paragraph("CardHeadline", text_runs(card.headline), card.headline)
            yield paragraph("CardBody", line_runs(card.body, self.bookmarks), plain(card.body))

    def _finding(self, item: FindingItem, level: int) -> Iterator[str]:
        ink = f'<w:color w:val="{theme.LEVEL_INK.get(item.level, theme.QUIET_INK)}"/>'
        word = text_runs(item.level[:1].upper() + item.level[1:], properties=ink)
        space = '<w:r><w:t xml:space="preserve">  </w:t></w:r>'
        content = self.bookmarks.marks(item.anchor) + word + level_gauge(item.level, item.bars) + space + text_runs(item.title)
        yield paragraph(f"Heading{level}", content, item.title)
        for line in item.lines:
            yield paragraph("FindingDetail", line_runs(line, self.bookmarks), plain(line))
