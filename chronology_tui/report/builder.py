"""The one door to the packs: from a request to a document, purely."""

from __future__ import annotations

from chronology_tui.report.document import ReportDocument
from chronology_tui.report.packs import PACKS
from chronology_tui.report.request import ReportRequest, UnknownPackError


def build_report(request: ReportRequest) -> ReportDocument:
    """Return the document that the request asks for; the same request gives the same document.

    Raises:
        UnknownPackError: there is no pack of that name.
        ValueError: a finding names an entry that is not in the chronology.
    """
    pack = PACKS.get(request.pack)
    if pack is None:
        raise UnknownPackError(request.pack, tuple(PACKS))
    return pack(request)
