"""What does ``zhaoshang demo`` tell a stranger? Two months of four counties, and at the end what to open."""

import email
import json
import shutil
import time
from email import policy

import pytest
from click.testing import CliRunner

from toolkit.cli import main
from toolkit.intake.office.dictionary import read_dictionary
from toolkit.mail import loopback
from toolkit.mail.send_ledger import SendLedger
from toolkit.mail.smtp import SmtpLine
from toolkit.model.letters import Login, SendStatus
from toolkit.workflow.actions import demo
from toolkit.workflow.steps.workspace import open_workspace


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """(folder, what was printed, processor seconds) of the whole demonstration with its one letter."""
    out = tmp_path_factory.mktemp("招商演示")
    began = time.process_time()
    done = CliRunner().invoke(main, ["demo", "--out", str(out), "--send"])
    assert done.exit_code == 0, (done.output, done.exception)
    return out, done.output, time.process_time() - began


@pytest.fixture
def luzhai(told):
    """The first county's workspace."""
    return told[0] / "鹿寨2022"


def test_every_county_has_an_issued_month_and_one_at_work(told):
    """Two months a county: the first stands in 定稿 with its snapshot, the second has master, papers and drafts."""
    out, said, _ = told
    for sample in demo.SAMPLES:
        root, before = out / sample.workspace, sample.period.shifted(-1)
        head = json.loads((root / "定稿" / str(before) / "快照" / "定稿.json").read_text("utf-8"))
        assert head["期间"] == str(before)
        assert list((root / "输出" / str(sample.period)).glob("*招商引资情况汇总表.xlsx"))
        assert list((root / "输出" / str(sample.period) / "待发邮件").glob("*.eml"))
        assert (root / "招商工具箱.xlsm").exists() and list((root / "按钮").rglob("*汇总.*"))
    for line in (
        "上月已定稿：定稿/2022-05",
        "区外境内到位资金：",
        "迟报：四排镇、拉沟乡",
        "催报通知：",
        "外出招商审批表：",
    ):
        assert line in said
    assert len(list((out / "鹿寨2022" / "输出" / "2022-06" / "待发邮件").glob("*.eml"))) == 17


def test_one_question_is_answered_and_the_month_goes_by_it(told, luzhai):
    """「正常推进」 is 开工 from now on: 词典 holds it, and 13 of the 14 questions of June are left."""
    assert "“正常推进”是“开工”，记入 词典.xlsx" in told[1]
    (line,) = [one for one in read_dictionary(luzhai / "词典.xlsx")[0] if one.text == "正常推进"]
    assert line.meaning == "开工"
    assert "裁定.xlsx 里还有 13 项待裁定" in told[1]


def test_one_letter_went_to_this_computer_and_the_ledger_says_so(told, luzhai):
    """What arrived on loopback is what was sent: its reader, its subject; no other letter is out."""
    (arrived,) = (luzhai / "收到的邮件").iterdir()
    letter = email.message_from_bytes(arrived.read_bytes(), policy=policy.default)
    with SendLedger(luzhai / "发送记录.sqlite") as ledger:
        (row,) = [one for one in ledger.rows() if one.status is SendStatus.SENT]
    assert (row.unit, row.subject) == (arrived.stem, letter["Subject"])
    assert letter["To"].addresses[0].addr_spec == row.address and row.address.endswith("luzhai.example")
    assert list(letter.iter_attachments()), "the master travels with it"


def test_the_last_three_lines_say_open_look_and_do(told, luzhai):
    """What the three lines name is there."""
    opened, look, act = told[1].rstrip().splitlines()[-3:]
    assert opened.startswith(f"先打开：{luzhai / '招商工具箱.xlsm'}")
    master = look.removeprefix("再看：").strip().partition(" ")[0]
    assert (luzhai / master).exists() and (luzhai / "定稿" / "2022-05").is_dir()
    assert act.startswith("接着做：裁定.xlsx ") and (luzhai / "裁定.xlsx").exists()


def test_it_takes_well_under_a_minute(told):
    """40 seconds of one processor at the most, whatever else the machine does."""
    assert told[2] < 40


def test_a_second_demonstration_overwrites_its_own_and_sends_no_letter_twice(luzhai, tmp_path, monkeypatch):
    """The issue stands, the answer is not asked again, and the next letter is another one."""
    luzhai = shutil.copytree(luzhai, tmp_path / luzhai.name)
    monkeypatch.setattr(demo, "SAMPLES", demo.SAMPLES[:1])
    issued = {path: path.read_bytes() for path in (luzhai / "定稿").rglob("*") if path.is_file()}
    done = CliRunner().invoke(main, ["demo", "--out", str(tmp_path), "--send"])
    assert done.exit_code == 0, done.output
    assert "已裁定" not in done.output and "还有 13 项待裁定" in done.output
    assert {path: path.read_bytes() for path in (luzhai / "定稿").rglob("*") if path.is_file()} == issued
    assert len(list((luzhai / "收到的邮件").iterdir())) == 2


def test_a_folder_of_somebody_else_is_not_touched(tmp_path):
    """Where 鹿寨2022 stands already and is no workspace, nothing is written."""
    (tmp_path / "鹿寨2022").mkdir()
    done = CliRunner().invoke(main, ["demo", "--out", str(tmp_path)])
    assert "不是演示文件夹" in str(done.exception) and not list((tmp_path / "鹿寨2022").iterdir())


def test_what_is_not_encrypted_goes_to_this_computer_alone(monkeypatch):
    """The receiver's kind of line cannot lead elsewhere, whatever host it is told: it is answered on loopback."""
    with loopback.receiver() as (server, arrived):
        elsewhere = type(server)("mail.example", server.port, server.security, server.user)
        line = SmtpLine(elsewhere, Login("", ""), 5.0)
        line.open()
        line.deliver("a@x.example", "b@x.example", b"Subject: x\r\n\r\n.dot\r\n")
        line.close()
    assert arrived == [b"Subject: x\r\n\r\n.dot\r\n"]


def test_no_setting_asks_for_a_line_without_encryption(tmp_path):
    """The word is refused in 设置.toml: only the demonstration uses it."""
    from toolkit.mail.settings import read_settings
    from toolkit.model.errors import ToolkitError

    path = tmp_path / "设置.toml"
    path.write_text(f'[mail]\nhost = "127.0.0.1"\nsecurity = "{loopback.PLAIN}"\nuser = "a@b.example"\n', "utf-8")
    with pytest.raises(ToolkitError, match="tls"):
        read_settings(path)


def test_the_demonstrations_county_can_be_opened(luzhai):
    """The workspace that it leaves is an ordinary one."""
    assert open_workspace(luzhai).scheme.id == "luzhai-2022"
