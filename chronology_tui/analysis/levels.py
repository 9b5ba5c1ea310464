"""How a level follows from the surest and the widest reading of uncertain dates."""

from __future__ import annotations

from chronology_tui.analysis.finding import Level

_ORDER = (Level.NOTE, Level.CONSIDER, Level.STRONG)


def level_of(surest: Level | None, widest: Level) -> Level:
    """Return the level of the surest reading, or one step below that of the widest, whichever is more.

    An uncertain date can so raise a question, but not by itself to the top.

    Args:
        surest: the level in the surest reading; None when the threshold is not met in it.
        widest: the level in the widest reading.
    """
    stepped = max(_ORDER.index(widest) - 1, 0)
    return _ORDER[max(stepped, _ORDER.index(surest) if surest else 0)]
