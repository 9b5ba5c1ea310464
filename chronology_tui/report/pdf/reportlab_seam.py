"""The only place that touches ReportLab: TrueType files are read, measured and cut down to the characters that a report uses.

ReportLab's own canvas is not used, and nothing of ReportLab is patched. Its faults that matter for PDF/A and PDF/UA lie in the
parts that are written here instead: the map from codes to Unicode (it maps code 0, puts more than 100 entries in a block and
writes five digits above U+FFFF), the line end before ``endstream`` and an initial font that is not embedded.

Private members in use, checked by a test against the pinned version: ``TTFont.state[...]`` with ``subsets`` and ``frozen``, and
of the face ``charToGlyph``, ``charWidths``, ``defaultWidth``, ``makeSubset`` and the descriptor's numbers.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from threading import Lock

from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC, SUBSETN, TTFont

from chronology_tui.report.pdf.objects import ObjectFile, reference

_ESCAPES = {ord("\\"): "\\\\", ord("("): "\\(", ord(")"): "\\)", ord("\r"): "\\r", ord("\n"): "\\n"}
_NEEDS_ESCAPE = frozenset("\\()\r\n")


class FontFile:
    """A TrueType file, read once for the whole process.

    Attributes:
        name: PostScript name.
        glyphs: the characters it holds.
        widths: their widths in thousandths of the type size.
    """

    def __init__(self, path: Path) -> None:
        self.ttfont = TTFont(path.stem, str(path), asciiReadable=True, shapable=False)
        self.lock = Lock()
        face = self.ttfont.face
        self.name: str = face.name.decode("ascii")
        self.glyphs: Mapping[int, int] = face.charToGlyph
        self.widths: Mapping[int, float] = face.charWidths
        self.default_width: float = face.defaultWidth

    def embed(self, name: str) -> EmbeddedFont:
        """Return the use of the font in one file, under resource names that begin with ``name``."""
        return EmbeddedFont(self, name)


@lru_cache(maxsize=16)
def open_font(path: Path) -> FontFile:
    """Return the font in ``path``, which is read the first time only."""
    return FontFile(path)


class _Owner:
    """What ReportLab keys the characters used in one file by."""


class EmbeddedFont:
    """The use of one font in one file: characters get codes as they come, and only those are embedded.

    Args:
        font: the font.
        name: stem of the resource names, such as "F1".
    """

    def __init__(self, font: FontFile, name: str) -> None:
        self.font = font
        self._name = name
        self._owner = _Owner()
        self._codes: dict[int, str] = {}
        self.main = f"/{name}S0"
        with font.lock:
            font.ttfont.splitString(" ", self._owner)

    def encode(self, text: str) -> list[tuple[str, str]]:
        """Return ``text`` as (resource name, escaped string) parts; every character must be in the font."""
        if text.isascii():
            return [(self.main, escape(text))]
        if all(code in self._codes for code in map(ord, set(text)) if code > 0x7E):
            return [(self.main, escape(text.translate(self._codes)))]
        with self.font.lock:
            parts = self.font.ttfont.splitString(text, self._owner)
        if len(parts) == 1 and parts[0][0] == 0:
            self._codes.update({ord(char): chr(code) for char, code in zip(text, parts[0][1], strict=True) if not char.isascii()})
        return [(f"/{self._name}S{subset}", escape(data.decode("latin-1"))) for subset, data in parts]

    def write(self, file: ObjectFile, reserve: Callable[[], int]) -> str:
        """Embed the font and return its resource entries."""
        with self.font.lock:
            state = self.font.ttfont.state[self._owner]
            state.frozen = 1
            entries: list[str] = []
            for index, codes in enumerate(state.subsets):
                number = reserve()
                entries.append(f"/{self._name}S{index} {reference(number)}")
                self._write_subset(file, reserve, number, index, codes)
        return "".join(entries)

    def _write_subset(self, file: ObjectFile, reserve: Callable[[], int], number: int, index: int, codes: list[int]) -> None:
        face = self.font.ttfont.face
        base = f"{SUBSETN(index).decode('ascii')}+{self.font.name}"
        program, descriptor, unicode_map = reserve(), reserve(), reserve()
        data = bytes(face.makeSubset(codes))
        file.put_stream(program, b"/Length1 %d" % len(data), data)
        file.put_stream(unicode_map, b"", to_unicode(base, codes))
        flags = (face.flags & ~FF_NONSYMBOLIC) | FF_SYMBOLIC
        box = " ".join(f"{value:g}" for value in face.bbox)
        file.put(
            descriptor,
            f"<</Type/FontDescriptor/FontName/{base}/Flags {flags}/FontBBox[{box}]/ItalicAngle {face.italicAngle:g}"
            f"/Ascent {face.ascent:g}/Descent {face.descent:g}/CapHeight {face.capHeight:g}/StemV {face.stemV:g}"
            f"/MissingWidth {face.defaultWidth:g}/FontFile2 {program} 0 R>>".encode("ascii"),
        )
        widths = " ".join(f"{face.getCharWidth(code):g}" for code in codes)
        file.put(
            number,
            f"<</Type/Font/Subtype/TrueType/BaseFont/{base}/FirstChar 0/LastChar {len(codes) - 1}/Widths[{widths}]"
            f"/ToUnicode {unicode_map} 0 R/FontDescriptor {descriptor} 0 R>>".encode("ascii"),
        )


def escape(text: str) -> str:
    """Return ``text`` fit to stand between the parentheses of a PDF string."""
    if _NEEDS_ESCAPE.isdisjoint(text):
        return text
    return text.translate(_ESCAPES)


def to_unicode(name: str, codes: list[int]) -> bytes:
    """Return the CMap from the codes of a font subset to Unicode (ISO 32000-1, 9.10.3).

    Joined Arabic forms map to the letters they stand for, so that text can be found and copied.
    """
    pairs = [
        (code, _letters(char).encode("utf-16-be").hex().upper())
        for code, char in enumerate(codes)
        if char and not 0xD800 <= char < 0xE000
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{name} def /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange",
    ]
    for start in range(0, len(pairs), 100):
        block = pairs[start : start + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines.extend(f"<{code:02X}> <{letters}>" for code, letters in block)
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")


def _letters(code: int) -> str:
    char = chr(code)
    if 0xFB1D <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFE:
        letter = unicodedata.normalize("NFKC", char).replace(" ", "")
        # A ligature stays what it is: its two letters would be turned round by programs that read text off the page.
        return letter if len(letter) == 1 else char
    return char
