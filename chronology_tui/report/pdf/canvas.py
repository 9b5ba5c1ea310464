"""A tagged page canvas: pages of operators, marked content, links, destinations, bookmarks, and the file around them.

Knows PDF/UA-1 and PDF/A-2a and nothing of reports. Pages are compressed and written as they end; what needs the number of
pages is drawn into a second, small content stream of each page at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from chronology_tui.report.pdf.metadata import Properties
from chronology_tui.report.pdf.objects import ObjectFile, reference, text_string
from chronology_tui.report.pdf.reportlab_seam import EmbeddedFont, FontFile
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


class TaggedCanvas:
    """Writes one tagged file of equal pages.

    Attributes:
        width, height: size of every page in points.
        tree: the structure tree.
        operators: the content of the page that is open, in drawing order.
    """

    def __init__(self, out: BinaryIO, properties: Properties, width: float, height: float) -> None:
        self.width = width
        self.height = height
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
        self._page_numbers: list[int] = []
        self._footers: list[int] = []
        self._targets: dict[str, int] = {}
        self._bookmarks: list[_Bookmark] = []

    def embed(self, font: FontFile | SymbolFont) -> EmbeddedFont | EmbeddedSymbols:
        """Return the use of ``font`` in this file."""
        use = self._embedded.get(font.name)
        if use is None:
            use = self._embedded[font.name] = font.embed(f"F{len(self._embedded) + 1}")
        return use

    def start_page(self) -> None:
        """End the open page, if any, and begin the next."""
        self._end_page()
        self._page = self._reserve()
        self._page_numbers.append(self._page)
        self._page_key = self.tree.start_page(self._page)

    def destination(self, name: str, top: float) -> None:
        """Make the place ``top`` points above the foot of the open page the target of links to ``name``; the first one counts."""
        number = self._target(name)
        if not self._file.has(number):
            self._file.put(number, self._place(top).encode())

    def link(self, node: Node, box: tuple[float, float, float, float], name: str, words: str) -> None:
        """Lay a link to ``name`` over ``box`` (left, bottom, right, top); ``words`` tell where it goes."""
        number = self._reserve()
        key = self.tree.attach(node, number)
        self._annotations.append(reference(number))
        self._file.put(
            number,
            b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%.2f %.2f %.2f %.2f]" % box
            + b"/Contents %s/StructParent %d/A<</Type/Action/S/GoTo/D %d 0 R>>>>" % (text_string(words), key, self._target(name)),
        )

    def bookmark(self, title: str, level: int, top: float) -> None:
        """Add a bookmark to the open page; ``level`` 1 goes below the last one of level 0."""
        place = _Bookmark(self._reserve(), title, self._place(top))
        siblings = self._bookmarks[-1].kids if level and self._bookmarks else self._bookmarks
        siblings.append(place)

    def finish(self, footer: Callable[[int, int], Iterable[str]]) -> None:
        """Write everything that is left; ``footer(page, pages)`` gives the last operators of each page."""
        self._end_page()
        total = len(self._page_numbers)
        for page, number in enumerate(self._footers, start=1):
            self._file.put_stream(number, b"", "\n".join(footer(page, total)).encode("latin-1"))
        self.tree.finish()
        fonts = "".join(use.write(self._file, self._reserve) for use in self._embedded.values())
        self._file.put(self._fonts, f"<<{fonts}>>".encode())
        kids = " ".join(map(reference, self._page_numbers))
        self._file.put(
            self._pages,
            f"<</Type/Pages/Count {total}/Kids[{kids}]/MediaBox[0 0 {self.width:g} {self.height:g}]>>".encode(),
        )
        self._write_catalogue()

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

    def _end_page(self) -> None:
        if not self._page:
            return
        body, footer = self._reserve(), self._reserve()
        self._footers.append(footer)
        self._file.put_stream(body, b"", "\n".join(self.operators).encode("latin-1"))
        self.operators.clear()
        links = f"/Annots[{' '.join(self._annotations)}]" if self._annotations else ""
        self._annotations.clear()
        self._file.put(
            self._page,
            f"<</Type/Page/Parent {self._pages} 0 R/Contents[{body} 0 R {footer} 0 R]"
            f"/Resources<</Font {self._fonts} 0 R>>/StructParents {self._page_key}/Tabs/S{links}>>".encode(),
        )
        self.tree.end_page()
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
