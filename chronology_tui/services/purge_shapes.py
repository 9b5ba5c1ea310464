"""The JSON document of ``purge``."""

from __future__ import annotations

from pydantic import Field

from chronology_tui.services.purging import Purged
from chronology_tui.services.shapes import Shape


class GoneShape(Shape):
    """How much of each kind went."""

    entries: int
    disagreements: int
    exports: int
    people: int
    sources: int
    drafts: int
    changes: int = Field(description="changes of the history that were erased")


class StayingShape(Shape):
    """How much stays without the child."""

    entries: int = Field(description="entries that are about other children too")
    people: int = Field(description="people whom other children or their entries need")


class PurgeShape(Shape):
    """What ``purge --json`` prints; nothing of the case."""

    gone: GoneShape
    staying: StayingShape
    rewritten: bool = Field(description="whether the file was written anew; else the next opening for writing does it")
    backups_holding: tuple[str, ...] = Field(description="backup files that still hold the child")
    backups_unread: tuple[str, ...] = Field(
        description="backup files that this passphrase does not open; they may hold the child"
    )

    @classmethod
    def of(cls, purged: Purged) -> PurgeShape:
        """Return the shape of what came of a purge."""
        plan = purged.plan
        return cls(
            gone=GoneShape(**{name: getattr(plan, name) for name in GoneShape.model_fields}),
            staying=StayingShape(entries=plan.shared, people=plan.people_kept),
            rewritten=purged.rewritten,
            backups_holding=tuple(map(str, purged.holding)),
            backups_unread=tuple(map(str, purged.may_hold)),
        )
