"""Parsing the command line by typer, with our own errors and exit codes."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from chronology_tui import __version__
from chronology_tui.cli.commands import app
from chronology_tui.errors import ExitCode, UsageError


def run_command(given: list[str]) -> int:
    """Run the command that ``given`` names; a first word that is no command is the store to open.

    Raises:
        UsageError: the arguments do not fit the command.
        ChronologyError: the command could not be done.
    """
    if given in (["--version"], ["-V"]):
        sys.stdout.write(f"chronology {__version__}\n")
        return ExitCode.DONE
    command = typer.main.get_command(app)
    names: set[str] = set(getattr(command, "commands", {}))
    if given[0] not in names and not given[0].startswith("-"):
        if not Path(given[0]).exists() and not Path(given[0]).suffix:
            raise UsageError(f"There is no command and no store {given[0]!r}. See: chronology --help")
        given = ["open", *given]
    try:
        code = command.main(args=given, prog_name="chronology", standalone_mode=False)
    except Exception as error:
        # Typer brings its own copy of click in some versions: its errors are told apart by what they can do.
        if hasattr(error, "format_message"):
            hint = getattr(getattr(error, "ctx", None), "command_path", "chronology")
            raise UsageError(f"{error.format_message()} See: {hint} --help") from None
        if type(error).__name__ == "Abort":
            raise KeyboardInterrupt from None
        raise
    return code if isinstance(code, int) else ExitCode.DONE
