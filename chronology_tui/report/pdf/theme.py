"""How the report looks: colours and distances, in points (1/72 inch), and the three themes of type sizes.

Every text colour has a contrast of at least 4.5:1 on each ground it stands on (WCAG 2.2, 1.4.3); a test works it out. The
severity colours differ in lightness too, so that their order can still be seen on a grey print.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from chronology_tui.domain.scales import Severity
from chronology_tui.report.document import Look, Tone

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


SIDE_MARGIN = 46.0
TOP_MARGIN = 50.0
BOTTOM_MARGIN = 48.0
PARAGRAPH_GAP = 6.0
LEAD_IN_GAP = 4.0
SUBHEADING_FOOT = 6.0
BLOCK_GAP = 10.0
SECTION_GAP = 19.0
SUBHEADING_GAP = 14.0
HEADING_GAP = 7.0
COLUMN_GAP = 16.0
CELL_PAD_X = 4.5
CELL_PAD_Y = 4.0


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


class Face(StrEnum):
    """A typeface that running text can be set in."""

    ATKINSON = "Atkinson Hyperlegible Next"
    LIBERATION = "Liberation Sans"


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


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """The type of one look: every style that words are set in, and the distances that grow with them.

    Attributes:
        face: the typeface.
        body: running text. The palettes after it: small print, table cells, cards, quotations, lines of a finding.
        title: of the document. The styles after it: subtitle, headings of both levels, labels, headline of a card, headings of
            columns and of groups of rows, words of a level, of a severity and in figures, marking and foot of the page.
        space: what gaps and pads are multiplied by.
        narrowest: least width of the text column of a table; where it would be narrower, the columns beside it are set one
            below the other.
    """

    face: Face
    body: Palette
    note: Palette
    cell: Palette
    card: Palette
    quote: Palette
    detail: Palette
    title: TextStyle
    subtitle: TextStyle
    heading: TextStyle
    subheading: TextStyle
    label: TextStyle
    headline: TextStyle
    column_head: TextStyle
    group_head: TextStyle
    level: TextStyle
    severity: TextStyle
    figure: TextStyle
    marking: TextStyle
    footer: TextStyle
    space: float = 1.0
    narrowest: float = 0.0
    severity_word: dict[Severity, TextStyle] = field(init=False)
    level_word: dict[str, TextStyle] = field(init=False)

    def __post_init__(self) -> None:
        """Make the styles that differ in their ink only."""
        severities = {severity: replace(self.severity, ink=look.word) for severity, look in SEVERITY.items()}
        object.__setattr__(self, "severity_word", severities)
        object.__setattr__(self, "level_word", {level: replace(self.level, ink=ink) for level, ink in LEVEL.items()})

    @property
    def scale(self) -> float:
        """How much larger running text is than in the standard theme."""
        return self.body.plain.size / 10

    @property
    def figure_scale(self) -> float:
        """How much larger the words in figures are than in the standard theme."""
        return self.figure.size / 7.8

    @property
    def mark_scale(self) -> float:
        """How much larger the gauges in tables are than in the standard theme."""
        return self.severity.size / 8.6

    @property
    def pad_x(self) -> float:
        """Room at the sides of a table cell."""
        return CELL_PAD_X * self.space

    @property
    def pad_y(self) -> float:
        """Room above and below the words of a table cell."""
        return CELL_PAD_Y * self.space

    def gap(self, distance: float) -> float:
        """Return a gap of the standard theme as it is here."""
        return distance * self.space

    def measure(self, width: float) -> float:
        """Return a width that words fill in the standard theme as it is here, such as the longest line that is easy to read."""
        return width * self.scale

    def across(self, width: float, most: int, count: int) -> int:
        """Return how many of ``count`` equal boxes of words stand side by side in ``width``, ``most`` at most."""
        fit = max(1, min(most, int(width // (self.body.plain.size * _BOX_EMS))))
        if fit < min(most, count) and count % fit:
            return 1
        return max(1, min(fit, count))


_BOX_EMS = 13.0
"""Least width of a box of words beside others, in type sizes."""

STANDARD = Theme(
    face=Face.ATKINSON,
    body=palette(10, 14),
    note=palette(8.8, 12, QUIET_INK),
    cell=palette(8.8, 11.8),
    card=palette(9.2, 12.6),
    quote=palette(11, 15.5),
    detail=palette(9.2, 12.8),
    title=TextStyle(21, 26, bold=True),
    subtitle=TextStyle(10.5, 14.5, ink=QUIET_INK),
    heading=TextStyle(13, 17, bold=True, ink=HEADING_INK),
    subheading=TextStyle(11, 15, bold=True, ink=HEADING_INK),
    label=TextStyle(8.6, 11.5, bold=True, ink=QUIET_INK),
    headline=TextStyle(13, 16.5, bold=True),
    column_head=TextStyle(8.6, 11.5, bold=True),
    group_head=TextStyle(9.4, 12.5, bold=True, ink=HEADING_INK),
    level=TextStyle(9.6, 14, bold=True),
    severity=TextStyle(8.6, 11.5, bold=True),
    figure=TextStyle(7.8, 9.6, ink=QUIET_INK),
    marking=TextStyle(8.6, 11, bold=True, ink=QUIET_INK),
    footer=TextStyle(8, 10.5, ink=QUIET_INK),
)
"""10 points, for most packs."""

COURT = Theme(
    face=Face.LIBERATION,
    body=palette(12, 16.5),
    note=palette(12, 16, QUIET_INK),
    cell=palette(12, 15.5),
    card=palette(12, 16),
    quote=palette(12.5, 17),
    detail=palette(12, 16),
    title=TextStyle(20, 25, bold=True),
    subtitle=TextStyle(12, 16, ink=QUIET_INK),
    heading=TextStyle(14.5, 19, bold=True, ink=HEADING_INK),
    subheading=TextStyle(13, 17, bold=True, ink=HEADING_INK),
    label=TextStyle(12, 15.5, bold=True, ink=QUIET_INK),
    headline=TextStyle(14, 18, bold=True),
    column_head=TextStyle(12, 15.5, bold=True),
    group_head=TextStyle(12.5, 16, bold=True, ink=HEADING_INK),
    level=TextStyle(12, 16.5, bold=True),
    severity=TextStyle(12, 15.5, bold=True),
    figure=TextStyle(12, 14.5, ink=QUIET_INK),
    marking=TextStyle(12, 15, bold=True, ink=QUIET_INK),
    footer=TextStyle(12, 15, ink=QUIET_INK),
    space=1.15,
    narrowest=205,
)
"""An Arial-metric face, nothing below 12 points (Practice Direction 27A, 5.2)."""

LARGE = Theme(
    face=Face.ATKINSON,
    body=palette(16, 22.5),
    note=palette(14.5, 20, QUIET_INK),
    cell=palette(14, 18.5),
    card=palette(15, 20.5),
    quote=palette(17, 24),
    detail=palette(15, 20.5),
    title=TextStyle(27, 33, bold=True),
    subtitle=TextStyle(16, 22, ink=QUIET_INK),
    heading=TextStyle(20, 26, bold=True, ink=HEADING_INK),
    subheading=TextStyle(17.5, 23, bold=True, ink=HEADING_INK),
    label=TextStyle(14, 18.5, bold=True, ink=QUIET_INK),
    headline=TextStyle(20, 25, bold=True),
    column_head=TextStyle(14, 18, bold=True),
    group_head=TextStyle(15, 19.5, bold=True, ink=HEADING_INK),
    level=TextStyle(15, 22.5, bold=True),
    severity=TextStyle(14, 18.5, bold=True),
    figure=TextStyle(14, 17, ink=QUIET_INK),
    marking=TextStyle(14, 18, bold=True, ink=QUIET_INK),
    footer=TextStyle(14, 18, ink=QUIET_INK),
    space=1.35,
    narrowest=240,
)
"""Large print: running text at 16 points, nothing below 14 (RNIB, clear and large print)."""

_THEMES = {Look.STANDARD: STANDARD, Look.COURT: COURT, Look.LARGE: LARGE}


def theme_of(look: Look) -> Theme:
    """Return the theme of a look."""
    return _THEMES[look]
