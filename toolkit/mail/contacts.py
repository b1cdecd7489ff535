"""Who receives the office's letters? The contact list, and nothing else."""

import csv
import io
import re
import unicodedata
from pathlib import Path

from toolkit.mail.names import is_one_line
from toolkit.model.errors import ToolkitError
from toolkit.model.letters import Contact

# Plain addresses only: an address with letters outside ASCII needs servers that few offices have.
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
HEADINGS = {"单位", "联系人", "邮箱"}


def read_contacts(path: Path) -> tuple[Contact, ...]:
    """Return the contacts of a csv with the columns 单位, 联系人, 邮箱; lines without address are left out.

    Raises ``ToolkitError`` naming the line of an address that cannot be one, or of a name with a line break.
    """
    contacts = []
    reader = csv.DictReader(io.StringIO(_text(path), newline=""))
    if not set(reader.fieldnames or ()) >= HEADINGS:
        raise ToolkitError(f"{path.name} 的表头应是：单位,联系人,邮箱。")
    for row in reader:
        address = _halfwidth((row["邮箱"] or "").strip())
        unit, name = ((row[column] or "").strip() for column in ("单位", "联系人"))
        if not address:
            continue
        for word in (unit, name):
            # A line break in a name would end the header and begin another one: 密送 to a stranger.
            if not is_one_line(word):
                raise ToolkitError(f"{path.name} 第{reader.line_num}行的单位或联系人里有换行，请改成一行。")
        if not ADDRESS.fullmatch(address):
            shown = " ".join(address.split())
            raise ToolkitError(f"{path.name} 第{reader.line_num}行的邮箱“{shown}”写法不对，例如 name@163.com。")
        contacts.append(Contact(unit, name, address))
    return tuple(dict.fromkeys(contacts))


def _text(path: Path) -> str:
    """Return the file's text; Excel saves a csv in the encoding of Chinese Windows when it is asked to."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise ToolkitError(f"工作文件夹里没有“{path.name}”。请新建一份，第一行写：单位,联系人,邮箱。") from None
    except OSError as error:
        raise ToolkitError(f"通讯录“{path.name}”打不开（{error.strerror}）。请在工作文件夹里放好这个文件。") from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ToolkitError(f"{path.name} 不是文本，请在 Excel 里另存为“CSV UTF-8”。")


def _halfwidth(address: str) -> str:
    """Return an address typed with full-width letters as it was meant (ＡＢ＠１６３．ｃｏｍ)."""
    return unicodedata.normalize("NFKC", address)
