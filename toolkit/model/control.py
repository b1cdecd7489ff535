"""What is on the control workbook 招商工具箱? Its buttons, its named cells, and what a press reports."""

from dataclasses import dataclass

WORKBOOK = "招商工具箱.xlsm"

HOME, SETTINGS_SHEET, CONTACTS_SHEET, LOG_SHEET, HELP_SHEET = "首页", "设置", "单位通讯录", "运行记录", "使用说明"
# xlwings.bas reads its configuration from a sheet of exactly this name.
CONFIG_SHEET = "xlwings.conf"

# Names of single cells, so that buttons find them even after somebody inserted a row.
PERIOD, AS_OF, ROOT, REASON = "期间", "汇总日期", "工作文件夹", "再定稿的理由"
NEXT_STEP, RECEIVED = "下一步", "收表情况"
LOG_START, CONTACTS_START = "运行记录起点", "通讯录起点"
LOG_HEADINGS = ("时间", "操作人", "操作", "期间", "结果", "需要注意")

# Room for the county's units and everybody else who gets letters.
CONTACT_ROOM = 300
# Room for some years of presses; when it is full the log begins again at the top.
LOG_ROOM = 2000

# A dialog longer than the screen would hide its own buttons.
DIALOG_LINES = 12
LOGGED_POINTS = 4


@dataclass(frozen=True, slots=True)
class Button:
    """One button: the action's name in Python and on the command line, and what a clerk reads."""

    action: str
    caption: str
    hint: str
    group: str

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


BUTTONS = (
    Button("collect", "收表", "从邮箱和微信、QQ 的文件夹收表，放进“报送”", "收表和汇总"),
    Button("check", "校验报表", "逐格检查收到的统计表，写出问题清单和退回修改稿", "收表和汇总"),
    Button("consolidate", "汇总", "生成汇总表，对照目标算完成率", "收表和汇总"),
    Button("reconcile", "系统核对", "与上级系统导出的项目逐个核对", "收表和汇总"),
    Button("notices", "生成通知", "写催报、退回修改通知和进度通报（Word）", "通知和出行"),
    Button("approvals", "生成审批表", "按出行台账写外出招商审批表（Word）", "通知和出行"),
    Button("records", "生成信息记录表", "按出行台账写外出招商信息记录表（Word）", "通知和出行"),
    Button("assess", "考核排名", "按规则计分、排名，列出红黑榜", "考核和发送"),
    Button("preview_mail", "生成邮件（预览）", "写好每个单位的信和附件，先看不发", "考核和发送"),
    Button("send_mail", "发送邮件", "先列出发给谁，您确认后才发", "考核和发送"),
    Button("send_record", "发送记录", "看发了哪些信；不确定的，问过以后标上对方已收到", "考核和发送"),
    Button("publish", "定稿", "把本期的汇总表、通报和数据存进“定稿”，以后不再变", "考核和发送"),
    Button("open_folder", "打开输出文件夹", "看本期生成的全部文件", "考核和发送"),
    Button("doctor", "检查本机", "看这台电脑缺什么：程序、字体、邮箱、放假安排", "考核和发送"),
    Button("unit_pages", "单位情况", "给每个单位写一份：目标和序时、要修改的、项目明细", "给单位和领导看"),
    Button("picture", "一图读懂", "把总览画成一张手机上看的图（PNG）", "给单位和领导看"),
)


def button(action: str) -> Button:
    """Return the button of an action; ``KeyError`` if there is none."""
    return {one.action: one for one in BUTTONS}[action]


@dataclass(frozen=True, slots=True)
class ControlSettings:
    """What stands in the workbook's settings, as typed; ``root`` is the workspace's folder.

    ``reason`` is why an issued month is issued again; workbooks of version 1.0 have no cell for it.
    """

    root: str
    period: str
    as_of: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ContactRow:
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


@dataclass(frozen=True, slots=True)
class ActionReport:
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
        """The text of the closing dialog: what was made, then what needs attention, never longer than a screen."""
        lines = [self.headline]
        if self.made:
            lines += ["", "已生成：", *shortened([f"  {line}" for line in self.made], DIALOG_LINES // 2)]
        if self.attention:
            points = [f"  {line}" for line in self.attention]
            lines += ["", "请注意：", *shortened(points, DIALOG_LINES)]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Block:
    """Texts to write into the workbook: rows from a named cell on, ``below`` rows under it."""

    name: str
    below: int
    rows: tuple[tuple[str, ...], ...]


def blocks(one: Button, report: ActionReport, period: str, when: str, who: str, logged: int) -> tuple[Block, ...]:
    """Return all that a press writes into the workbook; ``logged`` lines stand in 运行记录 already."""
    line = (when, who, one.caption, period, report.headline, "；".join(_few(report.attention)))
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
    if len(points) <= LOGGED_POINTS:
        return points
    return (*points[:LOGGED_POINTS], f"等 {len(points)} 处")


def shortened(lines: list[str], most: int) -> list[str]:
    """Return the lines, or as many as fit and how many more there are.

    >>> shortened(["a", "b", "c"], 2)
    ['a', '  ……还有 2 条。']
    """
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], f"  ……还有 {len(lines) - most + 1} 条。"]


@dataclass(frozen=True, slots=True)
class ControlWorkbook:
    """Everything the control workbook is drawn from; the same values give the same bytes.

    ``rules`` are (口径, 现在的做法, 理由) of the scheme; ``modules`` are VBA sources by module name.
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
    interpreter: str = ""
