"""What does this computer have and lack for the toolbox? One look a line, each with what to do."""

import ctypes
import locale
import os
import platform
import shutil
import socket
import struct
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct

from toolkit.files import saving
from toolkit.mail import settings as mail_settings
from toolkit.model.errors import ToolkitError
from toolkit.model.letters import MailServer, MailSettings
from toolkit.model.office_settings import MAIL_SHEET
from toolkit.workflow.steps import places
from toolkit.workflow.steps.issued_files import altered_in_words
from toolkit.workflow.steps.publications import newest_folders
from toolkit.workflow.steps.workspace import PUBLISHED

OLDEST = (3, 11)
BITS = 64
# A month's tables, papers and drafts of a county are some tens of MB.
ROOM = 500 << 20
# A server that does not answer within this time will not do so when a letter is sent.
PATIENCE = 5.0
UTF8, CHINESE = {"utf-8", "utf8", "cp65001"}, {"cp936", "gbk", "gb2312", "gb18030"}
# Windows: the names under which programs are registered. Linux: their commands.
_WINDOWS_PROGRAMS = (("微软 Excel", "excel.exe"), ("WPS 表格", "et.exe"), ("LibreOffice", "soffice.exe"))
_COMMANDS = (("WPS 表格", "et"), ("LibreOffice", "libreoffice"), ("LibreOffice", "soffice"))
EXCEL = "微软 Excel"
_APP_PATHS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths"
_TRUSTED = r"SOFTWARE\Microsoft\Office\{version}\Excel\Security\Trusted Locations"
_OFFICES = ("16.0", "15.0", "14.0")


class Look(Struct, frozen=True):
    """What was looked at, what was found, and what to do about it; '' where it is in order."""

    what: str
    found: str
    to_do: str = ""


def look(root: Path, settings: Path | None, today: date) -> Iterator[Look]:
    """Yield a line for everything that the toolbox needs of a computer, in the order in which it would be missed.

    ``root`` is the workspace, or the folder where the command was typed; ``settings`` the workspace's 设置.toml.
    Nothing is changed; the mail servers are asked whether they can be reached, and told nothing.
    """
    yield Look("系统", f"{platform.system()} {platform.release()}（{platform.machine()}）")
    yield _python()
    found = programs()
    yield _programs(found)
    if EXCEL in found:
        yield _trusted(root)
    yield _fonts()
    yield _code_page()
    yield from _place(root)
    yield from _mail(settings)
    yield _holidays(today)
    yield from _issued(root)


def _python() -> Look:
    bits = struct.calcsize("P") * 8
    found = f"{platform.python_version()}（{bits}位），{sys.executable}"
    if sys.version_info[:2] < OLDEST or bits != BITS:
        return Look(
            "Python", found, f"请改装 Python {OLDEST[0]}.{OLDEST[1]} 或更新的版本，{BITS}位，再安装一次工具箱。"
        )
    return Look("Python", found)


def programs() -> tuple[str, ...]:
    """Return which programs for workbooks are installed, Excel first."""
    if sys.platform == "win32":
        return tuple(name for name, file in _WINDOWS_PROGRAMS if _registered(f"{_APP_PATHS}\\{file}"))
    return tuple(dict.fromkeys(name for name, command in _COMMANDS if shutil.which(command)))


def _registered(key: str) -> bool:
    if sys.platform != "win32":
        return False
    import winreg

    for hive in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
        try:
            winreg.OpenKey(hive, key).Close()
        except OSError:
            continue
        return True
    return False


def _programs(found: tuple[str, ...]) -> Look:
    if not found:
        return Look("表格程序", "没有找到", "请安装微软 Excel、WPS 或 LibreOffice 中的一个，用来看表和填表。")
    how = "在工具箱里按按钮" if EXCEL in found else "没有微软 Excel，用“按钮”文件夹里的图标"
    return Look("表格程序", f"{'、'.join(found)}；{how}")


def _trusted(root: Path) -> Look:
    if any(root == place or place in root.parents for place in trusted_locations()):
        return Look("受信任位置", "工作文件夹已经是 Excel 的受信任位置")
    return Look(
        "受信任位置",
        "工作文件夹不是 Excel 的受信任位置，按钮按了可能没有反应",
        "请照工具箱“使用说明”里“第一次使用”的第 3 步添加。",
    )


def trusted_locations() -> tuple[Path, ...]:
    """Return the folders whose macros Excel runs without asking; one whose subfolders are not trusted is as good here.

    The workbook lies in the workspace's folder itself.
    """
    if sys.platform != "win32":
        return ()
    import winreg

    places_found = []
    for version in _OFFICES:
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _TRUSTED.format(version=version)) as all_of_them:
                for number in range(winreg.QueryInfoKey(all_of_them)[0]):
                    with winreg.OpenKey(all_of_them, winreg.EnumKey(all_of_them, number)) as one:
                        places_found.append(Path(os.path.expandvars(str(winreg.QueryValueEx(one, "Path")[0]))))
        except OSError:
            continue
    return tuple(places_found)


def _fonts() -> Look:
    from toolkit.documents.paper.fonts import missing_of

    missing = missing_of(("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"))
    if not missing:
        return Look("公文字体", "都有")
    names = "、".join(name + (f"（现用{stand_in}代替）" if stand_in else "") for name, stand_in in missing)
    return Look("公文字体", f"缺 {names}", "请向单位管理电脑的人要这几种字体，双击安装；在别的电脑上印发的，不用管。")


def _code_page() -> Look:
    name = locale.getencoding().lower()
    if sys.platform == "win32":
        name = f"cp{ctypes.windll.kernel32.GetACP()}"
    if name in UTF8 | CHINESE:
        return Look("文字编码", name)
    to_do = "请在系统的区域设置里改成中文（简体，中国），不然表里和窗口里的中文可能显示不出来。"
    return Look("文字编码", f"{name}，不是中文的", to_do)


def _place(root: Path) -> Iterator[Look]:
    try:
        saving.try_writing(root)
        yield Look("写入权限", f"可以写入 {root}")
    except ToolkitError as trouble:
        yield Look("写入权限", f"写不进 {root}", str(trouble))
    free = shutil.disk_usage(root).free
    to_do = "请清理磁盘，至少留出 0.5 GB。" if free < ROOM else ""
    yield Look("磁盘空间", f"还有 {free / (1 << 30):.1f} GB", to_do)
    drawbacks = places.drawbacks(root)
    for found, to_do in drawbacks:
        yield Look("文件夹位置", found, to_do)
    if not drawbacks:
        yield Look("文件夹位置", "本机硬盘")


def _mail(settings: Path | None) -> Iterator[Look]:
    if settings is None:
        return
    try:
        mail = mail_settings.read_settings(settings)
    except ToolkitError as trouble:
        yield Look("邮件设置", "有错", str(trouble))
        return
    servers = _servers(mail)
    if not servers:
        yield Look("邮件设置", "没有写邮件服务器；不用工具箱收发邮件的，不用管")
    for what, server in servers:
        yield _reached(what, server)
        yield _password(what, server)


def _servers(mail: MailSettings) -> list[tuple[str, MailServer]]:
    return [(what, server) for what, server in (("发件", mail.smtp), ("收件", mail.imap)) if server]


def _reached(what: str, server: MailServer) -> Look:
    where = f"{server.host}:{server.port}"
    try:
        socket.create_connection((server.host, server.port), timeout=PATIENCE).close()
    except OSError:
        to_do = f"请核对网络，以及{MAIL_SHEET}里的服务器和端口；单位网络不许连的，请找管网络的人。"
        return Look(f"{what}服务器", f"连不上 {where}", to_do)
    return Look(f"{what}服务器", f"连得上 {where}")


def _password(what: str, server: MailServer) -> Look:
    try:
        mail_settings.login(server)
    except ToolkitError as trouble:
        return Look(f"{what}授权码", "没有", str(trouble))
    return Look(f"{what}授权码", f"有 {server.user} 的")


def _holidays(today: date) -> Look:
    from toolkit.files.working_days import holidays_known

    known = next((year for year in range(today.year + 1, today.year - 20, -1) if holidays_known(year)), None)
    found = f"到{known}年" if known else "没有"
    if known is None or known < today.year:
        to_do = f"请换用新版的工具箱；在那以前，{today.year}年的工作日按周一至周五推算，请对照国务院的放假通知。"
        return Look("放假安排", found, to_do)
    return Look("放假安排", found)


def _issued(root: Path) -> Iterator[Look]:
    """Yield whether what was issued is as it was; nothing where no month was issued."""
    said = tuple(altered_in_words(root / PUBLISHED))
    if said:
        yield Look("定稿", "有文件在定稿以后改过或没有了", "".join(said))
    elif newest_folders(root / PUBLISHED):
        yield Look("定稿", "都和印发时一样")


def page(looks: tuple[Look, ...]) -> str:
    """Return the looks as one page: a line each, ！ before what needs a hand, and under it what to do."""
    lines: list[str] = []
    for one in looks:
        lines.append(f"{'！' if one.to_do else '　'}{one.what}：{one.found}")
        if one.to_do:
            lines.append(f"　　→ {one.to_do}")
    return "\n".join(lines)
