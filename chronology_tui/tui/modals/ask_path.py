"""The dialogue that asks for a file: its path is typed, completed by Tab, or chosen folder by folder."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.worker import get_current_worker

from chronology_tui.domain.text import one_line
from chronology_tui.errors import UsageError
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.modals.asking import AskScreen
from chronology_tui.tui.widgets.fields import once_taken_in
from chronology_tui.tui.widgets.key_bar import Key
from chronology_tui.tui.widgets.page import Block

if TYPE_CHECKING:
    from chronology_tui.services.folders import Listing

NONE_HERE = "No file or folder here begins with what is typed."


class PathScreen(AskScreen[Path]):
    """Asks for a file that is there, or with ``new`` for the name of one to write; answers with its path, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete the name", show=False, priority=True),
    ]
    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("tab", "complete", "complete"),
        Key("up down", "choose", "move(1)"),
        Key("enter", "take it", "take"),
    )

    def __init__(
        self,
        title: str,
        said: str,
        suffixes: Collection[str],
        *,
        typed: str = "",
        trouble: str = "",
        new: bool = False,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        """Take what is asked, which files are offered by their suffixes, and what stands in the field at first."""
        super().__init__(title, said, typed=typed, trouble=trouble, hint="path of the file", glyphs=glyphs)
        self._suffixes = frozenset(suffixes)
        self._new = new
        self._listing: Listing | None = None
        self._completing = False
        self._take_then = False
        """Whether Enter was pressed while the name was being completed."""

    # ------------------------------------------------------------------ the list

    def follow(self, typed: str) -> None:
        """List what the typed path may go on with."""
        self._list(typed, complete=False)

    def action_complete(self) -> None:
        """Complete the name as far as it is plain, once the field has taken in the keys that were handed to it."""
        self._completing = True
        once_taken_in([self.field], self._complete)

    def action_take(self) -> None:
        """Take what is marked or typed, once the name is completed."""
        if self._completing:
            self._take_then = True
        else:
            super().action_take()

    def _complete(self) -> None:
        self._list(self.field.value, complete=True)

    @work(thread=True, exclusive=True, group="list")
    def _list(self, typed: str, *, complete: bool) -> None:
        from chronology_tui.services.folders import list_folder  # noqa: PLC0415 - loaded behind the dialogue

        listing = list_folder(typed, self._suffixes)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show, listing, complete=complete)

    def _show(self, listing: Listing, *, complete: bool) -> None:
        if not self.is_attached:
            return
        if complete:
            self._completing = False
        if listing.typed != self.field.value:
            self._take_now()
            return
        marked = self.choices.target
        self._listing = listing
        blocks = [
            Block(
                one_line(name.text) + (os.sep if name.is_folder else ""),
                "accent" if name.is_folder else "text",
                indent=1,
                target=str(n),
            )
            for n, name in enumerate(listing.names)
        ]
        if listing.more:
            blocks.append(Block(f"and {listing.more:,} more: type another letter", "mute", indent=1))
        elif not blocks:
            blocks.append(Block(listing.trouble or NONE_HERE, "mute", indent=1))
        self.offer(blocks)
        if not complete:
            return
        if listing.completed != listing.typed:
            self.put(listing.completed)
        elif listing.names:  # nothing is plain: Tab goes through the list
            self.choices.target = marked if marked in self.choices.targets else None
            self.choices.action_move(1)
        self._take_now()

    def _take_now(self) -> None:
        if self._take_then and not self._completing:
            self._take_then = False
            self.action_take()

    # ------------------------------------------------------------------ taking

    def taken(self, target: str | None, typed: str) -> None:
        """Go into the folder that is marked or typed; answer with the file."""
        listing = self._listing
        if target is not None and listing is not None and int(target) < len(listing.names):
            name = listing.names[int(target)]
            typed = listing.path_of(name)
            if name.is_folder:
                self.put(typed)
                return
        if not typed.strip():
            self.refuse("Type the path of the file, or choose it below.")
            return
        self._settle(typed)

    @work(thread=True, exclusive=True, group="settle")
    def _settle(self, typed: str) -> None:
        from chronology_tui.services.folders import path_of  # noqa: PLC0415 - loaded behind the dialogue

        why, path, folder = "", None, False
        try:
            path = path_of(typed)
            if not path.exists() and typed != typed.strip():  # blanks that came along with a pasted path
                path = path_of(typed.strip())
            folder = path.is_dir()
            if self._new and not folder and not path.parent.is_dir():
                why = f"There is no folder “{path.parent}”. Choose another, or make it first."
            elif not self._new and not path.exists():
                why = f"There is no file “{path}”. Look at the name, or choose one below."
        except UsageError as error:
            why = str(error)
        except (OSError, ValueError) as error:
            why = f"This cannot be the path of a file: {getattr(error, 'strerror', None) or 'it holds what no path can hold'}."
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._settled, typed, path, folder=folder, why=one_line(why))

    def _settled(self, typed: str, path: Path | None, *, folder: bool, why: str) -> None:
        if not self.is_attached:
            return
        if folder:
            self.put(typed if typed.endswith(os.sep) else f"{typed}{os.sep}")
            if typed.endswith(os.sep):
                self.refuse("This is a folder. Choose a file in it, or type its name.")
        elif why or path is None:
            self.refuse(why)
        else:
            self.dismiss(path)
