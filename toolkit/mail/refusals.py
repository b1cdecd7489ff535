"""What does a mail server's answer mean? One sentence for the clerk, and whether a later try may succeed."""

import re

FREQUENT = re.compile(r"(?i)frequen|too many|too fast|rate|limit exceeded|频率|频繁|过多|MI:SFQ|HL:")
LARGE = re.compile(r"(?i)too (?:large|big)|size|exceed|quota.*message|过大|超过.*大小")
FULL = re.compile(r"(?i)mailbox.*full|over ?quota|quota exceeded|insufficient.*storage|邮箱.*满|容量")
UNKNOWN = re.compile(r"(?i)user|mailbox|recipient|no such|unknown|not (?:found|exist)|unavailable|不存在|5\.1\.")
SPAM = re.compile(r"(?i)spam|junk|suspect|content|policy|DT:|blocked|垃圾|拒收")
LATER = re.compile(r"(?i)gr[ae]y|try (?:again )?later|retry|稍后")


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


def refusal(code: int, answer: bytes | str, address: str) -> str:
    """Return one sentence for a letter that the server did not take.

    >>> refusal(550, b"5.1.1 No such user", "a@b.example")
    '收件邮箱“a@b.example”被拒：没有这个邮箱，或对方不收。请核对通讯录。（服务器：550 5.1.1 No such user）'
    """
    said = in_words(answer)
    shown = f"（服务器：{code} {said}）"
    if code == 452 or FULL.search(said):
        return f"对方邮箱“{address}”满了，没有收下。请通知对方清理，过后再发。{shown}"
    if code == 552 or LARGE.search(said):
        return f"信太大，服务器没有收下。请减少附件，或改发本单位的表。{shown}"
    if FREQUENT.search(said):
        return f"服务器嫌发得太快，没有收下。请过一小时再发，或把 per_minute 改小。{shown}"
    if is_temporary(code) or LATER.search(said):
        return f"对方服务器让稍后再试，没有收下。请过半小时再运行一次，已发的不会重发。{shown}"
    if code in (550, 551, 553, 450) and UNKNOWN.search(said):
        return f"收件邮箱“{address}”被拒：没有这个邮箱，或对方不收。请核对通讯录。{shown}"
    if SPAM.search(said) or code == 554:
        return f"服务器把信当作垃圾邮件，没有收下。请与邮箱管理员联系，或改用别的发信邮箱。{shown}"
    return f"服务器没有收下给“{address}”的信。请核对邮箱，或把括号里的话发给邮箱管理员。{shown}"


def login_refused(user: str, answer: bytes | str, variable: str) -> str:
    """Return the sentence for a wrong password; 163 and QQ want an 授权码 in its place."""
    return (
        f"邮箱“{user}”登录不上：密码不对，或没有开通。163、QQ 邮箱要在网页上开通服务并生成“授权码”，"
        f"用授权码代替密码（环境变量 {variable}）。（服务器：{in_words(answer)}）"
    )
