"""The manual tells the truth: its links lead somewhere, its examples are read as it says, its names are the program's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
import typer

from chronology_tui.cli.commands import app
from chronology_tui.domain.dates import DateContext, DateRefused, UncertainDate, parse_date
from chronology_tui.domain.kinds import kind_for
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.search_words import parse_query
from chronology_tui.domain.typed_line import Known, LineContext, complete, read_line
from chronology_tui.errors import ExitCode
from chronology_tui.importing.mapping import FIELDS, read_map
from chronology_tui.services.manual import pages
from chronology_tui.tui.commands import ACTIONS, CASELOAD_ACTIONS, FINDING_ACTIONS
from chronology_tui.tui.screens.help import manual_pages

PAGES = tuple(sorted(item.name for item in files("chronology_tui.help").iterdir() if item.name.endswith(".md")))
DATES = DateContext(today=date(2026, 11, 20), birth=date(2019, 4, 3))


def _page(name: str) -> str:
    return (files("chronology_tui.help") / name).read_text(encoding="utf-8")


def _section(name: str, heading: str) -> str:
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", _page(name), re.MULTILINE | re.DOTALL)
    assert found, f"{name} has no section {heading!r}"
    return found[1]


@pytest.mark.parametrize("name", PAGES)
def test_page_is_short_and_plain(name: str) -> None:
    text = _page(name)
    assert text.startswith("# ")
    assert len(text.splitlines()) <= 90
    assert "\u2014" not in text
    assert all(len(line) <= 130 or line.startswith("|") for line in text.splitlines())


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_pages(name: str) -> None:
    assert set(re.findall(r"\]\(([^)]+)\)", _page(name))) <= set(PAGES)


def test_index_names_every_page_once_and_the_pages_turn_in_its_order() -> None:
    named = re.findall(r"\]\(([^)]+)\)", _page("index.md"))
    assert sorted(named) == sorted(set(PAGES) - {"index.md"})
    assert [f"{name}.md" for name in pages()] == ["index.md", *named]
    assert [name for name, _ in manual_pages()] == list(pages())


def test_every_action_of_the_palette_is_named_with_its_key() -> None:
    text = " ".join(_page("actions.md").split())
    for title, key, _, _ in (*ACTIONS, *FINDING_ACTIONS, *CASELOAD_ACTIONS):
        assert (f"{title} (`{key}`)" if key else f"{title},") in text.replace(".", ",").replace("(`,`)", "(`.`)"), title


def test_every_command_is_shown_on_a_page() -> None:
    text = "\n".join(map(_page, PAGES))
    unsaid = [name for name in _commands(typer.main.get_command(app)) if not re.search(rf"chronology {name}\b", text)]
    assert unsaid == []


def _commands(command: Any, before: str = "") -> Iterator[str]:
    """Yield the name of each command that does something, with that of its group before it."""
    for name, inner in getattr(command, "commands", {}).items():
        if not inner.hidden:
            yield from _commands(inner, f"{before}{name} ") if hasattr(inner, "commands") else iter((f"{before}{name}",))


@pytest.mark.parametrize("line", re.findall(r"^    (.+)$", _page("typed-line.md"), re.MULTILINE))
def test_typed_line_examples_can_be_saved(line: str) -> None:
    reading = read_line(line, LineContext(DATES, source="Letter"))
    assert reading.problems == ()
    assert reading.kind.value != "note", "each example names a kind"


def test_typed_line_short_forms_are_those_of_the_program() -> None:
    table = _section("typed-line.md", "Short forms of kinds")
    pairs = re.findall(r"`([^`]+)` (.+?)(?=, `| \|$)", table, re.MULTILINE)
    assert len(pairs) > 40
    for alias, label in pairs:
        kind = kind_for(alias)
        assert kind is not None, alias
        assert kind.label.casefold() == label.casefold(), alias


def test_dates_that_the_page_offers_are_read() -> None:
    table = _section("dates.md", "What can be written")
    offered = [code for row in table.splitlines() for code in re.findall(r"`([^`]+)`", row.split("|")[1] if "|" in row else "")]
    assert len(offered) > 20
    for text in offered:
        assert parse_date(text, DATES) is not None, text


def test_dates_that_the_page_refuses_are_refused() -> None:
    refused = re.findall(r"^- `([^`]+)`", _section("dates.md", "What is refused, and why"), re.MULTILINE)
    assert len(refused) == 4
    for text in refused:
        with pytest.raises(DateRefused):
            parse_date(text, DATES)


def test_import_page_names_the_columns_of_the_program() -> None:
    assert tuple(re.findall(r"`(\w+)`", _section("import.md", "The columns").split("\n- ")[0]))[2:] == FIELDS


def test_map_file_of_the_import_page_can_be_used(tmp_path_factory: pytest.TempPathFactory) -> None:
    block = re.search(r"(    \[columns\].*?)\n\n(?! )", _page("import.md"), re.DOTALL)
    assert block
    path = tmp_path_factory.mktemp("map") / "clinic.toml"
    path.write_text("\n".join(line[4:] for line in block[1].splitlines()), encoding="utf-8")
    column_map = read_map(path)
    assert column_map.columns["clerk"] == ""
    assert column_map.kinds["dna"].value == "was_not_brought"


def test_searches_that_the_page_offers_look_for_something() -> None:
    table = _section("search.md", "What can be typed")
    offered = [code for row in table.splitlines() if "|" in row for code in re.findall(r"`([^`]+)`", row.split("|")[1])]
    assert len(offered) == 9
    queries = {text: parse_query(text) for text in offered}
    assert not any(query.empty for query in queries.values())
    assert [text for text, query in queries.items() if query.unwanted] == ["pain -knee", '-"no pain" pain']
    assert [text for text, query in queries.items() if not query.wanted[0].open] == ['"was not brought"']
    assert [text for text, query in queries.items() if query.wanted[0].open and len(query.wanted[0].words) > 1] == [
        "A&E", "16.4", "O'Brien",
    ]  # fmt: skip
    assert "wnb" in kind_for("was_not_brought").aliases  # type: ignore[union-attr]


def test_exit_codes_are_those_of_the_program() -> None:
    codes = {int(code) for code in re.findall(r"^\| (\d+) \|", _section("command-line.md", "Exit codes"), re.MULTILINE)}
    assert codes == {int(code) for code in ExitCode}


def test_severity_words_are_those_of_the_program() -> None:
    words = re.findall(r"^\| [▮▯]+ \| (\w+) \|", _section("timeline.md", "Severity"), re.MULTILINE)
    assert words == [severity.word for severity in Severity if severity.rated]


def test_a_mornings_work_is_read_as_the_page_says() -> None:
    lines = re.findall(r"^    (.+)$", _section("typing-fast.md", "A morning's work"), re.MULTILINE)
    source, page, read = "", "", []
    for line in lines:
        reading = read_line(line, LineContext(DATES, source, page=page))
        assert reading.problems == (), line
        source, page = reading.source, reading.page
        read.append((reading.kind.value, reading.service, reading.source, reading.page))
    assert read == [
        ("birth", "", "GP print-out", "1"),
        ("gp_contact", "", "GP print-out", "1"),
        ("weight", "", "GP print-out", "1"),
        ("prescribed", "", "GP print-out", "2"),
        ("was_not_brought", "Asthma clinic", "GP print-out", "4"),
    ]


def test_short_dates_of_the_page_are_offered_as_it_says() -> None:
    before = DateContext(today=DATES.today, birth=DATES.birth, previous=UncertainDate.on(date(2023, 5, 20)))
    rows = re.findall(r"^\| (`.+?) \| (\S+?)[:;]? ", _section("typing-fast.md", "The date in two to five keys"), re.MULTILINE)
    assert len(rows) == 4
    wanted = ""
    for typed, gives in rows:
        wanted = gives if gives != "the" else wanted
        for text in re.findall(r"`([^`]+)`", typed):
            assert complete(text, len(text), Known(), before)[0].text == wanted.rstrip(":;"), text


def test_titles_of_the_page_are_offered_as_it_says() -> None:
    offered = re.findall(r"`(src:\w+)` gives ([\w -]+?)[,.]|`(src:\w+)`\s+([A-Z][\w ]+?)[,.]", _page("typing-fast.md"))
    pairs = [(one or other, title or name) for one, title, other, name in offered]
    assert len(pairs) == 3
    for typed, title in pairs:
        line = f"14/3/24 gp {typed}"
        assert complete(line, len(line), Known())[0].label == title
