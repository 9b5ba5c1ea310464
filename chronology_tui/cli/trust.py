"""Commands that tell whether the record can be trusted: its history, and whether the store is whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chronology_tui.cli.options import AsJson, ChildOption, PassphraseFile, StorePath, unlock
from chronology_tui.cli.output import moment, say, say_json, tell
from chronology_tui.domain.text import counted, one_line
from chronology_tui.errors import ExitCode
from chronology_tui.services import Access

if TYPE_CHECKING:
    from chronology_tui.services.trust import HistoryLine


def history(
    store: StorePath,
    entry: Annotated[str, typer.Option("--entry", metavar="E", help="Only this entry, by number or identifier.")] = "",
    child: ChildOption = "",
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """List who changed what and when, in the order made."""
    from chronology_tui.services.trust import history_of
    from chronology_tui.services.trust_shapes import HistoryShape

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


def verify(
    store: Annotated[Path, typer.Argument(metavar="STORE|EXPORT", help="A store, or a file that was exported.")],
    recorded: Annotated[
        Path | None, typer.Option("--store", metavar="STORE", help="For an exported file: the store that it was exported from.")
    ] = None,
    password_file: Annotated[
        Path | None, typer.Option("--password-file", metavar="FILE", help="For a protected PDF: file whose first line opens it.")
    ] = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Look a store over: pages, structure, history, records, search index. Or look whether an exported file is as it was made.

    It changes nothing and says what to do.
    """
    from chronology_tui.services.export_checks import is_export

    if is_export(store):
        return _verify_export(store, recorded, password_file, passphrase_file, as_json=as_json)
    from chronology_tui.services.trust import FAULT_WORDS, readable_head, verify_store
    from chronology_tui.services.trust_shapes import VerifyShape

    with unlock(store, passphrase_file, access=Access.READ) as casebook:
        faults = verify_store(casebook)
        head = readable_head(casebook)
    if as_json:
        say_json(VerifyShape.of(head, faults))
    elif faults:
        for fault in faults:
            say(f"{fault.where}: {FAULT_WORDS[fault.code]}.")
        tell(f"{counted(len(faults), 'fault')} found. Nothing was changed.")
    else:
        say(f"No fault found: pages, structure, history, records and search index agree. Head of the history: {head}")
    return ExitCode.UNREADABLE if faults else ExitCode.DONE


def _verify_export(
    file: Path, store: Path | None, password_file: Path | None, passphrase_file: Path | None, *, as_json: bool
) -> int:
    from chronology_tui.services.export_checks import GOOD, STANDING_WORDS, check_export
    from chronology_tui.services.export_shapes import ExportCheckShape
    from chronology_tui.services.passphrases import passphrase_from_file

    password = passphrase_from_file(password_file, {}) or ""
    if store is None:
        check = check_export(file, password=password)
        names = {}
    else:
        with unlock(store, passphrase_file, access=Access.READ) as casebook:
            check = check_export(file, casebook, password)
            names = {child.id: child.name for child in casebook.children()}
    if as_json:
        say_json(ExportCheckShape.of(check, names))
        return ExitCode.DONE if check.standing in GOOD else ExitCode.ISSUES
    say(f"{one_line(file.name)}: {STANDING_WORDS[check.standing]}.")
    for record in check.records:
        say(
            f"Exported {moment(record.made.isoformat())}: {record.pack} pack about {one_line(names[record.child])}, "
            f"for {one_line(record.recipient) or 'a recipient not recorded'}."
        )
    if check.code:
        say(f"Check code: {check.code}")
    if check.changed_since:
        tell("The chronology was changed since this file was made.")
    return ExitCode.DONE if check.standing in GOOD else ExitCode.ISSUES
