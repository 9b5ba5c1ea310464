"""What a store must hold after each operation, worked out apart from the program: the harness's own simple model.

An entry is its date, its summary, its notes, its source and its children; that is enough to see that a change is there, whole, or
not at all. That nothing else moved is seen from the history, whose digests cover every field (see ``trials``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

PLANTED = "Brindlewack"
"""In every text that is given to the program: it must be in no file that is not encrypted."""
OLD_PASSPHRASE = "invented horse battery"
NEW_PASSPHRASE = "another invented Wexelhorn staple"
PASSPHRASES = (OLD_PASSPHRASE, NEW_PASSPHRASE)

Entry = tuple[str, str, str, str, str]
"""Date as typed, summary, notes, title of the source, names of the children."""


@dataclass(frozen=True)
class Content:
    """What a store holds, without identifiers and moments."""

    entries: frozenset[Entry] = frozenset()
    sources: frozenset[str] = frozenset()
    children: frozenset[str] = frozenset()
    drafts: frozenset[str] = frozenset()
    exports: frozenset[str] = frozenset()

    @property
    def named(self) -> frozenset[tuple[str, Any]]:
        """Everything it holds as one set."""
        return frozenset((name, thing) for name, things in vars(self).items() for thing in things)


@dataclass(frozen=True)
class Expected:
    """A store as it must be: what it holds, what can be undone and redone, its passphrase, and the backups that were made."""

    content: Content = Content()
    past: tuple[Content, ...] = ()
    future: tuple[Content, ...] = ()
    passphrase: str = OLD_PASSPHRASE
    backups: tuple[Content, ...] = ()
    history: bool = field(default=True)
    """Whether the history goes on from what it was: not when an earlier store was put in its place."""

    def after(self, content: Content) -> Expected:
        """Return what is expected after a user action that leaves ``content``."""
        return replace(self, content=content, past=(*self.past, self.content), future=())

    def undone(self) -> Expected:
        return replace(self, content=self._back(self.past[-1]), past=self.past[:-1], future=(*self.future, self.content))

    def redone(self) -> Expected:
        return replace(self, content=self._back(self.future[-1]), future=self.future[:-1], past=(*self.past, self.content))

    def _back(self, content: Content) -> Content:
        """Drafts and the records of exports are no part of what is undone."""
        return replace(content, drafts=self.content.drafts, exports=self.content.exports)


Record = tuple[str, Mapping[str, Any]]


def content_of(records: Iterable[Record], drafts: Iterable[str] = ()) -> Content:
    """Return the content that records, as kind and JSON values, stand for."""
    by_kind: dict[str, list[Mapping[str, Any]]] = {}
    for kind, values in records:
        by_kind.setdefault(kind, []).append(values)
    titles = {source["id"]: source["title"] for source in by_kind.get("source", ())}
    names = {child["id"]: child["name"] for child in by_kind.get("child", ())}
    entries = [
        (
            event["when"]["text"], event["summary"], event["notes"], titles[event["source"]],
            "; ".join(names[child] for child in event["children"]),
        )
        for event in by_kind.get("event", ())
    ]  # fmt: skip
    exports = [f"{export['file']} of {names[export['child']]}" for export in by_kind.get("exportrecord", ())]
    contents = Content(
        frozenset(entries), frozenset(titles.values()), frozenset(names.values()), frozenset(drafts), frozenset(exports)
    )
    if len(contents.entries) != len(entries) or len(contents.exports) != len(exports):
        raise AssertionError("something is there twice")
    return contents


def content_of_bundle(path: Path) -> Content:
    """Return the content of a record bundle, read as plain JSON."""
    bundle = json.loads(path.read_text(encoding="utf-8"))
    kinds = {"children": "child", "sources": "source", "events": "event", "exports": "exportrecord"}
    return content_of((kind, values) for name, kind in kinds.items() for values in bundle.get(name, ()))
