"""The section of measures over time: a chart for each with its data beside it."""

from __future__ import annotations

from collections.abc import Iterable

from chronology_tui.report.case import Case
from chronology_tui.report.document import Block, Section, Subheading
from chronology_tui.report.figures_measures import Measure, charts, measure_table, measures_of
from chronology_tui.report.sections.common import quiet

AS_RECORDED = (
    "Values as recorded, joined in order of date. How, in what clothes and on which scales a measure was taken is not known "
    "here; a chart of measures is not an assessment of growth or of control."
)


def measures(case: Case) -> Iterable[Section]:
    """Everything that was measured: charts where two values or more can be compared, a table of every value."""
    drawn: list[Block] = []
    single: list[Measure] = []
    for measure in measures_of(case.events):
        figures = charts(measure)
        if figures:
            drawn += [Subheading(measure.name), *figures, measure_table(case, f"{measure.name}: every value", (measure,))]
        else:
            single.append(measure)
    if single:
        heading = [Subheading("Other measures")] if drawn else []
        drawn += [*heading, measure_table(case, "Measures that cannot be drawn over time", single, named=True)]
    return (Section("Measures over time", (*drawn, quiet(AS_RECORDED))),) if drawn else ()
