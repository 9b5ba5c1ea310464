"""How the report looks: sizes, colours and distances, in points (1/72 inch), and the text styles made of them.

Every text colour has a contrast of at least 4.5:1 on each ground it stands on (WCAG 2.2, 1.4.3); a test works it out. The
severity colours differ in lightness too, so that their order can still be seen on a grey print.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from chronology_tui.domain.scales import Severity
from chronology_tui.report.document import Tone

Colour = tuple[float, float, float]


def colour(code: str) -> Colour:
    """Return the colour written as ``#rrggbb``."""
    red, green, blue = (int(code[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return (red, green, blue)


INK = colour("#1a1e26")
QUIET_INK = colour("#4c5563")
LABEL_INK = colour("#2f4a68")
HEADING_INK = colour("#173f6b")
LINK_INK = colour("#174f94")
RULE = colour("#cdd4dd")
SOFT_RULE = colour("#dfe4ea")
HEAD_GROUND = colour("#e8edf3")
GROUP_GROUND = colour("#f4f6f9")
CARD_EDGE = colour("#c6d0dc")
QUOTE_BAR = colour("#7fa8d6")
PALE_BAR = colour("#c9d1db")
AXIS = colour("#8b95a3")
WHITE = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class SeverityLook:
    """Colours of one severity: of its word, of its boxes and bars, and of the tint behind them."""

    word: Colour
    mark: Colour
    tint: Colour


SEVERITY = {
    Severity.NOT_RATED: SeverityLook(colour("#4c5563"), colour("#98a1ad"), colour("#ffffff")),
    Severity.NONE: SeverityLook(colour("#175a41"), colour("#5f8f7c"), colour("#ffffff")),
    Severity.LOW: SeverityLook(colour("#575200"), colour("#b3aa2e"), colour("#f6f5e3")),
    Severity.MODERATE: SeverityLook(colour("#7a4a00"), colour("#c0791a"), colour("#faecd3")),
    Severity.HIGH: SeverityLook(colour("#8a2c0c"), colour("#aa3f17"), colour("#f6d9cb")),
    Severity.CRITICAL: SeverityLook(colour("#780a28"), colour("#760b2a"), colour("#eec3cb")),
}
LEVEL = {
    "strong": colour("#8a0c30"),
    "consider": colour("#7a4a00"),
    "note": colour("#4c5563"),
    "strength": colour("#175a41"),
}


@dataclass(frozen=True, slots=True, eq=False)
class TextStyle:
    """How words are set. Compared by identity: each style is made once.

    Attributes:
        size: type size.
        leading: from base line to base line.
        bold: weight.
        ink: colour.
    """

    size: float
    leading: float
    bold: bool = False
    ink: Colour = INK

    @property
    def ascent(self) -> float:
        """From the top of the line to its base line."""
        return (self.leading + self.size * 0.68) / 2


@dataclass(frozen=True, slots=True, eq=False)
class Palette:
    """The styles of one kind of text by tone, with their linked twins."""

    plain: TextStyle
    strong: TextStyle
    quiet: TextStyle
    label: TextStyle
    link: TextStyle
    strong_link: TextStyle

    def style(self, tone: Tone, *, linked: bool) -> TextStyle:
        """Return the style of a run."""
        if linked:
            return self.strong_link if tone is Tone.STRONG else self.link
        return {Tone.PLAIN: self.plain, Tone.STRONG: self.strong, Tone.QUIET: self.quiet, Tone.LABEL: self.label}[tone]


def palette(size: float, leading: float, ink: Colour = INK) -> Palette:
    """Return the styles for text of one size."""
    plain = TextStyle(size, leading, bold=False, ink=ink)
    return Palette(
        plain=plain,
        strong=replace(plain, bold=True),
        quiet=replace(plain, ink=QUIET_INK),
        label=replace(plain, bold=True, ink=LABEL_INK),
        link=replace(plain, ink=LINK_INK),
        strong_link=replace(plain, bold=True, ink=LINK_INK),
    )


BODY = palette(10, 14)
NOTE = palette(8.8, 12, QUIET_INK)
CELL = palette(8.8, 11.8)
CARD = palette(9.2, 12.6)
QUOTE = palette(11, 15.5)
DETAIL = palette(9.2, 12.8)

TITLE = TextStyle(21, 26, bold=True)
SUBTITLE = TextStyle(10.5, 14.5, ink=QUIET_INK)
HEADING = TextStyle(13, 17, bold=True, ink=HEADING_INK)
LABEL = TextStyle(8.6, 11.5, bold=True, ink=QUIET_INK)
HEADLINE = TextStyle(13, 16.5, bold=True)
COLUMN_HEAD = TextStyle(8.6, 11.5, bold=True)
GROUP_HEAD = TextStyle(9.4, 12.5, bold=True, ink=HEADING_INK)
SEVERITY_WORD = {severity: TextStyle(8.6, 11.5, bold=True, ink=look.word) for severity, look in SEVERITY.items()}
LEVEL_WORD = {level: TextStyle(9.6, 14, bold=True, ink=ink) for level, ink in LEVEL.items()}
FIGURE_LABEL = TextStyle(7.8, 9.6, ink=QUIET_INK)
MARKING = TextStyle(8.6, 11, bold=True, ink=QUIET_INK)
FOOTER = TextStyle(8, 10.5, ink=QUIET_INK)

SIDE_MARGIN = 46.0
TOP_MARGIN = 50.0
BOTTOM_MARGIN = 48.0
PARAGRAPH_GAP = 6.0
LEAD_IN_GAP = 4.0
BLOCK_GAP = 10.0
SECTION_GAP = 19.0
HEADING_GAP = 7.0
COLUMN_GAP = 16.0
CELL_PAD_X = 4.5
CELL_PAD_Y = 4.0
