"""Use cases: the only door from the command line and the screen to everything else.

What is named here is loaded when it is first asked for: the store's libraries take longer to load than the first screen to show.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook
    from chronology_tui.services.demo import open_demo
    from chronology_tui.services.opening import Access, create_casebook, open_casebook
    from chronology_tui.services.results import ExportResult, ImportReport

__all__ = ["Access", "Casebook", "ExportResult", "ImportReport", "create_casebook", "open_casebook", "open_demo"]

_HOMES = {
    "Access": "opening",
    "Casebook": "casebook",
    "ExportResult": "results",
    "ImportReport": "results",
    "create_casebook": "opening",
    "open_casebook": "opening",
    "open_demo": "demo",
}


def __getattr__(name: str) -> object:
    """Load the module that a name lives in, and return what the name stands for."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
