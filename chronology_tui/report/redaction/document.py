"""The last net: a finished document with every string of it swept."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from chronology_tui.report.document import ReportDocument
from chronology_tui.report.redaction.sweep import Sweep

_TARGETS = frozenset({"anchor", "target", "language", "level"})
"""Strings that only programs read, and the words of levels, which writers choose a look by."""


def redact_document(document: ReportDocument, sweep: Sweep) -> ReportDocument:
    """Return a document with every string that a reader can meet swept: words, headings, captions, alternatives, properties.

    Anchors and targets of links stay, so that every link still leads somewhere.
    """
    swept: ReportDocument = _swept(document, sweep)
    return swept


def _swept(value: Any, sweep: Sweep) -> Any:  # noqa: ANN401 - any part of a document
    """Return a part of a document with its strings swept; the same one where nothing changes."""
    if type(value) is str:
        return sweep.text(value)
    if type(value) is tuple:
        items = tuple(_swept(item, sweep) for item in value)
        return value if all(a is b for a, b in zip(items, value, strict=True)) else items
    if is_dataclass(value) and not isinstance(value, type):
        changed = {}
        for field in fields(value):
            before = getattr(value, field.name)
            after = before if field.name in _TARGETS else _swept(before, sweep)
            if after is not before:
                changed[field.name] = after
        return replace(value, **changed) if changed else value
    return value
