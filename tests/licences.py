"""Under which licences stand the libraries that are installed with the product? Writes docs/licences.md.

``python tests/licences.py`` after a change of dependencies; ``tests/test_security_page.py`` says when it is due.
"""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"
HEAD = """# Licences of the libraries

What `pip install zhaoshang-toolkit` brings along, and under which licence each part says it stands (its own metadata).
Written by `python tests/licences.py`; `tests/test_security_page.py` fails when it is stale.

| library | licence |
|---|---|
"""


def normal(name: str) -> str:
    """Return a distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def asked_for() -> list[Requirement]:
    """Return what pyproject.toml asks for at run time."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [Requirement(line) for line in project["dependencies"]]


def closure() -> dict[str, Distribution]:
    """Return the distributions that are installed with the product, by normal name."""
    found: dict[str, Distribution] = {}
    waiting = asked_for()
    while waiting:
        wanted = waiting.pop()
        key = normal(wanted.name)
        if key not in found:
            found[key] = distribution(wanted.name)
            waiting += _needed(found[key], frozenset(wanted.extras))
    return dict(sorted(found.items()))


def _needed(of: Distribution, extras: frozenset[str]) -> Iterator[Requirement]:
    for line in of.requires or ():
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in (extras or {""})):
            try:
                distribution(requirement.name)
            except PackageNotFoundError:
                continue  # asked for on another system, or with a marker that pip reads more narrowly
            yield requirement


def licence(of: Distribution) -> str:
    """Return a licence as the distribution states it: the SPDX expression, else its classifier, else its field."""
    meta = of.metadata
    if expression := meta.get("License-Expression"):
        return str(expression)
    classifiers = [
        line.split(" :: ")[-1] for line in meta.get_all("Classifier") or () if line.startswith("License :: ")
    ]
    stated = str(meta.get("License") or "").strip().split("\n")[0]
    return " / ".join(name for name in classifiers if name != "OSI Approved") or stated[:60] or _by_its_words(of)


def _by_its_words(of: Distribution) -> str:
    # IMAPClient brings the text of its licence and does not name it.
    text = " ".join(
        " ".join(str(of.read_text(f"licenses/{name}")).split()) for name in of.metadata.get_all("License-File") or ()
    )
    bsd = "Redistribution and use in source and binary forms" in text and "may be used to endorse or promote" in text
    return "BSD-3-Clause" if bsd else "?"


def page() -> str:
    """Return the page for what is installed here."""
    return HEAD + "".join(f"| {of.metadata['Name']} | {licence(of)} |\n" for of in closure().values())


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
