"""How a casebook is opened whose passphrase need not be typed: the demonstration, or one that was given by file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from chronology_tui.collector import collector_resting
from chronology_tui.services.early_key import EarlyKey

if TYPE_CHECKING:
    from chronology_tui.services import Casebook


def demo_opener() -> Callable[[], Casebook]:
    """Return what opens the demonstration."""

    def opener() -> Casebook:
        with collector_resting():
            from chronology_tui.services.demo import open_demo  # noqa: PLC0415 - the store's libraries load behind the first screen

        return open_demo()

    return opener


def opener_of(path: Path, given: str | EarlyKey, *, reading: bool = False) -> Callable[[], Casebook]:
    """Return what opens a store with its passphrase or the key made of it, for writing unless ``reading``."""

    def opener() -> Casebook:
        with collector_resting():
            from chronology_tui.services.opening import Access, open_casebook  # noqa: PLC0415 - as above

        access = Access.READ if reading else Access.WRITE
        if isinstance(given, str):
            return open_casebook(path, given, access=access)
        casebook = open_casebook(path, given.secret(), access=access)
        given.forget()
        return casebook

    return opener
