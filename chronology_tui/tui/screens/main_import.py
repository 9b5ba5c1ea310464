"""How the main screen imports a file, and goes to what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from chronology_tui.tui.screens.main_records import RecordsAroundScreen
from chronology_tui.tui.working import READ_ONLY


class ImportingScreen(RecordsAroundScreen):
    """A screen of one chronology into which files are imported."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "import_table", "Import", show=False),
    ]
    _import_folder = ""
    """The folder of the file that was imported last. It may hold a name, so it is kept no longer than this screen."""

    async def action_import_table(self) -> None:
        """Import a table or a record bundle, after a look at what would come of it."""
        from chronology_tui.tui.modals.import_table import ImportScreen  # noqa: PLC0415 - dialogues load when first wanted

        self._skip_while_typing()
        if self._casebook.read_only:
            self._tell_error(READ_ONLY)
        elif self.chronology is not None:
            folder = self._import_folder or f"{Path.home()}/"
            child = self.chronology.child
            await self._around(ImportScreen(self._casebook, child, folder, self._remember_folder, glyphs=self.glyphs))

    def _remember_folder(self, folder: str) -> None:
        self._import_folder = folder
