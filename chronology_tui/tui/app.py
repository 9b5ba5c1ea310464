"""The terminal app: opens a casebook, shows its screens, closes it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.actions import SkipAction
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input, TextArea

from chronology_tui.config import read_settings, remember_store
from chronology_tui.domain.text import one_line
from chronology_tui.errors import ExitCode
from chronology_tui.tui.casebook_app import CasebookApp
from chronology_tui.tui.commands import ACTIONS, OtherCommands, leave_typing
from chronology_tui.tui.glyphs import Glyphs
from chronology_tui.tui.key_list import Usable, own_keys, usable
from chronology_tui.tui.keymap import NO_KEYMAP, read_keymap
from chronology_tui.tui.leaving import leave_when_told
from chronology_tui.tui.locking import IdleWatch, Locker, Resume, close_with_backup
from chronology_tui.tui.openers import demo_opener, opener_of
from chronology_tui.tui.screens.caseload import CaseloadScreen, ChildChosen
from chronology_tui.tui.screens.main import MainScreen
from chronology_tui.tui.screens.unlock import Opened, OpeningScreen, Refused, UnlockScreen
from chronology_tui.tui.widgets.case_header import CaseHeader
from chronology_tui.tui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from chronology_tui.services import Casebook
    from chronology_tui.services.early_key import EarlyKey


NOTICE_SECONDS = 20.0
"""How long what is to be known about the store's place stays on the screen."""
TICK = 1.0
"""Seconds between two looks at how long nobody has touched key or mouse."""


def run(path: Path | None, *, demo: bool = False, new: bool = False, passphrase: str | EarlyKey | None = None) -> int:
    """Run the app on a store, or on the demonstration, until the reader leaves.

    Args:
        path: the store; not used for the demonstration.
        demo: open the invented case in a throw-away store.
        new: offer to make the store, at ``path`` unless the reader names another place.
        passphrase: opens the store without asking, where one was given by file or environment; or the key made of it.

    Returns:
        The exit code of the command.

    Raises:
        ValueError: neither a store nor the demonstration was asked for.
        Exception: a fault of the program, for the command line to report without case data.
    """
    if path is None and not demo:
        raise ValueError("a store or the demonstration is needed")
    app = ChronologyApp(None if demo else path, new=new, passphrase=passphrase)
    app.owns_process = True
    try:
        code = app.run()
    finally:
        app.close_casebook()  # one that came open only while the app was leaving, or that the app could not close itself
    for said in app.last_words:
        sys.stderr.write(f"{one_line(said)}\n")
    if app.fault is not None:
        raise app.fault
    return int(code if code is not None else ExitCode.DONE)


class ChronologyApp(CasebookApp):
    """Holds the open casebook and moves between screens."""

    TITLE = "chronology"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = App.COMMANDS | {OtherCommands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Leave", show=False, priority=True),
        Binding("ctrl+c", "quit", "Leave", show=False, system=True),
        Binding("ctrl+l", "lock", "Lock", show=False, priority=True),
        Binding("f1", "help", "Keys and help", show=False, priority=True),
        Binding("question_mark", "help_unless_typing", "Keys and help", show=False, priority=True),
        Binding("f2", "settings", "Settings and keys", show=False),
    ]

    def __init__(
        self,
        path: Path | None,
        *,
        new: bool = False,
        passphrase: str | EarlyKey | None = None,
        casebook: Casebook | None = None,
        glyphs: Glyphs | None = None,
        idle: IdleWatch | None = None,
    ) -> None:
        settings = read_settings()
        super().__init__(casebook=casebook, glyphs=glyphs, settings=settings)
        keys = own_keys((MainScreen, Timeline, type(self)))
        self.keymap, refused = read_keymap(settings.keys, ACTIONS, keys) if settings.keys else (NO_KEYMAP, ())
        self.keymap.rebind(self)
        self._path = path
        self._new = new
        self.refused_settings = (*settings.faults, *refused)
        """What of the settings file could not be used, one plain line each."""
        self._to_tell = self.refused_settings
        self._resume: Resume | None = None
        self.locker = Locker(self, idle or IdleWatch(settings.idle_minutes))
        self._passphrase = passphrase
        self._refused = ExitCode.DONE
        self._warned_of: str | None = None
        """The words of the typed line that the reader was last warned of."""
        self.last_words: tuple[str, ...] = ()
        """What is to be told once the screen is gone."""

    @property
    def fault(self) -> BaseException | None:
        """What stopped the program, if it was not the reader."""
        return self._exception

    def _fatal_error(self) -> None:
        """Leave without Textual's own report: it prints the values of variables, and those may be case data."""
        self._close_messages_no_wait()

    # ------------------------------------------------------------------ opening and closing

    def on_mount(self) -> None:
        """Open the casebook that was asked for."""
        if self.owns_process:
            leave_when_told(self)
        self.set_interval(TICK, self.look_at_time)
        if self._casebook is not None:
            self._show_casebook()
        elif self._path is None:
            self.push_screen(
                OpeningScreen("Opening the invented case. Nothing you do here is kept.", self.keeping(demo_opener()))
            )
        elif self._new and not self._path.exists():
            self.make_new_store(self._path)
        elif self._passphrase is not None:
            opener = opener_of(self._path, self._passphrase)
            reader = opener_of(self._path, self._passphrase, reading=True)
            self.push_screen(OpeningScreen("Opening the store …", self.keeping(opener), self.keeping(reader)))
            self._passphrase = None
        else:
            self.push_screen(UnlockScreen(self._path))

    @on(Opened)
    def _opened(self, event: Opened) -> None:
        self._casebook = event.casebook
        self._refused = ExitCode.DONE
        if not event.casebook.is_demo:
            remember_store(event.casebook.path)
        for said in (*self._to_tell, *event.casebook.notices):
            self.notify(one_line(said), severity="warning", markup=False, timeout=NOTICE_SECONDS)
        self._to_tell = ()
        self.locker.idle.touched()
        self._show_casebook()

    @on(Refused)
    def _was_refused(self, event: Refused) -> None:
        self._refused = event.code

    def _show_casebook(self) -> None:
        casebook = self._casebook
        if casebook is None:
            return
        children = casebook.children()
        self.learn_names()  # before anything of the case is painted
        resume, self._resume = self._resume, None
        if resume is not None and resume.path == casebook.path and resume.child in {child.id for child in children}:
            self._resume_at(resume, casebook)
        elif len(children) == 1 and (resume is None or resume.child is not None):
            self._show_instead(MainScreen(casebook, children[0].id, glyphs=self.glyphs))
        else:
            self.show_caseload()

    def _resume_at(self, resume: Resume, casebook: Casebook) -> None:
        """Show what was shown when the store was locked."""
        if resume.child is not None:
            main = MainScreen(casebook, resume.child, select=resume.selected, typed=resume.unkept, glyphs=self.glyphs)
            self._show_instead(main)

    def show_caseload(self) -> None:
        """Show all children; unsaved words in the typed line are spoken of first."""
        if self._casebook is not None and self._may_leave("Press c again", go_there=False):
            self._show_instead(CaseloadScreen(self._casebook, glyphs=self.glyphs))

    @on(ChildChosen)
    def _chosen(self, event: ChildChosen) -> None:
        if self._casebook is not None:
            self._show_instead(MainScreen(self._casebook, event.child, glyphs=self.glyphs))

    def _show_instead(self, screen: Screen[None]) -> None:
        self._warned_of = None
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def _may_leave(self, how: str, *, go_there: bool = True) -> bool:
        """Whether nothing typed would be lost; if something would, say so, once for the same words."""
        main = self.main_screen
        if main is None or not main.unsaved_words or main.typed_line.input.value == self._warned_of:
            return True
        self._warned_of = main.typed_line.input.value
        if go_there:
            main.typed_line.input.focus()
        fate = "to leave; they are kept as a draft" if main.keeps_drafts else "to leave without them"
        self.notify(
            f"The typed line holds words that are not saved. Enter saves them. {how} {fate}.", severity="warning", markup=False
        )
        return False

    async def action_quit(self) -> None:
        """Leave once what was entered is saved. Words that are not saved are spoken of first, once."""
        await self.saved()
        if self._may_leave("Press ctrl+q again"):
            self.exit(int(self._refused))

    async def on_unmount(self) -> None:
        """Close the store, with a backup if it was changed; the demonstration's is deleted."""
        casebook = self.take_casebook()
        if casebook is not None:
            self.last_words = (*self.take_unseen(), *close_with_backup(casebook))

    # ------------------------------------------------------------------ locking

    @property
    def main_screen(self) -> MainScreen | None:
        """The main screen, if one is shown, also below a dialogue."""
        return next((screen for screen in self.screen_stack if isinstance(screen, MainScreen)), None)

    async def on_event(self, event: events.Event) -> None:
        """Note that somebody is there; what is typed while the app locks reaches no screen."""
        if isinstance(event, events.Key | events.MouseEvent | events.Paste) and not self.locker.lets_through():
            return
        await super().on_event(event)

    def look_at_time(self) -> None:
        """Lock when the time is up, and show the time that is left near its end."""
        words = self.locker.tick()
        for screen in self.screen_stack:
            for header in screen.query(CaseHeader):
                header.show_locking(words)

    def action_lock(self) -> None:
        """Close the store and ask for its passphrase again."""
        if self._casebook is not None and self._casebook.is_demo:
            self.notify("The demonstration does not lock: its key is thrown away when it closes. Leave it with ctrl+q.")
        else:
            self.locker.lock("Locked.")

    def blank(self) -> None:
        """Show nothing of any screen from now on."""
        self.clear_notifications()
        for screen in self.screen_stack:
            for widget in screen.children:  # not the screen itself, whose ground must still be painted
                widget.visible = False

    def resume_place(self) -> Resume | None:
        """Return where the reader is, or None when no store is open."""
        if self._casebook is None:
            return None
        main = self.main_screen
        if main is None:
            return Resume(self._casebook.path)
        entry = main.timeline.event
        return Resume(self._casebook.path, main.child, entry.id if entry else None, main.unkept_words)

    async def take_screens_away(self) -> None:
        """Leave only the empty ground of the app, and let go of what it held for the screens."""
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        self.clear_notifications()
        self.hide_names(frozenset())
        self._events = ()
        self._clipboard = ""
        # Whoever watches the theme is held by the app, also once removed, until the watchers are next called.
        self.mutate_reactive(ChronologyApp.theme)
        self._warned_of = None

    def show_locked(self, resume: Resume, said: str) -> None:
        """Ask for the passphrase; what comes then is where the reader was."""
        self._resume = resume
        self.push_screen(UnlockScreen(resume.path, said=said))

    def make_new_store(self, path: Path) -> None:
        """Show the screen that makes a store."""
        from chronology_tui.tui.screens.new_store import NewStoreScreen  # noqa: PLC0415 - loads when first wanted

        self._show_instead(NewStoreScreen(path, glyphs=self.glyphs))

    # ------------------------------------------------------------------ for every screen

    def action_help(self) -> None:
        """Show the keys of what has the focus, then those of the screen, and the manual."""
        from chronology_tui.tui.screens.help import HelpScreen  # noqa: PLC0415 - Markdown loads when first wanted

        if isinstance(self.screen, HelpScreen):
            self.screen.dismiss(None)
        else:
            self.push_screen(HelpScreen(usable(self.screen), self.glyphs), self._from_help)

    def action_help_unless_typing(self) -> None:
        """Show the keys, unless the key is a letter in the field that is typed in."""
        if isinstance(self.focused, Input | TextArea):
            raise SkipAction
        self.action_help()

    async def _from_help(self, chosen: Usable | None) -> None:
        if chosen is not None:
            leave_typing(self.screen, chosen.action)
            await self.run_action(chosen.action, chosen.node)

    def action_settings(self) -> None:
        """Show the settings and the keys, and switch them."""
        from chronology_tui.tui.modals.settings import SettingsScreen  # noqa: PLC0415 - dialogues load when first wanted

        if isinstance(self.screen, SettingsScreen):
            self.screen.dismiss(None)
        else:
            self.push_screen(SettingsScreen(glyphs=self.glyphs))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer what works on every screen; the main screen's own actions come from its provider."""
        if not isinstance(screen, MainScreen):
            yield SystemCommand("Keys and help  (f1)", "The keys and the manual", self.action_help)
            yield SystemCommand("Next theme", "Dark, light, high contrast", self.action_next_theme)
            yield SystemCommand("Names as initials", "Where others look on", self.action_initials_only)
            yield SystemCommand("Settings and keys  (f2)", "The looks, the keys, the settings file", self.action_settings)
            yield SystemCommand("Lock  (ctrl+l)", "Close the store and ask for its passphrase again", self.action_lock)
            yield SystemCommand("Leave  (ctrl+q)", "Close the store and leave", self.action_quit)
