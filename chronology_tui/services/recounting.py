"""Telling the history of one child in words: what was done, by whom and when, and what each change was from and to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from chronology_tui.domain.dates import format_date
from chronology_tui.domain.entry_texts import field_texts, texts_of_entry
from chronology_tui.domain.records import Child, Disagreement, Event, FindingReview, KeptRecord, Person, PlannedAction, Source
from chronology_tui.domain.text import counted
from chronology_tui.services.undeleting import deleted_entries
from chronology_tui.services.undoing import RECORD_WORDS
from chronology_tui.store.history import Action, name_of, record_of
from chronology_tui.store.tables import HistoryRow

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook

MOST = 300
"""Changes of records that are told at once, the latest ones."""


@dataclass(frozen=True, slots=True)
class Told:
    """One record that an action changed.

    Attributes:
        action: what happened to it.
        record: what it is, such as "entry".
        id: its identifier.
        title: how a reader knows it.
        changes: for each field that was changed its name, and its text before and after.
        can_return: whether it is a deleted entry that can be brought back.
    """

    action: Action
    record: str
    id: UUID
    title: str
    changes: tuple[tuple[str, str, str], ...]
    can_return: bool


@dataclass(frozen=True, slots=True)
class Recounted:
    """One user action. ``undoes`` is whether it took another back or made it again."""

    at: str
    actor: str
    undoes: bool
    told: tuple[Told, ...]


def recount(casebook: Casebook, child_id: UUID, most: int = MOST) -> tuple[tuple[Recounted, ...], bool]:
    """Return what was done to the record of a child, the latest first, and whether there is more than ``most`` changes of it.

    Changes of sources and people are told with the entries of the same action. What was done about other children only is left
    out, and so are records of exports, which are told by their own list.
    """
    with casebook.ledger.reading() as repository:
        rows = [row for row in repository.history() if row.record in RECORD_WORDS and (row.before or row.after)]
        titles = {source.id: source.title for source in repository.sources()}
    titles |= {UUID(row.record_id): _title_in(row) for row in rows if row.record == _SOURCE and row.record_id}
    can_return = {gone.event.id for gone in deleted_entries(casebook, child_id)}
    found: list[Recounted] = []
    told = 0
    for _, group in groupby(reversed(rows), key=lambda row: row.change):
        action = list(group)[::-1]
        shown = [row for row in action if row.record in _SHARED or _is_about(row, child_id)]
        if not any(row.record not in _SHARED for row in shown) and any(row.record not in _SHARED for row in action):
            continue
        if told >= most:
            return tuple(found), True
        lines = tuple(_told(row, titles, can_return) for row in shown[: most - told])
        told += len(shown)
        found.append(Recounted(action[0].at, action[0].actor, action[0].undoes is not None, lines))
    return tuple(found), told > most


_EVENT, _SOURCE, _CHILD = name_of(Event), name_of(Source), name_of(Child)
_SHARED = frozenset({_SOURCE, name_of(Person)})


def _title_in(row: HistoryRow) -> str:
    title: str = json.loads(row.after or row.before or "{}").get("title", "")
    return title


def _is_about(row: HistoryRow, child_id: UUID) -> bool:
    if row.record == _CHILD:
        return row.record_id == child_id.hex
    named = f'"{child_id}"'
    return named in (row.before or "") or named in (row.after or "")


def _told(row: HistoryRow, titles: Mapping[UUID, str], can_return: Iterable[UUID]) -> Told:
    before = record_of(row.record, row.before) if row.before else None
    after = record_of(row.record, row.after) if row.after else None
    record = after or before
    assert record is not None  # noqa: S101 - rows that hold neither are passed over
    changes = _changes(before, after, titles) if before is not None and after is not None else ()
    record_id = UUID(row.record_id)
    return Told(Action(row.action), RECORD_WORDS[row.record][0], record_id, _name(record), changes, record_id in can_return)


def _name(record: KeptRecord) -> str:
    match record:
        case Event():
            what = f"{record.headline}: {record.summary}" if record.summary else record.headline
            return f"{format_date(record.when)}, {what}"
        case Source():
            return record.title
        case Child() | Person():
            return record.name
        case Disagreement():
            return record.about
        case FindingReview():
            return f"{record.finding}, {record.verdict.value}"
        case _:
            return ""


def _changes(before: KeptRecord, after: KeptRecord, titles: Mapping[UUID, str]) -> tuple[tuple[str, str, str], ...]:
    old, new = _texts(before, titles), _texts(after, titles)
    return tuple(
        (name.replace("_", " "), old.get(name, ""), text) for name, text in new.items() if old.get(name, "") != text
    ) + tuple((name.replace("_", " "), text, "") for name, text in old.items() if name not in new)


def _texts(record: KeptRecord, titles: Mapping[UUID, str]) -> dict[str, str]:
    """Return the text of each field of a record; of an entry, of each column and of what no column tells."""
    if isinstance(record, FindingReview):
        rested = counted(len(record.evidence), "entry", "entries")
        said = {name: str(getattr(record, name)) for name in ("verdict", "reason", "analysis", "policy")}
        return said | {"as at": f"{record.as_of:%d/%m/%Y}", "evidence": rested}
    if not isinstance(record, Event):
        return {name: _plain(value) for name, value in record.model_dump(mode="json").items() if name != "id"}
    texts = texts_of_entry(record, titles.get(record.source, ""), map(str, record.children))
    texts |= {"area": record.area.label, "agreed actions": "; ".join(_action(action) for action in record.planned)}
    return texts | (field_texts(record.details) if record.details is not None else {})


def _action(action: PlannedAction) -> str:
    done = f", done {format_date(action.done)}" if action.done is not None else ""
    return f"{action.what}{done}"


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return str(value["text"]) if "text" in value else ", ".join(filter(None, map(_plain, value.values())))
    if isinstance(value, list):
        return "; ".join(map(_plain, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value).replace("_", " ")
