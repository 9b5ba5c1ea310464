"""The settings that are in force, where their file is, and the keys; what can be switched is switched here and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from chronology_tui.config import THEMES, settings_path
from chronology_tui.domain.text import one_line
from chronology_tui.tui.commands import ACTIONS
from chronology_tui.tui.glyphs import ASCII, UNICODE
from chronology_tui.tui.keymap import named_actions
from chronology_tui.tui.locking import minutes_words
from chronology_tui.tui.modals.paged import PageScreen
from chronology_tui.tui.widgets.insight import BLANK, heading
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.page import Block, Page
from chronology_tui.tui.widgets.says import Says, answer
from chronology_tui.tui.working import own_app

if TYPE_CHECKING:
    from chronology_tui.tui.app import ChronologyApp

_LABEL = 30
_HOW = "Enter switches. It is kept in the file below, which you may change too; other lines of it stay as they are."
_NEXT = "That holds from the next start on."


class SettingsScreen(PageScreen[None]):
    """Shows and switches the settings."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,f2", "dismiss(None)", "Back", show=False)]

    def compose(self) -> ComposeResult:
        """What Enter does, the settings and keys, the keys of the dialogue."""
        with Vertical(classes="dialogue") as box:
            box.border_title = Content(" settings and keys ")
            yield Says(_HOW, "mute", id="answer")
            yield Page(glyphs=self.glyphs)
            keys = [
                Key("up down", "choose", "scroll"),
                Key("enter", "switch", "choose"),
                Key("esc", "back", "dismiss(None)"),
            ]
            yield KeyBar(keys, ground="panel")

    def on_mount(self) -> None:
        """Start at the first setting."""
        self.page.show(self._blocks())
        self.page.focus()
        self.page.target = self.page.targets[0]

    @property
    def _app(self) -> ChronologyApp:
        return own_app(self)

    def _blocks(self) -> list[Block]:
        app, settings = self._app, self._app.settings
        marks = {None: f"as the terminal can ({'plain' if app.glyphs is ASCII else 'shapes'})", True: "plain", False: "shapes"}
        minutes = minutes_words(settings.idle_minutes) if settings.idle_minutes else "never"
        switches = (
            ("theme", "colours", settings.theme),
            ("initials_only", "names as initials", "yes" if settings.initials_only else "no"),
            ("animations", "animations", "yes" if settings.animations else "no"),
            ("ascii", "marks", marks[settings.ascii]),
        )
        blocks = [heading("SETTINGS")]
        blocks += [
            Block(words, "text bold", ((f" {label}".ljust(_LABEL), "text"),), target=name) for name, label, words in switches
        ]
        blocks.append(Block(minutes, "text", ((" locks when left alone for".ljust(_LABEL), "mute"),)))
        blocks += [BLANK, heading("FILE"), Block(one_line(str(settings_path())), "text", indent=1)]
        if not settings_path().exists():
            blocks.append(Block("It is not there yet; it is made when something is switched.", "mute", indent=1))
        blocks += [Block(one_line(fault), "look", indent=1) for fault in app.refused_settings]
        blocks += [BLANK, heading("KEYS OF THE MAIN SCREEN")]
        blocks.append(
            Block(
                'Others go under [keys] in the file, such as search = "ctrl+s"; several are parted by blanks.', "mute", indent=1
            )
        )
        for one in named_actions(ACTIONS):
            key = app.keymap.shown(one.action, one.key)
            changed = f"  instead of {one.key}" if key != one.key else ""
            blocks.append(
                Block(f"{one.title}{changed}", "text", ((f" {one.name}".ljust(_LABEL), "mute"), (key.ljust(12), "accent")))
            )
        return blocks

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        event.stop()
        app, settings = self._app, self._app.settings
        said = ""
        match event.target:
            case "theme":
                after = THEMES[(THEMES.index(settings.theme) + 1) % len(THEMES)]
                app.action_use_theme(f"chronology-{after}")
            case "initials_only":
                app.action_initials_only()
            case "animations":
                app.set_and_keep("animations", not settings.animations)
                app.animation_level = "full" if app.settings.animations else "none"
            case _:
                app.set_and_keep("ascii", not settings.ascii if settings.ascii is not None else app.glyphs is UNICODE)
                said = _NEXT
        answer(self, f"{said} {_HOW}".strip(), "mute")
        self.page.show(self._blocks())
