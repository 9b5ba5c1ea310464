"""Each screen at two sizes looks as when somebody last looked at it, in colour and without; see :mod:`.screen_snapshots`."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from datetime import time as dt_time
from pathlib import Path

import pytest
from textual.pilot import Pilot

from chronology_tui.services import create_casebook
from chronology_tui.services.clock import SteppingClock
from chronology_tui.services.demo import DEMO_DAY, fill_demo
from chronology_tui.tui.app import ChronologyApp
from chronology_tui.tui.glyphs import UNICODE
from chronology_tui.tui.screens.main import MainScreen
from tests.conftest import PASSPHRASE
from tests.tui.around import press
from tests.tui.every_screen import HOSTILE, ROUTES, TABLE, Route, arrive, go
from tests.tui.screen_snapshots import FOLDER, Seen, at_rest, compared, look, without_colour, written
from tests.tui.screens import screen_text, settle

PLAIN = "without colour"
CLINICS = """date,service,what happened,told by
14/3/2026,Physiotherapy,was not brought; no contact from home,letter
2/4/2026,Dental clinic,was not brought,letter
sometime in May,Health visiting,no access at a planned visit,record
"""
"""An invented table for the import."""
SIZES = ((80, 24), (140, 40))
STORE = Path("case.chron")
"""The store of every snapshot: a short relative name, so that no folder of a machine is shown."""


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stand in an empty folder with relative names for everything that is shown, far from the machine's own time zone."""
    monkeypatch.chdir(tmp_path)
    Path("home").mkdir()
    Path(TABLE).write_text(CLINICS, encoding="utf-8")
    Path("taken [x].txt").write_text("something else", encoding="utf-8")
    monkeypatch.setenv("HOME", "home")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/desk/worker/.config")  # a relative one counts for nothing; nothing is written there
    monkeypatch.setenv("LOGNAME", "worker")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--rewrite-screens", default=False))


EMPTY = ("no child", "no entry")
"""Starts of our own: a store without a child, and a child without an entry."""
MORE = (
    Route("AddChildScreen", (), "no child"),
    Route("CaseloadScreen", ("escape",), "no child"),
    *(
        Route(name, keys, "no entry")
        for name, keys in (
            ("MainScreen", ()),
            ("MainScreen", ("n",)),
            ("EntryFormScreen", ("ctrl+e",)),
            ("HistoryScreen", ("h",)),
            ("FilterScreen", ("f",)),
            ("SearchScreen", ("slash", "x")),
            ("QualityScreen", ("l",)),
            ("QuestionsScreen", ("a",)),
            ("SourcesScreen", ("s",)),
            ("PeopleScreen", ("o",)),
            ("AgreedScreen", ("w",)),
            ("ChildScreen", ("D",)),
        )
    ),
    Route("MainScreen", ("p",)),
    Route("MainScreen", ("n", *"14/3/24", "space", *"wnb", "space", *"physio")),
    Route("MainScreen", ("space", "down", "space")),
    Route("SearchScreen", ("slash", *"xyzzy")),
    Route("CommandPalette", ("ctrl+p",)),
)
"""What the routes to every screen leave out: the same screens while there is nothing to show, and the main screen at work."""
ALL = (*(replace(route, keys=tuple(key.replace(HOSTILE, "at the clinic") for key in route.keys)) for route in ROUTES), *MORE)
STARTS = tuple(dict.fromkeys(route.start for route in ALL))


def file_of(route: Route, size: tuple[int, int]) -> Path:
    """Return where the snapshot of a route is kept."""
    first, *rest = (key.partition(":")[0] if len(key) > 1 else key for key in route.keys or ("",))
    keys = "-".join((first, *rest))
    name = "-".join(filter(None, (route.screen, "" if route.start == "main" else route.start.replace(" ", "_"), keys)))
    return FOLDER / f"{size[0]}x{size[1]}" / f"{re.sub('[^A-Za-z0-9_+-]', '', name)}.txt"


def app_for(start: str, stack: ExitStack) -> ChronologyApp:
    """Return the app on the demonstration, on its day, before it shows what a route starts from."""
    if start == "new":
        return ChronologyApp(Path("new.chron"), new=True, glyphs=UNICODE)
    if start in {"locked", "refused"}:
        if not STORE.exists():
            fill_demo(STORE, PASSPHRASE).close()
        return ChronologyApp(STORE, passphrase="not its passphrase" if start == "refused" else None, glyphs=UNICODE)
    if start in EMPTY:
        book = create_casebook(
            Path(f"{start} {len(list(Path().iterdir()))}.chron"),
            PASSPHRASE,
            SteppingClock(datetime.combine(DEMO_DAY, dt_time(9), UTC)),
        )
        if start == "no entry":
            book.add_child("Sam Example", "3/4/2019")
    else:
        throw_away = Path(f"demo {len(list(Path().iterdir()))}")
        throw_away.mkdir()
        book = fill_demo(throw_away / "demo.chron", PASSPHRASE, throw_away=throw_away)
    stack.callback(book.close)
    return ChronologyApp(None, casebook=book, glyphs=UNICODE)


async def walk(start: str, size: tuple[int, int]) -> dict[Route, dict[str, Seen]]:
    """Return what every screen looks like that is reached from a start, in one run of the app."""
    seen: dict[Route, dict[str, Seen]] = {}
    with ExitStack() as stack:
        app = app_for(start, stack)
        async with app.run_test(size=size) as pilot:
            if start in EMPTY:
                await settle(pilot)
            else:
                await arrive(pilot, "main" if start == "caseload" else start)
            if start == "caseload":
                await press(pilot, "c")
            back = app.screen
            routes = [route for route in ALL if route.start == start]
            for route in routes:
                await go(pilot, route, Path())
                await at_rest(pilot)
                seen[route] = {"dark": look(app)}
                if not app.no_color:
                    seen[route][PLAIN] = await without_colour(pilot)
                if route == ROUTES[0] and not app.no_color:
                    for theme in ("light", "high-contrast"):
                        app.theme = f"chronology-{theme}"
                        await at_rest(pilot)
                        seen[route][theme] = look(app)
                    app.theme = "chronology-dark"
                if route.keys and route is not routes[-1]:
                    await leave(pilot, back)
    return seen


async def leave(pilot: Pilot[int], back: object) -> None:
    """Press Esc until the start is shown as at first."""
    for _ in range(8):
        if pilot.app.screen is back and (not isinstance(back, MainScreen) or back.timeline.has_focus):
            break
        await pilot.press("escape")
        await pilot.pause()
    assert pilot.app.screen is back, screen_text(pilot.app)
    await press(pilot, "escape", "home")


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "140x40"])
@pytest.mark.parametrize("start", STARTS)
async def test_every_screen_looks_as_it_did(
    start: str, size: tuple[int, int], rewrite: bool, request: pytest.FixtureRequest
) -> None:
    if not rewrite and not request.config.getoption("--compare-screens", default=False):
        pytest.skip("a busy machine can catch a screen before it has settled: ask for it with --compare-screens")
    wrong = []
    for route, looks in (await walk(start, size)).items():
        path = file_of(route, size)
        words = looks["dark"].lines
        wrong += [f"{path.name} has other words when {name}" for name, seen in looks.items() if seen.lines != words]
        wrong.append(compared(path, written(words, looks), rewrite=rewrite))
    assert not any(wrong), "\n".join(filter(None, wrong))


@pytest.mark.parametrize("start", ["locked", "caseload"])
async def test_without_colour_the_app_paints_what_the_snapshots_say(start: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = {route: looks[PLAIN] for route, looks in (await walk(start, SIZES[0])).items()}
    monkeypatch.setenv("NO_COLOR", "1")
    for route, looks in (await walk(start, SIZES[0])).items():
        assert looks["dark"] == expected[route]


def test_every_snapshot_that_is_kept_is_of_a_screen_that_there_is() -> None:
    named = [file_of(route, size) for route in ALL for size in SIZES]
    assert len(set(named)) == len(named), "two routes share a snapshot"
    assert set(FOLDER.rglob("*.txt")) == set(named)
