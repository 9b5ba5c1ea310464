"""Commands that change entries and take changes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chronology_tui.cli.options import AsJson, ChildOption, PassphraseFile, StorePath, unlock
from chronology_tui.cli.output import entry_line, moment, say, say_json, tell, when_words
from chronology_tui.domain.text import one_line
from chronology_tui.errors import ExitCode, UsageError
from chronology_tui.services import Casebook

if TYPE_CHECKING:
    from chronology_tui.services.undeleting import DeletedEntry
    from chronology_tui.services.undoing import Undone

Entries = Annotated[
    list[str], typer.Argument(metavar="ENTRY...", help="Numbers as list prints them, ranges such as 3-7, or identifiers.")
]
HOW_BACK = "Undo brings it back as it was: chronology undo {store}"


def edit(
    store: StorePath,
    entries: Entries,
    values: Annotated[
        list[str],
        typer.Option("--set", metavar="FIELD=VALUE", help="A field and its new value; empty clears it. Repeatable."),
    ],
    child: ChildOption = "",
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Change entries, all in one action. The fields are the columns of an import; what is not named stays as it is."""
    from chronology_tui.services.change_shapes import ChangedEntriesShape
    from chronology_tui.services.editing import edit_entries
    from chronology_tui.services.listing import entry_ids
    from chronology_tui.services.shapes import EventShape

    wanted = fields_of(values)
    with unlock(store, passphrase_file) as casebook:
        before = casebook.chronology(casebook.child(child).id)
        ids = entry_ids(before, entries)
        events = edit_entries(casebook, before.child.id, ids, wanted)
        after = casebook.chronology(before.child.id)
    if as_json:
        say_json(ChangedEntriesShape(events=tuple(EventShape.of(event, after) for event in events if event.id in after.numbers)))
        return ExitCode.DONE
    changed = [event for event in events if before.event(event.id) != event]
    for event in changed:
        say(f"Changed: {entry_line(event, after)}" if event.id in after.numbers else "Changed: not about this child any more.")
    if not changed:
        tell("Nothing was changed: the entries say that already.")
    elif any(event.when.remarks for event in changed):
        for remark in dict.fromkeys(remark.text for event in changed for remark in event.when.remarks if remark.needs_a_look):
            tell(f"Look again: {remark}")
    return ExitCode.DONE


def fields_of(values: Iterable[str]) -> dict[str, str]:
    """Return the texts by column that ``--set`` names.

    Raises:
        UsageError: one has no equals sign.
    """
    return dict(map(_pair, values))


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"--set needs a field and a value, such as --set severity=2; {text!r} has no equals sign.")
    return name.strip().casefold().replace(" ", "_").replace("-", "_"), value


def delete(
    store: StorePath, entries: Entries, child: ChildOption = "", as_json: AsJson = False, passphrase_file: PassphraseFile = None
) -> int:
    """Take entries out of the chronology, all in one action. History keeps them; undo or undelete brings them back."""
    from chronology_tui.services.change_shapes import DeletedEntriesShape
    from chronology_tui.services.editing import delete_entries
    from chronology_tui.services.listing import entry_ids
    from chronology_tui.services.undeleting import deleted_entries

    with unlock(store, passphrase_file) as casebook:
        before = casebook.chronology(casebook.child(child).id)
        events = delete_entries(casebook, before.child.id, entry_ids(before, entries))
        ids = {event.id for event in events}
        gone = tuple(one for one in deleted_entries(casebook, before.child.id) if one.event.id in ids)
    if as_json:
        say_json(DeletedEntriesShape.of(gone))
        return ExitCode.DONE
    for event in events:
        say(f"Deleted: {entry_line(event, before)}")
    if any(len(event.children) > 1 for event in events):
        tell("Some of it was about other children too: it is taken out of their chronologies as well.")
    tell(HOW_BACK.format(store=store))
    return ExitCode.DONE


def undelete(
    store: StorePath,
    entry: Annotated[
        str, typer.Argument(metavar="[ENTRY]", help="Number in the list of what can be brought back, or identifier.")
    ] = "",
    child: ChildOption = "",
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Bring a deleted entry back, though other things have happened since; without ENTRY, list what can be brought back."""
    from chronology_tui.services.change_shapes import ChangedEntriesShape
    from chronology_tui.services.listing import identifier
    from chronology_tui.services.shapes import EventShape
    from chronology_tui.services.undeleting import deleted_entries, restore_entry

    with unlock(store, passphrase_file) as casebook:
        if not entry or entry.isdecimal():
            gone = deleted_entries(casebook, casebook.child(child).id)
            if not entry:
                _say_deleted(gone, as_json=as_json)
                return ExitCode.DONE
            if not 1 <= int(entry) <= len(gone):
                raise UsageError(f"There is no deleted entry {entry}. They are listed by: chronology undelete {store}")
            wanted = gone[int(entry) - 1].event.id
        else:
            wanted = identifier(entry)
        event = restore_entry(casebook, wanted)
        chronology = casebook.chronology(event.children[0])
    if as_json:
        say_json(ChangedEntriesShape(events=(EventShape.of(event, chronology),)))
    else:
        say(f"Brought back: {entry_line(event, chronology)}")
    return ExitCode.DONE


def _say_deleted(gone: tuple[DeletedEntry, ...], *, as_json: bool) -> None:
    from chronology_tui.services.change_shapes import DeletedEntriesShape

    if as_json:
        say_json(DeletedEntriesShape.of(gone))
        return
    for number, one in enumerate(gone, 1):
        event = one.event
        what = f"{one_line(event.headline)}: {one_line(event.summary)}" if event.summary else one_line(event.headline)
        how = "undone" if one.undone else "deleted"
        say(
            f"{number}. {when_words(event.when)}, {what}. Source: {one_line(one.source)}. "
            f"{how.capitalize()} {moment(one.at)} by {one_line(one.actor)}. {event.id}"
        )
    if not gone:
        tell("No deleted entry can be brought back.")


def undo(store: StorePath, as_json: AsJson = False, passphrase_file: PassphraseFile = None) -> int:
    """Take back the latest action that still stands, whatever it changed, as one step. Undo again takes back the one before."""
    from chronology_tui.services import undoing

    return _step(undoing.undo, "Undid", store, passphrase_file, as_json=as_json)


def redo(store: StorePath, as_json: AsJson = False, passphrase_file: PassphraseFile = None) -> int:
    """Make the action again that was undone last."""
    from chronology_tui.services import undoing

    return _step(undoing.redo, "Did again", store, passphrase_file, as_json=as_json)


def _step(step: Callable[[Casebook], Undone], did: str, store: Path, passphrase_file: Path | None, *, as_json: bool) -> int:
    from chronology_tui.services.change_shapes import UndoneShape

    with unlock(store, passphrase_file) as casebook:
        undone = step(casebook)
    if as_json:
        say_json(UndoneShape.of(undone))
    else:
        say(f"{did}: {undone.words}, by {one_line(undone.actor)} at {moment(undone.at)}.")
    return ExitCode.DONE
