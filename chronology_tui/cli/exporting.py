"""The command that exports: a pack, a table of the entries, or the whole record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from chronology_tui.cli.options import AsJson, AsOf, ChildOption, PassphraseFile, StorePath, day_asked, unlock
from chronology_tui.cli.output import say, say_json, tell
from chronology_tui.domain.text import counted, one_line
from chronology_tui.errors import ExitCode, UsageError
from chronology_tui.services import Access, Casebook, ExportResult
from chronology_tui.services.errors import HeldForWriting, StoreInUse
from chronology_tui.services.passphrases import passphrase_from_file

if TYPE_CHECKING:
    from chronology_tui.services.export_choices import ExportChoices
    from chronology_tui.services.exports import Changed, LookAt, Preview


def export(  # noqa: PLR0917 - typer reads options from parameters
    store: StorePath,
    out: Annotated[
        Path,
        typer.Argument(metavar="OUT", help="The file to make; its suffix gives the format: pdf, docx, md, txt, csv, xlsx, json."),
    ],
    child: ChildOption = "",
    pack: Annotated[
        str,
        typer.Option(
            "--pack", metavar="P", help="referral, cin, conference, court, perplexing, supervision or full; referral by itself."
        ),
    ] = "",
    as_of: AsOf = "",
    start: Annotated[str, typer.Option("--from", metavar="D", help="First day whose entries are listed.")] = "",
    end: Annotated[str, typer.Option("--to", metavar="D", help="Last day whose entries are listed.")] = "",
    area: Annotated[
        list[str] | None, typer.Option("--area", metavar="A", help="Only this area of health; give it several times for more.")
    ] = None,
    key_only: Annotated[
        bool, typer.Option("--key-only", help="List only key entries, and those that the document names.")
    ] = False,
    sibling: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="C", help="Another child of the store, side by side; give it several times for more."),
    ] = None,
    redact: Annotated[
        str, typer.Option("--redact", metavar="R", help="none, partners, family or anonymous; the pack's own when not given.")
    ] = "",
    numbering: Annotated[
        str, typer.Option("--numbering", metavar="N", help="record: numbers of the whole chronology; document: 1, 2, 3.")
    ] = "",
    large_print: Annotated[bool, typer.Option("--large-print", help="Set in large print.")] = False,
    page_cap: Annotated[
        int | None, typer.Option("--page-cap", metavar="N", help="Most pages that the reader accepts; more are told, not cut.")
    ] = None,
    marking: Annotated[
        str | None,
        typer.Option(
            "--marking", help="Handling marking on every page; the child's own, else OFFICIAL-SENSITIVE; empty for none."
        ),
    ] = None,
    prepared_by: Annotated[str, typer.Option("--prepared-by", help="Who prepared it: name, role, agency.")] = "",
    recipient: Annotated[str, typer.Option("--recipient", help="Who it is for; kept in the record of exports.")] = "",
    purpose: Annotated[str, typer.Option("--purpose", help="Why it is shared; kept in the record of exports.")] = "",
    basis: Annotated[
        str | None, typer.Option("--sharing-basis", help="The lawful basis for sharing; the child's own when not given.")
    ] = None,
    decision: Annotated[
        str,
        typer.Option("--strategy-decision", help="For the perplexing pack: what was decided on telling carers, by whom, when."),
    ] = "",
    password_file: Annotated[
        Path | None,
        typer.Option("--password-file", metavar="FILE", help="Also make a copy that opens with this file's first line."),
    ] = None,
    preview: Annotated[bool, typer.Option("--preview", help="Print what the pack says; make and record nothing.")] = False,
    changes: Annotated[bool, typer.Option("--changes", help="Print what redaction replaced and what to look at.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Write over OUT if it is there.")] = False,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Export a pack, a table of the entries, or the whole record; and record the export.

    A pack is a pdf, docx, md or txt file. A csv or xlsx file holds the entries and is read again by import. A json file holds one
    child with --child, else every child of the store, with all that is recorded and nothing withheld.
    """
    from chronology_tui.services.exports import preview as preview_of
    from chronology_tui.services.listing import choose

    words = {"prepared_by": prepared_by, "recipient": recipient, "purpose": purpose, "strategy_decision": decision}
    plain = {
        "pack": pack, "key_only": key_only, "page_cap": page_cap, "marking": marking, "sharing_basis": basis, **words,
    }  # fmt: skip
    password = passphrase_from_file(password_file, {}) if password_file is not None else None
    with _unlock(store, passphrase_file, reads=preview) as casebook:
        named = _Named(area or [], sibling or [], redact, numbering, large_print=large_print, password=password or "")
        if out.suffix.lower() == ".json":
            if as_of or start or end or preview:
                raise _whole_record()
            result = _bundle(casebook, out, child, _chosen(casebook, named, plain), overwrite=overwrite)
        else:
            wanted = casebook.child(child)
            period = choose(casebook.date_context(wanted), start, end)
            days = {"as_of": day_asked(as_of, casebook, wanted), "from_day": period.start, "to_day": period.end}
            chosen = _chosen(casebook, named, plain | days)
            if preview:
                return _say_preview(preview_of(casebook, wanted.id, chosen), changes=changes)
            result = casebook.export(wanted.id, out, chosen, overwrite=overwrite)
    return _say_result(result, changes=changes, as_json=as_json)


@dataclass(frozen=True, slots=True)
class _Named:
    """Choices that are typed as words and stand for something else."""

    areas: list[str]
    siblings: list[str]
    redaction: str
    numbering: str
    large_print: bool
    password: str


def _chosen(casebook: Casebook, named: _Named, values: dict[str, Any]) -> ExportChoices:
    """Return the choices.

    Raises:
        UsageError: a word stands for nothing that there is.
    """
    from chronology_tui.services.export_choices import ExportChoices, Look, Numbering, area_named, redaction_named

    if named.numbering and named.numbering not in set(Numbering):
        raise UsageError(f"There is no numbering {named.numbering!r}. Choose one of: {', '.join(Numbering)}.")
    return ExportChoices(
        areas=frozenset(map(area_named, named.areas)),
        siblings=tuple(casebook.child(name).id for name in named.siblings),
        redaction=redaction_named(named.redaction) if named.redaction else None,
        numbering=Numbering(named.numbering) if named.numbering else None,
        look=Look.LARGE if named.large_print else None,
        password=named.password,
        **values,
    )


def _whole_record() -> UsageError:
    return UsageError(
        "A json file holds the whole record, nothing left out and nothing redacted: besides --child, only --recipient, "
        "--purpose, --sharing-basis and --overwrite go with it. For a part of the entries make a csv or xlsx file."
    )


def _bundle(casebook: Casebook, out: Path, child: str, chosen: ExportChoices, *, overwrite: bool) -> ExportResult:
    from chronology_tui.services.export_choices import ExportChoices

    recipient, purpose, basis = chosen.recipient, chosen.purpose, chosen.sharing_basis
    only = ExportChoices(pack=chosen.pack, recipient=recipient, purpose=purpose, sharing_basis=basis)
    if chosen.pack not in {"", "full"} or chosen != only:
        raise _whole_record()
    wanted = casebook.child(child).id if child else None
    return casebook.export_bundle(
        wanted, out, overwrite=overwrite, recipient=recipient, purpose=purpose, sharing_basis=basis or ""
    )


def _unlock(store: Path, passphrase_file: Path | None, *, reads: bool) -> Casebook:
    if reads:
        return unlock(store, passphrase_file, access=Access.READ)
    try:
        return unlock(store, passphrase_file)
    except StoreInUse as error:
        raise HeldForWriting(f"{error} An export is recorded in the store, so it needs to write there.") from None


def _say_preview(preview: Preview, *, changes: bool) -> int:
    for line in preview.lines:
        say(line)
    for left_out in preview.left_out:
        tell(f"Left out: {left_out}.")
    if changes:
        _say_changes(preview.changes, preview.to_look_at)
    tell("This is a preview: nothing was made and nothing was recorded.")
    return ExitCode.DONE


def _say_result(result: ExportResult, *, changes: bool, as_json: bool) -> int:
    code = ExitCode.ISSUES if result.issues else ExitCode.DONE
    if as_json:
        from chronology_tui.services.export_shapes import ExportedShape

        say_json(ExportedShape.of(result))
        return code
    pages = f", {counted(result.pages, 'page')}" if result.pages else ""
    say(f"Wrote {one_line(str(result.path))}{pages} (SHA-256 {result.digest}).")
    for copy in result.copies:
        say(f"Wrote {one_line(str(copy))}, which opens with the password only. Send it, and the password by another way.")
    if changes:
        _say_changes(result.changes, result.to_look_at)
    for note in result.notes:
        tell(note)
    if not changes and (result.changes or result.to_look_at):
        tell("The option --changes lists them.")
    for issue in result.issues:
        tell(issue.message)
    return code


def _say_changes(changes: Iterable[Changed], to_look_at: Iterable[LookAt]) -> None:
    for change in changes:
        unsure = "" if change.certain else " (not sure: look)"
        say(f"{one_line(change.where)}: {one_line(change.what)} -> {one_line(change.instead)}{unsure}")
    for look in to_look_at:
        say(f"Look at {one_line(look.where)}: {one_line(look.words)} ({look.why})")
