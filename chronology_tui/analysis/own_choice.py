"""A child's or young person's own refusal: never counted against a family.

An entry says so by its details (booked and decided by the young person), or plainly in its words: "the young person declined",
"Robin refused". Pronouns are not read, since "she refused" may be the mother.
"""

from __future__ import annotations

import re
from datetime import date

from chronology_tui.analysis.reach import Reach
from chronology_tui.domain.ages import age_on
from chronology_tui.domain.records import AppointmentDetails, Child, Event
from chronology_tui.domain.text import fold

OWN_CHOICE = "the words say that it was the child's or young person's own refusal or choice: never counted against the family"
OWN_HEALTH = "Where the young person chose, the health need remains: ask them, and those who care for them, how it is met."
_NOT_THE_CHILD = r"(?<!of )(?<!of the )(?<!for )(?<!for the )(?<!with )(?<!with the )"
_REFUSES = (
    r"(?:refus\w*|declin\w*|chose not|did not want|would not|self[- ]discharg\w*|discharged (?:himself|herself|themsel\w+))"
)


_PATTERN = re.compile(
    rf"{_NOT_THE_CHILD}(?<!\w)(?:young (?:person|man|woman)|teenager|child)"
    rf" (?:(?:has|had|again|also|then|himself|herself|themselves|repeatedly) )*{_REFUSES}(?! by\b)"
    r"|(?<!\w)own (?:choice|decision|refusal)(?!\w)"
)
_SAYS_SO = re.compile(rf"{_REFUSES}|own (?:choice|decision|refusal)")
"""Without one of these the pattern cannot be met; most entries need no more than this."""


def own_refusal(event: Event, child: Child) -> bool:
    """Return whether the entry says that the child or young person refused or decided themselves."""
    if isinstance(event.details, AppointmentDetails) and event.details.booked_by_young_person:
        return True
    if not event.summary:
        return False
    words = fold(event.summary)
    if _SAYS_SO.search(words) is None:
        return False
    given = fold(child.name).split(" ")[0]
    if len(given) > 2 and given.isalpha():  # a name, not initials
        words = re.sub(r"\w+", lambda match: "child" if match[0] == given else match[0], words)
    return _PATTERN.search(words) is not None


def surely_younger(reach: Reach, child: Child, years: int) -> bool:
    """Return whether the child was younger than ``years`` on every day that the entry allows; False when the age is not known."""
    if child.birth is None or child.unborn:
        return False
    return age_on(child.birth, date.fromordinal(reach.last)).years < years
