"""From a report value to a Word file: the same bytes for the same report, in one pass over its rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import BinaryIO

from chronology_tui.report.document import ReportDocument
from chronology_tui.report.docx.blocks import Body
from chronology_tui.report.docx.markup import Bookmarks
from chronology_tui.report.docx.package import skeleton, write_package
from chronology_tui.report.links import check_tables, link_targets, tables
from chronology_tui.report.shown import shown

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_ROWS_A_STEP = 250

Progress = Callable[[int, int], None]
"""Told how many rows of tables are written, and of how many; what it raises ends the writing."""


def write_docx(document: ReportDocument, out: BinaryIO, on_progress: Progress | None = None) -> None:
    """Write ``document`` to ``out`` as an accessible Word file.

    Nothing is written if the report is faulty. If writing fails half-way the file is of no use: write to a temporary place
    first.

    Args:
        document: the report.
        out: a binary stream; it is written to from its present place on.
        on_progress: told of rows written and rows in all, about every 250 rows and at the end.

    Raises:
        BrokenLinkError: a run links to an anchor that is not in the report.
        ValueError: the report has no title, no valid language, or a row with the wrong number of cells.
    """
    meta = document.meta
    if not shown(meta.title).strip():
        raise ValueError("a report needs a title")
    if not _LANGUAGE.fullmatch(meta.language):
        raise ValueError(f"not a language tag: {meta.language!r}")
    bookmarks = Bookmarks.of(document.anchors(), link_targets(document))
    check_tables(document)
    rows = _Rows(sum(len(table.rows) for table in tables(document)), on_progress)
    package = skeleton(meta, dict.fromkeys(section.landscape for section in document.sections) or (False,))
    write_package(package, Body(document, bookmarks, package.pages, rows.one_more).parts(), out)
    rows.end()


class _Rows:
    """Counts rows and tells of them now and then."""

    def __init__(self, total: int, tell: Progress | None) -> None:
        self._total = total
        self._tell = tell
        self._written = 0

    def one_more(self) -> None:
        self._written += 1
        if self._tell is not None and self._written % _ROWS_A_STEP == 0 and self._written < self._total:
            self._tell(self._written, self._total)

    def end(self) -> None:
        if self._tell is not None:
            self._tell(self._written, self._total)
