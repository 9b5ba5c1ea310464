"""How long the PDF of a long chronology takes, and how much memory, beside other writers on the same rows.

Run from the repository: ``python tests/benchmarks/bench_pdf.py [ROWS ...] [--peers PYTHON] [--prototype FOLDER] [--most ROWS]``.
Every measurement is a process of its own, start-up included; memory is the peak of the process; the best of ``--repeat`` runs
counts. The rows are those of the PDF tests: six columns, 200 to 400 characters of event text, A4 lying.

- ``ours``: the tagged PDF of those rows. ``pack``: the whole ``full`` pack of so many entries: every section, every field, with
  building and checking code (the analysis and reading the store are not part of it).
- ``--peers PYTHON``: the interpreter of an environment with typst, weasyprint, fpdf2 and reportlab; what it lacks is left out.
- ``--prototype FOLDER``: a folder with the proof that the goal of ``report.md`` is set against (``rl_f_fast.py``).
"""

# ruff: noqa: PLC0415 - each way imports only what it needs, since start-up is measured
from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

SIZES = (200, 2_000, 20_000)
REPOSITORY = Path(__file__).resolve().parents[2]
PEERS = ("typst", "weasyprint", "fpdf2", "reportlab")
_SLOW = {"weasyprint": 2_000, "fpdf2": 2_000, "reportlab": 2_000}
"""Peers whose time beyond so many rows is minutes: they are only measured there when ``--most`` asks for it."""


@dataclass(frozen=True)
class Figure:
    """Wall seconds, peak memory in MiB, size of the file in MiB."""

    seconds: float
    memory: float
    size: float


def write_ours(count: int, out: Path) -> None:
    """Write the rows as the product does."""
    from chronology_tui.report.pdf import write_pdf
    from tests.report.pdf.samples import long_report

    with out.open("wb") as file:
        write_pdf(long_report(count), file)


def write_pack(count: int, out: Path) -> None:
    """Write the full pack of an invented chronology of so many entries."""
    from datetime import date

    from chronology_tui.analysis.engine import analyse
    from chronology_tui.analysis.policy import DEFAULT_POLICY
    from chronology_tui.report.builder import build_report
    from chronology_tui.report.pdf import write_pdf
    from chronology_tui.report.request import ReportRequest
    from tests.benchmarks.bench_analysis import chronology as invented

    chronology = invented(count)
    day = date(2026, 11, 20)
    analysis = analyse(chronology.where(lambda _: False), DEFAULT_POLICY, day)
    begun = time.perf_counter()
    with out.open("wb") as file:
        write_pdf(build_report(ReportRequest(chronology, analysis, day, "full")), file)
    print(f"pack {time.perf_counter() - begun}")


def rows_of(count: int) -> list[list[str]]:
    """Return the rows as texts."""
    from tests.report.pdf.samples import long_rows

    return [["".join(run.text for line in cell.lines for run in line) for cell in row.cells] for row in long_rows(count)]


def measure(command: list[str], out: Path, repeat: int, folder: Path = REPOSITORY) -> Figure | None:
    """Return the best of some runs of a command that prints its peak memory last; None where it cannot run."""
    best: Figure | None = None
    for _ in range(repeat):
        begun = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
        seconds = time.perf_counter() - begun
        if done.returncode != 0:
            return None
        lines = done.stdout.split()
        if lines[:1] == ["pack"]:
            seconds = float(lines[1])
        memory = int(lines[-1]) / 1024 if lines and lines[-1].isdigit() else float("nan")
        figure = Figure(seconds, memory, out.stat().st_size / 1024**2)
        best = figure if best is None or figure.seconds < best.seconds else best
    return best


def figures(count: int, chosen: argparse.Namespace, folder: Path) -> dict[str, Figure]:
    """Measure every way that can be measured at one size."""
    out = folder / "out.pdf"
    rows = folder / "rows.json"
    rows.write_text(json.dumps(rows_of(count)), encoding="utf-8")
    fonts = REPOSITORY / "chronology_tui" / "report" / "pdf" / "fonts"
    font, bold = (fonts / f"AtkinsonHyperlegibleNext-{weight}.ttf" for weight in ("Regular", "Bold"))
    found: dict[str, Figure | None] = {}
    for way in ("ours", "pack"):
        found[way] = measure([sys.executable, __file__, "--way", way, "--out", str(out), str(count)], out, chosen.repeat)
    if chosen.prototype is not None:
        copy = folder / "prototype"
        shutil.copytree(chosen.prototype, copy, dirs_exist_ok=True)
        levels = {"low": "Low", "moderate": "Medium", "high": "High", "critical": "Critical"}  # the only words it knows
        known = [[*row[:-1], levels.get(row[-1], "Low")] for row in json.loads(rows.read_text(encoding="utf-8"))]
        (copy / f"rows{count}.json").write_text(json.dumps(known), encoding="utf-8")
        script = (
            "import resource, runpy, sys; sys.argv = sys.argv[1:]; sys.path.insert(0, '.'); "
            "runpy.run_path(sys.argv[0], run_name='__main__'); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        command = [sys.executable, "-c", script, "rl_f_fast.py", str(count), str(out)]
        found["prototype"] = measure(command, out, chosen.repeat, copy)
    for way in PEERS if chosen.peers is not None else ():
        if count <= chosen.most.get(way, chosen.all):
            script = str(Path(__file__).with_name("pdf_peers.py"))
            command = [chosen.peers, script, way, str(rows), str(font), str(bold), str(out)]
            found[way] = measure(command, out, 1 if count > 2_000 else chosen.repeat)
    for way, figure in found.items():
        if figure is None:
            print(f"  {way} cannot run here", flush=True)
    return {way: figure for way, figure in found.items() if figure is not None}


def main() -> None:
    """Measure and print a table, or run one way if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--peers", metavar="PYTHON")
    parser.add_argument("--prototype", type=Path, metavar="FOLDER")
    parser.add_argument("--most", type=int, metavar="ROWS", help="also measure the slow peers up to so many rows")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--way", choices=("ours", "pack"))
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    sys.path.insert(0, str(REPOSITORY))
    if chosen.way:
        (write_ours if chosen.way == "ours" else write_pack)(chosen.rows[0], chosen.out)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        return
    chosen.all = max(chosen.rows)
    chosen.most = {way: chosen.most or most for way, most in _SLOW.items()}
    print(f"{'rows':>7} {'way':<11} {'seconds':>9} {'MiB peak':>9} {'MiB file':>9} {'times ours':>11} {'µs a row':>9}")
    for count in chosen.rows:
        with tempfile.TemporaryDirectory() as folder:
            found = figures(count, chosen, Path(folder))
        ours = found["ours"].seconds
        for way, figure in found.items():
            print(
                f"{count:>7,} {way:<11} {figure.seconds:>9.2f} {figure.memory:>9.0f} {figure.size:>9.2f} "
                f"{figure.seconds / ours:>10.2f}× {figure.seconds / count * 1e6:>9.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
