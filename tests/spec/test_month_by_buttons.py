"""A clerk's month by buttons alone: from an empty workspace to sent mails and an issued month, in LibreOffice."""

import email
import re
import shutil
from datetime import date, datetime
from email import policy
from pathlib import Path

import openpyxl
import pytest

from tests.mailroom import SAMPLE, mail_arrives  # noqa: F401 - a fixture
from tests.pressing import Pressing, need_uno
from tests.servers import PASSWORD, USER, smtp_server
from toolkit.model.control import button
from toolkit.workflow.actions.toolbox import rebuild
from toolkit.workflow.steps.workspace import create_workspace

pytestmark = [
    pytest.mark.office,
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning"),
]
CONTACTS = """单位,联系人,邮箱,类别,职务
江口乡,滕一舟,jiangkou@luzhai.example,,
拉沟乡,盘小溪,lagou@luzhai.example,,
鹿寨镇,龙思齐,luzhaizhen@luzhai.example,,
县政府办,言立诚,zhengfuban@luzhai.example,领导,主任
"""
FIELDS = ("序号", "行业", "项目名称", "项目方", "投资总额\n（亿元）", "投资来源", "项目负责人", "联系电话")
FIELDS += ("项目入驻时间", "进展情况", "到位资金\n（亿元）", "签约日期", "开工日期", "是否工业", "是否新兴产业")
SIGNED, STARTED = date(2022, 3, 10), date(2022, 5, 20)
# What the units report: 江口乡 1.2 and 0.8, 拉沟乡 0.5 and 待定, 鹿寨镇 0.6.
REPORTED = {
    "江口乡": (("甲木业加工项目", "广东甲木业有限公司", 1.2, 0.3), ("乙塑料制品项目", "湖南乙塑料有限公司", 0.8, 0.2)),
    "拉沟乡": (
        ("丙竹制品项目", "浙江丙竹业有限公司", 0.5, 0.1),
        ("丁饮料生产项目", "福建丁饮料有限公司", "待定", None),
    ),
    "鹿寨镇": (("戊电子元件项目", "上海戊电子有限公司", 0.6, 0.15),),
}


@pytest.fixture
def office(mailbox, authority, tmp_path):
    """An empty workspace, its control workbook open in LibreOffice, and the mails that leave it."""
    need_uno()
    workspace = create_workspace(tmp_path / "鹿寨2022", "luzhai-2022")
    root = workspace.root
    shutil.copytree(SAMPLE / "目标", root / "目标", dirs_exist_ok=True)
    (root / "通讯录.csv").write_text(CONTACTS, "utf-8-sig")
    inbound = mailbox["tls"]
    shutil.copy(inbound.ca, root / "证书.pem")
    with smtp_server(authority) as (received, outbound):
        with (root / "设置.toml").open("a", encoding="utf-8") as file:
            file.write(
                f'\n[mail]\nhost = "{outbound.host}"\nport = {outbound.port}\nsecurity = "{outbound.security}"\n'
                f'user = "{USER}"\nfrom = "{USER}"\nca = "证书.pem"\nper_minute = 100000\nwaits = []\n'
                f'[mail.imap]\nhost = "{inbound.host}"\nport = {inbound.port}\nca = "证书.pem"\n'
            )
        book = rebuild(workspace, date(2022, 7, 6), replace=False, program="libreoffice")
        pressing = Pressing(book, PASSWORD)
        pressing.type("汇总日期", "2022-07-06")
        yield pressing, root, received
        pressing.close()


def filled(form: Path, unit: str) -> bytes:
    """Return an issued table as its unit sends it back; 鹿寨镇 uses one of its own, without unit and month."""
    book = openpyxl.load_workbook(form)
    headings = [cell.value for cell in book.active[3]]
    if unit == "鹿寨镇":
        book = openpyxl.Workbook()
        for row in (["招商引资项目统计表"], [], headings):
            book.active.append(row)
    sheet = book.active
    columns = {heading: number for number, heading in enumerate(headings, 1)}
    for number, (name, firm, amount, paid) in enumerate(REPORTED[unit], 1):
        values = (number, "制造业", name, firm, amount, f"{firm[:2]}省", "韦某", f"1990000000{number}", "2022-03-10")
        values += ("已签约，已开工建设", paid, SIGNED, STARTED, "是", "否")
        for field, value in zip(FIELDS, values, strict=True):
            sheet.cell(3 + number, columns[field], value)
    out = form.with_stem(f"{unit}已填")
    book.save(out)
    content = out.read_bytes()
    out.unlink()
    return content


def confirmed(pressing: Pressing, action: str) -> tuple[str, str]:
    """Press a button that asks first, say 确定; return its question and its closing dialog."""
    pressing.click(action)
    question = pressing.dialog()
    pressing.answer(question, "OK")
    closing = pressing.dialog()
    pressing.answer(closing, "OK")
    return question.text, closing.text


def test_a_months_work_needs_nothing_but_its_buttons(office, arrives):
    """Blank tables, mail, 认领, 校验, 汇总, 通知, 公文, 邮件, 发送, 定稿: the figures at the end are those of a hand's sum."""
    pressing, root, received = office
    on = datetime(2022, 7, 4, 9, 30).astimezone()
    assert pressing.press("issue").text.startswith("生成2022年6月统计表 15 个。")
    forms = root / "输出" / "2022-06" / "下发"
    sent_back = {unit: filled(forms / f"{unit}2022年6月招商引资项目统计表.xlsx", unit) for unit in REPORTED}
    for unit, sender in (("江口乡", "jiangkou"), ("拉沟乡", "lagou")):
        arrives((f"{unit}6月.xlsx", sent_back[unit]), sender=f"{sender}@luzhai.example", on=on)
    assert pressing.press("collect").text.startswith("收到 2 个文件：放进“报送” 2 个，放进“待认领” 0 个。")
    # The third was handed over on a stick, and says neither unit nor month.
    (root / "待认领").mkdir(exist_ok=True)
    (root / "待认领" / "鹿寨镇统计表.xlsx").write_bytes(sent_back["鹿寨镇"])
    question, closing = confirmed(pressing, "claim")
    assert "是鹿寨镇2022年6月的统计表吗？" in question and closing.startswith("认领 1 件，还有 0 件没有认领。")
    assert pressing.press("check").text.startswith("校验了 3 个文件：已采用 2 个，退回修改 1 个。")
    # 1.2 + 0.8 + 0.5 + 0.6: the project of 待定 goes back.
    assert pressing.press("consolidate").text.startswith("2022年6月计入汇总 4 个项目，投资总额 3.1 亿元。")
    assert "待裁定" in pressing.press("decisions").text
    assert "催报通知：输出/2022-06/通知/催报通知.docx" in pressing.press("notices").text
    pressing.type("公文种类", "目标任务下达通知")
    assert pressing.press("write_notice").text.startswith("写好目标任务下达通知 1 份（Word）。")
    assert pressing.press("calendar").text.startswith("2022年6月到期的事项 ")
    assert "写好 4 封邮件（退回修改1封、呈阅1封、请核对2封）" in pressing.press("preview_mail").text
    question, closing = confirmed(pressing, "send_mail")
    assert question.startswith("将发送 4 封邮件（退回修改1封、呈阅1封、请核对2封），发出后不能收回。")
    assert closing.startswith("共 4 封邮件，已发出 4 封。")
    question, closing = confirmed(pressing, "publish")
    assert "汇总表（计入汇总 4 个项目，投资总额 3.1 亿元）" in question
    assert closing.startswith("2022年6月已定稿（第1次）。")
    # What the workbooks say at the end.
    (master,) = (root / "定稿" / "2022-06").glob("*汇总表.xlsx")
    sheet = openpyxl.load_workbook(master, data_only=True)["单位汇总"]
    rows = {row[1]: row for row in sheet.iter_rows(values_only=True)}
    assert [rows[unit][1:4] for unit in REPORTED] == [
        ("江口乡", 2, 200_000_000),
        ("拉沟乡", 1, 50_000_000),
        ("鹿寨镇", 1, 60_000_000),
    ]
    pressed = ["issue", "collect", "claim", "check", "consolidate", "decisions", "notices", "write_notice", "calendar"]
    pressed += ["preview_mail", "send_mail", "publish"]
    assert [line[2] for line in pressing.log()] == [button(one).caption for one in pressed]
    assert pressing.read("下一步").startswith("按“待裁定”"), "what a person must settle stays on 首页"
    # What the readers got.
    mails = [email.message_from_bytes(raw, policy=policy.default) for _, raw in received.arrived]
    told = {str(mail["Subject"]): mail.get_body(("plain",)).get_content() for mail in mails}
    assert len(mails) == 4
    returned = told["【退回修改】请于7月11日前修改重报2022年6月招商引资项目统计表"]
    assert "报送项目2个，计入汇总1个，退回修改1个；" in returned
    assert told["【呈阅】鹿寨县2022年6月招商引资情况汇总表"].startswith("言主任：")
    assert re.search(r"报送项目[12]个，均已计入汇总；", told["【请核对】鹿寨县2022年6月招商引资情况汇总表"])
