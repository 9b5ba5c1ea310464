"""The commands about people and about professional disagreements."""

from __future__ import annotations

from typing import Annotated

import typer

from chronology_tui.cli.options import AsJson, ChildOption, PassphraseFile, StorePath, unlock
from chronology_tui.cli.output import say, say_json, sentence_of, tell, when_words
from chronology_tui.domain.records import Disagreement, Person
from chronology_tui.domain.text import one_line
from chronology_tui.errors import ExitCode
from chronology_tui.services import Access, Casebook

person_app = typer.Typer(help="People around the children.", rich_markup_mode=None, no_args_is_help=True)
disagreement_app = typer.Typer(help="Professional disagreements.", rich_markup_mode=None, no_args_is_help=True)

Kind = Annotated[str | None, typer.Option("--kind", help="family or professional.")]
Role = Annotated[str | None, typer.Option("--role", help="Such as health visitor or class teacher.")]
Agency = Annotated[str | None, typer.Option("--agency", help="Where a professional works.")]
Relations = Annotated[
    list[str] | None,
    typer.Option(
        "--relation", metavar="R", help="What the person is to a child: KIND or KIND:CHILD; your words as KIND=WORDS. Repeatable."
    ),
]
ThirdParty = Annotated[
    bool | None, typer.Option("--third-party/--not-third-party", help="Somebody other than the child and carers.")
]
Pseudonym = Annotated[str | None, typer.Option("--pseudonym", help="Words that stand for the name where it may not be used.")]
Notes = Annotated[str | None, typer.Option("--notes", help="Anything else.")]
Stage = Annotated[str | None, typer.Option("--stage", help="practitioners, managers, senior_managers or partnership.")]
Raised = Annotated[str | None, typer.Option("--raised", metavar="D", help="When it was raised; today when not given.")]
Settled = Annotated[str | None, typer.Option("--settled", metavar="D", help="When it was settled.")]
Outcome = Annotated[str | None, typer.Option("--outcome", help="What came of it.")]


@person_app.command("add", epilog='Example: chronology person add northfield.chron "Nana Tarn" --relation grandparent')
def person_add(
    store: StorePath,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name as you write it.")],
    kind: Kind = None,
    role: Role = None,
    agency: Agency = None,
    relation: Relations = None,
    third_party: ThirdParty = None,
    pseudonym: Pseudonym = None,
    notes: Notes = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Add a person. What the relations mean is printed by: chronology schema vocabulary."""
    from chronology_tui.services.people import PersonFields, add_person

    fields = PersonFields(kind, role, agency, third_party, pseudonym, notes, relation or ())
    with unlock(store, passphrase_file) as casebook:
        _say_people(casebook, (add_person(casebook, name, fields),), as_json=as_json)
    return ExitCode.DONE


@person_app.command("set", epilog='Example: chronology person set northfield.chron "Nana Tarn" --pseudonym "Grandmother"')
def person_set(  # noqa: PLR0917 - typer reads options from parameters
    store: StorePath,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of a person who is there.")],
    kind: Kind = None,
    role: Role = None,
    agency: Agency = None,
    relation: Relations = None,
    third_party: ThirdParty = None,
    pseudonym: Pseudonym = None,
    notes: Notes = None,
    rename: Annotated[str | None, typer.Option("--rename", metavar="NAME", help="Another name for the person.")] = None,
    without_relation: Annotated[
        list[str] | None,
        typer.Option("--without-relation", metavar="CHILD", help="Take the relation to a child off. Repeatable."),
    ] = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Change what is recorded about a person; what is not given stays, a relation to another child is added."""
    from chronology_tui.services.people import PersonFields, set_person

    with unlock(store, passphrase_file) as casebook:
        off = {casebook.child(child).id: ("", "") for child in without_relation or ()}
        fields = PersonFields(kind, role, agency, third_party, pseudonym, notes, relation or (), rename, off)
        _say_people(casebook, (set_person(casebook, name, fields),), as_json=as_json)
    return ExitCode.DONE


@person_app.command("list", epilog="Example: chronology person list northfield.chron")
def person_list(
    store: StorePath,
    child: Annotated[str, typer.Option("--child", metavar="C", help="Only people who are related to this child.")] = "",
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """List the people of a store."""
    from chronology_tui.services.people import people

    with unlock(store, passphrase_file, access=Access.READ) as casebook:
        found = people(casebook, casebook.child(child).id if child else None)
        _say_people(casebook, found, as_json=as_json)
    return ExitCode.DONE


def _say_people(casebook: Casebook, found: tuple[Person, ...], *, as_json: bool) -> None:
    from chronology_tui.services.record_shapes import PeopleShape, PersonShape

    names = {child.id: child.name for child in casebook.children()}
    shapes = tuple(PersonShape.of(person, names) for person in found)
    if as_json:
        say_json(PeopleShape(people=shapes))
        return
    for person in shapes:
        relations = (f"{r.kind.replace('_', ' ')} of {r.name}" + (f" ({r.words})" if r.words else "") for r in person.relations)
        say(
            sentence_of(
                person.name, person.kind, person.role, person.agency, *relations, "third party" if person.third_party else "",
                f"written as “{person.pseudonym}” where the name may not be used" if person.pseudonym else "", person.notes,
            )
        )  # fmt: skip
    if not found:
        tell("No people are recorded.")


@disagreement_app.command(
    "add",
    epilog='Example: chronology disagreement add northfield.chron --with "Children\'s social care" --about "No strategy meeting"',
)
def disagreement_add(
    store: StorePath,
    with_whom: Annotated[str, typer.Option("--with", help="With whom.")],
    about: Annotated[str, typer.Option("--about", help="About what.")],
    child: ChildOption = "",
    stage: Stage = None,
    raised: Raised = None,
    settled: Settled = None,
    outcome: Outcome = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Record a professional disagreement and how far it was taken."""
    from chronology_tui.services.disagreements import (
        DisagreementFields,
        add_disagreement,
        disagreements,
    )

    fields = DisagreementFields(with_whom, about, stage, raised, settled, outcome)
    with unlock(store, passphrase_file) as casebook:
        wanted = casebook.child(child)
        added = add_disagreement(casebook, wanted.id, fields)
        number = len(disagreements(casebook, wanted.id))
    _say_disagreements(((number, added),), as_json=as_json)
    return ExitCode.DONE


@disagreement_app.command(
    "set", epilog='Example: chronology disagreement set northfield.chron 1 --settled 3/6/2024 --outcome "Meeting held"'
)
def disagreement_set(
    store: StorePath,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Its number in: chronology disagreement list")],
    child: ChildOption = "",
    with_whom: Annotated[str | None, typer.Option("--with", help="With whom.")] = None,
    about: Annotated[str | None, typer.Option("--about", help="About what.")] = None,
    stage: Stage = None,
    raised: Raised = None,
    settled: Settled = None,
    outcome: Outcome = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Take a disagreement further, or record what came of it; what is not given stays."""
    from chronology_tui.services.disagreements import DisagreementFields, set_disagreement

    fields = DisagreementFields(with_whom, about, stage, raised, settled, outcome)
    with unlock(store, passphrase_file) as casebook:
        changed = set_disagreement(casebook, casebook.child(child).id, number, fields)
    _say_disagreements(((number, changed),), as_json=as_json)
    return ExitCode.DONE


@disagreement_app.command("list", epilog="Example: chronology disagreement list northfield.chron")
def disagreement_list(
    store: StorePath, child: ChildOption = "", as_json: AsJson = False, passphrase_file: PassphraseFile = None
) -> int:
    """List the professional disagreements about a child, numbered in order of entry."""
    from chronology_tui.services.disagreements import disagreements

    with unlock(store, passphrase_file, access=Access.READ) as casebook:
        found = disagreements(casebook, casebook.child(child).id)
    _say_disagreements(tuple(enumerate(found, 1)), as_json=as_json)
    return ExitCode.DONE


def _say_disagreements(found: tuple[tuple[int, Disagreement], ...], *, as_json: bool) -> None:
    from chronology_tui.services.record_shapes import DisagreementShape, DisagreementsShape

    if as_json:
        shapes = tuple(DisagreementShape.of(record, number) for number, record in found)
        say_json(DisagreementsShape(disagreements=shapes))
        return
    for number, record in found:
        say(
            f"{number}. With {one_line(record.with_whom)}: "
            + sentence_of(
                record.about, f"stage: {record.stage.replace('_', ' ')}", f"raised {when_words(record.raised)}",
                f"settled {when_words(record.settled)}" if record.settled else "not settled",
                f"outcome: {record.outcome}" if record.outcome else "",
            )
        )  # fmt: skip
    if not found:
        tell("No disagreements are recorded.")
