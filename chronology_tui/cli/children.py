"""The commands about children: add, set, list, status."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from chronology_tui.cli.options import AsJson, ChildOption, PassphraseFile, StorePath, unlock
from chronology_tui.cli.output import say, say_json, tell
from chronology_tui.domain.records import Child
from chronology_tui.domain.text import one_line
from chronology_tui.errors import ExitCode
from chronology_tui.services import Access

child_app = typer.Typer(help="Children of a store.", rich_markup_mode=None, no_args_is_help=True)


@child_app.command("add", epilog='Example: chronology child add northfield.chron --name "S. Tarn" --dob 3/4/2019')
def child_add(
    store: StorePath,
    name: Annotated[str, typer.Option("--name", help="Name as you write it, or initials.")],
    dob: Annotated[str, typer.Option("--dob", metavar="D", help="Date of birth; an expected date while unborn.")] = "",
    sex: Annotated[str, typer.Option("--sex", help="female, male or not_known; for growth charts.")] = "",
    nhs_number: Annotated[str, typer.Option("--nhs-number", help="Ten digits; the check digit is tested.")] = "",
    reference: Annotated[str, typer.Option("--reference", help="Your own reference.")] = "",
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Add a child to a store."""
    from chronology_tui.services.shapes import ChildShape

    with unlock(store, passphrase_file) as casebook:
        child = casebook.add_child(name, dob, sex, nhs_number, reference)
    if as_json:
        say_json(ChildShape.of(child))
    else:
        say(f"Added {_name_and_birth(child)}.")
    return ExitCode.DONE


@child_app.command("list", epilog="Example: chronology child list northfield.chron")
def child_list(store: StorePath, as_json: AsJson = False, passphrase_file: PassphraseFile = None) -> int:
    """List the children of a store."""
    from chronology_tui.services.shapes import ChildrenShape, ChildShape

    with unlock(store, passphrase_file, access=Access.READ) as casebook:
        children = casebook.children()
    if as_json:
        say_json(ChildrenShape(children=tuple(ChildShape.of(c) for c in children)))
        return ExitCode.DONE
    for child in children:
        say(_name_and_birth(child))
    if not children:
        tell("The store holds no child yet.")
    return ExitCode.DONE


@child_app.command(
    "status", epilog="Example: chronology child status northfield.chron protection_plan --from 3/3/2026 --category neglect"
)
def child_status(
    store: StorePath,
    kind: Annotated[str, typer.Argument(help="protection_plan, child_in_need, looked_after or early_help.")],
    start: Annotated[str, typer.Option("--from", metavar="D", help="First day.")],
    end: Annotated[str, typer.Option("--to", metavar="D", help="Last day, when it has ended.")] = "",
    category: Annotated[str, typer.Option("--category", help="Of a protection plan: neglect, physical, emotional, sexual.")] = "",
    child: ChildOption = "",
    take_off: Annotated[bool, typer.Option("--take-off", help="Take the status that began on that day off the record.")] = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Record a plan or legal status of a child with its dates; one of the kind and first day that is there is replaced."""
    from chronology_tui.domain.dates import DateContext
    from chronology_tui.services.child_fields import DatedFields, DatedList, dated_on, drop_dated, set_dated

    with unlock(store, passphrase_file) as casebook:
        wanted = casebook.child(child)
        dates = DateContext(today=casebook.today(), birth=wanted.birth, planned=True)
        if take_off:
            gone = dated_on(wanted, DatedList.STATUS, kind, start, dates)
            drop_dated(casebook, wanted.id, DatedList.STATUS, gone)
            say(f"{one_line(wanted.name)}: {gone.kind.replace('_', ' ')} was taken off.")
            return ExitCode.DONE
        fields = DatedFields(kind, start, end, category)
        changed = set_dated(casebook, wanted.id, DatedList.STATUS, None, fields)
        recorded = dated_on(changed, DatedList.STATUS, kind, start, dates)
    status = next(one for one in changed.statuses if one == recorded)
    say(
        f"{one_line(changed.name)}: {status.kind.replace('_', ' ')} from {status.start:%d/%m/%Y}"
        + (f" to {status.end:%d/%m/%Y}." if status.end else ".")
    )
    return ExitCode.DONE


@child_app.command("set", epilog="Example: chronology child set northfield.chron --gestation 32+4 --father known")
def child_set(  # noqa: PLR0917 - typer reads options from parameters
    store: StorePath,
    child: ChildOption = "",
    name: Annotated[str | None, typer.Option("--name", help="Name as you write it, or initials.")] = None,
    dob: Annotated[str | None, typer.Option("--dob", metavar="D", help="Date of birth, or expected date.")] = None,
    sex: Annotated[str | None, typer.Option("--sex", help="female, male or not_known.")] = None,
    nhs_number: Annotated[str | None, typer.Option("--nhs-number", help="Ten digits.")] = None,
    reference: Annotated[str | None, typer.Option("--reference", help="Your own reference.")] = None,
    gestation: Annotated[str | None, typer.Option("--gestation", help="At birth, in weeks and days, such as 32+4.")] = None,
    father: Annotated[str | None, typer.Option("--father", help="known, unknown or not_asked.")] = None,
    family: Annotated[str | None, typer.Option("--family", help="Name of the family whose children belong together.")] = None,
    household: Annotated[str | None, typer.Option("--household", help="Who lives with the child.")] = None,
    conditions: Annotated[
        str | None, typer.Option("--conditions", help="Long-term conditions, parted by semicolons; they replace those there.")
    ] = None,
    lead: Annotated[str | None, typer.Option("--lead", help="Lead professional.")] = None,
    responsibility: Annotated[
        str | None, typer.Option("--parental-responsibility", help="Who holds parental responsibility.")
    ] = None,
    marking: Annotated[str | None, typer.Option("--marking", help="Handling marking for this child's packs.")] = None,
    basis: Annotated[str | None, typer.Option("--sharing-basis", help="The lawful basis for sharing.")] = None,
    state: Annotated[str | None, typer.Option("--state", help="active, finished or reopened.")] = None,
    vulnerability: Annotated[
        list[str] | None,
        typer.Option("--vulnerability", metavar="V", help="KIND, KIND:FROM, KIND:FROM:TO; a note as KIND=NOTE. May be repeated."),
    ] = None,
    without_vulnerability: Annotated[
        list[str] | None, typer.Option("--without-vulnerability", metavar="KIND", help="Take a vulnerability off.")
    ] = None,
    risk: Annotated[
        list[str] | None,
        typer.Option("--risk", metavar="R", help="A risk in the household: KIND, KIND:FROM, KIND:FROM:TO; a note as KIND=NOTE."),
    ] = None,
    without_risk: Annotated[list[str] | None, typer.Option("--without-risk", metavar="KIND", help="Take a risk off.")] = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Change what is recorded about a child. What is not given stays; an empty text ("") clears a field of words.

    The words that --father, --vulnerability, --risk and --state take are defined by: chronology schema vocabulary
    """
    from chronology_tui.services.child_fields import ChildFields, set_child
    from chronology_tui.services.shapes import ChildShape

    fields = ChildFields(
        name=name, birth=dob, sex=sex, nhs_number=nhs_number, reference=reference, gestation=gestation, father=father,
        family_group=family, household=household, conditions=conditions, lead_professional=lead,
        parental_responsibility=responsibility, marking=marking, sharing_basis=basis, state=state,
        vulnerabilities=vulnerability or (), without_vulnerabilities=without_vulnerability or (),
        risks=risk or (), without_risks=without_risk or (),
    )  # fmt: skip
    with unlock(store, passphrase_file) as casebook:
        changed = set_child(casebook, casebook.child(child).id, fields)
    if as_json:
        say_json(ChildShape.of(changed))
    else:
        say(child_line(changed))
    return ExitCode.DONE


def child_line(child: Child) -> str:
    """Return what is recorded about a child as one plain line; fields that are empty are left out, but for the father."""
    parts = [_name_and_birth(child)]
    if child.gestation:
        parts.append(f"gestation at birth {child.gestation.weeks}+{child.gestation.days} weeks")
    parts.append(f"father {child.father.replace('_', ' ')}")
    for label, words in (
        ("family", child.family_group), ("household", child.household), ("conditions", "; ".join(child.conditions)),
        ("lead professional", child.lead_professional), ("parental responsibility", child.parental_responsibility),
        ("marking", child.marking), ("sharing basis", child.sharing_basis),
    ):  # fmt: skip
        if words:
            parts.append(f"{label}: {one_line(words)}")
    for label, dated in (("vulnerability", child.vulnerabilities), ("risk in the household", child.household_risks)):
        parts += [f"{label}: {_period(one.kind, one.note, one.start, one.end)}" for one in dated]
    parts += [f"status: {_period(s.kind, '', s.start, s.end)}" for s in child.statuses]
    parts.append(f"chronology {child.state}")
    return ". ".join(parts) + "."


def _name_and_birth(child: Child) -> str:
    born = "expected" if child.unborn else "born"
    return f"{one_line(child.name)}, " + (f"{born} {child.birth:%d/%m/%Y}" if child.birth else "date of birth not recorded")


def _period(kind: str, note: str, start: date | None, end: date | None) -> str:
    words = kind.replace("_", " ") + (f" ({one_line(note)})" if note else "")
    return words + (f" from {start:%d/%m/%Y}" if start else "") + (f" to {end:%d/%m/%Y}" if end else "")
