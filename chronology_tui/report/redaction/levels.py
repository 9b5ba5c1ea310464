"""For whom a report is redacted, and what that takes out of it."""

from __future__ import annotations

from enum import StrEnum


class Redaction(StrEnum):
    """Who a report is for, which decides what of it is changed. Restricted and privileged entries are a matter of their own."""

    NONE = "none"
    """For the recording agency itself: no word is changed."""
    PARTNERS = "partners"
    """For professionals of other agencies. The child, those with a parental role and professionals keep their names; third
    parties become roles, other children initials."""
    FAMILY = "family"
    """For the child and the carers. As for partners, and entries marked as not for carers or as third-party information are
    left out."""
    ANONYMOUS = "anonymous"
    """For supervision and training. Children become initials, adults roles; numbers, references, birth dates, addresses,
    telephone numbers and e-mail addresses go."""

    @property
    def names_the_child(self) -> bool:
        """Whether the child whose report it is keeps name, NHS number and reference."""
        return self is not Redaction.ANONYMOUS

    @property
    def shows_birth(self) -> bool:
        """Whether a pack may print the date of birth, and days and ages from which it follows."""
        return self is not Redaction.ANONYMOUS
