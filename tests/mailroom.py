"""An office that collects from our Dovecot: its workspace, and how a unit's mail gets into its inbox."""

import shutil
from datetime import date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from tests.servers import PASSWORD, USER, inbox
from toolkit.mail.settings import PASSWORD as VARIABLE
from toolkit.workflow.steps.workspace import Workspace, create_workspace

SAMPLE = Path(__file__).parents[1] / "sample_workbooks" / "luzhai_2022"
JIANGKOU = SAMPLE / "报送" / "2022-06" / "江口乡2022年6月报表.xlsx"
LAGOU = SAMPLE / "报送" / "2022-06" / "拉沟乡6月.xlsx"
SINCE = date(2022, 1, 1)
ARRIVED = datetime(2022, 7, 4, 9, 30).astimezone()
SENDER = "jiangkou@luzhai.example"


@pytest.fixture(name="workspace")
def collecting_office(mailbox, tmp_path, monkeypatch) -> Workspace:
    """An office that collects from our Dovecot."""
    made = create_workspace(tmp_path / "鹿寨2022", "luzhai-2022")
    server = mailbox["tls"]
    shutil.copy(server.ca, made.root / "证书.pem")
    shutil.copy(SAMPLE / "通讯录.csv", made.root / "通讯录.csv")
    with (made.root / "设置.toml").open("a", encoding="utf-8") as file:
        file.write(
            f'\n[mail]\nuser = "{USER}"\n[mail.imap]\nhost = "{server.host}"\nport = {server.port}\nca = "证书.pem"\n'
        )
    monkeypatch.setenv(VARIABLE, PASSWORD)
    return made


@pytest.fixture(name="arrives")
def mail_arrives(mailbox):
    """Put a mail into the inbox, as if a unit had sent it."""

    def put(*files: tuple[str, bytes], sender=SENDER, subject="报送6月统计表", on=ARRIVED, raw: bytes = b"") -> None:
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"], mail["Subject"] = sender, USER, subject
        mail.set_content("请查收。")
        for name, content in files:
            mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
        with inbox(mailbox["tls"]) as client:
            client.append("INBOX", raw or mail.as_bytes(), msg_time=on)

    return put


def kept(workspace: Workspace) -> list[str]:
    """Return all files that were saved, below the workspace."""
    places = ("报送", "待认领", "证照")
    return sorted(
        str(path.relative_to(workspace.root))
        for place in places
        for path in (workspace.root / place).rglob("*")
        if path.is_file()
    )
