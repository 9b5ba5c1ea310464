"""From a report to places on pages: title, sections, blocks, headings that stay with what follows. Knows no PDF operator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chronology_tui.domain.text import one_line
from chronology_tui.report.document import (
    Block,
    Bullets,
    Cards,
    Facts,
    FindingList,
    LifeLine,
    Meta,
    Paragraph,
    Quote,
    ReportDocument,
    Section,
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
    Setter,
    rule,
)
from chronology_tui.report.pdf.finding_list import LaidFindings
from chronology_tui.report.pdf.flow import Column, Flow, Text, same
from chronology_tui.report.pdf.lifeline import LaidLifeLine
from chronology_tui.report.pdf.structure import Node
from chronology_tui.report.pdf.table import LaidTable

_HEADING_RULE = 3.0
_LED_IN = (Bullets, FindingList, Table)


def lay_out(report: ReportDocument, flow: Flow, setter: Setter) -> None:
    """Place the whole report."""
    root = flow.surface.document
    _place_title(report.meta, flow, setter, root)
    for section in report.sections:
        _place_section(section, flow, setter, root)


def _lay(block: Block, setter: Setter, width: float) -> Laid:
    """Return ``block`` ready to be placed."""
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
            return LaidTable(block, setter, width)
        case LifeLine():
            return LaidLifeLine(block, setter, width)


def _place_title(meta: Meta, flow: Flow, setter: Setter, root: Node) -> None:
    surface = flow.surface
    width = flow.page.width
    heading = Text(setter.plain(meta.title, theme.TITLE, width), theme.TITLE, same(surface.add(root, "H1")))
    surface.bookmark(one_line(meta.title), 0, flow.y)
    flow.place([Column(flow.page.left, [heading])], keep=False)
    lines = setter.plain(meta.subtitle, theme.SUBTITLE, min(width, 640))
    if lines:
        flow.gap(2)
        text = Text(lines, theme.SUBTITLE, same(surface.add(root, "P")))
        flow.place([Column(flow.page.left, [text])], keep=False)


def _place_section(section: Section, flow: Flow, setter: Setter, root: Node) -> None:
    surface = flow.surface
    node = surface.add(root, "Sect")
    if section.new_page and not flow.fresh:
        flow.break_page()
    blocks = section.blocks
    laid = _ahead(blocks, setter, flow.page.width)
    _place_heading(section, flow, setter, node, laid[0].head if laid else 0.0)
    for index in range(len(blocks)):
        if index:
            flow.gap(_gap(blocks[index - 1], blocks[index]))
        this = laid[index]
        leads_in = isinstance(this, _LeadIn)
        if leads_in:
            flow.need(this.head)
        this.place(flow, node)
        if leads_in:
            flow.keep_with_next()
    surface.close(node)


@dataclass(frozen=True, slots=True)
class _LeadIn:
    """A short paragraph that stays with the list or table below it."""

    paragraph: LaidParagraph
    head: float

    def place(self, flow: Flow, parent: Node) -> None:
        """Place the paragraph."""
        self.paragraph.place(flow, parent)


def _ahead(blocks: Sequence[Block], setter: Setter, width: float) -> list[Laid]:
    """Return ``blocks`` ready to be placed, knowing of each what must stand below it on the same page."""
    laid = [_lay(block, setter, width) for block in blocks]
    for index in range(len(blocks) - 2, -1, -1):
        this = laid[index]
        if isinstance(this, LaidParagraph) and this.leads_in and isinstance(blocks[index + 1], _LED_IN):
            height = len(this.lines) * this.style.leading + _gap(blocks[index], blocks[index + 1])
            laid[index] = _LeadIn(this, height + laid[index + 1].head)
    return laid


def _place_heading(section: Section, flow: Flow, setter: Setter, node: Node, head: float) -> None:
    surface = flow.surface
    lines = setter.plain(section.heading, theme.HEADING, flow.page.width)
    height = len(lines) * theme.HEADING.leading + _HEADING_RULE + theme.HEADING_GAP
    if not flow.fresh:
        flow.need(theme.SECTION_GAP + height + head)
        flow.gap(theme.SECTION_GAP)
    if section.anchor:
        surface.destination(section.anchor, flow.y)
    if not lines:
        return
    surface.bookmark(one_line(section.heading), 0, flow.y)
    text = Text(lines, theme.HEADING, same(surface.add(node, "H2")))
    flow.place([Column(flow.page.left, [text])], keep=False)
    surface.draw(rule(flow.page.width, theme.RULE, 0.8), flow.page.left, flow.y + _HEADING_RULE)
    flow.move(_HEADING_RULE + theme.HEADING_GAP, heading=True)


def _gap(before: Block, after: Block) -> float:
    if isinstance(before, Paragraph):
        if isinstance(after, Bullets):
            return theme.LEAD_IN_GAP
        if isinstance(after, Paragraph):
            return theme.PARAGRAPH_GAP
    if isinstance(after, Paragraph) and after.quiet:
        return theme.PARAGRAPH_GAP
    return theme.BLOCK_GAP
