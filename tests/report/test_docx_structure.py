"""The structure of the Word file: what Word, a screen reader and its Accessibility Checker need, and nothing that acts."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree.ElementTree import Element, fromstring

import docx
import pytest
from docx.enum.section import WD_ORIENT
from reportlab.pdfbase.pdfmetrics import stringWidth

from chronology_tui.domain.scales import Severity
from chronology_tui.report.document import (
    Cell,
    Column,
    ColumnKind,
    Look,
    Paragraph,
    Quote,
    ReportDocument,
    Row,
    Run,
    Section,
    Subheading,
    Table,
)
from chronology_tui.report.docx import theme, write_docx
from chronology_tui.report.docx.column_widths import CELL_PADDING, column_widths
from chronology_tui.report.links import BrokenLinkError
from chronology_tui.report.pdf import theme as pdf_theme
from tests.report.docx_reading import W, WordFile, every_block, made, style_of
from tests.report.pdf.samples import AS_OF, COLUMNS, SAMPLES, long_rows, referral, report

# The order of child elements in the schema (ECMA-376, part 1, annex A), as far as the writer uses them.
_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs bidi spacing ind contextualSpacing jc outlineLvl rPr sectPr"
)
_RUN = "rStyle rFonts b bCs i iCs noProof color sz szCs u rtl lang"
_CELL = "tcW tcBorders shd vAlign"
_TABLE = "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription"
_EDGES = "top left bottom right insideH insideV"
ORDER = {
    parent: children.split()
    for parent, children in {
        "pPr": _PARAGRAPH,
        "rPr": _RUN,
        "tcPr": _CELL,
        "tblPr": _TABLE,
        "trPr": "cantSplit tblHeader",
        "tbl": "tblPr tblGrid tr",
        "tr": "trPr tc",
        "tc": "tcPr p",
        "r": "rPr t",
        "sectPr": "headerReference footerReference type pgSz pgMar cols",
        "style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr tblStylePr",
        "tblStylePr": "pPr rPr tblPr trPr tcPr",
        "styles": "docDefaults style",
        "docDefaults": "rPrDefault pPrDefault",
        "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
        "numbering": "abstractNum num",
        "abstractNum": "multiLevelType lvl",
        "lvl": "start numFmt pStyle lvlText lvlJc pPr",
        "pBdr": _EDGES,
        "tblBorders": _EDGES,
        "tcBorders": _EDGES,
        "tblCellMar": _EDGES,
    }.items()
}


def out_of_order(root: Element) -> list[str]:
    """Return the elements whose children are not in the order of the schema, or not known to it here."""
    faults = []
    for element in root.iter():
        order = ORDER.get(element.tag.removeprefix(W))
        if order is None:
            continue
        names = [child.tag.removeprefix(W) for child in element]
        if element.tag == f"{W}r":
            names = ["t" if name in {"tab", "br"} else name for name in names]
        places = [order.index(name) if name in order else -1 for name in names]
        if -1 in places or places != sorted(places):
            faults.append(f"{element.tag.removeprefix(W)}: {names}")
    return faults


@pytest.fixture(scope="module")
def whole() -> WordFile:
    return made(every_block())


@pytest.fixture(scope="module")
def pack() -> WordFile:
    return made(referral())


@pytest.mark.parametrize("name", SAMPLES)
def test_every_part_keeps_the_order_of_the_schema_and_opens(name: str) -> None:
    file = made(SAMPLES[name]())
    assert [
        fault for part in file.parts if part.startswith("word/") and "rels" not in part for fault in out_of_order(file.xml(part))
    ] == []
    style = docx.Document(io.BytesIO(file.data)).paragraphs[0].style
    assert style is not None
    assert style.name == "Title"


def test_the_check_of_order_finds_a_fault() -> None:
    wrong = f'<w:pPr xmlns:w="{W[1:-1]}"><w:bidi/><w:pStyle/></w:pPr>'
    assert out_of_order(fromstring(wrong)) == ["pPr: ['bidi', 'pStyle']"]  # noqa: S314


def test_every_style_that_is_used_is_defined_once(whole: WordFile) -> None:
    defined = [style.attrib[f"{W}styleId"] for style in whole.xml("word/styles.xml").iter(f"{W}style")]
    assert len(defined) == len(set(defined))
    used = {
        each.attrib[f"{W}val"]
        for name in ("document", "header1", "footer1", "header2", "footer2")
        for tag in ("pStyle", "rStyle", "tblStyle")
        for each in whole.xml(f"word/{name}.xml").iter(W + tag)
    }
    assert used <= set(defined)
    assert {"Title", "Subtitle", "Heading1", "Heading2", "ListBullet", "Quote", "Caption", "ChronologyTable"} <= used


def test_headings_go_down_one_level_at_a_time(whole: WordFile) -> None:
    levels = [int(style[-1]) for style, _ in whole.paragraphs() if re.fullmatch("Heading[1-9]", style)]
    # three sections; a finding under the third, then a subheading with a finding under it
    assert levels == [1, 1, 1, 2, 2, 3]


def test_bullets_are_a_real_list(whole: WordFile) -> None:
    style = next(each for each in whole.xml("word/styles.xml").iter(f"{W}style") if each.attrib[f"{W}styleId"] == "ListBullet")
    number = style.find(f"{W}pPr/{W}numPr/{W}numId")
    assert number is not None
    listed = {each.attrib[f"{W}numId"] for each in whole.xml("word/numbering.xml").iter(f"{W}num")}
    assert number.attrib[f"{W}val"] in listed


def test_a_table_says_what_it_is_and_repeats_its_one_header_row(pack: WordFile) -> None:
    (table,) = pack.body.iter(f"{W}tbl")
    said = {tag: table.find(f"{W}tblPr/{W}{tag}").attrib[f"{W}val"] for tag in ("tblCaption", "tblDescription")}  # type: ignore[union-attr]
    assert said == {
        "tblCaption": "Significant entries of the last 24 months",
        "tblDescription": "Each row gives: No., Date, Age, Event, impact, action, Source, Severity.",
    }
    look = table.find(f"{W}tblPr/{W}tblLook")
    assert look is not None
    assert (look.attrib[f"{W}firstRow"], look.attrib[f"{W}firstColumn"]) == ("1", "1")
    rows = table.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * 24
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_a_table_is_simple_so_that_the_accessibility_checker_accepts_it(pack: WordFile) -> None:
    (table,) = pack.body.iter(f"{W}tbl")
    assert {len(row.findall(f"{W}tc")) for row in table.findall(f"{W}tr")} == {len(COLUMNS)}
    assert not [tag for tag in ("gridSpan", "vMerge", "hMerge") if list(table.iter(W + tag))]
    assert not list(table.iterfind(f".//{W}tc//{W}tbl"))
    grid = [int(each.attrib[f"{W}w"]) for each in table.iter(f"{W}gridCol")]
    for row in table.findall(f"{W}tr"):
        assert [int(each.attrib[f"{W}w"]) for each in row.iter(f"{W}tcW")] == grid
    assert sum(grid) == theme.text_width(landscape=False)
    assert grid[3] == max(grid)


def test_only_a_row_taller_than_a_page_may_be_split() -> None:
    columns = (Column("No.", ColumnKind.NUMBER), Column("Event", ColumnKind.TEXT))
    long, short = (Row((Cell(()), Cell(((Run("word " * count),),)))) for count in (1500, 300))
    body = made(report(Table("t", columns, (long, short)))).body
    assert [row.find(f"{W}trPr/{W}cantSplit") is None for row in body.iter(f"{W}tr")] == [False, True, False]


def test_a_group_is_the_first_line_of_its_first_row(pack: WordFile) -> None:
    rows = list(pack.body.iter(f"{W}tr"))[1:]
    groups = {
        index: "".join(p.itertext()) for index, row in enumerate(rows) for p in row.iter(f"{W}p") if style_of(p) == "TableGroup"
    }
    assert list(groups.values()) == ["2022", "2023", "2024"]
    assert [style_of(p) for p in rows[0].iter(f"{W}p")][:2] == ["TableGroup", "TableText"]


def test_severity_is_a_word_with_squares_and_a_tint() -> None:
    file = made(every_block())
    cells = [row.findall(f"{W}tc")[-1] for row in list(file.body.iter(f"{W}tr"))[1:]]
    texts = ["".join(cell.itertext()) for cell in cells]
    assert texts == ["not rated", "none □□□□", "low ■□□□", "moderate ■■□□", "high ■■■□", "critical ■■■■"]
    fills = [None if (shade := cell.find(f"{W}tcPr/{W}shd")) is None else shade.attrib[f"{W}fill"] for cell in cells]
    assert fills == [None, None, "F6F5E3", "FAECD3", "F6D9CB", "EEC3CB"]


def test_the_colours_are_those_of_the_pdf() -> None:
    def code(colour: pdf_theme.Colour) -> str:
        return "".join(f"{round(part * 255):02X}" for part in colour)

    for severity in Severity:
        look, other = theme.SEVERITY[severity], pdf_theme.SEVERITY[severity]
        assert (look.ink, look.tint) == (code(other.word), code(other.tint))
    assert {level: code(ink) for level, ink in pdf_theme.LEVEL.items()} == theme.LEVEL_INK
    assert tuple(code(each) for each in (pdf_theme.INK, pdf_theme.QUIET_INK, pdf_theme.LABEL_INK)) == (
        theme.INK,
        theme.QUIET_INK,
        theme.LABEL_INK,
    )
    assert (code(pdf_theme.HEADING_INK), code(pdf_theme.LINK_INK)) == (theme.HEADING_INK, theme.LINK_INK)


def test_links_lead_both_ways_between_findings_and_entries(pack: WordFile) -> None:
    marks = {each.attrib[f"{W}name"]: each.attrib[f"{W}id"] for each in pack.body.iter(f"{W}bookmarkStart")}
    assert sorted(marks.values()) == sorted(each.attrib[f"{W}id"] for each in pack.body.iter(f"{W}bookmarkEnd"))
    assert len(set(marks.values())) == len(marks)
    links = [(each.attrib[f"{W}anchor"], "".join(each.itertext())) for each in pack.body.iter(f"{W}hyperlink")]
    assert ("entry_97", "97") in links
    assert ("finding_1", "97") in links
    assert {anchor for anchor, _ in links} == marks.keys()
    holder = next(p for p in pack.body.iter(f"{W}p") if any(m.get(f"{W}name") == "finding_1" for m in p))
    assert style_of(holder) == "Heading2"


def test_bookmarks_have_names_that_word_takes_and_no_two_are_the_same() -> None:
    anchors = ("Entry-1", "entry-1", "entry_1", "9", "é", "x" * 90, "x" * 91, "a b", "")
    targets = [anchor for anchor in anchors if anchor]
    links = Paragraph(tuple(Run(anchor, target=anchor) for anchor in targets))
    body = made(report(*(Subheading("Here", anchor) for anchor in anchors), links)).body
    names = [each.attrib[f"{W}name"] for each in body.iter(f"{W}bookmarkStart")]
    assert len(names) == len({name.casefold() for name in names}) == len(targets)
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9_]{0,39}", name) for name in names)
    assert [each.attrib[f"{W}anchor"] for each in body.iter(f"{W}hyperlink")] == names


def test_a_link_without_a_target_is_refused_and_nothing_is_written() -> None:
    out = io.BytesIO()
    with pytest.raises(BrokenLinkError, match="nowhere"):
        write_docx(report(Quote("words", (Run("there", target="nowhere"),))), out)
    assert out.getvalue() == b""


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (report(Table("t", COLUMNS, (Row((Cell(()),)),))), r"rows of \[1\] cells in a table of 6 columns"),
        (report(Table("t", (), ())), "of 0 columns"),
        (ReportDocument(replace(every_block().meta, title=" "), ()), "needs a title"),
        (ReportDocument(replace(every_block().meta, language='en"><x'), ()), "not a language tag"),
    ],
)
def test_a_faulty_report_is_refused_and_nothing_is_written(document: ReportDocument, reason: str) -> None:
    out = io.BytesIO()
    with pytest.raises(ValueError, match=reason):
        write_docx(document, out)
    assert out.getvalue() == b""


def test_the_language_is_that_of_the_report_everywhere(whole: WordFile) -> None:
    defaults = whole.xml("word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert defaults is not None
    assert defaults.attrib[f"{W}val"] == "en-GB"
    others = [
        each
        for name in whole.parts
        if name.startswith("word/") and name.endswith(".xml")
        for each in whole.xml(name).iter(f"{W}lang")
    ]
    assert len(others) == 1
    assert b"en-US" not in b"".join(whole.parts.values())


def test_pages_are_a4_and_lie_where_the_section_does(whole: WordFile) -> None:
    sections = docx.Document(io.BytesIO(whole.data)).sections
    assert [section.orientation for section in sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    millimetres = [(round(section.page_width.mm), round(section.page_height.mm)) for section in sections]  # type: ignore[union-attr]
    assert millimetres == [(210, 297), (297, 210), (210, 297)]
    (table,) = whole.body.iter(f"{W}tbl")
    assert sum(int(each.attrib[f"{W}w"]) for each in table.iter(f"{W}gridCol")) == theme.text_width(landscape=True)
    # the third section begins on a fresh page by its turn alone: a page break as well would leave a blank page
    assert not list(whole.body.iter(f"{W}pageBreakBefore"))


def test_a_section_on_a_fresh_page_begins_with_a_break() -> None:
    sections = (Section("One", ()), Section("Two", (), new_page=True), Section("Three", ()))
    body = made(ReportDocument(every_block().meta, sections)).body
    broken = ["".join(p.itertext()) for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert broken == ["Two"]


def test_every_page_carries_marking_footer_and_page_number(whole: WordFile) -> None:
    document = docx.Document(io.BytesIO(whole.data))
    for section in document.sections:
        assert [p.text for p in section.header.paragraphs] == ["Words of a person"]
        (footer,) = fromstring(section.footer.part.blob)  # noqa: S314
        assert "".join(footer.itertext()) == "Words of a personPage 1 of 1"
        assert [each.attrib[f"{W}instr"].strip() for each in footer.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]


def test_the_properties_come_from_the_report_alone(pack: WordFile) -> None:
    properties = docx.Document(io.BytesIO(pack.data)).core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == (
        "Medical chronology: S.T.",
        "A. Worker",
        "A. Worker",
    )
    assert properties.subject.startswith("For referral to children's social care")
    assert (properties.language, properties.keywords, properties.comments) == ("en-GB", "OFFICIAL-SENSITIVE", "")
    day = datetime(AS_OF.year, AS_OF.month, AS_OF.day, tzinfo=UTC)
    assert properties.created == properties.modified == day
    assert b"python-docx" not in pack.data
    assert b"python-docx" not in b"".join(pack.parts.values())


def test_a_long_property_is_cut_and_hostile_ones_are_text() -> None:
    meta = replace(every_block().meta, title="x" * 300, author="<dc:creator>\x00\n_x0041_\x0b&amp;", marking="")
    properties = docx.Document(io.BytesIO(made(ReportDocument(meta, ())).data)).core_properties
    assert properties.title == "x" * 254 + "…"
    assert properties.author == "<dc:creator>␀ _x0041_ &amp;"


def test_the_package_holds_no_more_than_it_needs_and_points_nowhere_outside(whole: WordFile) -> None:
    assert next(iter(whole.parts)) == "[Content_Types].xml"
    assert {re.sub(r"\d", "", name) for name in whole.parts} == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/footer.xml",
        "word/header.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
    }
    for name, part in whole.parts.items():
        if name.endswith(".rels"):
            for relation in fromstring(part):  # noqa: S314
                assert "TargetMode" not in relation.attrib
                target = relation.attrib["Target"]
                assert (target if name == "_rels/.rels" else f"word/{target}") in whole.parts


@pytest.mark.parametrize(
    ("look", "face", "least", "body"),
    [(Look.STANDARD, "Calibri", 9, 11), (Look.COURT, "Arial", 12, 12), (Look.LARGE, "Arial", 14, 16)],
)
def test_each_look_has_its_face_and_least_size(look: Look, face: str, least: float, body: float) -> None:
    document = referral()
    styles = made(replace(document, meta=replace(document.meta, look=look))).xml("word/styles.xml")
    sizes = [int(each.attrib[f"{W}val"]) / 2 for each in styles.iter(f"{W}sz")]
    assert min(sizes) == least
    assert sizes[0] == body
    fonts = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    assert fonts is not None
    assert fonts.attrib[f"{W}ascii"] == face
    assert not list(styles.iter(f"{W}i"))


@pytest.mark.parametrize(
    "kinds", [list(ColumnKind), [ColumnKind.TEXT], [ColumnKind.DATE] * 30, [ColumnKind.NUMBER, ColumnKind.SHORT]]
)
@pytest.mark.parametrize("size", [10.0, 14.0])
def test_columns_fill_the_page_and_text_takes_the_rest(kinds: list[ColumnKind], size: float) -> None:
    widths = column_widths(Table("t", tuple(Column("Heading", kind) for kind in kinds), ()), 9864, size)
    assert sum(widths) == 9864
    assert min(widths) > 0
    if ColumnKind.TEXT in kinds:
        assert widths[kinds.index(ColumnKind.TEXT)] >= 9864 * 0.29


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize("landscape", [False, True])
def test_no_word_of_a_narrow_column_is_broken_in_any_look(look: Look, landscape: bool) -> None:
    type_ = theme.TYPE[look]
    (table,) = (block for section in referral().sections for block in section.blocks if isinstance(block, Table))
    widths = column_widths(table, theme.text_width(landscape=landscape), type_.table)
    # bold Arial: a year, a long month, the longest word of a source, the longest severity, its heading
    for index, words in ((0, "2024"), (1, "February"), (4, "Physiotherapy"), (5, "moderate"), (5, "Severity")):
        assert stringWidth(words, "Helvetica-Bold", type_.table) * theme.TWIP <= widths[index] - CELL_PADDING, words


def test_progress_is_told_row_by_row_and_what_it_raises_ends_the_writing() -> None:
    document = report(Table("t", COLUMNS, long_rows(600)))
    told: list[tuple[int, int]] = []
    write_docx(document, io.BytesIO(), lambda done, of: told.append((done, of)))
    assert told == [(250, 600), (500, 600), (600, 600)]

    def stop(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_docx(document, io.BytesIO(), stop)


def test_a_report_of_another_day_says_so() -> None:
    document = every_block()
    later = replace(document, meta=replace(document.meta, as_of=date(2025, 1, 2)))
    assert b"2025-01-02T00:00:00Z" in made(later).parts["docProps/core.xml"]
