"""Titles that sources commonly have, for completion: records that chronologies rest on, and a letter of each known service."""

from __future__ import annotations

from functools import cache

from chronology_tui.domain.care_services import CARE_SERVICES
from chronology_tui.domain.typed_line.known import Names

COMMON_SOURCES = (
    "GP print-out", "GP letter", "Discharge summary", "Clinic letter", "Hospital record", "Health visitor record",
    "School nurse record", "School record", "Nursery record", "Social care record", "Conference minutes",
    "Strategy meeting minutes", "Core group minutes", "Ambulance record", "NHS 111 report", "Pharmacy record", "Dental record",
    "Maternity record", "Police report", "Telephone call", "Home visit", "Email",
)  # fmt: skip
"""Titles as workers write them; nothing else is known of such a source."""


@cache
def common_sources() -> Names:
    """Return the common titles, then a letter of each service under all its names, ready to be searched."""
    keys = [(title, title) for title in COMMON_SOURCES]
    for service in CARE_SERVICES:
        names = (service.name, *service.whole, *(phrase.rstrip("*") for phrase in service.phrases))
        keys += [(name, f"{service.name} letter") for name in names]
    return Names(keys)
