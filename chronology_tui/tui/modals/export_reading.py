"""From what is typed in the export dialogue to the choices of an export, or the reasons why not; and the name of its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chronology_tui.domain.dates import DateContext, DateRefused, UncertainDate, parse_date
from chronology_tui.domain.dates.format import weekday_date
from chronology_tui.domain.kinds import Area
from chronology_tui.domain.text import one_line
from chronology_tui.errors import UsageError

if TYPE_CHECKING:
    from uuid import UUID

    from chronology_tui.domain.records import Child
    from chronology_tui.services import Casebook
    from chronology_tui.services.export_choices import ExportChoices
    from chronology_tui.services.pack_list import PackLine

MARKING = "OFFICIAL-SENSITIVE"
"""The marking of a child's documents where nobody chose one."""
YES, NO = "yes", "no"
TEXTS = ("recipient", "purpose", "basis", "prepared_by", "marking", "decision")
"""Fields that are taken as they are typed."""
REMEMBERED = ("recipient", "purpose", "basis", "prepared_by")
"""What is still offered for a pack after it was written; everything else starts anew."""
FIELDS = ("from", "to", "areas", "siblings", "key_only", "numbering", "redaction", *TEXTS, "page_cap", "large")
"""Every field of the options, the password apart: that one is kept nowhere."""
APART = ","
"""Parts the values of a field that holds several."""
_NOT_IN_JSON = ("from", "to", "areas", "siblings", "key_only", "redaction")


def defaults(pack: PackLine, child: Child, prepared_by: str) -> dict[str, str]:
    """Return what the options of a pack hold before anything is chosen."""
    values = dict.fromkeys(FIELDS, "")
    own = {
        "redaction": pack.redaction,
        "marking": child.marking or MARKING,
        "basis": " ".join(child.sharing_basis.split()),
        "key_only": NO,
    }
    return values | own | {"large": NO, "prepared_by": prepared_by}


@dataclass(frozen=True)
class Reading:
    """What the options mean.

    Attributes:
        choices: of the export, without its password; None where something cannot be meant.
        troubles: why, by field.
        said: how a field was read, by field.
    """

    choices: ExportChoices | None
    troubles: Mapping[str, str]
    said: Mapping[str, str]


@dataclass
class _Work:
    dates: DateContext
    values: Mapping[str, str]
    troubles: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)

    def day(self, name: str) -> date | None:
        """Return the first or last day that a date means."""
        typed = self.values[name].strip()
        if not typed:
            return None
        try:
            when = parse_date(typed, self.dates)
        except DateRefused as refused:
            self.troubles[name] = one_line(refused.reason)
            return None
        day = when.earliest if name == "from" else when.latest
        if day is None:
            self.troubles[name] = "Type a day, a month or a year here, or leave it empty."
        else:
            self.said[name] = f"{'From' if name == 'from' else 'Up to'} {weekday_date(UncertainDate.on(day))}."
        return day

    def page_cap(self) -> int | None:
        """Return the page limit."""
        typed = self.values["page_cap"].strip()
        if not typed:
            return None
        if not (typed.isascii() and typed.isdigit() and len(typed) < 9):
            self.troubles["page_cap"] = "The page limit is a number, such as 10."
            return None
        return int(typed)


def read_options(pack: PackLine, values: Mapping[str, str], suffix: str, dates: DateContext) -> Reading:
    """Read the options of a pack that goes to a file of a suffix."""
    from chronology_tui.services.export_choices import ExportChoices, redaction_named  # noqa: PLC0415 - loaded behind the dialogue
    from chronology_tui.services.pack_list import Look, Numbering  # noqa: PLC0415 - likewise

    work = _Work(dates, values)
    first, last, pages = work.day("from"), work.day("to"), work.page_cap()
    if first is not None and last is not None and first > last:
        work.troubles["to"] = "The last day lies before the first day."
    if pack.question and not values["decision"].strip():
        work.troubles["decision"] = f"This pack is not made without it. Say {pack.question}"
    if suffix == ".json":
        _check_record(pack, values, work)
    if work.troubles:
        return Reading(None, work.troubles, work.said)
    chosen: dict[str, Any] = {
        "areas": frozenset(Area(code) for code in _several(values["areas"])),
        "siblings": tuple(_identifier(code) for code in _several(values["siblings"])),
        "numbering": Numbering(values["numbering"]) if values["numbering"] else None,
        "look": Look.LARGE if values["large"] == YES else None,
        "redaction": redaction_named(values["redaction"]),
        "strategy_decision": values["decision"].strip(),
        "sharing_basis": values["basis"].strip(),
        **{name: values[name].strip() for name in ("recipient", "purpose", "prepared_by", "marking")},
    }
    try:
        choices = ExportChoices(
            pack=pack.name, from_day=first, to_day=last, key_only=values["key_only"] == YES, page_cap=pages, **chosen
        )
    except UsageError as error:
        return Reading(None, {"page_cap": str(error)}, work.said)
    return Reading(choices, {}, work.said)


def _check_record(pack: PackLine, values: Mapping[str, str], work: _Work) -> None:
    plain = dict.fromkeys(_NOT_IN_JSON, "") | {"key_only": NO, "redaction": "none"}
    for name in _NOT_IN_JSON:
        if name in work.troubles or values[name].strip() == plain[name]:
            continue
        work.troubles[name] = (
            "A json file holds the whole record, nothing left out and nothing redacted. Take this back, or write a csv or "
            f"xlsx file of {pack.label.lower()}."
        )


def _several(value: str) -> list[str]:
    return [part for part in value.split(APART) if part]


def _identifier(code: str) -> UUID:
    from uuid import UUID  # noqa: PLC0415 - only where there are brothers and sisters

    return UUID(code)


def password_trouble(password: str) -> str:
    """Return why a password cannot be used, or an empty text; a weak one can."""
    from chronology_tui.services.export_passwords import check_password  # noqa: PLC0415 - loaded when one is typed

    try:
        check_password(password)
    except UsageError as error:
        return str(error)
    return ""


# ---------------------------------------------------------------------- the file


def suggested_path(casebook: Casebook, child: Child, pack: str = "referral", suffix: str = ".pdf") -> Path:
    """Return a name next to the store, or in the home folder for the demonstration; it tells the child's initials only."""
    folder = Path.home() if casebook.is_demo else casebook.path.parent
    return folder / suggested_name(casebook, child, pack, suffix)


def suggested_name(casebook: Casebook, child: Child, pack: str, suffix: str) -> str:
    """Return the name of a file for a pack."""
    initials = "".join(c for c in child.initials if c.isalnum()) or "child"
    return f"{initials}-{pack}-{casebook.today().isoformat()}{suffix}"


def suffix_of(typed: str) -> str:
    """Return the suffix of a typed name in small letters; empty for none."""
    name = typed.strip().replace("\\", "/").rpartition("/")[2]
    stem, point, ending = name.rpartition(".")
    return f".{ending.lower()}" if point and stem else ""


def with_suffix(typed: str, suffix: str) -> str:
    """Return a typed name with another suffix."""
    old = suffix_of(typed)
    typed = typed.rstrip()
    return f"{typed[: len(typed) - len(old)]}{suffix}"


def read_path(typed: str) -> Path:
    """Return the file that a typed name means.

    Raises:
        UsageError: it cannot be the name of a file.
    """
    typed = typed.strip()
    if not typed:
        raise UsageError("Type the name of the file to write.")
    if any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in typed):
        raise UsageError("The name of the file holds a character that cannot stand in one. Type it anew.")
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        raise UsageError("The folder that the name of the file begins with is not known. Type the whole path.") from None
