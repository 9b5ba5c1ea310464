"""Pages that stand and pages that lie in one file, and headings below those of sections."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest

from chronology_tui.report.document import Paragraph, ReportDocument, Run, Section, Subheading, Table
from tests.report.pdf.recording import laid_out
from tests.report.pdf.samples import COLUMNS, chronology_rows, meta, mixed, plain
from tests.report.pdf.test_pdf_structure import every, kids, opened, tags, tree

UPRIGHT, LYING = [0, 0, 595.28, 841.89], [0, 0, 841.89, 595.28]
SHORT = (Paragraph(plain("Words.")),)


def boxes(pdf: pikepdf.Pdf) -> list[list[float]]:
    """Return the size of every page."""
    return [[float(edge) for edge in page.MediaBox] for page in pdf.pages]


def test_each_section_lies_as_it_asks(sample_files: dict[str, Path]) -> None:
    with pikepdf.open(sample_files["mixed"]) as pdf:
        assert boxes(pdf) == [UPRIGHT, LYING, LYING, UPRIGHT, LYING]


def test_a_page_begins_only_where_the_side_changes() -> None:
    recorder = laid_out(mixed())
    pages = {text.text: text.page for text in recorder.texts if text.tag == "H2"}
    assert pages["Lying"] == pages["Upright"] + 1
    assert pages["Lying too"] == pages["Upright again"] - 1
    assert pages["Lying at the end"] == pages["Upright again"] + 1
    assert {text.page for text in recorder.texts} == set(range(1, recorder.page + 1)), "no page is empty"


@pytest.mark.parametrize("landscape", [True, False])
def test_the_title_lies_as_the_first_section(landscape: bool, tmp_path: Path) -> None:
    document = ReportDocument(meta(), (Section("First", SHORT, landscape=landscape), Section("Next", SHORT, landscape=landscape)))
    with opened(document, tmp_path) as pdf:
        assert boxes(pdf) == [LYING if landscape else UPRIGHT]


def test_marking_and_foot_stand_where_the_side_has_them(sample_files: dict[str, Path]) -> None:
    with pikepdf.open(sample_files["mixed"]) as pdf:
        for page in pdf.pages:
            width, height = (float(edge) for edge in list(page.MediaBox)[2:])
            body, foot = (stream.read_bytes().decode("latin-1") for stream in page.Contents)
            header = re.search(r"Subtype/Header.*?BT 1 0 0 1 (\S+) (\S+) Tm", body, re.DOTALL)
            assert header is not None
            assert abs(float(header[1]) - width / 2) < 70
            assert height - 45 < float(header[2]) < height - 20
            places = [(float(x), float(y)) for x, y in re.findall(r"BT 1 0 0 1 (\S+) (\S+) Tm", foot)]
            assert places[0][0] == 46
            assert width - 46 - 90 < places[1][0] < width - 46
            assert all(10 < y < 48 for _, y in places)


def test_links_lead_from_one_side_to_the_other(sample_files: dict[str, Path]) -> None:
    with pikepdf.open(sample_files["mixed"]) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        (there,) = pdf.pages[0]["/Annots"]
        (back,) = pdf.pages[3]["/Annots"]
        assert numbers[there["/A"]["/D"][0].objgen] in {1, 2}
        assert float(there["/A"]["/D"][3]) < 595.28
        assert numbers[back["/A"]["/D"][0].objgen] == 1
        assert float(back["/A"]["/D"][3]) > 500


def sectioned(*sections: Section) -> ReportDocument:
    """Return a report of sections."""
    return ReportDocument(meta(), sections)


def test_a_subheading_is_a_heading_of_the_third_level_with_a_bookmark_inside(tmp_path: Path) -> None:
    rows = tuple(row for row in chronology_rows(1, 14))
    unlinked = tuple(type(row)((type(row.cells[0])((plain("1"),)), *row.cells[1:]), row.anchor, row.group) for row in rows)
    document = sectioned(
        Section(
            "Section",
            (
                Paragraph((Run("To the "), Run("table", target="here"))),
                Subheading("Inside", "here"),
                Table("t", COLUMNS, unlinked),
            ),
        ),
        Section("Next", (Table("t", COLUMNS, unlinked),)),
    )
    with opened(document, tmp_path) as pdf:
        section = kids(tree(pdf))[2]
        assert tags(section) == ["H2", "P", "H3", "Table"]
        with pdf.open_outline() as outline:
            _, first, second = outline.root
            assert [item.title for item in first.children] == ["Inside"]
            years = ["2022", "2023"]
            assert [item.title for item in first.children[0].children] == years
            assert [item.title for item in second.children] == years
        (link,) = pdf.pages[0]["/Annots"]
        assert float(link["/A"]["/D"][3]) > 600


def test_no_level_is_left_out_where_a_section_has_no_heading(tmp_path: Path) -> None:
    with opened(sectioned(Section("", (Subheading("Alone"), *SHORT))), tmp_path) as pdf:
        assert tags(kids(tree(pdf))[2]) == ["H2", "P"]
        assert every(pdf, "H3") == []


@pytest.mark.parametrize("filler", range(44, 56))
def test_a_subheading_stays_with_what_follows(filler: int) -> None:
    lines = Paragraph(plain("line\n" * filler + "line"))
    recorder = laid_out(sectioned(Section("S", (lines, Subheading("Inside"), Paragraph(plain("word " * 200))))))
    heading, following = next(
        (this, after) for this, after in zip(recorder.texts, recorder.texts[1:], strict=False) if this.tag == "H3"
    )
    assert heading.page == following.page
    assert heading.y < following.y
