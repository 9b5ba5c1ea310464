"""A tagged page canvas: pages of operators, marked content, links, destinations, bookmarks, and the file around them.

Knows PDF/UA-1 and PDF/A-2a and nothing of reports. Pages are compressed and written as they end; what needs the number of
pages is drawn into a second, small content stream of each page at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from chronology_tui.report.pdf.metadata import Properties
from chronology_tui.report.pdf.objects import ObjectFile, reference, text_string
from chronology_tui.report.pdf.reportlab_seam import EmbeddedFont, FontFile
from chronology_tui.report.pdf.seal import BLANK, Mark, Sealing
from chronology_tui.report.pdf.structure import Node, StructureTree
from chronology_tui.report.pdf.symbols import EmbeddedSymbols, SymbolFont

_PROFILE = Path(__file__).with_name("srgb.icc")
HEADER = "/Artifact <</Type/Pagination/Subtype/Header/Attached[/Top]>> BDC"
FOOTER = "/Artifact <</Type/Pagination/Subtype/Footer/Attached[/Bottom]>> BDC"
LAYOUT = "/Artifact <</Type/Layout>> BDC"
REPEATED = "/Artifact <</Type/Pagination>> BDC"
END = "EMC"


@dataclass(slots=True)
class _Bookmark:
    number: int
    title: str
    where: str
    kids: list[_Bookmark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page that is written, all but its foot."""

    number: int
    footer: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Link:
    """A link: the index of its page, its box, and its target."""

    page: int
    box: tuple[float, float, float, float]
    target: int


Footer = Callable[[int, int, str], Iterable[str]]
"""Gives the last operators of a page by its number, the number of pages, and words to print as the check code: on the last page
only, empty on all others. It is called once for each page, with a blank of the same width in the place of the code."""


class TaggedCanvas:
    """Writes one tagged file.

    Attributes:
        width, height: size in points of the page that is open, or whose foot is being drawn.
        tree: the structure tree.
        operators: the content of the page that is open, in drawing order.
    """

    def __init__(self, out: BinaryIO, properties: Properties) -> None:
        self.width = 0.0
        self.height = 0.0
        self.operators: list[str] = []
        self._properties = properties
        self._count = 0
        self._file = ObjectFile(out, self._reserve)
        self._root = self._reserve()
        self._pages = self._reserve()
        self._fonts = self._reserve()
        self.tree = StructureTree(self._file, self._reserve)
        self._embedded: dict[str, EmbeddedFont | EmbeddedSymbols] = {}
        self._page = 0
        self._page_key = 0
        self._annotations: list[str] = []
        self._done: list[_Page] = []
        self._sealing = Sealing()
        self._links: list[_Link] = []
        self._targets: dict[str, int] = {}
        self._places: dict[int, tuple[int, float]] = {}
        self._bookmarks: list[_Bookmark] = []

    def embed(self, font: FontFile | SymbolFont) -> EmbeddedFont | EmbeddedSymbols:
        """Return the use of ``font`` in this file."""
        use = self._embedded.get(font.name)
        if use is None:
            use = self._embedded[font.name] = font.embed(f"F{len(self._embedded) + 1}")
        return use

    def start_page(self, width: float, height: float) -> None:
        """End the open page, if any, and begin the next, of this size."""
        if self._page:
            self._end_body()
            self.tree.end_page()
        self.width, self.height = width, height
        self._page = self._reserve()
        self._page_key = self.tree.start_page(self._page)

    def destination(self, name: str, top: float) -> None:
        """Make the place ``top`` points above the foot of the open page the target of links to ``name``; the first one counts."""
        number = self._target(name)
        if not self._file.has(number):
            self._file.put(number, self._place(top).encode())
            self._places[number] = (len(self._done), min(top, self.height))

    def link(self, node: Node, box: tuple[float, float, float, float], name: str, words: str) -> None:
        """Lay a link to ``name`` over ``box`` (left, bottom, right, top); ``words`` tell where it goes."""
        number = self._reserve()
        key = self.tree.attach(node, number)
        self._annotations.append(reference(number))
        self._links.append(_Link(len(self._done), box, self._target(name)))
        self._file.put(
            number,
            b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%.2f %.2f %.2f %.2f]" % box
            + b"/Contents %s/StructParent %d/A<</Type/Action/S/GoTo/D %d 0 R>>>>" % (text_string(words), key, self._target(name)),
        )

    def bookmark(self, title: str, level: int, top: float) -> None:
        """Add a bookmark to the open page; ``level`` 1 goes below the last one of level 0, and so on."""
        siblings = self._bookmarks
        for _ in range(level):
            if siblings:
                siblings = siblings[-1].kids
        siblings.append(_Bookmark(self._reserve(), title, self._place(top)))

    def finish(self, footer: Footer) -> str:
        """Write everything that is left and return the check code; at least one page must have been begun."""
        self._end_body()
        code = self._write_feet(footer)
        self.tree.end_page()
        self.tree.finish()
        fonts = "".join(use.write(self._file, self._reserve) for use in self._embedded.values())
        self._file.put(self._fonts, f"<<{fonts}>>".encode())
        kids = " ".join(reference(page.number) for page in self._done)
        self._file.put(self._pages, f"<</Type/Pages/Count {len(self._done)}/Kids[{kids}]>>".encode())
        self._write_catalogue()
        return code

    @property
    def pages(self) -> int:
        """How many pages are done."""
        return len(self._done)

    def _write_feet(self, footer: Footer) -> str:
        """Write the foot of every page, that of the last with the code of all, which is returned."""
        self._sealing.marks(self._marks())
        total = len(self._done)
        code = ""
        for number, page in enumerate(self._done, start=1):
            self.width, self.height = page.width, page.height
            foot = "\n".join(footer(number, total, BLANK if number == total else "")).encode("latin-1")
            self._sealing.foot(foot)
            if number == total:
                code = self._sealing.code(self._properties.title, self._properties.author, self._properties.subject)
                foot = code.encode().join(foot.rsplit(BLANK.encode(), 1))
            self._file.put_stream(page.footer, b"", foot)
        return code

    def _marks(self) -> Iterator[Mark]:
        for link in self._links:
            page, top = self._places[link.target]
            yield Mark(link.page + 1, "Link", link.box, (page + 1, 0.0, top))

    def _reserve(self) -> int:
        self._count += 1
        return self._count

    def _target(self, name: str) -> int:
        number = self._targets.get(name)
        if number is None:
            number = self._targets[name] = self._reserve()
        return number

    def _place(self, top: float) -> str:
        return f"[{self._page} 0 R/XYZ 0 {min(top, self.height):.2f} null]"

    def _end_body(self) -> None:
        """Write the open page, all but its foot."""
        body, footer = self._reserve(), self._reserve()
        self._done.append(_Page(self._page, footer, self.width, self.height))
        content = "\n".join(self.operators).encode("latin-1")
        self._sealing.page(self.width, self.height, content)
        self._file.put_stream(body, b"", content)
        self.operators.clear()
        links = f"/Annots[{' '.join(self._annotations)}]" if self._annotations else ""
        self._annotations.clear()
        self._file.put(
            self._page,
            f"<</Type/Page/Parent {self._pages} 0 R/MediaBox[0 0 {self.width:g} {self.height:g}]"
            f"/Contents[{body} 0 R {footer} 0 R]"
            f"/Resources<</Font {self._fonts} 0 R>>/StructParents {self._page_key}/Tabs/S{links}>>".encode(),
        )
        self._page = 0

    def _write_catalogue(self) -> None:
        metadata, profile, information = self._reserve(), self._reserve(), self._reserve()
        self._file.put_stream(metadata, b"/Type/Metadata/Subtype/XML", self._properties.packet(), compress=False)
        self._file.put_stream(profile, b"/N 3", _PROFILE.read_bytes())
        self._file.put(information, self._properties.information())
        outlines = self._write_outlines()
        self._file.put(
            self._root,
            b"<</Type/Catalog/Pages %d 0 R/Lang %s" % (self._pages, text_string(self._properties.language))
            + b"/StructTreeRoot %d 0 R/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>" % self.tree.number
            + b"/Metadata %d 0 R" % metadata
            + b"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
            + b"/Info(sRGB IEC61966-2.1)/DestOutputProfile %d 0 R>>]" % profile
            + outlines
            + b">>",
        )
        self._file.finish(self._root, information)

    def _write_outlines(self) -> bytes:
        if not self._bookmarks:
            return b""
        root = self._reserve()
        self._write_siblings(self._bookmarks, root)
        first, last = self._bookmarks[0].number, self._bookmarks[-1].number
        count = len(self._bookmarks)
        self._file.put(root, f"<</Type/Outlines/First {first} 0 R/Last {last} 0 R/Count {count}>>".encode())
        return b"/Outlines %d 0 R/PageMode/UseOutlines" % root

    def _write_siblings(self, siblings: list[_Bookmark], parent: int) -> None:
        for index, mark in enumerate(siblings):
            entries = f"/Parent {parent} 0 R/Dest{mark.where}"
            if index:
                entries += f"/Prev {siblings[index - 1].number} 0 R"
            if index + 1 < len(siblings):
                entries += f"/Next {siblings[index + 1].number} 0 R"
            if mark.kids:
                self._write_siblings(mark.kids, mark.number)
                first, last = mark.kids[0].number, mark.kids[-1].number
                entries += f"/First {first} 0 R/Last {last} 0 R/Count -{len(mark.kids)}"
            self._file.put(mark.number, b"<</Title" + text_string(mark.title) + entries.encode() + b">>")
