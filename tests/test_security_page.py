"""Does SECURITY.md tell the truth about its tests, and docs/licences.md about the libraries?"""

import re
import sys
from pathlib import Path

import pytest

from tests.licences import PAGE, asked_for, normal, page

ROOT = Path(__file__).parent.parent
SECURITY = (ROOT / "SECURITY.md").read_text("utf-8")
TESTS = {
    name: path
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
}
NAMED = sorted(set(re.findall(r"`(test_\w+)`", SECURITY)))
ROWS = {line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")}


@pytest.mark.parametrize("name", NAMED)
def test_every_promise_names_a_test_that_exists(name):
    """A promise without a test is a wish."""
    assert name in TESTS, f"SECURITY.md names {name}, and there is no such test"


def test_every_promise_has_a_test():
    """Each section of promises names at least one; the page names many."""
    promises = SECURITY.partition("## What is not promised")[0].split("\n### ")[1:]
    assert len(promises) >= 7 and all(re.search(r"`test_\w+`", section) for section in promises)


def test_the_licences_are_those_of_what_is_installed():
    """``python tests/licences.py`` writes the page anew; another system or Python brings a few other libraries."""
    installed = {line for line in page().splitlines() if line.startswith("| ")}
    if (sys.platform, sys.version_info[:2]) == ("linux", (3, 11)):
        assert installed == ROWS, "run: python tests/licences.py"
    listed = {normal(row.split("|")[1].strip()) for row in ROWS}
    assert {normal(requirement.name) for requirement in asked_for() if requirement.marker is None} <= listed


def test_every_licence_is_known():
    """A library that does not say under which licence it stands is not one to build on."""
    assert not [row for row in ROWS if row.endswith("| ? |")]
