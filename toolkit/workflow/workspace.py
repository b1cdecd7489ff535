"""Where does an office keep its year? One folder, and the record is the folder itself.

::

    鹿寨2022/
      设置.toml                 scheme, readings chosen by the office
      目标/  报送/2022-06/  系统导出/  出行/出行台账.xlsx  通讯录.csv  收件登记.csv
      单位补充.csv  基数.csv  汇率.csv    what the document leaves to the office
      输出/2022-06/             汇总表, 退回修改/, 通知/, 出行/, 待发邮件/
"""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.schemes.loader import load, shipped_folder

SETTINGS = "设置.toml"
NEW_SETTINGS = """# 本文件夹使用的规则
scheme = "{scheme}"
# 通知末尾的联系人，例如：联系人：韦某，联系电话：0772-0000000
contact = ""

# 改口径写在下面；有哪些口径：zhaoshang schemes show {scheme}
[readings]
"""
WORKBOOK_SUFFIXES = {".xlsx", ".xlsm", ".xls", ".csv", ".xlsb", ".docx", ".et", ".wps", ".html", ".htm"}


@dataclass(frozen=True, slots=True)
class Workspace:
    """An office's folder for one scheme and year."""

    root: Path
    scheme: Scheme
    contact_line: str = ""

    def submission_files(self, period: ReportingPeriod) -> list[Path]:
        """Return the files in 报送/PERIOD, sorted by name."""
        return workbook_files(self.root / "报送" / str(period))

    def periods(self) -> list[ReportingPeriod]:
        """Return the periods that have a folder below 报送, ascending."""
        folders = (self.root / "报送").glob("20[0-9][0-9]-[01][0-9]")
        return sorted(ReportingPeriod.parse(folder.name) for folder in folders if folder.is_dir())

    def target_files(self) -> list[Path]:
        """Return the workbooks in 目标, sorted by name."""
        return workbook_files(self.root / "目标")

    def export_file(self, period: ReportingPeriod) -> Path | None:
        """Return the system export of a period: the file in 系统导出 that names it, the last by name."""
        names = (str(period), period.label, f"{period.year}{period.month:02d}")
        files = [path for path in workbook_files(self.root / "系统导出") if any(name in path.name for name in names)]
        return files[-1] if files else None

    def out(self, period: ReportingPeriod, *parts: str) -> Path:
        """Return a path below 输出/PERIOD; its folder is made."""
        path = self.root.joinpath("输出", str(period), *parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def arrivals(self, period: ReportingPeriod) -> Mapping[str, date]:
        """Return the day each file reached the office, from 收件登记.csv (期间, 文件, 收到日期)."""
        path = self.root / "收件登记.csv"
        if not path.exists():
            return {}
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row.get("期间") == str(period)]
        try:
            return {row["文件"]: date.fromisoformat(row["收到日期"]) for row in rows if row["收到日期"]}
        except (KeyError, ValueError, TypeError):
            raise ToolkitError("收件登记.csv 的表头应是：期间,文件,收到日期；日期写成 2022-07-05。") from None


def open_workspace(root: Path) -> Workspace:
    """Return the workspace in a folder; raises ``ToolkitError`` if there is none."""
    path = root / SETTINGS
    if not path.exists():
        raise ToolkitError(f"文件夹“{root}”不是工作文件夹：里面没有 {SETTINGS}。")
    try:
        settings = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ToolkitError(f"{path} 写法有误：{error}。") from None
    name = settings.get("scheme")
    if not isinstance(name, str):
        raise ToolkitError(f'{path} 里没有写明规则，例如：scheme = "luzhai-2022"。')
    rules = load(shipped_folder(name), settings.get("readings", {}), root, settings.get("year"))
    return Workspace(root, rules, str(settings.get("contact", "")))


def create_workspace(root: Path, scheme: str) -> Workspace:
    """Make the folders and the settings of a new workspace; an existing one is left as it is."""
    shipped_folder(scheme)
    for name in ("目标", "报送", "系统导出", "出行", "输出"):
        (root / name).mkdir(parents=True, exist_ok=True)
    settings = root / SETTINGS
    if not settings.exists():
        settings.write_text(
            f'# 本文件夹使用的规则；[readings] 下可改口径\nscheme = "{scheme}"\n\n[readings]\n', "utf-8"
        )
    return open_workspace(root)


def workbook_files(folder: Path) -> list[Path]:
    """Return a folder's files that may be submissions, lock files included, by path."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix.lower() in WORKBOOK_SUFFIXES)
