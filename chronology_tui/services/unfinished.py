"""Exports that a stop of the program left unfinished: noted in the store before they begin, taken back at its next opening.

The file of an export is plain text. While it is being written it lies beside its place under another name, and a program that is
killed cannot remove it. So the store, which is encrypted, is told of it first. Where an opening finds such a note and no record
of the export, what there is of the file is removed, and what stood in its place is put back; where the export was recorded, only
what was kept aside is removed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from chronology_tui.services.ledger import Ledger
from chronology_tui.store.errors import StoreInUse, StoreNotWritten
from chronology_tui.store.repository import Repository

_NAME = "exports-under-way"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One export that has begun.

    Attributes:
        part: where it is being written. old: where what stood in its place is kept. path: its place.
        recorded: whether it was recorded since.
    """

    part: str
    old: str
    path: str
    recorded: bool = False


def begin(ledger: Ledger, part: Path, old: Path, path: Path) -> Unfinished:
    """Note an export before its file is made.

    Raises:
        StoreReadOnly, StoreInUse, StoreNotWritten: it must not begin.
    """
    made = Unfinished(str(part.absolute()), str(old.absolute()), str(path.absolute()))
    with ledger.writing() as writing:
        _keep(writing.repository, (*_noted(writing.repository), made))
    return made


def recorded(repository: Repository, begun: Unfinished) -> None:
    """Note that an export stands, in the transaction that records it."""
    _keep(repository, (*_others(repository, begun), replace(begun, recorded=True)))


def forget(ledger: Ledger, over: Iterable[Unfinished]) -> None:
    """Drop the notes of exports that were made or failed, and left nothing else; if that cannot be, the next opening does it."""
    with suppress(StoreInUse, StoreNotWritten):
        for one in over:
            with ledger.writing() as writing:
                _keep(writing.repository, _others(writing.repository, one))


def take_back(ledger: Ledger) -> tuple[str, ...]:
    """Remove what unfinished exports left, and return what the worker should know: one line for each file that was there.

    Where a file cannot be removed, or its folder is not to be found (a memory stick), the note stays for the next time.
    """
    with ledger.reading() as repository:
        noted = _noted(repository)
    if not noted:
        return ()
    said, left = [], []
    for one in noted:
        try:
            if _take_back(one):
                said.append(f"An export was stopped before it was recorded, so {one.path} is not there. Make it again.")
        except OSError as error:
            if one.recorded:
                continue
            left.append(one)
            said.append(f"A part of an export that was stopped lies at {one.part} and is not encrypted: {error.strerror}.")
    with suppress(StoreInUse, StoreNotWritten), ledger.writing() as writing:  # taking back once more finds nothing to do
        _keep(writing.repository, left)
    return tuple(said)


def _take_back(one: Unfinished) -> bool:
    """Remove one export and say whether there was anything of it."""
    part, old, path = Path(one.part), Path(one.old), Path(one.path)
    if not part.parent.is_dir():
        raise FileNotFoundError(2, "its folder is not there")
    there = part.exists()
    if one.recorded:
        part.unlink(missing_ok=True)
        old.unlink(missing_ok=True)
        return False
    if old.exists():
        if there:  # it had not taken its place yet
            old.unlink()
        else:
            old.replace(path)
            return True
    elif there and path.exists() and part.samefile(path):
        path.unlink()
    part.unlink(missing_ok=True)
    return there


def _noted(repository: Repository) -> tuple[Unfinished, ...]:
    return tuple(Unfinished(**values) for values in json.loads(repository.setting(_NAME) or "[]"))


def _others(repository: Repository, one: Unfinished) -> list[Unfinished]:
    return [other for other in _noted(repository) if other.part != one.part]


def _keep(repository: Repository, noted: Iterable[Unfinished]) -> None:
    repository.set_setting(_NAME, json.dumps([asdict(one) for one in noted]))
