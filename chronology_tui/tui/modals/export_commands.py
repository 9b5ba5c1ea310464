"""The command palette of the export dialogue."""

from __future__ import annotations

from chronology_tui.tui.commands import MainCommands

EXPORT_ACTIONS: tuple[tuple[str, str, str, str], ...] = (
    ("Choose the pack", "f2", "step('pack')", "What is made, and for whom"),
    ("Options", "f3", "step('options')", "Period, areas, redaction, recipient, marking, password"),
    ("Preview", "f4", "step('preview')", "What the file will say"),
    ("What redaction changed", "f5", "step('changes')", "What was replaced, and what to look at"),
    ("Name of the file", "f6", "file", "Where the file goes; its ending gives the format"),
    ("Write the file", "ctrl+s", "write", "Make it, and record that it was made"),
    ("Areas of health", "", "pick('areas')", "Only some areas"),
    ("Side by side", "", "pick('siblings')", "Entries of brothers and sisters beside this child's"),
    ("Back", "esc", "back", "One step back; while the file is being written, stop it"),
)
"""Title, key, action, explanation."""


class ExportCommands(MainCommands):
    """Finds the actions of the export dialogue."""

    ACTIONS = EXPORT_ACTIONS
