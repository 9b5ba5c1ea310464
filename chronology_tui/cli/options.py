"""Options that several commands share, and opening a store with the passphrase that the user gives."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from chronology_tui.services import Casebook, open_casebook
from chronology_tui.services.errors import PassphraseNeeded
from chronology_tui.services.passphrases import passphrase_from_file

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
    Path | None, typer.Option("--policy", metavar="FILE", help="Local thresholds in TOML (see: chronology schema policy).")
]


def unlock(store: Path, passphrase_file: Path | None) -> Casebook:
    """Open the store with the passphrase of the file, the environment, or the terminal."""
    return open_casebook(store, find_passphrase(passphrase_file, f"Passphrase for {store}: "))


def find_passphrase(passphrase_file: Path | None, prompt: str, *, confirm: bool = False) -> str:
    """Return the passphrase; asked only when standard input is a terminal.

    Raises:
        PassphraseNeeded: none is to be had, or the two typed passphrases differ.
    """
    passphrase = passphrase_from_file(passphrase_file, os.environ)
    if passphrase is not None:
        return passphrase
    if not sys.stdin.isatty():
        raise PassphraseNeeded("The passphrase is needed and there is no terminal to ask for it.")
    passphrase = getpass.getpass(prompt)
    if confirm and getpass.getpass("The same again: ") != passphrase:
        raise PassphraseNeeded("The two passphrases differ; nothing was made.")
    return passphrase
