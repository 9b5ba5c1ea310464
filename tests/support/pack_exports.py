"""Stores of invented cases and the packs that are exported from them, through the services as every screen and command does."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from chronology_tui.services import Casebook, create_casebook
from chronology_tui.services.export_choices import ExportChoices
from tests.conftest import PASSPHRASE, TODAY
from tests.report.pdf.samples import HOSTILE
from tests.support.clock import FixedDayClock
from tests.support.pack_cases import CHILD, SISTER, Words, write_case

STRATEGY = "Strategy discussion of 1 May 2024, decided by a team manager"
NAMES = (
    "Siân Wŷn", "Łukasz Żółty", "Nguyễn Thị", "Zoë Søgård", "محمد علي", "דוד כהן", "王芳", "Олена Коваль", "Ελένη Ζορμπά",
)  # fmt: skip
"""Names in every script that people in this country bear."""
_PLAIN = (  # noqa: SIM905 - running words are read more easily
    "he was seen at home with his sister and slept well the letter says that feeding and care were talked about and the clinic "
    "will ring again after the review of the plan £20 ≥ 38.5 °C ½ – “quoted” it’s"
).split()
_LONGER_THAN_A_PAGE = 900
"""Words of an entry that runs over several pages."""


def ordinary(field: str, n: int) -> str:
    """Return words that a worker types: names of every script, now and then a hostile text, some entries longer than a page."""
    rng = random.Random(f"{field} {n}")  # noqa: S311 - words for a test
    who, _, what = field.partition(".")
    if what == "name":
        return f"{NAMES[n % len(NAMES)]} {who.replace('_', ' ')}"
    if what == "marking":
        return "OFFICIAL-SENSITIVE"
    if what in {"service", "title"}:
        return f"{rng.choice(_PLAIN[:8])} clinic".capitalize() if n else "Physiotherapy"
    if n % 61 == 7:
        return HOSTILE[n % len(HOSTILE)]
    length = _LONGER_THAN_A_PAGE if field == "event.summary" and n % 47 == 3 else 18 if field == "event.summary" else 4
    return f"{NAMES[n % len(NAMES)]}: {' '.join(rng.choices(_PLAIN, k=length))}."


def terse(field: str, n: int) -> str:
    """Return as few words as a field can hold: the validator looks at every letter, and at 2,000 entries there are many."""
    if (
        field in {"event.summary", "action.what"}
        or field.endswith(".condition")
        or field.partition(".")[0] in {"disagreement", "review"}
    ):
        return ("ok", "seen", "王", "Łódź")[n % 4]
    return ordinary(field, n) if field.endswith((".name", ".title")) else ""


@contextmanager
def store_of(folder: Path, entries: int, words: Words, *, eventful: int = 200) -> Iterator[Casebook]:
    """Yield a store that holds a case, on the day the tests are set on."""
    bundle = write_case(folder / "case.json", entries, words, eventful=eventful)
    with create_casebook(folder / "case.chron", PASSPHRASE, FixedDayClock(TODAY)) as book:
        report = book.import_bundle(bundle)
        assert report.issues == (), report.issues[:3]
        yield book


def choices(pack: str, **values: object) -> ExportChoices:
    """Return choices for a pack, with the decision that the perplexing pack asks for and the sister beside the child."""
    given: dict[str, object] = {"pack": pack, "siblings": (SISTER,), "strategy_decision": STRATEGY} | values
    return ExportChoices(**given)  # type: ignore[arg-type]


def exported(book: Casebook, out: Path, pack: str, **values: object) -> Path:
    """Write one pack and return where it is."""
    book.export(CHILD, out, choices(pack, **values))
    return out


def written(book: Casebook, folder: Path, packs: Sequence[str], suffix: str = ".pdf", **values: object) -> dict[str, Path]:
    """Write several packs and return where they are, by name."""
    folder.mkdir(exist_ok=True)
    return {pack: exported(book, folder / f"{pack}{suffix}", pack, **values) for pack in packs}
