"""What hangs on the order in which files are given? Nothing: the master is the same, byte for byte."""

import random
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from toolkit.cli import main
from toolkit.consolidation.consolidate import consolidate
from toolkit.model.period import ReportingPeriod
from toolkit.schemes.loader import load_shipped
from toolkit.workbooks.master.master import write_master
from toolkit.workflow.steps import month, tables
from toolkit.workflow.steps.workspace import workbook_files

SAMPLES = Path(__file__).parents[2] / "sample_workbooks"
JUNE, AS_OF = ReportingPeriod(2022, 6), date(2022, 7, 6)


def master(files: list[Path], root: Path, out: Path) -> bytes:
    """Return the master of these files, given in this order."""
    scheme = load_shipped("luzhai-2022")
    targets = month.read_targets(workbook_files(root / "目标"), scheme, JUNE)
    read = tables.check_all(tables.read_files(tables.named(files, root / "报送"), scheme, JUNE), scheme)
    return write_master(consolidate(read, targets, scheme, JUNE, AS_OF), out).read_bytes()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_the_files_changes_no_byte_of_the_master(tmp_path, seed):
    """June's tables, two versions of one among them, in any order: the same sheets, rows, numbers and names."""
    root = tmp_path / "鹿寨2022"
    shutil.copytree(SAMPLES / "luzhai_2022" / "报送" / "2022-06", root / "报送" / "2022-06")
    shutil.copytree(SAMPLES / "luzhai_2022" / "目标", root / "目标")
    first = workbook_files(root / "报送")
    shutil.copy(first[3], first[3].with_stem(f"{first[3].stem}（第二稿）"))
    files = workbook_files(root / "报送")
    shuffled = random.Random(seed).sample(files, len(files))
    assert shuffled != files
    assert master(shuffled, root, tmp_path / "乱序.xlsx") == master(files, root, tmp_path / "顺序.xlsx")


def test_paths_on_the_command_line_may_stand_in_any_order(tmp_path):
    """Check and consolidate on bare paths: the same lines, whichever file is named first."""
    files = [str(path) for path in workbook_files(SAMPLES / "luzhai_2022" / "报送" / "2022-06")]
    options = ["--scheme", "luzhai-2022", "--period", "2022-06"]
    runner = CliRunner()
    for form in ("jsonl", "text"):
        one = runner.invoke(main, ["check", *files, *options, "--format", form])
        other = runner.invoke(main, ["check", *reversed(files), *options, "--format", form])
        assert one.exit_code == other.exit_code == 1
        assert one.stdout == other.stdout
    for out, given in (("甲", files), ("乙", files[::-1])):
        runner.invoke(main, ["consolidate", *given, *options, "--as-of", "2022-07-06", "--out", str(tmp_path / out)])
    made = [path.read_bytes() for path in sorted(tmp_path.rglob("*.xlsx"))]
    assert len(made) == 2
    assert made[0] == made[1]
