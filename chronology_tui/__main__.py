"""The ``chronology`` command: ``chronology [STORE]`` opens the app, ``chronology COMMAND …`` does one thing.

Errors that the user can cause or mend are one plain line on standard error with an exit code of the contract; anything else is
a bug: exit code 70 and a report that holds no case data. ``--debug`` anywhere shows the trace instead.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from chronology_tui.errors import ChronologyError, ExitCode, OutputClosed, OutputNotWritten


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with ``arguments`` (those of the process when None) and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    given = [argument for argument in given if argument != "--debug"]
    _open_missing_streams()
    for stream in (sys.stdout, sys.stderr):
        # A console without a character prints a stand-in rather than ending the command half way.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(given)
        _flush_output()
    except ChronologyError as error:
        if debug:
            raise
        sys.stderr.write(f"chronology: {_one_line(str(error))}\n")
        return int(error.exit_code)
    except (BrokenPipeError, OutputClosed):
        _drop_output()
        return int(ExitCode.DONE)
    except KeyboardInterrupt:
        sys.stderr.write("chronology: stopped.\n")
        return 130
    except Exception as error:  # the documented boundary: a bug becomes a report and exit code 70
        if debug:
            raise
        from chronology_tui.cli.bugs import report_bug  # noqa: PLC0415 - nothing else needs it

        sys.stderr.write(f"chronology: {report_bug(error)}\n")
        return int(ExitCode.BUG)
    return code


def _open_missing_streams() -> None:
    """Give the process the standard streams that its caller closed, so that printing there is no fault."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open while the process is


def _flush_output() -> None:
    """Print what is still held back.

    Raises:
        BrokenPipeError: the reader has seen enough.
        OutputNotWritten: the disk that the output goes to is full or failing.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _drop_output()
        raise OutputNotWritten(error.strerror) from None


def _drop_output() -> None:
    """Send what is still held back nowhere; else the interpreter tries to write it once more when it ends."""
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _run(given: list[str]) -> int:
    if not given:
        from chronology_tui.cli.launch import launch  # noqa: PLC0415 - the app starts without loading the commands

        return launch(None)
    if given == ["demo"]:
        from chronology_tui.cli.launch import launch_demo  # noqa: PLC0415 - likewise

        return launch_demo()
    if (store := _store_alone(given)) is not None:
        from chronology_tui.cli.launch import launch  # noqa: PLC0415 - likewise

        return launch(store)
    from chronology_tui.cli.run import run_command  # noqa: PLC0415 - the app starts without loading the commands

    return run_command(given)


def _store_alone(given: list[str]) -> Path | None:
    """Return the store that the app is to be opened on, where that is all that is asked for: no command has a suffix."""
    words = given[1:] if given[0] == "open" else given
    path = Path(words[0]) if len(words) == 1 and not words[0].startswith("-") else None
    return path if path is not None and path.suffix else None


def _one_line(text: str) -> str:
    from chronology_tui.domain.text import one_line  # noqa: PLC0415 - only an error needs it

    return one_line(text)


if __name__ == "__main__":
    sys.exit(main())
