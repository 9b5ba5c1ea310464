"""Use cases: the only door from the command line and the screen to everything else."""

from chronology_tui.services.casebook import Casebook
from chronology_tui.services.demo import open_demo
from chronology_tui.services.opening import Access, create_casebook, open_casebook
from chronology_tui.services.results import ExportResult, ImportReport

__all__ = ["Access", "Casebook", "ExportResult", "ImportReport", "create_casebook", "open_casebook", "open_demo"]
