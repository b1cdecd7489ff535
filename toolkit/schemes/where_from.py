"""Where do the points of a [[score]] and the lines of a book come from, in words?"""

from collections.abc import Mapping

# Where the points of a [[score]] come from, and what each needs.
SOURCES_SAID: Mapping[str, str] = {
    "events": "计分台账里登记的事，按件数：每满 step 件得 points 分",
    "ledger": "项目台账里满足 [[score.any]] 的项目，按个数，或按 column 一列的数",
    "completion": "指标的完成率 × points，不超过满分；timed、pace 的按到期应完成的目标算",
    "value": "指标本身是比例的：比例 × points，例如产业契合度",
    "excess": "超过目标的部分，每满 step 得 points 分；percent 的每超 1 个百分点算 1",
    "tiers": "完成率（没有目标的按数值）分档得分",
    "efficacy": "功效系数：同类单位里最好的得满分，最差的得 60%，中间按比例；写了 where 的，只在符合条件的单位里比",
    "rank": "按完成率（没有目标的按数值）的名次得分",
    "index": "综合指数 × points：指数和别的分加成一个总分",
    "rating": "评分表里的打分：各类单位先平均，再按 raters 的比例合计，折成 points 分",
    "quota": "外出要求的完成率 × points，最多满分",
    "timeliness": "报送情况：迟报一次 late、未报一次 missing；kind 写 扣分",
}
# Where the lines of a [[register]] that is a book come from.
ROWS_SAID: Mapping[str, str] = {
    "duties": "每条 [[duty]] 的每个责任单位一行",
    "organs": "每个 [[organ]] 写明的每个成员一行，没有写成员的一行",
    "occasions": "每个 [[occasion]] 一行",
    "units": "每个单位一行（kinds 指定类别）",
    "groups": "每个招商组（目标任务项的组）一行",
    "names": "names 里的每个名称一行",
    "projects": "项目台账里满足 criteria 的每个项目一行",
    "none": "没有现成的行，由办公室自己填",
}
