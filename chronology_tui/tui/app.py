"""The terminal app: opens a casebook, shows its screens, closes it."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.filter import Monochrome, NoColor
from textual.screen import Screen

from chronology_tui.errors import ExitCode
from chronology_tui.tui.glyphs import ASCII, Glyphs, choose_glyphs
from chronology_tui.tui.screens.caseload import CaseloadScreen, ChildChosen
from chronology_tui.tui.screens.main import SAVING, MainScreen
from chronology_tui.tui.screens.unlock import OPENING, Opened, OpeningScreen, Refused, UnlockScreen
from chronology_tui.tui.theme import DARK, PALETTES, textual_theme

if TYPE_CHECKING:
    from chronology_tui.services import Casebook


HANG_UP_SECONDS = 4.0
"""How long a program whose terminal has gone may take to save what waits before it ends."""


def run(path: Path | None, *, demo: bool = False, passphrase: str | None = None) -> int:
    """Run the app on a store, or on the demonstration, until the reader leaves.

    Args:
        path: the store; not used for the demonstration.
        demo: open the invented case in a throw-away store.
        passphrase: opens the store without asking, where one was given by file or environment.

    Returns:
        The exit code of the command.

    Raises:
        ValueError: neither a store nor the demonstration was asked for.
        Exception: a fault of the program, for the command line to report without case data.
    """
    if path is None and not demo:
        raise ValueError("a store or the demonstration is needed")
    app = ChronologyApp(None if demo else path, passphrase=passphrase)
    app.owns_process = True
    try:
        code = app.run()
    finally:
        app.close_casebook()  # one that came open only while the app was leaving, or that the app could not close itself
    if app.fault is not None:
        raise app.fault
    return int(code if code is not None else ExitCode.DONE)


class ChronologyApp(App[int]):
    """Holds the open casebook and moves between screens."""

    TITLE = "chronology"
    CSS_PATH = Path(__file__).with_name("app.tcss")
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Leave", show=False, priority=True),
        Binding("ctrl+c", "quit", "Leave", show=False, system=True),
    ]

    def __init__(
        self,
        path: Path | None,
        *,
        passphrase: str | None = None,
        casebook: Casebook | None = None,
        glyphs: Glyphs | None = None,
    ) -> None:
        super().__init__()
        self._path = path
        self._passphrase = passphrase
        self._casebook = casebook
        self.glyphs = glyphs or choose_glyphs()
        self._refused = ExitCode.DONE
        self._warned_of: str | None = None
        """The words of the typed line that the reader was last warned of."""
        self.owns_process = False
        """Whether the whole process is this app's, so that it may tune the process's memory."""
        if self.no_color:  # Textual would draw in shades of grey, which are colours still
            self._filters = [NoColor() if isinstance(line_filter, Monochrome) else line_filter for line_filter in self._filters]
        self.set_class(self.glyphs is ASCII, "-ascii")
        for palette in PALETTES:
            self.register_theme(textual_theme(palette))
        self.theme = DARK.name

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
            self._leave_when_told()
        if self._casebook is not None:
            self._show_casebook()
        elif self._path is None:
            self.push_screen(
                OpeningScreen("Opening the invented case. Nothing you do here is kept.", self._keeping(_demo_opener()))
            )
        elif self._passphrase is not None:
            self.push_screen(OpeningScreen("Opening the store …", self._keeping(_opener(self._path, self._passphrase))))
            self._passphrase = None
        else:
            self.push_screen(UnlockScreen(self._path))

    def _keeping(self, opener: Callable[[], Casebook]) -> Callable[[], Casebook]:
        """Return an opener that leaves its casebook with the app at once, to be closed even if the reader has left meanwhile."""

        def keep() -> Casebook:
            self._casebook = casebook = opener()
            return casebook

        return keep

    @on(Opened)
    def _opened(self, event: Opened) -> None:
        self._casebook = event.casebook
        self._refused = ExitCode.DONE
        if not event.casebook.is_demo:
            from chronology_tui.config import remember_store  # noqa: PLC0415 - after the first paint

            remember_store(event.casebook.path)
        self._show_casebook()

    @on(Refused)
    def _was_refused(self, event: Refused) -> None:
        self._refused = event.code

    def _show_casebook(self) -> None:
        casebook = self._casebook
        if casebook is None:
            return
        children = casebook.children()
        if len(children) == 1:
            self._show_instead(MainScreen(casebook, children[0].id, glyphs=self.glyphs))
        else:
            self.show_caseload()

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
        main = next((screen for screen in self.screen_stack if isinstance(screen, MainScreen)), None)
        if main is None or not main.unsaved_words or main.typed_line.input.value == self._warned_of:
            return True
        self._warned_of = main.typed_line.input.value
        if go_there:
            main.typed_line.input.focus()
        self.notify(
            f"The typed line holds words that are not saved. Enter saves them. {how} to leave without them.",
            severity="warning",
            markup=False,
        )
        return False

    async def action_quit(self) -> None:
        """Leave once what was entered is saved. Words that are not saved are spoken of first, once."""
        await self._saved()
        if self._may_leave("Press ctrl+q again"):
            self.exit(int(self._refused))

    async def _saved(self) -> None:
        """Wait until every line that was entered is saved."""
        await self._finished(SAVING)

    async def _finished(self, *groups: str) -> None:
        running = [worker for worker in self.workers if worker.group in groups and not worker.is_finished]
        if running:
            await self.workers.wait_for_complete(running)

    def _leave_when_told(self) -> None:
        """Leave in good order when the terminal is closed or the process is told to end.

        Otherwise the terminal would stay without echo, and the demonstration's store would stay on the disk.
        """
        for name in ("SIGTERM", "SIGHUP"):
            number: signal.Signals | None = getattr(signal, name, None)
            if number is not None and hasattr(signal, "pthread_sigmask"):  # Windows has no such handlers in its event loop
                asyncio.get_running_loop().add_signal_handler(number, self._told_to_leave, number)

    def _told_to_leave(self, number: signal.Signals) -> None:
        if number != signal.SIGTERM:  # what is still painted goes nowhere, or the painting would stop everything
            nowhere = os.open(os.devnull, os.O_WRONLY)
            for stream in (1, 2):
                os.dup2(nowhere, stream)
            # Painting to a terminal that is gone can hold up the screen's own thread for good; this thread does not wait for it.
            Timer(HANG_UP_SECONDS, self._end_without_screen, (128 + number,)).start()

        async def leave() -> None:
            await self._saved()
            if number == signal.SIGTERM:
                self.exit(128 + number)
                return
            # The terminal has gone. Textual would wait for ever to write its farewell to it, so the process ends here.
            try:
                await self._finished(OPENING)
                self.close_casebook()
            finally:
                os._exit(128 + number)

        self.run_worker(leave())

    def _end_without_screen(self, code: int) -> None:
        try:
            self.close_casebook()
        finally:
            os._exit(code)

    async def on_unmount(self) -> None:
        """Close the store; the demonstration's is deleted."""
        self.close_casebook()

    def close_casebook(self) -> None:
        """Close the casebook if one is open; again does nothing."""
        casebook, self._casebook = self._casebook, None
        if casebook is not None:
            casebook.close()

    def settle_memory(self) -> None:
        """Keep the garbage collector from walking every entry again and again.

        Entries are values without cycles, freed by their count of references. With 20,000 of them a full collection takes
        over 100 ms, which a reader feels as a key that hangs.
        """
        if self.owns_process:
            gc.freeze()

    # ------------------------------------------------------------------ for every screen

    def action_help(self) -> None:
        """Show the keys and the manual."""
        from chronology_tui.tui.screens.help import HelpScreen  # noqa: PLC0415 - Markdown loads when first wanted

        self.push_screen(HelpScreen())

    def action_next_theme(self) -> None:
        """Dark, light, high contrast, in turn."""
        names = [palette.name for palette in PALETTES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]

    def action_use_theme(self, name: str) -> None:
        """Use a theme by name."""
        self.theme = name

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer what works on every screen; the main screen's own actions come from its provider."""
        if not isinstance(screen, MainScreen):
            yield SystemCommand("Help", "The keys and the manual", self.action_help)
            yield SystemCommand("Next theme", "Dark, light, high contrast", self.action_next_theme)
            yield SystemCommand("Leave", "Close the store and leave", self.action_quit)


def _demo_opener() -> Callable[[], Casebook]:
    def opener() -> Casebook:
        from chronology_tui.services import open_demo  # noqa: PLC0415 - the store's libraries load behind the first screen

        return open_demo()

    return opener


def _opener(path: Path, passphrase: str) -> Callable[[], Casebook]:
    def opener() -> Casebook:
        from chronology_tui.services import open_casebook  # noqa: PLC0415 - as above

        return open_casebook(path, passphrase)

    return opener
