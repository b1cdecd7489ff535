"""Which letters came back? Their reports are found in the mailbox when it is collected, and close them as 退信."""

from msgspec import Struct

from toolkit.mail.bounces import letters_of, may_be_bounce, read_bounce, remark
from toolkit.mail.collect_ledger import CollectLedger
from toolkit.mail.imap import Mailbox
from toolkit.mail.send_ledger import SendLedger
from toolkit.model.letters import MailHead, SendRow, SendStatus
from toolkit.workflow.steps.workspace import Workspace

NOT_YET = "还没有送到，对方的服务器还在试。过一两天再看。"


class CameBack(Struct, frozen=True):
    """A report that a letter came back, and in words what was made of it; ``row`` is the letter, if it is known."""

    head: MailHead
    said: str
    row: SendRow | None = None


def came_back(
    workspace: Workspace, mailbox: Mailbox, ledger: CollectLedger, head: MailHead, known: bool
) -> tuple[CameBack, ...] | None:
    """Close the letters that a mail reports back; ``None`` where the mail is no such report.

    ``known`` says that the sender is in the contact list: a person's mail is a report by its form only.
    """
    if not may_be_bounce(head) or (known and not head.is_report):
        return None
    raw = mailbox.beginning(head)
    if raw is None:
        return None
    bounce = read_bounce(raw)
    with SendLedger(workspace.send_ledger) as sent:
        rows = letters_of(bounce, sent.rows(), head.received)
        if not rows and not bounce.is_report:
            return None
        told = [(row, remark(bounce, row) if bounce.final else NOT_YET) for row in rows]
        if bounce.final:
            for row, said in told:
                sent.mark(row, SendStatus.BOUNCED, said)
    with ledger.alone(head) as still:
        if still:
            ledger.note_report(head)
    if told:
        return tuple(CameBack(head, said, row) for row, said in told)
    to = "、".join(bounce.addresses) or "没有写明收件人"
    return (CameBack(head, f"看不出是哪封邮件的退信（{to}）。请到邮箱里核对。"),)
