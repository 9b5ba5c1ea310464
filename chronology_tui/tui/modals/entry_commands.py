"""The command palette of the form of an entry."""

from __future__ import annotations

from chronology_tui.tui.commands import MainCommands

FORM_ACTIONS: tuple[tuple[str, str, str, str], ...] = (
    ("Save", "ctrl+s", "save", "Save the entry and leave the form"),
    ("Save and add another", "f5", "save_on", "Save, and begin a new entry on the same source"),
    ("Next section", "pgdn", "section(1)", "Go to the next group of fields"),
    ("Section before", "pgup", "section(-1)", "Go to the group of fields before"),
    ("Open the text in the editor", "ctrl+o", "editor", "The field of several lines, in the program that VISUAL or EDITOR names"),
    ("Next remark", "f3", "remark", "Go to the field that the quality check says something of"),
    ("Take away", "f8", "remove", "Take away the person or the agreed action"),
    ("Start over", "f9", "start_over", "Forget what was typed in this form"),
    ("Back", "esc", "back", "Leave; what is not saved is kept as a draft"),
)
"""Title, key, action, explanation."""


class FormCommands(MainCommands):
    """Finds the actions of the form."""

    ACTIONS = FORM_ACTIONS
