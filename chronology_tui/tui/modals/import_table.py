"""Importing from the screen: choose a file, look at how it was understood, say what a column is, then add it in one step.

Nothing is written before the reader has seen what would be. What was read is kept, so that the import adds exactly that. While a
file is read or written, Esc stops it with nothing half done; locking and leaving wait for an import that was begun, stop a
reading, and say which of the two it was.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.timer import Timer

from chronology_tui.domain.dates import format_date
from chronology_tui.domain.records import Child
from chronology_tui.domain.text import one_line
from chronology_tui.errors import ChronologyError
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.modals.ask_path import PathScreen
from chronology_tui.tui.modals.import_frame import VIEWS, ImportFrame, Views
from chronology_tui.tui.modals.import_meaning import MeaningScreen
from chronology_tui.tui.modals.import_pages import (
    bundle_blocks,
    column_blocks,
    counts_words,
    entries,
    issue_blocks,
    result_blocks,
    row_blocks,
)
from chronology_tui.tui.modals.import_working import STOPPING, ImportJob
from chronology_tui.tui.modals.records import Leaving
from chronology_tui.tui.widgets.page import Page
from chronology_tui.tui.widgets.says import Says, answer
from chronology_tui.tui.working import SAVING, own_app

if TYPE_CHECKING:
    from chronology_tui.services import Casebook, ImportReport
    from chronology_tui.services.import_checks import ImportCheck
    from chronology_tui.services.import_maps import ColumnMap

T = TypeVar("T")

FILES = (".csv", ".tsv", ".txt", ".xlsx", ".json")
MAPS = (".toml",)
BEAT = 0.1
"""Seconds between two looks at how far the work is."""
NOT_MADE = "The import that was open was not made: nothing was added."
ASK_FILE = "A table (csv, tsv, txt, xlsx) with a heading over each column, or a record bundle (json)."
ASK_MAP = "A map file (toml): which column is which, and which of their words is which kind."
ASK_NEW_MAP = "Where the choices go, as a map file (toml) for the next table of this kind."


class ImportScreen(ImportFrame):
    """Imports one file about one child; answers with what is to be shown, or None when nothing was added."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("i,ctrl+s", "import", "Import", show=False),
        Binding("tab", "turn(1)", "Next view", show=False, priority=True),
        Binding("shift+tab", "turn(-1)", "View before", show=False, priority=True),
        *(Binding(key.lower(), f"view('{view}')", title, show=False) for view, (key, title) in VIEWS.items()),
        Binding("m", "map", "Map file", show=False),
        Binding("s", "save", "Save the choices as a map file", show=False),
        Binding("enter", "choose", "Say what the column is", show=False, priority=True),
        Binding("f", "alone", "Show the new entries alone", show=False),
        Binding("question_mark,f1", "app.help", "Keys and help", show=False),
    ]

    def __init__(
        self, casebook: Casebook, child: Child, folder: str, remember: Callable[[str], None], *, glyphs: Glyphs = UNICODE
    ) -> None:
        """Take whom the rows are about, the folder to start in, and what remembers the folder of the file that was taken."""
        super().__init__(one_line(child.initials), glyphs=glyphs)
        self._casebook = casebook
        self._child = child
        self._typed = folder
        self._remember = remember
        self._path: Path | None = None
        self._map_path: Path | None = None
        self._map: ColumnMap | None = None
        self._chosen: dict[str, str] = {}
        """What was chosen of some headings: a field, or an empty text for leaving the column out."""
        self._check: ImportCheck | None = None
        self._report: ImportReport | None = None
        self._job: ImportJob | None = None
        self._beat: Timer | None = None
        self._wanted: str | None = None
        """The column that was chosen while the file was read anew."""

    def on_mount(self) -> None:
        """Ask for the file."""
        self.fold(self.app.size.width)
        own_app(self).unseen = NOT_MADE
        self.add_class("working", "asking")
        self._ask_file()

    def on_unmount(self) -> None:
        """Stop a reading; an import that was begun goes on to its end."""
        if self._job is not None and not self._job.writes:
            self._job.stop.set()

    def leave(self, leaving: Leaving | None) -> None:
        """Leave; what came of it has been seen."""
        own_app(self).unseen = ""
        self.dismiss(leaving)

    # ------------------------------------------------------------------ the file and the map

    def _ask_file(self, trouble: str = "") -> None:
        asking = PathScreen("import", ASK_FILE, FILES, typed=self._typed, trouble=trouble, glyphs=self.glyphs)
        self.app.push_screen(asking, self._file_taken)

    def _file_taken(self, path: Path | None) -> None:
        if path is None:
            self.leave(None)
            return
        self._typed = str(path)
        self._remember(f"{path.parent}/")
        if path != self._path:
            self._path, self._chosen = path, {}
        self._look()

    def action_map(self) -> None:
        """Ask for a map file."""
        if self._job is None and self._report is None and self._check is not None and not self._check.is_bundle:
            typed = str(self._map_path) if self._map_path is not None else f"{self._check.path.parent}/"
            self.app.push_screen(PathScreen("map file", ASK_MAP, MAPS, typed=typed, glyphs=self.glyphs), self._map_taken)

    def _map_taken(self, path: Path | None) -> None:
        from chronology_tui.services.import_maps import read_map  # noqa: PLC0415 - loaded by now

        if path is None:
            return
        try:
            self._map = read_map(path)
        except ChronologyError as error:
            answer(self, one_line(str(error)), "bad")
            return
        self._map_path, self._chosen = path, {}
        self._look()

    def action_save(self) -> None:
        """Ask where the choices are to be saved as a map file."""
        if self._job is not None or self._report is not None or self._check is None or self._check.is_bundle:
            return
        if not self._chosen:
            answer(self, "There is no choice to save yet. Enter on a column (F2) says what it is.", "look")
            return
        typed = str(self._check.path.with_suffix(".toml"))
        asking = PathScreen("save the choices", ASK_NEW_MAP, MAPS, typed=typed, new=True, glyphs=self.glyphs)
        self.app.push_screen(asking, self._save_taken)

    def _save_taken(self, path: Path | None, *, overwrite: bool = False) -> None:
        from chronology_tui.services.errors import FileExists  # noqa: PLC0415 - loaded by now
        from chronology_tui.services.import_maps import save_map  # noqa: PLC0415 - likewise
        from chronology_tui.tui.modals.export_result import OverwriteScreen  # noqa: PLC0415 - hardly ever wanted

        if path is None:
            return
        try:
            save_map(path, self._column_map(), overwrite=overwrite)
        except FileExists:

            def answered(yes: bool | None) -> None:  # noqa: FBT001 - Textual's own answer
                if yes:
                    self._save_taken(path, overwrite=True)

            self.app.push_screen(OverwriteScreen(path), answered)
        except ChronologyError as error:
            answer(self, one_line(str(error)), "bad")
        else:
            answer(self, f"Saved: {one_line(str(path))}. m reads it for the next table of this kind.", "good")

    def _column_map(self) -> ColumnMap:
        from chronology_tui.services.import_maps import ColumnMap, with_choices  # noqa: PLC0415 - loaded by now

        return with_choices(self._map or ColumnMap(), self._chosen)

    # ------------------------------------------------------------------ looking

    def _look(self) -> None:
        """Read the file and show what would come of it."""
        from chronology_tui.services.import_checks import check_import  # noqa: PLC0415 - loaded when first wanted

        path = self._path
        if path is None or self._job is not None:
            return
        said = f"{one_line(str(path))}{f' · map {one_line(self._map_path.name)}' if self._map_path else ''}"
        self.query_one("#file", Says).say(said, "accent")
        job = self._begin(writes=False)
        read = partial(check_import, self._casebook, self._child.id, path, self._column_map(), job.on_progress)
        self._work(job, read, self._looked, self._not_read)

    def _looked(self, check: ImportCheck) -> None:
        before, self._check = self._check, check
        report = check.report
        issues = list(issue_blocks(report, self.glyphs)) if report is not None else []
        self.page("columns").show(list(bundle_blocks(check) if check.is_bundle else column_blocks(check)))
        self.page("rows").show(list(row_blocks(check.rows, self.glyphs)))
        self.page("issues").show(issues)
        counts = (len(check.columns), len(check.rows), len(report.issues)) if report is not None else (len(check.columns),)
        self.query_one(Views).counts = counts
        self._tell_counts()
        if before is None or before.path != check.path:
            for name in VIEWS:
                self.page(name).target = next(iter(self.page(name).targets), None) if name == "columns" else None
        self.action_view(self.query_one(Views).view if before is not None else "columns")
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._ask_meaning(wanted)

    def _tell_counts(self) -> None:
        if self._check is not None:
            answer(self, *counts_words(self._check))

    def _not_read(self, why: str) -> None:
        """Say in the dialogue that asks for the file why this one cannot be read; nothing was changed."""
        self._ask_file(one_line(why))

    # ------------------------------------------------------------------ the columns

    def action_choose(self) -> None:
        """Say what the marked column is; after the import, go to the first new entry."""
        if self._report is not None:
            self._show(alone=False)
        elif self.focused is not None and self.focused.id == "columns":
            self.page("columns").action_choose()

    @on(Page.Chosen, "#columns")
    def _column_chosen(self, event: Page.Chosen) -> None:
        event.stop()
        if self._job is not None:
            self._wanted = None if self._job.writes else event.target
        else:
            self._ask_meaning(event.target)

    def _ask_meaning(self, target: str) -> None:
        check = self._check
        if check is None or not check.columns:
            return
        column = check.columns[int(target)]
        taken = {other.field: one_line(other.heading) for other in check.columns if other.field and other is not column}
        self.app.push_screen(
            MeaningScreen(column, taken, chosen=column.heading in self._chosen, glyphs=self.glyphs),
            partial(self._meaning_taken, column.heading),
        )

    def _meaning_taken(self, heading: str, meaning: str | None) -> None:
        if meaning is None:
            return
        if meaning == MeaningScreen.AS_HEADED:
            self._chosen.pop(heading, None)
        else:
            self._chosen[heading] = "" if meaning == MeaningScreen.LEAVE_OUT else meaning
        self._look()

    # ------------------------------------------------------------------ adding

    def action_import(self) -> None:
        """Add what was looked at, in one step."""
        from chronology_tui.services.import_checks import import_checked  # noqa: PLC0415 - loaded by now

        check = self._check
        if self._job is not None or self._report is not None or check is None:
            return
        if check.report is None:
            self._tell_counts()
        elif not check.adds:
            answer(self, "There is nothing to add: all of it is there already, or cannot be read.", "look")
        else:
            job = self._begin(writes=True)
            self._work(job, partial(import_checked, self._casebook, check, job.on_progress), self._imported, self._not_imported)

    def _imported(self, report: ImportReport) -> None:
        self._report = report
        own_app(self).unseen = f"The import was made: {entries(len(report.added))} added. Undo takes all of it back."
        self.page("result").show(list(result_blocks(report, self._dates(report), self.glyphs)))
        answer(self, "")
        self.keys("result")
        self.at("result")

    def _dates(self, report: ImportReport) -> list[str]:
        """Return the first and the last date of the new entries of a table, in words."""
        rows = self._check.rows if self._check is not None else ()
        dated = sorted(
            (row.event for row in rows if row.event is not None and row.fate.value == "new" and not row.event.when.is_undated),
            key=lambda event: event.sort_key,
        )
        return [one_line(format_date(event.when)) for event in (dated[0], dated[-1])] if dated and report.added else []

    def _not_imported(self, why: str) -> None:
        self.action_view(self.query_one(Views).view)
        answer(self, one_line(why), "bad")

    def action_alone(self) -> None:
        """Show only the new entries."""
        if self._report is not None:
            self._show(alone=True)

    def _show(self, *, alone: bool) -> None:
        report = self._report
        if report is None:
            return
        changed = bool(report.added) or any(count.added for count in report.records)
        first = report.added[0] if report.added else None
        words = f"imported from {one_line(report.file)}"
        if changed:
            self.app.notify(f"{entries(len(report.added))} added. u takes all of it back.", markup=False)
        self.leave(Leaving(changed, first, report.added if alone else (), words))

    # ------------------------------------------------------------------ working in threads

    def _begin(self, *, writes: bool) -> ImportJob:
        app = own_app(self)
        self._job = job = ImportJob(writes, lambda: app.locker.busy)
        self.remove_class("asking")
        if writes or self._check is None or self._check.path != self._path:
            self.set_focus(None)
            self.add_class("working")
        self.keys("writing" if writes else "reading")
        self._beat = self.set_interval(BEAT, self._say_how_far)
        self._say_how_far()
        return job

    def _say_how_far(self) -> None:
        if self._job is not None:
            answer(self, self._job.words(self.glyphs), "text")

    def _work(self, job: ImportJob, do: Callable[[], T], then: Callable[[T], None], refused: Callable[[str], None]) -> None:
        """Do something in a worker thread, then hand on what came of it, or why it was refused or stopped."""

        def run() -> None:
            try:
                came = do()
            except ChronologyError as error:
                self.app.call_from_thread(self._over, refused if not job.stop.is_set() else self._stopped, str(error))
            else:
                self.app.call_from_thread(self._over, then, came)

        self.run_worker(run, thread=True, group=SAVING if job.writes else "look", description="import")

    def _over(self, then: Callable[[T], None], came: T) -> None:
        self._job = None
        if self._beat is not None:
            self._beat.stop()
        if self.is_attached and not (own_app(self).locker.busy and then == self._not_read):
            self.remove_class("working")
            then(came)

    def _stopped(self, why: str) -> None:
        """Go back to what was there before it was stopped."""
        if self._check is None:
            self._ask_file(one_line(why))
        else:
            self._not_imported(why)

    # ------------------------------------------------------------------ going about

    def action_view(self, view: str) -> None:
        """Show a view."""
        if self._job is None and self._report is None and self._check is not None:
            self.keys("bundle" if self._check.is_bundle and view == "columns" else view)
            self.at(view)

    def action_turn(self, by: int) -> None:
        """Show the next view, or the one before."""
        names = list(VIEWS)
        self.action_view(names[(names.index(self.query_one(Views).view) + by) % len(names)])

    def action_back(self) -> None:
        """Stop what is under way; after the import, leave; else go back to choosing the file."""
        if self._job is not None:
            self._job.stop.set()
            answer(self, STOPPING, "look")
        elif self._report is not None:
            self._show(alone=False)
        else:
            self._ask_file()
