"""Asking for a new passphrase and for the recovery key, on a terminal; where none is, nothing is asked."""

from __future__ import annotations

import getpass
import secrets
import sys
from pathlib import Path

from chronology_tui.cli.output import say, tell
from chronology_tui.domain.text import one_line
from chronology_tui.services import Casebook
from chronology_tui.services.errors import (
    BadRecoveryKeyFile,
    FileExists,
    FileNotWritten,
    NewPassphraseNeeded,
    PassphraseNeeded,
)
from chronology_tui.services.files import written_aside
from chronology_tui.services.ledger import user_name
from chronology_tui.services.passphrases import check_new_passphrase, passphrase_from_file
from chronology_tui.services.quality import advice, estimate
from chronology_tui.services.recovery_keys import asked_groups, confirms, key_lines

_TRIES = 3
_STRONG = 3
"""From this score on a passphrase is called strong."""
_LARGEST = 4096
"""Characters of a recovery key file; a key has 79."""


def on_terminal() -> bool:
    """Tell whether somebody sits there: reads what is printed, and can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def new_passphrase(given: str | None, store: Path, option: str = "--passphrase-file") -> str:
    """Return a new passphrase: the one that a file gave, else the one that is typed twice; its quality is explained.

    On a terminal a weak one can be used by pressing Enter, or another typed instead. ``option`` is what names such a file.

    Raises:
        BadPassphrase: it could not be typed again.
        NewPassphraseNeeded: none was given and there is no terminal.
        PassphraseNeeded: the two typed passphrases differ.
    """
    if given is not None:
        check_new_passphrase(given)
        _explain(given, store, even_strong=False)
        return given
    if not sys.stdin.isatty():
        raise NewPassphraseNeeded(option)
    typed = getpass.getpass(f"New passphrase for {store}: ")
    while True:
        check_new_passphrase(typed)
        if _explain(typed, store):
            break
        another = getpass.getpass("Press Enter to use it all the same, or type another passphrase: ")
        if not another:
            break
        typed = another
    if getpass.getpass("The same again: ") != typed:
        raise PassphraseNeeded("The two passphrases differ; nothing was changed.")
    return typed


def _explain(passphrase: str, store: Path, *, even_strong: bool = True) -> bool:
    """Tell how good a passphrase is; return whether it is strong."""
    quality = estimate(passphrase, (store.stem, user_name()))
    strong = quality.score >= _STRONG
    for line in advice(quality) if even_strong or not strong else ():
        tell(line)
    return strong


def given_in_file(file: Path | None) -> str | None:
    """Return the passphrase of a file that an option names; None when it names none."""
    return None if file is None else passphrase_from_file(file, {})


def read_key(file: Path) -> str:
    """Return the text of a recovery key file; ``-`` is standard input.

    Raises:
        BadRecoveryKeyFile: it cannot be read as text.
    """
    try:
        if str(file) == "-":
            if sys.stdin.isatty():
                tell("Type the recovery key, all of it in one line:")
            return sys.stdin.readline(_LARGEST)
        with file.open(encoding="utf-8-sig") as opened:
            return opened.read(_LARGEST)
    except OSError as error:
        raise BadRecoveryKeyFile(file, error.strerror or "it cannot be read") from None
    except UnicodeDecodeError:
        raise BadRecoveryKeyFile(file, "it is not UTF-8 text") from None


def require_free(file: Path | None) -> None:
    """Refuse a file for a recovery key that is there already, before anything is done.

    Raises:
        BadRecoveryKeyFile: it is there, or its folder is not.
    """
    if file is not None and (file.exists() or file.is_symlink()):
        raise BadRecoveryKeyFile(file, "it already exists and was left as it is; choose another name")
    if file is not None and not file.parent.is_dir():
        raise BadRecoveryKeyFile(file, f"there is no folder {file.parent}")


def hand_over(key: str, file: Path | None, casebook: Casebook) -> bool:
    """Give the recovery key to the person: into a private file, on the terminal with two groups asked back, else not at all.

    Returns:
        Whether they have it, as far as can be told.
    """
    if file is not None:
        try:
            with written_aside(file) as aside:
                aside.file.write(f"{key}\n".encode("ascii"))
                aside.finish()
                aside.take_name()
        except (FileExists, FileNotWritten) as error:
            tell(f"{error} The recovery key was not written. Get it with: chronology recovery-key {casebook.path}")
            return False
        say(f"The recovery key is in {one_line(str(file))}. Print it, keep the paper elsewhere, and remove the file.")
        return True
    if not on_terminal():
        tell(f"The recovery key was not shown. Get it with: chronology recovery-key {casebook.path}")
        return True
    say("Recovery key. It opens the store without the passphrase. Write it down and keep the paper away from this computer:")
    for line in key_lines(key):
        say(f"  {line}")
    return _confirmed(key)


def _confirmed(key: str) -> bool:
    """Ask two groups of the key back; whoever presses Enter instead has it on the screen all the same."""
    for number in asked_groups(secrets.randbits(32)):
        for _ in range(_TRIES):
            tell(f"To confirm that it is written down, type group {number} (Enter leaves it unconfirmed):")
            typed = sys.stdin.readline().strip()
            if not typed:
                tell("The recovery key was not confirmed. Show it again with: chronology recovery-key STORE")
                return False
            if confirms(key, {number: typed}):
                break
            tell("That is another group, or a slip of the pen. Compare it with what you wrote.")
        else:
            tell("The recovery key was not confirmed. Show it again with: chronology recovery-key STORE")
            return False
    say("Confirmed. Clear the screen now, so that nobody reads it there.")
    return True
