"""What does the blank statistics workbook ask for, and how is an old one told from the current one?"""

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from toolkit.model.own_columns import AMOUNT, CHOICE, DATE, NUMBER, TEXT, YES_NO, OwnColumn
from toolkit.model.scheme import Scheme
from toolkit.model.stages import ENDED, STAGES
from toolkit.model.submission import Project
from toolkit.model.units import parse_unit

# Raise it whenever a column that figures need is added, removed or renamed: a unit that sends an older one is told.
FORM_VERSION = 1
# The name of a hidden constant in the workbook; Excel, WPS and LibreOffice keep it through a save.
FORM_NAME = "_zhaoshang_form"


class FormColumn(Struct, frozen=True):
    """A column of the form: its heading, width in characters, hint, and how it is filled in.

    ``kind`` is text, number, date, phone, 行业 (the scheme's words), stage, flag (是/否) or choice (``words``);
    ``field`` is that of :class:`~toolkit.model.submission.Project`, '' for 序号.  ``size`` is how many 元, 美元, 亩 or
    ㎡ one of the heading's unit is, where the field's kind does not say it.
    """

    heading: str
    width: int
    kind: str
    hint: str
    field: str = ""
    words: tuple[str, ...] = ()
    size: int | float = 0


class FormRow(Struct, frozen=True):
    """A project that a form holds: its 编号 and last values; ``told`` says by field what the office corrected.

    ``is_former`` where the values are the former year's, and its sums are left out.
    """

    number: str
    project: Project
    told: Mapping[str, str] = field(default_factory=dict)
    is_former: bool = False


BASE_COLUMNS: tuple[FormColumn, ...] = (
    FormColumn("序号", 6, "text", ""),
    FormColumn("行业", 16, "行业", "从下拉中选；没有合适的可以直接填写。", "industry"),
    FormColumn("项目名称", 28, "text", "填写全称。同一个项目每月用同一个名称，逐月累计填报。", "name"),
    FormColumn("项目方", 28, "text", "填写投资企业的全称。", "investor"),
    FormColumn("投资总额（亿元）", 12, "number", "只填数字，单位亿元。5000万元填 0.5。", "investment_yuan"),
    FormColumn("投资来源", 12, "text", "填写投资方所在的省（区、市），例如：广东。", "source"),
    FormColumn("项目负责人", 12, "text", "填写姓名。", "contact"),
    FormColumn("联系电话", 15, "phone", "11位手机号，或带区号的座机，例如 0772-0000123。", "phone"),
    FormColumn("项目入驻时间", 14, "text", "写成 2022-05-31、2022年5月或2022年。", "moved_in_on"),
    FormColumn("进展情况", 18, "stage", "从下拉中选，也可以写具体情况，但要写明到了哪一步。", "progress"),
)

OPTIONAL_COLUMNS: tuple[FormColumn, ...] = (
    FormColumn("统一社会信用代码", 22, "phone", "18位代码，没有可不填。", "credit_code"),
    FormColumn("到位资金（亿元）", 12, "number", "本年累计到位资金，只填数字，单位亿元。没有填 0。", "paid_in_yuan"),
    FormColumn("签约日期", 13, "text", "写成 2022-05-31。没有签约的留空。", "signed_on"),
    FormColumn("注册日期", 13, "text", "写成 2022-05-31。没有注册的留空。", "registered_on"),
    FormColumn("开工日期", 13, "text", "写成 2022-05-31。没有开工的留空。", "started_on"),
    FormColumn("投产日期", 13, "text", "写成 2022-05-31。没有投产的留空。", "produced_on"),
    FormColumn("是否工业", 9, "flag", "选是或否。", "industrial"),
    FormColumn("是否新兴产业", 9, "flag", "选是或否。", "emerging"),
    FormColumn("新增供地（亩）", 10, "number", "只填数字，单位亩。", "land_mu"),
    FormColumn("标准厂房（平方米）", 11, "number", "只填数字，单位平方米。", "floor_sqm"),
    FormColumn("盘活土地（亩）", 10, "number", "只填数字，单位亩。", "idle_mu"),
)

# What one county's document asks for and another's does not: a scheme names those of its form by heading.
COUNTY_COLUMNS: tuple[FormColumn, ...] = (
    FormColumn(
        "实际利用外资（万美元）", 13, "number", "本年累计，只填数字，单位万美元，不折算人民币。没有填 0。", "fdi_usd"
    ),
    FormColumn(
        "合同外资（万美元）", 12, "number", "合同约定的外资额，只填数字，单位万美元。没有可不填。", "contract_usd"
    ),
    FormColumn(
        "进出口额（亿元）", 12, "number", "企业本年累计进出口额，只填数字，单位亿元。没有可不填。", "trade_yuan"
    ),
    FormColumn("是否世界500强", 9, "flag", "投资方是世界500强企业的选是。", "fortune500"),
    FormColumn("是否入统", 9, "flag", "统计部门已纳入统计的选是。", "in_statistics"),
    FormColumn("是否策划包装", 9, "flag", "策划包装出来对外推介的项目选是。", "packaged"),
)

# In a form that holds the unit's projects already: which project a row is, and what some units state beside the rest.
NUMBER_COLUMN = FormColumn("项目编号", 11, "text", "由工具箱填写，请不要改。新项目留空。", "number")
_BESIDE = (FormColumn("项目属地", 12, "text", "填写项目所在的乡镇。", "territory"),)
# The last of every form: the unit's word on what it is reminded of.
EXPLANATION_COLUMN = FormColumn("说明", 20, "text", "被提醒而数没有错的，写明原因，例如：分期到位。", "explanation")
# What no unit changes without a word to the office, and what it looks at each month.
IDENTITY = ("number", "name", "investor", "credit_code")
EACH_MONTH = ("progress", "paid_in_yuan", "fdi_usd", "contract_usd", "trade_yuan")
# Sums of money that a county's figures may add up.
MONEY = ("paid_in_yuan", "fdi_usd", "contract_usd", "trade_yuan")

STAGE_CHOICES = (*STAGES, ENDED)
FLAG_CHOICES = ("是", "否")


def form_columns(headings: tuple[str, ...] = ()) -> tuple[FormColumn, ...]:
    """Return the columns of a county's form: the common ones, then those of its own by heading.

    >>> form_columns(("是否入统",))[-1].heading
    '是否入统'
    """
    own = {column.heading: column for column in COUNTY_COLUMNS}
    return (*BASE_COLUMNS, *OPTIONAL_COLUMNS, *(own[heading] for heading in headings))


def laid_out(scheme: Scheme, rows: Iterable[FormRow] = ()) -> tuple[tuple[FormColumn, ...], tuple[FormColumn, ...]]:
    """Return the columns that everybody fills in and the optional ones.

    Sums of money that the county's figures add up are asked of everybody.  With ``rows`` there is a column for 编号,
    and one for all that one of them states.
    """
    summed = {column for one in scheme.indicators for column in one.summed_columns}
    known = list(rows)
    columns = list(form_columns(scheme.form_columns))
    beside = (column for column in (*COUNTY_COLUMNS, *_BESIDE) if column not in columns)
    columns += [one for one in beside if any(getattr(row.project, one.field) is not None for row in known)]
    columns += [_own_form_column(one) for one in scheme.own_columns]
    columns.append(EXPLANATION_COLUMN)
    needed = {one.field for one in scheme.own_columns if one.required}
    main = [one for one in columns if one in BASE_COLUMNS]
    main += [one for one in columns if one.field in needed]
    main += [one for one in columns if one.field in MONEY and one.field in summed and one not in main]
    if known:
        main.insert(1, NUMBER_COLUMN)
    return tuple(main), tuple(one for one in columns if one not in main)


def _own_form_column(one: OwnColumn) -> FormColumn:
    """Return how the form asks for a column that the rulebook declares."""
    kind = {AMOUNT: "number", YES_NO: "flag", CHOICE: "choice"}.get(one.kind, "text")
    asked = {
        AMOUNT: f"只填数字，单位{one.unit}。没有填 0。",
        NUMBER: f"只填数字，单位{one.unit}。" if one.unit else "只填数字。",
        YES_NO: "选是或否。",
        DATE: "写成 2022-05-31。没有的留空。",
        CHOICE: "从下拉中选。",
        TEXT: "没有的留空。",
    }
    unit, kept = parse_unit(one.unit), parse_unit({"usd": "美元", "mu": "亩", "sqm": "㎡"}.get(one.ending, "元"))
    size = float(unit.size / kept.size) if unit and kept and one.measure else 0
    width = max(16 if one.kind in (TEXT, CHOICE) else 12, 2 * len(one.heading) - 4)
    hint = one.hint or asked[one.kind]
    return FormColumn(one.printed, min(width, 24), kind, hint, one.field, one.words, size)


def form_mark(scheme: str, version: int = FORM_VERSION) -> str:
    """Return what a blank workbook carries inside: ``luzhai-2022/statistics/1``."""
    return f"{scheme}/statistics/{version}"


def form_version(mark: str) -> int | None:
    """Return the version of a mark, or ``None`` where there is no mark of ours.

    >>> form_version("luzhai-2022/statistics/1"), form_version("")
    (1, None)
    """
    head, _, version = mark.rpartition("/")
    return int(version) if head.endswith("/statistics") and version.isdigit() else None
