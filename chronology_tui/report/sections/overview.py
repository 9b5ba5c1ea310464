"""Sections about the child and the case as a whole: why now, who the child is, extent and severity, voice, what was tried."""

from __future__ import annotations

from collections.abc import Iterable

from chronology_tui.report.case import Case
from chronology_tui.report.document import Bullets, Section
from chronology_tui.report.family import strengths as strength_blocks
from chronology_tui.report.family import tried, voice
from chronology_tui.report.figures import life_line
from chronology_tui.report.opening import child_facts, guard, why_now
from chronology_tui.report.sections.common import quiet
from chronology_tui.report.summary import area_table, cards
from chronology_tui.report.wording import DENSITY_CAVEAT


def reasons(case: Case) -> Iterable[Section]:
    """Why the document is sent now, after the warning where it holds what carers must not see."""
    return (Section("Why now", (*guard(case), Bullets(why_now(case)))),)


def child_and_family(case: Case) -> Iterable[Section]:
    """Who the child is."""
    return (Section("Child and family", (child_facts(case),)),)


def extent(case: Case) -> Iterable[Section]:
    """The life-line with the three axes side by side."""
    return (Section("Extent, pattern and severity", (life_line(case), cards(case), quiet(DENSITY_CAVEAT))),)


def childs_voice(case: Case) -> Iterable[Section]:
    """The child's words."""
    return (Section("The child's voice", voice(case)),)


def what_was_tried(case: Case) -> Iterable[Section]:
    """What was tried with the family, and how they responded."""
    return (Section("What was tried, and the response", tried(case)),)


def strengths(case: Case) -> Iterable[Section]:
    """What goes well."""
    return (Section("Strengths", strength_blocks(case)),)


def areas(case: Case) -> Iterable[Section]:
    """Extent, pattern and severity by area of health."""
    table = area_table(case.request.analysis.summary)
    if table is None:
        return ()
    note = quiet("A concern is an entry rated low or worse. Areas are never added together.")
    return (Section("By area of health", (table, note)),)
