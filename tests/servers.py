"""What do real mail servers make of our letters? aiosmtpd and Dovecot, on loopback, in places of their own."""
# ruff: noqa: ARG002 - aiosmtpd hands each of its hooks everything

import asyncio
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from imapclient import IMAPClient

from toolkit.model.letters import MailServer

USER, PASSWORD = "office@luzhai.example", "an-invented-secret"
DOVECOT = shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")


def free_port() -> int:
    """Return a port of loopback that nobody uses now."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@dataclass
class Office:
    """The receiving side: what arrived, and how each address behaves; ``tries`` counts RCPT per address.

    A behaviour may be the server's own answer: ``550 …`` when the reader is named, ``DATA 554 …`` behind the text.
    ``to_sender`` is its answer to MAIL FROM; ``after`` lets it give ``then`` once so many letters have arrived.
    """

    arrived: list[tuple[str, bytes]] = field(default_factory=list)
    behaviour: dict[str, str] = field(default_factory=dict)
    tries: Counter[str] = field(default_factory=Counter)
    logins: int = 0
    slow: float = 0.0
    to_sender: str = ""
    after: int = 10**9
    then: str = ""

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]):
        """Let the office send, or not."""
        if self.to_sender:
            return self.to_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]):
        """Take, refuse, put off, hang or hang up, as this address is set to."""
        self.tries[address] += 1
        match self.behaviour.get(address):
            case "unknown":
                return "550 5.1.1 No such user here"
            case "greylists" if self.tries[address] == 1:
                return "451 4.7.1 Greylisted, try again later"
            case "always later":
                return "451 4.7.1 Greylisted, try again later"
            case "full":
                return "552 5.2.2 Mailbox full, over quota"
            case "closes":
                server.transport.abort()
            case "hangs":
                await asyncio.sleep(30)
            case str() as answer if answer[:3].isdecimal():
                return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope):
        """Keep the message; an address may hang or hang up when everything has been said."""
        behaviour = self.behaviour.get(envelope.rcpt_tos[0], "")
        if behaviour == "spam":
            return "554 5.7.1 Message refused as spam"
        if behaviour.startswith("DATA ") or len(self.arrived) >= self.after:
            return behaviour.removeprefix("DATA ") or self.then
        if self.slow:
            await asyncio.sleep(self.slow)
        self.arrived.append((envelope.rcpt_tos[0], bytes(envelope.content or b"")))
        if behaviour == "closes after the text":
            server.transport.abort()
        if behaviour == "hangs after the text":
            await asyncio.sleep(30)
        return "250 OK"

    def login(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object) -> AuthResult:
        """Let the one user in."""
        self.logins += 1
        right = isinstance(given, LoginPassword) and (given.login, given.password) == (
            USER.encode(),
            PASSWORD.encode(),
        )
        return AuthResult(success=right, handled=right)


class _Tls(Controller):
    """A server for both ways to encrypt."""

    def __init__(self, office: Office, context: ssl.SSLContext, security: str, largest: int) -> None:
        self._context, self._security, self._largest = context, security, largest
        port = free_port()
        super().__init__(
            office,
            hostname="127.0.0.1",
            port=port,
            ssl_context=context if security == "tls" else None,
            ready_timeout=30,
        )

    def factory(self) -> SMTP:
        starttls = self._security == "starttls"
        return SMTP(
            self.handler,
            hostname="mail.example",
            enable_SMTPUTF8=True,  # so that it may answer in Chinese
            data_size_limit=self._largest,
            tls_context=self._context if starttls else None,
            require_starttls=starttls,
            auth_required=True,
            auth_require_tls=starttls,
            authenticator=self.handler.login,
        )


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """(certificate authority's file, context of a server that it vouches for)."""
    ca = trustme.CA()
    file = tmp_path_factory.mktemp("ca") / "单位证书.pem"
    ca.cert_pem.write_to_path(str(file))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate = ca.issue_cert("localhost", "127.0.0.1")
    certificate.configure_cert(context)
    return file, context, certificate


@contextmanager
def smtp_server(authority, security: str = "tls", largest: int = 100 * 2**20) -> Iterator[tuple[Office, MailServer]]:
    """Run a mail server; yield what it received and how to reach it."""
    ca, context, _ = authority
    office = Office()
    controller = _Tls(office, context, security, largest)
    controller.start()
    try:
        yield office, MailServer("127.0.0.1", controller.port, security, USER, ca)
    finally:
        controller.stop(no_assert=True)


@pytest.fixture
def smtp(authority):
    """(what arrived, how to reach it) of a mail server with TLS and login."""
    with smtp_server(authority) as running:
        yield running


_DOVECOT_CONF = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
ssl = required
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.key
auth_mechanisms = plain login
mail_location = maildir:{folder}/mail
first_valid_uid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {starttls}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
service stats {{
  chroot =
}}
"""


@pytest.fixture(scope="session")
def dovecot(authority):
    """How to reach a Dovecot of our own: {"tls": server, "starttls": server}; its mailbox is empty at first."""
    if DOVECOT is None:
        if os.environ.get("CI"):
            pytest.fail("Dovecot is missing: .ci/run installs it")
        pytest.skip("needs Dovecot: apt-get install dovecot-imapd")
    ca, _, certificate = authority
    folder = Path(tempfile.mkdtemp(prefix="dovecot-"))  # not below pytest's folder, which is root's alone
    # Dovecot gives no mail to root; as root it runs under the name that owns nothing.
    account = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    group = subprocess.run(["id", "-gn", account.pw_name], check=True, capture_output=True, text=True).stdout.strip()
    ports = {"tls": free_port(), "starttls": free_port()}
    certificate.private_key_pem.write_to_path(str(folder / "server.key"))
    (folder / "server.pem").write_bytes(b"".join(blob.bytes() for blob in certificate.cert_chain_pems))
    (folder / "dovecot.conf").write_text(
        _DOVECOT_CONF.format(folder=folder, user=account.pw_name, group=group, password=PASSWORD, **ports)
    )
    rights = {}
    if os.geteuid() == 0:
        for path in (folder, *folder.iterdir()):
            os.chown(path, account.pw_uid, account.pw_gid)
        rights = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    process = subprocess.Popen([DOVECOT, "-F", "-c", str(folder / "dovecot.conf")], **rights)
    try:
        _wait_for(ports["tls"], process, folder / "dovecot.log")
        yield {name: MailServer("127.0.0.1", port, name, USER, ca) for name, port in ports.items()}
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(log.read_text() if log.exists() else "Dovecot did not start")


@contextmanager
def inbox(server: MailServer, password: str = PASSWORD) -> Iterator[IMAPClient]:
    """Look into a mailbox as its owner may: to put mails in, and to see that they are still there."""
    client = IMAPClient(server.host, server.port, ssl_context=ssl.create_default_context(cafile=server.ca))
    client.login(server.user, password)
    client.select_folder("INBOX")
    try:
        yield client
    finally:
        client.logout()


@pytest.fixture
def mailbox(dovecot):
    """The running Dovecot with an empty inbox."""
    with inbox(dovecot["tls"]) as client:
        client.delete_messages(client.search())
        client.expunge()
    return dovecot
