"""From a report value to a tagged PDF file: PDF/UA-1 and PDF/A-2a, the same bytes for the same report."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from chronology_tui.report.document import ReportDocument, Table
from chronology_tui.report.links import check_tables, link_targets
from chronology_tui.report.pdf.blocks import Setter
from chronology_tui.report.pdf.canvas import TaggedCanvas
from chronology_tui.report.pdf.flow import Flow
from chronology_tui.report.pdf.fonts import Typefaces
from chronology_tui.report.pdf.frame import Frame
from chronology_tui.report.pdf.issue import PdfIssue, Written
from chronology_tui.report.pdf.layout import lay_out, starts_lying
from chronology_tui.report.pdf.metadata import Properties
from chronology_tui.report.pdf.paint import Painter
from chronology_tui.report.pdf.progress import Progress
from chronology_tui.report.pdf.theme import theme_of
from chronology_tui.report.pdf.wrap import Wrapper


def write_pdf(document: ReportDocument, out: BinaryIO, on_progress: Callable[[float], None] | None = None) -> Written:
    """Write ``document`` to ``out`` as a tagged PDF.

    Nothing is written if the report is faulty. If writing fails half-way the file is of no use: write to a temporary place
    first.

    Args:
        document: the report.
        out: a binary stream; it is only written to, from its present place on.
        on_progress: called with the part that is done, from 0 to 1, about 100 times at most; what it raises stops the writing
            and passes through.

    Returns:
        The number of pages, the check code, and issues: "missing-glyph", "long-marking", "long-footer" or "page-cap".

    Raises:
        BrokenLinkError: a run links to an anchor that is not in the report.
        ValueError: the report has no title, no valid language, or a row with the wrong number of cells.
    """
    meta = document.meta
    wanted = link_targets(document)
    properties = Properties.of(meta)
    check_tables(document)
    progress = Progress(_parts(document), on_progress)
    theme = theme_of(meta.look)
    faces = Typefaces(theme.face)
    canvas = TaggedCanvas(out, properties)
    painter = Painter(canvas, faces, wanted)
    setter = Setter(Wrapper(faces), theme)
    frame = Frame(meta, painter, setter)
    landscape = starts_lying(document)
    flow = Flow(painter, frame.areas, frame.place_marking, landscape=landscape, on_part=progress.part_done)
    lay_out(document, flow, setter)
    code = canvas.finish(frame.footer)
    progress.finished()
    return Written(canvas.pages, (*frame.issues, *faces.issues(), *_over_cap(canvas.pages, meta.page_cap)), code)


def _over_cap(pages: int, cap: int | None) -> tuple[PdfIssue, ...]:
    if cap is None or pages <= cap:
        return ()
    words = (
        f"The document has {pages:,} page{'s' if pages != 1 else ''}; the limit set is {cap:,}: choose fewer dates, areas or key "
        "entries only, or set another limit."
    )
    return (PdfIssue("page-cap", words),)


def _parts(document: ReportDocument) -> int:
    """Return the number of rows and of other blocks, by which progress is counted."""
    blocks = (block for section in document.sections for block in section.blocks)
    return sum(len(block.rows) if isinstance(block, Table) else 1 for block in blocks)
