"""Is everything that a user can meet written down? Documentation is tested like code."""

import re
from pathlib import Path

import click
import pytest

from toolkit.cli import main
from toolkit.model.catalogue import CATALOGUE

ROOT = Path(__file__).parent.parent
MANUAL = (ROOT / "docs" / "使用手册.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
SPECS = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests" / "spec").glob("*.py"))


@pytest.mark.parametrize("kind", CATALOGUE)
def test_every_finding_code_is_in_the_manual_and_in_a_spec(kind):
    """Catalogue, manual and book name the same findings."""
    code = CATALOGUE[kind].code
    assert re.search(rf"\| {code} \|", MANUAL), f"{code} has no line in docs/使用手册.md"
    assert kind in SPECS, f"no test in tests/spec shows {kind}"


def test_codes_are_unique_and_the_manual_invents_none():
    """A code says one thing, and the manual's codes all exist."""
    codes = [wording.code for wording in CATALOGUE.values()]
    assert len(codes) == len(set(codes))
    assert set(re.findall(r"\| ([FHVXTDN]\d{3}) \|", MANUAL)) == set(codes)


@pytest.mark.parametrize("kind", CATALOGUE)
def test_every_message_ends_its_sentence_and_speaks_no_computer(kind):
    """Messages are Chinese sentences without a programmer's word."""
    message = CATALOGUE[kind].message
    assert message.endswith(("。", "}"))
    assert not re.search(r"null|None|NaN|index|dtype|invalid|error|exception", message, re.IGNORECASE)


def commands(group: click.Group, prefix: str = ""):
    """Yield (name, command) of a group, depth first."""
    for name, command in group.commands.items():
        yield prefix + name, command
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix}{name} ")


@pytest.mark.parametrize(("name", "command"), list(commands(main)))
def test_every_command_is_in_the_readme_and_explains_itself(name, command):
    """Each command has a line in README and help for itself and each of its options."""
    assert f"zhaoshang {name.split()[0]}" in README
    assert name.split()[-1] in README
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.name}"
