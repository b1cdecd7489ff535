"""What did people say in a threaded comment? Newer Excel keeps a text for older ones, among words of its own."""

import re

from toolkit.model.expressions import expression

# 「[线程批注] 你的Excel版本可读取此线程批注…了解详细信息: https://go.microsoft.com/fwlink/?linkid=870924 注释: …」:
# in any language the bracket stands first, and the link to Microsoft's page ends what Excel says by itself.
_BOILERPLATE = expression(
    r"^\s*\[[^\]\n]{2,60}\].{0,600}?https?://go\.microsoft\.com/fwlink/\?linkid=\d+\s*", re.DOTALL
)
_FIRST = expression(r"^(?:注释|批注|註解|留言|Comment)\s*[:：]\s*", re.IGNORECASE)
_REPLY = expression(r"\s*\n\s*(?:答复|回复|回覆|Reply)\s*[:：]\s*", re.IGNORECASE)


def said_in(comment: str) -> str:
    r"""Return a comment's text without what Excel adds to a thread; other comments come back as they are.

    >>> said_in("[Threaded comment]\n\nYour version … https://go.microsoft.com/fwlink/?linkid=870924\n\n"
    ...         "Comment:\n    amount?\nReply:\n    0.5")
    'amount?；0.5'
    """
    text, is_thread = _BOILERPLATE.subn("", comment, count=1)
    if not is_thread:
        return comment
    return "；".join(part.strip() for part in _REPLY.split(_FIRST.sub("", text.strip())) if part.strip())
