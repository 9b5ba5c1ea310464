"""What assistive technology is told: the structure tree, links, bookmarks and properties of the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from chronology_tui.report.document import Bullets, Paragraph, Quote, ReportDocument, Run, Section, Table
from chronology_tui.report.pdf import BrokenLinkError, write_pdf
from tests.report.pdf.conftest import made
from tests.report.pdf.samples import COLUMNS, chronology_rows, meta, plain, referral, report


def kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    """Return the elements right below ``element``."""
    held = element["/K"]
    items = list(held) if isinstance(held, pikepdf.Array) else [held]
    return [item for item in items if isinstance(item, pikepdf.Dictionary) and "/S" in item]


def walk(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield ``element`` and all below it in reading order."""
    yield element
    for kid in kids(element):
        yield from walk(kid)


def tree(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return the document element."""
    return pdf.Root["/StructTreeRoot"]["/K"][0]


def tags(element: pikepdf.Object) -> list[str]:
    """Return the tags right below ``element``."""
    return [str(kid["/S"])[1:] for kid in kids(element)]


def every(pdf: pikepdf.Pdf, tag: str) -> list[pikepdf.Object]:
    """Return all elements with ``tag`` in reading order."""
    return [element for element in walk(tree(pdf)) if element["/S"] == f"/{tag}"]


def opened(document: ReportDocument, tmp_path: Path) -> pikepdf.Pdf:
    """Return a report as an open file."""
    file = tmp_path / "made.pdf"
    file.write_bytes(made(document))
    return pikepdf.open(file)


def test_one_title_and_a_heading_for_every_section(referral_pdf: pikepdf.Pdf) -> None:
    top = tags(tree(referral_pdf))
    assert top == ["H1", "P"] + ["Sect"] * 6 + ["P"]
    assert [tags(section)[0] for section in kids(tree(referral_pdf))[2:-1]] == ["H2"] * 6


def test_a_table_has_one_head_a_body_for_each_year_and_whole_rows(referral_pdf: pikepdf.Pdf) -> None:
    (table,) = every(referral_pdf, "Table")
    assert tags(table) == ["THead", "TBody", "TBody", "TBody"]
    (head,) = kids(kids(table)[0])
    assert tags(head) == ["TH"] * 6
    assert {str(cell["/A"]["/Scope"]) for cell in kids(head)} == {"/Column"}
    for body in kids(table)[1:]:
        year, *rows = kids(body)
        (heading,) = kids(year)
        assert (str(heading["/A"]["/Scope"]), int(heading["/A"]["/ColSpan"])) == ("/Column", 6)
        for row in rows:
            assert tags(row) == ["TH"] + ["TD"] * 5
            assert kids(row)[0]["/A"]["/Scope"] == "/Row"
    assert len(every(referral_pdf, "TR")) == 24 + 3 + 1
    assert str(table["/A"]["/Summary"]) == "Significant entries of the last 24 months"


def test_repeated_headings_are_artifacts(sample_files: dict[str, Path]) -> None:
    with pikepdf.open(sample_files["many"]) as pdf:
        assert len(pdf.pages) > 5
        assert len(every(pdf, "THead")) == 1
        for page in list(pdf.pages)[1:]:
            content = b"".join(stream.read_bytes() for stream in page.Contents)
            assert content.count(b"/Artifact <</Type/Pagination>> BDC") == len(COLUMNS)


def test_lists_and_quotations_are_what_they_are(referral_pdf: pikepdf.Pdf) -> None:
    lists = every(referral_pdf, "L")
    assert all(tags(item) == ["Lbl", "LBody"] for each in lists for item in kids(each))
    assert [str(each["/A"]["/ListNumbering"]) for each in lists] == ["/None", "/None", "/Disc"]
    (quotation,) = every(referral_pdf, "BlockQuote")
    assert tags(quotation) == ["P", "P"]


def test_the_figure_says_what_it_shows_and_where_it_is(referral_pdf: pikepdf.Pdf) -> None:
    (figure,) = every(referral_pdf, "Figure")
    assert str(figure["/Alt"]).startswith("A bar chart of entries by month")
    left, bottom, right, top = (float(value) for value in figure["/A"]["/BBox"])
    assert 0 < left < right < 595.3
    assert 0 < bottom < top < 841.9


def test_every_mark_on_a_page_belongs_to_the_element_that_claims_it(sample_files: dict[str, Path]) -> None:
    for name in ("referral", "long", "names"):
        with pikepdf.open(sample_files[name]) as pdf:
            numbers = pdf.Root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
            parents = {int(numbers[index]): numbers[index + 1] for index in range(0, len(numbers), 2)}
            assert list(parents) == sorted(parents)
            for page in pdf.pages:
                content = b"".join(stream.read_bytes() for stream in page.Contents)
                marks = [int(mark) for mark in re.findall(rb"/MCID (\d+)", content)]
                assert marks == list(range(len(marks)))
                owners = parents[int(page["/StructParents"])]
                assert len(owners) == len(marks)
                used = re.findall(rb"/([A-Za-z0-9]+) <</MCID \d+>> BDC", content)
                assert [str(owner["/S"])[1:].encode() for owner in owners] == used
                assert content.count(b" BDC") == len(re.findall(rb"\bEMC\b", re.sub(rb"\((?:\\.|[^\\)])*\)", b"", content)))


@pytest.mark.parametrize("name", ["referral", "long", "names", "life"])
def test_every_element_finds_its_content_on_the_right_page(sample_files: dict[str, Path], name: str) -> None:
    with pikepdf.open(sample_files[name]) as pdf:
        numbers = pdf.Root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
        parents = {int(numbers[index]): numbers[index + 1] for index in range(0, len(numbers), 2)}
        owners = {page.obj.objgen: parents[int(page["/StructParents"])] for page in pdf.pages}
        claimed: set[tuple[tuple[int, int], int]] = set()
        for element in walk(tree(pdf)):
            for kid in element["/K"]:
                if isinstance(kid, int):
                    place = (element["/Pg"].objgen, kid)
                elif kid.get("/Type") == "/MCR":
                    place = (kid["/Pg"].objgen, int(kid["/MCID"]))
                else:
                    continue
                assert owners[place[0]][place[1]].objgen == element.objgen
                assert place not in claimed
                claimed.add(place)
        assert len(claimed) == sum(len(marks) for marks in owners.values())


def test_links_lead_both_ways_and_are_in_the_tree(referral_pdf: pikepdf.Pdf) -> None:
    numbers = referral_pdf.Root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = {int(numbers[index]): numbers[index + 1] for index in range(0, len(numbers), 2)}
    pages = [page.obj.objgen for page in referral_pdf.pages]
    leads: Counter[tuple[int, int]] = Counter()
    for index, page in enumerate(referral_pdf.pages):
        for annotation in page.get("/Annots", []):
            assert annotation["/Subtype"] == "/Link"
            assert str(annotation["/Contents"]).startswith("Go to ")
            owner = parents[int(annotation["/StructParent"])]
            assert owner["/S"] == "/Link"
            assert any(
                kid.get("/Obj") is not None and kid["/Obj"].objgen == annotation.objgen
                for kid in owner["/K"]
                if isinstance(kid, pikepdf.Dictionary)
            )
            assert annotation["/A"]["/S"] == "/GoTo"
            leads[index, pages.index(annotation["/A"]["/D"][0].objgen)] += 1
    assert leads[0, 2] >= 5, "entries of the first finding stand in the table"
    assert leads[2, 0] >= 10, "rows lead back to the finding"


def test_a_link_in_a_table_cell_belongs_to_the_cell(referral_pdf: pikepdf.Pdf) -> None:
    (table,) = every(referral_pdf, "Table")
    row = kids(kids(table)[1])[1]
    assert tags(kids(row)[0]) == ["Link"]


def test_a_link_over_two_lines_is_one_link_with_two_places(tmp_path: Path) -> None:
    words = "a link so long that it goes on over the end of the line " * 3
    document = ReportDocument(
        meta(), (Section("S", (Paragraph((Run("Before "), Run(words, target="here"), Run(" after."))),), anchor="here"),)
    )
    with opened(document, tmp_path) as pdf:
        (link,) = every(pdf, "Link")
        places = [kid for kid in link["/K"] if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]
        assert len(places) == 2


def test_a_link_without_a_target_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    class Nothing:
        def write(self, data: bytes) -> int:
            raise AssertionError(data)

    document = report(Paragraph((Run("entry 7", target="entry-7"),)))
    with pytest.raises(BrokenLinkError, match="entry-7"):
        write_pdf(document, Nothing())  # type: ignore[arg-type]


def test_a_row_with_a_cell_too_few_is_refused() -> None:
    row = chronology_rows(1, 1)[0]
    unlinked = replace(row, cells=(replace(row.cells[0], lines=(plain("1"),)), *row.cells[1:-1]))
    with pytest.raises(ValueError, match="rows of \\[5\\] cells in a table of 6 columns"):
        made(report(Table("t", COLUMNS, (unlinked,))))


@pytest.mark.parametrize("change", [{"title": " "}, {"language": ""}, {"language": "English please"}])
def test_a_report_needs_a_title_and_a_language(change: dict[str, str]) -> None:
    document = referral()
    with pytest.raises(ValueError, match=r"title|language"):
        made(replace(document, meta=replace(document.meta, **change)))  # type: ignore[arg-type]


def test_bookmarks_are_the_title_the_sections_and_the_years(referral_pdf: pikepdf.Pdf) -> None:
    with referral_pdf.open_outline() as outline:
        top = [item.title for item in outline.root]
        assert top == [
            "Medical chronology: S.T.",
            "Why now",
            "Extent, pattern and severity",
            "What stands out",
            "The child's voice",
            "What was tried",
            "Significant events, last 24 months",
        ]
        assert [item.title for item in outline.root[-1].children] == ["2022", "2023", "2024"]


def test_properties_agree_and_come_from_the_report(referral_pdf: pikepdf.Pdf) -> None:
    information = referral_pdf.docinfo
    packet = referral_pdf.open_metadata()
    assert packet["dc:title"] == str(information["/Title"]) == "Medical chronology: S.T."
    assert packet["dc:creator"] == [str(information["/Author"])] == ["A. Worker"]
    assert packet["pdf:Keywords"] == str(information["/Keywords"]) == "OFFICIAL-SENSITIVE"
    assert packet["dc:description"] == str(information["/Subject"])
    assert packet["xmp:CreateDate"] == packet["xmp:ModifyDate"] == "2024-08-30T00:00:00Z"
    assert (packet["pdfuaid:part"], packet["pdfaid:part"], packet["pdfaid:conformance"]) == ("1", "2", "A")
    assert str(information["/CreationDate"]) == str(information["/ModDate"]) == "D:20240830000000Z"
    assert referral_pdf.Root["/Lang"] == "en-GB"
    assert referral_pdf.Root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert referral_pdf.Root["/MarkInfo"]["/Marked"]


def test_words_read_from_right_to_left_say_what_they_are(sample_files: dict[str, Path]) -> None:
    with pikepdf.open(sample_files["names"]) as pdf:
        said = [str(span["/ActualText"]) for span in every(pdf, "Span")]
    assert "محمد علی" in said
    assert "السلام عليكم، كيف حالك؟ 123 (قوس)" in said
    assert "שלום" in said


def test_content_is_compressed_and_not_ascii85(sample_files: dict[str, Path]) -> None:
    with pikepdf.open(sample_files["many"]) as pdf:
        for page in pdf.pages:
            assert all(stream["/Filter"] == "/FlateDecode" for stream in page.Contents)
    assert sample_files["many"].stat().st_size < 150_000


def test_a_file_without_blocks_still_has_its_title(tmp_path: Path) -> None:
    with opened(ReportDocument(meta(), (Section("Empty", (Bullets(()), Quote("", ()), Paragraph(()))),)), tmp_path) as pdf:
        assert tags(tree(pdf))[0] == "H1"
        assert len(pdf.pages) == 1
