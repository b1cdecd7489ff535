"""Which mails are in the office's mailbox? It is read through IMAP, read-only; nothing in it is changed."""

import ssl
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import Any, Self

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from toolkit.mail.attachments import body_of, head, is_report, sorted_out
from toolkit.mail.refusals import login_refused
from toolkit.mail.settings import PASSWORD
from toolkit.mail.smtp import unreachable
from toolkit.model.errors import ToolkitError
from toolkit.model.letters import Login, Mail, MailHead, MailServer
from toolkit.model.office_settings import where

_HEAD = "BODY.PEEK[HEADER.FIELDS (FROM SUBJECT CONTENT-TYPE)]"  # PEEK: the mail stays unread
_ANSWERED = b"BODY[HEADER.FIELDS (FROM SUBJECT CONTENT-TYPE)]"
_BEGINNING = 2 * 2**20  # bytes; a report stands before the letter that it brings back
_AT_ONCE = 200
JUNK = ("垃圾箱", "垃圾邮件", "垃圾邮件箱", "Junk", "Spam", "Junk E-mail")
# 163 and 126 refuse a client that has not sent an ID ("Unsafe Login"); RFC 2971.
_WHO = {"name": "zhaoshang-toolkit", "version": "1", "vendor": "zhaoshang-toolkit"}


class Mailbox:
    """A mailbox, its inbox open for reading only; another folder is opened with :meth:`open`."""

    def __init__(self, server: MailServer, login: Login, timeout: float) -> None:
        self._place = f"收邮件服务器 {server.host}:{server.port} "
        self._account = f"{login.user}@{server.host}"
        try:
            self._imap = self._connected(server, timeout)
        except (IMAPClientError, OSError) as error:
            raise ToolkitError(self._place + _why(error)) from None
        try:
            self._imap.login(login.user, login.password)
            if self._imap.has_capability("ID"):
                with suppress(IMAPClientError):
                    self._imap.id_(_WHO)
            answer = self._imap.select_folder("INBOX", readonly=True)
        except LoginError as error:
            self._leave()
            raise ToolkitError(login_refused(login.user, str(error), PASSWORD)) from None
        except (IMAPClientError, OSError) as error:
            self._leave()
            raise ToolkitError(f"{self._place}登录后打不开收件箱（{error}）。请在网页邮箱里开通 IMAP 服务。") from None
        # Numbers of mails hold as long as UIDVALIDITY does (RFC 3501 2.3.1.1).
        self.box = f"{self._account}/INBOX/{answer[b'UIDVALIDITY']}"

    @staticmethod
    def _connected(server: MailServer, timeout: float) -> Any:
        context = ssl.create_default_context(cafile=server.ca)
        client = IMAPClient(
            server.host,
            server.port,
            ssl=server.security == "tls",
            ssl_context=context,
            timeout=SocketTimeout(timeout, timeout),
        )
        if server.security == "starttls":
            try:
                client.starttls(context)
            except BaseException:
                client.shutdown()
                raise
        return client

    def open(self, folder: str) -> None:
        """Open another folder, for reading only; 垃圾箱 is whatever the server marks as the place of junk.

        Raises ``ToolkitError`` with the folders that there are.
        """
        try:
            listed = [(flags, name) for flags, _, name in self._imap.list_folders()]
            name = next((name for _, name in listed if name == folder), "")
            if not name and folder in JUNK:
                marked = [name for flags, name in listed if b"\\Junk" in flags]
                name = next(iter((*marked, *(name for _, name in listed if name in JUNK))), "")
            if not name:
                known = "、".join(name for _, name in listed)
                raise ToolkitError(
                    f"邮箱里没有文件夹“{folder}”。现有：{known}。请改{where('mail', 'imap', 'folders')}。"
                )
            answer = self._imap.select_folder(name, readonly=True)
        except (IMAPClientError, OSError) as error:
            raise ToolkitError(self._place + _why(error)) from None
        self.box = f"{self._account}/{name}/{answer[b'UIDVALIDITY']}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()

    def _leave(self) -> None:
        with suppress(IMAPClientError, OSError):
            self._imap.logout()

    def heads(self, since: date, known: Collection[int]) -> tuple[MailHead, ...]:
        """Return what arrived since a day and is not among the known numbers, oldest first.

        Raises ``ToolkitError`` where the server refuses or the line breaks; so do the two below.
        """
        try:
            uids = [uid for uid in self._imap.search(["SINCE", since]) if uid not in known]
            return tuple(
                head for start in range(0, len(uids), _AT_ONCE) for head in self._heads(uids[start : start + _AT_ONCE])
            )
        except (IMAPClientError, OSError) as error:
            raise ToolkitError(self._place + _why(error)) from None  # fmt: skip

    def _heads(self, uids: list[int]) -> Iterator[MailHead]:
        answers = self._imap.fetch(uids, [_HEAD, "INTERNALDATE", "RFC822.SIZE"])
        for uid in uids:
            if uid in answers:  # or somebody has deleted it in the meantime
                answer = answers[uid]
                raw = answer.get(_ANSWERED) or b""
                sender, subject = head(raw)
                received: datetime = answer[b"INTERNALDATE"]
                size = int(answer[b"RFC822.SIZE"])
                yield MailHead(self.box, uid, sender, subject, received.astimezone(), size, is_report(raw))

    def beginning(self, of: MailHead) -> bytes | None:
        """Return the first two megabytes of a mail, or ``None`` if it has been deleted in the meantime."""
        try:
            answer = self._imap.fetch([of.uid], [f"BODY.PEEK[]<0.{_BEGINNING}>"]).get(of.uid)
        except (IMAPClientError, OSError) as error:
            raise ToolkitError(self._place + _why(error)) from None
        return answer.get(b"BODY[]<0>") if answer else None

    def fetch(self, of: MailHead) -> Mail | None:
        """Return a mail with its attachments, or ``None`` if it has been deleted in the meantime."""
        try:
            answer = self._imap.fetch([of.uid], ["BODY.PEEK[]"]).get(of.uid)
        except (IMAPClientError, OSError) as error:
            raise ToolkitError(self._place + _why(error)) from None
        raw = answer.get(b"BODY[]") if answer else None
        return Mail(of, *sorted_out(raw), body_of(raw)) if raw else None


def _why(error: Exception) -> str:
    if isinstance(error, IMAPClientAbortError) or not isinstance(error, OSError):
        return f"拒绝连接或者中途断开（{error}）。请核对端口和 security，稍后重试；已收的不会重复收取。"
    return unreachable(error)
