"""通报, 红黑榜, 考核 and 年度总结报告 agree on every number and name, in the middle of the year and at its end.

What is read are the papers themselves: the cells of 目标完成情况 and 考核, the sentences and tables of the Word files.
The four counties are those whose years are drawn with hand-computed figures in test_year_of_….
"""

import re
from dataclasses import dataclass
from itertools import takewhile

import pytest

from tests.spec import test_year_of_gangnan, test_year_of_jiaocheng, test_year_of_luzhai, test_year_of_nanxian
from tests.spec.test_notice import text_of
from tests.spec.test_notice_forms import fill
from tests.told import UNITS, Rows, sheets_of, shown
from tests.year import at
from toolkit.model.ledger import Consolidation
from toolkit.model.notice_forms import FORMS
from toolkit.model.period import ReportingPeriod
from toolkit.workbooks.books.assessment_workbook import write_assessment_workbook
from toolkit.workbooks.forms.notice_form import write_notice_form
from toolkit.workbooks.master.master import write_master
from toolkit.workflow.steps import official_notices

COUNTIES = {
    "鹿寨": (test_year_of_luzhai, (6, 12)),
    "港南": (test_year_of_gangnan, (9, 12)),
    "南县": (test_year_of_nanxian, (6, 12)),
    "交城": (test_year_of_jiaocheng, (6, 12)),
}
FIRST_TITLE, SECOND_TITLE, THIRD_TITLE = "一、", "二、", "三、"


@dataclass(frozen=True)
class Papers:
    """What a county's month says, by paper."""

    result: Consolidation
    master: dict[str, Rows]
    assessment: dict[str, Rows]
    circular: str
    annual: str


@pytest.fixture(scope="module")
def counties(tmp_path_factory):
    """Each county's workspace of a year, laid out once."""
    return {name: one.laid_out(tmp_path_factory.mktemp(name) / name) for name, (one, _) in COUNTIES.items()}


@pytest.fixture(
    scope="module", params=[(name, month) for name, (_, months) in COUNTIES.items() for month in months], ids=str
)
def papers(request, counties, tmp_path_factory) -> Papers:
    """One county's month, told by all four papers."""
    name, month = request.param
    root = tmp_path_factory.mktemp("文")
    year = 2018 if name == "港南" else 2022
    result = at(counties[name], ReportingPeriod(year, month))
    fill(write_notice_form("年度总结报告", FORMS["年度总结报告"], root / "通知" / "年度总结报告.xlsx"))
    texts = [
        text_of(
            official_notices.write_notices(
                kind, result, official_notices.Wishes(), root / "通知", root / kind
            ).documents[0]
        )
        for kind in ("进度通报", "年度总结报告")
    ]
    return Papers(
        result,
        sheets_of(write_master(result, root / "汇总表.xlsx")),
        sheets_of(write_assessment_workbook(result, root / "考核.xlsx")),
        *texts,
    )


def block(rows: Rows, title: str) -> list[tuple[object, ...]]:
    """The rows of a block of 目标完成情况, below its title and up to the next one."""
    start = next((n for n, row in enumerate(rows) if str(row[0]).startswith(title)), None)
    if start is None:
        return []
    rest = rows[start + 1 :]
    end = next((n for n, row in enumerate(rest) if re.match(r"[一二三四五]、", str(row[0]))), len(rest))
    return rest[:end]


def rated(rate: object) -> str:
    """A completion rate as a paper prints it."""
    return "—" if rate is None or isinstance(rate, str) else f"{shown(float(str(rate)) * 100, 1)}%"


def in_unit(papers: Papers, number: int, value: object) -> str:
    """A figure of the sheet, in 元 there, as a paper prints it in the indicator's unit."""
    indicator = papers.result.scheme.row_indicators[number]
    if value is None or isinstance(value, str):
        return "—" if value is None else value
    return f"{shown(float(str(value)) / UNITS.get(indicator.unit, 1), indicator.decimals)}"


def lines_of(papers: Papers) -> dict[str, list[list[str]]]:
    """Target, result and rate by lead unit (with its scope) and indicator, as the cells of 目标完成情况 have them."""
    found = {}
    leads = {standing.line.lead_unit for standing in papers.result.standings}
    count = len(papers.result.scheme.row_indicators)
    for row in block(papers.master["目标完成情况"], FIRST_TITLE):
        if row[2] and str(row[2]).partition("（")[0] in leads:
            cells = [row[3 + 5 * n : 8 + 5 * n] for n in range(count)]
            found[str(row[2])] = [
                [in_unit(papers, n, one[0]), in_unit(papers, n, one[1]), rated(one[3])] for n, one in enumerate(cells)
            ]
    return found


def test_the_circulars_table_has_every_line_of_the_master(papers):
    """附件: each lead unit once, with target, result and rate of each indicator as 目标完成情况 has them."""
    wanted = lines_of(papers)
    assert bool(wanted) is bool(papers.result.standings)
    table = [line.split("｜") for line in papers.circular.split("\n") if "｜" in line]
    printed = {}
    for line in table:
        if len(line) > 2 and line[1] in wanted:
            cells = [cell.replace(",", "") for cell in line[2:]]
            printed[line[1]] = [cells[3 * n : 3 * n + 3] for n in range(len(wanted[line[1]][:4]))]
    assert {lead: list(map(whole, cells)) for lead, cells in printed.items()} == {
        lead: list(map(whole, cells[:4])) for lead, cells in wanted.items()
    }


def whole(cells: list[str]) -> list[str]:
    """A line's figures with 8300 for 8300.00: the table leaves out decimals where a column of 万美元 has none."""
    return [cell.removesuffix(".00") for cell in cells]


def test_the_countys_line_is_the_masters(papers):
    """合计 of the circular's table is 合计 of 目标完成情况: the county's target is one, however the lines add up."""
    total = next((row for row in papers.master["目标完成情况"] if row[0] == "合　计"), None)
    printed = next((line.split("｜") for line in papers.circular.split("\n") if line.startswith("合　　计｜")), None)
    assert (total is None) is (printed is None)
    if total is None or printed is None:
        return
    for number in range(min(4, len(papers.result.scheme.row_indicators))):
        target, actual, _, rate, _ = total[3 + 5 * number : 8 + 5 * number]
        cells = [cell.replace(",", "") for cell in printed[1 + 3 * number : 4 + 3 * number]]
        wanted = [in_unit(papers, number, target), in_unit(papers, number, actual), rated(rate)]
        assert whole(cells) == whole(wanted)


def plain(rate: str) -> str:
    """60.0% as a sentence says it: 60%."""
    return rate.replace(".0%", "%")


def test_who_is_ahead_and_who_is_behind_has_the_masters_rate(papers):
    """二、各单位完成情况: every name and rate of the sentence is a line of 目标完成情况."""
    wanted = {re.sub(r"（.*", "", lead): cells[0][2] for lead, cells in lines_of(papers).items()}
    said = re.findall(r"(?:：|；)([^：；，。]+?)(?:（[^）]*）)?([\d.]+%)，(?:高于|低于|与)", papers.circular)
    assert bool(said) is any(rate != "—" for rate in wanted.values())
    for name, rate in said:
        lead = [one for one in lines_of(papers) if one.startswith(name)]
        assert rate in [plain(lines_of(papers)[one][0][2]) for one in lead], (name, rate)


def said_of(papers: Papers, text: str) -> dict[str, tuple[str, str, str, str]]:
    """Result, unit, target and rate of each of the county's indicators, as a paper's sentence has them."""
    found = {}
    for one in papers.result.county:
        # A sentence of its own does not begin with 其中.
        name, unit = re.escape(one.indicator.name.removeprefix("其中")), re.escape(one.indicator.unit)
        pattern = rf"(?:^|；|。){name}([\d.,]+)({unit})(?:（[^）]*）)?，完成年度目标([\d.,]+){unit}的([\d.]+)%"
        if told := re.search(pattern, text, re.MULTILINE):
            found[one.indicator.name] = told.groups()
    return found


def test_the_countys_sentence_is_one_in_circular_annual_report_and_master(papers):
    """一、总体情况: name, result, target and rate of each indicator are the same three times."""
    circular, annual = said_of(papers, papers.circular), said_of(papers, papers.annual)
    assert circular == annual
    told = {one.indicator.name for one in papers.result.county if one.completion is not None}
    ratios = {one.indicator.name for one in papers.result.county if one.indicator.is_ratio}
    assert circular.keys() == told - ratios
    rows = {str(row[0]).rpartition("（")[0]: row for row in papers.master["总览"] if row[0]}
    for name, (actual, unit, target, rate) in circular.items():
        row = [cell for cell in rows[name] if cell is not None]
        scale = UNITS.get(unit, 1)
        numbers = [float(str(cell)) for cell in row[1:4]]
        assert float(target.replace(",", "")) == pytest.approx(numbers[0] / scale, abs=0.005)
        assert float(actual.replace(",", "")) == pytest.approx(numbers[1] / scale, abs=0.005), name
        assert float(rate) == pytest.approx(float(shown(numbers[2] * 100, 1)))


def test_the_assessment_ranks_the_masters_figures(papers):
    """考核排名: target and result of each unit are those of 「按牵头单位」; no unit stands there that the master lacks."""
    rows = papers.assessment.get("考核排名", [])
    head = next((n for n, row in enumerate(rows) if row[0] == "名次"), None)
    if head is None:
        assert not papers.result.standings or not papers.result.assessment.index
        return
    by_unit = {str(row[0]): row for row in block(papers.master["目标完成情况"], SECOND_TITLE) if row[0]}
    names = {one.name: n for n, one in enumerate(papers.result.scheme.row_indicators)}
    columns = [
        (place, names[str(label).partition("\n")[0]])
        for place, label in enumerate(rows[head])
        if label and str(label).partition("\n")[0] in names and "目标" in str(label)
    ]
    if not columns:
        assert papers.result.scheme.rules.scores, "ranked by points, which are counted elsewhere"
        return
    begins = next(n for n, row in enumerate(rows) if n > head and isinstance(row[0], int))
    ranked = list(takewhile(lambda row: isinstance(row[0], int), rows[begins:]))
    for row in ranked:
        unit = str(row[1]).partition("（")[0]
        assert unit in by_unit, unit
        for place, number in columns:
            told, own = row[place : place + 2], by_unit[unit][3 + 5 * number : 5 + 5 * number]
            assert list(told) == pytest.approx(list(own)), (unit, number)


def test_the_lists_and_the_circular_name_the_same_units_with_the_same_counts(papers):
    """红黑榜 (Gangnan): mark, unit and each count on the sheet are the circular's once the quarter is over; elsewhere neither."""
    closed = {
        str(line.unit) for board in papers.result.assessment.boards if board.closed for line in board.lines if line.mark
    }
    if "红黑榜" not in papers.assessment:
        assert "黑榜" not in papers.circular and "红榜" not in papers.annual
        return
    sheet = [row for row in papers.assessment["红黑榜"] if row[0] in ("红榜", "黑榜")]
    assert closed and {str(row[2]) for row in sheet} >= closed
    printed = [
        line.split("｜") for line in papers.circular.split("\n") if line.startswith(("红榜｜", "黑榜｜", "〃｜"))
    ]
    named = {cell for line in printed for cell in line} | set(re.findall(r"[\u4e00-\u9fff]{2,}", papers.circular))
    for mark in ("红榜", "黑榜"):
        for unit in (str(row[2]) for row in sheet if row[0] == mark and row[2] in closed):
            assert any(unit in one for one in named), (mark, unit)


def test_every_name_is_a_unit_of_the_county(papers):
    """No paper names a unit that the rulebook does not have."""
    known = {unit.name for unit in papers.result.scheme.units}
    known |= {standing.line.lead_unit for standing in papers.result.standings}
    listed = re.findall(r"(?:未报|迟报)\d+个（([^）]+)）", papers.circular)
    for names in listed:
        assert set(names.split("、")) <= known
    for sheet, column in (("考核排名", 1), ("履职台账", 1), ("红黑榜", 2)):
        for row in papers.assessment.get(sheet, []):
            if isinstance(row[0], int) or row[0] in ("红榜", "黑榜"):
                assert str(row[column]).partition("（")[0] in known, (sheet, row[column])


def test_reports_are_counted_alike(papers):
    """三、报表报送情况: 应报, 按时, 迟报, 未报 of the circular are the rows of 报送情况."""
    said = re.search(r"应报单位(\d+)个", papers.circular)
    if said is None:
        return
    assert int(said[1]) == len(papers.result.scheme.reporting_units)
    rows = [str(row[4]) for row in papers.master["报送情况"] if isinstance(row[0], int)]
    for word in ("按时报送", "迟报", "未报"):
        told = re.search(rf"{word}(\d+)个", papers.circular)
        states = {"按时报送": ("按时", "按时（更正）"), "迟报": ("迟报",), "未报": ("未报",)}[word]
        if told:
            assert int(told[1]) == sum(state in states for state in rows), word
