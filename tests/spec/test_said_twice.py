"""Every number that two of a month's outputs tell is the same number, as exactly as each of them prints it (21.4)."""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

import openpyxl
import pytest

from tests.spec.test_notice import text_of
from tests.told import MONTHS, UNITS, Told, shown, table, tell
from toolkit.model.scheme import Indicator

EXACT = 99  # a cell holds all digits; a text as many as it prints
PACE = "超（欠）进度（百分点）"
PAIRS = ("目标", "完成", "完成率", PACE)


@dataclass(frozen=True)
class Said:
    """One number as one output tells it, with so many decimals."""

    where: str
    value: Decimal
    decimals: int = EXACT


@pytest.fixture(scope="module", params=MONTHS, ids=lambda one: f"{one[0].scheme}-{one[1].month}")
def said(request, tmp_path_factory) -> dict[tuple[str, ...], list[Said]]:
    """All numbers of a county's month by what they are about."""
    told = tell(tmp_path_factory.mktemp("数"), *request.param)
    numbers = defaultdict(list)
    for told_by in (
        master,
        lines,
        annex_lines,
        units,
        trend,
        screen,
        papers,
        letters,
        extracts,
        province,
        snapshot,
        snapshot_rows,
    ):
        for about, number in told_by(told):
            numbers[about].append(number)
    return numbers


def printed(where: str, text: str) -> Said:
    """A number in a text: 1,500 or 26.30."""
    plain = text.replace(",", "")
    return Said(where, Decimal(plain), len(plain.partition(".")[2]))


def in_unit(value: object, indicator: Indicator) -> Decimal:
    """A cell's number in the unit in which people say it; of a share in percent."""
    number = Decimal(str(value))
    return number * 100 if indicator.unit == "%" else number / UNITS.get(indicator.unit, 1)


def by_name(told: Told) -> dict[str, Indicator]:
    """The county's indicators by name."""
    return {one.indicator.name: one.indicator for one in told.result.county}


def is_number(value: object) -> bool:
    """Tell whether a cell holds a number."""
    return isinstance(value, int | float)


def master(told: Told) -> Iterator[tuple[tuple[str, ...], Said]]:
    """总览, 同比环比 and the lines of 目标完成情况."""
    indicators = by_name(told)
    for row in table(told.sheets["总览"], "指标"):
        indicator = indicators.get(str(row["指标"]).rpartition("（")[0])
        for kind in PAIRS if indicator else ():
            if is_number(row[kind]):
                factor = {"完成率": 100, PACE: 1}.get(kind)
                value = Decimal(str(row[kind])) * factor if factor else in_unit(row[kind], indicator)
                yield (indicator.name, kind), Said("总览", value)
    for row in told.sheets["同比环比"]:
        if row[0] in indicators and is_number(row[2]):
            yield (str(row[0]), "完成"), Said("同比环比", in_unit(row[2], indicators[str(row[0])]))


def lines(told: Told) -> Iterator[tuple[tuple[str, ...], Said]]:
    """目标完成情况, line by line: a group stands at its first line."""
    leads = {standing.line.lead_unit for standing in told.result.standings}
    group = ""
    for row in told.sheets["目标完成情况"]:
        group = str(row[0] or group)
        if not row[2] or str(row[2]).partition("（")[0] not in leads:
            continue
        for number, indicator in enumerate(told.result.scheme.row_indicators):
            target, actual, _, rate = row[3 + 5 * number : 7 + 5 * number]
            about = (group, str(row[2]), indicator.name)
            for kind, value in (("目标", target), ("完成", actual)):
                if is_number(value):
                    yield (*about, kind), Said("目标完成情况", in_unit(value, indicator))
            if is_number(rate):
                yield (*about, "完成率"), Said("目标完成情况", Decimal(str(rate)) * 100)


def annex_lines(told: Told) -> Iterator[tuple[tuple[str, ...], Said]]:
    """The circular's annex, line by line; 〃 is the group above."""
    leads = {standing.line.lead_unit for standing in told.result.standings}
    group = ""
    annex = [line.split("｜") for line in text_of(told.circular).split("\n") if "｜" in line]
    first = next((number + 1 for number, line in enumerate(annex) if line[2:4] == ["目标", "完成"]), len(annex))
    for line in annex[first:]:
        group = group if line[0] == "〃" else line[0]
        for number, indicator in enumerate(told.result.scheme.row_indicators[:4]):
            for kind, text in zip(("目标", "完成", "完成率"), line[2 + 3 * number : 5 + 3 * number], strict=True):
                if line[1].partition("（")[0] in leads and text[:1].isdigit():
                    yield (group, line[1], indicator.name, kind), printed("通报附件", text.removesuffix("%"))


def units(told: Told) -> Iterator[tuple[tuple[str, ...], Said]]:
    """单位汇总 and 报送情况: projects, money, rows sent back, who reported in time."""
    for row in told.sheets["单位汇总"]:
        if isinstance(row[0], int) and row[2] != "无数据":
            yield (str(row[1]), "计入项目"), Said("单位汇总", Decimal(str(row[2])))
    whole = next(row for row in told.sheets["单位汇总"] if row[0] == "合计")
    yield ("计入项目",), Said("单位汇总", Decimal(str(whole[2])))
    yield ("投资总额",), Said("单位汇总", Decimal(str(whole[3])) / UNITS["亿元"])
    arrivals = [row for row in table(told.sheets["报送情况"], "序号") if isinstance(row["序号"], int)]
    for row in arrivals:
        yield (str(row["单位"]), "退回行"), Said("报送情况", Decimal(str(row["退回项目数"])))
    for state in ("未报", "迟报"):
        number = sum(row["报送情况"] == state for row in arrivals)
        yield (f"{state}单位",), Said("报送情况", Decimal(number))
    missing = next(row for row in told.sheets["总览"] if row[0] == "未报单位")
    yield ("未报单位",), Said("总览", Decimal(str(missing[5])))
    yield ("退回行",), Said("报送情况", Decimal(sum(int(str(row["退回项目数"])) for row in arrivals)))
    back = next(row for row in told.sheets["数据说明"] if row[0] == "退回的项目（个）")
    yield ("退回行",), Said("数据说明", Decimal(str(back[1])))
    back = next(row for row in told.sheets["总览"] if row[0] == "退回修改（项目）")
    yield ("退回行",), Said("总览", Decimal(str(back[5])))


def trend(told: Told) -> Iterator[tuple[tuple[str, ...], Said]]:
    """走势 of this month: figures, and rates beside 序时进度."""
    indicators, column = by_name(told), 2 + told.result.period.month
    kind = "完成"
    for row in told.sheets["走势"]:
        kind = "完成率" if row[0] == "完成率" else kind
        if row[0] in indicators and is_number(row[column]):
            indicator = indicators[str(row[0])]
            value = in_unit(row[column], indicator) if kind == "完成" else Decimal(str(row[column])) * 100
            yield (indicator.name, kind), Said("走势", value)
        if row[0] == "序时进度":
            yield ("序时进度",), Said("走势", Decimal(str(row[column])) * 100)
    elapsed = next(row for row in told.sheets["总览"] if any("序时进度（" in str(cell) for cell in row))
    yield ("序时进度",), Said("总览", Decimal(str(next(cell for cell in elapsed if is_number(cell)))) * 100)


def screen(told: Told) -> Iterator[tuple[tuple[str, ...], Said]]:
    """What consolidate prints, and what the button 汇总 says."""
    for name, actual, target, rate in re.findall(
        r"^  (\S+)：([\d.,]+)／([\d.,]+)\S+?，完成 ([\d.]+)%", told.screen, re.MULTILINE
    ):
        yield (name, "完成"), printed("屏幕", actual)
        yield (name, "目标"), printed("屏幕", target)
        yield (name, "完成率"), printed("屏幕", rate)
    for where, text in (("屏幕", told.screen.replace("\n", "")), ("首页", told.home.headline)):
        found = re.search(r"计入汇总 (\d+) 个项目.*?投资总额 ([\d.]+) 亿元", text)
        assert found, text
        yield ("计入项目",), printed(where, found[1])
        yield ("投资总额",), Said(where, Decimal(found[2]))
    back = re.search(r"退回修改 (\d+) 行", told.screen)
    assert back
    yield ("退回行",), printed("屏幕", back[1])
    for state, names in re.findall(r"(未报|迟报)：(\S+?)(?:；|$)", told.screen, re.MULTILINE):
        yield (f"{state}单位",), Said("屏幕", Decimal(0 if names == "无" else len(names.split("、"))))
    home = dict(line.partition("：")[::2] for line in told.home.attention if line.startswith(("未报：", "迟报：")))
    for state in ("未报", "迟报"):
        yield (f"{state}单位",), Said("首页", Decimal(len(home[state].split("、")) if state in home else 0))


def papers(told: Told) -> Iterator[tuple[tuple[str, ...], Said]]:
    """进度通报 with its annex, 年度总结报告, 催报通知."""
    # A part (其中实际利用外资) is told without its whole.
    of = {name.removeprefix("其中"): name for name in by_name(told)}
    names = "|".join(map(re.escape, of))
    for where, path in (("进度通报", told.circular), ("年度总结报告", told.annual)):
        text = text_of(path)
        for alone, actual, target, rate in re.findall(
            rf"(?:；|。|^)({names})([\d.]+)\D+?(?:（[^）]*）)?，完成年度目标([\d.]+)\D+?的([\d.]+)%", text, re.MULTILINE
        ):
            # Trailing zeros are dropped in a sentence: 5.9 stands for 5.90, 65% for 65.0%.
            name = of[alone]
            decimals = by_name(told)[name].decimals
            yield (name, "完成"), Said(where, Decimal(actual), decimals)
            yield (name, "目标"), Said(where, Decimal(target), decimals)
            yield (name, "完成率"), Said(where, Decimal(rate), 1)
    counted = re.search(r"计入汇总的项目(\d+)个，投资总额([\d.]+)亿元", text_of(told.annual))
    assert counted
    yield ("计入项目",), printed("年度总结报告", counted[1])
    yield ("投资总额",), Said("年度总结报告", Decimal(counted[2]))
    circular = text_of(told.circular)
    if "应报单位" in circular:
        for state in ("未报", "迟报"):
            found = re.search(rf"[，）个]{state}(\d+)个（", circular)
            yield (f"{state}单位",), Said("进度通报", Decimal(found[1] if found else 0))
    reminder = text_of(told.reminder) if told.reminder else ""
    for unit, rows in re.findall(r"(?:，|、|。|：|^)([^，、。：\d]{2,12}?)有(\d+)行", reminder):
        yield (unit, "退回行"), printed("催报通知", rows)


def letters(told: Told) -> Iterator[tuple[tuple[str, ...], Said]]:
    """The table of main figures in a letter, and how many of the unit's projects count."""
    for unit, text in told.letters.items():
        for indicator in by_name(told).values():
            shape = rf"^{re.escape(indicator.name)}（{re.escape(indicator.unit)}） +([\d.,]+) +([\d.,]+) +([\d.]+)% +(超|欠|持平)([\d.]*)$"
            for target, actual, rate, side, points in re.findall(shape, text, re.MULTILINE):
                yield (indicator.name, "目标"), printed("邮件", target)
                yield (indicator.name, "完成"), printed("邮件", actual)
                yield (indicator.name, "完成率"), printed("邮件", rate)
                signed = Decimal(points or 0) * (-1 if side == "欠" else 1)
                yield (indicator.name, PACE), Said("邮件", signed, 1)
        if found := re.search(rf"{re.escape(unit)}计入汇总的项目（(\d+)个，投资总额([\d.]+)亿元）", text):
            yield (unit, "计入项目"), printed("邮件", found[1])
        if found := re.search(r"(?:共计入|计入汇总)(\d+)个(?!.*共计入)", text):
            yield (unit, "计入项目"), printed("邮件的算账", found[1])


def extracts(told: Told) -> Iterator[tuple[tuple[str, ...], Said]]:
    """A unit's own rows: those that count, as its head says and as they are listed."""
    for unit, path in told.extracts.items():
        rows = list(openpyxl.load_workbook(path)["本单位报送"].iter_rows(values_only=True))
        counted = sum(isinstance(row[0], int) and row[-1] == "是" for row in rows)
        yield (unit, "计入项目"), Said("本单位报送", Decimal(counted))
        found = re.search(r"共(\d+)个(?:，其中计入汇总(\d+)个)?。", str(rows[1][0]))
        assert found
        yield (unit, "计入项目"), Said("本单位报送的表头", Decimal(found[2] or found[1]))


def province(told: Told) -> Iterator[tuple[tuple[str, ...], Said]]:
    """全省汇总: the county's line, and its indicators in 出处."""
    (line,) = table(told.province["全省汇总"], "序号")[:1]
    yield ("计入项目",), Said("全省汇总", Decimal(str(line["计入项目"])))
    yield ("投资总额",), Said("全省汇总", Decimal(str(line["计入项目投资总额\n（亿元）"])) / UNITS["亿元"])
    yield ("未报单位",), Said("全省汇总", Decimal(str(line["未报单位"])))
    yield ("退回行",), Said("全省汇总", Decimal(str(line["退回行"])))
    indicators = by_name(told)
    for row in told.province["出处"]:
        if row[1] in indicators and is_number(row[3]):
            yield (str(row[1]), "完成"), Said("全省汇总的出处", in_unit(row[3], indicators[str(row[1])]))


def snapshot(told: Told) -> Iterator[tuple[tuple[str, ...], Said]]:
    """What was issued: head, figures, rows, lines and units of the snapshot, and the issued master's own 总览."""
    place = told.issue / "快照"
    head = json.loads((place / "定稿.json").read_text("utf-8"))
    of_id = {one.indicator.id: one.indicator for one in told.result.county}
    for where, figures in (
        ("定稿.json", head["指标"].items()),
        ("指标.csv", ((row["编号"], row) for row in rows_of(place / "指标.csv"))),
    ):
        for id, one in figures:
            for kind in ("目标", "完成"):
                if one[kind] not in (None, ""):
                    scale = Decimal(1) / 100 if of_id[id].unit == "%" else of_id[id].scale
                    yield (of_id[id].name, kind), Said(where, Decimal(str(one[kind])) / scale)
    yield ("序时进度",), Said("定稿.json", Decimal(head["序时进度"][0]) / head["序时进度"][1] * 100)
    issued = openpyxl.load_workbook(next(told.issue.glob("*.xlsx")), data_only=True)
    sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in issued}
    for row in sheets["同比环比"]:
        if row[0] in by_name(told) and is_number(row[2]):
            indicator = by_name(told)[str(row[0])]
            yield (indicator.name, "完成"), Said("定稿的汇总表", in_unit(row[2], indicator))


def snapshot_rows(told: Told) -> Iterator[tuple[tuple[str, ...], Said]]:
    """The rows of the snapshot, added up: projects, units, target lines."""
    place = told.issue / "快照"
    of_id = {one.indicator.id: one.indicator for one in told.result.county}
    rows = [row for row in rows_of(place / "台账.csv") if row["计入汇总"] == "是"]
    yield ("计入项目",), Said("台账.csv", Decimal(len(rows)))
    yield ("投资总额",), Said("台账.csv", sum(Decimal(row["投资总额（元）"] or 0) for row in rows) / UNITS["亿元"])
    for unit in {row["报送单位"] for row in rows}:
        yield (unit, "计入项目"), Said("台账.csv", Decimal(sum(row["报送单位"] == unit for row in rows)))
    arrivals = rows_of(place / "单位.csv")
    for row in arrivals:
        yield (row["单位"], "退回行"), Said("单位.csv", Decimal(row["退回行数"]))
    for state in ("未报", "迟报"):
        yield (f"{state}单位",), Said("单位.csv", Decimal(sum(row["报送情况"] == state for row in arrivals)))
    for row in rows_of(place / "目标行.csv"):
        lead = row["牵头单位"] + (f"（{row['范围']}）" if row["范围"] else "")
        for kind in ("目标", "完成"):
            if row[kind]:
                about = (row["产业招商组"], lead, row["指标"], kind)
                yield about, Said("目标行.csv", Decimal(row[kind]) / of_id[row["编号"]].scale)


def rows_of(path):
    """Return the rows of a csv of the snapshot."""
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def agree(one: Said, other: Said) -> bool:
    """Two numbers are the same as far as the coarser of them says: rounded half up, as on paper."""
    decimals = min(one.decimals, other.decimals)
    if decimals == EXACT:
        return abs(one.value - other.value) < Decimal("1e-9")
    return shown(one.value, decimals) == shown(other.value, decimals)


def test_every_number_that_is_told_twice_is_the_same(said):
    """Master, 首页, screen, circular, annual report, extracts, letters, province, snapshot: one set of figures."""
    differing = [
        (about, one.where, one.value, other.where, other.value)
        for about, numbers in said.items()
        for one, other in combinations(numbers, 2)
        if not agree(one, other)
    ]
    assert not differing


def test_nearly_all_of_them_are_told_by_several(said):
    """The comparison is one: the sums stand in six places or more, each headline in as many, units in three."""
    places = {about: {number.where for number in numbers} for about, numbers in said.items()}
    for whole in ("计入项目", "投资总额"):
        assert places[whole,] >= {"单位汇总", "屏幕", "首页", "年度总结报告", "全省汇总", "台账.csv"}
    assert places["未报单位",] >= {"报送情况", "总览", "屏幕", "首页", "全省汇总", "单位.csv"}
    assert places["退回行",] >= {"报送情况", "总览", "屏幕", "全省汇总"}
    told = [where for about, where in places.items() if about[-1] == "完成" and len(about) == 2]
    assert told
    assert all(
        where >= {"同比环比", "走势", "指标.csv", "定稿.json", "定稿的汇总表", "全省汇总的出处"} for where in told
    )
    assert sum("进度通报" in where and "邮件" in where and "屏幕" in where for where in told) >= 1
    assert sum(len(where) > 1 for where in places.values()) > 0.8 * len(places)
