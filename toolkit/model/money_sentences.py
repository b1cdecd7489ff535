"""Every sentence a finding can say of 到位资金 held against earlier months, and of the office's corrections."""

from toolkit.model.wording import Wording

MONEY_SENTENCES: dict[str, Wording] = {
    "paid_in_fell": Wording(
        "X171",
        "warning",
        "到位资金填 {typed} 亿元，{then}是 {before} 亿元，今年以来的累计数不会减少",
        "暂按{then}的 {before} 亿元计入",
        "请核对；如果填的是本月数，累计应为 {together} 亿元",
    ),
    "paid_in_blank": Wording(
        "X172",
        "warning",
        "到位资金没有填，{then}是 {before} 亿元",
        "暂按{then}的 {before} 亿元计入",
        "请填今年以来的累计数；没有新到位的，仍填 {before}",
    ),
    "paid_in_far_above": Wording(
        "X173",
        "warning",
        "到位资金 {typed} 亿元是投资总额 {investment} 亿元的 {times} 倍",
        "{meanwhile}",
        "请核对是否填错了单位或填错了列",
        many=(
            "到位资金有 {cells} 格远远超过投资总额（如 {typed} 亿元，是 {investment} 亿元的 {times} 倍）",
            "这些格暂不计入，上月已有数的暂按原来的数计入",
            "请核对整列是否填错了单位（万元填成了亿元）或填错了列",
        ),
    ),
    "paid_in_of_last_year": Wording(
        "X212",
        "warning",
        "到位资金 {typed} 亿元，像是连上年的 {then} 亿元一起算的",
        "本格暂不计入",
        "请核对，只填今年以来到位的数，例如 {this_year}",
        many=(
            "到位资金有 {cells} 格像是连上年的数一起算的（如 {typed} 亿元，上年是 {then} 亿元）",
            "这些格暂不计入",
            "请核对整列，只填今年以来到位的数，如 {typed} 改为 {this_year}",
        ),
    ),
    "paid_in_columns_differ": Wording(
        "X213", "warning", "到位资金的几栏对不上：{why}", "各栏照填的计入", "请核对，改正填错的一栏"
    ),
    "paid_in_without_foreign": Wording(
        "X174",
        "warning",
        "实际利用外资填了 {dollars} 万美元，到位资金没有填",
        "本格暂不计入",
        "请补填到位资金，外资折成人民币一并计算",
    ),
    "foreign_above_investment": Wording(
        "X175",
        "warning",
        "实际利用外资 {typed} 万美元，折成人民币超过投资总额 {investment} 亿元",
        "本格暂不计入",
        "请核对两列的数值和单位",
    ),
    "paid_in_before_contract": Wording(
        "X176",
        "warning",
        "进展情况是在谈，没有签约、开工日期，到位资金却有 {typed} 亿元",
        "暂按所填计入",
        "请核对进展情况和到位资金",
    ),
    "paid_in_untold": Wording(
        "X177",
        "warning",
        "表里没有“到位资金”列，本表 {count} 个项目的到位资金没有数据",
        "不计入，也不按0计",
        "请加上“到位资金（亿元）”列，填今年以来的累计数，没有到位的填0",
    ),
    "paid_in_column_gone": Wording(
        "X190",
        "warning",
        "上月表里有“到位资金”，本月没有这一列",
        "{count} 个项目暂按{then}的数计入，共 {sum} 亿元",
        "请补上“到位资金（亿元）”一列，填今年以来的累计数",
    ),
    "paid_in_of_month": Wording(
        "X191",
        "warning",
        "到位资金填 {typed} 亿元，{why}，{then}累计已有 {before} 亿元",
        "暂按{then}的 {before} 亿元计入",
        "请填今年以来的累计数；填的是本月数的，累计应为 {together} 亿元",
    ),
    "corrected_by_office": Wording(
        "X192",
        "note",
        "{column}填的是 {typed}，招商部门已从{since}起更正为 {value}（{why}）",
        "按 {value} 计入",
        "下次报表请照此填；有不同意见的，请与招商部门联系",
    ),
    "correction_not_understood": Wording(
        "X193",
        "warning",
        "{why}",
        "这一行更正没有采用，已原样保留",
        "请改正；不再用的，在“撤销”一列写“是”",
    ),
    "correction_without_project": Wording(
        "X194",
        "warning",
        "没有找到{unit}的项目“{project}”{near}",
        "这一行更正没有采用，已原样保留",
        "请核对编号或名称",
    ),
    "correction_over": Wording(
        "X195",
        "note",
        "“{project}”的{column}，单位从{since}起报 {typed}",
        "按 {typed} 计入，更正（{value}）不再采用",
        "无须处理",
    ),
}
