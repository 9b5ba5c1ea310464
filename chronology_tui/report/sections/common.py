"""Small pieces that sections share."""

from __future__ import annotations

from chronology_tui.report.case import Case
from chronology_tui.report.document import Paragraph, Run
from chronology_tui.report.wording import DISMISSED_NOT_SHOWN


def quiet(words: str) -> Paragraph:
    """Return a note."""
    return Paragraph((Run(words),), quiet=True)


def text(words: str) -> Paragraph:
    """Return a paragraph of plain words."""
    return Paragraph((Run(words),))


def dismissed(case: Case) -> str:
    """Return a sentence with a blank behind it that says that dismissed findings are not counted, empty where there are none."""
    return f"{DISMISSED_NOT_SHOWN} " if case.dismissed else ""
