"""What the program remembers between runs, and what the user has set. Nothing about a case is kept here.

The settings are a TOML file, ``settings.toml`` in the user's configuration folder, which the user may write::

    idle_minutes = 10      # lock after so many minutes without key or mouse; 0 = never
    policy = "team.toml"   # the local policy of thresholds; without it, policy.toml in this folder, if it is there
    theme = "light"        # dark, light or high-contrast
    ascii = true           # plain characters instead of shapes, for old consoles; false never
    animations = false     # nothing moves by itself
    initials_only = true   # names of children and people are shown as initials

    [keys]                 # other keys for actions, by the names that F2 lists
    search = "ctrl+f"

A fault in it is told and never stops the program: the value that it stands for is then as if not set. The program itself writes
single settings (:func:`save_setting`) and leaves every other line as it is.
"""

from __future__ import annotations

import math
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from platformdirs import user_config_path, user_state_path

_APP = "chronology"
_LARGEST = 4096
_LARGEST_SETTINGS = 65_536
_MOST_MINUTES = 24 * 60.0
THEMES = ("dark", "light", "high-contrast")
"""The looks that can be set."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user has set.

    Attributes:
        idle_minutes: minutes without key or mouse after which the app locks; 0 means never.
        policy: the local policy file that is named, None where none is; a relative one lies in the settings' folder.
        theme: one of :data:`THEMES`.
        ascii: whether plain characters stand for shapes; None leaves it to the terminal.
        animations: whether anything may move by itself.
        initials_only: whether names are shown as initials.
        keys: other keys for actions, by the name of the action, as they stand in the file.
        faults: what is wrong with the file, one plain line each.
    """

    idle_minutes: float = 10.0
    policy: Path | None = None
    theme: str = THEMES[0]
    ascii: bool | None = None
    animations: bool = True
    initials_only: bool = False
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
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
    faults: list[str] = []
    minutes = values.pop("idle_minutes", default.idle_minutes)
    policy = values.pop("policy", None)
    theme = values.pop("theme", default.theme)
    marks = {name: values.pop(name, None) for name in ("ascii", "animations", "initials_only")}
    keys = values.pop("keys", {})
    faults += [f"The settings file {path} holds “{name}”, which is no setting; it was passed over." for name in values]
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
    if theme not in THEMES:
        faults.append(f"In the settings file {path}, theme must be one of {', '.join(THEMES)}; {default.theme} is used.")
        theme = default.theme
    for name, value in marks.items():
        if value is not None and not isinstance(value, bool):
            faults.append(f"In the settings file {path}, {name} must be true or false; it was passed over.")
            marks[name] = None
    return Settings(
        idle_minutes=float(minutes),
        policy=path.parent / policy if isinstance(policy, str) else None,
        theme=str(theme),
        ascii=_truth(marks["ascii"], None),
        animations=_truth(marks["animations"], default.animations) is not False,
        initials_only=_truth(marks["initials_only"], default.initials_only) is True,
        keys=_keys(path, keys, faults),
        faults=tuple(faults),
    )


def _truth(value: object, default: bool | None) -> bool | None:  # noqa: FBT001 - the value that is given back
    return value if isinstance(value, bool) else default


def _keys(path: Path, values: object, faults: list[str]) -> Mapping[str, str]:
    """Return the keys of the table as they stand; whether they can be pressed and are free is for the screens to say."""
    if not isinstance(values, dict):
        faults.append(f"In the settings file {path}, keys must be a table, begun by a line [keys]; it was passed over.")
        return MappingProxyType({})
    kept: dict[str, str] = {}
    for name, value in values.items():
        if isinstance(value, str) and value.strip():
            kept[str(name)] = value.strip()
        else:
            faults.append(f"In the settings file {path}, the key of “{name}” must stand in quotation marks; it was passed over.")
    return MappingProxyType(kept)


def save_setting(name: str, value: str | bool | float, path: Path | None = None) -> str:  # noqa: FBT001 - the value is the point
    """Write one setting into the file, which is made if it is not there; every other line stays as it is.

    Returns:
        Why it could not be written, one plain line; an empty text when it was. The setting holds for this run either way.
    """
    path = path or settings_path()
    try:
        text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
        tomllib.loads(text)
    except OSError as error:
        return _not_kept(path, error.strerror or "it cannot be read")
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        return _not_kept(path, "it is not TOML; mend it first")
    after = _with_setting(text, name, value)
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", newline="") as file:
            file.write(after)
        part.replace(path)
    except OSError as error:
        return _not_kept(path, error.strerror or "it cannot be written")
    return ""


def _with_setting(text: str, name: str, value: str | bool | float) -> str:  # noqa: FBT001 - the value is the point
    """Return the text of a settings file with one setting changed or put before its first table."""
    written = f"{name} = {_toml(value)}"
    first_table = re.search(r"(?m)^[ \t]*\[", text)
    at = first_table.start() if first_table else len(text)
    head, table = text[:at], text[at:]
    line = re.compile(rf"(?m)^[ \t]*{re.escape(name)}[ \t]*=[^\n#]*?(?=[ \t]*(?:#[^\n]*)?$)")
    if line.search(head):
        return line.sub(lambda _: written, head, count=1) + table
    end = "" if not head or head.endswith("\n") else "\n"
    return f"{head}{end}{written}\n{os.linesep}{table}" if table else f"{head}{end}{written}\n"


def _toml(value: str | bool | float) -> str:  # noqa: FBT001 - the value is the point
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else f"{value:g}"


def _not_kept(path: Path, why: str) -> str:
    return f"The settings file {path} was not changed: {why}. What you chose holds until the program ends."


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
