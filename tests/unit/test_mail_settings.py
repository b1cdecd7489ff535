"""How are servers and the secret set: what may stand in 设置.toml [mail], and where does the password come from?"""

import pytest

from tests.servers import USER
from toolkit.mail.settings import PASSWORD as VARIABLE
from toolkit.mail.settings import login, read_settings
from toolkit.model.errors import ToolkitError
from toolkit.model.letters import MailServer
from toolkit.workflow.steps import mailing
from toolkit.workflow.steps.workspace import create_workspace


@pytest.fixture
def workspace(tmp_path):
    """An empty workspace."""
    return create_workspace(tmp_path / "鹿寨2022", "luzhai-2022")


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("", "没有写发邮件的服务器"),
        ('host = "a.example"\nuser = "a@b.example"\npassword = "x"', "密码和授权码不能写在文件里"),
        ('host = "a.example"\nuser = "a@b.example"\nsecurity = "none"', "请写 tls 或 starttls"),
        ('host = "a.example"\nuser = "不是邮箱"', "应是发件邮箱"),
        ('host = "a.example"\nuser = "a@b.example"\nport = "465"', "port 应是服务器的端口"),
        ('host = "a.example"\nuser = "a@b.example"\nca = "没有.pem"', "证书文件“没有.pem”不存在"),
        ('host = "a.example"\nuser = "a@b.example"\nunit_table = "半张"', "请写“汇总表”或“本单位”"),
        ('host = "a.example"\nuser = "a@b.example"\nfrom = "a@b.example\\nBcc: c@d.example"', "from 应是一行文字"),
    ],
)
def test_settings_that_cannot_be_are_said_in_one_sentence(workspace, table, sentence):
    """设置.toml [mail]: what is wrong and what to write; a password in the file is refused."""
    with (workspace.root / "设置.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[mail]\n{table}\n")
    with pytest.raises(ToolkitError, match=sentence):
        mailing.send(workspace, ())


def test_the_password_comes_from_the_environment_or_the_keyring(monkeypatch):
    """Never from a file; without one the sentence says where to put it."""
    import keyring
    from keyring.backend import KeyringBackend

    server = MailServer("smtp.luzhai.example", 465, "tls", USER)

    class Safe(KeyringBackend):
        """A keyring of this test alone."""

        priority = 1
        held: dict[tuple[str, str], str] = {}  # noqa: RUF012

        def get_password(self, service, username):
            return self.held.get((service, username))

        def set_password(self, service, username, password):
            self.held[service, username] = password

        def delete_password(self, service, username):
            del self.held[service, username]

    before = keyring.get_keyring()
    keyring.set_keyring(Safe())
    try:
        monkeypatch.delenv(VARIABLE, raising=False)
        with pytest.raises(ToolkitError, match=f"没有“{USER}”的授权码"):
            login(server)
        keyring.set_password("zhaoshang", USER, "from-the-keyring")
        assert login(server).password == "from-the-keyring"  # noqa: S105
        monkeypatch.setenv(VARIABLE, "from-the-environment")
        assert login(server).password == "from-the-environment"  # noqa: S105
    finally:
        keyring.set_keyring(before)


def test_a_setting_that_is_left_out_has_a_sensible_value(workspace):
    """Ports follow the kind of encryption; nothing is sent faster than a mailbox of 163 bears."""
    with (workspace.root / "设置.toml").open("a", encoding="utf-8") as file:
        file.write('\n[mail]\nhost = "smtp.163.com"\nuser = "a@b.example"\n[mail.imap]\nhost = "imap.163.com"\n')
    settings = read_settings(workspace.root / "设置.toml")
    assert (settings.smtp.port, settings.imap.port, settings.smtp.security) == (465, 993, "tls")
    assert (settings.sender, settings.per_minute, settings.waits) == ("a@b.example", 20, (60, 300))
