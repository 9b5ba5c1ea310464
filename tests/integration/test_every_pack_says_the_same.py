"""Whatever the format, a pack says the same words in the same order: those of the document that was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from chronology_tui.report.document import ReportDocument, Table
from chronology_tui.report.packs import PACKS
from chronology_tui.report.pdf.fonts import prepare as printed
from chronology_tui.report.reading import document_words, plain
from chronology_tui.services import Casebook
from chronology_tui.services.export_documents import prepare
from tests.report.docx_reading import WordFile, expected_words
from tests.report.pdf.test_pdf_words import extracted, first_missing
from tests.report.test_markdown import READERS, Page, expected
from tests.report.test_markdown import _block as in_markdown
from tests.support.pack_cases import CHILD
from tests.support.pack_exports import choices, exported, ordinary, store_of

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def in_plain_text(document: ReportDocument) -> Iterator[str]:
    """Yield the words of the text file: those of the Markdown, but for tables, which are told row by row."""
    meta = document.meta
    lines = [meta.marking, meta.title, meta.subtitle]
    for section in document.sections:
        lines.append(section.heading)
        for block in section.blocks:
            lines += told(block) if isinstance(block, Table) else in_markdown(block)
    lines += [meta.footer, meta.marking]
    return (word.casefold() for line in lines for word in line.split() if word != "-")


def told(table: Table) -> Iterator[str]:
    """Yield the lines of a table as it is read out: each value after the heading of its column."""
    yield f"{table.caption} Each row gives: {', '.join(column.heading for column in table.columns)}."
    group = ""
    for row in table.rows:
        if row.group != group:
            group = row.group
            yield group
        for n, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
            if cell.lines:
                yield f"{column.heading}:" if n else column.heading
            yield from map(plain, cell.lines)


@pytest.fixture(scope="module", params=PACKS)
def pack(request: pytest.FixtureRequest) -> str:
    """The name of each pack in turn."""
    return str(request.param)


@pytest.fixture(scope="module")
def document(small_case: Casebook, pack: str) -> ReportDocument:
    """The document that is written."""
    made = prepare(small_case, CHILD, choices(pack)).document
    assert len(document_words(made)) > 1500
    return made


def from_left_to_right(field: str, n: int) -> str:
    """Return words that stand in the page as they are read: none that run from right to left, none hostile, no row over pages."""
    words = " ".join(ordinary(field, n + (n % 61 == 7)).split()[:30])
    return "Siân Wŷn" if RIGHT_TO_LEFT.search(words) and field.endswith(".name") else RIGHT_TO_LEFT.sub("", words)


@pytest.fixture(scope="module")
def plain_case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    """A case whose words stand in a page in the order in which they are read."""
    with store_of(tmp_path_factory.mktemp("plain-case"), 50, from_left_to_right) as book:
        yield book


def test_the_pdf(plain_case: Casebook, pack: str, tmp_path: Path) -> None:
    said = document_words(prepare(plain_case, CHILD, choices(pack)).document)
    words = [re.sub("[“”]", "", part) for word in said for part in printed(word).casefold().split()]
    # Without blanks: a line may end inside a Chinese name, and after any part of a long word.
    text = extracted(exported(plain_case, tmp_path / "pack.pdf", pack)).replace(" ", "")
    assert len(words) > 1500
    assert first_missing(words, text) == ""
    assert first_missing([*words[40:], *words[:40]], text) != "", "the comparison can fail"


def test_the_text_file(small_case: Casebook, pack: str, document: ReportDocument, tmp_path: Path) -> None:
    text = exported(small_case, tmp_path / "pack.txt", pack).read_text(encoding="utf-8")
    assert [word for word in text.casefold().split() if word != "-"] == list(in_plain_text(document))


def test_the_word_file(small_case: Casebook, pack: str, document: ReportDocument, tmp_path: Path) -> None:
    file = WordFile(exported(small_case, tmp_path / "pack.docx", pack).read_bytes())
    assert file.words() == expected_words(document)


def test_the_markdown_file(small_case: Casebook, pack: str, document: ReportDocument, tmp_path: Path) -> None:
    text = exported(small_case, tmp_path / "pack.md", pack).read_text(encoding="utf-8")
    page = Page(READERS[0].render(text))
    assert page.words == expected(document)
