"""The walk: from the units' files to master, return copies, notice, form and drafts, once, on the real tables."""

import email
import json
import re
import shutil
from email import policy
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from click.testing import CliRunner

from tests.office import differences, formula_count, recalculated
from toolkit.cli import main
from toolkit.model.ledger import Arrival
from toolkit.workflow.actions.demo import SAMPLES, run_demo
from toolkit.workflow.steps.tables import silent

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """(workspace, month) of the demo."""
    return run_demo(tmp_path_factory.mktemp("演示"), SAMPLES[0], silent)


@pytest.fixture(scope="module")
def master(walked):
    """The master workbook's path."""
    return walked[1].master


@pytest.mark.office
def test_another_spreadsheet_program_computes_the_same(master, tmp_path):
    """Promise 3: LibreOffice recalculates every formula and no cell changes; no error value anywhere."""
    assert formula_count(master) > 500
    (again,) = recalculated([master], tmp_path)
    assert list(differences(master, again)) == []
    for sheet in openpyxl.load_workbook(again, data_only=True):
        for row in sheet.iter_rows(values_only=True):
            assert not [value for value in row if isinstance(value, str) and value.startswith("#")], sheet.title


def test_six_zero_targets_print_a_dash(master):
    """LZ table A: 商贸物流, 基础设施 and 文旅 have no industrial targets; their rates are 「—」."""
    sheet = openpyxl.load_workbook(master, data_only=True)["目标完成情况"]
    rows = {row[2]: row for row in sheet.iter_rows(values_only=True) if row[2]}
    for lead in ("县科工贸局", "县住建局", "县文体广旅局"):
        assert [value for value in rows[lead] if value == "—"] == ["—"] * 4, "two rates and two 超（欠）进度"


def test_every_ledger_row_leads_back_to_its_cell(walked, master):
    """Promise 2: file, sheet and row of every entry hold the project's name; the ledger sheet links there."""
    _, month = walked
    books: dict[str, openpyxl.Workbook] = {}
    checked = 0
    for entry in month.result.ledger.entries:
        if entry.path.endswith(".xlsx"):
            book = books.setdefault(entry.path, openpyxl.load_workbook(entry.path, data_only=True))
            texts = {re.sub(r"\s", "", str(cell.value)) for cell in book[entry.sheet][entry.row]}
            assert re.sub(r"\s", "", entry.name) in texts, entry.source_place
            checked += 1
    assert checked > 50
    sheet = openpyxl.load_workbook(master)["项目台账"]
    links = [cell.hyperlink for row in sheet for cell in row if cell.hyperlink]
    pages = [link for link in links if (link.location or "").startswith("'项目'!")]
    back = [link for link in links if link.location == "'目录'!A1"]
    decided = [link for link in links if unquote(link.target or "").endswith("裁定.xlsx")]
    links = [link for link in links if not any(link in apart for apart in (pages, back, decided))]
    assert len(back) == 1 and len(decided) == sum(bool(entry.decision) for entry in month.result.ledger.entries)
    assert len(pages) == sum(bool(entry.project) for entry in month.result.ledger.entries), "each to its project's page"
    assert len(links) == len(month.result.ledger.entries)
    for link, entry in zip(links, month.result.ledger.entries, strict=True):
        assert (master.parent / unquote(link.target).replace("\\", "/")).resolve() == Path(entry.path).resolve()
        assert not entry.sheet or link.location == f"'{entry.sheet}'!A{entry.row}"


def test_a_figure_is_the_sum_of_its_ledger_rows(walked):
    """A line's funds are the 到位资金 of its entries from outside, at least 500万元: followed back by hand."""
    _, month = walked
    for standing in month.result.standings:
        own = [e for e in month.result.ledger.entries if e.target_row == standing.key and e.counted == "是"]
        funds = sum(e.paid_in_yuan or 0 for e in own if e.region == "区外" and (e.investment_yuan or 0) >= 5_000_000)
        assert standing.variances["LZ-T1"].actual == funds


def test_the_same_input_gives_the_same_master(walked, tmp_path):
    """Same input, same bytes."""
    from toolkit.workbooks.master.master import write_master

    first = walked[1].master
    second = write_master(walked[1].result, first.with_name("again.xlsx"))
    same = second.read_bytes() == first.read_bytes()
    second.unlink()
    assert same


def test_drafts_carry_the_master_and_only_the_units_own_return_copy(walked):
    """17 letters; the reminder goes to the three that are missing; a return copy goes to its own unit."""
    _, month = walked
    missing = {line.unit for line in month.result.timeliness if line.arrival is Arrival.MISSING}
    for path in month.drafts:
        letter = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        names = [part.get_filename() for part in letter.iter_attachments()]
        assert names[0] == month.master.name
        assert [Path(n).name for n in names[1:]] == [p.name for p in month.return_copies.get(path.stem, ())]
        assert letter["Subject"].startswith("【催报】") == (path.stem in missing)
        assert letter["To"].addresses[0].domain == "luzhai.example"


def test_check_prints_the_contract_line_by_line(walked):
    """Design §4: one JSON object per file; exit code 1 because there are findings."""
    workspace, _ = walked
    done = CliRunner().invoke(main, ["check", "-w", str(workspace.root), "--period", "2022-06", "--format", "jsonl"])
    assert done.exit_code == 1
    files = [json.loads(line) for line in done.output.splitlines()]
    assert len(files) == 12
    zhongdu = next(file for file in files if file["unit"] == "中渡镇")
    row = next(row for row in zhongdu["rows"] if row["row"] == 7)
    assert row["investment_yuan"] == 50_000_000
    assert {"code": "V102", "kind": "unit_in_cell_differs", "severity": "warning", "sheet": "Sheet1", "cell": "E7"}.items() <= (
        next(f for f in zhongdu["findings"] if f["code"] == "V102").items()
    )  # fmt: skip


def test_bare_paths_need_a_scheme_and_find_the_period_themselves(walked, tmp_path):
    """`check` and `consolidate` on a folder: exit 3 with one sentence without --scheme, else the master."""
    workspace, _ = walked
    folder = shutil.copytree(workspace.root / "报送" / "2022-06", tmp_path / "收到的表" / "2022-06")
    from toolkit.model.errors import ToolkitError

    failed = CliRunner().invoke(main, ["check", str(folder)])
    assert isinstance(failed.exception, ToolkitError)
    assert str(failed.exception) == "请用 --scheme 写明规则：gangnan-2018、jiaocheng-2022、luzhai-2022、nanxian-2022。"
    target = next((workspace.root / "目标").iterdir())
    arguments = [
        "consolidate",
        str(folder),
        "--scheme",
        "luzhai-2022",
        "--targets",
        str(target),
        "--out",
        str(tmp_path),
    ]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 1, done.output
    assert (tmp_path / "鹿寨县2022年6月招商引资情况汇总表.xlsx").exists()


def test_a_new_workspace_is_made_and_an_old_one_is_left_alone(tmp_path):
    """`init` twice: the settings that an office changed are still there."""
    folder = tmp_path / "鹿寨2022"
    assert CliRunner().invoke(main, ["init", str(folder), "--scheme", "luzhai-2022"]).exit_code == 0
    settings = folder / "设置.toml"
    settings.write_text(settings.read_text("utf-8") + 'missing_unit = "leave"\n', "utf-8")
    assert CliRunner().invoke(main, ["init", str(folder), "--scheme", "luzhai-2022"]).exit_code == 0
    from toolkit.workflow.steps.workspace import open_workspace

    assert open_workspace(folder).scheme.reading("missing_unit") == "leave"


def test_a_period_without_a_folder_is_one_sentence(walked):
    """A wrong month makes no empty table: the periods that exist are named; 2022年6月 is 2022-06."""
    from toolkit.model.errors import ToolkitError

    root = str(walked[0].root)
    for command in ("check", "consolidate"):
        failed = CliRunner().invoke(main, [command, "-w", root, "--period", "2022-08"])
        assert isinstance(failed.exception, ToolkitError)
        assert str(failed.exception) == "没有“报送/2022-08”文件夹。现有的月份：2022-05、2022-06。"
    assert CliRunner().invoke(main, ["check", "-w", root, "--period", "2022年6月"]).exit_code == 1
