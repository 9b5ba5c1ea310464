"""Programs that hold a store, for ``test_two_programs``: one that holds, one that writes on and on, two that start at once."""

from __future__ import annotations

import json
import os
import select
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from chronology_tui.errors import ChronologyError, ExitCode
from chronology_tui.services import open_casebook
from chronology_tui.services.editing import edit_entries
from tests.faults.worker import remember_keys


def hold(store: Path, passphrase: str) -> None:
    """Hold the store until standard input ends."""
    with open_casebook(store, passphrase):
        print("held", flush=True)
        sys.stdin.read()


def write(store: Path, passphrase: str) -> None:
    """Change all entries of the one child together, again and again, until standard input ends."""
    with open_casebook(store, passphrase) as book:
        (child,) = book.children()
        ids = [event.id for event in book.chronology(child.id).events]
        print("held", flush=True)
        for number in range(100_000):
            edit_entries(book, child.id, ids, {"notes": f"round {number}"})
            if stopped():
                break


def stopped() -> bool:
    """Whether standard input has ended."""
    return bool(select.select([0], [], [], 0)[0])


def race(store: Path, passphrase: str, rounds: int) -> None:
    """Have two processes open the store at the same instant, and print the exit codes of each round."""
    remember_keys()
    open_casebook(store, passphrase).close()
    print(json.dumps([_race_once(store, passphrase) for _ in range(rounds)]), flush=True)


def _race_once(store: Path, passphrase: str) -> list[int]:
    """Return the exit codes of both; whoever gets the store keeps it until the other was told."""
    gun, told = os.pipe(), os.pipe()
    racers = [_racer(store, passphrase, gun, told) for _ in range(2)]
    os.close(gun[0])
    os.close(told[1])
    os.close(gun[1])
    codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in racers]
    os.close(told[0])
    return codes


def _racer(store: Path, passphrase: str, gun: tuple[int, int], told: tuple[int, int]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = int(ExitCode.BUG)
    try:
        os.close(gun[1])
        os.read(gun[0], 1)  # ends when the gun is fired, that is, closed by all
        with open_casebook(store, passphrase):
            code = int(ExitCode.DONE)
            select.select([told[0]], [], [], 10)  # until the other was told; if both get in, neither is
    except ChronologyError as error:
        code = int(error.exit_code)
        os.write(told[1], b"told")
    finally:
        os._exit(code)
    raise AssertionError("never reached")


if __name__ == "__main__":
    what, store, passphrase, *more = sys.argv[1:]
    match what:
        case "hold":
            hold(Path(store), passphrase)
        case "write":
            write(Path(store), passphrase)
        case "race":
            race(Path(store), passphrase, int(more[0]))
