"""Which sheets does the master have, and what is on each? 目录: one line per sheet, each with a link."""

from collections.abc import Sequence

from toolkit.model.ledger import Consolidation
from toolkit.workbooks.sheet.page import HOME, Page

NAME = HOME
_HEADER = 2
_WIDTHS = (6.0, 22.0, 96.0)
TOLD = {
    "总览": "领导看的一页：主要指标比序时、比上月，谁超谁欠和主要项目，未报、待定、提请研究的",
    "数据说明": "没有计入、待定、缺数据、沿用的，逐项写明",
    "目标完成情况": "每个任务、每个牵头单位的目标、完成、完成率、超（欠）进度",
    "指标明细": "每个指标由哪些项目构成，点序号到项目台账",
    "单位汇总": "各报送单位的项目数、投资总额、到位资金、各阶段个数",
    "项目台账": "每个项目一行；右边折叠的列写明归属、来源文件、来源行",
    "报送情况": "按时、迟报、未报，退回几行",
    "列对照": "各单位的表，每一列当作了哪一项、什么单位",
    "问题清单": "全部问题和修改意见",
    "与定稿差别": "定稿以后又有变化的，逐项列出",
    "疑似重复": "可能报重了的项目，两条并排",
    "系统核对": "单位报的和上级系统里的对不对得上",
    "同比环比": "与上月、上年同期比",
    "年均增长": "与基数比的年均增长",
    "走势": "今年各月的数和完成率，和序时进度比",
    "外出招商情况": "本年的行程、审批、经费和报告，外出任务完成几次",
    "招商地图": "资金从哪些省来",
    "考核排名": "按规则计分和排名",
    "红黑榜": "列入红榜、黑榜的单位和依据",
    "履职台账": "年底绩效考核的依据，逐条",
    "计分台账": "各单位得分",
    "计分明细": "每一分的来由",
    "办理跟踪": "各项目办到哪一步，有没有超时",
    "台账检查": "方案要求的台账建了没有、齐不齐",
    "工作日历": "本月谁应在哪一天办什么",
    "依据": "每个指标的条款、算法、口径",
}


def write_contents(page: Page, result: Consolidation, names: Sequence[str], absent: Sequence[str]) -> None:
    """Write a line for each sheet; ``absent`` says of each sheet that this month has none of why."""
    last = len(_WIDTHS) - 1
    page.widths(*_WIDTHS)
    page.span(0, 0, 0, last, f"{result.scheme.jurisdiction}{result.period.label}招商引资情况汇总表　目录", "title")
    page.height(0, 32)
    page.span(1, 0, 1, last, "点表名打开；每张表右上角的“返回目录”回到这里。", "subtitle")
    page.row(_HEADER, ["序号", "工作表", "内容"], "header")
    page.height(_HEADER, 24)
    shown = [name for name in names if name != NAME]
    for row, name in enumerate(shown, _HEADER + 1):
        page.put(row, 0, row - _HEADER, "cell", "plain")
        page.link(row, 1, f"internal:'{name}'!A1", name, "cell", "left")
        page.put(row, 2, TOLD.get(name, "方案要求的台账"), "cell", "left", "wrap")
        page.height(row, 20)
    end = _HEADER + len(shown)
    if absent:
        page.span(end + 1, 0, end + 1, last, f"本月没有的：{'；'.join(absent)}。", "remark")
        page.height(end + 1, 30)
        end += 1
    page.sheet.freeze_panes(_HEADER + 1, 0)
    page.printed("A4", end, last, (_HEADER, _HEADER), result.scheme.imprint)
