"""What is said and kept when the program itself fails: where in the code, never what was in the case."""

from __future__ import annotations

import traceback
from pathlib import Path

from platformdirs import user_state_path

from chronology_tui import __version__


def report_bug(error: BaseException) -> str:
    """Write a report and return the line to show.

    The report names the kind of error and the places in the code. It leaves out the error's own words and all values, since
    those may quote an entry.
    """
    lines = [f"chronology {__version__}", f"error: {type(error).__name__}"]
    lines += [f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    try:
        path = user_state_path("chronology", ensure_exists=True) / "last-fault.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        where = f"A report without case data is in {path}."
    except OSError:
        where = "No report could be written."
    return f"A fault in the program ({type(error).__name__}) stopped it; what was saved before is safe. {where}"
