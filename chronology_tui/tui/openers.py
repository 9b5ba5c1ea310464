"""How a casebook is opened whose passphrase need not be typed: the demonstration, or one that was given by file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chronology_tui.services import Casebook


def demo_opener() -> Callable[[], Casebook]:
    """Return what opens the demonstration."""

    def opener() -> Casebook:
        from chronology_tui.services import open_demo  # noqa: PLC0415 - the store's libraries load behind the first screen

        return open_demo()

    return opener


def opener_of(path: Path, passphrase: str, *, reading: bool = False) -> Callable[[], Casebook]:
    """Return what opens a store with its passphrase, for writing unless ``reading``."""

    def opener() -> Casebook:
        from chronology_tui.services import open_casebook  # noqa: PLC0415 - as above
        from chronology_tui.services.opening import Access  # noqa: PLC0415 - as above

        return open_casebook(path, passphrase, access=Access.READ if reading else Access.WRITE)

    return opener
