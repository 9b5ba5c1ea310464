"""The packs by name: each turns a request into a document. A new pack is one module and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from chronology_tui.report.document import ReportDocument
from chronology_tui.report.packs.referral import build_referral
from chronology_tui.report.request import ReportRequest

PACKS: Mapping[str, Callable[[ReportRequest], ReportDocument]] = MappingProxyType({"referral": build_referral})

__all__ = ["PACKS"]
