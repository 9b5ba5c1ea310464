"""Changing one value in the text of a local policy file, line by line, so that the worker's own comments stay.

Pure work on text. Whoever uses it reads the result back, since TOML can be laid out in ways that no line by line change knows.
"""

from __future__ import annotations

import json
import re

from chronology_tui.analysis.limits import Limit

NEW_POLICY = """\
# Local thresholds of the pattern rules. What may stand here is printed by: chronology schema policy
# A threshold that is not named here keeps the value that the program ships.
name = "Local policy"
version = 1
"""
"""The text of a policy file that changes nothing yet."""

_TABLE = re.compile(r"\s*\[\s*(?P<quote>[\"']?)(?P<name>[\w-]+)(?P=quote)\s*\]\s*(#.*)?")
_ANY_TABLE = re.compile(r"\s*\[")


def with_value(text: str, limit: Limit, value: float | None) -> str:
    """Return the text with another value for a threshold; without it where ``value`` is None."""
    lines = text.splitlines()
    start = next((n for n, line in enumerate(lines) if (m := _TABLE.fullmatch(line)) and m["name"] == limit.rule), None)
    if start is None:
        if value is not None:
            lines += ["", f"[{limit.rule}]", *_value_lines(limit, value)]
        return _joined(lines)
    end = next((n for n in range(start + 1, len(lines)) if _ANY_TABLE.match(lines[n])), len(lines))
    at = _place(lines, start + 1, end, limit.key)
    if at is not None and value is not None:
        lines[at] = f"{limit.key} = {_shown(value)}{_comment(lines[at])}"
    elif at is not None:
        first = at - 1 if lines[at - 1] == _own_comment(limit) else at
        del lines[first : at + 1]
    elif value is not None:
        while end > start + 1 and not lines[end - 1].strip():
            end -= 1
        lines[end:end] = _value_lines(limit, value)
    return _joined(lines)


def with_label(text: str, key: str, words: str) -> str:
    """Return the text with another name or version."""
    lines = text.splitlines()
    end = next((n for n, line in enumerate(lines) if _ANY_TABLE.match(line)), len(lines))
    at = _place(lines, 0, end, key)
    said = words if key == "version" and words.isascii() and words.isdigit() and str(int(words)) == words else _quoted(words)
    if at is None:
        lines.insert(end, f"{key} = {said}")
    else:
        lines[at] = f"{key} = {said}{_comment(lines[at])}"
    return _joined(lines)


def _place(lines: list[str], start: int, end: int, key: str) -> int | None:
    wanted = re.compile(rf"\s*([\"']?){re.escape(key)}\1\s*=")
    return next((n for n in range(start, end) if wanted.match(lines[n])), None)


def _comment(line: str) -> str:
    """Return the comment at the end of a line of a number; in a line with quotation marks, none is looked for."""
    _, mark, words = line.partition("#")
    return f"  #{words}" if mark and not {'"', "'"} & set(line) else ""


def _value_lines(limit: Limit, value: float) -> list[str]:
    return [_own_comment(limit), f"{limit.key} = {_shown(value)}"]


def _own_comment(limit: Limit) -> str:
    return f"# {limit.words} ({limit.unit}); default {limit.default:g}"


def _shown(value: float) -> str:
    return repr(value)


def _quoted(words: str) -> str:
    # JSON's strings are TOML's basic strings, but for U+007F, which one_line has made visible already.
    return json.dumps(words, ensure_ascii=False)


def _joined(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
