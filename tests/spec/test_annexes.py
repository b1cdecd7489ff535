"""Gangnan's three annexes as a clerk draws them: in one old .xls, towns and departments without squads or helpers."""

import pytest
import xlwt

from tests.drawn import drawn_sheet
from toolkit.checks.check import check
from toolkit.intake.read import read_submission
from toolkit.model.period import ReportingPeriod
from toolkit.schemes.loader import load_shipped

JULY = ReportingPeriod(2018, 7)
GOALS = [
    "新签约亿元以上项目（个）",
    "签约投资额（亿元）",
    "招商引资到位资金（亿元）",
    "其中：实际利用外资（万美元）",
    "策划包装项目（个）",
]
FIRST = ("附表一", ["序号", "招商小分队", "责任领导", "第一责任单位", "联合责任单位"])
SQUADS = [
    [1, "机械制造、电子信息产业招商小分队", "俸振江、陆雨", "区发改局", "区人社局、区科技局", 2, 5, 2, 100, 1],
    [2, "大健康产业、新材料招商小分队", "梁民伟、卢鸿", "区环保局", "区卫计局", 1, 2, 1, 0, 1],
]
TOWNS = [[1, "桥圩镇", "申屠云", 1, 1, 0.5, 0, 0], [2, "江南街道办", "盘小溪", 0, 0.5, 0.5, 0, 0]]
OFFICES = [[1, "区科技局", 1, 1, 0.5, 0, 0], [2, "交通局", 0, 0.5, 0.5, 0, 0]]


def annexes(path, second, third):
    """One .xls with the three annexes; ``second`` and ``third`` head the column of towns and that of departments."""
    book = xlwt.Workbook()
    tables = ((*FIRST, SQUADS), ("附表二", ["序号", second, "责任领导"], TOWNS), ("附表三", ["序号", third], OFFICES))
    for name, labels, rows in tables:
        sheet = book.add_sheet(name)
        head = [*labels, *GOALS]
        sheet.write_merge(0, 0, 0, len(head) - 1, f"2018年港南区招商任务一览表（{name}）")
        total = [sum(row[len(labels) + number] for row in rows) for number in range(len(GOALS))]
        lines = [head, *rows, ["合  计", *[""] * (len(labels) - 1), *total]]
        for number, row in enumerate(lines, 1):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
    book.save(str(path))
    return path


@pytest.mark.parametrize(
    ("second", "third"),
    [("镇（街道办）", "单位名称"), ("镇（街道）", "单位"), ("镇办", "区直部门"), ("第一责任单位", "第一责任单位")],
)
def test_towns_and_departments_stand_alone_in_their_annexes(tmp_path, second, third):
    """GN-A1: 附表二 names 镇（街道办）, 附表三 单位名称; each line finds its target row, nobody asks for 协办单位."""
    scheme = load_shipped("gangnan-2018")
    read = check(
        read_submission(annexes(tmp_path / "2018年港南区招商目标任务一览表.xls", second, third), scheme, JULY), scheme
    )
    lines = [(line.ref.sheet, line.group, line.lead_unit, line.targets["GN-T4"]) for line in read.target_lines]
    assert lines == [
        ("附表一", "机械制造、电子信息产业招商小分队", "区发改局", 200_000_000),
        ("附表一", "大健康产业、新材料招商小分队", "区环保局", 100_000_000),
        ("附表二", "桥圩镇招商小分队", "桥圩镇", 50_000_000),
        ("附表二", "江南街道招商小分队", "江南街道", 50_000_000),
        ("附表三", "区直部门", "区科技局", 50_000_000),
        ("附表三", "区直部门", "区交通局", 50_000_000),
    ]
    assert {finding.kind for finding in read.findings} == {"missing_group", "county_total_differs"}, (
        "not whole, else clean"
    )


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("机械制造、电子信息产业招商小分队", "区发改局"),
        ("现代农业、旅游物流产业招商小分队", "区农业局"),
        ("大健康产业、新材料招商小分队", "区环保局"),
        ("工业园管委会", "区工业园管委会"),
        ("区食药监局", "区食品药品监督局"),
    ],
)
def test_a_table_is_known_by_the_name_that_the_document_prints(tmp_path, printed, unit):
    """GN:81-117: squads 3, 5 and 6 have a comma in their names; 工业园管委会 and 区食药监局 are short for others."""
    path = tmp_path / "统计表.xlsx"
    drawn_sheet(
        f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | 填报单位：{printed}
        2 | 序号 | 行业 | 项目名称 | 项目方 | 投资总额（亿元） | 投资来源 | 项目负责人 | 联系电话 | 项目入驻时间 | 进展情况
        3 | 1 | 机械 | 甲 | 乙公司 | 1 | 广东 | 王五 | 19900000001 | 2018-03 | 已签约
        """,
        path,
    )
    assert read_submission(path, load_shipped("gangnan-2018"), JULY).unit == unit
