"""The commands. Each one opens the store, calls one service and prints its result."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from chronology_tui.cli.changes import delete, edit, redo, undelete, undo
from chronology_tui.cli.checking import check, questions
from chronology_tui.cli.children import child_app
from chronology_tui.cli.drafts import drafts
from chronology_tui.cli.exporting import export
from chronology_tui.cli.options import (
    AsJson,
    AsOf,
    ChildOption,
    PassphraseFile,
    Policy,
    StorePath,
    day_asked,
    thresholds_of,
    told_of,
    unlock,
)
from chronology_tui.cli.output import entry_line, say, say_json, tell
from chronology_tui.cli.overviews import action_app, actions, kinds, shared
from chronology_tui.cli.people import disagreement_app, person_app
from chronology_tui.cli.policies import policy_app
from chronology_tui.cli.purging import purge
from chronology_tui.cli.reviewing import review
from chronology_tui.cli.safekeeping import backup, passphrase, recovery_key, restore
from chronology_tui.cli.search import search
from chronology_tui.cli.sources import source_app
from chronology_tui.cli.trust import history, verify
from chronology_tui.domain.text import one_line
from chronology_tui.errors import ExitCode, UsageError
from chronology_tui.services import Access, ImportReport, create_casebook
from chronology_tui.services.passphrases import passphrase_from_file

app = typer.Typer(
    name="chronology",
    help="Build a child's medical chronology offline, see its patterns, and export an accessible pack.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(child_app, name="child")
app.add_typer(person_app, name="person")
app.add_typer(disagreement_app, name="disagreement")
app.add_typer(source_app, name="source")
app.add_typer(action_app, name="action")
app.add_typer(policy_app, name="policy")
app.command(epilog="Example: chronology check northfield.chron --as-of 1/6/2024")(check)
app.command(epilog="Example: chronology questions northfield.chron --as-of 1/6/2024")(questions)
app.command(epilog="Example: chronology actions northfield.chron")(actions)
app.command(epilog="Example: chronology shared northfield.chron")(shared)
app.command(epilog='Example: chronology export northfield.chron meeting.pdf --pack cin --recipient "Family and team"')(export)
app.command(epilog="Example: chronology kinds brought")(kinds)
app.command(epilog="Example: chronology search northfield.chron splints")(search)
app.command(epilog="Example: chronology edit northfield.chron 3-7 --set severity=2 --set service=Physiotherapy")(edit)
app.command(epilog="Example: chronology delete northfield.chron 12")(delete)
app.command(epilog="Example: chronology undelete northfield.chron")(undelete)
app.command(epilog="Example: chronology undo northfield.chron")(undo)
app.command(epilog="Example: chronology redo northfield.chron")(redo)
app.command(epilog="Example: chronology review northfield.chron was-not-brought:physio --dismiss 'letters went astray'")(review)
app.command(epilog="Example: chronology history northfield.chron --entry 12")(history)
app.command(epilog="Example: chronology drafts northfield.chron")(drafts)
app.command(epilog="Example: chronology verify northfield.chron")(verify)
app.command(epilog="Example: chronology purge northfield.chron --child S.T.")(purge)
app.command(epilog="Example: chronology backup northfield.chron")(backup)
app.command(epilog="Example: chronology restore 20240314T091500000Z-daily-128-0f3a9c4d.chron northfield.chron")(restore)
app.command(epilog="Example: chronology passphrase northfield.chron")(passphrase)
app.command("recovery-key", epilog="Example: chronology recovery-key northfield.chron")(recovery_key)


@app.command("open", epilog="Example: chronology northfield.chron")
def open_app(
    store: Annotated[Path | None, typer.Argument(metavar="[STORE]")] = None, passphrase_file: PassphraseFile = None
) -> int:
    """Open the terminal app; the last store used when none is named. The word "open" may be left out."""
    from chronology_tui.cli.launch import launch

    return launch(store, passphrase_file)


@app.command(epilog="Example: chronology demo")
def demo(
    into: Annotated[
        Path | None,
        typer.Option(
            "--into",
            metavar="STORE",
            help="Make a store with the invented case, for trying the commands, instead of opening the app.",
        ),
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Open the app on an invented case in a throw-away encrypted store; nothing is kept."""
    if into is None:
        from chronology_tui.cli.launch import launch_demo

        return launch_demo()
    from chronology_tui.cli.asking import new_passphrase
    from chronology_tui.services.demo import DEMO_DAY, fill_demo

    passphrase = new_passphrase(passphrase_from_file(passphrase_file, os.environ), into)
    with fill_demo(into, passphrase) as casebook:
        (child,) = casebook.children()
        say(f"Made {into} with the invented case of {child.name}: {len(casebook.chronology(child.id))} entries.")
        tell(f"The case ends in November 2026: ask for patterns and exports with --as-of {DEMO_DAY.isoformat()}.")
    return ExitCode.DONE


@app.command(epilog="Example: chronology init northfield.chron")
def init(
    store: StorePath,
    recovery_key_file: Annotated[
        Path | None, typer.Option("--recovery-key-file", metavar="FILE", help="Write the recovery key to this new file.")
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Make an encrypted store. Without its passphrase or recovery key nobody can read it, the makers of this program included."""
    from chronology_tui.cli import asking
    from chronology_tui.services.recovery_keys import recovery_key_of

    asking.require_free(recovery_key_file)
    given = passphrase_from_file(passphrase_file, os.environ)
    with told_of(create_casebook(store, asking.new_passphrase(given, store))) as casebook:
        say(f"Made the encrypted store {one_line(str(store))}. Keep its passphrase safe: without it the store cannot be read.")
        has_key = asking.hand_over(recovery_key_of(casebook), recovery_key_file, casebook)
    return ExitCode.DONE if has_key else ExitCode.ISSUES


@app.command(epilog='Example: chronology add northfield.chron "14/3/24 wnb physiotherapy; second missed !2 src:letter"')
def add(
    store: StorePath,
    line: Annotated[str, typer.Argument(metavar="LINE", help="Date, kind, words and marks; see: chronology manual typed-line.")],
    values: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="A field that the line does not say, as for edit. Repeatable."),
    ] = None,
    child: ChildOption = "",
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Add one entry from a typed line, and print how it was read."""
    from chronology_tui.cli.changes import fields_of
    from chronology_tui.services.entry_forms import add_line_with
    from chronology_tui.services.shapes import AddShape, EventShape

    with unlock(store, passphrase_file) as casebook:
        wanted = casebook.child(child)
        reading = casebook.read_line(wanted.id, line)
        event = add_line_with(casebook, wanted.id, line, fields_of(values or ()))
        chronology = casebook.chronology(wanted.id)
    if as_json:
        say_json(AddShape(event=EventShape.of(event, chronology), hints=reading.hints))
        return ExitCode.DONE
    say(f"Added to {one_line(wanted.name)}: {entry_line(event, chronology)}")
    for hint in reading.hints:
        tell(f"Look again: {hint}.")
    return ExitCode.DONE


@app.command("list", epilog="Example: chronology list northfield.chron --from 2024 --kind wnb")
def list_entries(  # noqa: PLR0917 - typer reads options from parameters
    store: StorePath,
    child: ChildOption = "",
    start: Annotated[str, typer.Option("--from", metavar="D", help="Entries that may lie on or after this date.")] = "",
    end: Annotated[str, typer.Option("--to", metavar="D", help="Entries that may lie on or before this date.")] = "",
    kind: Annotated[str, typer.Option("--kind", metavar="K", help="A kind by code, label or alias.")] = "",
    find: Annotated[str, typer.Option("--find", metavar="TEXT", help="Entries that hold these words; as for search.")] = "",
    area: Annotated[list[str] | None, typer.Option("--area", metavar="A", help="Only this area of health. Repeatable.")] = None,
    severity: Annotated[str, typer.Option("--severity", metavar="N", help="Rated at least so: 0 to 4, or the word.")] = "",
    source: Annotated[list[str] | None, typer.Option("--source", metavar="TITLE", help="Only this source. Repeatable.")] = None,
    service: Annotated[list[str] | None, typer.Option("--service", metavar="S", help="Only this service. Repeatable.")] = None,
    key: Annotated[bool, typer.Option("--key-only", help="Only key events.")] = False,
    undated: Annotated[bool, typer.Option("--undated", help="Only undated entries.")] = False,
    agreed: Annotated[bool, typer.Option("--agreed", help="Only entries with agreed actions.")] = False,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """List entries as plain lines, one each, in order of date."""
    from chronology_tui.services.listing import choose, narrowed
    from chronology_tui.services.searching import found_in
    from chronology_tui.services.shapes import ChildShape, EventShape, ListShape

    with unlock(store, passphrase_file, access=Access.READ) as casebook:
        wanted = casebook.child(child)
        found = found_in(casebook, find, wanted.id) if find else None
        whole = casebook.chronology(wanted.id)
        choice = choose(casebook.date_context(wanted), start, end, kind, found)
        choice = narrowed(
            choice, whole, areas=area or (), severity=severity, sources=source or (), services=service or (),
        )  # fmt: skip
        choice = replace(choice, key=key, undated=undated, agreed=agreed)
        chronology = choice.apply(whole)
    if as_json:
        events = tuple(EventShape.of(event, chronology) for event in chronology.events)
        say_json(ListShape(child=ChildShape.of(wanted), events=events))
        return ExitCode.DONE
    for event in chronology.events:
        say(entry_line(event, chronology))
    if not chronology.events:
        tell("No entries." if choice.any else "No entries answer to that.")
    return ExitCode.DONE


@app.command("import", epilog="Example: chronology import northfield.chron clinics.csv --map clinics.toml")
def import_file(
    store: StorePath,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A table with a header row, a date and a summary column; or a record bundle.")
    ],
    child: ChildOption = "",
    form: Annotated[
        str,
        typer.Option(
            "--format", help="csv (comma, semicolon, tab or pipe), xlsx (Excel) or json (a bundle); else by the suffix."
        ),
    ] = "",
    map_file: Annotated[Path | None, typer.Option("--map", metavar="FILE", help="TOML that says which column is which.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and report; write nothing.")] = False,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Import a table or a record bundle: report what was added, what was there already, and every issue with its place.

    A bundle says itself which children it is about. A record that is there with other content is reported and left as it is.
    """
    from chronology_tui.services.imports import form_of
    from chronology_tui.services.shapes import ImportShape

    form = form or form_of(file)
    if form not in {"csv", "xlsx", "json"}:
        raise UsageError(f"The format {form!r} is not read in this version; csv, xlsx and json are.")
    if form == "json" and (child or map_file):
        raise UsageError("A record bundle says itself which children it is about: leave out --child and --map.")
    with unlock(store, passphrase_file, access=Access.READ if dry_run else Access.WRITE) as casebook:
        if form == "json":
            report = casebook.import_bundle(file, dry_run=dry_run)
        else:
            report = casebook.import_table(casebook.child(child).id, file, form=form, map_file=map_file, dry_run=dry_run)
    if as_json:
        say_json(ImportShape.of(report))
    else:
        _say_report(report)
    return ExitCode.ISSUES if report.needs_a_look else ExitCode.DONE


def _say_report(report: ImportReport) -> None:
    done = "Would add" if report.dry_run else "Added"
    say(f"{done} {len(report.added)}; {len(report.duplicates)} there already; {report.skipped} skipped.")
    for count in report.records:
        if count.name != "events" and (count.added or count.there):
            say(f"{done} {count.added} {count.name}; {count.there} there already.")
    for issue in report.issues:
        where = (
            f"{issue.column} {issue.row}"
            if report.records
            else f"row {issue.row}" + (f", {issue.column}" if issue.column else "")
        )
        tell(f"{where}: {issue.message}" + (f" ({issue.value})" if issue.value else ""))


@app.command(epilog="Example: chronology patterns northfield.chron --as-of 30/8/2024")
def patterns(
    store: StorePath,
    child: ChildOption = "",
    as_of: AsOf = "",
    policy: Policy = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Show what the rules say: prompts for professional judgement, not diagnoses and not proof."""
    from chronology_tui.cli.findings import say_analysis
    from chronology_tui.services.reviews import reviews_of
    from chronology_tui.services.shapes import PatternsShape

    chosen = thresholds_of(policy)
    with unlock(store, passphrase_file, access=Access.READ) as casebook:
        wanted = casebook.child(child)
        day = day_asked(as_of, casebook, wanted)
        analysis = casebook.analyse(wanted.id, day, chosen)
        chronology = casebook.chronology(wanted.id)
        reviews = reviews_of(casebook, wanted.id, analysis)
    if as_json:
        say_json(PatternsShape.of(analysis, wanted, reviews))
    else:
        say_analysis(analysis, chronology, reviews)
    return ExitCode.DONE


@app.command(epilog="Example: chronology schema patterns")
def schema(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="Name of the schema; their names when left out.")] = "",
) -> int:
    """Print a published schema (JSON Schema)."""
    from chronology_tui.services.schemas import SCHEMAS, schema_text

    say(schema_text(name).rstrip("\n") if name else "\n".join(SCHEMAS))
    return ExitCode.DONE


@app.command(epilog="Example: chronology manual typed-line")
def manual(
    page: Annotated[str, typer.Argument(metavar="[PAGE]", help="Name of the page; the contents when left out.")] = "",
) -> int:
    """Print a page of the manual, the same that F1 shows in the app."""
    from chronology_tui.services.manual import page_text

    say(page_text(page or "index").rstrip("\n"))
    return ExitCode.DONE
