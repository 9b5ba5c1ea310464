"""The garbage collector rests while a case is analysed, and is as it was before afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from chronology_tui.collector import collector_resting


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    was = gc.isenabled()
    gc.enable()
    yield
    if not was:
        gc.disable()


def test_it_rests_inside_and_works_again_afterwards() -> None:
    with collector_resting():
        assert not gc.isenabled()
        with collector_resting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_works_again_after_a_fault() -> None:
    with pytest.raises(ValueError, match="a fault"), collector_resting():
        raise ValueError("a fault")
    assert gc.isenabled()


def test_where_it_was_off_it_stays_off() -> None:
    gc.disable()
    with collector_resting():
        pass
    assert not gc.isenabled()
