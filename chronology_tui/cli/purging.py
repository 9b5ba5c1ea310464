"""``purge``: take a child out of the store for good. On a terminal it says what goes and has the child's name typed."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from chronology_tui.cli.options import AsJson, PassphraseFile, StorePath, unlock
from chronology_tui.cli.output import say, say_json, tell
from chronology_tui.domain.records import Child
from chronology_tui.domain.text import clean, one_line
from chronology_tui.errors import ExitCode, UsageError
from chronology_tui.services import Casebook


def purge(
    store: StorePath,
    child: Annotated[
        str, typer.Option("--child", metavar="C", help="Name, initials, reference or NHS number; needed even for one child.")
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for the child's name on a terminal.")] = False,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Take a child and its history out of the store for good, and name the backups that still hold the child.

    On a terminal it says what goes and asks for the child's name; elsewhere the name given with --child is the confirmation.
    """
    from chronology_tui.services.purge_shapes import PurgeShape
    from chronology_tui.services.purging import purge_child

    if not clean(child):
        raise UsageError("Name the child to purge with --child; nothing was changed.")
    with unlock(store, passphrase_file) as casebook:
        wanted = casebook.child(child)
        if not yes and sys.stdin.isatty():
            _confirm(casebook, wanted)
        purged = purge_child(casebook, wanted.id)
    if as_json:
        say_json(PurgeShape.of(purged))
        return ExitCode.DONE
    say(f"Purged {one_line(wanted.name)} from {one_line(str(store))}.")
    for line in purged.words:
        say(one_line(line))
    return ExitCode.DONE


def _confirm(casebook: Casebook, child: Child) -> None:
    """Say what goes and have the child's name typed.

    Raises:
        UsageError: another name was typed, or none.
    """
    from chronology_tui.services.purging import named_rightly, what_would_go

    for line in (f"Purge {child.name}?", *what_would_go(casebook, child.id).words, f"Type the name to go on: {child.name}"):
        tell(line)
    if not named_rightly(child, sys.stdin.readline()):
        raise UsageError("That is not the child's name as it is recorded, so nothing was changed.")
