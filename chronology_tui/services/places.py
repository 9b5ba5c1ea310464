"""Where a new store goes: a proposed place, what speaks against a place, and making the store there."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path

from chronology_tui.services.casebook import Casebook
from chronology_tui.services.clock import Clock
from chronology_tui.services.opening import create_casebook
from chronology_tui.store.errors import StoreNotWritten
from chronology_tui.store.place import place_of, warnings


def proposed_store() -> Path:
    """Return where a first store is proposed: the user's own data folder of this computer.

    It is local: no roaming profile carries it over a network, no service synchronises it, and it is not shared with other users.
    """
    return user_data_path("chronology") / "caseload.chron"


def about_place(path: Path) -> tuple[str, ...]:
    """Return what somebody should know before a store is made at ``path``, one plain line each; empty when all is well."""
    if path.exists() or path.is_symlink():
        return ("There is a file of this name already. It will be left as it is: choose another name.",)
    if path.parent != proposed_store().parent and not path.parent.is_dir():
        return (f"There is no folder {path.parent}. Make it first, or choose another place.",)
    return warnings(place_of(path))


def make_store(path: Path, passphrase: str, clock: Clock | None = None) -> Casebook:
    """Make a store at ``path`` and open it; the folder that is proposed is made too, private to the user.

    Raises:
        BadPassphrase: empty, or with characters that cannot be typed again.
        StoreExists, StoreNotWritten: the file is there already or cannot be made.
    """
    if path.parent == proposed_store().parent:
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StoreNotWritten(path, error.strerror or "its folder cannot be made") from None
    return create_casebook(path, passphrase, clock)
