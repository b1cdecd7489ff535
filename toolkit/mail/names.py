"""Which name may a file have that came with a mail, or goes with one?"""

import re
import unicodedata

from toolkit.model.expressions import expression

# Windows takes these for devices, whatever stands behind the dot.
RESERVED = expression(r"(?i)(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|\s|$)")
FORBIDDEN = expression(r'[\\/:*?"<>|]')
# Names that programs give to their own temporary files, and hidden files: readers pass them over.
PASSED_OVER = expression(r"^(?:~\$|\.~|\.+)")
# A name stands in lists, where Excel takes what begins so for a formula.
FORMULA = expression(r"^(?=[=+\-@＝＋－＠])")
LONGEST = 200  # bytes; file systems end at 255 and a number or a unit may still come before it
NAMELESS = "没有名字的附件"


def safe_name(name: str) -> str:
    """Return a name as a file on any system may have it: no folders, no controls, no devices, no formula, not too long.

    >>> safe_name("../../通讯录.csv"), safe_name("CON.xlsx"), safe_name("6月\\r\\nBcc: x.xlsx"), safe_name("..")
    ('通讯录.csv', '_CON.xlsx', '6月_Bcc_ x.xlsx', '没有名字的附件')
    >>> safe_name("江口乡\\u202excslx.exe"), safe_name("~$江口乡.xlsx"), len(safe_name("表" * 300 + ".xlsx").encode())
    ('江口乡xcslx.exe', '_江口乡.xlsx', 200)
    """
    text = unicodedata.normalize("NFC", name)
    # Invisible characters can reverse a name on the screen (U+202E); lone surrogates break encoders.
    text = "".join("\n" if letter in "\r\n\t" else letter for letter in text if _shows(letter))
    text = re.sub(r"\n+", "_", text)
    text = FORBIDDEN.sub("_", re.split(r"[\\/]", text)[-1]).strip()
    text = FORMULA.sub("_", PASSED_OVER.sub("_", text)).rstrip(". ")
    text = RESERVED.sub(r"_\1", text) if RESERVED.match(text) else text
    return _shortened(text) if text.strip("._ ") else NAMELESS


def _shows(letter: str) -> bool:
    return letter in "\r\n\t" or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _shortened(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    if not stem or len(suffix) > 10:
        stem, dot, suffix = name, "", ""
    room = LONGEST - len(f"{dot}{suffix}".encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip(". ") + dot + suffix


def is_one_line(text: str) -> bool:
    """Tell whether a text is one line without controls, fit for a header.

    >>> is_one_line("滕一舟"), is_one_line("滕一舟\\r\\nBcc: x@y.example"), is_one_line("滕\\u2028一舟")
    (True, False, False)
    """
    return not any(unicodedata.category(letter) in {"Cc", "Zl", "Zp", "Cs"} for letter in text)


def numbered(name: str, number: int) -> str:
    """Return the name of the second, third … file of one name.

    >>> numbered("江口乡6月.xlsx", 2)
    '江口乡6月（2）.xlsx'
    """
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}（{number}）{dot}{suffix}" if stem else f"{name}（{number}）"
