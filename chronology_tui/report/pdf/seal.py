"""The check code of a file: worked out from what its pages show, printed at the foot of the last page, worked out again to check.

It tells whether the words, marks, links, pages or names of a file differ from what was printed. It is no signature: whoever can
write such files can also work out the code of a changed one, so compare it with the code in the export record too.

The code is the start of the SHA-256 of these lines and bytes, in this order, each line ended by a line feed:

1. ``chronology seal 1``
2. for each page: ``page``, width and height, the number of bytes of its body, then the body (its first content stream, decoded)
3. for each page, for each annotation in order: ``mark``, the page, the kind, its rectangle, and for a link the page, left and
   top that it leads to; numbers with two decimals, ``-`` for what is not given
4. for each page: ``foot``, the number of bytes, then the bytes of every further content stream; in the last one the code itself
   is read as :data:`BLANK`
5. ``title``, ``author`` and ``subject``, each with the number of bytes and the words in UTF-8.

Nothing in it depends on how the file is compressed, arranged or encrypted.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from chronology_tui.report.pdf.metadata import CREATOR

if TYPE_CHECKING:
    import pikepdf

BLANK = "-".join(["WWWWW"] * 5)
"""Stands in the place of the code while it is worked out; as wide as any code."""
_CODE = re.compile(rb"(?<![A-Z2-7-])[A-Z2-7]{5}(?:-[A-Z2-7]{5}){4}(?![A-Z2-7-])")
_LETTERS = 25
_GROUP = 5
_PLACE_PARTS = 4
"""A destination: page, kind, left and top."""


class SealError(ValueError):
    """A file whose code cannot be worked out. The message is one plain line without case data.

    Attributes:
        code: "not-pdf", "password" (it is encrypted and the password is missing or wrong) or "not-ours".
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Seal:
    """What :func:`seal_of` found.

    Attributes:
        printed: the code at the foot of the last page; None if there is none.
        recomputed: the code worked out from the file.
        pages: how many pages it has.
    """

    printed: str | None
    recomputed: str
    pages: int

    @property
    def holds(self) -> bool:
        """Whether the file shows what it showed when its code was printed."""
        return self.printed == self.recomputed


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation on a page: its kind, its rectangle, and the page, left and top it leads to."""

    page: int
    kind: str
    box: tuple[float, ...]
    leads: tuple[float | None, ...] = ()

    def line(self) -> str:
        """Return what is hashed."""
        return f"mark {self.page} {self.kind} {_numbers(self.box)} to {_numbers(self.leads)}\n"


class Sealing:
    """Works the code out; the methods are called in the order in which they stand."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256(b"chronology seal 1\n")

    def page(self, width: float, height: float, body: bytes) -> None:
        """Take in a page."""
        self._digest.update(f"page {_numbers((width, height))} {len(body)}\n".encode())
        self._digest.update(body)

    def marks(self, marks: Iterable[Mark]) -> None:
        """Take in the annotations of all pages."""
        for mark in marks:
            self._digest.update(mark.line().encode())

    def foot(self, foot: bytes) -> None:
        """Take in the foot of a page; that of the last one with :data:`BLANK` in the place of the code."""
        self._digest.update(b"foot %d\n" % len(foot))
        self._digest.update(foot)

    def code(self, title: str, author: str, subject: str) -> str:
        """Return the code of a file with these properties."""
        for name, value in (("title", title), ("author", author), ("subject", subject)):
            words = value.encode("utf-8", "surrogatepass")
            self._digest.update(b"%s %d\n%s" % (name.encode(), len(words), words))
        letters = base64.b32encode(self._digest.digest()).decode("ascii")[:_LETTERS]
        return "-".join(letters[start : start + _GROUP] for start in range(0, _LETTERS, _GROUP))


def _numbers(values: Iterable[float | None]) -> str:
    return " ".join("-" if value is None else f"{value + 0.0:.2f}" for value in values) or "-"


def seal_of(source: Path | str | BinaryIO, password: str = "") -> Seal:
    """Return the code that a file shows and the code of what it holds.

    Args:
        source: a file that this program wrote, or a copy of it, compressed or encrypted in any way.
        password: of a protected copy.

    Raises:
        SealError: it is no PDF, needs another password, or was not written by this program.
        OSError: the file cannot be read.
    """
    import pikepdf  # noqa: PLC0415 - only here is a file read, and the library is large

    from chronology_tui.report.pdf.protect import prepared  # noqa: PLC0415

    try:
        with pikepdf.open(source, password=prepared(password)) as pdf:
            return _seal(pdf)
    except pikepdf.PasswordError:
        raise SealError("password", "The file is protected, and the password is missing or wrong.") from None
    except (pikepdf.PdfError, pikepdf.DataDecodingError):
        raise SealError("not-pdf", "The file is no PDF, or it is damaged: it cannot be checked.") from None


def _seal(pdf: pikepdf.Pdf) -> Seal:
    pages = list(pdf.pages)
    if not pages or str(pdf.docinfo.get("/Creator", "")) != CREATOR:
        raise SealError("not-ours", "The file was not written by this program, so it has no check code.")
    sealing = Sealing()
    feet: list[bytes] = []
    for page in pages:
        body, *rest = [stream.read_bytes() for stream in _streams(page)] or [b""]
        feet.append(b"\n".join(rest))
        left, bottom, right, top = (float(edge) for edge in page.cropbox)
        sealing.page(right - left, top - bottom, body)
    sealing.marks(_marks(pages))
    found = list(_CODE.finditer(feet[-1]))
    if found:
        start, end = found[-1].span()
        feet[-1] = feet[-1][:start] + BLANK.encode() + feet[-1][end:]
    for foot in feet:
        sealing.foot(foot)
    names = (str(pdf.docinfo.get(name, "")) for name in ("/Title", "/Author", "/Subject"))
    return Seal(found[-1].group().decode("ascii") if found else None, sealing.code(*names), len(pages))


def _streams(page: pikepdf.Page) -> list[pikepdf.Object]:
    import pikepdf  # noqa: PLC0415

    contents = page.obj.get("/Contents")
    if contents is None:
        return []
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def _marks(pages: Sequence[pikepdf.Page]) -> Iterator[Mark]:
    places = {page.obj.objgen: number for number, page in enumerate(pages, start=1)}
    for number, page in enumerate(pages, start=1):
        for annotation in page.obj.get("/Annots", ()):
            box = tuple(float(edge) for edge in annotation.get("/Rect", ()))
            yield Mark(number, str(annotation.get("/Subtype", "/None"))[1:], box, _leads(annotation, places))


def _leads(annotation: pikepdf.Object, places: dict[tuple[int, int], int]) -> tuple[float | None, ...]:
    import pikepdf  # noqa: PLC0415

    action: Any = annotation.get("/A")
    where: Any = action.get("/D") if isinstance(action, pikepdf.Dictionary) else None
    if not isinstance(where, pikepdf.Array) or len(where) < _PLACE_PARTS:
        return ()
    parts: list[Any] = list(where)  # null comes as None
    page, _, left, top, *_ = parts
    return (places.get(page.objgen), *(None if value is None else float(value) for value in (left, top)))
