"""Ticks, crosses and arrows, which no font of the chain has, as a small Type 3 font of drawn outlines (ISO 32000-1, 9.6.5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from chronology_tui.report.pdf.objects import ObjectFile, reference

_WIDTH = 800.0
_PEN = "90 w 1 J 1 j"
_TICK = f"{_PEN} 140 330 m 330 120 l 670 600 l S"
_CROSS = f"{_PEN} 170 110 m 630 570 l S 630 110 m 170 570 l S"
_LEFT = f"{_PEN} 720 340 m 90 340 l S 320 560 m 90 340 l 320 120 l S"
_RIGHT = f"{_PEN} 80 340 m 710 340 l S 480 560 m 710 340 l 480 120 l S"
_UP = f"{_PEN} 400 10 m 400 660 l S 180 430 m 400 660 l 620 430 l S"
_DOWN = f"{_PEN} 400 680 m 400 20 l S 180 250 m 400 20 l 620 250 l S"
_OUTLINES = {"✓": _TICK, "✔": _TICK, "✗": _CROSS, "✘": _CROSS, "←": _LEFT, "↑": _UP, "→": _RIGHT, "↓": _DOWN}
_CODES = {char: 0x41 + index for index, char in enumerate(_OUTLINES)}


class SymbolFont:
    """The drawn symbols, offered like a font."""

    name = "Symbols"
    default_width = _WIDTH
    glyphs: Mapping[int, int] = {ord(char): code for char, code in _CODES.items()}
    widths: Mapping[int, float] = dict.fromkeys(glyphs, _WIDTH)

    def embed(self, name: str) -> EmbeddedSymbols:
        """Return the use of the symbols in one file."""
        return EmbeddedSymbols(name)


class EmbeddedSymbols:
    """The use of the symbols in one file."""

    def __init__(self, name: str) -> None:
        self.main = f"/{name}"
        self._name = name

    def encode(self, text: str) -> list[tuple[str, str]]:
        """Return ``text`` as (resource name, escaped string) parts."""
        return [(self.main, "".join(chr(_CODES[char]) for char in text))]

    def write(self, file: ObjectFile, reserve: Callable[[], int]) -> str:
        """Embed the symbols and return the resource entry."""
        number, unicode_map = reserve(), reserve()
        outlines: list[str] = []
        for char, outline in _OUTLINES.items():
            stream = reserve()
            file.put_stream(stream, b"", f"{_WIDTH:g} 0 0 -60 {_WIDTH:g} 760 d1 {outline}".encode("ascii"))
            outlines.append(f"/s{_CODES[char]:02X} {reference(stream)}")
        names = "".join(f"/s{code:02X}" for code in _CODES.values())
        file.put_stream(unicode_map, b"", _unicode_map())
        first, last = min(_CODES.values()), max(_CODES.values())
        widths = " ".join(f"{_WIDTH:g}" for _ in _CODES)
        file.put(
            number,
            f"<</Type/Font/Subtype/Type3/FontBBox[0 -60 {_WIDTH:g} 760]/FontMatrix[.001 0 0 .001 0 0]/Resources<<>>"
            f"/CharProcs<<{''.join(outlines)}>>/Encoding<</Type/Encoding/Differences[{first}{names}]>>"
            f"/FirstChar {first}/LastChar {last}/Widths[{widths}]/ToUnicode {unicode_map} 0 R>>".encode("ascii"),
        )
        return f"/{self._name} {reference(number)}"


def _unicode_map() -> bytes:
    entries = "\n".join(f"<{code:02X}> <{ord(char):04X}>" for char, code in _CODES.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Symbols def /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(_CODES)} beginbfchar\n{entries}\nendbfchar\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode("ascii")
