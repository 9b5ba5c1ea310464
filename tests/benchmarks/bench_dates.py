"""How long the date grammar takes, beside python-dateutil (which does far less, and gets UK dates wrong by default).

Run: python tests/benchmarks/bench_dates.py. Nothing is asserted: figures are for people.
"""

from __future__ import annotations

import timeit
from datetime import date

from dateutil import parser as dateutil_parser

from chronology_tui.domain.dates import DateContext, UncertainDate, date_prefix, parse_date

CONTEXT = DateContext(date(2026, 11, 21), date(2019, 4, 3), UncertainDate.on(date(2024, 3, 14)))
TYPICAL = ["14/3/24", "14/03/2024", "14 March 2024", "2024-03-14", "March 2021"]
OTHERS = ["about 2019", "2 to 9 July 2024", "between January and March 2020", "3 weeks ago", "18/12", "[undated, before 2.6.08]"]


def best(statement: object, number: int = 500) -> float:
    """Return the best time of one call in microseconds."""
    assert callable(statement)
    return min(timeit.repeat(statement, number=number, repeat=5)) / number * 1e6


def main() -> None:
    """Print one line for each form."""
    print(f"{'form':34}{'grammar':>10}{'prefix':>10}{'dateutil':>10}{'ratio':>8}")
    for text in TYPICAL + OTHERS:
        ours = best(lambda text=text: parse_date(text, CONTEXT))
        line = f"{text} wnb physio; second letter unanswered !3"
        prefix = best(lambda line=line: date_prefix(line, CONTEXT))
        theirs = best(lambda text=text: dateutil_parser.parse(text, dayfirst=True)) if text in TYPICAL else None
        other = f"{theirs:9.1f}µ{ours / theirs:8.2f}" if theirs else f"{'-':>10}{'-':>8}"
        print(f"{text:34}{ours:9.1f}µ{prefix:9.1f}µ{other}")


if __name__ == "__main__":
    main()
