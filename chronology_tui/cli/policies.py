"""The commands about the local policy of thresholds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from chronology_tui.cli.options import AsJson
from chronology_tui.cli.output import say, say_json, say_wrapped, tell
from chronology_tui.domain.text import one_line
from chronology_tui.errors import ExitCode

if TYPE_CHECKING:
    from chronology_tui.services.policies import PolicyChange

policy_app = typer.Typer(help="The thresholds in force.", rich_markup_mode=None, no_args_is_help=True)

Name = Annotated[
    str,
    typer.Argument(
        metavar="THRESHOLD", help="Its table and key, such as was-not-brought.in-window; see: chronology policy list."
    ),
]


@policy_app.command("list", epilog="Example: chronology policy list")
def policy_list(as_json: AsJson = False) -> int:
    """List every threshold in force with its source and the rule that uses it, and say where the local policy file is."""
    from chronology_tui.config import policy_path
    from chronology_tui.services.policies import policy_in_force, tables
    from chronology_tui.services.policy_shapes import PolicyShape

    policy, path = policy_in_force(), policy_path()
    if as_json:
        say_json(PolicyShape.of(policy, tables(), path))
        return ExitCode.DONE
    say(f"Policy in force: {one_line(policy.label)}")
    where = one_line(str(path))
    say(f"Local policy file: {where}" + ("" if path.exists() else " (not there; it is made by: chronology policy set)"))
    for table in tables():
        say()
        say(f"{table.rule}: {one_line(table.name)}")
        for limit in table.limits:
            threshold = policy.threshold(limit)
            words = f"- {limit.rule}.{limit.key} = {threshold.value:g} {limit.unit}: {limit.words} ({one_line(threshold.source)})"
            say_wrapped(words, "  ")
    return ExitCode.DONE


@policy_app.command("set", epilog="Example: chronology policy set was-not-brought.in-window 4")
def policy_set(name: Name, value: Annotated[str, typer.Argument(metavar="VALUE", help="A number; a share also as 80%.")]) -> int:
    """Change a threshold in the local policy file, which is made when it is not there. The version of the policy is raised."""
    return _write(lambda: _planned(name, value))


@policy_app.command("reset", epilog="Example: chronology policy reset was-not-brought.in-window")
def policy_reset(name: Name) -> int:
    """Take a threshold out of the local policy file, so that the value that the program ships holds again."""
    return _write(lambda: _planned(name, ""))


@policy_app.command("name", epilog='Example: chronology policy name "Northfield thresholds" 2026-1')
def policy_name(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the policy is called; findings and exports print it.")],
    version: Annotated[str, typer.Argument(metavar="VERSION", help="Its version.")],
) -> int:
    """Give the local policy another name and version."""
    from chronology_tui.services.policies import planned_name

    return _write(lambda: planned_name(name, version))


def _planned(name: str, value: str) -> PolicyChange:
    from chronology_tui.services.clock import SystemClock
    from chronology_tui.services.policies import limit_named, planned_change

    return planned_change(limit_named(name), value, SystemClock().today())


def _write(plan: Callable[[], PolicyChange]) -> int:
    from chronology_tui.services.policies import write_policy

    change = plan()
    if change.after == change.before:
        tell("Nothing was changed: that is in force already.")
        return ExitCode.DONE
    policy = write_policy(change)
    say(f"Policy in force: {one_line(policy.label)}")
    tell(f"Written: {one_line(str(change.path))}")
    return ExitCode.DONE
