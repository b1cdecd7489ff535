"""Who receives the office's letters? Only those on the contact list."""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from toolkit.files import office_list, texts
from toolkit.mail.names import is_one_line
from toolkit.model.errors import ToolkitError
from toolkit.model.expressions import expression
from toolkit.model.letters import UNMARKED, Contact
from toolkit.model.scheme import Scheme

# Plain addresses only: an address with letters outside ASCII needs servers that few offices have.
ADDRESS = expression(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
HEADINGS = ("单位", "联系人", "邮箱")
KIND = "类别"  # a column of the office's own, where somebody is marked who is none of the scheme's units
LEADER = "领导"
MARKED = (LEADER, "其他")
TITLE = "职务"  # another one: how the person is addressed
UNIT = "单位"
# Whom an office writes to beside the units, in words that no unit of a scheme is called by.
LEADERS = expression(
    r"(?:[县区市]|班子|分管|市级|县级|区级)*领导|其他(?:|收件人|人员|单位)"
    r"|(?:|[县区市])(?:委|政府|人民政府|人大|政协|纪委|监委|纪委监委)(?:|办|办公室|常委会)"
    r"|[县区市]委(?:书记|副书记|常委)|[\u4e00-\u9fff]{0,3}(?:|副)[县区市]长"
)
MOST_ASKED = 5


def read_contacts(path: Path, scheme: Scheme) -> tuple[Contact, ...]:
    """Return the contacts of a 通讯录, .xlsx or .csv, with 单位, 联系人, 邮箱; lines without address are left out.

    A unit may go by its name, an alias or the beginning of its name, as long as only one is meant; the contact has the
    scheme's name of it.  Who is no unit gets the county's whole table, so that must be said: 领导 or 其他 in the column
    类别.  In a list of version 1.0, which has no such column, a name like 县政府办 is taken for one and marked so.
    Raises ``ToolkitError`` naming the lines whose unit is neither, with the nearest name; the line of an address that
    cannot be one; or of a name with a line break.
    """
    contacts, asked = [], []
    has_kinds = False
    try:
        lines = list(office_list.lines(path, HEADINGS))
    except FileNotFoundError:
        raise ToolkitError(
            f"工作文件夹里没有“{path.name}”。请新建一份，第一行写：{','.join((*HEADINGS, KIND))}。"
        ) from None
    for number, row in lines:
        address = written_address(row["邮箱"])
        if not address:
            continue
        for word in (row["单位"], row["联系人"], row.get(TITLE, "")):
            # A line break in a name would end the header and begin another one: 密送 to a stranger.
            if not is_one_line(word):
                raise ToolkitError(f"{path.name} 第{number}行的单位或联系人里有换行，请改成一行。")
        if not ADDRESS.fullmatch(address):
            shown = " ".join(address.split())
            raise ToolkitError(f"{path.name} 第{number}行的邮箱“{shown}”写法不对，例如 name@163.com。")
        has_kinds = KIND in row
        kind = row.get(KIND, "")
        if kind not in ("", UNIT, UNMARKED, *MARKED):
            asked.append(f"第{number}行的类别“{kind}”只能写单位、领导或其他")
            continue
        contact = _contact(row["单位"], row["联系人"], address, row.get(KIND), scheme)
        contact = contact and replace(contact, title=row.get(TITLE, ""))
        if not contact:
            asked.append(_question(number, row["单位"], scheme))
            continue
        contacts.append(_placed(contact, path, number, row) if contact.kind else contact)
    if asked:
        more = f"；另有{len(asked) - MOST_ASKED}行" if len(asked) > MOST_ASKED else ""
        raise ToolkitError(
            f"{path.name} 里有认不出的单位，邮件暂不收发：{'；'.join(asked[:MOST_ASKED])}{more}。请改成报送单位的名称；"
            f"是领导或其他收件人的，请在{'' if has_kinds else '表头加一栏'}“{KIND}”{'一栏' if has_kinds else ''}，"
            "这一行写“领导”或“其他”（会收到全部单位的汇总表）。"
        )
    return tuple(dict.fromkeys(contacts))


def _placed(contact: Contact, path: Path, row: int, cells: Mapping[str, str]) -> Contact:
    """Return a leader's contact with the cells in which the office says what he is, and how he is addressed."""
    kind, title = (_place(path, row, one) if one in cells else "" for one in (KIND, TITLE))
    return replace(contact, kind_at=kind, title_at=title)


def _place(path: Path, row: int, heading: str) -> str:
    """Return where a person's cell of a column stands: 通讯录.xlsx 的 E5 单元格; of a csv, line and heading."""
    column = office_list.columns(path, HEADINGS).get(heading)
    return f"{path.name} 的 {column}{row} 单元格" if column else f"{path.name} 第{row}行的“{heading}”一栏"


def written_address(text: str) -> str:
    """Return an address as it was meant: ＡＢ＠１６３．ｃｏｍ in half-width letters, without spaces beside the @.

    >>> written_address("name @163.com"), written_address("ＡＢ＠１６３．ｃｏｍ"), written_address("a@b.cn c@d.cn")
    ('name@163.com', 'AB@163.com', 'a@b.cn c@d.cn')
    """
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(" *@ *", "@", plain) if plain.count("@") == 1 else plain


def _contact(typed: str, name: str, address: str, kind: str | None, scheme: Scheme) -> Contact | None:
    """Return a line's contact, or ``None`` where it is asked; ``kind`` is ``None`` in a list without that column."""
    if kind in MARKED:
        return Contact(typed or str(kind), name, address, str(kind))
    if unit := _unit(typed, scheme):
        return Contact(unit, name, address)
    if kind in (None, UNMARKED) and LEADERS.fullmatch(_plain(typed, scheme)):
        return Contact(typed, name, address, UNMARKED)
    return None


def _unit(typed: str, scheme: Scheme) -> str:
    """Return the scheme's name of the unit that is meant, or '' where none or more than one is."""
    plain = _plain(typed, scheme)
    words = {word: unit.name for unit in scheme.units for word in (unit.name, *unit.aliases)}
    if found := words.get(typed) or words.get(plain):
        return found
    begun = {name for word, name in words.items() if len(plain) > 1 and _plain(word, scheme).startswith(plain)}
    return begun.pop() if len(begun) == 1 else ""


def _question(number: int, typed: str, scheme: Scheme) -> str:
    words = {word: unit.name for unit in scheme.units for word in (unit.name, *unit.aliases)}
    plain = _plain(typed, scheme)
    near = texts.nearest(plain, words) or max((word for word in words if word in plain), key=len, default="")
    return f"第{number}行“{typed}”" + (f"，是不是“{words[near]}”？" if near else "")


def _plain(text: str, scheme: Scheme) -> str:
    """Return a unit's words without spaces, the county's name and 县 before them: 鹿寨县江口乡 is 江口乡.

    县委 and 县政府办 stay as they are: without 县 they would be other words.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return re.sub(r"^[县区市](?=.*(?:局|中心|公司)$)", "", plain.removeprefix(scheme.jurisdiction)) or plain
