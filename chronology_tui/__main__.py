"""The ``chronology`` command: ``chronology [STORE]`` opens the app, ``chronology COMMAND …`` does one thing.

Errors that the user can cause or mend are one plain line on standard error with an exit code of the contract; anything else is
a bug: exit code 70 and a report that holds no case data. ``--debug`` anywhere shows the trace instead.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence

from chronology_tui.errors import ChronologyError, ExitCode


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with ``arguments`` (those of the process when None) and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    given = [argument for argument in given if argument != "--debug"]
    for stream in (sys.stdout, sys.stderr):
        # A console without a character prints a stand-in rather than ending the command half way.
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = _run(given)
        sys.stdout.flush()
    except ChronologyError as error:
        if debug:
            raise
        sys.stderr.write(f"chronology: {_one_line(str(error))}\n")
        return int(error.exit_code)
    except BrokenPipeError:
        # The reader of our output, such as `head`, has seen enough; nothing may be written when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.DONE)
    except KeyboardInterrupt:
        sys.stderr.write("chronology: stopped.\n")
        return 130
    except Exception as error:  # the documented boundary: a bug becomes a report and exit code 70
        if debug:
            raise
        from chronology_tui.cli.bugs import report_bug  # noqa: PLC0415

        sys.stderr.write(f"chronology: {report_bug(error)}\n")
        return int(ExitCode.BUG)
    return code


def _run(given: list[str]) -> int:
    if not given:
        from chronology_tui.cli.launch import launch  # noqa: PLC0415 - the app starts without loading the commands

        return launch(None)
    if given == ["demo"]:
        from chronology_tui.cli.launch import launch_demo  # noqa: PLC0415

        return launch_demo()
    from chronology_tui.cli.run import run_command  # noqa: PLC0415

    return run_command(given)


def _one_line(text: str) -> str:
    from chronology_tui.domain.text import one_line  # noqa: PLC0415

    return one_line(text)


if __name__ == "__main__":
    sys.exit(main())
