"""Which settings may an office fill in on 设置.xlsx? Sheet, name and words of each, and its place in 设置.toml."""

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from toolkit.model.scheme import Reading

BASIC, MAIL, READINGS = "基本", "邮箱", "口径"
ITEM, VALUE, ABOUT = "项目", "填写", "说明"
# The sheet that nobody sees: which values the tool wrote last, so that it can tell what a person changed.
MARK_SHEET = "工具箱用"

# Whole sheets, as a sentence names them.
MAIL_SHEET = f"设置.xlsx“{MAIL}”页（设置.toml 的 [mail]）"
READINGS_SHEET = f"设置.xlsx“{READINGS}”页（设置.toml 的 [readings]）"

# A key's way through the tables of 设置.toml, and what may stand there.
Place = tuple[str, ...]
Stated = str | int | float | bool | tuple[str, ...]
YES, NO = "是", "否"


class OfficeSetting(Struct, frozen=True):
    """One line of 设置.xlsx; ``kind`` says how it is read, ``choices`` map what is shown to what 设置.toml says.

    ``kind`` is one of: line, address, year, port, seconds, yes, choice, list.
    """

    sheet: str
    name: str
    place: Place
    kind: str
    about: str
    choices: Mapping[str, str] = field(default_factory=dict)
    example: str = ""
    needed: bool = False


_SECURITY = {"加密连接": "tls", "先连接再加密": "starttls"}
_NEVER = "授权码不写在这里，存入系统的密码保管箱（见使用手册“发邮件”）。"
SETTINGS = (
    OfficeSetting(
        BASIC, "规则", ("scheme",), "line", "本文件夹用哪一份规则，写规则的名称。", {}, "luzhai-2022", needed=True
    ),
    OfficeSetting(BASIC, "年份", ("year",), "year", "一个工作文件夹只做一年，例如 2022。", {}, "2022"),
    OfficeSetting(
        BASIC,
        "沿用上年文件",
        ("continues",),
        "yes",
        "本年的文件还没有下达、先照上年的办的，选“是”；其余空着。",
        {},
        "是",
    ),
    OfficeSetting(
        BASIC,
        "联系人",
        ("contact",),
        "line",
        "印在通知末尾，例如：联系人：韦某，联系电话：0772-0000000。",
        {},
        "联系人：韦某，联系电话：0772-0000000",
    ),
    OfficeSetting(
        BASIC,
        "电话不隐去的列",
        ("open_columns",),
        "list",
        "发给各单位的表里，哪几列的电话照印。列名照汇总表的“项目台账”，几列之间用顿号隔开；空着就全部隐去中间几位。",
        {},
        "联系电话",
    ),
    OfficeSetting(
        BASIC,
        "微信、QQ 文件夹",
        ("folders",),
        "list",
        "微信、QQ 保存文件的文件夹，按“收邮件”时一并查看。几个文件夹之间用分号隔开。",
        {},
        r"D:\WeChat Files\办公室\FileStorage\File",
    ),
    OfficeSetting(MAIL, "发件邮箱", ("mail", "from"), "address", "单位收到的邮件显示由谁发出。", {}, "name@163.com"),
    OfficeSetting(MAIL, "登录名", ("mail", "user"), "line", f"一般与发件邮箱相同。{_NEVER}", {}, "name@163.com"),
    OfficeSetting(
        MAIL, "发件服务器", ("mail", "host"), "line", "问邮箱管理员，或看网页邮箱的“设置”。", {}, "smtp.163.com"
    ),
    OfficeSetting(MAIL, "发件端口", ("mail", "port"), "port", "空着时：加密连接取465，先连接再加密取587。", {}, "465"),
    OfficeSetting(MAIL, "发件连接方式", ("mail", "security"), "choice", "空着时取“加密连接”。", _SECURITY, "加密连接"),
    OfficeSetting(
        MAIL,
        "两封之间停几秒",
        ("mail", "pause"),
        "seconds",
        "服务器提示发送过于频繁时填大一些；空着时每分钟发20封。",
        {},
        "3",
    ),
    OfficeSetting(
        MAIL,
        "给单位附哪张表",
        ("mail", "unit_table"),
        "choice",
        "附全部单位的汇总表，还是只附本单位的情况；空着时附汇总表。",
        {"汇总表": "汇总表", "本单位": "本单位"},
        "汇总表",
    ),
    OfficeSetting(MAIL, "收件服务器", ("mail", "imap", "host"), "line", "不从邮箱收表的空着。", {}, "imap.163.com"),
    OfficeSetting(
        MAIL, "收件端口", ("mail", "imap", "port"), "port", "空着时：加密连接取993，先连接再加密取143。", {}, "993"
    ),
    OfficeSetting(
        MAIL, "收件连接方式", ("mail", "imap", "security"), "choice", "空着时取“加密连接”。", _SECURITY, "加密连接"
    ),
    OfficeSetting(
        MAIL,
        "收件登录名",
        ("mail", "imap", "user"),
        "line",
        f"空着时与“登录名”相同。{_NEVER}",
        {},
        "name@163.com",
    ),
    OfficeSetting(
        MAIL,
        "另收的邮箱文件夹",
        ("mail", "imap", "folders"),
        "list",
        "除收件箱外还要看的邮箱文件夹，例如垃圾箱；几个之间用顿号隔开。",
        {},
        "垃圾箱",
    ),
)


def settings_of(readings: Iterable[Reading]) -> tuple[OfficeSetting, ...]:
    """Return every line of 设置.xlsx under a rulebook with these readings."""
    return (
        *SETTINGS,
        *(
            OfficeSetting(
                READINGS,
                one.question,
                ("readings", one.id),
                "choice",
                f"空着时取“{one.choices[one.default]}”：{one.reason}",
                {meaning: value for value, meaning in one.choices.items()},
                one.choices[one.default],
            )
            for one in readings
        ),
    )


def where(*place: str) -> str:
    """Return where a setting is filled in, for a sentence: sheet and line, and the key for who writes the file by hand.

    >>> where("mail", "pause")
    '设置.xlsx“邮箱”页“两封之间停几秒”一行（设置.toml 里 [mail] 的 pause）'
    >>> where("year")
    '设置.xlsx“基本”页“年份”一行（设置.toml 的 year）'
    """
    line = next(one for one in SETTINGS if one.place == place)
    key = f"里 [{'.'.join(place[:-1])}] 的 {place[-1]}" if place[1:] else f"的 {place[0]}"
    return f"设置.xlsx“{line.sheet}”页“{line.name}”一行（设置.toml {key}）"


def shown(setting: OfficeSetting, stated: Stated | None) -> str:
    """Return what stands in a setting's cell; '' where nothing is stated.

    >>> port = SETTINGS[9]
    >>> shown(port, 465), shown(SETTINGS[2], True), shown(SETTINGS[10], "starttls"), shown(port, None)
    ('465', '是', '先连接再加密', '')
    """
    if stated is None or stated == "":
        return ""
    if isinstance(stated, bool):
        return YES if stated else NO
    if isinstance(stated, tuple):
        return "；".join(stated) if setting.place == ("folders",) else "、".join(stated)
    words = {value: name for name, value in setting.choices.items()}
    return words.get(str(stated), str(stated))
