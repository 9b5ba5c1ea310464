"""The gallery: example packs made from the invented case, rebuilt by one command and compared in the tests.

Run ``python -m chronology_tui.services.gallery exports`` from the repository.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from chronology_tui.services.demo import open_demo

PACKS = ("referral",)
"""Packs in the gallery."""


def build_gallery(folder: Path) -> tuple[Path, ...]:
    """Write every pack of the invented case into ``folder`` and return the files; the bytes are the same in every run."""
    written = []
    with open_demo() as casebook:
        (child,) = casebook.children()
        for pack in PACKS:
            out = folder / f"demo-{pack}.pdf"
            casebook.export(
                child.id,
                out,
                pack,
                overwrite=True,
                prepared_by="A. Worker, health visitor, Northfield 0–19 service",
                recipient="Northfield children's social care",
                purpose="Referral for assessment",
                sharing_basis="Safeguarding children: public task, Children Act 2004 section 11",
            )
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
