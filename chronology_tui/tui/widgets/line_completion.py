"""Completion in the typed line: what may stand at the cursor, offered in a list above the line that takes no key but its own."""

from __future__ import annotations

from collections.abc import Callable

from textual.widgets import Input

from chronology_tui.domain.typed_line import Suggestion
from chronology_tui.tui.widgets.suggestions import Suggestions

Completer = Callable[[str, int], tuple[Suggestion, ...]]
"""Return what may stand at a place of a line."""

_GOES_ON = (":", "@", "+", "#", "!", "~")
"""What ends with one of these waits for more of the same word."""


class Completion:
    """Offers completions of what stands in an input."""

    def __init__(self, entry: Input, complete: Completer, shown: Suggestions) -> None:
        self._entry = entry
        self._complete = complete
        self._shown = shown

    def offer(self) -> None:
        """Suggest what may stand at the cursor, where a word has been begun."""
        entry = self._entry
        line, cursor = entry.value, entry.cursor_position
        wanted = entry.has_focus and entry.selection.is_empty and bool(line[:cursor].strip()) and not line[cursor - 1].isspace()
        items = self._complete(line, cursor) if wanted else ()
        if len(items) == 1 and line[items[0].start : items[0].end] == items[0].text:
            items = ()  # it stands there already
        self._shown.show(items)

    def serve(self, key: str) -> bool:
        """Do what ``key`` does to the list; False when nothing is suggested or the key is not for it."""
        marked = self._shown.marked
        if marked is None:
            return False
        if key in {"up", "down"}:
            self._shown.move(-1 if key == "up" else 1)
        elif key == "escape":
            self._shown.show(())
        elif key == "tab":
            self._take(marked)
        else:
            return False
        return True

    def _take(self, item: Suggestion) -> None:
        at_end = item.end == len(self._entry.value)
        text = item.text + (" " if at_end and not item.text.endswith(_GOES_ON) else "")
        self._entry.replace(text, item.start, item.end)
        self._entry.cursor_position = item.start + len(text)
