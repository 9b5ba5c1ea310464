"""The PDF writer: ``write_pdf(document, out)`` turns a report into a tagged, archivable, deterministic file.

Import it only where a file is to be written: it brings ReportLab with it.
"""

from chronology_tui.report.links import BrokenLinkError
from chronology_tui.report.pdf.issue import PdfIssue, Written
from chronology_tui.report.pdf.writer import write_pdf

__all__ = ["BrokenLinkError", "PdfIssue", "Written", "write_pdf"]
