"""What does a file of tests not do again? It reads a rulebook once, and starts no process to read a small table.

These two were most of what a file cost that consolidates a month again and again.  What is shown stays the same: a
workspace's rulebook is known by every byte that it is read from, as the program's own cache knows it
(spec/test_known_rulebook.py), and to no other file of tests; a table goes through the same reader, and through pickle,
in this process.  What is about reading in processes (``pytestmark = pytest.mark.processes``, the fixture
``in_processes``) keeps them, and so does every command that a test starts as a program.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from toolkit.model.scheme import Scheme
from toolkit.schemes import loader
from toolkit.workflow.steps import cache, office_settings, parallel, rulebook, workspace

MARK = "processes"
_known: dict[tuple[object, ...], Scheme] = {}
_each, _load = parallel.each, rulebook.load
# A test that puts something else in their place sees it asked.
_READERS = (loader.load, loader.open_source)


def load(
    folder: Path, chosen: Any = None, office: Path | None = None, year: int | None = None, *, continues: bool = False
) -> Scheme:
    """Return what ``rulebook.load`` does; what it refuses it refuses each time, and its own cache is left to it."""
    if cache.place() or (loader.load, loader.open_source) != _READERS:
        return _load(folder, chosen, office, year, continues=continues)
    asked = (folder.name, repr(sorted((chosen or {}).items())), office is not None, year, continues)
    key = (rulebook._content(folder, office), *asked)
    if key not in _known:
        _known[key] = _load(folder, chosen, office, year, continues=continues)
    return _known[key]


@pytest.fixture
def in_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in processes in a single test."""
    monkeypatch.setattr(parallel, "each", _each)


@pytest.fixture(scope="module", autouse=True)
def read_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let a file read its rulebooks for itself, and its tables in this process unless it is marked ``processes``."""
    _known.clear()
    in_processes = request.node.get_closest_marker(MARK)

    def here(*asked: Any, executor: str = parallel.AUTOMATIC, **more: Any) -> Any:
        return _each(*asked, executor=parallel.THIS if executor == parallel.AUTOMATIC else executor, **more)

    with pytest.MonkeyPatch.context() as patch:
        for asking in (workspace, office_settings):
            patch.setattr(asking, "load", load)
        if not in_processes:
            patch.setattr(parallel, "each", here)
        yield
