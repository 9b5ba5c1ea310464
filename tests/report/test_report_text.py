"""The text writer: readable aloud, folded, and the order of words that the PDF must keep."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.scales import Severity
from chronology_tui.report.document import (
    Bullets,
    Card,
    Cards,
    Cell,
    Column,
    ColumnKind,
    Fact,
    Facts,
    FindingItem,
    FindingList,
    LifeLine,
    Meta,
    Paragraph,
    Quote,
    ReportDocument,
    Row,
    Run,
    Section,
    Table,
)
from chronology_tui.report.text import document_words, write_text

if TYPE_CHECKING:
    from tests.report.conftest import CaseKit

DOCUMENT = ReportDocument(
    Meta("Title", "Subtitle", "en-GB", "MARKING", "Footer", date(2024, 8, 30)),
    (
        Section(
            "First",
            (
                Paragraph((Run("Some "), Run("words", target="second"), Run("."))),
                Facts((Fact("Child", (Run("S.T."),)),)),
                Cards((Card("Extent", "7 areas", (Run("from 4 agencies"),)),)),
                LifeLine("Each bar is a month.", "A bar chart.", (), ()),
                FindingList((FindingItem("strong", 3, "A. Not brought", ((Run("Entries "), Run("1")),), "finding-a"),)),
                Quote("“No”", (Run("at school"),)),
                Bullets(((Run("point"),),)),
            ),
        ),
        Section(
            "Second",
            (
                Table(
                    "Entries",
                    (Column("No.", ColumnKind.NUMBER), Column("Event", ColumnKind.TEXT), Column("Severity", ColumnKind.SEVERITY)),
                    (
                        Row(
                            (Cell(((Run("1"),),)), Cell(((Run("one"),), (Run("two"),))), Cell(((Run("low"),),), Severity.LOW)),
                            group="2023",
                        ),
                        Row((Cell(((Run("2"),),)), Cell(()), Cell(((Run("high"),),), Severity.HIGH)), group="2024"),
                    ),
                ),
            ),
            anchor="second",
        ),
    ),
)

EXPECTED = """\
MARKING

Title
Subtitle


First

Some words.

Child: S.T.

Extent: 7 areas
  from 4 agencies

Each bar is a month.
A bar chart.

Strong: A. Not brought
  Entries 1

“No”
  at school

- point


Second

Entries
Each row gives: No., Event, Severity.

2023

No. 1
  Event: one
    two
  Severity: low

2024

No. 2
  Severity: high

Footer
MARKING
"""


def test_every_block_as_text() -> None:
    assert "".join(write_text(DOCUMENT)) == EXPECTED


def test_words_in_reading_order() -> None:
    assert " ".join(document_words(DOCUMENT)) == (
        "Title Subtitle First Some words. Child S.T. Extent 7 areas from 4 agencies Each bar is a month. "
        "strong A. Not brought Entries 1 “No” at school point Second No. Event Severity 2023 1 one two low 2024 2 high"
    )


def test_long_words_stay_whole_and_lines_fold_at_one_hundred(kit: CaseKit) -> None:
    long = "https://example.org/" + "x" * 300
    event = kit.event(1, "2024-05-02", Kind.NOTE, key=True, summary=f"{'words ' * 40}{long} {'more ' * 40}")
    lines = [line.rstrip("\n") for line in write_text(kit.build([event]))]
    assert f"    {long}" in lines
    assert max(len(line) for line in lines if long not in line) <= 100


def test_writing_streams(kit: CaseKit) -> None:
    lines = write_text(kit.build([kit.event(n, "2024-05-02", key=True) for n in range(50)]))
    assert next(lines) == "OFFICIAL-SENSITIVE\n"
