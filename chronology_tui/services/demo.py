"""The demonstration: an invented case in a throw-away encrypted store. Nothing is kept.

The case ships as the same tables that ``import`` reads, and goes through the same import, so that the demonstration shows what
the product does with a worker's own file. What was agreed to be done, and the people, stand in tables of their own. Its day
stands still, so that its patterns stay what they are.
"""

from __future__ import annotations

import csv
import secrets
import shutil
import tempfile
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, time
from importlib.resources import as_file, files
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from chronology_tui import __version__
from chronology_tui.domain.ids import IdMaker
from chronology_tui.domain.records import Child, Event, Person, PlannedAction
from chronology_tui.services.casebook import Casebook
from chronology_tui.services.clock import SteppingClock
from chronology_tui.services.ledger import Ledger, holder, instant, valid
from chronology_tui.services.typed import optional_date
from chronology_tui.store.database import create_database
from chronology_tui.store.history import Change

DEMO_DAY = date(2026, 11, 20)
"""The day on which the demonstration stands."""


def open_demo() -> Casebook:
    """Return a casebook on the invented case; closing it deletes the store."""
    folder = Path(tempfile.mkdtemp(prefix="chronology-demo-"))
    try:
        return fill_demo(folder / "demo.chron", secrets.token_urlsafe(24), throw_away=folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def fill_demo(path: Path, passphrase: str, *, throw_away: Path | None = None) -> Casebook:
    """Return a casebook on the invented case in a new store at ``path``; ``throw_away`` is deleted on closing."""
    clock = SteppingClock(datetime.combine(DEMO_DAY, time(9), UTC))
    now = instant(clock)
    database = create_database(path, passphrase, now=now, program=__version__, holder=holder(now))
    # Identifiers follow from a fixed number: the same case gives the same history, and so the same bytes in an export.
    ids = IdMaker(Random(DEMO_DAY.toordinal()).getrandbits)  # noqa: S311 - nothing here is secret
    casebook = _DemoCasebook(Ledger(database, clock, "demo", ids), throw_away)
    try:
        child = casebook.save_child(_demo_child(casebook))
        casebook.add_sources(tuple(_demo_sources()))
        with as_file(files("chronology_tui.demo") / "case.csv") as table:
            report = casebook.import_table(child.id, table)
        _agree_actions(casebook, child)
        _add_people(casebook, child)
    except BaseException:
        casebook.close()
        raise
    assert not report.needs_a_look, report.issues  # noqa: S101 - the table ships with the program; a test holds this too
    return casebook


class _DemoCasebook(Casebook):
    """A casebook whose folder goes when it is closed."""

    def __init__(self, ledger: Ledger, throw_away: Path | None) -> None:
        super().__init__(ledger, is_demo=throw_away is not None)
        self._throw_away = throw_away

    def close(self) -> None:
        """Close the store and delete it."""
        super().close()
        if self._throw_away is not None:
            shutil.rmtree(self._throw_away, ignore_errors=True)


def _demo_child(casebook: Casebook) -> Child:
    data = tomllib.loads((files("chronology_tui.demo") / "child.toml").read_text(encoding="utf-8"))
    return valid(Child, {"id": casebook.ledger.new_id(), **data})


def _table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((files("chronology_tui.demo") / name).read_text(encoding="utf-8").splitlines()))


def _demo_sources() -> list[dict[str, Any]]:
    rows = _table("sources.csv")
    return [{**row, "checked": row["checked"] == "yes", "available": row["available"] == "yes"} for row in rows]


def _add_people(casebook: Casebook, child: Child) -> None:
    """Write who is around the child, in one user action."""
    people = [
        valid(
            Person,
            {
                "id": casebook.ledger.new_id(),
                **{name: row[name] for name in ("name", "kind", "role", "agency", "pseudonym")},
                "third_party": row["third_party"] == "yes",
                "relations": [{"child": child.id, "kind": row["relation"], "words": row["words"]}],
            },
        )
        for row in _table("people.csv")
    ]
    with casebook.writing() as writing:
        writing.repository.add(people, writing.stamp)


def _agree_actions(casebook: Casebook, child: Child) -> None:
    """Write what was agreed at each entry, which is named by its date and kind, in one user action."""
    dates = replace(casebook.date_context(child), planned=True)
    events = {(event.when.text, event.kind.value): event for event in casebook.chronology(child.id).events}
    after: dict[UUID, Event] = {}
    for row in _table("actions.csv"):
        event = events[row["date"], row["kind"]]
        action = PlannedAction(
            id=casebook.ledger.new_id(),
            what=row["what"],
            owner=row["owner"],
            due=optional_date(row["due"], dates),
            done=optional_date(row["done"], dates),
            outcome=row["outcome"],
        )
        planned = after.get(event.id, event).planned
        after[event.id] = event.changed(planned=(*planned, action))
    before = {event.id: event for event in events.values()}
    with casebook.writing() as writing:
        writing.repository.apply([Change(before[each], event) for each, event in after.items()], writing.stamp)
