"""Other keys for the actions of the main screen, as the settings give them; and how a key is shown.

A key that cannot be given is refused in one plain line, and that action keeps its own: the rest of the keys work.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import _character_to_key

from chronology_tui.tui.widgets.key_bar import Key

_NAMED = frozenset({"delete", "backspace", "home", "end", "insert", "pageup", "pagedown", "space", "left", "right"})
_WHOLE = re.compile(r"ctrl\+[a-z]|f(?:[1-9]|1[0-2])|shift\+(?:up|down|left|right|home|end)")
FIXED = frozenset({
    "escape", "enter", "tab", "shift+tab", "up", "down", "j", "k", "ctrl+q", "ctrl+c", "ctrl+l", "ctrl+p", "ctrl+f", "ctrl+b",
    *"123456789",
})  # fmt: skip
"""Keys that stay what they are, so that moving, leaving, locking and the list of actions can always be reached."""
_SHOWN = {
    "slash": "/", "full_stop": ".", "question_mark": "?", "right_square_bracket": "]", "left_square_bracket": "[",
    "pagedown": "page down", "pageup": "page up", "escape": "esc", "comma": ",", "semicolon": ";", "colon": ":",
    "exclamation_mark": "!", "number_sign": "#", "plus": "+", "minus": "-", "equals_sign": "=", "apostrophe": "'",
    "backslash": "\\", "less_than_sign": "<", "greater_than_sign": ">", "asterisk": "*", "at": "@", "tilde": "~",
}  # fmt: skip


class Named(NamedTuple):
    """An action that can have another key: its name in the settings, its title, its own key as shown, the action."""

    name: str
    title: str
    key: str
    action: str


def named_actions(actions: Sequence[tuple[str, str, str, str]]) -> tuple[Named, ...]:
    """Return the actions of a palette by the names that the settings call them by, such as "change-only-the-date"."""
    return tuple(Named(name_of(title), title, key, action) for title, key, action, _ in actions)


def name_of(title: str) -> str:
    """Return the name of an action in the settings."""
    return "-".join(re.findall(r"[a-z0-9]+", title.casefold().replace("'", "")))


def shown_key(key: str) -> str:
    """Return a key as it is shown: "/" for "slash", "ctrl+y" as it is."""
    return _SHOWN.get(key, key)


def pressed_key(typed: str) -> str | None:
    """Return the key that is typed in the settings as the terminal tells of it; None where there is no such key."""
    if len(typed) == 1:
        return _character_to_key(typed) if typed.isprintable() and not typed.isspace() else None
    key = typed.casefold().replace(" ", "").replace("control+", "ctrl+")
    return key if key in _NAMED or _WHOLE.fullmatch(key) else None


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys that were changed: for each action the keys that it has now."""

    keys: Mapping[str, tuple[str, ...]]

    def shown(self, action: str, own: str) -> str:
        """Return the key of an action as it is shown, ``own`` where it was not changed."""
        keys = self.keys.get(action)
        return own if keys is None else " ".join(shown_key(key) for key in keys)

    def bar(self, keys: Sequence[Key]) -> tuple[Key, ...]:
        """Return the keys of a key bar as they are now."""
        return tuple(replace(key, shown=self.shown(key.action, key.shown)) for key in keys)

    def rebind(self, node: DOMNode) -> None:
        """Give the actions of a screen or widget the keys that they have now."""
        if not self.keys:
            return
        own = node._bindings.key_to_bindings  # noqa: SLF001 - Textual's own keymap needs every binding to be named, and warns of no clash
        changed: dict[str, list[Binding]] = {}
        for key, bindings in own.items():
            for binding in bindings:
                for wanted in self.keys.get(binding.action, (key,)):
                    there = changed.setdefault(wanted, [])
                    if all(one.action != binding.action for one in there):
                        there.append(replace(binding, key=wanted))
        own.clear()
        own.update(changed)


NO_KEYMAP = Keymap({})


def read_keymap(
    wanted: Mapping[str, str], actions: Sequence[tuple[str, str, str, str]], own: Mapping[str, Sequence[str]]
) -> tuple[Keymap, tuple[str, ...]]:
    """Return the keymap that the settings ask for, and what of it is refused, one plain line each.

    Args:
        wanted: keys by the name of the action, as they stand in the settings; several keys are parted by blanks.
        actions: what can be given a key.
        own: the keys that each action has by itself.
    """
    named = {one.name: one for one in named_actions(actions)}
    faults: list[str] = []
    asked: dict[str, tuple[str, ...]] = {}
    for name, text in wanted.items():
        one = named.get(name)
        if one is None:
            faults.append(f"The settings give “{name}” a key, but there is no such action; F2 lists the names.")
            continue
        keys = [(typed, pressed_key(typed)) for typed in text.split()]
        bad = next((typed for typed, key in keys if key is None or key in FIXED), None)
        if bad is not None:
            faults.append(f"The settings give {name} the key “{bad}”, which cannot be used for it; it keeps {one.key or 'none'}.")
            continue
        asked[one.action] = tuple(key for _, key in keys if key is not None)
    titles = {one.action: one for one in named.values()}
    while (clash := _clash(asked, own)) is not None:
        action, key, other = clash
        del asked[action]
        of = titles[other].title if other in titles else other
        faults.append(
            f"The settings give {titles[action].name} the key “{shown_key(key)}”, which is that of {of}; "
            f"it keeps {titles[action].key or 'none'}."
        )
    return Keymap(asked), tuple(faults)


def _clash(asked: Mapping[str, tuple[str, ...]], own: Mapping[str, Sequence[str]]) -> tuple[str, str, str] | None:
    """Return an action that was given a key of another one, the key, and the other."""
    holders: dict[str, list[str]] = {}
    for action in {**own, **asked}:
        for key in asked.get(action, tuple(own.get(action, ()))):
            holders.setdefault(key, []).append(action)
    for key, actions in holders.items():
        given = [action for action in asked if action in actions]
        if len(actions) > 1 and given:
            return given[-1], key, next(action for action in actions if action != given[-1])
    return None
