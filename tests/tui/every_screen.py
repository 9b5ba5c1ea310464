"""Every screen and dialogue of the app and the keys that lead there, on a store full of hostile words.

:data:`ROUTES` is checked against the classes of the program: a screen that is added without a route fails a test, and every test
that walks the routes walks it too.
"""

from __future__ import annotations

import importlib
import pkgutil
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import Screen

import chronology_tui.tui
from chronology_tui.services import create_casebook
from chronology_tui.services.agreed_actions import ActionFields, save_action
from chronology_tui.services.child_fields import ChildFields, DatedFields, DatedList, set_child, set_dated
from chronology_tui.services.people import PersonFields, add_person
from chronology_tui.services.sources import SourceFields, save_source
from chronology_tui.tui.app import ChronologyApp
from chronology_tui.tui.screens.caseload import CaseloadScreen
from chronology_tui.tui.screens.main import MainScreen
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock
from tests.tui.around import press
from tests.tui.screens import main_screen, settle, until

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
HOSTILE = (
    "[/] [on red]file[/on red] [link=https://example.org]x[/link] [@click=app.quit]y[/] \x1b]0;stolen\x07 \x1b[2J\x9b31m"
    " \u202eevil\u202c \u2066iso\u2069 王芳 e\u0301\u0323\u0308 " + FAMILY + " \U0001f1ec\U0001f1e7 {0} %s ${x} \\ \t end"
)
"""One text of everything that could be read as markup, steer a terminal, re-order a line or push a column out."""
LONG = (HOSTILE.replace("\x1b", "").replace("\x07", "").replace("\x9b", "") + " wörter 漢字 ") * 700
"""The same a hundred thousand characters long."""


@dataclass(frozen=True, slots=True)
class Route:
    """The way to one screen.

    Attributes:
        screen: the name of its class.
        keys: keys to press, one after another; ``paste:…`` pastes, ``focus:…`` goes to a field by its identifier.
        start: what is shown before: "main", "caseload", "locked", "new" for a store that is still to be made.
        esc: how often Esc is pressed at most until the start is reached again.
        fleeting: whether the screen goes by itself, so that nobody is asked to back out of it.
    """

    screen: str
    keys: tuple[str, ...]
    start: str = "main"
    esc: int = 4
    fleeting: bool = False


TABLE = "clinics [x].csv"
ROUTES = (
    Route("MainScreen", ()),
    Route("EntryScreen", ("enter",)),
    Route("EntryFormScreen", ("e",)),
    Route("ChooseScreen", ("e", "field:basis", "enter")),
    Route("PickScreen", ("e", "field:presentation", "enter")),
    Route("DateScreen", ("d",)),
    Route("HistoryScreen", ("h",)),
    Route("FindingScreen", ("p", "enter")),
    Route("ReasonScreen", ("p", "enter", "d")),
    Route("AnalysisScreen", ("p", "enter", "w")),
    Route("SearchScreen", ("slash", "e", "n", "d")),
    Route("FilterScreen", ("f",)),
    Route("WordsScreen", ("f", "t")),
    Route("PeriodScreen", ("f", "p")),
    Route("PickScreen", ("f", "s")),
    Route("GoToDateScreen", ("g",)),
    Route("BulkScreen", ("space", "b"), esc=5),
    Route("CopyFileScreen", ("y", "y")),
    Route("PasteScreen", (f"paste:14/3/24 note one {HOSTILE}\n15/3/24 wnb two {HOSTILE}",)),
    Route("QualityScreen", ("l",)),
    Route("QuestionsScreen", ("a",)),
    Route("ExportScreen", ("x",), esc=6),
    Route("OverwriteScreen", ("x", "f6", "file:taken [x].txt", "enter"), esc=6),
    Route("PathScreen", ("i",)),
    Route("ImportScreen", ("i", f"file:{TABLE}", "enter"), esc=6),
    Route("MeaningScreen", ("i", f"file:{TABLE}", "enter", "f2", "home", "enter"), esc=6),
    Route("SourcesScreen", ("s",)),
    Route("RecordForm", ("s", "a")),
    Route("PeopleScreen", ("o",)),
    Route("RecordForm", ("o", "a")),
    Route("AgreedScreen", ("w",)),
    Route("RecordForm", ("w", "a")),
    Route("PolicyScreen", ("v",)),
    Route("RecordForm", ("v", "down", "down", "enter")),
    Route("ChildScreen", ("D",)),
    Route("RecordForm", ("D", "down", "enter")),
    Route("HelpScreen", ("question_mark",)),
    Route("SettingsScreen", ("f2",)),
    Route("CaseloadScreen", (), "caseload"),
    Route("AddChildScreen", ("a",), "caseload"),
    Route("PurgeScreen", ("delete",), "caseload"),
    Route("ChildScreen", ("e",), "caseload"),
    Route("UnlockScreen", (), "locked"),
    Route("RecoveryScreen", ("ctrl+r",), "locked"),
    Route("NewStoreScreen", (), "new"),
    Route("OpeningScreen", (), "refused", fleeting=True),
)


def name_of(route: Route) -> str:
    """Return a route's name in the list of tests."""
    return f"{route.screen}-{'-'.join(key.partition(':')[0] for key in route.keys) or route.start}"


def below(known: type[Any]) -> Iterator[type[Any]]:
    """Every class that is built upon another, as far as modules are loaded."""
    for cls in known.__subclasses__():
        yield cls
        yield from below(cls)


def screen_classes() -> set[type[Screen[Any]]]:
    """Return every screen of the program that is shown itself, not only built upon."""
    for module in pkgutil.walk_packages(chronology_tui.tui.__path__, f"{chronology_tui.tui.__name__}."):
        importlib.import_module(module.name)
    ours = {cls for cls in below(Screen) if cls.__module__.startswith("chronology_tui.")}
    return {cls for cls in ours if not any(issubclass(other, cls) for other in ours if other is not cls)}


def make_case(folder: Path) -> Path:
    """Make a store whose every field holds hostile words; return its path."""
    path = folder / "case [link=x].chron"
    one = HOSTILE.replace("\n", " ")
    with create_casebook(path, PASSPHRASE, FixedDayClock(TODAY)) as book:
        child = book.add_child(f"S {one}", "3/4/2019")
        book.add_child(f"B {one}", "1/2/2021")
        words = dict.fromkeys(("summary", "quote", "notes", "service", "place", "action", "child_voice", "professional"), one)
        kinds = ("wnb", "wnb", "wnb", "note", "gp")
        for month, kind in enumerate(kinds, 1):
            reading = book.read_line(child.id, f"14/{month}/24 {kind} !3")
            fields = {
                **words,
                "kind": reading.kind,
                "area": reading.kind.area,
                "when": reading.when,
                "severity": reading.severity,
            }
            if month == 2:
                fields |= {"summary": LONG, "service": one}
            event = book.add_event(child.id, fields, f"T {one}")
            save_action(book, child.id, event.id, None, ActionFields(f"A {one}", one, "1/4/24", None, one))
        person = PersonFields(related={child.id: ("other", one)}, pseudonym=one, notes=one, role=one, agency=one)
        add_person(book, f"P {one}", person)
        save_source(book, None, SourceFields(title=f"N {one}", agency=one, reference=one, notes=one, available=False))
        names = (
            "household",
            "lead_professional",
            "parental_responsibility",
            "marking",
            "sharing_basis",
            "reference",
            "family_group",
        )
        set_child(book, child.id, ChildFields(name=f"S {one}", conditions=one, **dict.fromkeys(names, one)))
        set_dated(book, child.id, DatedList.RISK, None, DatedFields("poverty", note=one))
    return path


def fresh(made: Path, folder: Path) -> Path:
    """Return a copy of a store, beside files that the dialogues take."""
    path = folder / made.name
    shutil.copy(made, path)
    (folder / TABLE).write_text(f'date,summary,"{HOSTILE[:40]}"\n14/3/24,"{HOSTILE}",x\n', encoding="utf-8")
    (folder / "taken [x].txt").write_text("something else", encoding="utf-8")
    return path


@asynccontextmanager
async def shown(store: Path, start: str = "main", size: tuple[int, int] = (80, 24), **more: Any) -> AsyncIterator[Pilot[int]]:
    """Run the app until it shows what a route starts from."""
    app = ChronologyApp(store.with_name("new [x].chron"), new=True, **more) if start == "new" else _app(store, start, **more)
    async with app.run_test(size=size) as pilot:
        await arrive(pilot, start)
        yield pilot


def _app(store: Path, start: str, **more: Any) -> ChronologyApp:
    given = {"locked": None, "refused": "not its passphrase"}.get(start, PASSPHRASE)
    return ChronologyApp(store, passphrase=given, **more)


async def arrive(pilot: Pilot[int], start: str) -> None:
    """Wait for what a route starts from."""
    await settle(pilot)
    if start in {"main", "caseload"}:
        await until(pilot, lambda: isinstance(pilot.app.screen, CaseloadScreen | MainScreen))
        await settle(pilot)
    if start == "main" and isinstance(pilot.app.screen, CaseloadScreen):
        await press(pilot, "home", "enter")
        await until(pilot, lambda: main_screen(pilot).analysis is not None)
        await press(pilot, "home")


async def go(pilot: Pilot[int], route: Route, folder: Path) -> None:
    """Follow a route; fail where another screen comes."""
    for key in route.keys:
        what, _, value = key.partition(":")
        if what == "paste" and value:
            pilot.app.post_message(Paste(value))
            await settle(pilot)
        elif what == "field" and value:
            form: Any = pilot.app.screen
            form.go_to(value)
            await settle(pilot)
        elif what == "file" and value:
            focused: Any = pilot.app.focused
            focused.value = str(folder / value)
            await settle(pilot)
        else:
            await press(pilot, key)
    await until(pilot, lambda: type(pilot.app.screen).__name__ == route.screen, 100)
    await settle(pilot)
