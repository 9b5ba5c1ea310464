"""The one door to the packs: from a request to a document, purely."""

from __future__ import annotations

from chronology_tui.collector import collector_resting
from chronology_tui.report.case import open_case
from chronology_tui.report.document import ReportDocument
from chronology_tui.report.packs import PACKS
from chronology_tui.report.request import ReportRequest, UnknownPackError
from chronology_tui.report.sections.background import about, sharing
from chronology_tui.report.sections.cover import meta


def build_report(request: ReportRequest) -> ReportDocument:
    """Return the document that the request asks for; the same request gives the same document.

    Raises:
        UnknownPackError: there is no pack of that name.
        ValueError: a finding names an entry that is not in the chronology.
    """
    pack = PACKS.get(request.pack)
    if pack is None:
        raise UnknownPackError(request.pack, tuple(PACKS))
    with collector_resting():
        case = open_case(request, pack.selection)
        sections = [section for build in pack.sections for section in build(case)]
        sections += sharing(pack, case)
        return ReportDocument(meta(pack, case), (*sections, about(case, sections)))
