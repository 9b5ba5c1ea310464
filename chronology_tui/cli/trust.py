"""Commands that tell whether the record can be trusted: its history, and whether the store is whole."""

from __future__ import annotations

from typing import Annotated

import typer

from chronology_tui.cli.options import AsJson, ChildOption, PassphraseFile, StorePath, unlock
from chronology_tui.cli.output import say, say_json, tell
from chronology_tui.domain.text import one_line
from chronology_tui.errors import ExitCode


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

    with unlock(store, passphrase_file) as casebook:
        lines = history_of(casebook, entry, child)
    if as_json:
        say_json(HistoryShape.of(lines))
        return ExitCode.DONE
    for line in lines:
        changed = f": {', '.join(name.replace('_', ' ') for name in line.fields)}" if line.fields else ""
        moment = f"{line.at[:16].replace('T', ' ')} UTC"
        say(f"{line.number}. {moment}, {one_line(line.actor)}: {line.record} {line.action.value}{changed}. {line.id}")
    if not lines:
        tell("Nothing was changed yet.")
    return ExitCode.DONE


def verify(store: StorePath, as_json: AsJson = False, passphrase_file: PassphraseFile = None) -> int:
    """Look the store over: cipher, pages, references, history chain, records. It repairs nothing and says what to do."""
    from chronology_tui.services.trust import FAULT_WORDS, verify_store  # noqa: PLC0415
    from chronology_tui.services.trust_shapes import VerifyShape  # noqa: PLC0415

    with unlock(store, passphrase_file) as casebook:
        faults = verify_store(casebook)
        head = casebook.history_head()
    if as_json:
        say_json(VerifyShape.of(head, faults))
    elif faults:
        for fault in faults:
            say(f"{fault.where}: {FAULT_WORDS[fault.code]}.")
        tell(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'} found. Nothing was changed.")
    else:
        say(f"No fault found: pages, structure, references, history and records agree. Head of the history: {head}")
    return ExitCode.UNREADABLE if faults else ExitCode.DONE
