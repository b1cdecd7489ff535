"""Who receives the office's letters? The contact list, and nothing else."""

import csv
import re
from pathlib import Path

from toolkit.model.errors import ToolkitError
from toolkit.model.letters import Contact

ADDRESS = re.compile(r"[^@\s,;:<>\"()\[\]\\]+@[^@\s,;:<>\"()\[\]\\]+\.[^@\s,;:<>\"()\[\]\\.]+")


def read_contacts(path: Path) -> tuple[Contact, ...]:
    """Return the contacts of a csv with the columns 单位, 联系人, 邮箱; lines without address are left out.

    Raises ``ToolkitError`` naming the line of an address that cannot be one.
    """
    contacts = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if not {"单位", "联系人", "邮箱"} <= set(reader.fieldnames or ()):
            raise ToolkitError(f"{path.name} 的表头应是：单位,联系人,邮箱。")
        for row in reader:
            address = (row["邮箱"] or "").strip()
            if not address:
                continue
            if not ADDRESS.fullmatch(address):
                raise ToolkitError(f"{path.name} 第{reader.line_num}行的邮箱“{address}”写法不对，例如 name@163.com。")
            contacts.append(Contact((row["单位"] or "").strip(), (row["联系人"] or "").strip(), address))
    return tuple(contacts)
