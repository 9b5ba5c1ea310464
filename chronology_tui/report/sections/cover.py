"""What stands on the first page's head and on every page: title, marking, foot."""

from __future__ import annotations

from chronology_tui.report.case import Case
from chronology_tui.report.document import Meta
from chronology_tui.report.opening import not_for_carers
from chronology_tui.report.pack import Pack
from chronology_tui.report.request import ReportRequest
from chronology_tui.report.wording import day_words, said

NOT_FOR_CARERS = "NOT TO BE SHARED WITH CARERS"


def recipient(pack: Pack, request: ReportRequest) -> str:
    """Return whom the document is for."""
    return said(request.recipient) or pack.recipient


def marking(pack: Pack, case: Case) -> str:
    """Return the marking of every page: the originator's, and a guard where the document holds what carers must not see."""
    guard = pack.guard or (NOT_FOR_CARERS if not_for_carers(case) else "")
    return " · ".join(filter(None, (said(case.request.marking), guard)))


def meta(pack: Pack, case: Case) -> Meta:
    """Return the properties of the document."""
    request, initials = case.request, said(case.chronology.child.initials)
    as_of, author, head = day_words(request.as_of), said(request.prepared_by), said(request.store_head)
    parts = [pack.purpose.replace("{}", recipient(pack, request)), f"as at {as_of}"]
    return Meta(
        title=f"{pack.title}: {initials}",
        subtitle=" · ".join([*parts, *([f"prepared by {author}"] if author else [])]),
        language="en-GB",
        marking=marking(pack, case),
        footer=f"{initials} · {pack.title[:1].lower()}{pack.title[1:]} · as at {as_of}"
        + (f" · record {head[:12]}" if head else ""),
        as_of=request.as_of,
        author=author,
        look=request.look or pack.look,
        page_cap=request.page_cap or pack.page_cap,
    )
