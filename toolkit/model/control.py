"""What is on the control workbook 招商工具箱? Its buttons, its named cells, and what a press reports."""

from collections.abc import Mapping

from msgspec import Struct

WORKBOOK = "招商工具箱.xlsm"

HOME, SETTINGS_SHEET, CONTACTS_SHEET, LOG_SHEET, HELP_SHEET = "首页", "设置", "单位通讯录", "运行记录", "使用说明"
# xlwings.bas reads its configuration from a sheet of exactly this name.
CONFIG_SHEET = "xlwings.conf"

# Names of single cells, so that buttons find them even after somebody inserted a row.
PERIOD, AS_OF, ROOT, REASON = "期间", "汇总日期", "工作文件夹", "再定稿的理由"
NEXT_STEP, RECEIVED = "下一步", "收表情况"
LOG_START, CONTACTS_START = "运行记录起点", "通讯录起点"
# What stands in a choosing button's cell until something is chosen.
NOTHING_CHOSEN = "（点这里选一种）"
LOG_HEADINGS = ("时间", "操作人", "操作", "报送月份", "结果", "需要注意")

# Who types the commands that no button has, as docs/给管电脑的同志.md addresses them.
KEEPER = "管电脑的同志"

# Room for the county's units and everybody else who gets letters.
CONTACT_ROOM = 300
# Room for some years of presses; when it is full the log begins again at the top.
LOG_ROOM = 2000

# A dialog longer than the screen would hide its own buttons.
DIALOG_LINES = 12
LOGGED_POINTS = 4


class Button(Struct, frozen=True):
    """One button: the action's name in Python and on the command line, and what a clerk reads.

    ``choice`` is the name of the cell beside it in which a clerk says what of several it shall do, '' where there is
    nothing to choose; ``final`` says that what it does cannot be undone.
    """

    action: str
    caption: str
    hint: str
    group: str
    choice: str = ""
    final: bool = False

    @property
    def macro(self) -> str:
        """The Sub behind the button: ``send_mail`` → ``Btn_SendMail``."""
        return "Btn_" + "".join(word.capitalize() for word in self.action.split("_"))

    @property
    def shape(self) -> str:
        """The drawn shape's name."""
        return f"button_{self.action}"

    @property
    def when_name(self) -> str:
        """The name of the cell on 首页 that holds the time of the last press."""
        return f"最近_{self.caption.partition('（')[0]}"

    @property
    def result_name(self) -> str:
        """The name of the cell on 首页 that holds the last result."""
        return f"结果_{self.caption.partition('（')[0]}"


_START, _TABLES, _PAPERS, _PAGES = "一、下发和收表", "二、校验和汇总", "三、公文和外出招商", "四、考核和通报"
_LAST, _YEAR, _ANY_TIME = "五、发送和定稿", "六、年底", "随时可用"
NOTICE_KIND, TRIP_KIND = "公文种类", "外出招商文书"
# Cells that a workbook of an earlier version may lack, in the order of :class:`ControlSettings`.
LATER_CELLS = (REASON, NOTICE_KIND, TRIP_KIND)
# In the order of the month; what cannot be undone is the last of its group.
BUTTONS = (
    Button("issue", "下发空白统计表", "每个单位一份，上月的项目已填好", _START),
    Button("collect", "收邮件", "从邮箱和微信、QQ 的文件夹收统计表", _START),
    Button("claim", "认领", "看不出单位或月份的文件，逐件确认后归档", _START),
    Button("check", "校验统计表", "逐格检查收到的统计表，生成问题清单和退回修改稿", _TABLES),
    Button("consolidate", "汇总", "生成汇总表，对照目标任务分解表计算完成率", _TABLES),
    Button("decisions", "待裁定", "列出等您裁定的问题，填好后再按“汇总”", _TABLES),
    Button("reconcile", "系统核对", "与上级系统导出的项目逐个核对", _TABLES),
    Button("notices", "生成通知", "写催报通知、退回修改通知和进度通报（Word）", _PAPERS),
    Button("write_notice", "写公文", "会议通知、纪要、函、总结等", _PAPERS, NOTICE_KIND),
    Button("approvals", "生成审批表", "按外出招商台账写外出招商审批表（Word）", _PAPERS),
    Button("records", "生成信息记录表", "按外出招商台账写外出招商信息记录表（Word）", _PAPERS),
    Button("trip_papers", "外出招商", "方案、行程、报告、经费、读回", _PAPERS, TRIP_KIND),
    Button("books", "考核用表", "计分、名册等要填的空白表，填过的不动", _PAGES),
    Button("assess", "考核排名", "按方案计分、排名；处理建议只供研究", _PAGES),
    Button("unit_pages", "单位情况", "每个单位一份：目标、要修改的、项目明细", _PAGES),
    Button("picture", "一图读懂", "把总览画成一张手机上看的图（PNG）", _PAGES),
    Button("preview_mail", "邮件预览", "写好每个单位的邮件和附件，只看不发", _LAST),
    Button("send_record", "发送记录", "看发出了哪些邮件，不确定的核实后标明", _LAST),
    Button("send_mail", "发送邮件", "先列出发给谁，确认后才发，不能收回", _LAST, final=True),
    Button("publish", "定稿", "汇总表、通报和数据存档，确认后不再变", _LAST, final=True),
    Button("new_year", "结转下一年", "先列出没办完的，确认后建下一年的文件夹", _YEAR),
    Button("calendar", "工作日历", "本月谁该报什么、开什么会，可导入手机", _ANY_TIME),
    Button("open_folder", "打开输出文件夹", "看本月生成的全部文件", _ANY_TIME),
    Button("doctor", "检查本机", "看这台电脑缺什么程序、字体、设置", _ANY_TIME),
)


def button(action: str) -> Button:
    """Return the button of an action; ``KeyError`` if there is none."""
    return {one.action: one for one in BUTTONS}[action]


def press(action: str, command: str, choice: str = "") -> str:
    """Return how something is done, in words that serve at a button and at a command alike.

    ``choice`` is what is to be chosen beside a button that offers several.

    >>> press("publish", "publish --period 2022-06")
    '按“定稿”（命令为 zhaoshang publish --period 2022-06）'
    >>> press("write_notice", "notice 进度通报", "进度通报")
    '在“写公文”旁边选“进度通报”，按“写公文”（命令为 zhaoshang notice 进度通报）'
    """
    caption = button(action).caption
    chosen = f"在“{caption}”旁边选“{choice}”，" if choice else ""
    return f"{chosen}按“{caption}”（命令为 zhaoshang {command}）"


def by_keeper(command: str) -> str:
    """Return who does what no button does: not the clerk, but who looks after the office's computers.

    >>> by_keeper("build --replace")
    '请管电脑的同志运行 zhaoshang build --replace'
    """
    return f"请{KEEPER}运行 zhaoshang {command}"


class ControlSettings(Struct, frozen=True):
    """What stands in the workbook's settings, as typed; ``root`` is the workspace's folder.

    ``reason`` is why an issued month is issued again, ``notice_kind`` and ``trip_kind`` what is chosen beside 写公文
    and 外出招商; workbooks of version 1.0 have no cells for these.
    """

    root: str
    period: str
    as_of: str
    reason: str = ""
    notice_kind: str = ""
    trip_kind: str = ""


class ContactRow(Struct, frozen=True):
    """One line of 单位通讯录: a unit of the scheme, its other names, and who gets its letters."""

    unit: str
    kind: str
    aliases: tuple[str, ...]
    reports: bool
    person: str
    address: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as the sheet shows it."""
        reports = "是" if self.reports else "—"
        return (self.unit, self.kind, reports, "、".join(self.aliases), self.person, self.address)


class ActionReport(Struct, frozen=True):
    """What an action made and what needs a person's attention, in sentences for the dialog.

    ``made`` are lines such as ``汇总表：输出/2022-06/….xlsx``; ``next_step`` and ``received`` renew 首页,
    ``contacts`` renew 单位通讯录.
    """

    headline: str
    made: tuple[str, ...] = ()
    attention: tuple[str, ...] = ()
    next_step: str = ""
    received: str = ""
    contacts: tuple[ContactRow, ...] = ()
    cancelled: bool = False

    @property
    def result(self) -> str:
        """The line on 首页: the headline, and how many points need attention."""
        return f"{self.headline}　需要注意 {len(self.attention)} 处。" if self.attention else self.headline

    @property
    def dialog(self) -> str:
        """The text of the closing dialog: what was made, what needs attention, what to do next; at most a screen."""
        lines = [self.headline]
        if self.made:
            lines += ["", "已生成：", *shortened([f"  {line}" for line in self.made], DIALOG_LINES // 2)]
        if self.attention:
            points = [f"  {line}" for line in self.attention]
            lines += ["", "请注意：", *shortened(points, DIALOG_LINES)]
        if self.next_step and not self.cancelled:
            lines += ["", f"下一步：{self.next_step}"]
        return "\n".join(lines)


class Block(Struct, frozen=True):
    """Texts to write into the workbook: rows from a named cell on, ``below`` rows under it."""

    name: str
    below: int
    rows: tuple[tuple[str, ...], ...]


def blocks(one: Button, report: ActionReport, period: str, when: str, who: str, logged: int) -> tuple[Block, ...]:
    """Return all that a press writes into the workbook; ``logged`` lines stand in 运行记录 already."""
    line = (when, who, one.caption, period, report.headline, "　".join(_few(report.attention)))
    contacts = [row.cells for row in report.contacts][:CONTACT_ROOM]
    contacts += [("",) * 6] * (CONTACT_ROOM - len(contacts))
    return (
        Block(RECEIVED, 0, ((report.received,),)),
        Block(NEXT_STEP, 0, ((report.next_step,),)),
        Block(one.when_name, 0, ((when,),)),
        Block(one.result_name, 0, ((report.result,),)),
        Block(LOG_START, logged % LOG_ROOM, (line,)),
        Block(CONTACTS_START, 0, tuple(contacts)),
    )


def _few(points: tuple[str, ...]) -> tuple[str, ...]:
    if len(points) <= 1:
        return points
    shown = [f"（{number}）{text}" for number, text in enumerate(points[:LOGGED_POINTS], 1)]
    return (*shown, f"等 {len(points)} 处") if len(points) > LOGGED_POINTS else tuple(shown)


def shortened(lines: list[str], most: int) -> list[str]:
    """Return the lines, or as many as fit and how many more there are.

    >>> shortened(["a", "b", "c"], 2)
    ['a', '  ……还有 2 条。']
    """
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], f"  ……还有 {len(lines) - most + 1} 条。"]


class ControlWorkbook(Struct, frozen=True):
    """Everything the control workbook is drawn from; the same values give the same bytes.

    ``rules`` are (口径, 现在的做法, 理由) of the scheme; ``modules`` are VBA sources by module name; ``choices`` is
    what each choosing button offers, by the name of its cell.
    """

    jurisdiction: str
    cited_title: str
    settings: ControlSettings
    due: str
    next_step: str
    received: str
    contacts: tuple[ContactRow, ...]
    rules: tuple[tuple[str, str, str], ...]
    modules: tuple[tuple[str, str], ...]
    choices: Mapping[str, tuple[str, ...]]
    interpreter: str = ""
