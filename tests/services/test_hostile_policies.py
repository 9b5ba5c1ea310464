"""Policy files from outside: refused in a line, whatever they hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from chronology_tui.services.errors import BadPolicy
from chronology_tui.services.policies import read_policy


@pytest.mark.parametrize("content", [b"a=" + b"[" * 5000, b"\xff\xfe", b"["], ids=["deep", "binary", "broken"])
def test_a_hostile_policy_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes(content)
    with pytest.raises(BadPolicy):
        read_policy(path)
