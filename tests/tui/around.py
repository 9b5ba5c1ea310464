"""What the tests of the screens around the entries share: a store, keys, and what is said."""

from __future__ import annotations

from typing import Any

from textual.pilot import Pilot

from chronology_tui.domain.records import Person
from chronology_tui.services import Casebook
from chronology_tui.tui.modals.record_form import RecordForm
from chronology_tui.tui.modals.records import RecordsScreen
from chronology_tui.tui.widgets.says import Says
from tests.tui.screens import screen_text, settle, type_text


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys one by one, each once the app has come to rest."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def type_in(pilot: Pilot[Any], text: str) -> None:
    await type_text(pilot, text)
    await settle(pilot)


def said(pilot: Pilot[Any], name: str = "answer") -> str:
    return pilot.app.screen.query_one(f"#{name}", Says).words


def records(pilot: Pilot[Any]) -> RecordsScreen[Any]:
    screen = pilot.app.screen
    assert isinstance(screen, RecordsScreen), screen_text(pilot.app)
    return screen


def form(pilot: Pilot[Any]) -> RecordForm:
    screen = pilot.app.screen
    assert isinstance(screen, RecordForm), screen_text(pilot.app)
    return screen


async def fill(pilot: Pilot[Any], **values: str) -> None:
    """Put values in the fields of the form, as if typed."""
    fields = {field.asked.name: field for field in form(pilot).fields}
    for name, value in values.items():
        fields[name].value = value
    await settle(pilot)


def page_text(pilot: Pilot[Any]) -> str:
    """Return what the page holds, also what is out of sight."""
    return "\n".join("".join(text for text, _ in block.lead) + block.text for block in records(pilot).page.blocks)


def choose(pilot: Pilot[Any], target: object) -> None:
    page = records(pilot).page
    assert str(target) in page.targets, page.targets
    page.target = str(target)


def store_of(casebook: Casebook) -> tuple[object, ...]:
    """Return every record that a chronology rests on, for comparing the whole store before a change and after its undo."""
    with casebook.ledger.reading() as repository:
        return (*repository.children(), *repository.sources(), *repository.events(), *repository.all(Person))
