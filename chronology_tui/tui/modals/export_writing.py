"""Writing an export in a worker thread: what is there is asked about first, what is under way can be stopped."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event as Flag
from typing import TYPE_CHECKING
from uuid import UUID

from chronology_tui.errors import ChronologyError

if TYPE_CHECKING:
    from chronology_tui.services import Casebook, ExportResult
    from chronology_tui.services.export_choices import ExportChoices


@dataclass
class Job:
    """One attempt to write an export.

    Attributes:
        casebook, child, out, choices: what is written where.
        password: of the protected copy; empty for none.
        allowed: files that the reader allows to be written over.
        stop: set when the reader wants it stopped.
        part: how much of it is done, from 0 to 1.
    """

    casebook: Casebook
    child: UUID
    out: Path
    choices: ExportChoices
    password: str = field(repr=False)
    allowed: frozenset[Path]
    stop: Flag
    part: float = 0.0

    def on_progress(self, part: float) -> None:
        """Note how much is done.

        Raises:
            ExportCancelled: the reader wants it stopped.
        """
        from chronology_tui.services.errors import ExportCancelled  # noqa: PLC0415 - loaded by now

        self.part = part
        if self.stop.is_set():
            raise ExportCancelled


def write_export(job: Job) -> ExportResult | Path:
    """Write an export; return a file that it would write over and that the reader has not been asked about, if there is one.

    Raises:
        ChronologyError: nothing was written; or, where the words say so, the protected copy was not.
    """
    from chronology_tui.services.errors import FileNotWritten  # noqa: PLC0415 - loaded by now
    from chronology_tui.services.exports import protected_name  # noqa: PLC0415 - likewise

    wanted = [job.out, protected_name(job.out)] if job.password else [job.out]
    there = [path for path in wanted if _exists(path)]
    asked = next((path for path in there if path not in job.allowed), None)
    if asked is not None:
        return asked
    job.on_progress(0.0)
    overwrite = bool(there)
    if job.out.suffix.lower() == ".json":
        words = {"recipient": job.choices.recipient, "purpose": job.choices.purpose}
        basis = job.choices.sharing_basis or ""
        made: ExportResult = job.casebook.export_bundle(job.child, job.out, overwrite=overwrite, sharing_basis=basis, **words)
        return made
    choices = replace(job.choices, password=job.password)
    before = _number_made(job)
    try:
        return job.casebook.export(job.child, job.out, choices, overwrite=overwrite, on_progress=job.on_progress)
    except OSError as error:  # a name that the disk cannot take
        raise FileNotWritten(job.out, error.strerror or "its name cannot be used") from None
    except ChronologyError as error:
        if job.password and _number_made(job) > before:
            raise ChronologyError(f"{job.out} was written and recorded, but not its protected copy: {error}") from None
        raise


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that is too long: writing says why
        return False


def _number_made(job: Job) -> int:
    from chronology_tui.services.exports import export_records  # noqa: PLC0415 - loaded by now

    return len(export_records(job.casebook, job.child))
