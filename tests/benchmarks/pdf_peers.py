"""The rows of ``bench_pdf.py`` as other writers of PDF files set them: each in the way its own documentation shows.

Run by the interpreter of an environment that holds the peers, so it imports nothing of the product:
``python pdf_peers.py WAY ROWS.json FONT.ttf BOLD.ttf OUT.pdf`` prints the peak memory of the process in KiB.
"""

# ruff: noqa: PLC0415 - each way imports only what it needs, since start-up is measured
from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from html import escape
from pathlib import Path

HEADINGS = ("No.", "Date", "Age", "Event", "Source", "Severity")
WIDTHS = (30, 60, 48, 410, 120, 80)
"""Widths of the columns in points."""


def typst(rows: list[list[str]], font: Path, _: Path, out: Path) -> None:
    """Typst, a compiled typesetting system; it tags what it writes."""
    import typst as compiler  # type: ignore[import-not-found,import-untyped,unused-ignore]  # a peer, not a dependency

    data, source = out.with_suffix(".json"), out.with_suffix(".typ")
    data.write_text(json.dumps(rows), encoding="utf-8")
    columns = ",".join(f"{width}pt" for width in WIDTHS)
    heads = ",".join(f'strong("{head}")' for head in HEADINGS)
    source.write_text(
        '#set document(title: "Chronology")\n'
        "#set page(width:842pt,height:595pt,margin:40pt,footer:context align(right)[Page #counter(page).display()])\n"
        '#set text(font:"Atkinson Hyperlegible Next",size:8.8pt,lang:"en",region:"GB")\n'
        f'#let data=json("{data.name}")\n'
        f"#table(columns:({columns}),inset:4pt,stroke:.4pt+gray,table.header({heads}),..data.flatten().map(x=>[#x]))\n",
        encoding="utf-8",
    )
    compiler.compile(str(source), output=str(out), font_paths=[str(font.parent)], ignore_system_fonts=True)


def weasyprint(rows: list[list[str]], font: Path, bold: Path, out: Path) -> None:
    """WeasyPrint, from HTML."""
    import weasyprint as printer  # type: ignore[import-not-found,import-untyped,unused-ignore]  # a peer, not a dependency

    style = (
        "@page{size:A4 landscape;margin:40pt;@bottom-right{content:'Page ' counter(page);font-size:8pt}}"
        f"@font-face{{font-family:F;src:url({font.as_uri()})}}@font-face{{font-family:F;font-weight:bold;src:url({bold.as_uri()})}}"
        "body{font:8.8pt/11.8pt F}table{border-collapse:collapse;table-layout:fixed;width:748pt}tr{break-inside:avoid}"
        "td,th{border:.4pt solid #888;padding:4pt;vertical-align:top;text-align:left;word-wrap:break-word}"
    )
    heads = "".join(f"<th scope=col style='width:{width}pt'>{head}" for head, width in zip(HEADINGS, WIDTHS, strict=True))
    body = "".join("<tr>" + "".join(f"<td>{escape(text)}" for text in row) for row in rows)
    html = (
        f"<html lang=en-GB><title>Chronology</title><style>{style}</style><table><thead><tr>{heads}</thead><tbody>{body}</table>"
    )
    printer.HTML(string=html).write_pdf(str(out))


def fpdf2(rows: list[list[str]], font: Path, bold: Path, out: Path) -> None:
    """fpdf2 with its own tables."""
    from fpdf import FPDF  # type: ignore[import-not-found,import-untyped,unused-ignore]  # a peer, not a dependency

    pdf = FPDF("L", "pt", "A4")
    pdf.set_margin(40)
    pdf.set_auto_page_break(auto=True, margin=40)
    pdf.set_lang("en-GB")
    pdf.add_font("F", "", str(font))
    pdf.add_font("F", "B", str(bold))
    pdf.set_font("F", size=8.8)
    pdf.add_page()
    with pdf.table(col_widths=WIDTHS, width=sum(WIDTHS), line_height=11.8, padding=4, text_align="LEFT") as table:
        table.row(HEADINGS)
        for row in rows:
            table.row(row)
    pdf.output(str(out))


def reportlab(rows: list[list[str]], _: Path, __: Path, out: Path) -> None:
    """ReportLab's LongTable of Paragraphs, as it is usually written; it writes no tags."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

    style = ParagraphStyle("cell", fontName="Helvetica", fontSize=8.8, leading=11.8)
    data = [[Paragraph(escape(text), style) for text in row] for row in (list(HEADINGS), *rows)]
    table = LongTable(data, colWidths=WIDTHS, repeatRows=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.4, "grey"), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    SimpleDocTemplate(str(out), pagesize=landscape(A4)).build([table])


WAYS: dict[str, Callable[[list[list[str]], Path, Path, Path], None]] = {
    "typst": typst, "weasyprint": weasyprint, "fpdf2": fpdf2, "reportlab": reportlab,
}  # fmt: skip

if __name__ == "__main__":
    way, rows_file, font_file, bold_file, out_file = sys.argv[1:]
    rows = json.loads(Path(rows_file).read_text(encoding="utf-8"))
    WAYS[way](rows, Path(font_file), Path(bold_file), Path(out_file))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
