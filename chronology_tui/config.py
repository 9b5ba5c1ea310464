"""What the program remembers between runs, and what the user has set. Nothing about a case is kept here.

The settings are a TOML file, ``settings.toml`` in the user's configuration folder, which the user may write::

    idle_minutes = 10    # lock after so many minutes without key or mouse; 0 = never
    policy = "team.toml" # the local policy of thresholds; without it, policy.toml in this folder, if it is there

A fault in it is told and never stops the program: the value that it stands for is then as if not set.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_config_path, user_state_path

_APP = "chronology"
_LARGEST = 4096
_LARGEST_SETTINGS = 65_536
_MOST_MINUTES = 24 * 60.0


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user has set.

    Attributes:
        idle_minutes: minutes without key or mouse after which the app locks; 0 means never.
        policy: the local policy file that is named, None where none is; a relative one lies in the settings' folder.
        faults: what is wrong with the file, one plain line each.
    """

    idle_minutes: float = 10.0
    policy: Path | None = None
    faults: tuple[str, ...] = ()


def settings_path() -> Path:
    """Return where the settings file lies, whether it is there or not."""
    return user_config_path(_APP) / "settings.toml"


def policy_path() -> Path:
    """Return where the local policy lies, or would: the file that the settings name, else ``policy.toml`` beside them."""
    return read_settings().policy or settings_path().with_name("policy.toml")


def read_settings(path: Path | None = None) -> Settings:
    """Return the settings of the file; without a file, what holds when nothing is set."""
    path = path or settings_path()
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST_SETTINGS + 1)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        return _faulty(path, f"cannot be read ({error.strerror})")
    if len(raw) > _LARGEST_SETTINGS:
        return _faulty(path, f"is larger than {_LARGEST_SETTINGS} bytes")
    try:
        values = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _faulty(path, "is not UTF-8 text")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return _faulty(path, f"is not TOML ({error})")
    return _settings(path, values)


def _settings(path: Path, values: dict[str, object]) -> Settings:
    default = Settings()
    minutes = values.pop("idle_minutes", default.idle_minutes)
    policy = values.pop("policy", None)
    faults = [f"The settings file {path} holds “{name}”, which is no setting; it was passed over." for name in values]
    # TOML knows nan and inf; a truth value counts as a number in Python.
    if isinstance(minutes, bool) or not isinstance(minutes, int | float) or not _sensible(float(minutes)):
        faults.append(
            f"In the settings file {path}, idle_minutes must be a number of minutes from 0 (never) to {_MOST_MINUTES:.0f}; "
            f"{default.idle_minutes:.0f} is used."
        )
        minutes = default.idle_minutes
    if policy is not None and not (isinstance(policy, str) and policy.strip()):
        faults.append(f"In the settings file {path}, policy must be the name of a file in quotation marks; it was passed over.")
        policy = None
    return Settings(float(minutes), path.parent / policy if isinstance(policy, str) else None, tuple(faults))


def _sensible(minutes: float) -> bool:
    return math.isfinite(minutes) and 0 <= minutes <= _MOST_MINUTES


def _faulty(path: Path, why: str) -> Settings:
    return Settings(faults=(f"The settings file {path} {why}; nothing in it was used.",))


def last_store() -> Path | None:
    """Return the path of the store that was opened last, or None."""
    try:
        with (user_state_path(_APP) / "last-store").open(encoding="utf-8") as file:
            line = file.read(_LARGEST).strip()
    except (OSError, UnicodeDecodeError):
        return None
    return Path(line) if line else None


def remember_store(path: Path) -> None:
    """Remember ``path`` as the store that was opened last; a state folder that cannot be written is no reason to stop."""
    try:
        folder = user_state_path(_APP, ensure_exists=True)
        (folder / "last-store").write_text(f"{path.absolute()}\n", encoding="utf-8")
    except OSError:
        return
