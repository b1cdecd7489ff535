"""A figure that is told twice is the same figure: master, home, screen, circular, annual report, extracts, letters, province."""

import re
from decimal import ROUND_HALF_UP, Decimal

import openpyxl
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from tests.spec.test_notice import text_of
from tests.told import MONTHS, UNITS, Told, shown, table, tell
from toolkit.model import figures
from toolkit.model.ledger import Counted
from toolkit.workbooks.sheet.criteria import pace


@pytest.fixture(scope="module", params=MONTHS, ids=lambda one: f"{one[0].scheme}-{one[1].month}")
def told(request, tmp_path_factory) -> Told:
    """One county's month, from which at least one project was taken out as a duplicate."""
    return tell(tmp_path_factory.mktemp("数"), *request.param)


def totals(told: Told) -> tuple[int, Decimal]:
    """Return 项目数 and 投资总额 (亿元) of the master's 单位汇总."""
    row = next(row for row in told.sheets["单位汇总"] if row[0] == "合计")
    return int(str(row[2])), Decimal(str(row[3])) / UNITS["亿元"]


def test_rows_were_left_out(told):
    """What follows is a test only where the ledger holds a row that does not count."""
    assert Counted.among(told.result.ledger.entries).count < len(told.result.ledger.entries)


def test_projects_and_their_sum_are_the_masters_wherever_they_are_told(told):
    """首页, screen, 年度总结报告 and 全省汇总 count the rows of 单位汇总: not one that the master leaves out."""
    count, amount = totals(told)
    for text in (told.home.headline, told.screen.replace("\n", "")):
        said = re.search(r"计入汇总 (\d+) 个项目.*?投资总额 ([\d.]+) 亿元", text)
        assert said and (int(said[1]), Decimal(said[2])) == (count, amount), text
    said = re.search(r"计入汇总的项目(\d+)个，投资总额([\d.]+)亿元", text_of(told.annual))
    assert said and (int(said[1]), Decimal(said[2])) == (count, amount)
    (line,) = table(told.province["全省汇总"], "序号")[:1]
    assert (line["计入项目"], Decimal(str(line["计入项目投资总额\n（亿元）"])) / UNITS["亿元"]) == (count, amount)


def test_what_belongs_nowhere_is_counted_alike(told):
    """暂不归属、归属待定 on the screen is the line of 数据说明."""
    said = re.search(r"暂不归属、归属待定 (\d+) 个", told.screen)
    beside = next(row for row in told.sheets["数据说明"] if row[0] == "暂不归属、归属待定的项目（个）")
    assert said and int(said[1]) == next(value for value in beside[1:] if value is not None)


def test_a_half_of_a_tenth_is_rounded_up_in_the_master_as_in_a_paper(luzhai):
    """3.05 of 4 in June is 76.25 % and 26.25 points ahead: 超26.3, for which the cell must not hold 26.249999999999996."""
    money = luzhai.indicators[0]
    assert pace(money, 3.05 / 4, (6, 12)) == 26.25 and figures.short_pace(0.2625) == "超26.3"


def test_every_indicator_reads_the_same(told):
    """全县指标 of 总览, screen, circular, annual report and letter: amount, completion and pace, rounded alike."""
    circular, annual = text_of(told.circular), text_of(told.annual)
    letter = next(text for text in told.letters.values() if "主要指标" in text)
    rows = {str(row["指标"]).rpartition("（")[0]: row for row in table(told.sheets["总览"], "指标")}
    for variance in told.result.county:
        indicator = variance.indicator
        row = rows[indicator.name]
        if indicator.is_ratio or variance.target is None or variance.completion is None:
            continue
        actual = shown(float(str(row["完成"])) / UNITS.get(indicator.unit, 1), indicator.decimals)
        rate, points = shown(float(str(row["完成率"])) * 100, 1), shown(float(str(row["超（欠）进度（百分点）"])), 1)
        name, unit = re.escape(indicator.name), re.escape(indicator.unit)
        alone = re.escape(indicator.name.removeprefix("其中"))  # a part is told without its whole
        said = re.search(
            rf"(?:；|。|^){alone}([\d.]+){unit}(?:（[^）]*）)?，完成年度目标[\d.]+{unit}的([\d.]+)%，(高|低|与)",
            circular,
            re.MULTILINE,
        )
        assert said and (Decimal(said[1]), Decimal(said[2])) == (actual, rate)
        assert said[3] == ("高" if points > 0 else "低" if points < 0 else "与")
        said = re.search(
            rf"(?:；|。|^){alone}([\d.]+){unit}(?:（[^）]*）)?，完成年度目标[\d.]+{unit}的([\d.]+)%",
            annual,
            re.MULTILINE,
        )
        assert said and (Decimal(said[1]), Decimal(said[2])) == (actual, rate)
        said = re.search(rf"^  {name}：([\d.,]+)／[\d.,]+{unit}，完成 ([\d.]+)%", told.screen, re.MULTILINE)
        assert said and (Decimal(said[1].replace(",", "")), Decimal(said[2])) == (actual, rate)
        said = re.search(
            rf"^{name}（{unit}） +[\d.,]+ +([\d.,]+) +([\d.]+)% +(超|欠|持平)([\d.]*)$", letter, re.MULTILINE
        )
        assert said and (Decimal(said[1].replace(",", "")), Decimal(said[2])) == (actual, rate)
        assert Decimal(said[4] or 0) == abs(points)


def told_or_shown(value, scale, decimals):
    """A figure as it is printed; 无数据, of a unit that never reported, is the same word in both."""
    return value if value == "无数据" else str(shown(float(str(value)) / scale, decimals))


def test_every_line_of_the_circulars_annex_is_the_masters(told):
    """附件 and 目标完成情况: the same target, the same result, the same rate for each lead unit and indicator."""
    indicators = told.result.scheme.row_indicators[:4]
    if not indicators:
        assert not Document(str(told.circular)).tables
        return
    lines = [line.split("｜") for line in text_of(told.circular).split("\n") if "｜" in line]
    # The boards of the assessment may stand before it.
    annex = lines[next(number for number, line in enumerate(lines) if line[2:4] == ["目标", "完成"]) + 1 :]
    rows = iter(told.sheets["目标完成情况"])
    leads = {standing.line.lead_unit for standing in told.result.standings}
    seen = 0
    for line in annex[1:]:
        row = next(row for row in rows if row[2] and str(row[2]).partition("（")[0] in leads)
        assert row[2] == line[1]
        for number, indicator in enumerate(indicators):
            target, actual, _, rate, _ = row[3 + 5 * number : 8 + 5 * number]
            printed = [cell.replace(",", "") for cell in line[2 + 3 * number : 5 + 3 * number]]
            scale = UNITS.get(indicator.unit, 1)
            wanted = [
                "—" if value is None else told_or_shown(value, scale, indicator.decimals) for value in (target, actual)
            ]
            wanted.append("—" if isinstance(rate, str) or rate is None else f"{shown(float(str(rate)) * 100, 1)}%")
            # Whole 万美元 are printed without decimals: 8300 is 8300.00.
            noughts = ".00" if indicator.unit == "万美元" else ""
            same = [cell.removesuffix(noughts) for cell in wanted]
            assert [cell.removesuffix(noughts) for cell in printed] == same, (line[1], indicator.name)
            seen += 1
    assert seen == len(told.result.standings) * len(indicators)


def test_a_units_letter_and_extract_count_as_the_master_does(told):
    """单位汇总's row is the letter's number of counted projects, and the extract says how many of its rows count.

    Of a unit that never reported the master says 无数据, and its letter tells no number.
    """
    rows_told = [row for row in told.sheets["单位汇总"] if isinstance(row[0], int)]
    of_unit = {row[1]: 0 if row[2] == figures.NO_DATA else row[2] for row in rows_told}
    for unit, count in of_unit.items():
        said = re.search(rf"{re.escape(str(unit))}计入汇总的项目（(\d+)个[，）]", told.letters.get(str(unit), ""))
        assert (int(said[1]) if said else 0) == count, unit
    for unit, path in told.extracts.items():
        rows = list(openpyxl.load_workbook(path)["本单位报送"].iter_rows(values_only=True))
        listed = [row for row in rows if isinstance(row[0], int)]
        counted = [row for row in listed if row[-1] == "是"]
        assert len(counted) == of_unit.get(unit, 0), unit
        said = re.search(r"共(\d+)个(?:，其中计入汇总(\d+)个)?。", str(rows[1][0]))
        assert said and (int(said[1]), int(said[2] or said[1])) == (len(listed), len(counted)), unit


def named(line, told):
    """Return an expression for a line's name: a unit that has several is never named alone, 管委（新材料）."""
    if line.scope:
        return re.escape(f"{line.lead_unit}（{line.scope}）")
    several = sum(one.line.lead_unit == line.lead_unit for one in told.result.standings) > 1
    return re.escape(line.lead_unit) + (f"（{re.escape(line.group[:2])}[^（）]*）" if several else "")


def test_every_placed_line_is_on_one_side_of_the_circular(told):
    """进度通报: who is behind is called behind, who is not is not; together they are all that have a figure."""
    text = text_of(told.circular)
    head = next((line for line in text.split("\n") if "达到或者高于序时进度的有" in line), "")
    foot = next((line for line in text.split("\n") if "低于序时进度的有" in line), "")
    ranked = told.result.scheme.row_indicators[0].id if told.result.scheme.row_indicators else ""
    for standing in told.result.standings:
        variance = standing.variances[ranked]
        if variance.ahead is None:
            continue
        rate = f"{figures.said_rate(variance.completion)}，" if variance.completion else ""
        assert re.search(named(standing.line, told) + rate, head if variance.ahead >= 0 else foot)
    praised = next((line for line in text.split("\n") if "要巩固成果" in line), "")
    for standing in told.result.standings:
        if any(one.ahead is not None and one.ahead < -0.0005 for one in standing.variances.values()):
            assert not any(re.fullmatch(named(standing.line, told), one) for one in re.split(r"的|、|要", praised))
    assert "其他单位" not in text


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_a_share_is_rounded_half_up_as_on_paper(part, whole):
    """One rounding: 0.0225 is 2.3 % everywhere, as Excel shows it and as a person reckons it."""
    exact = (Decimal(part) * 1000 * 2 // whole + 1) // 2 / Decimal(10)
    assert figures.rate(part / whole) == f"{exact:.1f}%"


@given(st.integers(0, 4000), st.sampled_from([(month, 12) for month in range(1, 13)]))
def test_pace_is_the_difference_of_the_shares_not_of_their_binary_ends(per_mille_of_half, elapsed):
    """超（欠）进度 of 52.15 % after six months is 2.2 percentage points, on screen, in mails and in papers alike."""
    completion = per_mille_of_half / 2000
    exact = Decimal(per_mille_of_half) / 20 - Decimal(100) * elapsed[0] / elapsed[1]
    points = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert figures.points(completion - elapsed[0] / elapsed[1]) == points
    assert figures.short_pace(completion - elapsed[0] / elapsed[1]) == (
        f"{'超' if points > 0 else '欠'}{abs(points)}" if points else "持平"
    )
