"""The JSON documents about the records beside entries: people, disagreements, sources, agreed actions, exports, kinds."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from chronology_tui.domain.agreed import ActionState
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import Child, Disagreement, ExportRecord, Person, Source
from chronology_tui.domain.vocabulary import EscalationStage, PersonKind, RelationKind, SourceKind
from chronology_tui.services.agreed_actions import AgreedAction
from chronology_tui.services.shapes import Shape, WhenShape


class RelationShape(Shape):
    """What a person is to a child."""

    child: UUID
    name: str = Field(description="the child's name")
    kind: RelationKind
    words: str


class PersonShape(Shape):
    """A person."""

    id: UUID
    name: str
    kind: PersonKind
    role: str
    agency: str
    relations: tuple[RelationShape, ...]
    third_party: bool
    pseudonym: str
    notes: str

    @classmethod
    def of(cls, person: Person, names: dict[UUID, str]) -> PersonShape:
        """Return the shape of a person; ``names`` are those of the children."""
        relations = tuple(RelationShape(child=r.child, name=names[r.child], kind=r.kind, words=r.words) for r in person.relations)
        return cls(**{**{n: getattr(person, n) for n in cls.model_fields}, "relations": relations})


class PeopleShape(Shape):
    """What ``person list --json`` prints."""

    people: tuple[PersonShape, ...]


class DisagreementShape(Shape):
    """A professional disagreement; ``number`` is its place among the child's, in order of entry, from 1."""

    id: UUID
    number: int
    child: UUID
    with_whom: str
    about: str
    stage: EscalationStage
    raised: WhenShape
    settled: WhenShape | None
    outcome: str

    @classmethod
    def of(cls, record: Disagreement, number: int) -> DisagreementShape:
        """Return the shape of a disagreement."""
        own = {
            "number": number,
            "raised": WhenShape.of(record.raised),
            "settled": WhenShape.of(record.settled) if record.settled else None,
        }
        return cls(**{name: own[name] if name in own else getattr(record, name) for name in cls.model_fields})


class DisagreementsShape(Shape):
    """What ``disagreement list --json`` prints."""

    disagreements: tuple[DisagreementShape, ...]


class SourceShape(Shape):
    """A source; ``entries`` is the number of entries that name it."""

    id: UUID
    title: str
    kind: SourceKind
    agency: str
    reference: str
    dated: WhenShape | None
    checked: bool
    available: bool
    notes: str
    entries: int

    @classmethod
    def of(cls, source: Source, entries: int) -> SourceShape:
        """Return the shape of a source."""
        own = {"dated": WhenShape.of(source.dated) if source.dated else None, "entries": entries}
        return cls(**{name: own[name] if name in own else getattr(source, name) for name in cls.model_fields})


class SourcesShape(Shape):
    """What ``source list --json`` prints."""

    sources: tuple[SourceShape, ...]


class EntryShape(Shape):
    """An entry as it stands in the chronology of one child."""

    child: UUID
    name: str
    number: int


class ActionShape(Shape):
    """An agreed action; ``entries`` has the entry at which it was agreed, for each child whom that entry is about."""

    id: UUID
    what: str
    owner: str
    due: WhenShape | None
    done: WhenShape | None
    outcome: str
    state: ActionState
    event: UUID
    entries: tuple[EntryShape, ...]

    @classmethod
    def of(cls, agreed: AgreedAction) -> ActionShape:
        """Return the shape of an agreed action."""
        action = agreed.action
        return cls(
            id=action.id,
            what=action.what,
            owner=action.owner,
            due=WhenShape.of(action.due) if action.due else None,
            done=WhenShape.of(action.done) if action.done else None,
            outcome=action.outcome,
            state=agreed.state,
            event=agreed.event.id,
            entries=tuple(EntryShape(child=c.id, name=c.name, number=number) for c, number in agreed.entries),
        )


class ActionsShape(Shape):
    """What ``actions --json`` prints."""

    as_of: date
    actions: tuple[ActionShape, ...]


class ExportShape(Shape):
    """What was exported."""

    id: UUID
    child: UUID
    name: str = Field(description="the child's name")
    made: datetime
    file: str
    pack: str
    as_of: date
    entries: int
    withheld: int
    recipient: str
    purpose: str
    basis: str
    redaction: str
    head: str
    digest: str
    choices: str
    code: str

    @classmethod
    def of(cls, record: ExportRecord, child: Child) -> ExportShape:
        """Return the shape of the record of an export."""
        return cls(**{name: child.name if name == "name" else getattr(record, name) for name in cls.model_fields})


class SharedShape(Shape):
    """What ``shared --json`` prints."""

    exports: tuple[ExportShape, ...]


class KindShape(Shape):
    """A kind of event with its words."""

    code: Kind
    label: str
    aliases: tuple[str, ...]
    area: Area
    area_label: str
    suggested_severity: str
    definition: str

    @classmethod
    def of(cls, kind: Kind) -> KindShape:
        """Return the shape of a kind."""
        return cls(
            code=kind, label=kind.label, aliases=kind.aliases, area=kind.area, area_label=kind.area.label,
            suggested_severity=kind.suggested_severity.word, definition=kind.definition,
        )  # fmt: skip


class KindsShape(Shape):
    """What ``kinds --json`` prints."""

    kinds: tuple[KindShape, ...]
