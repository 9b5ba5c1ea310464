"""Asking which entries are wanted: a line for each thing that can be asked; every answer is shown at once behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from chronology_tui.analysis.finding import Finding
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import Event
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.text import fold, one_line
from chronology_tui.services.listing import Choice
from chronology_tui.tui.filtering import period_words, severity_words
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.modals.filter_words import PeriodScreen, WordsScreen
from chronology_tui.tui.modals.paged import PageScreen
from chronology_tui.tui.modals.pick import PickScreen
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.page import Block, Page
from chronology_tui.tui.widgets.says import Says, answer

if TYPE_CHECKING:
    from chronology_tui.services import Casebook

_LABEL = 24
LINES: tuple[tuple[str, str, str], ...] = (
    ("k", "kinds", "kind"),
    ("a", "areas", "area of health"),
    ("v", "severity", "severity at least"),
    ("s", "sources", "source"),
    ("w", "services", "service"),
    ("p", "period", "period"),
    ("t", "words", "text"),
    ("o", "finding", "entries of a finding"),
    ("e", "key", "key events only"),
    ("u", "undated", "undated only"),
    ("g", "agreed", "with agreed actions"),
)
"""The key of each line, what it sets, and what it is called."""
_KINDS = {kind.value: kind for kind in Kind}
HOW = "Space marks, Enter takes; Enter alone takes the one that is highlighted. The number is of entries."


class FilterScreen(PageScreen[None]):
    """Sets what is asked of the entries, and hands each setting on at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f", "dismiss(None)", "Back to the entries", show=False),
        Binding("c", "clear", "Show all entries again", show=False),
        # With priority, since k moves in a page.
        *(Binding(key, f"ask('{name}')", label.capitalize(), show=False, priority=True) for key, name, label in LINES),
    ]

    def __init__(
        self,
        casebook: Casebook,
        chronology: Chronology,
        choice: Choice,
        findings: Sequence[Finding],
        selected: Event | None,
        on_change: Callable[[Choice], None],
        *,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        super().__init__(glyphs=glyphs)
        self._casebook = casebook
        self._chronology = chronology
        self._choice = choice
        self._findings = tuple(findings)
        self._selected = selected
        self._on_change = on_change

    def compose(self) -> ComposeResult:
        """How many entries answer, the lines, the keys."""
        with Vertical(classes="dialogue small") as box:
            box.border_title = Content(" show only some entries ")
            yield Says(self._count, "mute", id="answer")
            yield Page(self._blocks, glyphs=self.glyphs)
            keys = [Key("enter", "set", "choose"), Key("c", "show all", "clear"), Key("esc", "back", "dismiss(None)")]
            yield KeyBar(keys, ground="panel")

    def on_mount(self) -> None:
        """Start at the first line."""
        self.page.styles.height = len(LINES)
        self.page.focus()
        self.page.target = LINES[0][1]

    @property
    def _blocks(self) -> list[Block]:
        blocks = []
        for key, name, label in LINES:
            words = self._words(name)
            lead = ((f" {key} ", "accent bold"), (label.ljust(_LABEL), "text" if words else "mute"))
            empty = "no" if name in {"key", "undated", "agreed"} else "any"
            blocks.append(Block(one_line(words) or empty, "text bold" if words else "mute", lead, target=name))
        return blocks

    def _words(self, name: str) -> str:
        choice = self._choice
        match name:
            case "kinds":
                return ", ".join(kind.label for kind in choice.kinds)
            case "areas":
                return ", ".join(area.label for area in choice.areas)
            case "severity":
                return severity_words(choice.severity).partition(": ")[2] if choice.severity is not None else ""
            case "sources":
                return ", ".join(self._chronology.sources[s].title for s in choice.sources if s in self._chronology.sources)
            case "services":
                return ", ".join(choice.services)
            case "period":
                return period_words(choice) if choice.start is not None or choice.end is not None else ""
            case "words":
                return choice.words
            case "finding":
                return choice.only_words
            case _:
                return "yes" if getattr(choice, name) else ""

    @property
    def _count(self) -> str:
        if self._choice.words:
            return "Each answer is shown at once."
        return f"{len(self._choice.apply(self._chronology)):,} of {len(self._chronology):,} entries are shown."

    def _set(self, choice: Choice) -> None:
        if choice != self._choice:
            self._choice = choice
            self._on_change(choice)
        self.page.show(self._blocks)
        answer(self, self._count, "mute")

    # ------------------------------------------------------------------ setting

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        event.stop()
        self.action_ask(event.target)

    def action_clear(self) -> None:
        """Ask nothing any more."""
        self._set(Choice())

    def action_ask(self, name: str) -> None:
        """Set one line."""
        self.page.target = name
        if name in {"key", "undated", "agreed"}:
            self._set(_toggled(self._choice, name))
        elif name == "period":
            dates = self._casebook.date_context(self._chronology.child)
            self.app.push_screen(PeriodScreen(dates, self._choice), self._picked_whole)
        elif name == "words":
            self.app.push_screen(WordsScreen(self._choice), self._picked_whole)
        else:
            self._pick(name)

    def _picked_whole(self, choice: Choice | None) -> None:
        if choice is not None:
            self._set(choice)

    def _pick(self, name: str) -> None:
        label = next(words for _, what, words in LINES if what == name)
        options, marked, start = self._options(name)
        if not options:
            answer(self, "There is nothing of the kind among the entries.", "look")
            return

        def picked(found: frozenset[str] | None) -> None:
            if found is not None:
                self._set(self._with(name, [value for value, _ in options if value in found]))

        pick = PickScreen(label, HOW, options, marked, start=start, one_will_do=True, glyphs=self.glyphs)
        self.app.push_screen(pick, picked)

    def _options(self, name: str) -> tuple[list[tuple[str, str]], Collection[str], str]:
        """Return what can be asked, the commonest first; what is asked now; and what the selected entry has."""
        events, choice, here = self._chronology.events, self._choice, self._selected
        match name:
            case "kinds":
                found = _counted((event.kind.value for event in events), lambda value: _KINDS[value].label)
                return found, [kind.value for kind in choice.kinds], here.kind.value if here else ""
            case "areas":
                found = _counted((event.area.value for event in events), lambda value: Area(value).label)
                return found, [area.value for area in choice.areas], here.area.value if here else ""
            case "severity":
                marked = [str(choice.severity.value)] if choice.severity is not None else []
                levels = [(str(s.value), severity_words(s).partition(": ")[2]) for s in reversed(Severity) if s.rated]
                return levels, marked, str(here.severity.value) if here else ""
            case "sources":
                titles = {str(source.id): source.title for source in self._chronology.sources.values()}
                found = _counted((str(event.source) for event in events), lambda value: titles[value])
                return found, [str(source) for source in choice.sources], str(here.source) if here else ""
            case "services":
                spelt = {fold(event.service): event.service for event in events if event.service}
                found = _counted((fold(event.service) for event in events if event.service), lambda value: spelt[value])
                return found, [fold(service) for service in choice.services], fold(here.service) if here else ""
            case _:
                found = [(f.key, f"{one_line(f.title)}  {len(f.evidence)}") for f in self._findings]
                return found, [], next((f.key for f in self._findings if here and here.id in f.evidence), "")

    def _with(self, name: str, values: list[str]) -> Choice:
        choice = self._choice
        match name:
            case "kinds":
                return replace(choice, kinds=tuple(_KINDS[value] for value in values))
            case "areas":
                return replace(choice, areas=tuple(Area(value) for value in values))
            case "severity":
                return replace(choice, severity=min((Severity(int(value)) for value in values), default=None))
            case "sources":
                known = {str(source): source for source in self._chronology.sources}
                return replace(choice, sources=tuple(known[value] for value in values))
            case "services":
                spelt = {fold(event.service): event.service for event in self._chronology.events if event.service}
                return replace(choice, services=tuple(spelt[value] for value in values))
            case _:
                chosen = [finding for finding in self._findings if finding.key in values]
                ids = frozenset(event for finding in chosen for event in finding.evidence)
                words = " or ".join(one_line(finding.title) for finding in chosen)
                return replace(choice, only=ids if chosen else None, only_words=f"finding: {words}" if chosen else "")


def _toggled(choice: Choice, name: str) -> Choice:
    match name:
        case "key":
            return replace(choice, key=not choice.key)
        case "undated":
            return replace(choice, undated=not choice.undated)
        case _:
            return replace(choice, agreed=not choice.agreed)


def _counted(values: Iterable[str], words: Callable[[str], str]) -> list[tuple[str, str]]:
    """Return each value once with its words and how often it is there, the commonest first."""
    counts = Counter(values)
    return [(value, f"{one_line(words(value))}  {count:,}") for value, count in sorted(counts.items(), key=lambda pair: -pair[1])]
