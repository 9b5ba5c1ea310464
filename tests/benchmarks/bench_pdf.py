"""How long the PDF of a long chronology takes, and how much memory, beside ReportLab's own tables.

Run from the repository: ``python tests/benchmarks/bench_pdf.py [ROWS ...] [--plain-most ROWS]``. Every measurement is a process
of its own, start-up included; memory is the peak of the process. The rows are those of the PDF tests: six columns, 200 to 400
characters of event text, A4 lying. ReportLab's way, a LongTable of Paragraphs, writes no tags at all.
"""

# ruff: noqa: PLC0415 - each way imports only what it needs, since start-up is measured
from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from html import escape
from pathlib import Path

SIZES = (200, 2_000, 20_000)
REPOSITORY = Path(__file__).resolve().parents[2]


def write_tagged(count: int, out: Path) -> None:
    """Write the report as the product does."""
    from chronology_tui.report.pdf import write_pdf
    from tests.report.pdf.samples import long_report

    with out.open("wb") as file:
        write_pdf(long_report(count), file)


def write_plain(count: int, out: Path) -> None:
    """Write the same rows as ReportLab's LongTable of Paragraphs, as it is usually written."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

    from tests.report.pdf.samples import COLUMNS, long_rows

    style = ParagraphStyle("cell", fontName="Helvetica", fontSize=8.8, leading=11.8)
    texts = [["".join(run.text for line in cell.lines for run in line) for cell in row.cells] for row in long_rows(count)]
    texts.insert(0, [column.heading for column in COLUMNS])
    data = [[Paragraph(escape(text), style) for text in row] for row in texts]
    table = LongTable(data, colWidths=[30, 60, 48, 410, 120, 80], repeatRows=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.4, "grey"), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    SimpleDocTemplate(str(out), pagesize=landscape(A4)).build([table])


WAYS: dict[str, Callable[[int, Path], None]] = {"tagged": write_tagged, "plain": write_plain}


def measure(way: str, count: int) -> tuple[float, float, float]:
    """Return wall seconds, peak memory in MiB and size in MiB of one way in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.pdf"
        begun = time.perf_counter()
        done = subprocess.run(
            [sys.executable, __file__, "--way", way, "--out", str(out), str(count)],
            capture_output=True,
            text=True,
            check=True,
            cwd=REPOSITORY,
        )
        seconds = time.perf_counter() - begun
        return seconds, int(done.stdout) / 1024, out.stat().st_size / 1024**2


def main() -> None:
    """Measure and print a table, or run one way if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--plain-most", type=int, default=20_000, help="do not wait for the plain way beyond so many rows")
    parser.add_argument("--way", choices=WAYS)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    if chosen.way:
        sys.path.insert(0, str(REPOSITORY))
        WAYS[chosen.way](chosen.rows[0], chosen.out)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        return
    heads = ("seconds", "MiB peak", "MiB file", "µs a row", "plain s", "plain MiB", "plain/ours")
    print(f"{'rows':>7} " + " ".join(f"{head:>10}" for head in heads))
    for count in chosen.rows:
        seconds, memory, size = measure("tagged", count)
        line = f"{count:>7,} {seconds:>10.2f} {memory:>10.0f} {size:>10.2f} {seconds / count * 1e6:>10.0f}"
        if count <= chosen.plain_most:
            plain_seconds, plain_memory, _ = measure("plain", count)
            line += f" {plain_seconds:>10.2f} {plain_memory:>10.0f} {plain_seconds / seconds:>9.1f}×"
        print(line, flush=True)


if __name__ == "__main__":
    main()
