"""Where does an office keep the files of a year? In one folder; there is no other record.

::

    鹿寨2022/
      设置.xlsx  设置.toml      scheme, readings chosen by the office: the sheet to fill in, and the record
      目标/  报送/2022-06/  系统导出/  出行/出行台账.xlsx  通讯录.xlsx  收件登记.xlsx
      规则/                      rulebooks of the office's own, searched before the package
      单位补充.csv  基数.csv  汇率.csv    what the document leaves to the office
      考核/  模板/  通知/        the office's own books, templates, forms of notices
      项目库.xlsx  裁定.xlsx  待认领/  证照/   what a person settles, what waits, what never travels on
      输出/2022-06/             汇总表, 退回修改/, 通知/, 出行/, 待发邮件/, 下发/
      上年/2021-06/             what new-year brought: the former year's months as issued, its projects (项目来历.json)
      按钮/Windows/  按钮/麒麟和统信/    a file to double-click for each button
      定稿/2022-06/             what was issued, with a snapshot; beside it 2022-06（第2次）

No other module of the corridor or the command writes one of these names (tests/test_house.py).
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from toolkit.files import saving
from toolkit.model.control import press
from toolkit.model.errors import ToolkitError
from toolkit.model.expressions import expression
from toolkit.model.file_kinds import BASELINES, MORE_UNITS, RATES, UNCLAIMED
from toolkit.model.office_settings import where
from toolkit.model.official import BOOK as OFFICIAL_BOOK
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.trip_register import FILE_NAME
from toolkit.schemes.shelves import OWN, copy_rulebook, find, is_named_by_path
from toolkit.schemes.years import in_words, proposed_year, refuse_outside
from toolkit.workflow.steps.intake_plan import AS_USUAL, IntakePlan
from toolkit.workflow.steps.rulebook import load
from toolkit.workflow.steps.settings import NEW_SETTINGS, read_settings

SETTINGS, SETTINGS_BOOK = "设置.toml", "设置.xlsx"
TARGETS, REPORTS, EXPORTS, TRIPS, OUTPUT, PUBLISHED = "目标", "报送", "系统导出", "出行", "输出", "定稿"
BOOKS, LICENCES, FORMER = "考核", "证照", "上年"
CONTACTS, CONTACT_LIST, INTAKE_LOG, ARRIVAL_LIST = "通讯录.xlsx", "通讯录.csv", "收件登记.xlsx", "收件登记.csv"
SEND_LEDGER, FINDING_LIST = "发送记录.sqlite", "问题清单.xlsx"
COMPUTER_PAGE, LAUNCHERS = "检查本机.txt", "按钮"
PERIOD = expression(r"20[0-9]{2}-[01][0-9]")
LEFT_BY_SYSTEMS = {".ds_store", "thumbs.db", "desktop.ini"}
WORKBOOK_SUFFIXES = {".xlsx", ".xlsm", ".xls", ".csv", ".xlsb", ".ods", ".docx", ".et", ".wps", ".html", ".htm"}


class Workspace(Struct, frozen=True):
    """An office's folder for one scheme and one year, ``scheme.year``: the one that 设置.toml states, or assumed.

    ``open_columns`` are the ledger's fields whose telephone numbers may go to everybody.
    ``folders`` are those in which a chat program saves what units send.
    """

    root: Path
    scheme: Scheme
    contact_line: str = ""
    plan: IntakePlan = AS_USUAL
    open_columns: tuple[str, ...] = ()
    folders: tuple[Path, ...] = ()

    def at(self, period: ReportingPeriod) -> Self:
        """Return the workspace; every command on a period begins here.

        Raises ``OutsideYearsError`` where the period lies outside the rulebook's years or the workspace's year.
        """
        refuse_outside(self.scheme, period, self.scheme.year)
        return self

    @property
    def settings(self) -> Path:
        """The office's settings."""
        return self.root / SETTINGS

    @property
    def reports(self) -> Path:
        """The folder of what units sent, a folder a month."""
        return self.root / REPORTS

    @property
    def computer_page(self) -> Path:
        """What the computer has and lacks, as it was last looked at."""
        return self.root / OUTPUT / COMPUTER_PAGE

    @property
    def launchers(self) -> Path:
        """The folder of the files to double-click where there is no Excel: one for each button and system."""
        return self.root / LAUNCHERS

    @property
    def unclaimed(self) -> Path:
        """The folder of what came by mail and waits for a person."""
        return self.root / UNCLAIMED

    @property
    def contacts(self) -> Path:
        """Who gets a unit's letters."""
        return self.root / CONTACTS

    @property
    def contact_list(self) -> Path:
        """Who gets a unit's letters, as 1.0 kept it."""
        return self.root / CONTACT_LIST

    @property
    def intake_log(self) -> Path:
        """Every file that came: when, from whom, whose, and what became of it."""
        return self.root / INTAKE_LOG

    @property
    def arrival_list(self) -> Path:
        """When each file reached the office, as 1.0 kept it; its lines are taken over into the intake log."""
        return self.root / ARRIVAL_LIST

    @property
    def decisions(self) -> Path:
        """The tool's questions, and a person's answers."""
        return self.root / "裁定.xlsx"

    @property
    def dictionary(self) -> Path:
        """Where the answers are kept that hold for a text."""
        return self.root / "词典.xlsx"

    @property
    def publications(self) -> Path:
        """The folder of what was issued, a folder an issue."""
        return self.root / PUBLISHED

    @property
    def former_year(self) -> Path:
        """The folder of what the former year leaves: its final table, and its months as issued, for 同比."""
        return self.root / FORMER

    @property
    def goes_on(self) -> tuple[Path, ...]:
        """The files and folders of the office's own that the next year begins with as they are."""
        own = (CONTACTS, CONTACT_LIST, MORE_UNITS, RATES, OWN, "模板")
        listed = (self.root / name for name in (*own, *map(as_book, (MORE_UNITS, RATES))))
        return (*listed, self.dictionary, self.people)

    @property
    def baselines(self) -> Path:
        """The amounts of former years, which growth and 同比 are counted from."""
        return self.root / BASELINES

    @property
    def supplied(self) -> tuple[Path, ...]:
        """The files in which the office states what the document leaves to it; each may be missing."""
        lists = (MORE_UNITS, BASELINES, RATES)
        return (self.settings, *(self.root / name for name in (*lists, *map(as_book, lists))))

    @property
    def register_book(self) -> Path:
        """The projects of the county as the office keeps them, with its corrections."""
        return self.root / "项目库.xlsx"

    @property
    def templates(self) -> Path:
        """The office's own Word templates."""
        return self.root / "模板"

    @property
    def notice_forms(self) -> Path:
        """What the office fills in for notices whose contents no table holds."""
        return self.root / "通知"

    @property
    def send_ledger(self) -> Path:
        """What was sent and collected."""
        return self.root / SEND_LEDGER

    @property
    def send_record(self) -> Path:
        """The send ledger as a table."""
        return self.root / OUTPUT / "发送记录.xlsx"

    @property
    def trip_register(self) -> Path:
        """The office's book of journeys."""
        return self.root / TRIPS / FILE_NAME

    @property
    def score_book(self) -> Path:
        """Who earned which points: one event a row."""
        return self.root / BOOKS / "计分台账.xlsx"

    @property
    def ratings(self) -> Path:
        """Which marks units gave each other."""
        return self.root / BOOKS / "评分表.xlsx"

    @property
    def last_assessment(self) -> Path:
        """Where the units stood in the years before."""
        return self.root / BOOKS / "上年考核.xlsx"

    @property
    def official_book(self) -> Path:
        """Which figures other offices published (海关, 商务)."""
        return self.root / BOOKS / f"{OFFICIAL_BOOK}.xlsx"

    @property
    def tracker(self) -> Path:
        """Which step each project is at."""
        return self.root / BOOKS / "进度跟踪.xlsx"

    @property
    def people(self) -> Path:
        """The office's people."""
        return self.root / BOOKS / "人员信息库.xlsx"

    def kept_book(self, name: str) -> Path:
        """Return where a book lies that the document asks for."""
        return self.root / BOOKS / f"{name}.xlsx"

    def kept_papers(self, period: ReportingPeriod) -> Path:
        """Return the folder of those books as Word, to be signed or hung up."""
        return self.outputs(period) / "台账"

    def reports_of(self, period: ReportingPeriod) -> Path:
        """Return the folder of what units sent for a period."""
        return self.reports / str(period)

    def outputs(self, period: ReportingPeriod) -> Path:
        """Return the folder of all that was made for a period."""
        return self.root / OUTPUT / str(period)

    def return_copies(self, period: ReportingPeriod) -> Path:
        """Return the folder of the units' own workbooks with every finding at its cell."""
        return self.outputs(period) / "退回修改"

    def notices(self, period: ReportingPeriod) -> Path:
        """Return the folder of the period's notices."""
        return self.outputs(period) / "通知"

    def trip_papers(self, period: ReportingPeriod) -> Path:
        """Return the folder of the period's trip papers."""
        return self.outputs(period) / TRIPS

    def unit_pages(self, period: ReportingPeriod) -> Path:
        """Return the folder of the units' pages."""
        return self.outputs(period) / "单位情况"

    def drafts(self, period: ReportingPeriod) -> Path:
        """Return the folder of letters that are to be looked at before they go."""
        return self.outputs(period) / "待发邮件"

    def blank_forms(self, period: ReportingPeriod) -> Path:
        """Return the folder of blank tables for the units."""
        return self.outputs(period) / "下发"

    def finding_list(self, period: ReportingPeriod) -> Path:
        """Return where the list of all findings lies."""
        return self.outputs(period) / FINDING_LIST

    def finding_lists(self, period: ReportingPeriod) -> list[Path]:
        """Return the lists of findings that were made, those too that found the one before open in Excel."""
        wanted = self.finding_list(period)
        return sorted(wanted.parent.glob(f"{wanted.stem}*{wanted.suffix}"))

    def reconciliation(self, period: ReportingPeriod) -> Path:
        """Return where the reports stand beside the system's export."""
        return self.outputs(period) / "系统核对.xlsx"

    def calendar(self, period: ReportingPeriod) -> Path:
        """Return where the period's agenda lies."""
        return self.outputs(period) / "工作日历.ics"

    def send_list(self, period: ReportingPeriod) -> Path:
        """Return where the send ledger lies as a table, beside the period's letters."""
        return self.outputs(period) / "发送记录.xlsx"

    def masters(self, period: ReportingPeriod) -> list[Path]:
        """Return the 汇总表 that were made for a period, the newest last."""
        return sorted(self.outputs(period).glob("*汇总表*.xlsx"), key=lambda path: path.stat().st_mtime)

    def issued(self) -> list[str]:
        """Return the periods for which blank tables were made, ascending, as 2022-06."""
        return sorted(path.parent.name for path in (self.root / OUTPUT).glob("20[0-9][0-9]-[01][0-9]/下发"))

    def submission_files(self, period: ReportingPeriod) -> list[Path]:
        """Return all files in 报送/PERIOD, whatever they are, by path; none is left out."""
        return every_file(self.reports_of(period))

    def periods(self) -> list[ReportingPeriod]:
        """Return the periods that have a folder below 报送, ascending."""
        return months_in(self.reports)

    def target_files(self) -> list[Path]:
        """Return the workbooks in 目标, sorted by name."""
        return workbook_files(self.root / TARGETS)

    def export_file(self, period: ReportingPeriod) -> Path | None:
        """Return the system export of a period: the file in 系统导出 that names it, the last by name."""
        names = (str(period), period.label, f"{period.year}{period.month:02d}")
        files = [path for path in workbook_files(self.root / EXPORTS) if any(name in path.name for name in names)]
        return files[-1] if files else None


def as_book(name: str) -> str:
    """Return the name of the workbook that may stand in place of a csv."""
    return Path(name).with_suffix(".xlsx").name


def open_workspace(root: Path) -> Workspace:
    """Return the workspace in a folder; raises ``ToolkitError`` if there is none.

    A folder of 1.0 may state no year: that of its last month is assumed, else the rulebook's first, and it is said.
    """
    path = root / SETTINGS
    if not path.exists():
        raise ToolkitError(f"文件夹“{root}”不是工作文件夹：里面没有 {SETTINGS}。")
    stated = read_settings(path)
    folder = find(stated.scheme, root).folder
    rules = load(folder, stated.readings, root, stated.year, continues=stated.continues)
    if stated.year is None:
        rules = _of_assumed_year(root, folder, stated.readings, rules)
    return Workspace(root, rules, stated.contact, open_columns=stated.open_columns, folders=stated.folders)


def _of_assumed_year(root: Path, folder: Path, chosen: Mapping[str, str], rules: Scheme) -> Scheme:
    """Return the rules of the year to assume where 设置.toml states none, with the sentence that says so."""
    assumed = proposed_year(rules.valid, rules.year, map(rules.accounting.year_of, months_in(root / REPORTS)))
    said = f"没有写年份，按{assumed}年办；请在{where('year')}填上 {assumed}。"
    if assumed != rules.year:
        rules = load(folder, chosen, root, assumed)
    return replace(rules, year_note=said)


def create_workspace(root: Path, scheme: str, year: int | None = None) -> Workspace:
    """Make the folders and the settings of a new workspace; an existing one is left as it is.

    ``scheme`` is a rulebook's id, or its folder, which is then copied into the workspace's 规则; ``year`` is one of its
    years, without it the first.  Raises ``ToolkitError``, before anything is written, for another scheme's folder.
    """
    from toolkit.workflow.steps.formula_lengths import load_fit

    rulebook = find(scheme, root)
    rules = load_fit(rulebook.folder)
    settings, scheme = root / SETTINGS, rulebook.id
    if year is not None and year not in rules.valid:
        raise ToolkitError(
            f"规则 {scheme} 只适用于{in_words(rules.valid)}，不能建{year}年的工作文件夹。请换用{year}年的规则；"
            f"文件还没有下达、先照上年的办的，请在上年的工作文件夹里{press('new_year', 'new-year 新文件夹')}。"
        )
    if settings.exists():
        _refuse_another(root, scheme, year)
    else:  # First of all: a folder that was left half made is known by it as ours.
        saving.save(NEW_SETTINGS.format(scheme=scheme, year=year or rules.year).encode(), settings)
    for name in (TARGETS, REPORTS, EXPORTS, TRIPS, OUTPUT):
        saving.make_folder(root / name)
    if is_named_by_path(rulebook, root):
        copy_rulebook(rulebook.folder, root / OWN / rulebook.folder.resolve().name)
    return open_workspace(root)


def _refuse_another(root: Path, scheme: str, year: int | None) -> None:
    """Complain if a folder is a workspace of another scheme or year than the one that is asked for."""
    there = open_workspace(root).scheme
    how = "没有改动。请换一个文件夹名"
    if there.id != scheme:
        raise ToolkitError(
            f"“{root}”已经是工作文件夹，用的规则是 {there.id}，不是 {scheme}，{how}；"
            f"确实要换规则的，请在它的 {SETTINGS} 里改 scheme 一行。"
        )
    if year not in (None, there.year):
        raise ToolkitError(f"“{root}”已经是{there.year}年的工作文件夹，不是{year}年的，{how}。")


def months_in(reports: Path) -> list[ReportingPeriod]:
    """Return the months that have a folder in 报送, ascending."""
    names = next(os.walk(reports, onerror=_unreadable))[1] if reports.is_dir() else []
    return sorted(ReportingPeriod.parse(name) for name in names if PERIOD.fullmatch(name))


def every_file(folder: Path) -> list[Path]:
    """Return a folder's files, those below it too, by path; not what Windows and macOS leave in every folder."""
    if not folder.is_dir():
        return []
    # os.walk, unlike rglob, tells of a folder that may not be read: its tables must not be missing without a word.
    paths = (Path(place, name) for place, _, names in os.walk(folder, onerror=_unreadable) for name in names)
    return sorted(path for path in paths if path.name.lower() not in LEFT_BY_SYSTEMS)


def workbook_files(folder: Path) -> list[Path]:
    """Return a folder's files that may be tables, lock files included, by path."""
    return [path for path in every_file(folder) if path.is_file() and path.suffix.lower() in WORKBOOK_SUFFIXES]


def _unreadable(error: OSError) -> None:
    name = Path(error.filename or "").name
    raise ToolkitError(f"文件夹“{name}”打不开，里面的表没有读。请核对权限和网络后再运行一次。")
