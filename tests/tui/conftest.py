"""Makes the helpers of these tests importable as ``tests.tui.…`` however pytest was started."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

_ROOT = str(Path(__file__).parents[2])
if _ROOT not in sys.path:
    sys.path.insert(0, _ROOT)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes the snapshots of the screens anew instead of comparing."""
    parser.addoption("--compare-screens", action="store_true", help="compare every screen with tests/tui/snapshots")
    parser.addoption("--rewrite-screens", action="store_true", help="write tests/tui/snapshots anew; look at what changed")
