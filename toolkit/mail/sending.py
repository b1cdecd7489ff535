"""How is a batch of letters sent, each once? Claim, send, confirm; postponed ones are tried again later."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from msgspec.structs import replace

from toolkit.mail.message import build
from toolkit.mail.refusals import Brake
from toolkit.mail.send_ledger import SendLedger
from toolkit.mail.smtp import Outcome, SmtpLine, UnreachableError
from toolkit.model.errors import ToolkitError
from toolkit.model.letters import ALREADY, Letter, Login, MailServer, MailSettings, SendRow, SendStatus

Progress = Callable[[str, int, int], None]
NOT_REACHED = "服务器接连没有反应，这一封没有发。请过一会儿再运行一次。"
_GIVE_UP = (
    2  # after so many letters in a row with a broken connection the run ends; waiting for each would take all day
)


def row(letter: Letter, subject: str, size: int, status: SendStatus, remark: str = "") -> SendRow:
    """Return a letter as the preview and the report list it."""
    names = tuple(path.name for path in letter.attachments)
    to = letter.to
    return SendRow(to.unit, to.name, to.address, subject, letter.kind.value, letter.topic, names, size, status, remark)


class Batch:
    """One run over a batch of letters."""

    def __init__(self, server: MailServer, login: Login, settings: MailSettings, ledger: SendLedger) -> None:
        self._settings = settings
        self._ledger = ledger
        self._line = SmtpLine(server, login, settings.timeout)
        self._next_at = 0.0

    def send(self, letters: Sequence[Letter], again: bool, progress: Progress) -> tuple[SendRow, ...]:
        """Send each letter that was not sent before; return what became of each, in order.

        ``again`` sends letters once more that were sent or are uncertain: a person's decision.
        Raises ``ToolkitError`` if the server cannot be reached or does not let the office in.
        """
        report: dict[int, SendRow] = {}
        waiting = list(range(len(letters)))
        self._ledger.take_up()
        try:
            for wait in (0.0, *self._settings.waits):
                if not waiting:
                    break
                if wait:
                    self._line.close()  # no server keeps a silent line open for minutes
                    time.sleep(wait)
                waiting = self._once(letters, waiting, again, report, progress)
                again = False  # what was put off is FAILED by now and needs no second permission
        except BaseException:
            self._line.drop()  # after an interruption inside a letter's text, QUIT would be sent as part of the text
            raise
        self._line.close()
        return tuple(report[number] for number in range(len(letters)))

    def _once(
        self,
        letters: Sequence[Letter],
        numbers: Sequence[int],
        again: bool,
        report: dict[int, SendRow],
        progress: Progress,
    ) -> list[int]:
        """Try some letters once; return those that the server put off."""
        put_off: list[int] = []
        broken, junk, why = 0, 0, NOT_REACHED
        for number in numbers:
            letter = letters[number]
            if broken >= _GIVE_UP:
                report.setdefault(number, self._left(letter, why))
                continue
            try:
                report[number], outcome = self._send(letter, again)
            except UnreachableError as error:
                if not report:
                    raise  # nothing was done yet: raise the sentence itself
                broken, why = _GIVE_UP, str(error)
                report.setdefault(number, self._left(letter, why))
                continue
            progress("发邮件", len(report), len(letters))
            if outcome is None:
                continue
            broken = broken + 1 if outcome.lost else 0
            junk = junk + 1 if outcome.junk else 0
            if held := outcome.brake or (Brake.BLOCKED if junk >= _GIVE_UP else None):
                # Whatever else is sent now fails as well, and makes it worse; not even those put off are tried again.
                put_off, broken, why = [], _GIVE_UP, held.since(datetime.now().astimezone())
            elif outcome.later:
                put_off.append(number)
        return put_off

    def _left(self, letter: Letter, why: str) -> SendRow:
        """Return the row of a letter that this run does not try: what is known of it, or that it was not sent."""
        known, remark = self._ledger.status(letter)
        return (
            row(letter, letter.subject, 0, SendStatus.UNSENT, why)
            if known.may_go
            else self._skipped(letter, known, remark)
        )

    def _send(self, letter: Letter, again: bool) -> tuple[SendRow, Outcome | None]:
        known, remark = self._ledger.status(letter)
        if not known.may_go and not again:
            return self._skipped(letter, known, remark), None
        # The line is opened before the claim: a wrong password must not leave a letter uncertain.
        self._line.open()
        self._keep_pace()
        claim = self._ledger.claim(letter, again)
        if claim is None:  # another program was quicker
            return self._skipped(letter, *self._ledger.status(letter)), None
        size = 0
        try:
            sender = self._settings.sender
            dated = datetime.now().astimezone()
            mail = build(replace(letter, subject=claim.subject), sender, dated, claim.message_id(sender)).as_bytes()
            size = len(mail)
        except ToolkitError as error:
            outcome = Outcome(SendStatus.FAILED, str(error))
        else:
            outcome = self._line.deliver(sender, letter.to.address, mail, partial(self._ledger.hand_over, claim))
            if outcome.taken:
                return self._skipped(letter, *self._ledger.status(letter)), None
        self._ledger.settle(claim, outcome.status, outcome.remark, size)
        return row(letter, claim.subject, size, outcome.status, outcome.remark), outcome

    @staticmethod
    def _skipped(letter: Letter, status: SendStatus, remark: str) -> SendRow:
        return row(letter, letter.subject, 0, status, ALREADY if status is SendStatus.SENT else remark)

    def _keep_pace(self) -> None:
        now = time.monotonic()
        if self._next_at > now:
            time.sleep(self._next_at - now)
        self._next_at = max(now, self._next_at) + 60 / self._settings.per_minute
