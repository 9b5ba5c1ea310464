"""Hostile words in every field of every record are words in every format: never mark-up, link, file access, formula or script."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pikepdf
import pytest

from chronology_tui.domain.text import clean
from chronology_tui.report.packs import PACKS
from chronology_tui.services import Casebook
from chronology_tui.services.export_choices import ExportChoices
from chronology_tui.services.export_formats import DOCUMENT_FORMATS
from tests.report.test_docx_words import WORD_HOSTILE
from tests.report.test_markdown import _OWN_TAGS as OWN_TAGS
from tests.report.test_markdown import HOSTILE_MARKDOWN, READERS, Page
from tests.support.pack_cases import CHILD
from tests.support.pack_exports import choices, store_of

HOSTILE = (
    *WORD_HOSTILE, *HOSTILE_MARKDOWN, '=HYPERLINK("https://example.org","x")', "+1+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3",
    "\t=1+1", "\x1b]8;;https://example.org\x07click\x1b]8;;\x07", "\x1b]0;title\x07 \x9b31m \x85 \u2028",
    "(javascript:alert(1)) /URI (x) >>", "/JavaScript /Launch /EmbeddedFile <</S/URI/URI(http://example.org)>>",
    "\u061c\u200e\u200f\u202e\u2069\ufeff",
)  # fmt: skip
HARMLESS = re.compile(
    "[^\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]*"
)
ACTING = (
    "/URI",
    "/Launch",
    "/JavaScript",
    "/JS",
    "/EmbeddedFile",
    "/EmbeddedFiles",
    "/GoToR",
    "/SubmitForm",
    "/AA",
    "/RichMedia",
)


def hostile(field: str, n: int) -> str:
    """Return a hostile text with a word before it or without, so that it stands at the beginning too."""
    text = HOSTILE[n % len(HOSTILE)]
    if field.startswith("date."):
        text = text.encode("utf-8", "replace").decode()  # a date as typed holds no half characters: typing cannot make them
    if field.endswith((".name", ".title", ".what", ".condition", ".with_whom", ".about", ".reason", ".service")) and not clean(
        text
    ):
        return "x"
    return text if n % 2 else f"Said: {text}"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    with store_of(tmp_path_factory.mktemp("hostile"), 45, hostile, eventful=45) as book:
        yield book


@pytest.fixture(scope="module", params=PACKS)
def packs(request: pytest.FixtureRequest, book: Casebook, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One pack in every format, its choices hostile too."""
    folder = tmp_path_factory.mktemp("hostile-pack")
    given = {
        name: HOSTILE[n] for n, name in enumerate(("prepared_by", "recipient", "purpose", "sharing_basis", "marking"))
    } | {"strategy_decision": HOSTILE[-3]}  # fmt: skip
    made = {suffix: folder / f"pack{suffix}" for suffix in DOCUMENT_FORMATS}
    for out in made.values():
        book.export(CHILD, out, choices(request.param, **given))
    return made


def test_in_a_pdf(packs: dict[str, Path]) -> None:
    with pikepdf.open(packs[".pdf"]) as pdf:
        assert pdf.check_pdf_syntax() == []
        keys = {
            key for item in pdf.objects if isinstance(item, pikepdf.Dictionary | pikepdf.Stream) for key in dict(item.items())
        }
        kinds = {
            str(value)
            for item in pdf.objects if isinstance(item, pikepdf.Dictionary)
            for key in ("/S", "/Type", "/Subtype") if isinstance(value := item.get(key), pikepdf.Name)
        }  # fmt: skip
        actions = [str(a["/A"]["/S"]) for page in pdf.pages for a in page.get("/Annots", []) if "/A" in a]
        annotations = {str(a["/Subtype"]) for page in pdf.pages for a in page.get("/Annots", [])}
    assert [name for name in ACTING if name in keys | kinds] == []
    assert set(actions) <= {"/GoTo"}
    assert annotations <= {"/Link"}


def test_in_a_word_file(packs: dict[str, Path]) -> None:
    with zipfile.ZipFile(packs[".docx"]) as archive:
        parts = {name: archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()}
    tags = {tag for name, text in parts.items() if name.startswith("word/") for tag in re.findall(r"<(\w+:\w+)", text)}
    assert tags.isdisjoint(
        {"w:instrText", "w:fldChar", "w:object", "w:pict", "w:drawing", "w:altChunk", "w:control", "o:OLEObject"}
    )
    relations = "".join(text for name, text in parts.items() if name.endswith(".rels"))
    assert "TargetMode" not in relations
    assert "example.org" not in relations
    links = re.findall(r"<w:hyperlink [^>]*>", parts["word/document.xml"])
    assert all("w:anchor=" in link and "r:id" not in link for link in links)
    fields = set(re.findall(r'w:instr="([^"]*)"', "".join(parts.values())))
    assert fields <= {" PAGE ", " NUMPAGES "}


def test_in_markdown(packs: dict[str, Path]) -> None:
    text = packs[".md"].read_text(encoding="utf-8")
    for reader in READERS:
        page = Page(reader.render(text))
        assert set(page.tags) <= OWN_TAGS
        assert page.attributes == []


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_in_what_a_terminal_may_show(packs: dict[str, Path], suffix: str) -> None:
    text = packs[suffix].read_text(encoding="utf-8")
    assert HARMLESS.fullmatch(text), ascii([char for char in text if not HARMLESS.fullmatch(char)][:5])
    assert "‹U+202E›" in text


def test_in_tables_and_in_the_record(book: Casebook, tmp_path: Path) -> None:
    for name in ("out.csv", "out.xlsx"):
        book.export(CHILD, tmp_path / name, ExportChoices())
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert len(cells) > 1000
    assert [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}] == []
    workbook = openpyxl.load_workbook(tmp_path / "out.xlsx")
    found = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in found} <= {"s", "n", "inlineStr", "d", "b"}
    assert [cell.hyperlink for cell in found if cell.hyperlink] == []
    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        assert not [name for name in archive.namelist() if "externalLink" in name or "vba" in name or "drawing" in name]
        assert "TargetMode" not in "".join(archive.read(n).decode() for n in archive.namelist() if n.endswith(".rels"))
    book.export_bundle(None, tmp_path / "out.json")
    record = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert any("HYPERLINK" in event["summary"] for event in record["events"])
