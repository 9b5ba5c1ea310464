"""Which other child a ``+name`` means: the full name, the first name or the initials, never a guess between two."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from chronology_tui.domain.text import fold

_ENDS = " \t\xa0\n,;:.!?)'’"


@lru_cache(maxsize=512)
def _forms(name: str) -> tuple[str, str, str]:
    """Return the folded full name, first name and initials of a child's name."""
    folded = fold(name)
    words = folded.replace("-", " ").replace(".", " ").split()
    bare = folded.replace(".", "")
    initials = "".join(word[0] for word in words) if len(words) > 1 else bare
    return folded, (folded.split() or [""])[0], initials


def _plain(typed: str) -> str:
    folded = fold(typed.rstrip(",;:!?)"))
    for ending in ("'s", "’s"):
        folded = folded.removesuffix(ending)
    return folded


def who_is(typed: str, known: Sequence[str], ahead: str = "") -> list[str]:
    """Return the children of ``known`` whom ``typed`` may mean; ``ahead`` is the line from the name on.

    A full name that the line spells out wins over a first name, so that "+Sam Brook" is not any other Sam.
    """
    spelt = [name for name in known if ahead and _spelt_out(ahead, name)]
    if spelt:
        longest = max(map(len, spelt))
        return [name for name in spelt if len(name) == longest]
    wanted = _plain(typed)
    forms = [(name, _forms(name)) for name in known]
    for place in range(3):
        candidate = wanted.replace(".", "") if place == 2 else wanted.rstrip(".") if wanted.count(".") == 1 else wanted
        found = [name for name, form in forms if form[place] == candidate or form[place] == wanted]
        if found:
            return found
    return []


def _spelt_out(ahead: str, name: str) -> bool:
    following = ahead[len(name) : len(name) + 1]
    return " " in name and ahead[: len(name)].casefold() == name.casefold() and (not following or following in _ENDS)


def whole_name_at(text: str, start: int, name: str, end: int) -> int:
    """Return where the mark of ``name`` ends: after the full name when the line spells it out, else at ``end``."""
    if not _spelt_out(text[start : start + len(name) + 1], name):
        return end
    stop = start + len(name)
    while stop < len(text) and not text[stop].isspace():
        stop += 1
    return max(end, stop)
