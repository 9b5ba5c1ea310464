"""The command that gives a verdict on a finding, or shows the one that was given."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from chronology_tui.cli.options import (
    AsJson,
    AsOf,
    ChildOption,
    PassphraseFile,
    Policy,
    StorePath,
    day_asked,
    thresholds_of,
    unlock,
)
from chronology_tui.cli.output import say, say_json, tell
from chronology_tui.domain.text import one_line
from chronology_tui.domain.vocabulary import Verdict
from chronology_tui.errors import ExitCode, UsageError
from chronology_tui.services import Access, Casebook

if TYPE_CHECKING:
    from chronology_tui.analysis.finding import Analysis
    from chronology_tui.analysis.policy import Policy as Thresholds


def review(
    store: StorePath,
    finding: Annotated[str, typer.Argument(metavar="FINDING", help="Its key as patterns prints it, or a beginning of its own.")],
    child: ChildOption = "",
    accept: Annotated[bool, typer.Option("--accept", help="The finding stands.")] = False,
    dismiss: Annotated[str | None, typer.Option("--dismiss", metavar="REASON", help="It does not stand, and why.")] = None,
    open_: Annotated[bool, typer.Option("--open", help="Take the verdict back.")] = False,
    analysis: Annotated[
        str | None, typer.Option("--analysis", metavar="TEXT", help="Your own analysis, in place of what was written before.")
    ] = None,
    as_of: AsOf = "",
    policy: Policy = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Accept or dismiss a finding, or open it again; without a verdict, show what was given.

    When the evidence has changed since, a verdict does not stand any more, and you are asked to look again.
    """
    from chronology_tui.cli.findings import say_review
    from chronology_tui.services.review_shapes import ReviewedFindingShape
    from chronology_tui.services.reviews import key_named, reviews_of

    verdict = _verdict(accept=accept, dismiss=dismiss, open_=open_)
    chosen = thresholds_of(policy)
    shows = verdict is None and analysis is None
    with unlock(store, passphrase_file, access=Access.READ if shows else Access.WRITE) as casebook:
        wanted = casebook.child(child)
        day = day_asked(as_of, casebook, wanted)
        looked = casebook.analyse(wanted.id, day, chosen)
        reviews = reviews_of(casebook, wanted.id, looked)
        key = key_named(finding, (*(found.key for found in looked.found), *reviews))
        if not shows:
            _change(casebook, wanted.id, key, verdict, dismiss or "", analysis, (day, chosen))
            reviews = reviews_of(casebook, wanted.id, looked)
    title = _title(looked, key)
    if as_json:
        say_json(ReviewedFindingShape.of(wanted, key, title, reviews.get(key)))
        return ExitCode.DONE
    say(f"{one_line(key)}: {one_line(title)}" if title else f"{one_line(key)}: not found at present.")
    say_review(reviews.get(key))
    if not shows:
        tell(f"Undo takes it back: chronology undo {store}")
    return ExitCode.DONE


def _verdict(*, accept: bool, dismiss: str | None, open_: bool) -> Verdict | None:
    given = [
        verdict
        for verdict, wanted in (
            (Verdict.ACCEPTED, accept), (Verdict.DISMISSED, dismiss is not None), (Verdict.OPEN, open_)
        )
        if wanted
    ]  # fmt: skip
    if len(given) > 1:
        raise UsageError("Give one verdict: --accept, --dismiss REASON or --open.")
    return given[0] if given else None


def _change(
    casebook: Casebook,
    child: UUID,
    key: str,
    verdict: Verdict | None,
    reason: str,
    analysis: str | None,
    looked: tuple[date | None, Thresholds | None],
) -> None:
    from chronology_tui.services.reviews import review as give
    from chronology_tui.services.reviews import write_analysis

    if verdict is None:
        write_analysis(casebook, child, key, analysis or "", *looked)
    else:
        give(casebook, child, key, verdict, reason, analysis, *looked)


def _title(looked: Analysis, key: str) -> str:
    return next((found.title for found in looked.found if found.key == key), "")
