"""Where do the manual's pictures come from? A month of the sample county, done with the buttons, printed and cut.

What only Excel shows (its windows) is drawn as a scheme of the words that the buttons said.

``python -m tests.pictures`` makes them anew below docs/pictures.  Beside them ``index.toml`` keeps a digest of what each
was made from; tests/test_pictures.py does the month again and compares, so that no picture shows what is no longer so.
"""

import hashlib
import io
import os
import re
import shutil
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

import openpyxl
import pdfplumber
from PIL import Image, ImageChops, ImageOps

from tests.office import convert
from tests.pages import chinese_fonts
from tests.schemes_drawn import TRUST, Window, drawn
from tests.walks import laid_out
from toolkit.model.control import WORKBOOK, button
from toolkit.workflow.actions.closed_workbook import run_booked
from toolkit.workflow.actions.demo import COPIED, SAMPLES
from toolkit.workflow.actions.toolbox import rebuild, write_lists
from toolkit.workflow.steps.issuing import write_forms
from toolkit.workflow.steps.month import consolidate_workspace
from toolkit.workflow.steps.official_notices import Wishes, write_notices
from toolkit.workflow.steps.workspace import open_workspace

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
INDEX = FOLDER / "index.toml"
COMMAND = "python -m tests.pictures"
LUZHAI = SAMPLES[0]
PRESSED = ("check", "consolidate", "reconcile", "notices", "approvals", "records", "assess", "preview_mail")
STARTED = datetime(2022, 7, 6, 9, 0)
WHOLE_SHEET = 'pdf:calc_pdf_Export:{"SinglePageSheets":{"type":"boolean","value":"true"}}'
DPI, PAGE_DPI, MARGIN, COLOURS = 100, 82, 10, 56
FRAME = "#BFBFBF"


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: its name, the file below the workspace, the sheet shown whole or the pages, and the cut in points.

    A workbook without a ``sheet`` is shown as it is printed.  ``cut`` is (left, top, right, bottom).
    """

    name: str
    file: str
    sheet: str = ""
    pages: tuple[int, ...] = (0,)
    cut: tuple[float, float, float, float] | None = None

    @property
    def picture(self) -> str:
        """The picture's file name."""
        return f"{self.name}.png"


FORM = "经费预算申请函"
OUT = "输出/2022-06"
MASTER = f"{OUT}/鹿寨县2022年6月招商引资情况汇总表.xlsx"
RETURNED = f"{OUT}/退回修改/鹿寨镇2022年6月招商引资项目统计表（退回修改）.xlsx"
SCENES = (
    Scene("home", WORKBOOK, "首页"),
    Scene("form", "下发/江口乡2022年6月招商引资项目统计表.xlsx", cut=(45, 45, 800, 300)),
    Scene("return", RETURNED, "Sheet1", cut=(0, 0, 1162, 345)),
    Scene("return_note", RETURNED, "退回说明"),
    Scene("overview", MASTER, "总览", cut=(0, 0, 915, 1090)),
    Scene("targets", MASTER, "目标完成情况", cut=(0, 0, 1257, 493)),
    Scene("ledger", MASTER, "项目台账", cut=(0, 0, 1258, 408)),
    Scene("reporting", MASTER, "报送情况", cut=(0, 0, 1222, 452)),
    Scene("ranking", MASTER, "考核排名", cut=(0, 60, 810, 355)),
    Scene("map", MASTER, "招商地图"),
    Scene("duplicates", MASTER, "疑似重复", cut=(0, 58, 1300, 250)),
    Scene("reconciled", MASTER, "系统核对", cut=(0, 0, 1250, 420)),
    Scene("log", "收件登记.xlsx", "收件登记", cut=(1206, 46, 2460, 300)),
    Scene("contacts", "通讯录.xlsx", "通讯录", cut=(0, 0, 700, 330)),
    Scene("trips", "出行/出行台账.xlsx", "行程", cut=(0, 0, 1400, 330)),
    Scene("notice_form", f"通知/{FORM}.xlsx", "明细"),
    Scene("basis", MASTER, "依据", cut=(0, 0, 1171, 508)),
    Scene("decisions", "裁定.xlsx", "裁定", cut=(0, 0, 1600, 475)),
    Scene("reminder", f"{OUT}/通知/催报通知.docx", pages=(1,)),
    Scene("circular", f"{OUT}/通知/进度通报.docx", pages=(0, 1)),
    Scene("approval", f"{OUT}/出行/LZCX-2022-06-01 外出招商审批表.docx"),
    Scene("record", f"{OUT}/出行/LZCX-2022-06-01 外出招商信息记录表.docx"),
    Scene("mails", f"{OUT}/待发邮件/预览.xlsx", "发件", cut=(0, 0, 1105, 419)),
)


def the_month(folder: Path) -> tuple[Path, dict[str, str]]:
    """Do Luzhai's June with the buttons of its control workbook; return the workspace, and every scheme by its name."""
    root = laid_out(folder, LUZHAI, COPIED)
    workspace = open_workspace(root)
    write_lists(workspace, STARTED.date())
    book = rebuild(workspace, STARTED.date(), replace=False)
    said: dict[str, Window] = {}
    # The log says of each file what became of it once its month was looked at.
    run_booked("check", book, STARTED, lambda *_: None, lambda _: False, LUZHAI.period.shifted(-1))
    waiting = root / "待认领" / "江口乡6月（转发）.xlsx"
    waiting.parent.mkdir(exist_ok=True)
    for number, action in enumerate((*PRESSED, "send_mail", "claim")):
        if action == "claim":
            shutil.copy(root / "报送" / "2022-06" / "江口乡2022年6月报表.xlsx", waiting)
            os.utime(waiting, (STARTED.timestamp(),) * 2)  # the log says when a file was saved
        asked: list[str] = []
        now = STARTED + timedelta(minutes=5 * number)
        report, _ = run_booked(action, book, now, lambda *_: None, lambda words, told=asked: bool(told.append(words)))
        words, choices = (asked[0], ("确定", "取消")) if asked else (report.dialog, ("确定",))
        said[action] = Window(f"招商工具箱　{button(action).caption}", tuple(words.splitlines()), choices)
    write_forms(workspace.scheme, LUZHAI.period, root / "下发", {})
    result = consolidate_workspace(workspace, LUZHAI.period, STARTED.date())
    write_notices(FORM, result, Wishes(), workspace.notice_forms, root / "通知")
    return root, {
        "trust": drawn(TRUST),
        "dialogs": drawn([said["consolidate"], said["send_mail"]]),
        "claim": drawn([said["claim"]]),
    }


def digest(scene: Scene, root: Path) -> str:
    """Return what tells whether a picture shows the present state: a digest of texts, widths, fonts and charts."""
    path = root / scene.file
    content = _document_parts(path) if path.suffix == ".docx" else _sheet_parts(path, scene.sheet)
    total = hashlib.sha256(repr((scene.sheet, scene.pages, scene.cut)).encode())
    for part in content:
        total.update(part)
    return total.hexdigest()[:16]


def _document_parts(path: Path) -> Iterator[bytes]:
    with zipfile.ZipFile(path) as package:
        for name in ("word/document.xml", "word/styles.xml"):
            yield package.read(name)


@lru_cache(maxsize=2)
def _opened(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path, data_only=True)


def _sheet_parts(path: Path, name: str) -> Iterator[bytes]:
    book = _opened(path)
    sheet = book[name] if name else book.worksheets[0]
    yield repr([(key, round(one.width, 1)) for key, one in sorted(sheet.column_dimensions.items())]).encode()
    yield repr([(key, one.height) for key, one in sorted(sheet.row_dimensions.items()) if one.height]).encode()
    yield repr(sorted(map(str, sheet.merged_cells.ranges))).encode()
    for cell in (cell for row in sheet.iter_rows() for cell in row if cell.has_style or cell.value is not None):
        font, place = cell.font, cell.alignment
        look = (
            font.name,
            font.sz,
            font.b,
            cell.fill.fgColor.rgb,
            cell.number_format,
            place.horizontal,
            place.wrap_text,
        )
        # How many KB a packed file has depends on the machine's zlib.
        value = re.sub(r"\d+ [KM]B", "", str(cell.value))
        yield repr((cell.coordinate, value, look)).encode()
    with zipfile.ZipFile(path) as package:
        for part in sorted(package.namelist()):
            if re.match(r"xl/(charts|drawings)/[^/]+\.xml$", part) and name in ("总览", "首页"):
                yield package.read(part)


def printed(scenes: Sequence[Scene], root: Path, folder: Path) -> dict[str, Path]:
    """Return the PDF of each scene's file; every file is printed once."""
    found: dict[str, Path] = {}
    with chinese_fonts():
        for to in ("pdf", WHOLE_SHEET):
            files = sorted({scene.file for scene in scenes if bool(scene.sheet) is (to == WHOLE_SHEET)})
            if files:
                found |= zip(files, convert([root / file for file in files], folder, to), strict=True)
    return found


def pages_of(scene: Scene, pdf: Path, root: Path) -> list[pdfplumber.page.Page]:
    """Return the pages that a scene shows; a sheet shown whole is one page."""
    pages = pdfplumber.open(io.BytesIO(pdf.read_bytes())).pages
    if not scene.sheet:
        return [pages[number] for number in scene.pages]
    visible = [sheet.title for sheet in _opened(root / scene.file).worksheets if sheet.sheet_state == "visible"]
    return [pages[visible.index(scene.sheet)]]


def shown(scene: Scene, page: pdfplumber.page.Page) -> pdfplumber.page.Page:
    """Return the part of a page that a scene shows; nothing lies beyond the page's edges."""
    left, top, right, bottom = scene.cut or page.bbox
    return page.crop((left, top, min(right, page.width), min(bottom, page.height)))


def shot(scene: Scene, pages: Sequence[pdfplumber.page.Page]) -> bytes:
    """Return a scene as a small PNG: cut, pages side by side."""
    sheets, whole_page = [], scene.file.endswith(".docx")
    for page in pages:
        image = (
            shown(scene, page)
            .to_image(resolution=PAGE_DPI if whole_page else DPI, antialias=True)
            .original.convert("RGB")
        )
        # A page keeps its margins, a sheet has none.
        sheets.append(_framed(image if whole_page else _ink(image)))
    height = max(image.height for image in sheets)
    whole = Image.new("RGB", (sum(image.width + MARGIN for image in sheets) - MARGIN, height), "white")
    left = 0
    for image in sheets:
        whole.paste(image, (left, 0))
        left += image.width + MARGIN
    small = whole.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    target = io.BytesIO()
    small.save(target, "PNG", optimize=True)
    return target.getvalue()


def _ink(image: Image.Image) -> Image.Image:
    box = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()
    return ImageOps.expand(image.crop(box), MARGIN, "white")


def _framed(image: Image.Image) -> Image.Image:
    return ImageOps.expand(image, 1, FRAME)


def kept() -> dict[str, str]:
    """Return the digest beside each picture, by the picture's name."""
    return tomllib.loads(INDEX.read_text("utf-8")) if INDEX.exists() else {}


def main() -> None:
    """Make every picture whose source changed, or that is missing; say what was done."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        root, schemes = the_month(Path(folder))
        for name, content in schemes.items():
            (FOLDER / f"{name}.svg").write_text(content, "utf-8")
        now = {scene.name: digest(scene, root) for scene in SCENES}
        before = kept()
        stale = [s for s in SCENES if now[s.name] != before.get(s.name) or not (FOLDER / s.picture).exists()]
        pdfs = printed(stale, root, Path(folder) / "pdf")
        for scene in stale:
            content = shot(scene, pages_of(scene, pdfs[scene.file], root))
            (FOLDER / scene.picture).write_bytes(content)
            print(f"{scene.picture}  {len(content) // 1024} KB")  # noqa: T201 - a script says what it made
    for path in FOLDER.iterdir():
        if path.stem not in now.keys() | schemes.keys() | {INDEX.stem}:
            path.unlink()
    lines = [f'{name} = "{value}"' for name, value in sorted(now.items())]
    INDEX.write_text(f"# Written by {COMMAND}: what each picture was made from.\n" + "\n".join(lines) + "\n", "utf-8")
    print(f"{len(stale)} of {len(SCENES)} pictures made anew")  # noqa: T201


if __name__ == "__main__":
    main()
