"""The quality check and the reflective questions in plain lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

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
from chronology_tui.cli.output import numbers, say, say_json, say_wrapped, tell, when_words
from chronology_tui.domain.dates import day_words
from chronology_tui.domain.text import counted, one_line
from chronology_tui.errors import ExitCode
from chronology_tui.services import Access

if TYPE_CHECKING:
    from chronology_tui.analysis.quality import QualityIssue
    from chronology_tui.analysis.questions import Reflection
    from chronology_tui.domain.chronology import Chronology
    from chronology_tui.services.checking import Checked


def check(
    store: StorePath,
    child: ChildOption = "",
    as_of: AsOf = "",
    policy: Policy = None,
    fix: Annotated[bool, typer.Option("--fix", help="Apply every sure fix, all in one action that undo takes back.")] = False,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Look a chronology over: what is missing, wrong or unclear, each with its place, the reason and a fix where one is sure.

    The exit code is 1 where there is something to look at, 0 where there is nothing.
    """
    from chronology_tui.services.check_shapes import CheckShape
    from chronology_tui.services.checking import apply_fixes, checked

    thresholds = thresholds_of(policy)
    with unlock(store, passphrase_file, access=Access.WRITE if fix else Access.READ) as casebook:
        wanted = casebook.child(child)
        day = day_asked(as_of, casebook, wanted)
        found = checked(casebook, wanted.id, day, thresholds)
        fixed: tuple[QualityIssue, ...] = ()
        if fix and found.fixable:
            fixed = found.fixable
            apply_fixes(casebook, wanted.id, fixed, thresholds)
            found = checked(casebook, wanted.id, day, thresholds)
    if as_json:
        say_json(CheckShape.of(found, fixed))
    else:
        _say_fixed(fixed, found.chronology)
        _say_checked(found)
    if fixed:
        tell(f"Undo takes all of these fixes back: chronology undo {store}")
    elif fix:
        tell("No issue has a sure fix, so nothing was changed.")
    return ExitCode.ISSUES if found.issues else ExitCode.DONE


def questions(
    store: StorePath,
    child: ChildOption = "",
    as_of: AsOf = "",
    policy: Policy = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Print the reflective questions that reviews ask of every chronology, each with the entries that bear on it."""
    from chronology_tui.services.check_shapes import QuestionsShape
    from chronology_tui.services.checking import reflections

    thresholds = thresholds_of(policy)
    with unlock(store, passphrase_file, access=Access.READ) as casebook:
        wanted = casebook.child(child)
        day = day_asked(as_of, casebook, wanted) or casebook.today()
        found = reflections(casebook, wanted.id, day, thresholds)
        chronology = casebook.chronology(wanted.id)
    if as_json:
        say_json(QuestionsShape.of(found, chronology, day, thresholds.label))
        return ExitCode.DONE
    say(f"{one_line(chronology.child.name)}, as at {day_words(day)}")
    say("These are questions to think about, not findings. The program answers none of them.")
    for one in found:
        say()
        _say_question(one, chronology)
    return ExitCode.DONE


# ------------------------------------------------------------------------------------------------------------ plain lines


def _say_fixed(fixed: tuple[QualityIssue, ...], chronology: Chronology) -> None:
    from chronology_tui.services.checking import done_words

    for issue in fixed:
        if issue.fix is not None:
            say_wrapped(f"Fixed: {_where(issue, chronology)}. {one_line(done_words(issue.fix))}.", "")
    if fixed:
        say()


_HOW = {
    "father-not-asked": "Record the answer with: chronology child set STORE --father known",
    "source-unchecked": "Once compared: chronology source set STORE TITLE --checked",
}
"""How an issue is settled that no change to an entry settles, by the value of its code."""


def _say_checked(found: Checked) -> None:
    from chronology_tui.services.checking import NOT_ALL

    say(f"{one_line(found.chronology.child.name)}, as at {day_words(found.as_of)}: {count_words(found)}")
    for code, issues in found.groups:
        say()
        say(f"{code.label} ({code.value}): {len(issues)}")
        for issue in issues:
            say_wrapped(f"- {_where(issue, found.chronology)}. {one_line(issue.reason)}", "  ")
            if issue.fix is not None:
                say_wrapped(f"Fix: {one_line(issue.fix.words)}", "    ")
        if code.value in _HOW:
            say_wrapped(_HOW[code.value], "    ")
    say()
    say(NOT_ALL)
    say(f"Policy: {one_line(found.policy.label)}")


def count_words(found: Checked) -> str:
    """Return how much there is to look at: "no issues", "1 issue", "12 issues, 3 with a sure fix (--fix)"."""
    count = len(found.issues)
    if not count:
        return "no issues"
    said = counted(count, "issue")
    return f"{said}, {len(found.fixable)} with a sure fix (--fix)" if found.fixable else said


def _where(issue: QualityIssue, chronology: Chronology) -> str:
    from chronology_tui.services.checking import place_words

    return ", ".join(_where_parts(issue, chronology, one_line(place_words(issue, chronology))))


def _where_parts(issue: QualityIssue, chronology: Chronology, place: str) -> Iterator[str]:
    if issue.events:
        yield numbers(chronology.number(event_id) for event_id in issue.events).capitalize()
        if len(issue.events) == 1:
            yield when_words(chronology.event(issue.events[0]).when)
        if place:
            yield place
    elif place:
        yield place[0].upper() + place[1:]
    else:
        yield "The chronology as a whole"


def _say_question(one: Reflection, chronology: Chronology) -> None:
    say_wrapped(one_line(one.question.words), "")
    said = f"{numbers(chronology.number(event_id) for event_id in one.events).capitalize()}." if one.events else one.recorded
    say_wrapped(said, "  ")
    say_wrapped(f"Looked at: {one.question.looked_at}.", "  ")
    say_wrapped(f"Source: {one.question.source}.", "  ")
