"""The seam to python-docx: it makes the parts, content types and relationships of the package; nothing else imports it.

python-docx would hold the whole body as a tree and is quadratic in the rows of a table: it makes everything but the body, which
is streamed beside the parts that it made.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import BinaryIO

import docx
from docx.enum.section import WD_SECTION
from docx.opc.coreprops import CoreProperties
from docx.opc.rel import Relationships
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section

from chronology_tui.domain.text import one_line
from chronology_tui.report.document import Meta
from chronology_tui.report.docx import theme
from chronology_tui.report.docx.markup import paragraph, text_runs
from chronology_tui.report.docx.styles import numbering_xml, settings_xml, styles_xml
from chronology_tui.report.shown import shown

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_WANTED = ("/officeDocument", "/core-properties", "/styles", "/settings", "/numbering")
"""Ends of the relationship types that are kept of the template: its theme, fonts, picture and bibliography go."""
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LONGEST_PROPERTY = 255
_BODY = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A package without its body.

    Attributes:
        parts: every part but the body, in the order of the file.
        pages: section properties as mark-up, by whether the pages lie.
    """

    parts: tuple[tuple[str, bytes], ...]
    pages: Mapping[bool, str]


def skeleton(meta: Meta, sides: Iterable[bool]) -> Skeleton:
    """Return the package of a document: styles, settings, header, footers, properties.

    Args:
        meta: properties of the document.
        sides: whether pages lie, once for each kind of page that the document has.
    """
    document = docx.Document()
    for owner in (document.part.package, document.part):
        _drop_unwanted(owner.rels)
    _replace(document.styles.element, styles_xml(theme.TYPE[meta.look], meta.language))
    _replace(document.settings.element, settings_xml(meta.language))
    _replace(document.part.numbering_part.element, numbering_xml())
    pages: dict[bool, str] = {}
    for landscape in sides:
        section = document.add_section(WD_SECTION.NEW_PAGE) if pages else document.sections[0]
        pages[landscape] = _page(section, meta, landscape=landscape)
    _set_properties(document.core_properties, meta)
    held = io.BytesIO()
    document.save(held)
    with zipfile.ZipFile(held) as made:
        return Skeleton(tuple((name, made.read(name)) for name in made.namelist() if name != _BODY), pages)


def write_package(package: Skeleton, body: Iterable[str], out: BinaryIO) -> None:
    """Write the parts of ``package`` and the body between them, with the same dates and flags on every machine."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in package.parts:
            archive.writestr(_entry(name), content)
        with archive.open(_entry(_BODY), "w") as part:
            part.write(f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {_NAMESPACES}><w:body>'.encode())
            for piece in body:
                part.write(piece.encode())
            part.write(b"</w:body></w:document>")


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)  # dated 1 January 1980, the first day a ZIP file knows
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o600 << 16
    return entry


def _drop_unwanted(relationships: Relationships) -> None:
    for key in [key for key, each in relationships.items() if not each.reltype.endswith(_WANTED)]:
        del relationships[key]


def _replace(element: BaseOxmlElement, xml: str) -> None:
    """Put the children of ``xml`` in the place of those of ``element``, which stays the root of its part."""
    element.clear()
    element.extend(list(parse_xml(xml)))


def _page(section: Section, meta: Meta, *, landscape: bool) -> str:
    """Give a section its header and footer, and return its properties as mark-up in the order of the schema."""
    references = []
    stories = (("header", section.header, _header(meta)), ("footer", section.footer, _footer(meta, landscape=landscape)))
    for kind, story, content in stories:
        story.is_linked_to_previous = False
        _replace(story.part.element, f"<w:{kind} {_NAMESPACES}>{content}</w:{kind}>")
        key = section.part.relate_to(story.part, f"{_RELATION}/{kind}")
        references.append(f'<w:{kind}Reference w:type="default" r:id="{key}"/>')
    width, height = theme.A4[::-1] if landscape else theme.A4
    orientation = ' w:orient="landscape"' if landscape else ""
    return (
        f'<w:sectPr>{"".join(references)}<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{orientation}/>'
        f'<w:pgMar w:top="{theme.TOP_MARGIN}" w:right="{theme.MARGIN}" w:bottom="{theme.BOTTOM_MARGIN}" w:left="{theme.MARGIN}" '
        'w:header="510" w:footer="510" w:gutter="0"/><w:cols w:space="720"/></w:sectPr>'
    )


def _header(meta: Meta) -> str:
    return paragraph("Header", text_runs(meta.marking), meta.marking)


def _footer(meta: Meta, *, landscape: bool) -> str:
    right = f'<w:tabs><w:tab w:val="right" w:pos="{theme.text_width(landscape=landscape)}"/></w:tabs>'
    number = f"<w:r><w:tab/></w:r>{text_runs('Page ')}{_field('PAGE')}{text_runs(' of ')}{_field('NUMPAGES')}"
    return paragraph("Footer", text_runs(meta.footer) + number, meta.footer, properties=right)


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _set_properties(properties: CoreProperties, meta: Meta) -> None:
    """Set every property that the template sets or that Word would fill in with the user of the machine."""
    day = datetime.combine(meta.as_of, time(), UTC)
    properties.title = _property(meta.title)
    properties.subject = _property(meta.subtitle)
    properties.author = properties.last_modified_by = _property(meta.author)
    properties.keywords = _property(meta.marking)
    properties.language = meta.language
    properties.category = properties.comments = ""
    properties.revision = 1
    properties.created = properties.modified = day


def _property(text: str) -> str:
    """Return ``text`` in one line of the most characters that python-docx takes for a property."""
    words = one_line(shown(text))
    return words if len(words) <= _LONGEST_PROPERTY else words[: _LONGEST_PROPERTY - 1] + "…"
