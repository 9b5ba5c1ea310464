"""Which font prints which character: the fall-back chain, joining and direction of Arabic script, and what cannot be printed.

The main face is that of the theme: Atkinson Hyperlegible Next, or Liberation Sans, which has the widths of Arial. Noto Sans
(further Latin, Greek, Cyrillic), Noto Sans Arabic, Noto Sans Hebrew and Droid Sans Fallback (Chinese, Japanese) are opened
only when a character needs them. What no font has is printed as its code point, ``‹U+1F600›``, and listed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from arabic_reshaper import ArabicReshaper
from bidi import get_display
from bidi.mirror import MIRRORED

from chronology_tui.domain.text import visible
from chronology_tui.report.pdf.issue import PdfIssue
from chronology_tui.report.pdf.reportlab_seam import FontFile, open_font
from chronology_tui.report.pdf.symbols import SymbolFont
from chronology_tui.report.pdf.theme import Face

_FOLDER = Path(__file__).with_name("fonts")
REGULAR = _FOLDER / "AtkinsonHyperlegibleNext-Regular.ttf"
BOLD = _FOLDER / "AtkinsonHyperlegibleNext-Bold.ttf"
LIBERATION = (_FOLDER / "LiberationSans-Regular.ttf", _FOLDER / "LiberationSans-Bold.ttf")
_FACES = {Face.ATKINSON: (REGULAR, BOLD), Face.LIBERATION: LIBERATION}
FALLBACKS = (
    _FOLDER / "NotoSans-Regular.ttf",
    _FOLDER / "NotoSansArabic-Regular.ttf",
    _FOLDER / "NotoSansHebrew-Regular.ttf",
    _FOLDER / "DroidSansFallbackFull.ttf",
)
_SYMBOLS = SymbolFont()
Font = FontFile | SymbolFont

# Letters of these scripts change shape and place beside one another, which needs a shaping engine: printed one by one they
# would be wrong without a word, so they count as missing even where a font holds them.
_NEEDS_SHAPING = re.compile("[\u0700-\u08ff\u0900-\u109f\u1780-\u17ff\u1900-\u1aff\u1b00-\u1cff\ua8e0-\ua8ff\uaa00-\uaaff]")
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe"
_LTR = "A-Za-z\u00c0-\u058f\u1e00-\u1fff\u3040-\u9fff"
_LEFT_TO_RIGHT = re.compile(f"[{_LTR}]")
_LEFTWARD = re.compile(f"[{_RTL}]")
# From the first right-to-left letter to the last, or to a number after it, with no left-to-right letter between.
_LEFTWARD_RUN = re.compile(f"[{_RTL}](?:[^{_LTR}]*[{_RTL}0-9])?")
_IGNORED = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFE0E, 0xFE0F))
_SPACES = re.compile("[ \t]+")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\u2028\u2029]")
_TURNED = str.maketrans(MIRRORED)
_LISTED = 40
_PICTURES = {0x2400 + code: f"‹U+{code:04X}›" for code in range(0x20)} | {0x2421: "‹U+007F›"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters in drawing order, all from one font."""

    text: str
    font: Font


@dataclass(frozen=True, slots=True)
class Span:
    """Pieces drawn one after the other.

    Attributes:
        pieces: what is drawn.
        actual: what they say, where that differs from what is drawn.
        missing: characters of ``actual`` that no font has.
        leftward: whether they are read from right to left: drawn in the order they stand on the page, which is what
            programs that read text off a page expect, while ``actual`` has them in the order they are spoken.
    """

    pieces: tuple[Piece, ...]
    actual: str = ""
    missing: str = ""
    leftward: bool = False


@lru_cache(maxsize=1)
def _reshaper() -> ArabicReshaper:
    # Only the four ligatures of lam and alef are obligatory; the one for "Allah" would need a glyph of its own.
    return ArabicReshaper(configuration={"support_ligatures": True, "ARABIC LIGATURE ALLAH": False})


def prepare(text: str) -> str:
    """Return ``text`` fit to be laid out: nothing invisible, composed form, one kind of blank; line ends are kept."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text
    text = visible(_LINE_ENDS.sub("\n", text))
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return _SPACES.sub(" ", text)


class Typefaces:
    """The fonts of one report: measures words, finds the font of each character, and keeps count of what is missing."""

    def __init__(self, face: Face = Face.ATKINSON) -> None:
        self.regular, self.bold = map(open_font, _FACES[face])
        self._fallbacks: list[FontFile] = []
        self._found: tuple[dict[str, Font | None], dict[str, Font | None]] = ({}, {})
        self._missing: set[str] = set()
        self._spans: tuple[dict[str, tuple[Span, ...]], dict[str, tuple[Span, ...]]] = ({}, {})

    def main(self, *, bold: bool) -> FontFile:
        """Return the font of ordinary text."""
        return self.bold if bold else self.regular

    def measure(self, text: str, *, bold: bool) -> float:
        """Return the width of ``text`` in thousandths of the type size."""
        main = self.main(bold=bold)
        if text.isascii():
            return _sum(main, text)
        return sum(_sum(piece.font, piece.text) for span in self.spans(text, bold=bold) for piece in span.pieces)

    def spans(self, text: str, *, bold: bool) -> tuple[Span, ...]:
        """Return how ``text`` is drawn."""
        known = self._spans[bold]
        spans = known.get(text)
        if spans is None:
            spans = self._split(text, bold=bold)
            if len(text) < 40:
                known[text] = spans
        return spans

    def covers(self, text: str, *, bold: bool) -> bool:
        """Whether the main font alone prints ``text`` as it stands."""
        glyphs = self.main(bold=bold).glyphs
        return all(ord(char) in glyphs for char in set(text)) and not _IGNORED.keys() & set(map(ord, text))

    def note_missing(self, characters: str) -> None:
        """Remember characters that are printed as code points."""
        self._missing.update(characters)

    def issues(self) -> tuple[PdfIssue, ...]:
        """Return what could not be printed, by code point."""
        if not self._missing:
            return ()
        listed = [f"U+{ord(char):04X}" for char in sorted(self._missing)[:_LISTED]]
        more = len(self._missing) - len(listed)
        tail = f" and {more:,} more" if more else ""
        return (PdfIssue("missing-glyph", f"No font can print {', '.join(listed)}{tail}: the code points are printed instead."),)

    def _split(self, text: str, *, bold: bool) -> tuple[Span, ...]:
        if self.covers(text, bold=bold):
            return (Span((Piece(text, self.main(bold=bold)),)),)
        if not _LEFTWARD.search(text):
            return tuple(self._runs(text, bold=bold))
        spans: list[Span] = []
        done = 0
        for start, end in _leftward_parts(text):
            spans += self._runs(text[done:start], bold=bold)
            spans += self._leftward(text[start:end], bold=bold)
            done = end
        return (*spans, *self._runs(text[done:], bold=bold))

    def _leftward(self, text: str, *, bold: bool) -> list[Span]:
        # The compiled python-bidi puts characters in order and leaves brackets as they are; its Python twin turns them but
        # fails on unassigned characters. Between right-to-left letters and numbers every bracket is to be turned.
        shaped = _reshaper().reshape(text).translate(_TURNED)
        drawn = self._runs(str(get_display(shaped, base_dir="R")), bold=bold)
        if any(span.missing for span in drawn):
            return self._runs(text, bold=bold)
        return [Span(tuple(piece for span in drawn for piece in span.pieces), text, leftward=True)]

    def _runs(self, text: str, *, bold: bool) -> list[Span]:
        spans: list[Span] = []
        run: list[str] = []
        current: Font = self.main(bold=bold)
        for char in text.translate(_IGNORED):
            font = self._font(char, bold=bold)
            if run and font is not current:
                spans.append(Span((Piece("".join(run), current),)))
                run.clear()
            if font is None:
                spans.append(self._substitute(char, bold=bold))
            else:
                current = font
                run.append(char)
        if run:
            spans.append(Span((Piece("".join(run), current),)))
        return spans

    def _substitute(self, char: str, *, bold: bool) -> Span:
        picture = _PICTURES.get(ord(char))
        drawn = picture or f"‹U+{ord(char):04X}›"
        return Span((Piece(drawn, self.main(bold=bold)),), char, "" if picture else char)

    def _font(self, char: str, *, bold: bool) -> Font | None:
        found = self._found[bold]
        if char not in found:
            found[char] = self._look(char, bold=bold)
        return found[char]

    def _look(self, char: str, *, bold: bool) -> Font | None:
        code = ord(char)
        main = self.main(bold=bold)
        if code in main.glyphs:
            return main
        if code in _SYMBOLS.glyphs:
            return _SYMBOLS
        if code in _PICTURES or _NEEDS_SHAPING.match(char):
            return None
        for index, path in enumerate(FALLBACKS):
            if index == len(self._fallbacks):
                self._fallbacks.append(open_font(path))
            if code in self._fallbacks[index].glyphs:
                return self._fallbacks[index]
        return None


def is_leftward(text: str) -> bool:
    """Whether any of ``text`` is read from right to left."""
    return not text.isascii() and _LEFTWARD.search(text) is not None


def _leftward_parts(text: str) -> list[tuple[int, int]]:
    """Return where the right-to-left parts of a line begin and end: the whole, if it has no left-to-right letter."""
    if not _LEFT_TO_RIGHT.search(text):
        return [(len(text) - len(text.lstrip(" ")), len(text.rstrip(" ")))]
    return [match.span() for match in _LEFTWARD_RUN.finditer(text)]


def _sum(font: Font, text: str) -> float:
    get, default = font.widths.get, font.default_width
    return sum([get(code, default) for code in map(ord, text)])
