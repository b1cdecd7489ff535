"""What does a mail server's answer mean? One sentence for the clerk, and whether later letters would fare better."""

from datetime import datetime, timedelta
from enum import StrEnum

from toolkit.model.control import KEEPER
from toolkit.model.expressions import expression
from toolkit.model.office_settings import where

# What concerns the office's own mailbox, so every letter of the batch.  163's codes: HL, MI, RP (qiye.163.com/help),
# QQ's words, Exchange Online's 5.7.50x and 5.1.8, Gmail's 5.4.5 and 4.7.28.
BLOCK_CODES = expression(r"(?i)DT:(?:SPM|RBL|SUM)|HL:(?:REP|IPB|ISC)|5\.7\.50\d|5\.1\.8\b|4\.7\.50\d")
BLOCKED = expression(
    r"(?i)client host|black ?-?list|blocked using|spamhaus|\brbl\b|\bbanned\b|reputation|outbound ?spam"
    r"|behaviou?r spam|antispam|suspended|suspend\b|account.{0,30}(?:block|lock|disabl|restrict|abnormal)"
    r"|(?:sender|domain|ip)\b.{0,30}\b(?:blocked|denied|rejected)|content denied"
    r"|(?:账号|帐号|邮箱|发信|发件人).{0,12}(?:异[常]|冻结|封|禁|限制)|黑名单|封禁|禁止发信"
)
QUOTA = expression(
    r"(?i)\b(?:daily|per day|a day|today|24.?h(?:ou)?rs?)\b.{0,60}(?:limit|quota|exceed|maximum|reached|too many)"
    r"|(?:limit|quota|exceed|maximum|too many).{0,60}\b(?:daily|per day|a day|today|24.?h(?:ou)?rs?)\b|sending quota"
    r"|MI:STC|\b5\.4\.5\b|(?:当日|当天|今日|今天|本日|每日|每天|单日).{0,16}(?:超|上限|限额|限制|已满|用完)"
    r"|(?:发信|发送|发件).{0,10}(?:上限|限额|超限|配额)|超过.{0,16}(?:每日|当日|当天|每天|发信|发送)"
)
FREQUENT = expression(
    r"(?i)frequen|too many|too fast|\brate\b.{0,30}(?:limit|exceed|control)|(?:limit|exceed).{0,30}\brate\b|throttl"
    r"|concurrent|connection.{0,20}(?:limit|exceed)|频率|频繁|过快|过多|太快|MI:(?:SFQ|CEL|DMC)|HL:|RP:(?:CEL|RCL|QRC|TRC)"
    r"|\b4\.7\.28\b"
)
OF_READER = expression(r"(?i)recipient|receiver|收件人|对方")
LARGE = expression(r"(?i)too (?:large|big)|size|exceed|quota.*message|过大|超过.*大小")
FULL = expression(
    r"(?i)mailbox.{0,20}(?:full|limit|quota)|over ?quota|quota exceeded|insufficient.*storage|5\.2\.2|邮箱.*满|容量"
)
UNKNOWN = expression(r"(?i)user|mailbox|recipient|no such|unknown|not (?:found|exist)|unavailable|不存在|5\.1\.")
SPAM = expression(r"(?i)spam|junk|suspect|content|policy|DT:|blocked|垃圾|拒收")
LATER = expression(r"(?i)gr[ae]y|try (?:again )?later|retry|稍后")

# What the office states of itself as the sender.
SENDER = f"{where('mail', 'from')}和{where('mail', 'user')}"


class Brake(StrEnum):
    """Why no further letter of a batch may go: the server has something against the sender, not against a letter."""

    BLOCKED = "发件邮箱被限制发送"
    QUOTA = "发件邮箱今天的发送数量已满"
    FREQUENT = "发送过于频繁，服务器暂时拒收"
    SENDER = "发件邮箱被拒"

    def since(self, now: datetime) -> str:
        """Return the sentence for every letter that was not tried: why, and when to go on.

        >>> Brake.FREQUENT.since(datetime(2022, 7, 6, 15, 20))
        '发送过于频繁，服务器暂时拒收，本批邮件已停发，这一封没有发出。请在7月6日16:20以后再运行一次，已发的不会重发。'
        """
        stopped = f"{self}，本批邮件已停发，这一封没有发出。"
        if self is Brake.SENDER:
            return f"{stopped}请核对{SENDER}，改好后再运行一次，已发的不会重发。"
        if self is Brake.BLOCKED:
            when = _moment(now + timedelta(days=1))
            how = f"请先在网页邮箱里看通知、解除限制，或改用其他发件邮箱；没有通知的，在{when}以后"
            return f"{stopped}{how}再运行一次，已发的不会重发。"
        tomorrow = (now + timedelta(days=1)).replace(hour=8, minute=0)
        when = _moment(now + timedelta(hours=1) if self is Brake.FREQUENT else tomorrow)
        return f"{stopped}请在{when}以后再运行一次，已发的不会重发。"


def _moment(when: datetime) -> str:
    return f"{when.month}月{when.day}日{when:%H:%M}"


def in_words(answer: bytes | str) -> str:
    """Return a server's answer on one line, not too long; QQ and 163 answer in GBK at times."""
    text = answer if isinstance(answer, str) else _decoded(answer)
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= 160 else line[:160] + "…"


def _decoded(answer: bytes) -> str:
    try:
        return answer.decode("utf-8")
    except UnicodeDecodeError:
        return answer.decode("gb18030", "replace")


def is_temporary(code: int) -> bool:
    """Tell whether the server itself says that a later try may succeed (RFC 5321 4.2.1: 4yz)."""
    return 400 <= code < 500


def brake(code: int, answer: bytes | str, to_sender: bool = False) -> Brake | None:
    """Return what the server has against the sender, if it is that and not the one letter or its reader.

    ``to_sender`` says that the answer was given before any recipient was named (MAIL FROM).

    >>> brake(554, "DT:SPM 163 smtp9").name, brake(550, "User frequency limited").name
    ('BLOCKED', 'FREQUENT')
    >>> brake(550, "User not found"), brake(552, "5.2.2 Mailbox full, over quota"), brake(451, "Greylisted")
    (None, None, None)
    """
    said = in_words(answer)
    if QUOTA.search(said):
        return Brake.QUOTA
    if code in (452, 552) or FULL.search(said):  # the reader's mailbox, or the size of the letter
        return None
    if BLOCK_CODES.search(said):
        return Brake.BLOCKED
    if FREQUENT.search(said):
        return Brake.FREQUENT
    if BLOCKED.search(said) and not OF_READER.search(said):
        return Brake.BLOCKED
    return Brake.SENDER if to_sender and code >= 500 else None


def is_junk(code: int, answer: bytes | str) -> bool:
    """Tell whether the server takes a letter for junk; of one letter that may be chance, of two in a row it is none."""
    return code >= 500 and bool(SPAM.search(in_words(answer)))


def refusal(code: int, answer: bytes | str, address: str, to_sender: bool = False) -> str:
    """Return one sentence for a letter that the server did not take.

    >>> refusal(550, b"5.1.1 No such user", "a@b.example")
    '收件邮箱“a@b.example”被拒：没有这个邮箱，或对方不收。请核对通讯录。（服务器：550 5.1.1 No such user）'
    """
    said = in_words(answer)
    shown = f"（服务器：{code} {said}）"
    match brake(code, answer, to_sender):
        case Brake.QUOTA:
            return f"发件邮箱今天的发送数量已满，服务器拒收。请明天再发，或改用其他发件邮箱。{shown}"
        case Brake.FREQUENT:
            return f"发送过于频繁，服务器暂时拒收。请过一小时再发，或把{where('mail', 'pause')}填大一些。{shown}"
        case Brake.BLOCKED if not SPAM.search(said):
            return f"发件邮箱被限制发送，服务器拒收。请先在网页邮箱里看通知、解除限制，或改用其他发件邮箱。{shown}"
        case Brake.SENDER:
            return f"发件邮箱被拒，邮件没有发出。请核对{SENDER}。{shown}"
    if code == 452 or FULL.search(said):
        return f"对方邮箱“{address}”已满，邮件没有送达。请通知对方清理，过后再发。{shown}"
    if code == 552 or LARGE.search(said):
        return f"邮件太大，服务器拒收。请减少附件，或在{where('mail', 'unit_table')}填“本单位”。{shown}"
    if is_temporary(code) or LATER.search(said):
        return f"对方服务器暂时拒收。请半小时后再运行一次，已发的不会重发。{shown}"
    if code in (550, 551, 553, 450) and UNKNOWN.search(said) and brake(code, answer) is None:
        return f"收件邮箱“{address}”被拒：没有这个邮箱，或对方不收。请核对通讯录。{shown}"
    if SPAM.search(said) or code == 554:
        return f"服务器把邮件当作垃圾邮件，拒收。请与邮箱管理员联系，或改用其他发件邮箱。{shown}"
    return f"服务器拒收发给“{address}”的邮件。请核对邮箱，或把括号里的话发给邮箱管理员。{shown}"


def login_refused(user: str, answer: bytes | str, variable: str) -> str:
    """Return the sentence for a wrong password; 163 and QQ want an 授权码 in its place."""
    return (
        f"邮箱“{user}”登录不上：密码不对，或没有开通。163、QQ 邮箱要在网页上开通服务并生成“授权码”，"
        f"用授权码代替密码，请{KEEPER}改存（keyring，或环境变量 {variable}）。（服务器：{in_words(answer)}）"
    )
