"""The casebook's own promises: what it finds, refuses and forgets."""

from __future__ import annotations

from datetime import date

import pytest

from chronology_tui.domain.vocabulary import SourceKind
from chronology_tui.services import Access, Casebook, open_casebook
from chronology_tui.services.errors import ChildUnknown, LineRefused, UsageError
from chronology_tui.services.ledger import source_kind
from chronology_tui.services.listing import choose, day_of
from tests.conftest import PASSPHRASE


def test_a_source_is_kept_once_whatever_its_case(casebook: Casebook) -> None:
    child = casebook.add_child("S. Tarn", "3/4/2019")
    for title in ("Clinic letter", "clinic  LETTER", "GP record"):
        casebook.add_line(child.id, f'14/3/24 gp seen src:"{title}"')
    assert [(s.title, s.kind) for s in casebook.sources()] == [
        ("Clinic letter", SourceKind.LETTER),
        ("GP record", SourceKind.RECORD),
    ]


def test_the_chronology_is_read_again_after_a_change(casebook: Casebook) -> None:
    child = casebook.add_child("S. Tarn", "3/4/2019")
    before = casebook.chronology(child.id)
    assert casebook.chronology(child.id) is before
    event = casebook.add_line(child.id, "14/3/24 gp seen src:x")
    assert casebook.chronology(child.id).events == (event,)
    assert before.events == ()


def test_what_is_kept_in_memory_is_what_the_store_holds(casebook: Casebook) -> None:
    child = casebook.add_child("S. Tarn", "3/4/2019")
    casebook.chronology(child.id)
    for line in ("14/3/24 gp seen src:b", "undated n knee src:a", "2019 wnb @physio src:b", "14/3/24 gp seen again src:c"):
        casebook.add_line(child.id, line)
    kept = casebook.chronology(child.id)
    with open_casebook(casebook.path, PASSPHRASE, access=Access.READ) as fresh:
        read = fresh.chronology(child.id)
    assert (kept.child, kept.events, dict(kept.sources), dict(kept.numbers)) == (
        read.child, read.events, dict(read.sources), dict(read.numbers),
    )  # fmt: skip
    assert list(kept.sources) == list(read.sources)


def test_a_refused_line_names_the_reason_and_changes_nothing(casebook: Casebook) -> None:
    child = casebook.add_child("S. Tarn", "3/4/2019")
    head = casebook.history_head()
    with pytest.raises(LineRefused, match="date"):
        casebook.add_line(child.id, "mother rang about splints")
    assert casebook.history_head() == head


def test_an_unknown_child_is_told(casebook: Casebook) -> None:
    with pytest.raises(ChildUnknown, match="no child yet"):
        casebook.child()
    child = casebook.add_child("S. Tarn", "3/4/2019", reference="R-7")
    assert casebook.child("r-7") == casebook.child("S.T.") == casebook.child() == child


def test_the_preview_tells_what_a_line_would_add_to_a_pattern(casebook: Casebook) -> None:
    child = casebook.add_child("S. Tarn", "3/4/2019")
    assert casebook.preview_line(child.id, "14/3/24 wnb @physio") == ""
    casebook.add_line(child.id, "14/3/24 wnb @physio src:letter")
    head = casebook.history_head()
    assert "hysiotherapy" in casebook.preview_line(child.id, "21/3/24 wnb @physio")
    assert casebook.preview_line(child.id, "21/3/24 gp ear infection") == ""
    assert casebook.preview_line(child.id, "31/2/24 wnb @physio") == ""
    assert casebook.history_head() == head


def test_an_unborn_child_has_an_expected_date(casebook: Casebook) -> None:
    child = casebook.add_child("Baby Tarn", "3/12/2024")
    assert child.unborn
    assert child.birth == date(2024, 12, 3)


def test_a_month_as_the_day_to_look_back_from_means_its_last_day(casebook: Casebook) -> None:
    dates = casebook.date_context(casebook.add_child("S. Tarn", "3/4/2019"))
    assert day_of("June 2024", dates) == date(2024, 6, 30)
    with pytest.raises(UsageError, match="no last day"):
        day_of("after June 2024", dates)
    assert choose(dates, "June 2024", "2024").end == date(2024, 12, 31)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Discharge letter", SourceKind.DISCHARGE_SUMMARY), ("Phone call with Nana", SourceKind.PHONE_CALL),
        ("GP print-out", SourceKind.RECORD), ("C1", SourceKind.OTHER),
    ],
)  # fmt: skip
def test_the_kind_of_a_source_is_read_from_its_title(title: str, kind: SourceKind) -> None:
    assert source_kind(title) is kind
