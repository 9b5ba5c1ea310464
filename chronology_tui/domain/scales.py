"""The two scales of harm. They are separate axes and are never added, averaged or multiplied together.

Severity and likelihood are kept apart from frequency after Dubowitz and others (1999), who showed that the three carry
different information about neglect. The words always stand beside any number, shape or colour.
"""

from __future__ import annotations

from enum import IntEnum


class Severity(IntEnum):
    """How bad the harm to the child was, or would have been had events run slightly differently.

    The comparison operators are only meaningful between rated values: test :attr:`rated` first.
    """

    NOT_RATED = -1
    """Nobody has rated this entry. It is not the same as no harm."""
    NONE = 0
    """No harm, or a benefit to the child."""
    LOW = 1
    """Brief discomfort, or a lost opportunity."""
    MODERATE = 2
    """Avoidable symptoms or pain, or the benefit of treatment lost."""
    HIGH = 3
    """Avoidable acute illness or injury, unplanned hospital care, or a lasting effect likely."""
    CRITICAL = 4
    """Life-threatening or permanent harm, or harm of that kind narrowly avoided."""

    @property
    def rated(self) -> bool:
        """Whether somebody rated the entry."""
        return self is not Severity.NOT_RATED

    @property
    def word(self) -> str:
        """The word that is printed: "not rated", "none", "low", "moderate", "high" or "critical"."""
        return self.name.replace("_", " ").lower()


class Likelihood(IntEnum):
    """How likely harm is if nothing changes, judged at the time of the entry."""

    NOT_RATED = -1
    """Nobody has judged this."""
    UNLIKELY = 1
    """Harm is unlikely if nothing changes."""
    POSSIBLE = 2
    """Harm could well follow if nothing changes."""
    LIKELY = 3
    """Harm is more likely than not if nothing changes."""
    HAPPENING = 4
    """Harm is already happening, or almost certain, if nothing changes."""

    @property
    def rated(self) -> bool:
        """Whether somebody judged the likelihood."""
        return self is not Likelihood.NOT_RATED

    @property
    def word(self) -> str:
        """The word that is printed: "not rated", "unlikely", "possible", "likely" or "happening"."""
        return self.name.replace("_", " ").lower()
