"""Findings said as a family would say them: what happened, how often and when. No level, no threshold, no word of a rule.

Each sentence is made from the measures of the finding, so that it says the same as the title that professionals read. A rule that
has no sentence here keeps its title.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from chronology_tui.analysis.finding import Certainty, Finding
from chronology_tui.domain.records import Child
from chronology_tui.report.wording import capital, day_words, many, said, sentence, times

UNSURE = "Some dates are not certain, and this depends on them."


def called(child: Child) -> str:
    """Return what the child is called in running text: the given name, or the initials where only these may stand."""
    words = said(child.name).split()
    # A worker may write the family name first, with a comma behind it.
    given = words[1] if len(words) > 1 and words[0].endswith(",") else words[0]
    return given.rstrip(",")


def plainly(finding: Finding, name: str) -> str:
    """Return a finding in plain words for the family of the child who is called ``name``."""
    say = _SENTENCES.get(finding.rule)
    words = (say(finding, name) if say else "") or said(finding.title)
    unsure = f" {UNSURE}" if finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES else ""
    return f"{sentence(capital(words))}{unsure}"


def _number(finding: Finding, measure: str) -> int:
    """Return a count among the measures; 0 where it is not there, so that the title is used instead."""
    value = finding.measures.get(measure)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _when(finding: Finding) -> str:
    if finding.start is None or finding.end is None:
        return ""
    if finding.start == finding.end:
        return f" on {day_words(finding.start)}"
    return f" between {day_words(finding.start)} and {day_words(finding.end)}"


def _appointments(finding: Finding) -> str:
    return f"{said(finding.subject)} appointments" if finding.subject else "appointments"


def _missed(finding: Finding, _name: str) -> str:
    missed, offered, by_service = (_number(finding, measure) for measure in ("missed", "offered", "cancelled_by_service"))
    if not missed:
        return ""
    were = "was" if offered == 1 else "were"
    words = f"{_appointments(finding)} were missed {times(missed)}{_when(finding)}; {offered:,} {were} offered"
    if by_service:
        words += f". The service itself cancelled {'another one' if by_service == 1 else f'another {by_service:,}'}"
    return words


def _cancelled(finding: Finding, _name: str) -> str:
    number, arranged = _number(finding, "cancelled_or_moved"), _number(finding, "arranged")
    if not number:
        return ""
    moved = f"{_appointments(finding)} were cancelled or moved by the family {times(number)}{_when(finding)}"
    return f"{moved}, of {arranged:,} arranged"


def _closed(finding: Finding, name: str) -> str:
    service = said(finding.subject) or "A service"
    return f"{service} ended {name}'s care because appointments were missed, and no later visit there is written down"


def _follow_up(finding: Finding, _name: str) -> str:
    missed = _number(finding, "missed")
    if not missed:
        return ""
    return f"{many(missed, 'appointment')} to follow up urgent care {'was' if missed == 1 else 'were'} missed{_when(finding)}"


def _supply(finding: Finding, _name: str) -> str:
    covered, days = _number(finding, "days_covered"), _number(finding, "days")
    if not days:
        return ""
    medicine = f"the {said(finding.subject).lower()}" if finding.subject else "the medicine"
    supplied = f"{medicine} that was supplied would have lasted for {covered:,} of the {days:,} days that were looked at"
    return f"{supplied}{_when(finding)}"


def _doses(finding: Finding, _name: str) -> str:
    return f"missed doses of medicine are written down {times(len(finding.evidence))}{_when(finding)}"


def _late(finding: Finding, name: str) -> str:
    return f"it is written down {times(len(finding.evidence))} that help for {name} was asked for late{_when(finding)}"


def _advice(finding: Finding, name: str) -> str:
    number = len(finding.evidence)
    return f"treatment or advice for {name} at home did not go as planned {times(number)}{_when(finding)}"


def _own_care(finding: Finding, name: str) -> str:
    number = len(finding.evidence)
    return f"it is written down {times(number)} that {name} managed treatment alone, without an adult{_when(finding)}"


def _in_a_row(finding: Finding, name: str) -> str:
    number = _number(finding, "attended_in_a_row")
    if not number:
        return ""
    between = _when(finding).replace(" between ", ", from ").replace(" and ", " to ")
    return f"{said(finding.subject) or name}: {many(number, 'appointment')} kept in a row{between}"


_SENTENCES: Mapping[str, Callable[[Finding, str], str]] = MappingProxyType(
    {
        "was-not-brought": _missed,
        "cancelled-by-family": _cancelled,
        "discharged-not-seen": _closed,
        "missed-after-urgent-care": _follow_up,
        "supply-gap": _supply,
        "doses-missed": _doses,
        "delayed-presentation": _late,
        "advice-not-followed": _advice,
        "child-managing-own-care": _own_care,
        "sustained-engagement": _in_a_row,
    }
)
