"""``edit --set`` and ``add --set``: everything that the form of an entry can say, the command line can say too."""

from __future__ import annotations

import pytest

from chronology_tui.services.entry_edits import EDITABLE
from chronology_tui.tui.modals.entry_words import SPECS
from tests.support.cli import Cli


@pytest.fixture
def case(cli: Cli) -> Cli:
    return cli.with_lines("14/3/24 wnb @physio splints !2 src:letter")


def test_every_field_of_the_form_is_a_column_of_edit() -> None:
    assert set(SPECS) == set(EDITABLE) - {"attendance"}, "attendance says in other codes what kind says"


def test_people_actions_area_and_signs_are_set_and_cleared(case: Cli) -> None:
    done = case(
        "edit", case.store, "1", "--set", "people records=Ms Ash | professional", "--set", "agreed actions=Ring GP | nurse",
        "--set", "area of health=dental", "--set", "presentation=1; 12",
    )  # fmt: skip
    assert done.code == 0, done.err
    event = case("list", case.store, "--json").json["events"][0]
    assert [action["what"] for action in event["planned"]] == ["Ring GP"]
    assert (event["area"], event["presentation"], len(event["people"])) == ("dental", [1, 12], 1)
    assert "Ms Ash" in case("person", "list", case.store).out
    case("edit", case.store, "1", "--set", "people_records=", "--set", "agreed_actions=", "--set", "area_of_health=")
    event = case("list", case.store, "--json").json["events"][0]
    assert (event["planned"], event["people"], event["area"]) == ([], [], "appointments")


def test_a_field_that_cannot_be_read_is_named(case: Cli) -> None:
    refused = case("edit", case.store, "1", "--set", "agreed_actions= | nurse")
    assert refused.code == 2
    assert "Agreed actions: line 1 cannot be read" in refused.err
    assert "Traceback" not in refused.err


def test_a_line_and_fields_make_one_entry_in_one_step(case: Cli) -> None:
    done = case("add", case.store, "15/3/24 gp seen src:letter", "--set", "people_records=Kim | present", "--set", "place=Hall")
    assert done.code == 0, done.err
    assert "Source: letter" in done.out
    added = case("list", case.store, "--json").json["events"][1]
    assert (added["place"], len(added["people"])) == ("Hall", 1)
    case("undo", case.store)
    assert len(case("list", case.store, "--json").json["events"]) == 1
    assert case("person", "list", case.store).out == ""
