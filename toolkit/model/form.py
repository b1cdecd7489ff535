"""What does the blank statistics workbook ask for, and how is an old one told from the current one?"""

from dataclasses import dataclass

from toolkit.model.stages import ENDED, STAGES

# Raise it whenever a column is added, removed or renamed: a unit that sends an older one is told.
FORM_VERSION = 1
# The name of a hidden constant in the workbook; Excel, WPS and LibreOffice keep it through a save.
FORM_NAME = "_zhaoshang_form"


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of the form: its heading, width in characters, hint, and how it is filled in.

    ``kind`` is text, number, date, phone, 行业 (the scheme's words), stage or flag (是/否).
    """

    heading: str
    width: int
    kind: str
    hint: str


BASE_COLUMNS: tuple[FormColumn, ...] = (
    FormColumn("序号", 6, "text", ""),
    FormColumn("行业", 16, "行业", "从下拉中选；没有合适的可以直接填写。"),
    FormColumn("项目名称", 28, "text", "填写全称。同一个项目每月用同一个名称，逐月累计填报。"),
    FormColumn("项目方", 28, "text", "填写投资企业的全称。"),
    FormColumn("投资总额（亿元）", 12, "number", "只填数字，单位亿元。5000万元填 0.5。"),
    FormColumn("投资来源", 12, "text", "填写投资方所在的省（区、市），例如：广东。"),
    FormColumn("项目负责人", 12, "text", "填写姓名。"),
    FormColumn("联系电话", 15, "phone", "11位手机号，或带区号的座机，例如 0772-0000123。"),
    FormColumn("项目入驻时间", 14, "text", "写成 2022-05-31、2022年5月或2022年。"),
    FormColumn("进展情况", 18, "stage", "从下拉中选，也可以写具体情况，但要写明到了哪一步。"),
)

OPTIONAL_COLUMNS: tuple[FormColumn, ...] = (
    FormColumn("统一社会信用代码", 22, "phone", "18位代码，没有可不填。"),
    FormColumn("到位资金（亿元）", 12, "number", "本年累计到位资金，只填数字，单位亿元。没有填 0。"),
    FormColumn("签约日期", 13, "text", "写成 2022-05-31。没有签约的留空。"),
    FormColumn("注册日期", 13, "text", "写成 2022-05-31。没有注册的留空。"),
    FormColumn("开工日期", 13, "text", "写成 2022-05-31。没有开工的留空。"),
    FormColumn("投产日期", 13, "text", "写成 2022-05-31。没有投产的留空。"),
    FormColumn("是否工业", 9, "flag", "选是或否。"),
    FormColumn("是否新兴产业", 9, "flag", "选是或否。"),
    FormColumn("新增供地（亩）", 10, "number", "只填数字，单位亩。"),
    FormColumn("标准厂房（平方米）", 11, "number", "只填数字，单位平方米。"),
    FormColumn("盘活土地（亩）", 10, "number", "只填数字，单位亩。"),
)

# What one county's document asks for and another's does not: a scheme names those of its form by heading.
COUNTY_COLUMNS: tuple[FormColumn, ...] = (
    FormColumn("实际利用外资（万美元）", 13, "number", "本年累计，只填数字，单位万美元，不折算人民币。没有填 0。"),
    FormColumn("合同外资（万美元）", 12, "number", "合同约定的外资额，只填数字，单位万美元。没有可不填。"),
    FormColumn("进出口额（亿元）", 12, "number", "企业本年累计进出口额，只填数字，单位亿元。没有可不填。"),
    FormColumn("是否世界500强", 9, "flag", "投资方是世界500强企业的选是。"),
    FormColumn("是否入统", 9, "flag", "统计部门已纳入统计的选是。"),
    FormColumn("是否策划包装", 9, "flag", "策划包装出来对外推介的项目选是。"),
)

STAGE_CHOICES = (*STAGES, ENDED)
FLAG_CHOICES = ("是", "否")


def form_columns(headings: tuple[str, ...] = ()) -> tuple[FormColumn, ...]:
    """Return the columns of a county's form: the common ones, then those of its own by heading.

    >>> form_columns(("是否入统",))[-1].heading
    '是否入统'
    """
    own = {column.heading: column for column in COUNTY_COLUMNS}
    return (*BASE_COLUMNS, *OPTIONAL_COLUMNS, *(own[heading] for heading in headings))


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
