"""Finding entries by words on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from chronology_tui.cli.options import AsJson, ChildOption, PassphraseFile, StorePath, unlock
from chronology_tui.cli.output import entry_line, say, say_json, tell
from chronology_tui.domain.search_words import excerpt, parse_query, spans
from chronology_tui.domain.text import one_line
from chronology_tui.errors import ExitCode
from chronology_tui.services import Access

if TYPE_CHECKING:
    from chronology_tui.domain.search_words import SearchQuery
    from chronology_tui.services.searching import Found

_ROOM = 120
"""Characters of a text that is printed only because it matched."""


def search(
    store: StorePath,
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help='Words or beginnings of words; "in quotes" a phrase; -word leaves out.')
    ],
    child: ChildOption = "",
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Find entries by their words, the best match first; of all children when none is named."""
    from chronology_tui.services.search_shapes import SearchShape
    from chronology_tui.services.searching import search as search_entries

    query = parse_query(text)
    with unlock(store, passphrase_file, access=Access.READ) as casebook:
        several = not child and len(casebook.children()) > 1
        found = search_entries(casebook, text, casebook.child(child).id if child else None)
    if query.left_out:
        tell(f"The text is long: its last {query.left_out} words were not looked for.")
    if as_json:
        say_json(SearchShape.of(text, query.left_out, found))
        return ExitCode.DONE
    for one in found:
        say(_line(one, query, named=several))
    if not found:
        tell("No entries answer to that.")
    return ExitCode.DONE


def _line(found: Found, query: SearchQuery, *, named: bool) -> str:
    line = entry_line(found.event, found.chronology)
    parts = [f"{one_line(found.places[0].child.name)}, {line}" if named else line]
    parts += [f"Also entry {place.number} of {one_line(place.child.name)}." for place in found.places[1:]]
    parts += _beside(found, line, query)
    return " ".join(parts)


def _beside(found: Found, line: str, query: SearchQuery) -> Iterator[str]:
    """Yield the texts that matched and that the line of the entry does not hold."""
    for match in found.matches:
        shown = one_line(match.text)
        if shown not in line:
            lit = spans(shown, query)
            yield f"[{match.label}: {excerpt(shown, lit[0], _ROOM) if lit else shown[:_ROOM]}]"
