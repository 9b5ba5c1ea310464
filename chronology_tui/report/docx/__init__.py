"""The Word writer: ``write_docx(document, out)`` turns a report into an accessible, deterministic ``.docx`` file.

Import it only where a file is to be written: it brings python-docx with it.
"""

from chronology_tui.report.docx.writer import write_docx

__all__ = ["write_docx"]
