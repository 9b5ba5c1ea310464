"""How the fields of a form take their keys: in the order in which they come, however fast."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual import events
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget

FORM_KEYS: tuple[BindingType, ...] = (
    Binding("escape", "back", "Back", show=False),
    Binding("tab,down", "app.focus_next", "Next field", show=False, priority=True),
    Binding("shift+tab,up", "app.focus_previous", "Field before", show=False, priority=True),
)
"""The keys of every form. With priority, so that the field changes before the next key is handed out."""


async def act_at_once(field: Widget, event: events.Key) -> bool:
    """Do what a key is bound to in its field; False when it is bound to nothing there.

    Textual hands a key that is bound up through every parent before it acts, while letters act at once: letters that come
    fast after Backspace or Enter would be taken before it, and be deleted or entered by it.
    """
    if event.is_printable:
        return False
    for binding in field._bindings.key_to_bindings.get(event.key, ()):  # noqa: SLF001 - told by nothing else
        if await field.app.run_action(binding.action, field):
            event.stop()
            event.prevent_default()
            return True
    return False


def once_taken_in(fields: Sequence[Widget], then: Callable[[], None]) -> None:
    """Call ``then`` once every field has taken in the keys that were handed to it."""
    if fields:
        fields[0].call_later(once_taken_in, fields[1:], then)
    else:
        then()


def place_of_focus(screen: Screen[Any], fields: Sequence[Widget]) -> int:
    """Return the place among ``fields`` of the one that has the focus; the first where none has it."""
    return next((n for n, field in enumerate(fields) if field is screen.focused), 0)


def focus_next(screen: Screen[Any], fields: Sequence[Widget]) -> bool:
    """Go to the next of ``fields``; False in the last one."""
    at = place_of_focus(screen, fields)
    if at == len(fields) - 1:
        return False
    screen.set_focus(fields[at + 1])
    return True
