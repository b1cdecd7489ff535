"""Which files and columns does the snapshot of an issued month have? Open formats that later programs read, too."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from toolkit.model.ledger_columns import LEDGER_COLUMNS, LedgerColumn
from toolkit.model.ledger_entry import UNATTRIBUTED, UNDECIDED_ROW, LedgerEntry
from toolkit.model.publication import Publication
from toolkit.model.scheme import Indicator

# The form of a snapshot (docs/定稿的快照.md): a later program reads every form up to its own.
FORM = 1
FOLDER, HEAD = "快照", "定稿.json"
# What earlier programs called a column, and what they wrote in it.
FORMER_HEADINGS = {"归口依据": "归属依据"}
FORMER_WORDS = {"未归口": UNATTRIBUTED, "待归口": UNDECIDED_ROW}
ROWS, FIGURES, LINES, UNITS = "台账.csv", "指标.csv", "目标行.csv", "单位.csv"
DECISIONS, INPUTS = "裁定.csv", "输入.csv"
CELLS, FIRST_UNIT, FIRST_NAME = "单元格", "首报单位", "首报名称"
BESIDE = (FIRST_UNIT, FIRST_NAME, CELLS)
FIGURE_COLUMNS = ("编号", "指标", "计量单位", "目标", "完成", "待定个数", "待定数额", "都算上")
LINE_COLUMNS = ("产业招商组", "牵头单位", "范围", "编号", "指标", "目标", "完成")
UNIT_COLUMNS = (
    "单位",
    "类别",
    "报送情况",
    "收到日期",
    "文件",
    "处理结果",
    "采用行数",
    "退回行数",
    "投资总额（元）",
    "沿用",
)
INPUT_COLUMNS = ("文件", "单位", "字节数", "SHA-256")


class IssuedInput(Struct, frozen=True):
    """A file that a month was made from: its path below the workspace, its unit, and the SHA-256 of its bytes."""

    file: str
    unit: str
    size: int
    digest: str


class Snapshot(Struct, frozen=True):
    """All that was kept of an issue: its head, and rows of texts by heading as they stand in the csv files."""

    head: Publication
    rows: tuple[Mapping[str, str], ...]
    lines: tuple[Mapping[str, str], ...]
    decisions: tuple[Mapping[str, str], ...]
    inputs: tuple[IssuedInput, ...]


def heading_in_yuan(column: LedgerColumn) -> str:
    """Return what a column is called where money stands in 元: 投资总额（元）."""
    return column.heading.replace("（亿元）", "（元）")


def row_in_texts(entry: LedgerEntry, columns: Sequence[LedgerColumn] = LEDGER_COLUMNS) -> dict[str, str]:
    """Return an entry as a snapshot holds it: by heading, money in whole 元, '' for nothing.

    ``columns`` are those of the county's ledger.  Beside it stand the unit and the name (without punctuation) under
    which it was first reported, and its cells in the source as Excel calls them: ``项目名称=B4 投资总额=E4``.
    """
    texts = {heading_in_yuan(one): text_of(getattr(entry, one.field)) for one in columns}
    places = ((one, entry.columns.get(one.field, 0)) for one in columns)
    cells = (f"{one.heading.partition('（')[0]}={entry.cell(one.field).a1}" for one, column in places if column)
    first = {FIRST_UNIT: entry.known_as.unit, FIRST_NAME: entry.known_as.name}
    return {**texts, **first, CELLS: " ".join(cells)}


def text_of(value: object) -> str:
    """Return a value as a csv file holds it: '' for none, numbers exactly."""
    return "" if value is None else str(value)


def ledger_unit(indicator: Indicator) -> str:
    """Return the unit that a figure is kept in: 元 for 亿元, 亩 for 公顷, 小数 for %, else its own."""
    smaller = {"亿元": "元", "万元": "元", "万美元": "美元", "万平方米": "平方米", "公顷": "亩", "%": "小数"}
    return smaller.get(indicator.unit, indicator.unit)
