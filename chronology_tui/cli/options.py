"""Options that several commands share, and opening a store with the passphrase that the user gives."""

from __future__ import annotations

import getpass
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chronology_tui.cli.output import tell
from chronology_tui.services import Access, Casebook, open_casebook
from chronology_tui.services.errors import PassphraseNeeded
from chronology_tui.services.passphrases import passphrase_from_file

if TYPE_CHECKING:
    from datetime import date

    from chronology_tui.analysis.policy import Policy as Thresholds
    from chronology_tui.domain.records import Child

StorePath = Annotated[Path, typer.Argument(metavar="STORE", help="The store's file (suffix .chron by custom).")]
PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        help="File whose first line is the passphrase; else CHRONOLOGY_PASSPHRASE_FILE, else asked.",
    ),
]
ChildOption = Annotated[
    str, typer.Option("--child", metavar="C", help="Name, initials, reference or NHS number; not needed for one child.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document, shaped by a schema (see: chronology schema).")]
AsOf = Annotated[str, typer.Option("--as-of", metavar="D", help="Look back from this day; today when not given.")]
Policy = Annotated[
    Path | None,
    typer.Option("--policy", metavar="FILE", help="Thresholds in TOML other than those in force (see: chronology policy list)"),
]


def unlock(store: Path, passphrase_file: Path | None, *, access: Access = Access.WRITE) -> Casebook:
    """Open the store with the passphrase of the file, the environment, or the terminal, and tell what to know about its place.

    Commands that only read ask for reading, so that they work while another program holds the store.
    """
    passphrase = find_passphrase(passphrase_file, f"Passphrase for {store}: ")
    return told_of(open_casebook(store, passphrase, access=access, wait=tell_and_wait))


def told_of(casebook: Casebook) -> Casebook:
    """Tell the notices of a casebook that was just opened."""
    for notice in casebook.notices:
        tell(notice)
    return casebook


def tell_and_wait(seconds: float) -> None:
    """Wait after several wrong passphrases, and say why."""
    tell(f"Several wrong passphrases were given for this store: waiting {seconds:.0f} seconds before the next is tried.")
    time.sleep(seconds)


def find_passphrase(passphrase_file: Path | None, prompt: str) -> str:
    """Return the passphrase; asked only when standard input is a terminal.

    Raises:
        PassphraseNeeded: none is to be had.
    """
    passphrase = passphrase_from_file(passphrase_file, os.environ)
    if passphrase is not None:
        return passphrase
    if not sys.stdin.isatty():
        raise PassphraseNeeded("The passphrase is needed and there is no terminal to ask for it.")
    return getpass.getpass(prompt)


def thresholds_of(policy: Path | None) -> Thresholds:
    """Return the thresholds of the file that ``--policy`` names; where it names none, those in force."""
    from chronology_tui.services.policies import policy_in_force, read_policy

    return read_policy(policy) if policy is not None else policy_in_force()


def day_asked(as_of: str, casebook: Casebook, child: Child) -> date | None:
    """Return the day that ``--as-of`` names in the words of a date about ``child``, None where it names none."""
    from chronology_tui.services.listing import day_of

    return day_of(as_of, casebook.date_context(child)) if as_of else None
