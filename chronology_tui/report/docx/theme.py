"""How the Word file looks: type, sizes and colours. The colours are those of the PDF, and a test holds them together."""

from __future__ import annotations

from dataclasses import dataclass

from chronology_tui.domain.scales import Severity
from chronology_tui.report.document import Look

INK = "1A1E26"
QUIET_INK = "4C5563"
LABEL_INK = "2F4A68"
HEADING_INK = "173F6B"
LINK_INK = "174F94"
RULE = "CDD4DD"
HEAD_GROUND = "E8EDF3"
CARD_GROUND = "F4F6F9"
QUOTE_BAR = "7FA8D6"


@dataclass(frozen=True, slots=True)
class SeverityLook:
    """How one severity is shown beside its word: tint of the cell, ink, and squares (never colour alone)."""

    tint: str
    ink: str
    gauge: str


SEVERITY = {
    Severity.NOT_RATED: SeverityLook("FFFFFF", "4C5563", ""),
    Severity.NONE: SeverityLook("FFFFFF", "175A41", "□□□□"),
    Severity.LOW: SeverityLook("F6F5E3", "575200", "■□□□"),
    Severity.MODERATE: SeverityLook("FAECD3", "7A4A00", "■■□□"),
    Severity.HIGH: SeverityLook("F6D9CB", "8A2C0C", "■■■□"),
    Severity.CRITICAL: SeverityLook("EEC3CB", "780A28", "■■■■"),
}
LEVEL_INK = {"strong": "8A0C30", "consider": "7A4A00", "note": "4C5563", "strength": "175A41"}
MOST_BARS = 3


@dataclass(frozen=True, slots=True)
class Type:
    """Type of a document: a face that every machine with Word has, and sizes in points.

    Attributes:
        face: font of Latin, Greek, Cyrillic, Arabic and Hebrew text.
        body: running text.
        table: text of tables.
        small: notes, captions, labels.
        margin_words: header and footer.
        title, heading, subheading: headings from the top.
    """

    face: str
    body: float
    table: float
    small: float
    margin_words: float
    title: float
    heading: float
    subheading: float


TYPE = {
    Look.STANDARD: Type("Calibri", 11, 10, 10, 9, 22, 15, 12.5),
    # Practice Direction 27A, paragraph 5.1: nothing below 12 points.
    Look.COURT: Type("Arial", 12, 12, 12, 12, 18, 14, 12),
    # RNIB clear and large print: running text 16 points, nothing below 14.
    Look.LARGE: Type("Arial", 16, 14, 14, 14, 26, 20, 17),
}
CS_FACE = "Arial"
"""Font of right-to-left scripts."""
EAST_ASIAN_FACE = "Microsoft YaHei"
"""Font of Han, kana and hangul; other programs fall back to their own."""
GAUGE_FACE = "Arial"
"""Font of the squares, which Calibri lacks; they are in WGL4, the character set of every Windows core font."""

TWIP = 20
"""Twentieths of a point in a point: Word's unit of length."""
A4 = (11906, 16838)
"""Width and height of A4, upright, in twips."""
MARGIN = 1021
"""18 mm at each side of the page, in twips."""
TOP_MARGIN = 1248
"""22 mm: room for the marking."""
BOTTOM_MARGIN = 1135
"""20 mm: room for the footer."""


def text_width(*, landscape: bool) -> int:
    """Return the width of the text on an A4 page, in twips."""
    return A4[1 if landscape else 0] - 2 * MARGIN


def text_height(*, landscape: bool) -> int:
    """Return the height of the text on an A4 page, in twips."""
    return A4[0 if landscape else 1] - TOP_MARGIN - BOTTOM_MARGIN
