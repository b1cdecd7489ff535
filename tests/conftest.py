"""What every test may ask for: the scheme, a drawn sheet, LibreOffice."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.checking import check
from tests.drawn import drawn_sheet
from tests.office import SOFFICE
from tests.once import MARK, in_processes, read_here  # noqa: F401 - fixtures for everybody
from tests.servers import authority, dovecot, mailbox, smtp  # noqa: F401 - fixtures for everybody
from toolkit.intake.read import read_submission
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Submission
from toolkit.schemes.loader import load_shipped

JUNE = ReportingPeriod(2022, 6)
# Every test reads for itself: what an earlier one read must not answer for the reader.
os.environ["ZHAOSHANG_CACHE"] = ""
# No test is timed: on a busy machine a deadline tells of the machine.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """Register the marks."""
    config.addinivalue_line("markers", "office: needs LibreOffice (soffice); a failure in CI if it is missing")
    config.addinivalue_line("markers", f"{MARK}: reads tables in processes, as commands do (tests/once.py)")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """``-n auto``: one worker more than there are processors, since some tests wait for other programs."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files that start other programs first: the long ones must not be what the last worker is left with."""
    there = {Path(__file__).parent, Path(__file__).with_name("faults")}
    waiting = {item.path for item in items if item.get_closest_marker("office") or item.path.parent in there}
    items.sort(key=lambda item: item.path not in waiting)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs LibreOffice where there is none; in CI its absence is a failure."""
    if item.get_closest_marker("office") and SOFFICE is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing: .ci/run installs it")
        pytest.skip("needs LibreOffice: apt-get install libreoffice-calc libreoffice-writer")


@pytest.fixture(scope="session")
def luzhai() -> Scheme:
    """The rulebook of Luzhai 2022 with its default readings."""
    return load_shipped("luzhai-2022")


@pytest.fixture
def read(tmp_path: Path, luzhai: Scheme):
    """Read and check a drawn sheet as a submission for June 2022.

    The first drawn row holds the column letters, the first column the row numbers, as Excel shows them.
    """

    def read_drawn(drawing: str, name: str = "江口乡6月.xlsx") -> Submission:
        path = tmp_path / name
        drawn_sheet(drawing, path)
        return check(read_submission(path, luzhai, JUNE), luzhai)

    return read_drawn


@pytest.fixture
def findings(read):
    """Return the findings of a drawn sheet as ``E7 V102`` lines, notes included, in reading order."""

    def of(drawing: str, name: str = "江口乡6月.xlsx") -> list[str]:
        return [" ".join(p for p in (f.cell.place, f.code, f.kind) if p) for f in read(drawing, name).findings]

    return of
