"""The 24 submissions: who sends which file, and what is wrong in it."""

from datetime import date
from functools import partial

from writing.columns import BASE
from writing.grid import Formula
from writing.submission import Edit, Extra, Line, Submission, Total, two_lines

from generator.columns import EXTENDED
from generator.forms import SAMPLE_TITLE

TITLE = "鹿寨县2022年招商引资项目统计表"
RENAMED = (
    ("investor", "项目业主"),
    ("invest", "总投资（万元）"),
    ("source", "资金来源地"),
    ("contact", "联系人"),
    ("phone", "联系方式"),
    ("entry", "入驻时间"),
    ("progress", "项目进度"),
)
WITH_PAID = (*BASE, "paid")
WITH_DATES = (*BASE, "paid", "signed", "started")
NO_PHONE = tuple(name for name in WITH_DATES if name != "phone")


# The usual two lines above a table.
titled = partial(two_lines, TITLE)

MAY = (
    Submission(
        "LZ", "鹿寨镇", "2022-05", "鹿寨镇2022年5月招商引资项目统计表.xlsx", date(2022, 6, 2),
        titled("鹿寨镇", "2022年6月2日"), columns=EXTENDED, styles=("full", "month", "excel"),
    ),
    Submission(
        "ZD", "中渡镇", "2022-05", "中渡镇5月招商报表.xlsx", date(2022, 6, 1),
        titled("中渡镇", "2022年5月31日"), columns=EXTENDED, styles=("month", "slash"), merge_industry=True,
        masked=("ZD02",), cut_off=("ZD01",),
    ),
    Submission(
        "ZS", "寨沙镇", "2022-05", "寨沙镇招商引资项目统计表(5月).xlsx", date(2022, 6, 3),
        renamed=RENAMED, ten_thousand=True, styles=("year",),
    ),
    Submission(
        "PS", "平山镇", "2022-05", "平山镇招商引资统计表2022.5.xls", date(2022, 6, 2),
        (Line(f"平山镇{TITLE[3:]}（2022年5月）"),), columns=WITH_DATES, styles=("month", "year", "excel"),
    ),
    Submission(
        "HM", "黄冕镇", "2022-05", "附件2 招商引资项目统计表（黄冕镇）5月.xlsx", date(2022, 6, 4),
        (Line("附件2", role="plain"), Line(SAMPLE_TITLE)), styles=("year", "dot"),
        samples=True, placeholders=1, notes=True,
    ),
    Submission(
        "SP", "四排镇", "2022-05", "四排镇5月招商引资统计表.csv", date(2022, 6, 5),
        styles=("year", "iso"), encoding="utf-8-sig",
    ),
    Submission(
        "JK", "江口乡", "2022-05", "江口乡2022年5月报表.xlsx", date(2022, 5, 31),
        titled("江口乡", "2022年5月31日"), columns=EXTENDED, styles=("excel",), total=Total("top", ("invest", "paid")),
    ),
    Submission(
        "DJ", "导江乡", "2022-05", "关于报送5月招商引资项目统计表（导江乡）.xlsx", date(2022, 6, 5),
        titled("导江乡", "2022年6月5日"), columns=WITH_PAID, styles=("short", "year"), origin=(5, 3),
    ),
    Submission(
        "LG", "拉沟乡", "2022-05", "拉沟乡5月.xlsx", date(2022, 6, 1),
        titled("拉沟乡"), nil="本月无",
    ),
    Submission(
        "KF", "鹿寨经开区管委", "2022-05", "经开区管委会2022年5月招商引资项目统计表.xlsx", date(2022, 6, 2),
        titled("鹿寨经开区管委", "2022年6月2日"), sheet="5月", columns=EXTENDED, styles=("excel",),
        edits=(Edit("KF02", "paid", "0.5", "number_as_text", "number stored as text: “0.5”"),),
    ),
    Submission(
        "KG", "县科工贸局", "2022-05", "县科工贸局5月统计表.xlsx", date(2022, 6, 3),
        (Line(f"{TITLE}（2022年5月）"), Line("填报单位：县科工贸局", role="plain")), columns=EXTENDED,
        styles=("slash", "excel"), total=Total("bottom", ("invest", "paid")),
    ),
    Submission(
        "NY", "县农业农村局", "2022-05", "农业农村局招商项目2022-05.xlsx", date(2022, 6, 2),
        titled("县农业农村局", "2022年6月1日"), columns=EXTENDED, styles=("month", "iso"),
    ),
)  # fmt: skip

JUNE_TOWNS = (
    Submission(
        "LZ", "鹿寨镇", "2022-06", "鹿寨镇2022年6月招商引资项目统计表.xlsx", date(2022, 7, 4),
        titled("鹿寨镇", "2022年7月4日"), columns=EXTENDED, styles=("full", "month", "excel"),
        edits=(
            Edit("LZ01", "entry", "2021年"),
            Edit("LZ02", "signed", "2022.3.16"),
            Edit("LZ04", "started", "2021年12月"),
            Edit("LZ07", "registered", "22年3月"),
            Edit("LZ07", "contact", " 连 嘉木　"),
            Edit("LZ08", "signed", "20211020"),
            Edit("LZ08", "source", "　浙江 "),
            Edit("LZ09", "entry", 44581),
            Edit("LZ09", "started", date(2022, 1, 2), "dates_reversed", "开工 2022-01-02 before 签约 2022-01-20"),
            Edit("LZ05", "emerging", "待认定", "flag_unclear", "是否新兴产业 answered “待认定”"),
            Edit("LZ06", "invest", "待定", "unparseable_value", "amount written “待定”"),
            Edit("LZ10", "paid", 0.65, "paid_in_exceeds_investment", "到位资金 0.65 of 投资总额 0.6 亿元"),
            Edit("LZ11", "started", "预计2022年9月", "planned_date", "开工日期 is only expected: “预计2022年9月”"),
        ),
    ),
    Submission(
        "ZD", "中渡镇", "2022-06", "中渡镇6月招商报表.xlsx", date(2022, 7, 1),
        titled("中渡镇", "2022年6月30日"), columns=EXTENDED, styles=("month", "slash"), merge_industry=True,
        masked=("ZD02",), cut_off=("ZD01", "ZD04"),
        edits=(
            Edit("ZD03", "invest", "1.8", "number_as_text", "number stored as text: “1.8”"),
            Edit("ZD04", "invest", "5000万", "unit_in_cell_differs", "“5000万” under a header in 亿元"),
            Edit("ZD06", "entry", 2021.1, "date_ambiguous", "2021.1 typed as a number: January or October"),
        ),
    ),
    Submission(
        "ZS", "寨沙镇", "2022-06", "寨沙镇招商引资项目统计表(6月).xlsx", date(2022, 7, 5),
        renamed=RENAMED, ten_thousand=True, styles=("year", "dot"), again=("ZS02",), hidden_rows=("ZS04",),
        extra=(Extra("备注", ("", "县重点项目", ""), "extra_column", "column “备注” added"),),
        edits=(
            Edit("ZS01", "invest", "４０００", "number_as_text", "full-width digits as text: “４０００”"),
            Edit("ZS03", "invest", "12,000", "number_as_text", "text with a thousands separator: “12,000”"),
            Edit("ZS05", "progress", "正常推进", "stage_unclear", "progress “正常推进” names no stage"),
            Edit("ZS06", "source", None, "missing_required", "“资金来源地” (投资来源) left empty"),
            Edit("ZS04", "phone", "0772-0000126"),
            Edit("ZS07", "phone", "1990000736", "phone_invalid", "ten digits: “1990000736”"),
        ),
    ),
    Submission(
        "PS", "平山镇", "2022-06", "平山镇招商引资统计表2022.6.xls", date(2022, 7, 2),
        (Line(f"平山镇{TITLE[3:]}（2022年6月）"),), columns=NO_PHONE, styles=("month", "year", "excel"),
        dropped=("PS05",),
        edits=(
            Edit("PS01", "investor", " 广西鲁平旋木业有限公司　"),
            Edit("PS02", "signed", "2021/12/14"),
            Edit("PS03", "invest", "0.95", "number_as_text", "number stored as text: “0.95”"),
            Edit("PS04", "paid", Formula("=1/0", "#DIV/0!"), "error_cell", "cell shows #DIV/0!"),
        ),
    ),
    Submission(
        "HM", "黄冕镇", "2022-06", "附件2 招商引资项目统计表（黄冕镇）6月.xlsx", date(2022, 7, 4),
        (Line("附件2", role="plain"), Line(SAMPLE_TITLE)), styles=("year", "dot"),
        samples=True, placeholders=2, notes=True, cut_off=("HM04",),
        edits=(
            Edit("HM01", "entry", "2002年3月", "date_out_of_range", "year mistyped: “2002年3月”"),
            Edit("HM02", "phone", 19900000457),
            Edit("HM03", "progress", "-在谈，已完成测风", "formula_injection", "text begins with “-”"),
        ),
    ),
    Submission(
        "SP", "四排镇", "2022-06", "四排镇6月招商引资统计表.csv", date(2022, 7, 6),
        titled("四排镇"), styles=("year", "iso"), encoding="gb18030",
        edits=(
            Edit("SP01", "phone", "1.99E+10", "phone_lossy", "number lost to “1.99E+10”"),
            Edit("SP02", "invest", "约2亿", "approx_value", "amount written “约2亿”"),
            Edit("SP03", "invest", "1.2-1.5亿", "range_value", "amount written “1.2-1.5亿”"),
            Edit("SP05", "invest", "3000万美元", "foreign_currency", "amount in foreign currency: “3000万美元”"),
        ),
    ),
    Submission(
        "JK", "江口乡", "2022-06", "江口乡2022年6月报表.xlsx", date(2022, 6, 30),
        titled("江口乡", "2022年6月30日"), columns=EXTENDED, styles=("excel",), total=Total("top", ("invest", "paid")),
        comments=(Edit("JK04", "produced", "6月20日起试生产，验收材料后补", "cell_comment", "comment on the cell"),),
    ),
    Submission(
        "DJ", "导江乡", "2022-06", "关于报送6月招商引资项目统计表（导江乡）.xlsx", date(2022, 7, 5),
        (
            Line(f"寨沙镇{TITLE[3:]}", "org_mismatch", "title names 寨沙镇, 填报单位 and file name say 导江乡"),
            Line("填报单位：导江乡    填报日期：2022年7月5日", role="plain"),
        ),
        columns=WITH_PAID, styles=("short", "year"), origin=(5, 3), struck=("DJ02",),
        edits=(
            Edit("DJ04", "paid", Formula("=0.1+0.06", None), "formula_without_value", "formula saved without result"),
            Edit("DJ05", "invest", 5000, "implausible_amount", "5000 under a header in 亿元 (meant 万元)"),
        ),
    ),
    Submission(
        "LG", "拉沟乡", "2022-06", "拉沟乡6月.xlsx", date(2022, 7, 8),
        (Line(TITLE), Line("填报单位：拉沟乡", role="plain"), Line("单位：亿元", role="right")),
        renamed=(("invest", "投资总额"),), styles=("excel",), visible_copy="Sheet1 (2)", mac_dates=True,
    ),
)  # fmt: skip

JUNE_DEPARTMENTS = (
    Submission(
        "KF", "鹿寨经开区管委", "2022-06", "经开区管委会2022年6月招商引资项目统计表.xlsx", date(2022, 7, 3),
        titled("鹿寨经开区管委", "2022年7月2日"), sheet="6月", columns=EXTENDED, styles=("excel",),
        hidden_copy="5月", hidden_columns=("emerging",),
        edits=(
            Edit("KF02", "paid", "0.72", "number_as_text", "number stored as text: “0.72”"),
            Edit("KF05", "invest", Formula("=3+3.5", 6.5)),
            Edit("KF07", "invest", Formula("=#REF!/10000", "#REF!"), "error_cell", "cell shows #REF!"),
            Edit("KF10", "registered", "2022年2月30日", "date_invalid", "there is no “2022年2月30日”"),
        ),
    ),
    Submission(
        "KG", "县科工贸局", "2022-06", "县科工贸局6月统计表.xlsx", date(2022, 7, 4),
        (
            Line(f"{TITLE}（2022年5月）", "period_mismatch", "title still says 2022年5月"),
            Line("填报单位：县科工贸局", role="plain"),
        ),
        columns=EXTENDED, styles=("slash", "excel"), total=Total("bottom", ("invest",), 9.03),
        extra=(Extra("法人身份证号", ("已单独报送",), "sensitive_column", "column “法人身份证号” added"),),
        edits=(
            Edit("KG03", "progress", "已开工<br/>正在进行主体施工", "suspicious_text", "“<br/>” pasted from the web"),
            Edit("KG05", "phone", "0772-0000318"),
        ),
    ),
    Submission(
        "NY", "县农业农村局", "2022-06", "农业农村局招商项目2022-06.xlsx", date(2022, 7, 1),
        titled("县农业农村局", "2022年7月1日"), columns=EXTENDED, styles=("month", "iso"),
    ),
)  # fmt: skip

SUBMISSIONS = MAY + JUNE_TOWNS + JUNE_DEPARTMENTS
