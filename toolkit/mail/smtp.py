"""How is one letter handed to the mail server, and with which outcome?"""

import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress

from msgspec import Struct

from toolkit.mail.loopback import HOST, PLAIN
from toolkit.mail.refusals import Brake, brake, in_words, is_junk, is_temporary, login_refused, refusal
from toolkit.mail.settings import PASSWORD
from toolkit.model.errors import ToolkitError
from toolkit.model.expressions import expression
from toolkit.model.letters import Login, MailServer, SendStatus

_OUT_OF_DATE = (9, 10)  # OpenSSL: not yet valid, expired
_CHUNK = 64 * 1024
_LINE_WITH_DOT = expression(rb"(?m)^\.")
# The host name in the greeting: the real one would be disclosed, and looking it up may take seconds.
_OWN_NAME = "[127.0.0.1]"


class Outcome(Struct, frozen=True):
    """The outcome of a letter; ``later`` if the same run may try it again, ``lost`` if the connection is gone.

    ``brake`` is what the server has against the sender, so against every further letter; ``junk`` says that it took
    the letter for junk.  ``taken`` says that another run has taken the letter over, and that nothing was sent.
    """

    status: SendStatus
    remark: str = ""
    later: bool = False
    lost: bool = False
    brake: Brake | None = None
    junk: bool = False
    taken: bool = False


class UnreachableError(ToolkitError):
    """The server cannot be reached or does not let the office in: no letter was touched."""


class SmtpLine:
    """A connection to the office's mail server, opened when it is needed."""

    def __init__(self, server: MailServer, login: Login, timeout: float) -> None:
        self._server = server
        self._login = login
        self._timeout = timeout
        self._smtp: smtplib.SMTP | None = None

    def open(self) -> None:
        """Connect, encrypt, log in; raises :class:`UnreachableError` with what to do if that is refused."""
        if self._smtp is not None:
            return
        place = f"发邮件服务器 {self._server.host}:{self._server.port} "
        try:
            self._smtp = self._connected()
            if self._server.security != PLAIN:
                self._smtp.login(self._login.user, self._login.password)
        except smtplib.SMTPAuthenticationError as error:
            self.drop()
            if is_temporary(error.smtp_code):
                raise UnreachableError(
                    f"{place}暂时拒绝登录，请半小时后重试。（服务器：{in_words(error.smtp_error)}）"
                ) from None
            raise UnreachableError(login_refused(self._login.user, error.smtp_error, PASSWORD)) from None
        except smtplib.SMTPNotSupportedError:
            self.drop()
            raise UnreachableError(f"{place}不支持加密或登录，为了安全没有发送。请核对端口和 security。") from None
        except smtplib.SMTPResponseException as error:
            self.drop()
            raise UnreachableError(
                f"{place}暂时拒绝连接，请半小时后重试。（服务器：{error.smtp_code} {in_words(error.smtp_error)}）"
            ) from None
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            raise UnreachableError(place + unreachable(error)) from None

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        if server.security == PLAIN:
            smtp = smtplib.SMTP(HOST, server.port, _OWN_NAME, timeout=self._timeout)
            smtp.ehlo()
            return smtp
        context = ssl.create_default_context(cafile=server.ca)
        if server.security == "tls":
            return smtplib.SMTP_SSL(server.host, server.port, _OWN_NAME, timeout=self._timeout, context=context)
        smtp = smtplib.SMTP(server.host, server.port, _OWN_NAME, timeout=self._timeout)
        try:
            smtp.starttls(context=context)
            smtp.ehlo()
        except BaseException:
            smtp.close()
            raise
        return smtp

    def deliver(
        self, sender: str, recipient: str, message: bytes, may_hand_over: Callable[[], bool] = lambda: True
    ) -> Outcome:
        """Hand over one message; the line must be open.

        Until the server has asked for the text (354), a lost connection means that nothing was sent.  From then on
        only its answer tells; without one the letter is uncertain.  ``may_hand_over`` is asked right before the text
        is announced; where it says no, nothing is sent.
        """
        smtp = self._smtp
        if smtp is None:
            raise RuntimeError("the line is not open")
        limit = smtp.esmtp_features.get("size", "")
        if limit.isdigit() and 0 < int(limit) < len(message):
            return Outcome(SendStatus.FAILED, refusal(552, f"SIZE {limit} < {len(message)}", recipient))
        try:
            code, text = smtp.mail(sender, [f"size={len(message)}"] if smtp.has_extn("size") else [])
            if code != 250:
                return self._refused(smtp, code, text, recipient, to_sender=True)
            code, text = smtp.rcpt(recipient)
            if code not in (250, 251):
                return self._refused(smtp, code, text, recipient)
            if not may_hand_over():
                smtp.rset()
                return Outcome(SendStatus.UNSENT, taken=True)
            code, text = smtp.docmd("DATA")
            if code != 354:
                return self._refused(smtp, code, text, recipient)
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            return Outcome(SendStatus.UNSENT, f"没有发出：{unreachable(error)}", later=True, lost=True)
        try:
            code, text = self._told(smtp, message)
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            remark = (
                f"邮件已交出，服务器没有答复（{_how(error)}）：对方可能已收到。请先向对方核实是否收到，再决定是否重发。"
            )
            return Outcome(SendStatus.UNCERTAIN, remark, lost=True)
        if code == 250:
            return Outcome(SendStatus.SENT)
        return self._refused(smtp, code, text, recipient)

    def _told(self, smtp: smtplib.SMTP, message: bytes) -> tuple[int, bytes]:
        text = _LINE_WITH_DOT.sub(b"..", message)
        ending = b".\r\n" if text.endswith(b"\r\n") else b"\r\n.\r\n"
        # Sent in pieces: a socket's timeout covers a whole call, and 40 MB take longer on an office's line.
        for start in range(0, len(text), _CHUNK):
            smtp.send(text[start : start + _CHUNK])
        smtp.send(ending)
        if smtp.sock is not None:
            smtp.sock.settimeout(5 * self._timeout)  # the server may look for viruses before it answers
        answer = smtp.getreply()
        if smtp.sock is not None:
            smtp.sock.settimeout(self._timeout)
        return answer

    def _refused(self, smtp: smtplib.SMTP, code: int, text: bytes, recipient: str, to_sender: bool = False) -> Outcome:
        lost = code == 421
        try:
            if not lost:
                smtp.rset()
        except (OSError, smtplib.SMTPException):
            lost = True
        if lost:
            self.drop()
        said = refusal(code, text, recipient, to_sender)
        if held := brake(code, text, to_sender):
            return Outcome(SendStatus.UNSENT, said, brake=held)
        status = SendStatus.UNSENT if is_temporary(code) else SendStatus.FAILED
        return Outcome(status, said, later=is_temporary(code), junk=is_junk(code, text))

    def drop(self) -> None:
        """Close the connection without QUIT."""
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    def close(self) -> None:
        """Send QUIT and close the connection."""
        if self._smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
            self.drop()


def unreachable(error: Exception) -> str:
    """Return why a server could not be reached or did not go on, and what to do."""
    if isinstance(error, ssl.SSLCertVerificationError) and error.verify_code in _OUT_OF_DATE:
        return "的证书不在有效期内，为了安全没有连接。请先核对这台电脑的日期和时间，再试一次。"
    if isinstance(error, ssl.SSLCertVerificationError):
        return "的证书核对不上，为了安全没有连接。请核对 host；单位内网的服务器请在 ca 写上单位的证书文件。"
    if isinstance(error, ssl.SSLError):
        return "未能建立加密连接。请核对端口和 security（465 用 tls，587 用 starttls）。"
    if isinstance(error, socket.gaierror):
        return "找不到。请核对 host 和网络。"
    if _timed_out(error):
        return "没有响应，已超时。请检查网络，稍后重试。"
    if isinstance(error, ConnectionRefusedError):
        return "连接被拒。请核对端口，或与网络管理员联系。"
    return "中途断开。请检查网络，稍后重试。"


def _timed_out(error: Exception) -> bool:
    # smtplib raises "disconnected" for both; the cause tells them apart.
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)


def _how(error: Exception) -> str:
    return "等到超时" if _timed_out(error) else "连接断开"
