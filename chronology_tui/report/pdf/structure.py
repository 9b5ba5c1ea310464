"""The structure tree of a tagged PDF (ISO 32000-1, 14.7): what each piece of the page is, in reading order.

Elements are written as soon as they are closed, so that a table of 20,000 rows costs one open row of memory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chronology_tui.report.pdf.objects import ObjectFile, reference, text_string


@dataclass(frozen=True, slots=True)
class Attributes:
    """What an element says about itself besides its tag.

    Attributes:
        scope: "Row" or "Column" for a table heading.
        span: how many columns a table cell covers.
        numbering: list numbering ("Disc", "None") of a list.
        summary: words that introduce a table to those who hear it.
        alternative: words in place of a figure.
        actual: what words drawn in another order say.
        box: left, bottom, right, top of a figure, in points from the lower left corner of the page.
    """

    scope: str = ""
    span: int = 1
    numbering: str = ""
    summary: str = ""
    alternative: str = ""
    actual: str = ""
    box: tuple[float, float, float, float] | None = None


PLAIN = Attributes()


class Node:
    """One element of the structure tree that is still open."""

    __slots__ = ("entries", "kids", "number", "open", "page", "parent", "tag")

    def __init__(self, number: int, tag: str, parent: Node | None, entries: bytes) -> None:
        self.number = number
        self.tag = tag
        self.parent = parent
        self.entries = entries
        self.kids: list[str] = []
        self.open: list[Node] = []
        self.page = 0


class StructureTree:
    """Builds the tree and its parent tree, and writes both to the file."""

    def __init__(self, file: ObjectFile, reserve: Callable[[], int]) -> None:
        self._file = file
        self._reserve = reserve
        self.number = reserve()
        self._keys: list[str] = []
        self._page = 0
        self._page_kids: list[str] = []
        self._page_list = 0
        self.document = Node(reserve(), "Document", None, b"")

    def add(self, parent: Node, tag: str, attributes: Attributes = PLAIN) -> Node:
        """Open a new element at the end of ``parent``."""
        node = Node(self._reserve(), tag, parent, b"" if attributes is PLAIN else _entries(attributes))
        parent.kids.append(reference(node.number))
        parent.open.append(node)
        return node

    def close(self, node: Node) -> None:
        """Write ``node`` and all below it; nothing can be added to them after that."""
        for child in node.open:
            child.parent = None
            self._write(child, node.number)
        node.open.clear()
        parent = node.parent
        if parent is not None:
            parent.open.remove(node)
        self._write_one(node, parent.number if parent is not None else self.number)

    def start_page(self, page: int) -> int:
        """Begin the marked content of page object ``page`` and return its key in the parent tree."""
        self._page = page
        self._page_kids = []
        self._page_list = self._reserve()
        self._keys.append(reference(self._page_list))
        return len(self._keys) - 1

    def end_page(self) -> None:
        """Write which element each piece of marked content of the page belongs to."""
        self._file.put(self._page_list, f"[{' '.join(self._page_kids)}]".encode())

    def mark(self, node: Node) -> int:
        """Return the number of a new piece of marked content that belongs to ``node``."""
        mark = len(self._page_kids)
        self._page_kids.append(reference(node.number))
        if not node.page:
            node.page = self._page
        if node.page == self._page:
            node.kids.append(str(mark))
        else:
            node.kids.append(f"<</Type/MCR/Pg {self._page} 0 R/MCID {mark}>>")
        return mark

    def attach(self, node: Node, annotation: int) -> int:
        """Make annotation object ``annotation`` part of ``node`` and return its key in the parent tree."""
        node.kids.append(f"<</Type/OBJR/Pg {self._page} 0 R/Obj {annotation} 0 R>>")
        self._keys.append(reference(node.number))
        return len(self._keys) - 1

    def finish(self) -> None:
        """Write every element that is still open, and the root."""
        self.close(self.document)
        numbers = " ".join(f"{key} {value}" for key, value in enumerate(self._keys))
        self._file.put(
            self.number,
            f"<</Type/StructTreeRoot/K[{self.document.number} 0 R]/ParentTree<</Nums[{numbers}]>>"
            f"/ParentTreeNextKey {len(self._keys)}>>".encode(),
        )

    def _write(self, node: Node, parent: int) -> None:
        for child in node.open:
            self._write(child, node.number)
        node.open.clear()
        self._write_one(node, parent)

    def _write_one(self, node: Node, parent: int) -> None:
        page = b"/Pg %d 0 R" % node.page if node.page else b""
        kids = " ".join(node.kids).encode()
        self._file.put(
            node.number,
            b"<</Type/StructElem/S/%s/P %d 0 R%s%s/K[%s]>>" % (node.tag.encode(), parent, node.entries, page, kids),
        )


def _entries(attributes: Attributes) -> bytes:
    parts: list[bytes] = []
    if attributes.alternative:
        parts.append(b"/Alt " + text_string(attributes.alternative))
    if attributes.actual:
        parts.append(b"/ActualText " + text_string(attributes.actual))
    owned: list[bytes] = []
    table = b""
    if attributes.scope:
        table += b"/Scope/" + attributes.scope.encode()
    if attributes.span > 1:
        table += b"/ColSpan %d" % attributes.span
    if attributes.summary:
        table += b"/Summary " + text_string(attributes.summary)
    if table:
        owned.append(b"<</O/Table" + table + b">>")
    if attributes.numbering:
        owned.append(b"<</O/List/ListNumbering/" + attributes.numbering.encode() + b">>")
    if attributes.box is not None:
        owned.append(b"<</O/Layout/Placement/Block/BBox[%.2f %.2f %.2f %.2f]>>" % attributes.box)
    if len(owned) == 1:
        parts.append(b"/A" + owned[0])
    elif owned:
        parts.append(b"/A[" + b"".join(owned) + b"]")
    return b"".join(parts)
