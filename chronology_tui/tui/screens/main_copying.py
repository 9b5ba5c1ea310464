"""What the main screen hands out as plain text: an entry, the selected ones, a finding, or all that are shown."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from chronology_tui.domain.text import counted
from chronology_tui.tui.screens.main_going import GoingScreen
from chronology_tui.tui.screens.main_loading import needs_whole


class CopyingScreen(GoingScreen):
    """A screen of one chronology from which text can be copied."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "Copy", show=False),
        Binding("Y", "copy_all", "Copy all that are shown", show=False),
    ]
    _copied = ""
    """What was copied last: copied again, it is offered as a file."""

    @needs_whole
    def action_copy(self) -> None:
        """Copy the selected entries, the highlighted finding where the panel has the focus, or the entry under the keys."""
        self._skip_while_typing()
        if self.panel.has_focus and self.panel.target is not None and not self.timeline.marked:
            self._copy_finding(self.panel.target)
        else:
            ids = frozenset(self._selected_ids())
            number = len(ids)
            self._copy_entries(ids, "the entry" if number == 1 else counted(number, "selected entry", "selected entries"))

    @needs_whole
    def action_copy_all(self) -> None:
        """Copy every entry that is shown."""
        self._skip_while_typing()
        shown = self.timeline.chronology
        if shown is not None and shown.events:
            ids = frozenset(event.id for event in shown.events)
            self._copy_entries(
                ids, f"all {counted(len(ids), 'entry', 'entries')} that are shown" if len(ids) > 1 else "the entry"
            )

    def _copy_entries(self, ids: frozenset[object], what: str) -> None:
        from chronology_tui.services.copying import entries_text, handling_words  # noqa: PLC0415 - loads when first wanted

        shown = self.timeline.chronology
        if shown is None or not ids:
            return
        events = [event for event in shown.events if event.id in ids]
        marks = handling_words(events)
        self._copy(entries_text(events, shown), what, f" Take care who sees it: {marks}." if marks else "")

    def _copy_finding(self, key: str) -> None:
        from chronology_tui.tui.modals.finding import finding_blocks  # noqa: PLC0415 - loads when first wanted
        from chronology_tui.tui.widgets.page import plain_text  # noqa: PLC0415 - likewise

        finding = next((f for f in self._analysis.findings if f.key == key), None) if self._analysis is not None else None
        if finding is not None and self._chronology is not None:
            blocks = finding_blocks(finding, self._chronology, self.glyphs, self._reviews.get(key))
            self._copy(plain_text(blocks), "the finding", "")

    def _copy(self, text: str, what: str, care: str) -> None:
        """Hand text to the terminal; the second time, offer a file, since a terminal may not hand it on."""
        if text == self._copied:
            from chronology_tui.tui.modals.copy_file import CopyFileScreen  # noqa: PLC0415 - dialogues load when first wanted

            self._copied = ""
            self.app.push_screen(CopyFileScreen(text, what))
            return
        self._copied = text
        self.app.copy_to_clipboard(text)
        lines = counted(text.count("\n"), "line")
        self._tell(
            f"Copied {what} as text, {lines}.{care} Where pasting brings nothing, your terminal does not hand it on: "
            "the same key again writes it to a file."
        )
