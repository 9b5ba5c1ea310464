"""A long report is written as it is made, in time and memory that grow with its rows and not faster."""

from __future__ import annotations

import time
import tracemalloc

from chronology_tui.report.document import ReportDocument
from chronology_tui.report.pdf import write_pdf
from tests.report.pdf.samples import long_report


class Sink:
    """Takes bytes and keeps only their number."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def write(self, data: bytes) -> int:
        self.sizes.append(len(data))
        return len(data)


def written(document: ReportDocument) -> Sink:
    """Return what was written for a report."""
    sink = Sink()
    write_pdf(document, sink)  # type: ignore[arg-type]
    return sink


def test_no_large_part_of_the_file_is_held_back() -> None:
    sink = written(long_report(2_000))
    assert sum(sink.sizes) > 500_000
    assert max(sink.sizes) < 100_000


def test_time_grows_with_the_rows() -> None:
    def seconds(document: ReportDocument) -> float:
        begun = time.process_time()
        written(document)
        return time.process_time() - begun

    few, many = long_report(400), long_report(3_200)
    seconds(few)
    assert seconds(many) < 14 * min(seconds(few) for _ in range(3))


def test_memory_stays_far_below_the_size_of_the_report() -> None:
    document = long_report(3_000)
    written(long_report(10))
    tracemalloc.start()
    written(document)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * 1024**2
