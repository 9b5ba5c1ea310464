"""The commands about sources."""

from __future__ import annotations

from typing import Annotated

import typer

from chronology_tui.cli.options import AsJson, PassphraseFile, StorePath, unlock
from chronology_tui.cli.output import say, say_json, sentence_of, tell, when_words
from chronology_tui.domain.records import Source
from chronology_tui.domain.text import counted
from chronology_tui.errors import ExitCode
from chronology_tui.services import Access

source_app = typer.Typer(help="Sources of the entries.", rich_markup_mode=None, no_args_is_help=True)


@source_app.command("list", epilog="Example: chronology source list northfield.chron")
def source_list(
    store: StorePath,
    child: Annotated[str, typer.Option("--child", metavar="C", help="Without the sources of other children's entries.")] = "",
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """List the sources: which were checked, which were asked for and not seen, and how many entries name each."""
    from chronology_tui.services.sources import counted_sources

    with unlock(store, passphrase_file, access=Access.READ) as casebook:
        found = counted_sources(casebook, casebook.child(child).id if child else None)
    _say_sources(found, as_json=as_json)
    return ExitCode.DONE


@source_app.command("set", epilog='Example: chronology source set northfield.chron "School nursing record" --not-available')
def source_set(
    store: StorePath,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="Title as it is cited; added when it is not there.")],
    checked: Annotated[
        bool | None, typer.Option("--checked/--not-checked", help="Whether you compared the entries with it.")
    ] = None,
    available: Annotated[
        bool | None, typer.Option("--available/--not-available", help="Whether it could be seen when it was asked for.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help="letter, record, phone_call, visit, discharge_summary, family_report, email, …")
    ] = None,
    agency: Annotated[str | None, typer.Option("--agency", help="Who wrote it.")] = None,
    reference: Annotated[str | None, typer.Option("--reference", help="Its own reference.")] = None,
    dated: Annotated[str | None, typer.Option("--dated", metavar="D", help="The date on it.")] = None,
    notes: Annotated[str | None, typer.Option("--notes", help="Anything else.")] = None,
    rename: Annotated[
        str | None, typer.Option("--rename", metavar="TITLE", help="Another title for a source that is there.")
    ] = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Record that a source was checked, or asked for and not seen, and its particulars; what is not given stays."""
    from chronology_tui.services.sources import SourceFields, counted_sources, set_source

    fields = SourceFields(kind, agency, reference, dated, checked, available, notes, rename)
    with unlock(store, passphrase_file) as casebook:
        changed = set_source(casebook, title, fields)
        found = tuple((source, entries) for source, entries in counted_sources(casebook) if source.id == changed.id)
    _say_sources(found, as_json=as_json)
    return ExitCode.DONE


def _say_sources(found: tuple[tuple[Source, int], ...], *, as_json: bool) -> None:
    from chronology_tui.services.record_shapes import SourceShape, SourcesShape

    if as_json:
        say_json(SourcesShape(sources=tuple(SourceShape.of(source, entries) for source, entries in found)))
        return
    for source, entries in found:
        say(
            sentence_of(
                source.title, source.kind.replace("_", " "), source.agency,
                f"reference {source.reference}" if source.reference else "",
                f"dated {when_words(source.dated)}" if source.dated else "",
                counted(entries, "entry", "entries"),
                "checked" if source.checked else "not checked",
                "" if source.available else "asked for and not seen", source.notes,
            )
        )  # fmt: skip
    if not found:
        tell("No sources are recorded.")
