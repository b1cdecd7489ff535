"""Every sentence a finding can say of the office's own books: 计分台账, 上年考核, 进度跟踪, 官方数据 and the rest."""

from toolkit.model.wording import LINE_OUT, Wording

BOOK_SENTENCES: dict[str, Wording] = {
    "score_event_unknown": Wording(
        "X301", "error", "事项写的是“{typed}”，不是计分事项", "本行暂不计分", "请改成：{choices}"
    ),
    "score_unit_unknown": Wording("X302", "error", "“{typed}”不是参加考核的单位", "本行暂不计分", "请改成单位全称"),
    "score_evidence_missing": Wording(
        "X303", "warning", "“{event}”要有{evidence}，本行没有填", "本行暂不计分", "请补填佐证材料"
    ),
    "score_rate_missing": Wording(
        "X304",
        "error",
        "{currency}没有{day}或之前的汇率",
        "本行暂不计分",
        "请在 汇率.csv 补上{currency}和美元的汇率",
    ),
    "score_row_twice": Wording(
        "X305",
        "warning",
        "与第{other}行完全相同",
        "只计一次",
        "请核对；确实有两次的，在“内容”里写明不同之处",
    ),
    "score_dollars_twice": Wording(
        "X306",
        "warning",
        "美元到账按统计表的“实际利用外资”计分",
        "本行不再计分",
        "请核对统计表是否已填",
    ),
    "stage_name_unknown": Wording(
        "X307", "warning", "环节写的是“{typed}”，流程里没有", "没有采用", "请改成：{choices}"
    ),
    "past_unit_unknown": Wording(
        "X310",
        "error",
        "“{typed}”不是现在参加考核的单位",
        "这一年的排名不能采用",
        "请改成单位现在的全称",
    ),
    "past_place_unread": Wording(
        "X311",
        "error",
        "名次写的是“{typed}”，看不出第几名",
        "这一年的排名不能采用",
        "请填从前往后数的名次，例如 13",
    ),
    "past_year_unread": Wording(
        "X312",
        "error",
        "年度写的是“{typed}”，看不出是哪一年",
        "本行没有采用",
        "请只填一个年份，例如 2021",
    ),
    "past_unit_twice": Wording(
        "X313",
        "error",
        "“{unit}”同一年已在第{other}行，得分或名次不一致",
        "这一年的排名不能采用",
        "请只保留正确的一行",
    ),
    "book_unit_unknown": Wording(
        "F250",
        "warning",
        "“{typed}”不是方案里的单位",
        "本行没有计到任何单位名下",
        "请改成单位全称，几个单位用顿号隔开",
    ),
    "book_line_late": Wording("F251", "warning", "{lines}", "依据：{clause}", "请补办、补填"),
    "step_skipped": Wording(
        "F252",
        "warning",
        "“{project}”已登记“{step}”，前面的环节没有登记：{skipped}",
        "没有登记的按未办统计",
        "请补登办结日期；没有办的，请先办",
    ),
    "step_too_early": Wording(
        "F253",
        "warning",
        "“{project}”的“{step}”是{day}，早于前面的“{before}”（{before_day}）",
        "暂按所填的日期统计",
        "请核对日期；程序颠倒的，请说明情况",
    ),
    "tracked_project_unknown": Wording(
        "F254",
        "warning",
        "“{project}”在台账和项目库里都没有",
        "进度没有对应到项目",
        "{hint}请改成项目库里的名称",
    ),
    "official_indicator_unknown": Wording(
        "F255",
        "error",
        "指标写的是“{typed}”，不是由主管部门公布的指标",
        LINE_OUT,
        "请改成：{choices}",
    ),
    "official_month_unread": Wording(
        "F256",
        "error",
        "月份写的是“{typed}”，看不出截至哪个月",
        LINE_OUT,
        "请填年和月，例如 2022-06",
    ),
    "official_unit": Wording("F257", "error", "单位写的是“{typed}”，与指标的单位不是一类", LINE_OUT, "请改成：{unit}"),
    "official_twice": Wording(
        "F258",
        "error",
        "同一指标同一月份已在第{other}行，两数不一致",
        "两行都没有采用",
        "请只保留正确的一行",
    ),
    "score_place_missing": Wording(
        "F259",
        "warning",
        "“{event}”要看对方企业在哪里，本行的“企业所在地”没有填或者看不出",
        "本行暂不计分",
        "请填省市县，例如山东省济南市",
    ),
}
