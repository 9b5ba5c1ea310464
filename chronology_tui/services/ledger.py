"""The ledger: an open database with the clock, the identifiers and the name that stamp each change.

Use cases read and write through it; making records from typed values, with refusals in plain words, stands here too.
"""

from __future__ import annotations

import getpass
import os
import platform
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from threading import RLock
from typing import Any, TypeVar
from uuid import UUID

from pydantic import ValidationError

from chronology_tui.domain.ids import IdMaker
from chronology_tui.domain.records import Event, Record, Source
from chronology_tui.domain.text import clean, fold
from chronology_tui.domain.vocabulary import SourceKind
from chronology_tui.services.clock import Clock
from chronology_tui.services.errors import InvalidRecord
from chronology_tui.store.database import Database
from chronology_tui.store.history import Stamp
from chronology_tui.store.lock import Holder
from chronology_tui.store.repository import Repository

RecordT = TypeVar("RecordT", bound=Record)


@dataclass(frozen=True, slots=True)
class Writing:
    """One transaction that is being written: the repository, and the stamp that all its changes carry."""

    repository: Repository
    stamp: Stamp


class Ledger:
    """An open database with what stamps a change. One lock serves all threads."""

    def __init__(self, database: Database, clock: Clock, actor: str = "", ids: IdMaker | None = None) -> None:
        self.database = database
        self.clock = clock
        self.actor = actor or user_name()
        self.lock = RLock()
        self._ids = ids or IdMaker()

    @contextmanager
    def reading(self) -> Iterator[Repository]:
        """Yield a repository that changes nothing."""
        with self.lock, self.database.reading() as session:
            yield Repository(session)

    @contextmanager
    def writing(self, undoes: UUID | None = None) -> Iterator[Writing]:
        """Yield a transaction: written whole on leaving, or not at all when anything raises.

        ``undoes`` is the user action that this one takes back or makes again.
        """
        with self.lock, self.database.writing() as session:
            yield Writing(Repository(session), Stamp(self.new_id(), instant(self.clock), self.actor, undoes))

    def new_id(self) -> UUID:
        """Return a new identifier."""
        return self._ids.new(self.clock.now())

    def make_event(self, children: tuple[UUID, ...], fields: Mapping[str, Any], source: UUID) -> Event:
        """Return a new event.

        Raises:
            InvalidRecord: a value does not fit its field.
        """
        return valid(Event, {"id": self.new_id(), "children": children, "source": source, **fields})

    def make_source(self, title: str, **fields: object) -> Source:
        """Return a new source; its kind is read from the words of its title unless given.

        Raises:
            InvalidRecord: the title is empty or a value does not fit.
        """
        return valid(Source, {"id": self.new_id(), "title": clean(title), "kind": source_kind(title), **fields})


def instant(clock: Clock) -> str:
    """Return the present moment as ISO 8601 in UTC, to the millisecond."""
    return clock.now().astimezone(UTC).isoformat(timespec="milliseconds")


def holder(now: str) -> Holder:
    """Return who this is, for others who want to write to the same store."""
    return Holder(user_name(), platform.node() or "this computer", os.getpid(), now)


def valid(record: type[RecordT], values: Mapping[str, Any]) -> RecordT:
    """Return the record of ``values``, or say in plain words which value does not fit.

    Raises:
        InvalidRecord: names the field and the fault, without the value.
    """
    try:
        return record.model_validate(dict(values))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = " ".join(str(part) for part in first["loc"]) or record.__name__
        raise InvalidRecord(f"{where.replace('_', ' ').capitalize()}: {first['msg'].removeprefix('Value error, ')}.") from None


_KIND_WORDS = (
    ("discharge", SourceKind.DISCHARGE_SUMMARY), ("letter", SourceKind.LETTER), ("email", SourceKind.EMAIL),
    ("e-mail", SourceKind.EMAIL), ("call", SourceKind.PHONE_CALL), ("phone", SourceKind.PHONE_CALL), ("visit", SourceKind.VISIT),
    ("report", SourceKind.REPORT), ("record", SourceKind.RECORD), ("print", SourceKind.RECORD),
)  # fmt: skip


def source_kind(title: str) -> SourceKind:
    """Return the kind that the title of a source names by its words; OTHER when it names none."""
    words = fold(title)
    return next((kind for needle, kind in _KIND_WORDS if needle in words), SourceKind.OTHER)


def user_name() -> str:
    """Return who works here, as the operating system names them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no name for the user id, as in a container
        return "unknown"
