"""Where a passphrase comes from when it is not typed: a file named by option or environment variable. Never an argument."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from chronology_tui.store.errors import PassphraseNeeded

ENVIRONMENT = "CHRONOLOGY_PASSPHRASE_FILE"
_LONGEST = 1024


def passphrase_from_file(option: Path | None, environment: Mapping[str, str]) -> str | None:
    """Return the passphrase of the file that the option, else the environment, names; None when neither does.

    The passphrase is the first line without its line end; other white space counts.

    Raises:
        PassphraseNeeded: the file is named and holds none.
    """
    named = str(option) if option is not None else environment.get(ENVIRONMENT, "")
    if not named:
        return None
    path = Path(named)
    try:
        with path.open("rb") as file:
            line = file.readline(_LONGEST * 4 + 2)
    except OSError as error:
        raise PassphraseNeeded(f"The passphrase file {path} cannot be read ({error.strerror}).") from None
    try:
        passphrase = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise PassphraseNeeded(f"The passphrase file {path} is not UTF-8 text.") from None
    if not passphrase:
        raise PassphraseNeeded(f"The passphrase file {path} is empty.")
    return passphrase


def check_new_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that could not be typed again.

    Raises:
        BadPassphrase: empty, too long, or with control characters.
    """
    from chronology_tui.services.errors import BadPassphrase  # noqa: PLC0415 - the app starts with this module, not with that

    if not passphrase:
        raise BadPassphrase("The passphrase is empty: a store is never made without one.")
    if len(passphrase) > _LONGEST:
        raise BadPassphrase(f"The passphrase is longer than {_LONGEST} characters.")
    if any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in passphrase):
        raise BadPassphrase("The passphrase holds a control character, which cannot be typed again reliably.")
