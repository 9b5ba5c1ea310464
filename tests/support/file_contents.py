"""Everything that a file holds, for tests that look for what must not be in it: raw, unpacked, decoded and as a reader sees it.

What is found is told as one string, folded, without blanks, hyphens and invisible characters, so that a name is found although a
line, a run or a column was broken inside it.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pikepdf
import pypdf

_NOTHING = re.compile("[\\W_]+")


def squeezed(text: str) -> str:
    """Return the letters and digits of ``text`` alone, folded: names are compared in this form."""
    return _NOTHING.sub("", unicodedata.normalize("NFKC", text).casefold())


def held_by(path: Path, password: str = "") -> str:
    """Return everything that the file at ``path`` holds, squeezed; parts of it are set apart by a stroke."""
    return "|".join(map(squeezed, _parts(path, password)))


def _parts(path: Path, password: str) -> Iterator[str]:
    data = path.read_bytes()
    yield path.name
    yield from _decoded(data)
    if path.suffix == ".pdf":
        yield from _pdf(data, password)
    elif zipfile.is_zipfile(path):
        yield from _zip(data)


def _decoded(data: bytes) -> Iterator[str]:
    for code in ("utf-8", "latin-1", "utf-16-le", "utf-16-be"):
        text = data.decode(code, "ignore")
        yield text
        if "&" in text:
            yield unescape(text)


def _pdf(data: bytes, password: str) -> Iterator[str]:
    with pikepdf.open(io.BytesIO(data), password=password) as pdf:
        yield from _strings(pdf.trailer)
        for item in pdf.objects:
            yield from _strings(item)
            if isinstance(item, pikepdf.Stream):
                yield item.read_bytes().decode("latin-1")
    if password:
        return  # the same pages as those of the file that it is a copy of; what is new in it was looked at above
    with pypdf.PdfReader(io.BytesIO(data)) as reader:
        # Each page by itself and all of them joined: a name may stand on two lines, a row on two pages.
        pages = [page.extract_text() for page in reader.pages]
        yield "".join(pages)
        yield "".join(line[::-1] for page in pages for line in page.splitlines())


def _strings(item: pikepdf.Object) -> Iterator[str]:
    """Yield the strings inside an object that is not a reference: titles, alternatives, actual text, link contents."""
    if isinstance(item, pikepdf.String):
        yield str(item)
        yield from _decoded(bytes(item))
    elif isinstance(item, pikepdf.Name):
        yield str(item)
    elif isinstance(item, pikepdf.Array):
        for inner in item:
            if not getattr(inner, "is_indirect", False):
                yield from _strings(inner)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for name, inner in item.items():
            yield name
            if not getattr(inner, "is_indirect", False):
                yield from _strings(inner)


def _zip(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield archive.comment.decode("latin-1")
        for entry in archive.infolist():
            yield entry.filename
            yield entry.comment.decode("latin-1")
            member = archive.read(entry)
            yield from _decoded(member)
            yield re.sub("<[^>]*>", "", member.decode("utf-8", "ignore"))
