"""What does each county's office print, in an empty, a usual and a crowded month? Every kind, read in full."""

import re
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from msgspec.structs import replace

from tests.county_notices import KNOWN, SIZES, golden, papers, told
from tests.notices import JUNE, ROOT, samples
from tests.spec.test_notice import text_of
from tests.walks import laid_out
from toolkit.documents.lint.lint import lint
from toolkit.documents.notices.kinds import write_notice
from toolkit.mail.send_ledger import SendLedger
from toolkit.model.letters import Contact, Letter, LetterKind, SendStatus
from toolkit.workflow.actions.demo import SAMPLES
from toolkit.workflow.steps import official_notices
from toolkit.workflow.steps.urging import urged_on
from toolkit.workflow.steps.workspace import open_workspace

TEMPLATES = ROOT / "templates"
TO_WRITE = re.compile(r"【待填[^】]*】")


@pytest.fixture(
    scope="module",
    params=[(sample, size) for sample in SAMPLES for size in SIZES],
    ids=lambda one: f"{one[0].scheme}-{one[1]}",
)
def county_month(request, tmp_path_factory):
    """A county's month of one size, and all its papers."""
    sample, size = request.param
    return sample, size, papers(sample, size, tmp_path_factory.mktemp("县"))


def test_every_paper_is_as_it_was_read_and_found_good(county_month):
    """§3: ``python -m tests.county_notices`` writes them anew, and then they are read in full."""
    sample, size, made = county_month
    assert told(made) == golden(sample, size).read_text("utf-8")


def test_what_a_person_has_to_write_is_found_in_every_paper(county_month):
    """No 【待填】 goes out unseen: the linter quotes each, in whatever paper it stands."""
    for name, path in county_month[2].items():
        if isinstance(path, Path):
            found = " ".join(one.message for one in lint(path))
            assert not [mark for mark in set(TO_WRITE.findall(text_of(path))) if mark not in found], name


def test_no_paper_says_what_a_secretary_would_strike_out(county_month):
    """§7: no useless zeros, no thousands separators, no second unit word, no other county's words, no empty clause."""
    sample, _, made = county_month
    for name, path in made.items():
        text = text_of(path) if isinstance(path, Path) else ""
        prose = "\n".join(line for line in text.split("\n") if "｜" not in line)
        assert not re.search(
            r"\d,\d{3}|\.0%|\.0个百分点|\d0?\.\d*0亿元|线索0条|票据0张|按时报送0个|第[1-4]季度", prose
        ), name
        assert not re.search(r"本单位|需要改正|其他单位|（）|〔〕|：。|，。|。。|；。", prose), name
        others = {"招商组": "luzhai-2022", "招商小分队": "gangnan-2018", "红黑榜": "gangnan-2018"}
        assert not [word for word, home in others.items() if f"各{word}" in prose and sample.scheme != home], name
        assert ("红榜" in prose or "黑榜" in prose) <= (sample.scheme == "gangnan-2018"), name


def test_a_paper_goes_to_an_institution_and_not_to_a_place(county_month):
    """§3.3: 四排镇人民政府, 江南街道办事处, 县经济开发区管理委员会 stand above the text, never the bare place."""
    for name, path in county_month[2].items():
        lines = [p.text for p in Document(str(path)).paragraphs[:9]] if isinstance(path, Path) else []
        for receiver in (one for line in lines if line.endswith("：") for one in re.split("[、，]", line.rstrip("："))):
            assert not re.search(r"[镇乡]$|街道办?$|[园发]区$|管委$", receiver), (name, receiver)


def test_an_empty_month_tells_no_zeros(county_month):
    """Design §3: where no unit has reported, a figure is 暂无数据: neither 0 nor a place; the screen says so."""
    sample, size, made = county_month
    if size == "空月" and sample.scheme != "luzhai-2022":  # 鹿寨's export of the system is there
        text = text_of(made["进度通报"])
        assert "指标均暂无数据" in text and "完成年度目标" not in text and "附件" not in text
        (notice,) = [one for one in (made["年度总结报告"],) if isinstance(one, Path)]
        assert "计入汇总的项目" not in text_of(notice)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """Luzhai's workspace without tables."""
    return open_workspace(laid_out(tmp_path_factory.mktemp("催"), SAMPLES[0], ("目标",)))


def test_a_reminder_that_was_sent_by_mail_is_known(workspace):
    """The send ledger has a 催报 letter of this month as sent yesterday: the next notice says so; a failed one is none."""
    sent = Letter(
        Contact("江口乡", "", "a@example.com"), "【催报】鹿寨县2022年6月", "", (), topic="luzhai-2022 2022-06"
    )
    with SendLedger(workspace.send_ledger) as ledger:
        for kind, status in ((LetterKind.MONTH, SendStatus.SENT), (LetterKind.REMINDER, SendStatus.FAILED)):
            claim = ledger.claim(replace(sent, kind=kind))
            assert claim and ledger.hand_over(claim)
            ledger.settle(claim, status, "", 1)
        (day,) = {row.at.date() for row in ledger.rows() if row.status is SendStatus.SENT}
    assert urged_on(workspace, JUNE, date(2099, 1, 1)) == day
    assert urged_on(workspace, JUNE, day) is None, "what goes out today was not sent before"
    assert urged_on(workspace, JUNE.shifted(1), date(2099, 1, 1)) is None
    workspace.send_ledger.unlink()


def test_a_notice_that_has_its_number_has_gone_out(workspace, luzhai):
    """A draft without a number was not issued; of a second notice of today the first one's day is kept."""
    reminder = samples(luzhai)["催报通知"]
    path = workspace.notices(JUNE) / "催报通知.docx"
    for number, on, urged, known in (
        ("", date(2022, 7, 6), None, None),
        ("鹿投促办〔2022〕6号", date(2022, 7, 6), None, date(2022, 7, 6)),
        ("鹿投促办〔2022〕7号", date(2022, 7, 8), date(2022, 7, 6), date(2022, 7, 6)),
    ):
        head = replace(reminder.head, number=number, issued_on=on)
        write_notice(replace(reminder, head=head, urged_on=urged), TEMPLATES / "催报通知.docx", path)
        assert urged_on(workspace, JUNE, date(2022, 7, 8)) == known


def test_who_publishes_says_so_in_the_imprint(luzhai, tmp_path):
    """GN-D1 公开方式: above 抄送 in the 版记, as the office chose; a 信函 has none; 无 prints none."""
    notice = samples(luzhai)["进度通报"]
    for chosen in ("", "主动公开"):
        head = replace(notice.head, publicity=chosen)
        path = write_notice(replace(notice, head=head), TEMPLATES / "进度通报.docx", tmp_path / "文.docx")
        foot = next(line for line in text_of(path).split("\n") if "抄送" in line or "公开方式" in line)
        assert foot.startswith("　公开方式：主动公开" if chosen else "　抄送")
    letter = samples(luzhai)["报销函"]
    letter = replace(letter, head=replace(letter.head, publicity="主动公开"))
    assert "公开方式" not in text_of(write_notice(letter, TEMPLATES / "报销函.docx", tmp_path / "函.docx"))
    assert set(official_notices.PUBLICITY) <= set(official_notices.KINDS)


def test_a_template_that_asks_for_no_addressees_leaves_no_colon(luzhai, tmp_path):
    """7.3.2: the addressees of a long list stand in the 版记; a template of 1.0 prints no lone colon in their place."""
    document = Document(str(TEMPLATES / "督查通报.docx"))
    for paragraph in list(document.paragraphs):
        if "addressees" in paragraph.text and paragraph.text.startswith("{%p if"):
            paragraph._p.getnext().getnext().getparent().remove(paragraph._p.getnext().getnext())
            paragraph._p.getparent().remove(paragraph._p)
    document.save(str(tmp_path / "旧.docx"))
    many = replace(
        samples(luzhai)["督查通报"],
        head=replace(
            samples(luzhai)["督查通报"].head, addressees=("县直单位",) + tuple(f"第{n}乡人民政府" for n in range(40))
        ),
    )
    lines = text_of(write_notice(many, tmp_path / "旧.docx", tmp_path / "文.docx")).split("\n")
    assert "：" not in [line.strip() for line in lines] and any("主送：" in line for line in lines)
    few = write_notice(samples(luzhai)["督查通报"], tmp_path / "旧.docx", tmp_path / "文.docx")
    assert "各乡镇人民政府，县直各单位：" in text_of(few)


def test_the_unit_to_be_called_in_is_told_its_own_figures(county_month):
    """NX-R6: 你单位 with amount, rate, distance and place, and who decided; a county without target lines asks for it."""
    sample, size, made = county_month
    text = text_of(made["约谈通知（送审稿）"])
    assert "经研究，决定对你单位主要负责人进行约谈" in text and "\n送审稿\n" in text
    known = sample.scheme != "jiaocheng-2022" and not (size == "空月" and sample.scheme != "luzhai-2022")
    assert ("，你单位" in text) is known and ("【待填：约谈原因】" in text) is not known
    assert f"关于约谈{KNOWN[sample.scheme][0]}主要负责人的通知" in text.replace("\n", "")
