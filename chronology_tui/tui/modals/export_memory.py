"""What was typed in the export dialogue, kept as drafts: one for each child and pack, in the encrypted store.

All that was chosen is kept until the pack is made, so that a lock or a crash loses none of it. From then on only who it is from
and for, why and on what basis: a redaction or a period of last time must not decide for the next file. Neither the password nor
the place of the file is ever kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from chronology_tui.tui.drafting import Drafting
from chronology_tui.tui.modals.export_reading import FIELDS, REMEMBERED

if TYPE_CHECKING:
    from chronology_tui.services import Casebook
    from chronology_tui.services.drafts import Draft
    from chronology_tui.tui.app import ChronologyApp

PLACE = "form:export:"
"""Begins the place of these drafts; the name of the pack ends it."""


class ExportMemory:
    """What is remembered for the packs of one child."""

    def __init__(self, casebook: Casebook, child: UUID) -> None:
        self._casebook = casebook
        self._child = child
        self._begun: tuple[ChronologyApp, Callable[[str], None]] | None = None
        self._kept: dict[str, tuple[UUID, str]] = {}
        self._drafting: dict[str, Drafting] = {}
        self.last_pack = ""
        """The pack that was typed for last."""
        self.prepared_by = ""
        """Who the latest of all packs is prepared by."""

    def begin(self, app: ChronologyApp, on_trouble: Callable[[str], None]) -> None:
        """Begin to keep what is typed; ``on_trouble`` is told why where it cannot be kept."""
        self._begun = app, on_trouble

    def found(self, drafts: Sequence[Draft]) -> None:
        """Take over what the store holds, the latest last, of this child and of others."""
        for draft in drafts:
            if not draft.place.startswith(PLACE):
                continue
            self.prepared_by = _values(draft.content).get("prepared_by", self.prepared_by)
            if draft.child == self._child:
                self.last_pack = draft.place.removeprefix(PLACE)
                self._kept[self.last_pack] = draft.id, draft.content

    def of(self, pack: str) -> dict[str, str]:
        """Return what was typed for a pack."""
        return _values(self._kept[pack][1]) if pack in self._kept else {}

    def typed(self, pack: str, values: Mapping[str, str], plain: Mapping[str, str]) -> None:
        """Keep what differs from what the pack begins with."""
        changed = {name: values[name] for name in FIELDS if values[name] != plain[name]}
        self._keep(pack, json.dumps(changed) if changed else "")
        self.prepared_by = values["prepared_by"]

    def made(self, pack: str) -> None:
        """Keep of a pack that was made what is offered for the next one."""
        kept = {name: value for name, value in self.of(pack).items() if name in REMEMBERED}
        self._keep(pack, json.dumps(kept) if kept else "")

    def flush(self) -> None:
        """Keep now what is not kept yet."""
        for drafting in self._drafting.values():
            drafting.flush()

    def _keep(self, pack: str, content: str) -> None:
        draft, before = self._kept.get(pack, (None, ""))
        if content == before or self._begun is None:
            return
        if pack not in self._drafting:
            app, on_trouble = self._begun
            drafting = Drafting(app, self._casebook, self._child, f"{PLACE}{pack}", on_trouble=on_trouble)
            self._drafting[pack] = drafting
            if draft is not None:
                drafting.found(draft, before)
        draft = draft or self._casebook.ledger.new_id()
        self._kept[pack] = draft, content
        self._drafting[pack].typed(draft, content)


def _values(content: str) -> dict[str, str]:
    """Return the fields that a draft holds; one that cannot be read holds none."""
    try:
        held = json.loads(content) if content else {}
    except ValueError:
        return {}
    return {name: str(held[name]) for name in FIELDS if name in held} if isinstance(held, dict) else {}
