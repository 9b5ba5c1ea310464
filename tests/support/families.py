"""A store with two invented children, and words that stand in everything that is about the first one only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from chronology_tui.domain.dates import UncertainDate
from chronology_tui.domain.records import Child, FindingReview, Involvement, KeptRecord, Person, Relation
from chronology_tui.domain.vocabulary import PartTaken, RelationKind, Verdict
from chronology_tui.services import Casebook
from chronology_tui.services.disagreements import DisagreementFields, add_disagreement
from chronology_tui.services.drafts import keep
from chronology_tui.services.export_choices import ExportChoices
from chronology_tui.services.undoing import undo
from chronology_tui.store.history import Change

PLANTED = "zqplant"
"""Begins every word that is about the first child only; nothing else holds it."""


@dataclass(frozen=True)
class Family:
    """Two children; ``first`` is the one whose words are planted."""

    first: Child
    second: Child


def add(casebook: Casebook, *records: KeptRecord) -> None:
    with casebook.writing() as writing:
        writing.repository.add(records, writing.stamp)


def change(casebook: Casebook, before: KeptRecord, after: KeptRecord | None) -> None:
    with casebook.writing() as writing:
        writing.repository.apply([Change(before, after)], writing.stamp)


def person(casebook: Casebook, name: str, *relations: tuple[UUID, str]) -> Person:
    related = tuple(Relation(child=child, kind=RelationKind.GRANDPARENT, words=words) for child, words in relations)
    made = Person(id=casebook.ledger.new_id(), name=name, relations=related)
    add(casebook, made)
    return made


def make_family(casebook: Casebook, folder: Path) -> Family:
    """Fill an empty store; in everything about the first child stands a word that begins with :data:`PLANTED`."""
    word = PLANTED.__add__
    first = casebook.add_child(f"{word('name').capitalize()} Reed", "3/4/2019", reference=word("reference"))
    first = casebook.save_child(first.changed(household=word("household"), family_group="Reed"))
    second = casebook.add_child("B. Reed", "1/2/2021")
    casebook.add_line(second.id, "10/3/24 n quiet day src:nursery record")
    own = casebook.add_line(first.id, f"14/3/24 wnb @{word('clinic')} {word('summary')} src:{word('letter')}")
    change(casebook, own, own.changed(notes=word("notes"), quote=word("quote")))
    casebook.add_line(first.id, f"15/3/24 n {word('ordinary')} src:nursery record")
    deleted = casebook.add_line(first.id, f"16/3/24 n {word('deleted')} src:{word('deletedsource')}")
    change(casebook, deleted, None)
    casebook.add_line(first.id, f"17/3/24 n {word('undone')} src:{word('undonesource')}")
    undo(casebook)
    casebook.add_event(first.id, _fields("both were seen at home"), "home visit", (second.id,))
    gran = person(casebook, "Gran Invented", (first.id, word("gran")), (second.id, "gran"))
    person(casebook, f"{word('uncle')} Invented", (first.id, "uncle"))
    guest = person(casebook, f"{word('guest')} Invented")
    took_part = (Involvement(person=guest.id, part=PartTaken.PRESENT), Involvement(person=gran.id, part=PartTaken.PRESENT))
    casebook.add_event(first.id, {**_fields(word("visit")), "people": took_part}, "home visit")
    add_disagreement(
        casebook, first.id, DisagreementFields(with_whom=word("manager"), about=word("threshold"), raised="1/4/2024")
    )
    casebook.export(first.id, folder / f"{word('pack')}.txt", ExportChoices(recipient=word("recipient")))
    casebook.export(second.id, folder / "second.txt")
    (folder / f"{word('pack')}.txt").unlink()
    verdict = FindingReview(
        id=casebook.ledger.new_id(), child=first.id, finding=f"was-not-brought:{word('clinic')}", rule="was-not-brought",
        subject=word("clinic"), verdict=Verdict.DISMISSED, reason=word("reason"), analysis=word("analysis"), evidence=(own.id,),
        digest="0" * 64, as_of=date(2024, 8, 30), made=datetime.now(UTC), by="a worker",
    )  # fmt: skip
    add(casebook, verdict)
    change(casebook, verdict, verdict.changed(reason=word("because")))
    keep(casebook, first.id, "line", word("draft"))
    keep(casebook, second.id, "line", "a draft of the second child")
    keep(casebook, second.id, "form:edit", json.dumps({"children": [str(second.id), str(first.id)], "notes": word("form")}))
    with casebook.writing() as writing:
        writing.repository.set_setting("last-place", json.dumps({"child": str(first.id), "looked for": word("looked")}))
    return Family(first, second)


def _fields(summary: str) -> dict[str, Any]:
    when = UncertainDate.on(datetime(2024, 5, 1, tzinfo=UTC).date())
    return {"when": when, "kind": "note", "area": "other", "summary": summary}
