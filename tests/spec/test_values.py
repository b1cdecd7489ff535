"""Values: what is certain is normalised, what is doubtful is asked about, nothing becomes zero."""

import pytest

from toolkit.files.grid import RawCell
from toolkit.intake.values.amounts import read_amount, read_quantity
from toolkit.intake.values.dates import read_date
from toolkit.intake.values.phones import read_phone
from toolkit.intake.values.progress import read_stage
from toolkit.model.period import ReportingPeriod

JUNE = ReportingPeriod(2022, 6)


def one(read):
    """Return (value, kinds of remarks)."""
    return read.value, [kind for kind, _ in read.remarks]


@pytest.mark.parametrize(
    ("typed", "unit", "yuan", "kinds"),
    [
        (0.5, "亿元", 50_000_000, []),
        (5000, "万元", 50_000_000, []),
        ("0.5亿元", "亿元", 50_000_000, []),
        ("5000万", "亿元", 50_000_000, ["unit_in_cell_differs"]),
        ("3千万元", "亿元", 30_000_000, ["unit_in_cell_differs"]),
        ("3个亿", "亿元", 300_000_000, []),
        ("￥3亿", "亿元", 300_000_000, []),
        ("2000个万", "万元", 20_000_000, []),
        ("3亿5千万", "亿元", 350_000_000, ["unit_in_cell_differs"]),
        ("1亿零800万元", "亿元", 108_000_000, ["unit_in_cell_differs"]),
        ("1亿20000万", "亿元", None, ["unparseable_value"]),
        ("3个", "亿元", None, ["unparseable_value"]),
        ("１０", "亿元", 1_000_000_000, ["number_as_text"]),
        ("1,200", "万元", 12_000_000, ["number_as_text"]),
        (" 2.5\u3000", "亿元", 250_000_000, ["number_as_text"]),
        (0.1 + 0.2, "亿元", 30_000_000, []),
        ("0.5亿", "", 50_000_000, []),
        (10, "", None, ["unit_unknown"]),
        ("1.5亿元（人民币）", "亿元", 150_000_000, []),
        ("1.5（亿元）", "亿元", 150_000_000, []),
        ("1.5亿元。", "亿元", 150_000_000, []),
        ("总投资1.5亿元", "亿元", 150_000_000, []),
        ("0.5亿元（含土地款）", "亿元", 50_000_000, []),
        ("0.3（其中设备0.1）", "亿元", 30_000_000, ["number_as_text"]),
        ("0.8亿元（8000万元）", "亿元", 80_000_000, []),
        ("一个亿", "亿元", 100_000_000, ["unit_in_cell_differs"]),
        ("1亿元（5000万元）", "亿元", None, ["unparseable_value"]),
        ("1.5亿元（一期）", "亿元", None, ["unparseable_value"]),
        ("约2亿", "亿元", None, ["approx_value"]),
        ("2亿左右", "亿元", None, ["approx_value"]),
        ("1.2-1.5亿", "亿元", None, ["range_value"]),
        ("3000万美元", "亿元", None, ["foreign_currency"]),
        ("待定", "亿元", None, ["unparseable_value"]),
        (-3, "亿元", None, ["unparseable_value"]),
        (5000, "亿元", None, ["implausible_amount"]),
        (300, "亿元", 30_000_000_000, ["implausible_amount"]),
        (0.5, "万元", None, ["implausible_amount"]),
        (0, "亿元", 0, []),
        ("叁仟伍佰万元整", "亿元", 35_000_000, ["unit_in_cell_differs"]),
        ("人民币壹亿元整", "", 100_000_000, []),
        ("壹亿贰仟万元", "元", 120_000_000, []),
        ("三千五百万", "", 35_000_000, []),
        ("两亿元", "", 200_000_000, []),
        ("壹拾万伍仟元整", "元", 105_000, []),
        ("叁伍仟万元", "亿元", None, ["unparseable_value"]),
        ("几千万元", "亿元", None, ["unparseable_value"]),
        ("一亿五千元", "亿元", None, ["unparseable_value"]),
        ("叁仟伍佰", "万元", None, ["unparseable_value"]),
        ("约三千万元", "亿元", None, ["unparseable_value"]),
    ],
)
def test_amounts_become_whole_yuan_or_a_question(typed, unit, yuan, kinds):
    """Money is a whole number of 元 in whatever unit it came; a doubt is ``None``, never zero."""
    assert one(read_amount(RawCell(typed), unit, "投资总额")) == (yuan, kinds)


def test_the_finding_says_what_to_type():
    """V102: where the cell names another unit than the heading, the value in the heading's unit is offered."""
    ((_, details),) = read_amount(RawCell("5000万"), "亿元", "投资总额").remarks
    assert details == {"column": "投资总额", "typed": "5000万", "unit": "亿元", "example": "0.5"}


@pytest.mark.parametrize(
    ("typed", "day", "kinds"),
    [
        ("2022年", "2022", []),
        (2022, "2022", []),
        (2022.5, "2022-05", []),
        ("2021.10", "2021-10", []),
        ("22年5月", "2022-05", []),
        ("2022年5月底", "2022-05", []),
        ("2022/5/31", "2022-05-31", []),
        ("２０２２．５．３１", "2022-05-31", []),
        (44712, "2022-05-31", []),
        (202205, "2022-05", []),
        (20220531, "2022-05-31", []),
        ("2022，3，8", "2022-03-08", []),
        ("2022年03月08日（星期二）", "2022-03-08", []),
        ("2022.3.8入驻", "2022-03-08", []),
        ("2022.3.8签约", None, ["date_invalid"]),
        ("2022年5月18日上午", "2022-05-18", []),
        ("2202年5月8日", None, ["date_out_of_range"]),
        (2022.1, None, ["date_ambiguous"]),
        ("2022-02-30", None, ["date_invalid"]),
        ("2022年13月", None, ["date_invalid"]),
        ("近期", None, ["date_invalid"]),
        ("预计2022年9月", None, ["planned_date"]),
        ("2012年", "2012", ["date_out_of_range"]),
        ("2022年8月", "2022-08", ["date_in_future"]),
    ],
)
def test_dates_are_as_exact_as_they_were_typed(typed, day, kinds):
    """A year stays a year: 2022年 is not 2022-01-01."""
    value, remarks = one(read_date(RawCell(typed), "项目入驻时间", JUNE))
    assert (str(value) if value else None, remarks) == (day, kinds)


@pytest.mark.parametrize(
    ("typed", "phone", "kinds"),
    [
        (19900000001, "19900000001", []),
        ("1990 000 0001", "19900000001", []),
        ("+86 199-0000-0001", "19900000001", []),
        ("0772-0000001", "0772-0000001", []),
        ("（0772）0000001", "0772-0000001", []),
        ("19900000001/19900000002", "19900000001、19900000002", []),
        ("180×××", "180×××", ["phone_masked"]),
        ("1.99E+10", None, ["phone_lossy"]),
        ("1990000", "1990000", ["phone_invalid"]),
    ],
)
def test_phones_are_digits_as_typed(typed, phone, kinds):
    """A phone is a text; masked ones stay masked, lost digits are asked for."""
    assert one(read_phone(RawCell(typed))) == (phone, kinds)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("已开工", "开工"),
        ("在建", "开工"),
        ("已签约，尚未开工", "签约"),
        ("已签订投资协议，正在办理注册手续", "签约"),
        ("未开工", None),
        ("拟于8月开工", None),
        ("已完成公司注册，待开工", "注册"),
        ("主体已封顶，预计8月投产", "开工"),
        ("已竣工投产", "投产"),
        ("洽谈中", "在谈"),
        ("已取得施工许可证，已签约", "签约"),
        ("顺利", None),
    ],
)
def test_progress_notes_tell_the_stage(text, stage):
    """The highest stage that is claimed, not the highest that is mentioned."""
    assert read_stage(text) == stage


@pytest.mark.parametrize(
    ("typed", "value"), [(120.5, 120.5), ("120亩", 120.5 - 0.5), ("1,200", 1200.0), ("若干", None)]
)
def test_areas_are_plain_numbers(typed, value):
    """亩 and ㎡ behind the number are let pass; words are asked about."""
    assert read_quantity(RawCell(typed), "亩", "亩", "新增供地").value == value


def test_error_cells_and_formulas_without_a_value_are_never_blanks(findings):
    """Calamine and openpyxl show both as empty; here each is a question on its cell."""
    assert findings("""
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 | 1 | 林木业 | 江口旋切一期 | 甲公司 | =1/2 | 山东 | 覃一 | 19900000001 | 2022年 | 已开工
        3 | 2 | 林木业 | 江口旋切二期 | 乙公司 |  | 山东 | 覃二 | 19900000002 | 2022年 | 已开工
    """) == ["E2 V109 formula_without_value", "E3 V101 missing_required"]


def test_text_that_looks_like_a_formula_or_markup_is_kept_and_told(read, findings):
    """A leading = + - @ and tags stay text, verbatim."""
    drawing = """
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 | 1 | 林木业 | @江口项目 | <b>甲公司</b> | 1 | 山东 | 覃一 | 19900000001 | 2022年 | 已开工
    """
    (project,) = read(drawing).projects
    assert (project.name, project.investor) == ("@江口项目", "<b>甲公司</b>")
    assert findings(drawing) == ["D2 V119 suspicious_text", "C2 V118 formula_injection"]
