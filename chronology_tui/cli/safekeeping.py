"""Commands that keep a store from being lost: backups, restore, another passphrase, the recovery key."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chronology_tui.cli.options import AsJson, PassphraseFile, StorePath, find_passphrase, tell_and_wait, told_of, unlock
from chronology_tui.cli.output import say, say_json, tell
from chronology_tui.domain.text import one_line
from chronology_tui.errors import ExitCode, UsageError
from chronology_tui.services import Access

if TYPE_CHECKING:
    from chronology_tui.services.backups import Backup

_KeyFile = Annotated[
    Path | None,
    typer.Option("--recovery-key-file", metavar="FILE", help="Use the recovery key in this file instead of the passphrase."),
]


def backup(
    store: StorePath,
    out: Annotated[
        Path | None, typer.Argument(metavar="[OUT]", help="A new file, or a folder; the folder of backups when left out.")
    ] = None,
    only_list: Annotated[bool, typer.Option("--list", help="List the backups there are; needs no passphrase.")] = False,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Make a backup: a copy, encrypted as the store is and checked by opening it. It works while the app is open."""
    from chronology_tui.services.backups import backup_now, backups_at, backups_folder_of
    from chronology_tui.services.safekeeping_shapes import BackupsShape

    if only_list and out is not None:
        raise UsageError("--list makes no backup: leave out OUT.")
    made = None
    if not only_list:
        with unlock(store, passphrase_file, access=Access.READ) as casebook:
            made = backup_now(casebook, out)
    there = backups_at(store)
    if as_json:
        say_json(BackupsShape.of(backups_folder_of(store), made, there))
        return ExitCode.DONE
    if made is not None:
        say(f"Made {one_line(str(made.path))} ({made.changes} changes). It opens with the passphrase that the store has now.")
        return ExitCode.DONE
    for one in there:
        say(_line(one))
    if not there:
        tell(f"There is no backup of this store in {backups_folder_of(store)}.")
    return ExitCode.DONE


def restore(
    backup_file: Annotated[Path, typer.Argument(metavar="BACKUP", help="The backup; see: chronology backup STORE --list")],
    store: Annotated[Path, typer.Argument(metavar="STORE", help="Where to restore to; a store that is there is kept beside it.")],
    recovery_key_file: _KeyFile = None,
    despite_faults: Annotated[
        bool, typer.Option("--despite-faults", help="Also when verify finds records or history that were edited from outside.")
    ] = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Put a backup in the place of a store, once all of it has been checked. The store that was there is kept beside it.

    A backup opens with the passphrase, or the recovery key, that was in force when it was made.
    """
    from chronology_tui.cli.asking import read_key
    from chronology_tui.services.opening import key_from_recovery
    from chronology_tui.services.restoring import RULE, restore_backup

    secret = (
        key_from_recovery(backup_file, read_key(recovery_key_file))
        if recovery_key_file is not None
        else find_passphrase(passphrase_file, f"Passphrase of {backup_file}: ")
    )
    done = restore_backup(backup_file, store, secret, despite_faults=despite_faults, wait=tell_and_wait)
    facts = done.facts
    say(f"Restored {one_line(str(store))}: {facts.entries} entries, {facts.changes} changes, all of it checked.")
    if done.kept is not None:
        say(f"The store that was there is kept as {one_line(str(done.kept))}.")
    tell(f"{RULE}, and so does the restored store.")
    if done.faults:
        tell(f"It has {len(done.faults)} faults. See them with: chronology verify {store}")
    return ExitCode.ISSUES if done.faults else ExitCode.DONE


def passphrase(
    store: StorePath,
    new_passphrase_file: Annotated[
        Path | None, typer.Option("--new-passphrase-file", metavar="FILE", help="File whose first line is the new passphrase.")
    ] = None,
    recovery_key_file: _KeyFile = None,
    new_recovery_key_file: Annotated[
        Path | None, typer.Option("--new-recovery-key-file", metavar="FILE", help="Write the new recovery key to this new file.")
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Change the passphrase, or set a new one with the recovery key. The recovery key changes with it."""
    from chronology_tui.cli import asking
    from chronology_tui.services.opening import open_with_recovery_key
    from chronology_tui.services.passphrase_change import renew_passphrase
    from chronology_tui.services.passphrases import ENVIRONMENT

    asking.require_free(new_recovery_key_file)
    given = asking.given_in_file(new_passphrase_file)
    casebook = (
        told_of(open_with_recovery_key(store, asking.read_key(recovery_key_file)))
        if recovery_key_file is not None
        else unlock(store, passphrase_file)
    )
    with casebook:
        done = renew_passphrase(casebook, asking.new_passphrase(given, store, "--new-passphrase-file"))
        say(f"The passphrase of {one_line(str(store))} was changed.")
        say("The old passphrase and the old recovery key open the store no more: destroy the old paper.")
        if done.backup is not None:
            say(f"Made a backup that opens with the new passphrase: {one_line(str(done.backup.path))}")
        if done.old_backups:
            say("These backups still open with the old passphrase and the old recovery key; remove them if somebody may know it:")
            for one in done.old_backups:
                say(f"  {_line(one)}")
        for notice in done.notices:
            tell(notice)
        if ENVIRONMENT in os.environ:
            tell(f"The file that {ENVIRONMENT} names may hold the old passphrase: put the new one there.")
        has_key = asking.hand_over(done.recovery_key, new_recovery_key_file, casebook)
    return ExitCode.DONE if has_key and not done.notices else ExitCode.ISSUES


def recovery_key(
    store: StorePath,
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE", help="Write it to this new file, private to you.")] = None,
    check: Annotated[
        Path | None,
        typer.Option("--check", metavar="FILE", help="Only say whether the key in FILE (- to type it) opens the store."),
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Show the recovery key, with which the store can be opened and given a new passphrase when the passphrase is lost."""
    from chronology_tui.cli import asking
    from chronology_tui.services.opening import open_with_recovery_key
    from chronology_tui.services.recovery_keys import recovery_key_of

    if to is not None and check is not None:
        raise UsageError("Give --to or --check, not both.")
    if check is not None:
        with told_of(open_with_recovery_key(store, asking.read_key(check), access=Access.READ)):
            say(f"The recovery key belongs to {one_line(str(store))} and opens it.")
        return ExitCode.DONE
    asking.require_free(to)
    with unlock(store, passphrase_file, access=Access.READ) as casebook:
        key = recovery_key_of(casebook)
        if to is None and not asking.on_terminal():
            say(key)
            return ExitCode.DONE
        return ExitCode.DONE if asking.hand_over(key, to, casebook) else ExitCode.ISSUES


def _line(one: Backup) -> str:
    return f"{one.made:%Y-%m-%d %H:%M} UTC, {one.kind}, {one.changes} changes: {one_line(str(one.path))}"
