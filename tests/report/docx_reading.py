"""An independent reader of Word files for the tests: the zip, its XML, and nothing of what wrote them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element, fromstring

from chronology_tui.domain.scales import Severity
from chronology_tui.report.document import (
    Axis,
    Bullets,
    Card,
    Cards,
    Cell,
    Chart,
    Column,
    ColumnKind,
    Fact,
    Facts,
    FindingItem,
    FindingList,
    LifeLine,
    Meta,
    Outcome,
    Paragraph,
    Quote,
    ReportDocument,
    Ribbon,
    RibbonLane,
    RibbonMark,
    Row,
    Run,
    Section,
    Series,
    Subheading,
    Table,
    Tone,
)
from chronology_tui.report.docx import write_docx
from chronology_tui.report.reading import document_lines
from chronology_tui.report.shown import shown

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOT_PRINTED_BY_ALL = frozenset({"FigureDescription", "AfterTable"})
"""Styles of paragraphs that say what other writers say without printing it, or nothing."""


class WordFile:
    """A Word file in memory."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
            self.parts = {name: archive.read(name) for name in archive.namelist()}
            self.entries = archive.infolist()

    def xml(self, name: str = "word/document.xml") -> Element:
        """Return the root of a part."""
        return fromstring(self.parts[name])  # noqa: S314 - made a moment ago by the code under test

    @property
    def body(self) -> Element:
        """The body of the document."""
        found = self.xml().find(f"{W}body")
        assert found is not None
        return found

    def paragraphs(self) -> Iterator[tuple[str, str]]:
        """Yield the style and the words of each paragraph in order."""
        for paragraph in self.body.iter(f"{W}p"):
            yield style_of(paragraph), paragraph_text(paragraph)

    def words(self) -> list[str]:
        """Return the words of the body in order, without squares."""
        texts = (text for style, text in self.paragraphs() if style not in NOT_PRINTED_BY_ALL)
        return [word.casefold() for text in texts for word in text.split()]


def style_of(paragraph: Element) -> str:
    """Return the id of the style of a paragraph."""
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.attrib[f"{W}val"]


def paragraph_text(paragraph: Element) -> str:
    """Return the text of a paragraph with a blank for each tab and line break, without squares."""
    parts = []
    for run in paragraph.iter(f"{W}r"):
        style = run.find(f"{W}rPr/{W}rStyle")
        if style is not None and style.attrib[f"{W}val"] == "Gauge":
            continue
        for child in run:
            if child.tag == f"{W}t":
                parts.append(child.text or "")
            elif child.tag in {f"{W}tab", f"{W}br"}:
                parts.append(" ")
    return "".join(parts)


def made(document: ReportDocument) -> WordFile:
    """Return ``document`` as a Word file."""
    out = io.BytesIO()
    write_docx(document, out)
    return WordFile(out.getvalue())


def expected_words(document: ReportDocument) -> list[str]:
    """Return the words that a file of ``document`` must say, in order, as a reader sees them."""
    return [word.casefold() for line in document_lines(document) for word in shown(line).split()]


def every_block(text: str = "Words of a person") -> ReportDocument:
    """Return a report with every kind of block, each of whose texts is ``text``; one section lies between two that stand."""
    line = (Run(text), Run(" "), Run(text, Tone.STRONG), Run(text, Tone.LABEL), Run(text, Tone.QUIET))
    linked = (Run(text, target="finding-a"), Run(text, Tone.STRONG, target="entry-1"), Run(text, target="later"))
    columns = (
        Column("No.", ColumnKind.NUMBER),
        Column(text, ColumnKind.DATE),
        Column(text, ColumnKind.TEXT),
        Column("Severity", ColumnKind.SEVERITY),
    )
    rows = tuple(
        Row(
            (
                Cell(((Run(str(number), target="finding-a"),),)),
                Cell((line,)),
                Cell((line, linked)),
                Cell(((Run(severity.word),),), severity),
            ),
            f"entry-{number}",
            f"{text}{number // 3}",
        )
        for number, severity in enumerate(Severity, start=1)
    )
    table = Table(text, columns, rows)
    figures = (
        LifeLine(text, text, (), ()),
        Ribbon(
            text, text, date(2024, 1, 1), date(2024, 2, 1), (RibbonLane(text, (RibbonMark(date(2024, 1, 2), Outcome.LATE),)),)
        ),
        Chart(text, text, Axis(text, 0, 1, ()), Axis(text, 0, 1, ()), (Series(text, ((0.0, 1.0),)),)),
    )
    finding = FindingItem("strong", 3, text, (line, linked), "finding-a")
    return ReportDocument(
        Meta(f"T {text}", text, "en-GB", text, text, date(2024, 8, 30), text),
        (
            Section(text, (Paragraph(line), Paragraph(linked, quiet=True), Facts((Fact(text, line),)), *figures), "first"),
            Section(text, (table,), landscape=True),
            Section(
                text,
                (
                    FindingList((finding,)),
                    Subheading(text, "later"),
                    FindingList((FindingItem("strength", 0, text, (), "finding-b"),)),
                    Cards((Card(text, text, linked),)),
                    Quote(text, linked),
                    Bullets((line, linked)),
                ),
                new_page=True,
            ),
        ),
    )
