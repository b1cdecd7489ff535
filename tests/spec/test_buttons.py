"""Every button is pressed with the mouse, on a fresh workspace, in LibreOffice: files, dialog and 首页 are looked at."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.pressing import Pressing, need_uno
from tests.walks import laid_out_at
from toolkit.model.control import BUTTONS, button
from toolkit.workflow.actions.demo import COPIED, SAMPLES
from toolkit.workflow.actions.toolbox import rebuild
from toolkit.workflow.steps.workspace import open_workspace

pytestmark = pytest.mark.office


def make(root: Path) -> Path:
    """Make a workspace from Luzhai's samples with the twin of the control workbook in it."""
    laid_out_at(root, SAMPLES[0], COPIED)
    return rebuild(open_workspace(root), date(2022, 7, 6), replace=False, program="libreoffice")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One LibreOffice with the control workbook of a fresh workspace."""
    need_uno()
    book = make(tmp_path_factory.mktemp("按钮") / "鹿寨2022")
    pressing = Pressing(book)
    pressing.type("汇总日期", "2022-07-06")
    yield pressing, book.parent
    pressing.close()


def pressed(office, action: str, *files: str) -> str:
    """Press a button; check title, files, 首页 and 运行记录; return the dialog's text."""
    pressing, root = office
    before = len(pressing.log())
    shown = pressing.press(action)
    one = button(action)
    assert shown.title == one.caption
    assert shown.buttons == ("OK",)
    for pattern in files:
        assert list((root / "输出" / "2022-06").glob(pattern)), f"{pattern} was not made"
    first = shown.text.splitlines()[0]
    assert pressing.read(one.result_name).startswith(first)
    assert pressing.read(one.when_name)[:2] == "20"
    assert len(pressing.log()) == before + 1
    assert pressing.log()[-1][2:5] == (one.caption, "2022-06", first)
    return shown.text


def test_collect(office):
    """收邮件: without a mailbox and without folders in the settings one sentence says what to set."""
    pressing, _ = office
    assert "也没有写微信、QQ 保存文件的文件夹，不知道从哪里收" in pressing.press("collect").text


def test_issue(office):
    """下发空白统计表: a table for each of the 15 units; in 2022 May's projects of Luzhai's samples stand in them already."""
    text = pressed(office, "issue", "下发/江口乡2022年6月招商引资项目统计表.xlsx")
    assert text.startswith("生成2022年6月统计表 15 个。其中 ")
    assert "统计表没有发送，请发给各单位" in text


def test_claim_asks_of_each_waiting_file(office):
    """认领: 取消 leaves the file and says where to fill in; 确定 puts it into its month, and the log keeps it."""
    pressing, root = office
    assert pressed(office, "claim").startswith("“待认领”里没有文件。")
    waiting = root / "待认领" / "江口乡补充材料.xlsx"
    waiting.parent.mkdir(exist_ok=True)
    shutil.copy2(next((root / "报送" / "2022-06").glob("江口乡*.xlsx")), waiting)
    pressing.click("claim")
    question = pressing.dialog()
    assert question.text.startswith("第1件，共1件：江口乡补充材料.xlsx\n待认领的原因：")
    assert "是江口乡2022年6月的统计表吗？" in question.text
    pressing.answer(question, "Cancel")
    closing = pressing.dialog()
    assert closing.text.startswith("认领 0 件，还有 1 件没有认领。")
    assert "请在 收件登记.xlsx 的“核定单位”“核定期间”两栏填好" in closing.text
    pressing.answer(closing, "OK")
    assert waiting.exists()
    pressing.click("claim")
    pressing.answer(pressing.dialog(), "OK")
    closing = pressing.dialog()
    pressing.answer(closing, "OK")
    assert "待认领/江口乡补充材料.xlsx → 报送/2022-06/江口乡补充材料.xlsx" in closing.text
    assert not waiting.exists()
    (root / "报送" / "2022-06" / "江口乡补充材料.xlsx").unlink()


def test_check(office):
    """校验统计表: the list of findings, the return copies, and what each unit has to correct."""
    text = pressed(office, "check", "问题清单.xlsx", "退回修改/*.xlsx")
    assert text.startswith("校验了 12 个文件：已采用 7 个，退回修改 5 个。")
    assert "问题清单：输出/2022-06/问题清单.xlsx" in text
    assert "导江乡：有" in text
    assert office[0].read("下一步") == "按“汇总”，生成汇总表。"


def test_progress_stands_in_the_status_bar(office):
    """While a button works the status bar says what it does, and afterwards belongs to the program again."""
    pressing, _ = office
    at = pressing.click("check")
    shown = pressing.dialog()
    pressing.answer(shown, "OK")
    events = [event for event in pressing.events() if event["at"] >= at]
    said = [event["status"] for event in events if "status" in event]
    assert said[0] == "校验统计表：正在准备……"
    assert "校验统计表：读取 12／12" in said
    assert said[-1] is False
    # How soon the first word is there is measured by the bench (startup): a slow machine is no fault.
    assert events[0]["status"] == said[0]


def test_consolidate(office):
    """汇总: the master workbook, and who is missing or late."""
    text = pressed(office, "consolidate", "鹿寨县2022年6月招商引资情况汇总表.xlsx")
    assert "2022年6月计入汇总 69 个项目" in text
    assert "未报：县林业局、县住建局、县文体广旅局" in text
    assert "迟报：四排镇、拉沟乡" in text


def test_decisions(office):
    """待裁定: how many questions are open after 汇总, each with its words; what they decide is not counted until then."""
    text = pressed(office, "decisions")
    assert text.startswith("待裁定 ") and "没有裁定的不计入汇总。" in text
    assert "裁定表：裁定.xlsx" in text


def test_reconcile(office):
    """系统核对: matched, different, and what only one side has."""
    text = pressed(office, "reconcile", "系统核对.xlsx")
    assert "与上级系统核对上" in text
    assert "个项目各单位没有报" in text


def test_notices(office):
    """生成通知: what the month's figures ask for, in Word, and what a person still has to fill in."""
    text = pressed(office, "notices", "通知/催报通知.docx", "通知/退回修改通知*.docx", "通知/进度通报.docx")
    assert "催报通知：输出/2022-06/通知/催报通知.docx" in text
    assert "请在 Word 里补上" in text


def test_approvals(office):
    """生成审批表: one form for each trip of the month, and what the register leaves open."""
    text = pressed(office, "approvals", "出行/*审批表.docx")
    assert "写好 3 份外出招商审批表。" in text
    assert "出行台账.xlsx 行程" in text


def test_records(office):
    """生成信息记录表: one form for each trip of the month."""
    text = pressed(office, "records", "出行/*信息记录表.docx")
    assert "写好 3 份外出招商信息记录表。" in text


def test_write_notice_asks_for_its_kind_and_its_form(office):
    """写公文: without a kind one sentence; a kind whose contents no table holds gets its form first; others are written."""
    pressing, root = office
    assert "旁边的黄色格子里还没有选" in pressing.press("write_notice").text
    pressing.type("公文种类", "会议通知")
    text = pressed(office, "write_notice")
    assert text.startswith("会议通知还没有写，请先填表。")
    assert (root / "通知" / "会议通知.xlsx").exists()
    pressing.type("公文种类", "目标任务下达通知")
    assert pressed(office, "write_notice", "通知/目标任务下达通知.docx").startswith(
        "写好目标任务下达通知 1 份（Word）。"
    )


def test_trip_papers_do_what_is_chosen(office):
    """外出招商: the register is held against the rules, papers are written, filled-in forms are read back when confirmed."""
    pressing, _ = office
    for chosen, begins in (
        ("外出招商台账（生成或核对）", "核对了外出招商台账：次数要求 "),
        ("外出招商活动方案", "写好 3 份外出招商活动方案。"),
        ("经费预算和报销汇总表", "写好经费预算汇总表和报销汇总表（Excel）。"),
        ("读回填好的表", "读了 "),
    ):
        pressing.type("外出招商文书", chosen)
        assert pressed(office, "trip_papers").startswith(begins)
    pressing.type("外出招商文书", "别的")
    assert "写的是“别的”，不在可选的范围内" in pressing.press("trip_papers").text


def test_assess(office):
    """考核排名: the workbook of points and places; what could follow is a proposal."""
    text = pressed(office, "assess", "*考核.xlsx")
    assert "2022年6月考核已生成。" in text


def test_preview_mail(office):
    """邮件预览: a draft for every contact; nothing is sent."""
    text = pressed(office, "preview_mail", "待发邮件/*.eml", "待发邮件/预览.html", "待发邮件/预览.xlsx")
    assert text.startswith("写好 17 封邮件（催报3封、退回修改5封、呈阅1封、请核对7封、请查阅1封），还没有发送。")


def test_send_mail_shows_to_whom_and_takes_no_for_an_answer(office):
    """发送邮件 asks first: 取消 sends nothing and writes nothing down."""
    pressing, root = office
    before = pressing.everything()
    pressing.click("send_mail")
    question = pressing.dialog()
    assert question.title == "发送邮件"
    assert question.text.startswith(
        "将发送 17 封邮件（催报3封、退回修改5封、呈阅1封、请核对7封、请查阅1封），发出后不能收回。"
    )
    assert "江口乡　滕一舟　jiangkou@luzhai.example" in question.text
    assert question.buttons == ("OK", "Cancel")
    pressing.answer(question, "Cancel")
    closing = pressing.dialog()
    assert closing.text == "没有发送。"
    pressing.answer(closing, "OK")
    assert pressing.everything() == before
    assert not list(root.glob("*.sqlite*"))


def test_send_record_before_anything_was_sent(office):
    """发送记录: says so, and asks about nothing."""
    pressing, _ = office
    pressing.click("send_record")
    closing = pressing.dialog()
    pressing.answer(closing, "OK")
    assert closing.text.startswith("还没有发过邮件，也没有收过邮件。")


def test_send_mail_without_a_server_is_one_sentence(office):
    """发送邮件 after 确定: this workspace names no server, and the sentence says where to write it."""
    pressing, _ = office
    before = pressing.everything()
    pressing.click("send_mail")
    pressing.answer(pressing.dialog(), "OK")
    closing = pressing.dialog()
    pressing.answer(closing, "OK")
    assert closing.text.startswith("不能继续：")
    assert "设置.toml" in closing.text
    assert pressing.everything() == before


def test_publish_asks_and_issues_once(office):
    """定稿 says what is open and asks: 取消 issues nothing, 确定 issues the month; a second press finds nothing to do."""
    pressing, root = office
    before = pressing.everything()
    pressing.click("publish")
    question = pressing.dialog()
    assert question.text.startswith("2022年6月第1次定稿，定稿以后不再变。")
    assert "将存入“定稿/2022-06”：汇总表（计入汇总 69 个项目，投资总额 106.81 亿元）" in question.text
    assert "尚未办完的事项：" in question.text
    pressing.answer(question, "Cancel")
    pressing.answer(pressing.dialog(), "OK")
    assert pressing.everything() == before
    assert not (root / "定稿").exists()
    pressing.click("publish")
    pressing.answer(pressing.dialog(), "OK")
    closing = pressing.dialog()
    assert closing.text.startswith("2022年6月已定稿（第1次）。")
    pressing.answer(closing, "OK")
    assert (root / "定稿" / "2022-06" / "快照" / "定稿.json").exists()
    assert "不用再定稿。" in pressing.press("publish").text


def test_calendar(office):
    """工作日历: the month's items, those that are still to come one by one."""
    text = pressed(office, "calendar", "工作日历.ics", "工作日历.xlsx")
    assert text.startswith("2022年6月到期的事项 ")


def test_open_folder(office):
    """打开输出文件夹: the dialog names the folder and how much is in it."""
    assert "输出/2022-06" in pressed(office, "open_folder")


def test_doctor(office):
    """检查本机: how many things want a hand, each with what to do; the whole page lies in 输出."""
    text = pressed(office, "doctor", "../检查本机.txt")
    assert text.startswith("检查了 ")
    assert "检查结果：输出/检查本机.txt" in text


def test_unit_pages(office):
    """单位情况: a workbook for each unit, without the preview of letters; nothing is sent."""
    text = pressed(office, "unit_pages", "单位情况/江口乡2022年6月招商引资情况.xlsx")
    assert "个单位的情况，没有发送。" in text
    assert "单位情况：输出/2022-06/单位情况" in text


def test_picture(office):
    """一图读懂: one PNG for a phone, beside the month's other results."""
    assert "一图读懂已画好" in pressed(office, "picture", "鹿寨县2022年6月招商引资一图读懂.png")


def test_contacts_show_the_list_as_it_is_now(office):
    """单位通讯录 shows 通讯录.csv, which stays the record: the next press brings in what was changed there."""
    pressing, root = office
    path = root / "通讯录.csv"
    path.write_text(
        path.read_text("utf-8-sig").replace("滕一舟", "新联系人") + "=危险单位,某某,x@luzhai.example\n", "utf-8-sig"
    )
    pressing.press("open_folder")
    lines = pressing.contacts()
    assert next(line for line in lines if line[4] == "新联系人")[:3] == ("江口乡", "乡镇", "是")
    assert lines[-1][0] == "=危险单位", "a name from outside stays a text"


def refused(pressing: Pressing, action: str) -> str:
    """Press a button that cannot go on; the workbook stays as it was; return the sentence."""
    before = pressing.everything()
    text = pressing.press(action).text
    assert pressing.everything() == before
    assert text.startswith("不能继续：")
    assert "\n" not in text
    return text


@pytest.fixture
def put_back(office):
    """The desk; what a test typed into the settings is taken back."""
    pressing, _ = office
    kept = {name: pressing.read(name) for name in ("期间", "汇总日期", "工作文件夹")}
    yield pressing
    for name, text in kept.items():
        pressing.type(name, text)


@pytest.mark.parametrize(
    ("cell", "typed", "sentence"),
    [
        ("期间", "六月", "首页的“报送月份”写作“六月”"),
        ("期间", "", "首页的“报送月份”空着"),
        ("汇总日期", "昨天", "“设置”里的“汇总日期”写作“昨天”"),
        ("工作文件夹", "没有的文件夹", "没有“没有的文件夹”这个文件夹"),
        ("期间", "2022-12", "文件夹“报送/2022-12”还没有建"),
    ],
)
def test_wrong_settings_and_missing_folders_give_their_sentence(put_back, cell, typed, sentence):
    """Each wrong setting is named with what stands there; nothing in the workbook changes."""
    put_back.type(cell, typed)
    assert sentence in refused(put_back, "check")


def test_a_folder_that_is_no_workspace(put_back, tmp_path):
    """A folder without 设置.toml is not worked in."""
    put_back.type("工作文件夹", str(tmp_path))
    assert "不是工作文件夹" in refused(put_back, "consolidate")
    assert list(tmp_path.iterdir()) == []


def test_an_output_that_is_open_elsewhere_is_not_overwritten(office):
    """汇总 while the master is open in Excel: it is written beside, and the dialog says so."""
    pressing, root = office
    (master,) = (root / "输出" / "2022-06").glob("*汇总表.xlsx")
    before = master.read_bytes()
    lock = master.with_name(f"~${master.name}")
    lock.write_text("")
    text = pressing.press("consolidate").text
    lock.unlink()
    assert f"“{master.name}”正被打开，没有覆盖" in text
    assert master.with_name(f"{master.stem}.新.xlsx").exists()
    assert master.read_bytes() == before


def test_a_place_that_cannot_be_written_gives_its_sentence(office):
    """校验统计表 while every name for its list is taken by open files: one sentence, the workbook as it was."""
    pressing, root = office
    folder = root / "输出" / "2022-06"
    locks = [folder / f"~$问题清单{suffix}.xlsx" for suffix in ("", ".新", ".新2", ".新3", ".新4", ".新5")]
    for lock in locks:
        lock.write_text("")
    text = refused(pressing, "check")
    for lock in locks:
        lock.unlink()
    assert "“问题清单.xlsx”和旁边的几份都正被打开，无法写入。请关闭后再试。" in text


def test_every_button_was_pressed():
    """All of them are pressed in these two files; a new button needs its test here."""
    files = (Path(__file__), Path(__file__).with_name("test_buttons_of_the_year.py"))
    text = "".join(file.read_text("utf-8") for file in files)
    assert all(f'"{one.action}"' in text for one in BUTTONS)
