"""A year is a thing of its own: what lies outside it is refused, and nothing runs over 1 January."""

import shutil
import sys
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.drawn import drawn_sheet
from tests.spec.test_consolidation import project, table
from toolkit import cli
from toolkit.consolidation.choose import choose
from toolkit.consolidation.consolidate import consolidate
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.schemes.loader import load_shipped
from toolkit.workflow.actions.toolbox import new_settings
from toolkit.workflow.actions.workspace_state import state_of
from toolkit.workflow.steps.month import check_workspace
from toolkit.workflow.steps.workspace import create_workspace, open_workspace

ROWS = """
  | A | B | C | D | E | F | G | H | I | J | K
1 | 填报单位：{unit}
2 | HEADINGS | 到位资金（亿元）
3 | 1 | 林木业 | {name} | 甲公司 | 3 | 广东 | 韦某 | 19900001001 | 2022-02-01 | 已签约 | {paid}
"""
# How each command is typed that works on a period; {w} is the workspace, {p} the period, {t} a folder of bare tables.
ON_A_PERIOD = {
    "issue": ("issue -w {w} --period {p}", "issue --scheme luzhai-2022 --period {p} --out {t}/新"),
    "check": ("check -w {w} --period {p}", "check {t}/{p} --scheme luzhai-2022", "check {t}/{p}/江口乡.xlsx --scheme luzhai-2022"),
    "consolidate": (
        "consolidate -w {w} --period {p}",
        "consolidate {t}/{p} --scheme luzhai-2022 --out {t}/新",
        "consolidate {t}/{p} --scheme luzhai-2022 --period {p}",
    ),
    "reconcile": ("reconcile -w {w} --period {p}",),
    "province": (
        "province {t} --period {p} --scheme luzhai-2022",
        "province {w}/.. --period {p}",
    ),
    "unit": ("unit 江口乡 -w {w} --period {p}",),
    "assess": ("assess -w {w} --period {p}",),
    "calendar": ("calendar -w {w} --period {p}", "calendar -w {w} --as-of {p}-15"),
    "send": ("send -w {w} --period {p}", "send -w {w} --period {p} --really"),
    "collect": ("collect -w {w} --period {p}",),
    "run": ("run consolidate --book {w}/招商工具箱.xlsm --period {p}", "run open_folder --book {w}/招商工具箱.xlsm --period {p}"),
    "notice 进度通报": ("notice 进度通报 -w {w} --period {p}",),
    "notice 会议通知": ("notice 会议通知 -w {w} --period {p}",),
    "trip register": ("trip register -w {w} --period {p}", "trip register -w {w} --period {p} --out {t}/新"),
    "trip check": ("trip check -w {w} --period {p}",),
    "trip plan": ("trip plan -w {w} --period {p}",),
    "trip approval": ("trip approval -w {w} --period {p}",),
    "trip itinerary": ("trip itinerary -w {w} --period {p}",),
    "trip record": ("trip record -w {w} --period {p}",),
    "trip report": ("trip report -w {w} --period {p}",),
    "trip budget": ("trip budget -w {w} --period {p}",),
    "publish": ("publish -w {w} --period {p}", "publish -w {w} --period {p} --dry-run"),
    "decisions": ("decisions -w {w} --period {p}",),
    "decide": ("decide LY-00000000 区内 --by 韦某 -w {w} --period {p}",),
    "correct": (
        "correct -w {w} --period {p} --unit 江口乡 --project 甲项目 --field 到位资金 --value 1 --by 韦某 --reason 凭证",
    ),
    "claim": ("claim 江口乡.xlsx --unit 江口乡 --period {p} -w {w}",),
    "project": ("project 甲项目 -w {w} --period {p}",),
    "trip read": ("trip read {t} -w {w} --period {p}",),
}  # fmt: skip
LINES = [line for lines in ON_A_PERIOD.values() for line in lines]


def sent(folder, unit="江口乡", name="甲项目", paid="1"):
    """A unit's table, laid into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn_sheet(ROWS.format(unit=unit, name=name, paid=paid), folder / f"{unit}.xlsx")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A workspace of 2022 in which tables of other years lie, and the same tables in bare folders beside it."""
    root = tmp_path_factory.mktemp("年")
    done = CliRunner().invoke(cli.main, ["init", str(root / "县" / "鹿寨2022"), "--scheme", "luzhai-2022"])
    assert done.exit_code == 0, done.output
    for period in ("2021-12", "2023-01"):
        sent(root / "县" / "鹿寨2022" / "报送" / period)
        sent(root / "表" / period)
    return root


def files(root):
    """Every file and folder below a place, lock and hidden ones aside."""
    return sorted(str(path) for path in root.rglob("*") if not path.name.startswith("."))


def typed(line, monkeypatch, capsys):
    """What a line typed at a terminal answers, and its exit code."""
    monkeypatch.setattr(sys, "argv", ["zhaoshang", *line.split()])
    with pytest.raises(SystemExit) as ended:
        cli.run()
    return ended.value.code, capsys.readouterr().err


@pytest.mark.parametrize("period", ["2021-12", "2023-01"])
@pytest.mark.parametrize("line", LINES)
def test_a_period_outside_the_rulebooks_years_is_refused_by_every_command(desk, line, period, monkeypatch, capsys):
    """LZ-D1 「2022年投资促进工作方案」: not 2021, not 2023, whatever is typed; one sentence, exit 3, nothing written."""
    before = files(desk)
    line = line.format(w=desk / "县" / "鹿寨2022", p=period, t=desk / "表")
    code, said = typed(line, monkeypatch, capsys)
    label = ReportingPeriod.parse(period).label
    assert code == 3
    assert f"月份{label}不能做：规则 luzhai-2022 只适用于2022年。请核对月份；" in said
    assert f"要做{period[:4]}年的，请管电脑的同志运行 zhaoshang init，" in said
    assert files(desk) == before


def test_no_command_on_a_period_is_forgotten():
    """Every command that takes --period is refused above; of the notices, which share one command, some are."""

    def commands(group, path=()):
        for name, command in group.commands.items():
            if isinstance(command, click.Group):
                yield from commands(command, (*path, name))
            elif any(one.name == "period" for one in command.params):
                yield " ".join((*path, name))

    taking = set(commands(cli.main))
    assert {name for name in taking if not name.startswith("notice ")} == {
        name for name in ON_A_PERIOD if not name.startswith("notice ")
    }
    assert {name for name in ON_A_PERIOD if name.startswith("notice ")} < taking


@pytest.mark.parametrize(
    "line", ["issue -w {w} --period 2024-01", "check -w {w}", "calendar -w {w} --as-of 2024-01-15"]
)
def test_a_workspace_may_state_its_year(line, tmp_path, monkeypatch, capsys):
    """设置.toml year = 2023 narrows a plan of four years (NX) to one; what to do is said."""
    root = create_workspace(tmp_path / "南县2023", "nanxian-2022", 2023).root
    settings = root / "设置.toml"
    sent(root / "报送" / "2024-01", "南洲镇")
    code, said = typed(line.format(w=root), monkeypatch, capsys)
    assert (code, "本工作文件夹的年份是2023年（见设置.xlsx“基本”页“年份”一行" in said) == (3, True)
    settings.write_text(settings.read_text("utf-8").replace("year = 2023", 'year = "今年"', 1), "utf-8")
    with pytest.raises(ToolkitError, match="year 写作“今年”，不是年份。请写成 year = 2022"):
        open_workspace(root)


def test_one_county_of_another_year_does_not_stop_the_province(desk, tmp_path, monkeypatch, capsys):
    """Province: only where every county refuses is nothing written; else the one is told in its line."""
    for name, scheme in (("甲县", "luzhai-2022"), ("乙县", "nanxian-2022")):
        create_workspace(tmp_path / "省" / name, scheme, 2022 if scheme.startswith("l") else 2023)
        sent(tmp_path / "省" / name / "报送" / "2023-01", "江口乡" if scheme.startswith("l") else "县经济开发区")
    code, _ = typed(f"province {tmp_path / '省'} --period 2023-01", monkeypatch, capsys)
    assert code == 1
    assert (tmp_path / "省" / "全省汇总" / "2023-01" / "全省汇总.xlsx").exists()


@pytest.mark.parametrize(
    ("year", "years", "amount"),
    [(2022, 1, 1_100_000_000), (2023, 2, 1_210_000_000), (2024, 3, 1_331_000_000), (2025, 4, 1_464_100_000)],
)
def test_growth_targets_follow_the_period(tmp_path, year, years, amount):
    """NX-T1 「2022—2025年…年均增长10%以上」: 10 亿元 of 2021 grow to 11, 12.1, 13.31, 14.641, the workspace's year says which."""
    workspace = create_workspace(tmp_path / "南县", "nanxian-2022", year)
    (workspace.root / "基数.csv").write_text("指标,年份,数值,单位,来源\nNX-T1v,2021,10,亿元,统计公报\n", "utf-8")
    scheme = open_workspace(workspace.root).at(ReportingPeriod(year, 6)).scheme
    assert (scheme.year, scheme.indicator("NX-T1").baseline.years) == (year, years)
    assert scheme.indicator("NX-T1v").target == amount
    assert load_shipped("nanxian-2022", year).year == year, "on bare paths, too"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("valid = [2021]", "“valid”要包括 year 写的 2022 年，例如 valid = \\[2022\\]"),
        ('valid = ["2022"]', "“valid”应是整数的列表，例如 \\[2022, 2023\\]"),
    ],
)
def test_the_years_of_a_rulebook_are_checked(tmp_path, change, says):
    """A slip in ``valid`` names file, key and what to write; a rulebook of 1.0 says ``last_year``, or nothing."""
    from toolkit.schemes.loader import load, shipped_folder

    folder = tmp_path / "luzhai_2022"
    shutil.copytree(shipped_folder("luzhai-2022"), folder)
    rules = folder / "scheme.toml"
    text = rules.read_text("utf-8")
    rules.write_text(text.replace("valid = [2022]", change), "utf-8")
    with pytest.raises(ToolkitError, match=says):
        load(folder)
    rules.write_text(text.replace("valid = [2022]\n", ""), "utf-8")
    assert load(folder).valid == (2022,)
    rules.write_text(text.replace("valid = [2022]", "last_year = 2024"), "utf-8")
    assert load(folder).valid == (2022, 2023, 2024)


months = st.integers(2021 * 12, 2024 * 12 - 1).map(lambda n: ReportingPeriod(n // 12, n % 12 + 1))


@given(periods=st.lists(months, max_size=12), asked=months, carry=st.booleans())
def test_nothing_is_carried_over_new_year(periods, asked, carry):
    """LZ annex 2 is cumulative from 1 January: a table of another year never stands in, one of this year still does."""
    tables = [table(unit, period) for unit in ("江口乡", "平山镇") for period in periods]
    chosen = {choice.unit: choice.submission.period for choice in choose(tables, asked, carry)}
    usable = [
        period for period in periods if period.year == asked.year and (period == asked or (carry and period < asked))
    ]
    assert chosen == (dict.fromkeys(("江口乡", "平山镇"), max(usable)) if usable else {})


def test_january_is_compared_with_no_december():
    """环比 of January says that there is none; December's sums are the former year's."""
    december, january = ReportingPeriod(2022, 12), ReportingPeriod(2023, 1)
    tables = [table(period=december, projects=[project(2), project(3)]), table("平山镇", january)]
    scheme = load_shipped("nanxian-2022", 2023)
    result = consolidate(tables, None, scheme, january, date(2023, 2, 6))
    month = result.comparisons[0]
    assert [entry.unit for entry in result.ledger.entries] == ["平山镇"]
    assert (month.label, month.source, month.figures) == ("上月", "各数从1月1日起重新累计，1月不与上年12月比", {})


@pytest.mark.parametrize(("first", "then", "told"), [("2023-11", "2023-12", True), ("2022-12", "2023-01", False)])
def test_what_left_the_table_is_asked_about_within_a_year(tmp_path, first, then, told):
    """X109, X110: a project that is gone, or paid in less; in January both are the new year's beginning."""
    root = create_workspace(tmp_path / "南县", "nanxian-2022", int(then[:4])).root
    sent(root / "报送" / first, "县经济开发区", "甲项目", "2")
    sent(root / "报送" / then, "县经济开发区", "乙项目", "0.1")
    (read,) = check_workspace(open_workspace(root), ReportingPeriod.parse(then))
    assert any(finding.kind == "project_vanished" for finding in read.findings) is told


def test_the_home_page_and_the_toolbox_stay_inside_the_years(desk):
    """A folder of 2023 in a workspace of 2022 is told; the toolbox proposes a month that its buttons will do."""
    workspace = open_workspace(desk / "县" / "鹿寨2022")
    state = state_of(workspace, date(2023, 2, 1))
    assert state.period is None
    assert "月份2023年1月不能做" in state.trouble[0]
    empty = create_workspace(Path(desk) / "空", "luzhai-2022")
    for today, proposed in (
        (date(2026, 1, 5), "2022-12"),
        (date(2021, 3, 1), "2022-01"),
        (date(2022, 7, 1), "2022-06"),
    ):
        assert new_settings(empty, today).period == proposed
