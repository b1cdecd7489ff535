"""Which projects and people are in the county's libraries? 三库一图 (NX-R11) and 项目库 (JC-F2) as views."""

from collections.abc import Callable, Sequence

from toolkit.model.assessment import Assessment
from toolkit.model.cells import column_letter
from toolkit.model.formula import Formula
from toolkit.model.ledger import Consolidation
from toolkit.model.ledger_columns import LEDGER_COLUMNS
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.rules import Register
from toolkit.workbooks.sheet.criteria import Figures, in_yuan
from toolkit.workbooks.sheet.page import Page, Value, lines_needed

PEOPLE, TALKS, PACKAGED, LIBRARY = "人员信息库", "在谈项目库", "策划包装库", "招商引资项目库"
OTHER_CLASS = "其他"
_HEADER = 2
_LETTERS = {spec.field: column_letter(number) for number, spec in enumerate(LEDGER_COLUMNS, 1)}
# What a register's column shows of a ledger row; a column not named here is for the office to fill in.
_FIELDS = {
    "项目名称": "name",
    "投资方": "investor",
    "行业": "industry",
    "投资总额（亿元）": "investment_yuan",
    "投资规模（亿元）": "investment_yuan",
    "投资来源": "source",
    "阶段": "stage",
    "报送单位": "unit",
    "落户地": "unit",
    "来源部室": "unit",
    "承接部室": "lead_unit",
    "联系人": "contact",
    "对接进展": "progress",
}
_WIDTHS = {"项目名称": 32.0, "投资方": 30.0, "对接进展": 34.0, "建设内容": 34.0, "熟悉的产业": 20.0, "熟悉的地区": 20.0}
_HINTS = {
    TALKS: "取项目台账中还在谈的项目；签约以后自动移出。",
    PACKAGED: "取统计表“是否策划包装”填“是”的项目；台账没有的栏目由各单位补填。",
    LIBRARY: "取项目台账的全部项目，按行业和项目名称中的字样分类；承接部室以归属和裁定为准。",
    PEOPLE: "先取办公室自己的“考核/人员信息库.xlsx”，再补外出招商台账里的参加人员。",
}


def wanted(result: Consolidation) -> list[Register]:
    """Return the libraries that the scheme asks for and that are views (招商地图 has a sheet of its own)."""
    return [one for one in result.scheme.rules.registers if one.kind == "library" and one.name in _HINTS]


def write_library(page: Page, result: Consolidation, figures: Figures, register: Register) -> None:
    """Write one library: people, or projects as references to the ledger."""
    rows = (
        _people(result, register)
        if register.name == PEOPLE
        else [_project(result, figures, register, number) for number in _chosen(result, register)]
    )
    last_column = len(register.columns)
    page.span(0, 0, 0, last_column, f"{result.scheme.jurisdiction}{register.name}（{result.period.label}）", "title")
    page.height(0, 32)
    page.span(1, 0, 1, last_column, f"{_HINTS[register.name]}{register.citation.words}。", "subtitle")
    page.row(_HEADER, ["序号", *register.columns], "header")
    page.height(_HEADER, 26)
    widths = [_WIDTHS.get(column, 16.0) for column in register.columns]
    page.widths(6.0, *widths)
    for row, values in enumerate(rows, _HEADER + 1):
        _write_row(page, row, values, register, widths)
    last = _HEADER + max(1, len(rows))
    if not rows:
        page.span(last, 0, last, last_column, "本月没有。", "cell", "center", "quiet")
    page.sheet.freeze_panes(_HEADER + 1, 2)
    page.sheet.autofilter(_HEADER, 0, last, last_column)
    page.printed("A4", last, last_column, (_HEADER, _HEADER), result.scheme.imprint)


def _write_row(page: Page, row: int, values: Sequence[Value], register: Register, widths: list[float]) -> None:
    page.put(row, 0, row - _HEADER, "cell", "plain")
    for column, (value, heading) in enumerate(zip(values, register.columns, strict=True), 1):
        look = "亿元" if "亿元" in heading else "left"
        page.put(row, column, value, "cell", "wrap", look)
    shown = [value.value if isinstance(value, Formula) else value for value in values]
    texts = [(text, width) for text, width in zip(shown, widths, strict=True) if isinstance(text, str) and text]
    page.height(row, max(20, 14.0 * max([lines_needed(text, width) for text, width in texts] or [1]) + 4))


def _chosen(result: Consolidation, register: Register) -> list[int]:
    """Return the ledger rows of the projects in a library; projects that a decision took out are left out."""
    tests: dict[str, Callable[[LedgerEntry], bool]] = {
        TALKS: lambda entry: entry.stage == "在谈",
        PACKAGED: lambda entry: entry.packaged == "是",
        LIBRARY: lambda _: True,
    }
    test = tests[register.name]
    numbers = [n for n, entry in enumerate(result.ledger.entries) if entry.counted == "是" and test(entry)]
    if register.name == LIBRARY:
        order = [one.name for one in result.scheme.rules.classes] + [OTHER_CLASS]
        numbers.sort(key=lambda n: order.index(project_class(result, result.ledger.entries[n])))
    return numbers


def project_class(result: Consolidation, entry: LedgerEntry) -> str:
    """Return the class of a project: the first whose words stand in 行业, then in the project's name."""
    for text in (entry.industry or "", entry.name):
        for one in result.scheme.rules.classes:
            if any(word in text for word in (one.name, *one.words)):
                return one.name
    return OTHER_CLASS


def _project(result: Consolidation, figures: Figures, register: Register, number: int) -> list[Value]:
    entry = result.ledger.entries[number]
    values: list[Value] = []
    for heading in register.columns:
        if heading == "类别":
            values.append(project_class(result, entry))
        elif field := _FIELDS.get(heading):
            values.append(_reference(entry, field, figures.ranges.first_row + number, figures.ranges.sheet))
        else:
            values.append(None)
    return values


def _reference(entry: LedgerEntry, field: str, row: int, sheet: str) -> Value:
    """Return a live reference to a ledger cell; an empty amount stays empty instead of becoming 0."""
    value = getattr(entry, field)
    place = f"{sheet}!${_LETTERS[field]}${row}"
    if isinstance(value, int):
        return Formula(f"={in_yuan(field, place)}", value)
    return None if value in (None, "") else Formula(f'={place}&""', value)


def _people(result: Consolidation, register: Register) -> list[list[Value]]:
    fields = {
        "姓名": "name",
        "单位": "unit",
        "职务": "post",
        "角色": "role",
        "联系电话": "phone",
        "熟悉的产业": "industries",
        "熟悉的地区": "regions",
    }
    people = (result.assessment or Assessment()).people
    return [
        [getattr(person, fields[column]) if column in fields else None for column in register.columns]
        for person in people
    ]
