"""Commands that tell whether the record can be trusted: its history, and whether the store is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from chronology_tui.cli.options import AsJson, ChildOption, PassphraseFile, StorePath, unlock
from chronology_tui.cli.output import moment, say, say_json, tell
from chronology_tui.domain.text import one_line
from chronology_tui.errors import ExitCode

if TYPE_CHECKING:
    from chronology_tui.services.trust import HistoryLine
from chronology_tui.services import Access


def history(
    store: StorePath,
    entry: Annotated[str, typer.Option("--entry", metavar="E", help="Only this entry, by number or identifier.")] = "",
    child: ChildOption = "",
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """List who changed what and when, in the order made."""
    from chronology_tui.services.trust import history_of  # noqa: PLC0415
    from chronology_tui.services.trust_shapes import HistoryShape  # noqa: PLC0415

    with unlock(store, passphrase_file, access=Access.READ) as casebook:
        lines = history_of(casebook, entry, child)
    if as_json:
        say_json(HistoryShape.of(lines))
        return ExitCode.DONE
    for line in lines:
        say(_change(line))
    if not lines:
        tell("Nothing was changed yet.")
    return ExitCode.DONE


def _change(line: HistoryLine) -> str:
    """Return one change in words."""
    if line.action.value == "erased":
        return f"{line.number}. Erased when a child was purged."
    changed = f": {', '.join(name.replace('_', ' ') for name in line.fields)}" if line.fields else ""
    undone = ", by undo or redo" if line.undoes else ""
    return (
        f"{line.number}. {moment(line.at)}, {one_line(line.actor)}: {line.record} {line.action.value}{undone}{changed}. {line.id}"
    )


def verify(store: StorePath, as_json: AsJson = False, passphrase_file: PassphraseFile = None) -> int:
    """Look the store over: pages, structure, history, records, search index. It changes nothing and says what to do."""
    from chronology_tui.services.trust import FAULT_WORDS, readable_head, verify_store  # noqa: PLC0415
    from chronology_tui.services.trust_shapes import VerifyShape  # noqa: PLC0415

    with unlock(store, passphrase_file, access=Access.READ) as casebook:
        faults = verify_store(casebook)
        head = readable_head(casebook)
    if as_json:
        say_json(VerifyShape.of(head, faults))
    elif faults:
        for fault in faults:
            say(f"{fault.where}: {FAULT_WORDS[fault.code]}.")
        tell(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'} found. Nothing was changed.")
    else:
        say(f"No fault found: pages, structure, history, records and search index agree. Head of the history: {head}")
    return ExitCode.UNREADABLE if faults else ExitCode.DONE
