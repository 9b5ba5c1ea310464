"""Values as they are typed on the command line or in a form: closed lists, days, dates, gestations; refused in plain words."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import TypeVar

from chronology_tui.domain.dates import DateContext, UncertainDate, parse_date
from chronology_tui.domain.records import Gestation
from chronology_tui.domain.text import fold
from chronology_tui.services.errors import InvalidRecord

MemberT = TypeVar("MemberT", bound=StrEnum)

_GESTATION = re.compile(r"([0-9]{2}) ?(?:\+ ?([0-6]))?(?: ?/ ?40)? ?(?:weeks?|w)?")


def member(members: type[MemberT], typed: str, what: str) -> MemberT:
    """Return the member of a closed list that is typed by its code, in any case, with blanks, hyphens or underlines.

    Raises:
        InvalidRecord: it is none of them; they are named.
    """
    code = fold(typed).replace(" ", "_").replace("-", "_")
    try:
        return members(code)
    except ValueError:
        raise InvalidRecord(f"The {what} {typed!r} is not one of {', '.join(members)}.") from None


def one_day(typed: str, dates: DateContext, what: str) -> date:
    """Return the one day that is typed. A month or year is refused, since a day would have to be invented.

    Raises:
        InvalidRecord: it allows more than one day.
        DateRefused: it cannot be read.
    """
    when = parse_date(typed, dates)
    if when.earliest is None or when.earliest != when.latest:
        raise InvalidRecord(f"The {what} {typed!r} is not one day. Give day, month and year, such as 3/4/2019.")
    return when.earliest


def optional_date(typed: str, dates: DateContext) -> UncertainDate | None:
    """Return the uncertain date that is typed, or None for nothing.

    Raises:
        DateRefused: it cannot be read.
    """
    return parse_date(typed, dates) if typed.strip() else None


def gestation(typed: str) -> Gestation:
    """Return the gestation that is typed as weeks and days: "32+4", "32+4/40", "32/40", "32 weeks".

    Raises:
        InvalidRecord: it is none, or not from 20 to 44 weeks.
    """
    match = _GESTATION.fullmatch(fold(typed))
    if match is None or not 20 <= int(match[1]) <= 44:
        raise InvalidRecord(f"The gestation {typed!r} is not weeks and days from 20 to 44 weeks, such as 32+4.")
    return Gestation(weeks=int(match[1]), days=int(match[2] or 0))
