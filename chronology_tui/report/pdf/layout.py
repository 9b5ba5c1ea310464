"""From a report to places on pages: title, sections, blocks, headings that stay with what follows. Knows no PDF operator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chronology_tui.domain.text import one_line
from chronology_tui.report.document import (
    Block,
    Bullets,
    Cards,
    Chart,
    Facts,
    FindingList,
    LifeLine,
    Meta,
    Paragraph,
    Quote,
    ReportDocument,
    Ribbon,
    Section,
    Subheading,
    Table,
)
from chronology_tui.report.pdf import theme
from chronology_tui.report.pdf.blocks import (
    Laid,
    LaidBullets,
    LaidCards,
    LaidFacts,
    LaidParagraph,
    LaidQuote,
    LaidSubheading,
    Setter,
    rule,
)
from chronology_tui.report.pdf.chart import LaidChart
from chronology_tui.report.pdf.finding_list import LaidFindings
from chronology_tui.report.pdf.flow import Column, Flow, Text, same
from chronology_tui.report.pdf.lifeline import LaidLifeLine
from chronology_tui.report.pdf.ribbon import LaidRibbon
from chronology_tui.report.pdf.structure import Node
from chronology_tui.report.pdf.table import LaidTable

_HEADING_RULE = 3.0
_LONGEST_SUBTITLE = 640.0
_LED_IN = (Bullets, Facts, FindingList, Table)


def lay_out(report: ReportDocument, flow: Flow, setter: Setter) -> None:
    """Place the whole report."""
    root = flow.surface.document
    _place_title(report.meta, flow, setter, root)
    for section in report.sections:
        _place_section(section, flow, setter, root)


def starts_lying(report: ReportDocument) -> bool:
    """Whether the first page, with the title, lies on its side: as the first section does."""
    return bool(report.sections) and report.sections[0].landscape


def _lay(block: Block, setter: Setter, width: float, level: int) -> Laid:
    """Return ``block`` ready to be placed; ``level`` is that of the bookmarks it makes."""
    match block:
        case Paragraph():
            return LaidParagraph.of(block, setter, width)
        case Facts():
            return LaidFacts.of(block, setter, width)
        case Cards():
            return LaidCards.of(block, setter, width)
        case FindingList():
            return LaidFindings.of(block, setter, width)
        case Quote():
            return LaidQuote.of(block, setter, width)
        case Bullets():
            return LaidBullets.of(block, setter, width)
        case Table():
            return LaidTable(block, setter, width, level)
        case Subheading():
            return LaidSubheading.of(block, setter, width, level)
        case LifeLine() | Ribbon() | Chart():
            return _lay_figure(block, setter, width)


def _lay_figure(block: LifeLine | Ribbon | Chart, setter: Setter, width: float) -> Laid:
    match block:
        case LifeLine():
            return LaidLifeLine(block, setter, width)
        case Ribbon():
            return LaidRibbon(block, setter, width)
        case Chart():
            return LaidChart(block, setter, width)


def _place_title(meta: Meta, flow: Flow, setter: Setter, root: Node) -> None:
    surface = flow.surface
    width = flow.page.width
    style = setter.theme.title
    heading = Text(setter.plain(meta.title, style, width), style, same(surface.add(root, "H1")))
    surface.bookmark(one_line(meta.title), 0, flow.y)
    flow.place([Column(flow.page.left, [heading])], keep=False)
    style = setter.theme.subtitle
    lines = setter.plain(meta.subtitle, style, min(width, setter.theme.measure(_LONGEST_SUBTITLE)))
    if lines:
        flow.gap(2)
        text = Text(lines, style, same(surface.add(root, "P")))
        flow.place([Column(flow.page.left, [text])], keep=False)


def _place_section(section: Section, flow: Flow, setter: Setter, root: Node) -> None:
    surface = flow.surface
    node = surface.add(root, "Sect")
    if not (section.heading.strip() or section.blocks):
        surface.destination(section.anchor, flow.y)
        surface.close(node)
        return
    flow.turn(landscape=section.landscape)
    if section.new_page and not flow.fresh:
        flow.break_page()
    blocks = section.blocks
    laid = _ahead(blocks, setter, flow.page.width, headed=bool(section.heading.strip()))
    head = laid[0].head if laid else 0.0
    if laid and isinstance(blocks[0], Facts):  # they stand together, and so does the note below them
        head += _tail(blocks, laid, 0, setter)
    _place_heading(section, flow, setter, node, head)
    for index in range(len(blocks)):
        if index:
            flow.gap(setter.theme.gap(_gap(blocks[index - 1], blocks[index])))
        this = laid[index]
        if isinstance(this, _Leading):
            flow.need(this.head)
            this.place(flow, node)
            flow.keep_with_next()
        else:
            flow.tail = _tail(blocks, laid, index, setter)
            this.place(flow, node)
            flow.tail = 0.0
        if not isinstance(blocks[index], Table):
            flow.part_done()
    surface.close(node)


@dataclass(frozen=True, slots=True)
class _Leading:
    """A subheading, or a short paragraph above a list or table, that stays with what follows."""

    block: LaidParagraph | LaidSubheading
    head: float

    def place(self, flow: Flow, parent: Node) -> None:
        """Place it."""
        self.block.place(flow, parent)


def _ahead(blocks: Sequence[Block], setter: Setter, width: float, *, headed: bool) -> list[Laid]:
    """Return ``blocks`` ready to be placed, knowing of each what must stand below it on the same page.

    Args:
        blocks: those of one section.
        setter: sets their words.
        width: of the page.
        headed: whether the section has a heading, below which that of a subheading goes.
    """
    laid: list[Laid] = []
    inner = 1
    for block in blocks:
        if isinstance(block, Subheading):
            laid.append(_lay(block, setter, width, int(headed)))
            inner = int(headed) + 1
        else:
            laid.append(_lay(block, setter, width, inner))
    for index in range(len(blocks) - 2, -1, -1):
        this = laid[index]
        leads_in = isinstance(this, LaidParagraph) and this.leads_in and isinstance(blocks[index + 1], _LED_IN)
        if isinstance(this, LaidParagraph | LaidSubheading) and (leads_in or isinstance(this, LaidSubheading)):
            gap = setter.theme.gap(_gap(blocks[index], blocks[index + 1]))
            laid[index] = _Leading(this, this.height + gap + laid[index + 1].head)
    return laid


def _tail(blocks: Sequence[Block], laid: Sequence[Laid], index: int, setter: Setter) -> float:
    """Return the height of the short note below a list, facts or a table: the last of them goes to the next page with it."""
    if index + 1 == len(blocks) or not isinstance(blocks[index], Bullets | Facts | FindingList | Table):
        return 0.0
    after, block = laid[index + 1], blocks[index + 1]
    if not (isinstance(after, LaidParagraph) and isinstance(block, Paragraph) and block.quiet and after.closes):
        return 0.0
    return setter.theme.gap(_gap(blocks[index], block)) + after.height


def _place_heading(section: Section, flow: Flow, setter: Setter, node: Node, head: float) -> None:
    surface = flow.surface
    style, section_gap = setter.theme.heading, setter.theme.gap(theme.SECTION_GAP)
    lines = setter.plain(section.heading, style, flow.page.width)
    height = len(lines) * style.leading + _HEADING_RULE + theme.HEADING_GAP
    if not flow.fresh:
        flow.need(section_gap + height + head)
        flow.gap(section_gap)
    if section.anchor:
        surface.destination(section.anchor, flow.y)
    if not lines:
        return
    surface.bookmark(one_line(section.heading), 0, flow.y)
    text = Text(lines, style, same(surface.add(node, "H2")))
    flow.place([Column(flow.page.left, [text])], keep=False)
    surface.draw(rule(flow.page.width, theme.RULE, 0.8), flow.page.left, flow.y + _HEADING_RULE)
    flow.move(_HEADING_RULE + theme.HEADING_GAP, heading=True)


def _gap(before: Block, after: Block) -> float:
    if isinstance(before, Subheading):
        return theme.SUBHEADING_FOOT
    if isinstance(after, Subheading):
        return theme.SUBHEADING_GAP
    if isinstance(before, Paragraph):
        if isinstance(after, Bullets):
            return theme.LEAD_IN_GAP
        if isinstance(after, Paragraph):
            return theme.PARAGRAPH_GAP
    if isinstance(after, Paragraph) and after.quiet:
        return theme.PARAGRAPH_GAP
    return theme.BLOCK_GAP
