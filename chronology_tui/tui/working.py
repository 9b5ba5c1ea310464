"""What screens and dialogues share: the app itself, the group of the workers that save, why nothing can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from chronology_tui.tui.app import ChronologyApp

SAVING = "save"
"""Group of the workers that save: leaving and locking wait for them, and so does an undo."""
READ_ONLY = "This store is open for reading only, so nothing can be changed here."


def own_app(node: MessagePump) -> ChronologyApp:
    """Return the app of a screen or widget as what it is."""
    return cast("ChronologyApp", node.app)
