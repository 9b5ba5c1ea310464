"""What can be done on a screen by which key: the widget that has the focus first, then the screen, then what works everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

from chronology_tui.tui.keymap import shown_key

if TYPE_CHECKING:
    from textual.command import Provider

HERE, SCREEN, EVERYWHERE = "HERE", "ON THIS SCREEN", "EVERYWHERE"
_HIDDEN = frozenset({
    "command_palette", "help_unless_typing", "screen.copy_text", "scroll_left", "scroll_right", "page_left", "page_right",
})  # fmt: skip
"""Actions that are no news: Textual's own, and what stands in the list by another name."""


@dataclass(frozen=True, slots=True)
class Usable:
    """Something that a key does.

    Attributes:
        keys: the keys as they are shown.
        title: what it does, in a few words.
        about: the same in a sentence; may be empty.
        action: what is run, on ``node``.
        group: one of HERE, SCREEN, EVERYWHERE.
    """

    keys: tuple[str, ...]
    title: str
    about: str
    action: str
    node: DOMNode
    group: str


def listed_actions(screen: Screen[Any]) -> dict[str, tuple[str, str, str, str]]:
    """Return the entries of the palettes of a screen, by action."""
    found: dict[str, tuple[str, str, str, str]] = {}
    for source in screen.COMMANDS:
        provider: type[Provider] | Any = source if isinstance(source, type) else source()
        for line in getattr(provider, "ACTIONS", ()):
            found.setdefault(line[2], line)
    return found


def usable(screen: Screen[Any]) -> tuple[Usable, ...]:
    """Return what the keys do on a screen as it is now; what types or edits in a field is left out."""
    listed = listed_actions(screen)
    found: dict[tuple[str, str], Usable] = {}
    for key, active in screen.active_bindings.items():
        action, node = active.binding.action, active.node
        about = listed.get(action, listed.get(action.removeprefix("screen."), ("", "", "", "")))
        title = about[0] or active.binding.description
        if not title or action in _HIDDEN or not _is_ours(node):
            continue
        group = EVERYWHERE if isinstance(node, App) or action.startswith("app.") else SCREEN if node is screen else HERE
        shown = active.binding.key_display or shown_key(key)
        same = found.get((group, action))
        keys = (*same.keys, shown) if same is not None else (shown,)
        found[group, action] = Usable(keys, title, about[3], action, node, group)
    bound = {one.action for one in found.values()}
    for title, key, action, about_it in listed.values():
        if action not in bound and key:
            found[SCREEN, action] = Usable((key,), title, about_it, action, screen, SCREEN)
    return tuple(sorted(found.values(), key=lambda one: (HERE, SCREEN, EVERYWHERE).index(one.group)))


def own_keys(nodes: Iterable[type[DOMNode]]) -> Mapping[str, tuple[str, ...]]:
    """Return the keys that each action of some screens or widgets has by itself."""
    found: dict[str, tuple[str, ...]] = {}
    for node in nodes:
        bindings = node._merged_bindings  # noqa: SLF001 - told by nothing else
        for key, one in bindings if bindings is not None else ():
            if key not in found.get(one.action, ()):
                found[one.action] = (*found.get(one.action, ()), key)
    return found


def _is_ours(node: DOMNode) -> bool:
    """Whether a node's own keys are this program's, and not those of editing a text."""
    return isinstance(node, App | Screen) or type(node).__module__.startswith("chronology_tui.")
