"""Whatever the format, a pack says the same words in the same order: those of the document that was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from chronology_tui.report.document import ReportDocument
from chronology_tui.report.packs import PACKS
from chronology_tui.report.reading import document_words
from chronology_tui.services import Casebook
from chronology_tui.services.export_documents import prepare
from tests.report.docx_reading import WordFile, expected_words
from tests.report.pdf.test_pdf_words import extracted, first_missing, words_of
from tests.report.test_markdown import READERS, Page, expected
from tests.support.pack_cases import CHILD
from tests.support.pack_exports import choices, exported


@pytest.fixture(scope="module", params=PACKS)
def pack(request: pytest.FixtureRequest) -> str:
    """The name of each pack in turn."""
    return str(request.param)


@pytest.fixture(scope="module")
def document(full_case: Casebook, pack: str) -> ReportDocument:
    """The document that is written."""
    made = prepare(full_case, CHILD, choices(pack)).document
    assert len(document_words(made)) > 3000
    return made


def test_the_pdf(full_case: Casebook, pack: str, document: ReportDocument, tmp_path: Path) -> None:
    assert first_missing(words_of(document), extracted(exported(full_case, tmp_path / "pack.pdf", pack))) == ""


def test_the_text_file(full_case: Casebook, pack: str, document: ReportDocument, tmp_path: Path) -> None:
    text = exported(full_case, tmp_path / "pack.txt", pack).read_text(encoding="utf-8")
    assert first_missing(document_words(document), " ".join(text.split())) == ""


def test_the_word_file(full_case: Casebook, pack: str, document: ReportDocument, tmp_path: Path) -> None:
    file = WordFile(exported(full_case, tmp_path / "pack.docx", pack).read_bytes())
    assert file.words() == expected_words(document)


def test_the_markdown_file(full_case: Casebook, pack: str, document: ReportDocument, tmp_path: Path) -> None:
    text = exported(full_case, tmp_path / "pack.md", pack).read_text(encoding="utf-8")
    page = Page(READERS[0].render(text))
    assert page.words == expected(document)
