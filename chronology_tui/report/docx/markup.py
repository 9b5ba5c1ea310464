"""WordprocessingML as text: the one place where user text becomes XML, and the one that knows the order of properties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from chronology_tui.report.document import Line, Run, Tone
from chronology_tui.report.docx import theme
from chronology_tui.report.shown import shown

_SPECIAL = re.compile('[&<>"]')
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_PIECES = re.compile("[\t\n]|[^\t\n]+")

# Strong right-to-left letters (Hebrew to Arabic Extended, presentation forms, the right-to-left planes), joined across blanks
# and marks that stand between two of them. Digits stay outside: Word may draw them in another shape inside such a run.
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_EAST = (
    "\u1100-\u11ff\u2e80-\u303f\u3040-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
)
_SCRIPTS = re.compile(f"(?P<rtl>[{_RTL}]+(?:[^\\w\n\t]+[{_RTL}]+)*)|(?P<east>[{_EAST}]+)")
_FIRST_LETTER_LTR = re.compile(f"[^\\W\\d_{_RTL}]")
_ANY_RTL = re.compile(f"[{_RTL}]")

_RTL_PROPERTIES = ('<w:rFonts w:hint="cs"/>', "<w:rtl/>")
_EAST_PROPERTIES = ('<w:rFonts w:hint="eastAsia"/>', "")


def escaped(text: str) -> str:
    """Return ``text`` as XML character data."""
    return _SPECIAL.sub(lambda match: _ENTITIES[match[0]], shown(text))


def attribute(text: str) -> str:
    """Return ``text`` in one line, fit for an attribute in double quotes."""
    return escaped(" ".join(shown(text).split()))


@dataclass(frozen=True, slots=True)
class Bookmarks:
    """Names of the bookmarks of one document by anchor, with their numbers: the same on every machine."""

    names: Mapping[str, tuple[int, str]]

    @classmethod
    def of(cls, anchors: Iterator[str], wanted: frozenset[str]) -> Bookmarks:
        """Name the anchors that links lead to: a letter first, then letters, digits and low lines, at most 40 (Word's rule)."""
        names: dict[str, tuple[int, str]] = {}
        taken: set[str] = set()
        for anchor in anchors:
            if anchor not in wanted or anchor in names:
                continue
            stem = re.sub(r"[^0-9A-Za-z]+", "_", anchor)[:30]
            name = stem = stem if stem[:1].isalpha() else f"a{stem}"
            number = len(names) + 1
            if name.casefold() in taken:
                name = f"{stem}_{number}"
            while name.casefold() in taken:
                name += "_"
            taken.add(name.casefold())
            names[anchor] = (number, name)
        return cls(names)

    def name(self, anchor: str) -> str:
        """Return the name of the bookmark of ``anchor``."""
        return self.names[anchor][1]

    def marks(self, anchor: str) -> str:
        """Return the mark-up of the bookmark of ``anchor``; empty where no link leads."""
        if anchor not in self.names:
            return ""
        number, name = self.names[anchor]
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'


def paragraph(style: str, content: str, words: str = "", *, properties: str = "") -> str:
    """Return a paragraph.

    Args:
        style: id of its style.
        content: its runs as mark-up.
        words: its plain words, from which its direction is told.
        properties: mark-up that stands after the style and before the direction in the schema's order.
    """
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}{_direction(words)}</w:pPr>{content}</w:p>'


def _direction(words: str) -> str:
    # Only a paragraph without any left-to-right letter runs from the right: an English sentence may begin with an Arabic name.
    if words.isascii() or not _ANY_RTL.search(words) or _FIRST_LETTER_LTR.search(words):
        return ""
    return "<w:bidi/>"


def line_runs(line: Line, bookmarks: Bookmarks) -> str:
    """Return the runs of a line, linked ones as hyperlinks to bookmarks of this file."""
    return "".join(_linked(run, bookmarks) if run.target else text_runs(run.text, tone=run.tone) for run in line)


def _linked(run: Run, bookmarks: Bookmarks) -> str:
    bold = "<w:b/><w:bCs/>" if run.tone is Tone.STRONG else ""
    inner = text_runs(run.text, '<w:rStyle w:val="Hyperlink"/>', bold)
    return f'<w:hyperlink w:anchor="{bookmarks.name(run.target)}" w:history="1">{inner}</w:hyperlink>'


_TONE_STYLES = {
    Tone.PLAIN: "",
    Tone.STRONG: '<w:rStyle w:val="Strong"/>',
    Tone.QUIET: '<w:rStyle w:val="Quiet"/>',
    Tone.LABEL: '<w:rStyle w:val="Label"/>',
}


def text_runs(text: str, style: str = "", properties: str = "", *, tone: Tone = Tone.PLAIN) -> str:
    """Return ``text`` as runs, one for each stretch of script.

    Args:
        text: any text; line ends become line breaks, tabs become tabs, everything else is shown.
        style: mark-up of its character style; empty to take that of ``tone``.
        properties: mark-up of further properties, from bold to colour.
        tone: voice of the text.
    """
    text = shown(text)
    if not text:
        return ""
    style = style or _TONE_STYLES[tone]
    if text.isascii():
        return _run(text, style, properties, ("", ""))
    parts: list[str] = []
    place = 0
    for match in _SCRIPTS.finditer(text):
        if match.start() > place:
            parts.append(_run(text[place : match.start()], style, properties, ("", "")))
        special = _RTL_PROPERTIES if match["rtl"] else _EAST_PROPERTIES
        parts.append(_run(match[0], style, properties, special))
        place = match.end()
    if place < len(text):
        parts.append(_run(text[place:], style, properties, ("", "")))
    return "".join(parts)


def _run(text: str, style: str, properties: str, script: tuple[str, str]) -> str:
    fonts, direction = script
    inside = f"{style}{fonts}{properties}{direction}"
    inside = f"<w:rPr>{inside}</w:rPr>" if inside else ""
    if "\n" in text or "\t" in text:
        return f"<w:r>{inside}{''.join(map(_piece, _PIECES.findall(text)))}</w:r>"
    return f"<w:r>{inside}{_piece(text)}</w:r>"


def _piece(piece: str) -> str:
    if piece == "\t":
        return "<w:tab/>"
    if piece == "\n":
        return "<w:br/>"
    return f'<w:t xml:space="preserve">{escaped(piece)}</w:t>'


def gauge(squares: str, ink: str) -> str:
    """Return squares that say a level again in form; set in their own style, so that they can be told from the words."""
    if not squares:
        return ""
    return (
        '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
        f'<w:r><w:rPr><w:rStyle w:val="Gauge"/><w:color w:val="{ink}"/></w:rPr><w:t>{squares}</w:t></w:r>'
    )


def level_gauge(level: str, bars: int) -> str:
    """Return the bars of a finding's level, or the plus of a strength."""
    bars = min(max(bars, 0), theme.MOST_BARS)
    squares = "■" * bars + "□" * (theme.MOST_BARS - bars) if bars else "+"
    return gauge(squares, theme.LEVEL_INK.get(level, theme.QUIET_INK))
