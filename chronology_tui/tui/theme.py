"""Colours: one palette a theme, registered as Textual themes, and the styles that the line-drawing widgets paint with.

Every colour that carries meaning stands beside a word or a shape. Text colours reach a contrast of 4.5 to 1 against each ground
they are drawn on (WCAG 2.2, 1.4.3); a test holds this.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from rich.style import Style
from textual.theme import Theme

from chronology_tui.domain.scales import Severity


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme.

    Attributes:
        name, label: the theme's name for programs and for people.
        dark: whether the ground is dark.
        ground, panel, rule, select: the page, raised areas, lines, the selected entry.
        text, mute, faint: text in falling weight; ``faint`` is for lines and marks, never for words that matter.
        accent: headings, keys, the child's voice.
        severity: none, low, moderate, high, critical.
        good: strengths and "no harm".
        lanes: the four lanes.
    """

    name: str
    label: str
    dark: bool
    ground: str
    panel: str
    rule: str
    select: str
    text: str
    mute: str
    faint: str
    accent: str
    severity: tuple[str, str, str, str, str]
    good: str
    lanes: tuple[str, str, str, str]


DARK = Palette(
    name="chronology-dark",
    label="Dark",
    dark=True,
    ground="#10141b",
    panel="#161c26",
    rule="#2a3342",
    select="#222b3a",
    text="#d6dce6",
    mute="#8c97a8",
    faint="#566072",
    accent="#7cc4ff",
    severity=("#8c97a8", "#e8d48b", "#f2a65a", "#f57a5b", "#ff6b86"),
    good="#6fcf97",
    lanes=("#7cc4ff", "#c792ea", "#f2a65a", "#6fcf97"),
)
LIGHT = Palette(
    name="chronology-light",
    label="Light",
    dark=False,
    ground="#fbfaf7",
    panel="#f2f0ea",
    rule="#d8d4c8",
    select="#e6e2d6",
    text="#22262e",
    mute="#565e6b",
    faint="#9aa1ab",
    accent="#155a98",
    severity=("#565e6b", "#6f5700", "#914009", "#a8350a", "#a3002e"),
    good="#13643a",
    lanes=("#155a98", "#6d31d0", "#914009", "#13643a"),
)
CONTRAST = Palette(
    name="chronology-high-contrast",
    label="High contrast",
    dark=True,
    ground="#000000",
    panel="#000000",
    rule="#ffffff",
    select="#00234a",
    text="#ffffff",
    mute="#e6e6e6",
    faint="#bdbdbd",
    accent="#6fd6ff",
    severity=("#ffffff", "#ffe95c", "#ffc247", "#ff9e80", "#ff9ea8"),
    good="#7dff9f",
    lanes=("#6fd6ff", "#f0b3ff", "#ffc247", "#7dff9f"),
)
PALETTES = (DARK, LIGHT, CONTRAST)


@cache
def palette_named(theme: str) -> Palette:
    """Return the palette of a theme by name; the dark one for a theme that is not ours."""
    return next((palette for palette in PALETTES if palette.name == theme), DARK)


def textual_theme(palette: Palette) -> Theme:
    """Return the Textual theme that gives stock widgets (inputs, buttons, the command palette) the same colours."""
    return Theme(
        name=palette.name,
        primary=palette.accent,
        secondary=palette.lanes[1],
        accent=palette.accent,
        warning=palette.severity[2],
        error=palette.severity[4],
        success=palette.good,
        foreground=palette.text,
        background=palette.ground,
        surface=palette.panel,
        panel=palette.panel,
        dark=palette.dark,
        variables={
            "rule": palette.rule,
            "select": palette.select,
            "mute": palette.mute,
            "faint": palette.faint,
            "block-cursor-background": palette.accent,
            "block-cursor-foreground": palette.ground,
            "input-cursor-background": palette.accent,
            "input-cursor-foreground": palette.ground,
            "input-selection-background": palette.select,
            "border": palette.accent,
            "border-blurred": palette.rule,
            "scrollbar": palette.faint,
            "scrollbar-hover": palette.mute,
            "scrollbar-active": palette.accent,
            "scrollbar-background": palette.ground,
            "scrollbar-background-hover": palette.ground,
            "scrollbar-background-active": palette.ground,
            "scrollbar-corner-color": palette.ground,
            "button-foreground": palette.ground,
            "button-color-foreground": palette.ground,
            "button-focus-text-style": "bold underline",
        },
    )


class Paint:
    """The Rich styles of one palette by role and ground, made once."""

    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        self._styles: dict[tuple[str, str], Style] = {}

    def __call__(self, role: str, ground: str = "ground") -> Style:
        """Return the style of ``role`` (see :attr:`roles`) on ``ground``: "ground", "panel" or "select".

        "role bold", "role underline" and "role reverse" add an attribute.
        """
        style = self._styles.get((role, ground))
        if style is None:
            name, _, extra = role.partition(" ")
            style = Style(
                color=self.roles[name],
                bgcolor=self.grounds[ground],
                bold="bold" in extra or None,
                underline="underline" in extra or None,
                reverse="reverse" in extra or None,
            )
            self._styles[role, ground] = style
        return style

    @cached_property
    def grounds(self) -> dict[str, str]:
        """Colour by ground."""
        return {"ground": self.palette.ground, "panel": self.palette.panel, "select": self.palette.select}

    @cached_property
    def roles(self) -> dict[str, str]:
        """Colour by role."""
        p = self.palette
        return {
            "ground": p.ground,
            "text": p.text,
            "mute": p.mute,
            "faint": p.faint,
            "rule": p.rule,
            "accent": p.accent,
            "good": p.good,
            "unrated": p.mute,
            "note": p.mute,
            "consider": p.severity[2],
            "strong": p.severity[4],
            "strength": p.good,
            "bad": p.severity[4],
            "look": p.severity[2],
            **{f"severity{n}": p.good if n == 0 else colour for n, colour in enumerate(p.severity)},
            **{f"lane{n}": colour for n, colour in enumerate(p.lanes)},
        }


@cache
def paint_for(theme: str) -> Paint:
    """Return the styles of a theme by name."""
    return Paint(palette_named(theme))


def severity_role(severity: Severity) -> str:
    """Return the role that a severity is painted with."""
    return f"severity{severity.value}" if severity.rated else "unrated"
