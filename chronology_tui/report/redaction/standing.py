"""Who keeps the name, and what stands for those who do not.

At ``PARTNERS`` and ``FAMILY`` these keep it: the child, professionals (practice.md: "Professionals acting in their role are
normally not redacted; other third parties are") and the adults with a parental role to a child of the report: mother, father,
step-parent and carer (foster, kinship, guardian), since domain.md takes as third party whoever is "other than the child and
carers". The worker's own mark of a third party goes before all of this. Grandparents, brothers and sisters, other relatives and
friends become roles: one who cares for the child is recorded as a carer.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from uuid import UUID

from chronology_tui.domain.records import Child, Person
from chronology_tui.domain.vocabulary import PersonKind, RelationKind
from chronology_tui.report.redaction.folding import folded
from chronology_tui.report.redaction.levels import Redaction
from chronology_tui.report.redaction.naming import Name, names_of
from chronology_tui.report.redaction.ordinary_words import KIN, MEN, WOMEN

PARENTAL = frozenset({RelationKind.MOTHER, RelationKind.FATHER, RelationKind.STEP_PARENT, RelationKind.CARER})
"""Relations of those who care for the child as a parent does."""

THIRD_PARTY, PROFESSIONAL, FAMILY_MEMBER = "a third party", "a professional", "a family member"
FAMILY_NAME, SOME_NAME = "[family name]", "[name]"
"""What stands for a name that could be of several people."""

_WORDS = {
    RelationKind.MOTHER: "Mother",
    RelationKind.FATHER: "Father",
    RelationKind.STEP_PARENT: "Parent's partner",
    RelationKind.GRANDPARENT: "Grandparent",
    RelationKind.SIBLING: "Sibling",
    RelationKind.CARER: "Carer",
    RelationKind.RELATIVE: "Relative",
    RelationKind.FRIEND: "Family friend",
}
_INITIALS = re.compile(r"(?:\w\.\s?)+(?: ?\(\d+\))?|[A-Z]{1,2}")


class Sex(Enum):
    """What a title tells."""

    WOMAN = WOMEN
    MAN = MEN


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody known to the store.

    Attributes:
        names: the names as the worker wrote them; none where the record holds only a role or initials.
        instead: what stands for the names; None where the person keeps them.
        plain: a general word for what the person is, where ``instead`` holds a name itself.
        child: whether it is a child of the store.
        sex: of an adult, where the relation tells it.
        record: identifier of the record; None for a professional who is only named in the text.
    """

    names: tuple[Name, ...]
    instead: str | None
    plain: str = THIRD_PARTY
    child: bool = False
    sex: Sex | None = None
    record: UUID | None = None


def initials(child: Child) -> str:
    """Return the initials of a child, as they stand where the name is only initials already."""
    return child.name if _INITIALS.fullmatch(child.name) and "." in child.name else child.initials


def standings(child: Child, others: Sequence[Child], people: Sequence[Person], level: Redaction) -> tuple[Standing, ...]:
    """Return everybody known to the store, the child first.

    Args:
        child: the child whose report it is.
        others: every other child of the report, then of the store; each may come several times.
        people: everybody in the store.
        level: who the report is for.
    """
    if level is Redaction.NONE:
        return ()
    children = {c.id: c for c in (child, *others)}
    called = _called(list(children.values()))
    found = [
        Standing(_child_names(c), None if c.id == child.id and level.names_the_child else called[c.id], child=True, record=c.id)
        for c in children.values()
    ]
    same = {name.full: one for one in found for name in one.names if len(name.full) > 1}
    gone = [person for person in people if not _keeps(person, children.keys(), level)]
    near = {one.id: called[one.id] for one in children.values() if child.family_group and one.family_group == child.family_group}
    roles = _numbered({person.id: _role(person, child, near) for person in gone}, gone)
    for person in people:
        names = names_of(person.name)
        twin = next((same[name.full] for name in names if name.full in same and _may_be_child(person)), None)
        instead = roles.get(person.id)
        if twin is not None:
            instead = twin.instead
        if instead is not None and folded(person.name) == folded(instead):
            names = ()
        found.append(Standing(names, instead, _plain_role(person), child=twin is not None, sex=_sex(person), record=person.id))
    return tuple(found)


def _child_names(child: Child) -> tuple[Name, ...]:
    return () if _INITIALS.fullmatch(child.name) else names_of(child.name)


def _called(children: list[Child]) -> dict[UUID, str]:
    """Return the initials of each child, with a number after those of a later child with the same."""
    called: dict[UUID, str] = {}
    used: Counter[str] = Counter()
    for child in [children[0], *sorted(children[1:], key=lambda c: c.id)]:
        letters = initials(child)
        used[letters] += 1
        called[child.id] = letters if used[letters] == 1 else f"{letters} ({used[letters]})"
    return called


def _is_professional(person: Person) -> bool:
    return person.kind is PersonKind.PROFESSIONAL or any(r.kind is RelationKind.PROFESSIONAL for r in person.relations)


def _may_be_child(person: Person) -> bool:
    """Whether a record of a person with the full name of a child is that child, seen from a brother or sister."""
    return not _is_professional(person) and all(r.kind is RelationKind.SIBLING for r in person.relations)


def _keeps(person: Person, children: Iterable[UUID], level: Redaction) -> bool:
    if level is Redaction.ANONYMOUS or person.third_party:
        return False
    return _is_professional(person) or any(r.kind in PARENTAL and r.child in set(children) for r in person.relations)


def _role(person: Person, child: Child, called: Mapping[UUID, str]) -> str:
    """Return the words for what somebody is: the pseudonym, or else the relation or the profession, or else a general word.

    ``called`` are the children of the same family. What somebody is to a child of another family is not told: it would say that
    the store holds that child.
    """
    if person.pseudonym:
        return person.pseudonym
    if _is_professional(person):
        return person.role or PROFESSIONAL
    own = next((r for r in person.relations if r.child == child.id), None)
    relation = own or next((r for r in person.relations if r.child in called), None)
    if relation is None and person.relations:
        return THIRD_PARTY
    if relation is None:
        return person.role or (THIRD_PARTY if person.third_party else FAMILY_MEMBER)
    role = relation.words or _WORDS.get(relation.kind) or (THIRD_PARTY if person.third_party else FAMILY_MEMBER)
    role = role[:1].upper() + role[1:] if relation.words else role
    return role if own else f"{role} of {called[relation.child]}"


def _plain_role(person: Person) -> str:
    """Return the words for what somebody is without any that were typed."""
    if _is_professional(person):
        return PROFESSIONAL
    return next((_WORDS[r.kind] for r in person.relations if r.kind in _WORDS), THIRD_PARTY)


def without_names(everybody: Sequence[Standing]) -> tuple[Standing, ...]:
    """Return everybody with a general word in place of a role or pseudonym that holds a name which is to go ("Jane's friend")."""
    gone = frozenset(
        word
        for one in everybody
        if one.instead is not None
        for name in one.names
        for word in name.full
        if len("".join(name.full)) > 1 and word not in KIN and (len(word) > 1 or not word.isascii())
    )
    return tuple(
        one if one.instead is None or one.child or gone.isdisjoint(folded(one.instead)) else replace(one, instead=one.plain)
        for one in everybody
    )


def _numbered(roles: dict[UUID, str], people: Sequence[Person]) -> dict[UUID, str]:
    """Return the roles, with a number where several people of different names would be called the same."""
    alike: dict[str, dict[tuple[str, ...], list[UUID]]] = defaultdict(dict)
    for person in sorted(people, key=lambda p: p.id):
        if not person.pseudonym:
            alike[roles[person.id]].setdefault(folded(person.name), []).append(person.id)
    numbered = dict(roles)
    for role, named in alike.items():
        if len(named) > 1:
            for number, ids in enumerate(named.values(), 1):
                numbered.update(dict.fromkeys(ids, f"{role} ({number})"))
    return numbered


def _sex(person: Person) -> Sex | None:
    kinds = {r.kind for r in person.relations}
    return Sex.WOMAN if RelationKind.MOTHER in kinds else Sex.MAN if RelationKind.FATHER in kinds else None
