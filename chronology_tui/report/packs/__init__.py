"""The packs by name, in the order in which they are offered. A new pack is one module and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from chronology_tui.report.pack import Pack
from chronology_tui.report.packs.cin import CIN
from chronology_tui.report.packs.conference import CONFERENCE
from chronology_tui.report.packs.court import COURT
from chronology_tui.report.packs.full import FULL
from chronology_tui.report.packs.perplexing import PERPLEXING
from chronology_tui.report.packs.referral import REFERRAL
from chronology_tui.report.packs.supervision import SUPERVISION

_ALL = (REFERRAL, CIN, CONFERENCE, COURT, PERPLEXING, SUPERVISION, FULL)

PACKS: Mapping[str, Pack] = MappingProxyType({pack.name: pack for pack in _ALL})

__all__ = ["PACKS"]
