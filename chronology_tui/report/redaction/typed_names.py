"""People who are named in the text and not recorded: professionals by their fields, families by their group.

Only for ``ANONYMOUS``, where professionals become roles: most of them are typed into entries ("M. Ghyll, health visitor") and
never recorded as people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chronology_tui.report.redaction.folding import folded
from chronology_tui.report.redaction.naming import Name, names_of
from chronology_tui.report.redaction.ordinary_words import KIN, PLACES
from chronology_tui.report.redaction.standing import FAMILY_NAME, PROFESSIONAL, Standing

_PIECES = re.compile(r"[;\n]|\s(?:and|&|with)\s")
_ROLE = re.compile(r"(?P<name>[^,(]+?)\s*[,(]\s*(?P<role>[^,()]+)\)?")
_TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sister|Nurse)\.?\s+)"
_INITIALS = r"(?:[^\W\d_]\.?\s*)"
_WORD = r"[^\W\d_][\w'’-]+"
_TITLED = re.compile(
    rf"{_TITLE}{_INITIALS}{{0,3}}(?:{_WORD}\s+){{0,2}}{_WORD}|(?:[^\W\d_]\.\s*){{1,3}}(?:{_WORD}\s+){{0,1}}{_WORD}|[^\W\d_]\s{_WORD}"
)
_PLAIN = re.compile(rf"{_WORD}(?:\s+{_WORD}){{1,2}}")


def professionals_in(texts: Iterable[str], known: Iterable[Standing]) -> tuple[Standing, ...]:
    """Return those who are named in fields for professionals and are not known, with the role that stands beside the name."""
    names = {words for one in known for name in one.names for words, _ in name.forms()}
    found: dict[Name, str] = {}
    for text in dict.fromkeys(texts):
        for typed, role in _typed(text):
            for name in names_of(typed):
                if name.full not in names and not (name.family and name.family in names):
                    found[name] = found.get(name) or role
    return tuple(Standing((name,), role or PROFESSIONAL, PROFESSIONAL) for name, role in found.items())


def _typed(text: str) -> Iterator[tuple[str, str]]:
    """Yield each name in a field for professionals, with the role beside it or nothing."""
    for piece in _PIECES.split(text):
        match = _ROLE.fullmatch(piece.strip())
        typed, role = (match["name"].strip(), match["role"].strip()) if match else (piece.strip(), "")
        words = folded(typed)
        if not words or words[-1] in PLACES or words[-1] in KIN:
            continue
        if role and not (role[0].islower() or role.isupper() or set(folded(role)) <= KIN):
            continue
        capitals = all(word[0].isupper() for word in typed.split())
        if _TITLED.fullmatch(typed) or (role and capitals and _PLAIN.fullmatch(typed) and KIN.isdisjoint(words)):
            yield typed, role


def families_in(groups: Iterable[str], known: Iterable[Standing]) -> tuple[Standing, ...]:
    """Return the families by which groups are named ("Ashdown family"), where nobody known has that name."""
    names = {words for one in known for name in one.names for words, _ in name.forms()}
    found = dict.fromkeys(tuple(word for word in folded(group) if word not in KIN) for group in groups)
    return tuple(
        Standing((Name((), words),), FAMILY_NAME)
        for words in found
        if any(len(word) > 1 for word in words) and words not in names
    )
