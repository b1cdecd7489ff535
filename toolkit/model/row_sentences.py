"""Every sentence a finding can say of rows held against each other and against last month, and of target tables."""

from toolkit.model.wording import KEPT, ROW_OUT, Wording

ROW_SENTENCES: dict[str, Wording] = {
    "sample_row_left": Wording("X101", "note", "本行是空白统计表自带的示例", "没有计入", "请删去"),
    "placeholder_row": Wording("X102", "note", "本行是省略号占位行", "没有计入", "请删去"),
    "total_mismatch": Wording(
        "X103",
        "warning",
        "合计写的是 {stated}，各行相加是 {summed}",
        "按各行的数计入",
        "请核对是漏了行还是加错了",
    ),
    "total_rounded": Wording(
        "X113",
        "note",
        "合计写的是 {stated}，各行相加是 {summed}，相差在四舍五入以内",
        "按各行的数计入",
        "",
    ),
    "stale_total_formula": Wording(
        "X104",
        "warning",
        "合计公式“{formula}”没有包括全部项目行（第{first}至{last}行）",
        "各行照常计入",
        "请选中合计格，按 Alt 和 = 重新求和",
    ),
    "duplicate_row": Wording(
        "X105", "warning", "“{name}”与第{other}行是同一个项目", "裁定以前两行都计入", "请只保留一行"
    ),
    "struck_row": Wording("X106", "warning", "本行画了删除线", "仍按有效项目计入", "不上报的请删除整行"),
    "struck_cell": Wording(
        "X122",
        "warning",
        "{column}“{typed}”画了删除线",
        "仍按“{typed}”计入",
        "请核对：作废的请改正或删去，有效的请取消删除线",
    ),
    "dates_reversed": Wording(
        "X107",
        "warning",
        "{later}（{later_value}）早于{earlier}（{earlier_value}）",
        "暂按所填的采用",
        "请核对两个日期，改正写错的一个",
    ),
    "paid_in_exceeds_investment": Wording(
        "X108",
        "warning",
        "到位资金 {paid_in} 亿元大于投资总额 {investment} 亿元",
        "{meanwhile}",
        "请核对单位和数值",
    ),
    "project_vanished": Wording(
        "X109",
        "warning",
        "上月报过“{name}”，本月表里没有",
        "{meanwhile}",
        "统计表按累计数填报，请补上；确已取消的，请保留该行，在进展情况中注明",
    ),
    "amount_changed": Wording(
        "X110",
        "warning",
        "“{name}”的投资总额上月是 {before} 亿元，本月是 {now} 亿元",
        "暂按本月的数计入",
        "请核对；确有调整的，请在进展情况中说明",
    ),
    "unit_slipped": Wording(
        "X211",
        "error",
        "“{name}”的投资总额上月是 {before} 亿元，本月是 {now} 亿元，正好差1万倍",
        ROW_OUT,
        "请核对是亿元还是万元",
    ),
    "fact_changed": Wording(
        "X214",
        "warning",
        "“{name}”的{column}上月是“{before}”，本月是“{now}”",
        "暂按本月的计入",
        "请核对，写错了的请改正",
    ),
    "stage_went_back": Wording(
        "X111", "warning", "“{name}”上月是{before}，本月是{now}", "暂按本月的进展计入", "请核对进展情况"
    ),
    "amount_stands_out": Wording(
        "X112",
        "warning",
        "投资总额 {amount} 亿元，比本表其他项目大得多（一般项目的 {times} 倍以上）",
        KEPT,
        "请核对是否把万元当成亿元，或点错了小数点",
    ),
    "part_sum": Wording("X121", "note", "本行是小计、累计、同期数一类的数，不是项目", "没有计入", "项目请逐个填写"),
    "dictionary_line_unknown": Wording(
        "X160", "warning", "{why}", "没有采用，已原样保留", "请改成：{choices}。不再用的，请删去这一行"
    ),
    "dictionary_line_overruled": Wording(
        "X161",
        "note",
        "“{text}”在第{row}行另有规定（{meaning}）",
        "以后面的一行为准，本行不再采用",
        "无须处理",
    ),
    "answer_against_dictionary": Wording(
        "X162",
        "warning",
        "“{text}”在 词典.xlsx 里已写明“{meaning}”",
        "这里填的“{answer}”没有采用",
        "要改的，请在 词典.xlsx 里改，再删去这一行",
    ),
    "answers_by_project": Wording(
        "X163",
        "note",
        "有 {count} 条归属是以前按项目答的",
        "仍按项目采用",
        "今后同一行业只问一次，答案记入 词典.xlsx",
    ),
    "ticked_otherwise": Wording(
        "X164",
        "warning",
        "{why}",
        "按填报的计入",
        "填错了的，请改正；没有填错的，请把行业写得具体些（办公室要统一规定的，在 词典.xlsx 里写一行）",
        "按填报的计入",
    ),
    "project_ended": Wording(
        "X180",
        "warning",
        "项目“{name}”写明“{typed}”",
        "从{period}起按终止处理，不再计入各项指标",
        "不是终止的，请改写进展情况",
    ),
    "project_renamed": Wording(
        "X181",
        "note",
        "“{name}”上月叫“{before}”，项目方、投资总额、电话和日期都相同",
        "按同一项目计入",
        "请每月用同一个名称",
    ),
    "register_line_unknown": Wording(
        "X182", "warning", "{why}", "没有采用，已原样保留", "请改正；不再用的，请删去这一行"
    ),
    "stage_lacks": Wording(
        "X196",
        "warning",
        "进展情况到了{stage}，“{column}”{typed}",
        KEPT,
        "请补填；还没有的，请核对进展情况",
    ),
    "explained": Wording("X197", "note", "{code}：{said}", "单位已说明：{words}", ""),
    "form_changes": Wording("X220", "note", "与上月相比，{said}", "按本月填报的计入", "无须修改"),
    "number_of_another": Wording(
        "X221",
        "warning",
        "项目编号写的是 {typed}，这个项目的编号是 {number}",
        "按 {number} 计入",
        "请不要复制、改动编号，新项目的编号留空",
    ),
    # The target table.
    "order_violation": Wording(
        "X201",
        "error",
        "“{line}”的{small}目标 {small_value} 大于{large}目标 {large_value}",
        "暂按所填的目标计算",
        "请核对：亿元工业项目应包含在工业项目内，工业项目应包含在新签约项目内",
    ),
    "missing_group": Wording(
        "X202", "error", "方案里的“{group}”在目标表中没有", "该组没有目标，不算完成率", "请补上这一行"
    ),
    "duplicate_line": Wording("X203", "error", "“{line}”与第{other}行重复", "两行都照所填的目标对照", "请合并为一行"),
    "county_total_differs": Wording(
        "X204",
        "warning",
        "{indicator}合计是 {stated}，方案规定{whole} {required}",
        "{whole}完成率按方案规定的数计算",
        "请核对目标表",
    ),
    "remark_differs": Wording(
        "X205",
        "note",
        "备注写“{typed}”，本行新签约项目目标是 {target} 个，两数不一致",
        "按目标 {target} 个计算",
        "请核对；备注是规划数的，可不修改",
    ),
}
