"""The export of the authoritative system for June 2022: what the office has entered there, and where it differs."""

from collections.abc import Sequence
from datetime import date

from writing.grid import Grid, Value

from generator.projects import Project, Standing, credit_code, standing

PERIOD = "2022-06"
PATH = "系统导出/广西投资促进信息管理系统项目明细 2022-06.xlsx"
HEADINGS = (
    "项目编号", "项目名称", "企业名称", "统一社会信用代码", "所属行业", "总投资（万元）", "累计到位资金（万元）",
    "资金来源地", "项目属地", "签约时间", "开工时间", "项目状态",
)  # fmt: skip
UNITS = {
    "LZ": "鹿寨镇", "ZD": "中渡镇", "ZS": "寨沙镇", "PS": "平山镇", "HM": "黄冕镇", "SP": "四排镇", "JK": "江口乡",
    "DJ": "导江乡", "LG": "拉沟乡", "KF": "鹿寨经开区管委", "KG": "县科工贸局", "NY": "县农业农村局",
}  # fmt: skip
SIGNED = ("签约", "注册", "开工", "投产")
# Places in the list of signed projects: not entered yet; entered with less money; entered a stage behind.
NOT_ENTERED = (7, 19)
LESS_MONEY = {3: 500, 12: 800, 26: 300}
STAGE_BEHIND = (9,)
# Entered by the office itself, reported by no unit: the second from outside the region.
ONLY_IN_SYSTEM: tuple[tuple[Value, ...], ...] = (
    (
        "电商直播孵化中心", "鹿寨云集纳电子商务有限公司", "商贸", 2600, 900, "柳州",
        "县科工贸局", date(2022, 4, 8), date(2022, 5, 12), "开工",
    ),
    (
        "乡村康养民宿集群", "鹿寨栖谷里文旅发展有限公司", "旅游业", 4800, 1200, "广东省佛山市",
        "中渡镇", date(2022, 5, 19), None, "签约",
    ),
)  # fmt: skip


def system_export(projects: Sequence[Project]) -> Grid:
    """Return the export's sheet."""
    grid = Grid("项目明细")
    for column, heading in enumerate(HEADINGS, 1):
        grid.put(1, column, heading, "header")
        grid.widths[column] = 12
    grid.widths |= {2: 34, 3: 34, 4: 22, 8: 16}
    every = [standing(project, PERIOD, number) for number, project in enumerate(projects)]
    signed = [one for one in every if one.stage in SIGNED]
    rows = [_row(place, one) for place, one in enumerate(signed) if place not in NOT_ENTERED]
    rows += [(name, firm, credit_code(90 + n), *rest) for n, (name, firm, *rest) in enumerate(ONLY_IN_SYSTEM)]
    for number, values in enumerate(rows, 1):
        for column, value in enumerate((f"GX2022{number:04d}", *values), 1):
            grid.put(number + 1, column, value)
    return grid


def _row(place: int, one: Standing) -> tuple[Value, ...]:
    project = one.project
    stage = SIGNED[max(0, SIGNED.index(one.stage) - (place in STAGE_BEHIND))]
    return (
        project.name,
        project.investor,
        project.credit_code,
        project.industry,
        project.invest,
        max(0, one.paid - LESS_MONEY.get(place, 0)),
        project.source,
        UNITS.get(project.key[:2], ""),
        one.signed,
        one.started,
        stage,
    )
