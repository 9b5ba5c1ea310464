"""The gallery: example packs made from the invented case, rebuilt by one command and compared in the tests.

Run ``python -m chronology_tui.services.gallery exports`` from the repository.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Container
from dataclasses import replace
from pathlib import Path

from chronology_tui.report.packs import PACKS
from chronology_tui.services.demo import open_demo
from chronology_tui.services.export_choices import ExportChoices

PREPARED_BY = "A. Worker, health visitor, Northfield 0–19 service"
BASIS = "Safeguarding children: public task, Children Act 2004 section 11"

GALLERY: tuple[ExportChoices, ...] = (
    ExportChoices(pack="referral", recipient="Northfield children's social care", purpose="Referral for assessment"),
    ExportChoices(pack="cin", recipient="the family and the team around them", purpose="Child in Need meeting"),
    ExportChoices(pack="conference", recipient="the chair and members of the conference", purpose="Child protection conference"),
    ExportChoices(pack="court", recipient="Northfield Family Court", purpose="Public Law Outline"),
    ExportChoices(
        pack="perplexing",
        recipient="the named doctor",
        purpose="Strategy discussion",
        strategy_decision="18 November 2026, strategy meeting: carers are not told yet",
    ),
    ExportChoices(pack="supervision", recipient="the supervisor", purpose="Reflective supervision"),
    ExportChoices(pack="full", recipient="the record", purpose="Transfer of the whole record"),
)
"""The packs of the gallery with what is chosen for each."""


def build_gallery(folder: Path, packs: Container[str] = PACKS) -> tuple[Path, ...]:
    """Write packs of the invented case into ``folder`` and return the files; the bytes are the same in every run."""
    written = []
    with open_demo() as casebook:
        child = casebook.children()[0]
        for choices in GALLERY:
            if choices.pack in packs:
                out = folder / f"demo-{choices.pack}.pdf"
                chosen = replace(choices, prepared_by=PREPARED_BY, sharing_basis=BASIS)
                casebook.export(child.id, out, chosen, overwrite=True)
                written.append(out)
    return tuple(written)


def first_page_picture(pdf: Path) -> Path | None:
    """Write a picture of the first page beside a PDF, where poppler's ``pdftoppm`` is installed."""
    tool = shutil.which("pdftoppm")
    if tool is None:
        return None
    subprocess.run([tool, "-png", "-r", "70", "-singlefile", str(pdf), str(pdf.with_suffix(""))], check=True)  # noqa: S603
    return pdf.with_suffix(".png")


if __name__ == "__main__":
    for made in build_gallery(Path(sys.argv[1])):
        first_page_picture(made)
        sys.stdout.write(f"{made}\n")
