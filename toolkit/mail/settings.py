"""Which servers and user does the office send and collect with? The table [mail] of 设置.toml."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from toolkit.files import texts
from toolkit.mail.contacts import ADDRESS
from toolkit.model.control import KEEPER
from toolkit.model.errors import ToolkitError
from toolkit.model.letters import Login, MailServer, MailSettings
from toolkit.model.office_settings import where

PASSWORD = "ZHAOSHANG_MAIL_PASSWORD"  # noqa: S105 - the name of the variable, not what it holds
KEYRING = "zhaoshang"
EXAMPLE = """例如：
[mail]
host = "smtp.163.com"
port = 465
security = "tls"
user = "name@163.com"
from = "name@163.com"

[mail.imap]
host = "imap.163.com"
port = 993
security = "tls\""""
SECURITY = {"tls": "加密连接（465、993 端口）", "starttls": "先连接再加密（587、143 端口）"}
PORTS = {("smtp", "tls"): 465, ("smtp", "starttls"): 587, ("imap", "tls"): 993, ("imap", "starttls"): 143}
SERVER_KEYS = ("host", "port", "security", "user", "ca")
KEYS = (*SERVER_KEYS, "from", "timeout", "pause", "per_minute", "waits", "unit_table", "imap")
UNIT_TABLES = {"汇总表": False, "总表": False, "本单位": True}


def read_settings(path: Path) -> MailSettings:
    """Return the mail settings of a workspace, without servers where it has none.

    Raises ``ToolkitError`` for an invalid setting, and for a password, which must not stand there.
    """
    try:
        return mail_settings_of(path, texts.toml(path))
    except FileNotFoundError:
        raise ToolkitError(f"工作文件夹里没有 {path.name}，无法收发邮件。请放回这个文件。") from None


def mail_settings_of(path: Path, settings: Mapping[str, Any]) -> MailSettings:
    """Return what the tables of a settings file say of mail; raises as :func:`read_settings` does."""
    table = settings.get("mail", {})
    imap = table.get("imap", {}) if isinstance(table, dict) else None
    if not isinstance(table, dict) or not isinstance(imap, dict):
        raise ToolkitError(f"{path.name} 里的 [mail] 写法不对。{EXAMPLE}")
    for part in (table, imap):
        if secret := next((key for key in part if key.lower() in {"password", "passwd", "密码", "授权码"}), None):
            raise ToolkitError(
                f"{path.name} 的 [mail] 里写了“{secret}”。密码和授权码不能写在文件里，请删掉这一行并更换授权码，"
                f"改用环境变量 {PASSWORD} 或系统的密码保管箱。"
            )
    texts.only_known(table, KEYS, f"{path.name} 的 [mail] 里")
    texts.only_known(imap, (*SERVER_KEYS, "folders"), f"{path.name} 的 [mail.imap] 里")
    user = _text(path, table, "user")
    sender = _text(path, table, "from") or user
    if (imap or table.keys() - {"imap"}) and not ADDRESS.fullmatch(sender):
        raise ToolkitError(f"{path.name} 的 [mail] 里，from 写作“{sender}”，应是发件邮箱，例如 name@163.com。")
    own = _text(path, table, "unit_table") or "汇总表"
    if own not in UNIT_TABLES:
        raise ToolkitError(f"{path.name} 的 [mail] 里，unit_table 写作“{own}”，请写“汇总表”或“本单位”。")
    return MailSettings(
        smtp=_server(path, table, "smtp", user),
        imap=_server(path, imap, "imap", user),
        sender=sender,
        timeout=_number(path, table, "timeout", 60.0),
        per_minute=_per_minute(path, table),
        waits=tuple(_waits(path, table)),
        own_extract=UNIT_TABLES[own],
        folders=tuple(_folders(path, imap)),
    )


def _server(path: Path, table: dict[str, Any], protocol: str, user: str) -> MailServer | None:
    host = _text(path, table, "host")
    if not host:
        return None
    security = _text(path, table, "security") or "tls"
    if security not in SECURITY:
        choices = "，".join(f"{name} 是{meaning}" for name, meaning in SECURITY.items())
        raise ToolkitError(f"{path.name} 的 [mail] 里，security 写作“{security}”，请写 tls 或 starttls：{choices}。")
    ca = _text(path, table, "ca")
    port = table.get("port", PORTS[protocol, security])
    if isinstance(port, bool) or not isinstance(port, int) or not 0 < port < 65536:
        raise ToolkitError(f"{path.name} 的 [mail] 里，port 应是服务器的端口，例如 {PORTS[protocol, security]}。")
    certificates = path.parent / ca if ca else None
    if certificates and not certificates.is_file():
        raise ToolkitError(f"{path.name} 的 [mail] 里，ca 写的证书文件“{ca}”不存在，请核对。")
    return MailServer(host, port, security, _text(path, table, "user") or user, certificates)


def _text(path: Path, table: dict[str, Any], key: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str) or any(ord(letter) < 32 for letter in value):
        raise ToolkitError(f"{path.name} 的 [mail] 里，{key} 应是一行文字，写在引号里。")
    return value.strip()


def _number(path: Path, table: dict[str, Any], key: str, otherwise: float) -> float:
    value = table.get(key, otherwise)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e9:
        raise ToolkitError(f"{path.name} 的 [mail] 里，{key} 应是大于 0 的数，例如 {otherwise:g}。")
    return float(value)


def _per_minute(path: Path, table: dict[str, Any]) -> float:
    """Return how many letters a minute may go: from ``pause``, the seconds between two, or ``per_minute``."""
    if "pause" not in table:
        return _number(path, table, "per_minute", 20.0)
    if "per_minute" in table:
        raise ToolkitError(f"{path.name} 的 [mail] 里，pause 和 per_minute 说的是同一件事，请只留一个。")
    pause = table["pause"]
    if isinstance(pause, bool) or not isinstance(pause, int | float) or not 0 <= pause <= 3600:
        raise ToolkitError(f"{path.name} 的 [mail] 里，pause 应是两封邮件之间停几秒，例如 3。")
    return 60 / pause if pause else float("inf")


def _folders(path: Path, table: dict[str, Any]) -> list[str]:
    folders = table.get("folders", [])
    if not isinstance(folders, list) or not all(isinstance(one, str) and one.strip() for one in folders):
        raise ToolkitError(f'{path.name} 的 [mail.imap] 里，folders 应是几个邮箱文件夹的名字，例如 ["垃圾箱"]。')
    return [one.strip() for one in folders]


def _is_wait(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 3600


def _waits(path: Path, table: dict[str, Any]) -> list[float]:
    waits = table.get("waits", [60, 300])
    if not isinstance(waits, list) or not all(map(_is_wait, waits)):
        raise ToolkitError(f"{path.name} 的 [mail] 里，waits 应是几个秒数，例如 [60, 300]。")
    return [float(wait) for wait in waits]


def smtp_server(path: Path, settings: MailSettings) -> MailServer:
    """Return where to send; raises ``ToolkitError`` with an example where that is not set."""
    if settings.smtp is None:
        raise ToolkitError(f"没有写发邮件的服务器。请填{where('mail', 'host')}。写在 {path.name} 里的，{EXAMPLE}")
    return settings.smtp


def imap_server(path: Path, settings: MailSettings) -> MailServer:
    """Return where to collect; raises ``ToolkitError`` with an example where that is not set."""
    if settings.imap is None:
        raise ToolkitError(
            f"没有写收邮件的服务器。请填{where('mail', 'imap', 'host')}。写在 {path.name} 里的，{EXAMPLE}"
        )
    return settings.imap


def login(server: MailServer) -> Login:
    """Return the user and the password: from the environment, else from the system's keyring, never from a file."""
    if password := os.environ.get(PASSWORD, "").strip():
        return Login(server.user, password)
    return Login(server.user, _from_keyring(server.user) or _no_password(server.user))


def _from_keyring(user: str) -> str | None:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        return keyring.get_password(KEYRING, user)
    except KeyringError:
        return None


def _no_password(user: str) -> str:
    raise ToolkitError(
        f"没有“{user}”的授权码。请{KEEPER}存入系统的密码保管箱：keyring set {KEYRING} {user}，"
        f"或设环境变量 {PASSWORD}。163、QQ 邮箱要用授权码，不是登录密码。"
    )
