"""Reading a local policy file (TOML) into the thresholds of the analysis."""

from __future__ import annotations

import tomllib
from pathlib import Path

from chronology_tui.analysis.policy import Policy, policy_from_mapping
from chronology_tui.services.errors import BadPolicy

_LARGEST = 1024 * 1024


def read_policy(path: Path) -> Policy:
    """Return the policy of a TOML file.

    Raises:
        BadPolicy: the file cannot be read, or is not TOML.
        ChronologyError: it names a threshold that does not exist, or gives a value that cannot be.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise BadPolicy(path.name, error.strerror or "it cannot be opened") from None
    if len(data) > _LARGEST:
        raise BadPolicy(path.name, "it is larger than 1 MB")
    try:
        return policy_from_mapping(tomllib.loads(data.decode("utf-8-sig")))
    except RecursionError:
        raise BadPolicy(path.name, "it is nested too deeply") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadPolicy(path.name, f"it is not TOML ({error})") from None
