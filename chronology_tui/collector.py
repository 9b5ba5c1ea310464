"""Python's garbage collector at rest while many values are made at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_resting() -> Iterator[None]:
    """Keep the garbage collector from walking thousands of new values again and again while they are made.

    What is made meanwhile is freed by counting references as ever; only values that refer to one another in a ring wait. Meant
    for short work: reading a case, analysing it. Threads share the collector: while one of several rests it, it rests for all.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
