"""The manual tells the truth: its links lead somewhere, its examples are read as it says, its names are the program's."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files

import pytest

from chronology_tui.domain.dates import DateContext, DateRefused, parse_date
from chronology_tui.domain.kinds import kind_for
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.search_words import parse_query
from chronology_tui.domain.typed_line import LineContext, read_line
from chronology_tui.errors import ExitCode
from chronology_tui.importing.mapping import FIELDS, read_map

PAGES = (
    "index.md", "first-case.md", "typed-line.md", "dates.md", "import.md", "patterns.md", "timeline.md", "export.md", "safety.md",
    "command-line.md", "search.md", "changes.md", "locking.md", "safekeeping.md",
    "reviewing.md", "checking.md", "sources.md", "people.md", "agreed-actions.md", "policy.md", "child.md", "form.md",
    "filter.md", "selecting.md", "settings.md",
)  # fmt: skip
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


def test_index_names_every_page() -> None:
    assert set(re.findall(r"\]\(([^)]+)\)", _page("index.md"))) == set(PAGES) - {"index.md"}


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
